"""Slips and posters of many booths: as a bulk action, with progress, taken once."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lapak.domain.slips import MOST_OPEN, make_slip, open_slip
from lapak.models import ClaimSlip, PaperJob, PaperState
from lapak.paper.jobs import (
    MOST_BOOTHS,
    STANDS_STILL,
    fail_papers,
    folder_of,
    forget_old_papers,
    make_papers,
    start_papers,
    take_papers,
)
from tests.factories import BoothFactory, UserFactory
from tests.lapak.booth.conftest import ROLES

pytestmark = pytest.mark.django_db
BULK = "/kelola/bulk/expo/boothpage/cetak/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keep the files of these tests apart."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def booths(hall):
    return [BoothFactory(parent=hall, title=f"Lapak {number}") for number in range(5)]


def made(booths, kinds, by):
    job = start_papers(booths=booths, kinds=kinds, by=by)
    make_papers(job=job)
    job.refresh_from_db()
    return job


def test_slips_and_posters_in_one_document(booths, editor, printed):
    job = made(booths, ["slip", "poster-a4", "poster-a6"], editor)
    assert (job.state, job.done, job.steps, job.refused) == (PaperState.READY, 15, 15, [])
    pages = printed(take_papers(job=job))
    assert [page.size for page in pages] == [(210, 297)] * 2 + [(210, 297), (105, 148)] * 5
    codes = [code.partition("#")[2] for page in pages[:2] for code in page.codes]
    assert len(codes) == 5
    assert {open_slip(code=code).booth_id for code in codes} == {booth.pk for booth in booths}
    for number, booth in enumerate(booths):
        for page in pages[2 + 2 * number : 4 + 2 * number]:
            assert page.codes == [f"http://127.0.0.1:8000/b/{booth.short_code}/"]
            assert booth.title in page.text


def test_it_is_taken_once_and_then_gone(booths, editor):
    job = made(booths[:1], ["slip"], editor)
    assert (folder_of(job) / "lembar.pdf").stat().st_mode & 0o777 == 0o600
    assert folder_of(job).stat().st_mode & 0o777 == 0o700
    assert take_papers(job=job).startswith(b"%PDF-")
    assert not folder_of(job).exists()
    assert take_papers(job=job) is None
    assert ClaimSlip.objects.open().count() == 1


def test_no_code_is_kept_beside_the_document(booths, editor, printed):
    job = made(booths[:1], ["slip"], editor)
    code = printed((folder_of(job) / "lembar.pdf").read_bytes())[0].codes[0].partition("#")[2]
    values = [str(value) for row in PaperJob.objects.values_list() for value in row]
    assert not any(code in value for value in values)


def test_what_nobody_took_ends_after_a_day_with_its_slips(booths, editor):
    job = made(booths[:2], ["slip"], editor)
    assert forget_old_papers() == 0
    PaperJob.objects.update(made_at=timezone.now() - datetime.timedelta(days=1, minutes=1))
    assert forget_old_papers() == 1
    job.refresh_from_db()
    assert (job.state, folder_of(job).exists()) == (PaperState.FAILED, False)
    assert ClaimSlip.objects.open().count() == 0
    PaperJob.objects.update(made_at=timezone.now() - datetime.timedelta(days=31))
    forget_old_papers()
    assert PaperJob.objects.count() == 0


def test_the_calendar_forgets(booths, editor, capsys):
    from django.core.management import call_command

    made(booths[:1], ["slip"], editor)
    PaperJob.objects.update(made_at=timezone.now() - datetime.timedelta(days=2))
    call_command("follow_calendar")
    assert "Papers: 1 not taken and deleted." in capsys.readouterr().out


def test_a_booth_with_too_many_slips_is_named(booths, editor, printed):
    for _n in range(MOST_OPEN):
        make_slip(booth=booths[0], role="owner", by=editor)
    job = made(booths[:2], ["slip", "poster-a4"], editor)
    assert [(name, "Cabut satu dulu" in why) for name, why in job.refused] == [("Lapak 0", True)]
    pages = printed(take_papers(job=job))
    assert [len(page.codes) for page in pages] == [1, 1, 1]


def test_nothing_to_print_fails(booths, editor):
    for _n in range(MOST_OPEN):
        make_slip(booth=booths[0], role="owner", by=editor)
    assert made(booths[:1], ["slip"], editor).state == PaperState.FAILED


def test_a_broken_disk_leaves_no_open_slips(booths, editor, monkeypatch):
    # The disk can't be filled in a test.
    def full(*_args, **_kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr("lapak.paper.jobs.draw_slips", full)
    job = made(booths, ["slip"], editor)
    assert (job.state, folder_of(job).exists()) == (PaperState.FAILED, False)
    assert ClaimSlip.objects.count() == 4
    assert ClaimSlip.objects.open().count() == 0


def test_an_editor_of_yesterday_makes_no_slips(booths, editor):
    job = start_papers(booths=booths, kinds=["slip"], by=editor)
    editor.groups.clear()
    make_papers(job=PaperJob.objects.get(pk=job.pk))
    assert PaperJob.objects.get().state == PaperState.FAILED
    assert ClaimSlip.objects.count() == 0


@pytest.mark.parametrize("kinds", [[], ["kartu"]])
def test_only_known_sheets(booths, editor, kinds):
    with pytest.raises(ValueError, match="booths"):
        start_papers(booths=booths, kinds=kinds, by=editor)


def test_not_too_many(booths, editor):
    with pytest.raises(ValueError, match="101 booths"):
        start_papers(booths=booths[:1] * (MOST_BOOTHS + 1), kinds=["slip"], by=editor)


@pytest.mark.parametrize("role", ["owner", "helper", "outsider"])
def test_only_the_office_starts(booths, as_role, role, merchant_user, helper, outsider):
    person = {"owner": merchant_user, "helper": helper, "outsider": outsider}[role]
    with pytest.raises(PermissionDenied):
        start_papers(booths=booths, kinds=["slip"], by=person)


class TestInTheAdministration:
    def confirm(self, client, booths, sheets):
        address = f"{BULK}?next=/kelola/&" + "&".join(f"id={booth.pk}" for booth in booths)
        response = client.get(address)
        if response.status_code != 200:
            return response
        listed = response.context["listed"]
        return client.post(address, {"listed": listed, "sheets": sheets})

    def test_from_the_list_to_the_download(
        self, client, editor, booths, printed, django_capture_on_commit_callbacks
    ):
        client.force_login(editor)
        with django_capture_on_commit_callbacks(execute=True):
            response = self.confirm(client, booths[:3], ["slip", "stiker"])
        page = response["Location"]
        response = client.get(page)
        assert "Refresh" not in response
        assert "PDF untuk 3 lapak siap." in response.content.decode()
        response = client.post(page)
        assert response["Content-Disposition"].startswith('attachment; filename="lapak-')
        pages = printed(response.content)
        assert [len(found.codes) for found in pages] == [3, 10, 10, 10]
        again = client.post(page, follow=True).content.decode()
        assert "sudah diunduh" in again
        assert ClaimSlip.objects.filter(made_by=editor).count() == 3

    def test_progress_is_shown_until_a_worker_has_made_it(self, client, editor, booths):
        client.force_login(editor)
        job = start_papers(booths=booths, kinds=["slip"], by=editor)
        PaperJob.objects.update(done=2)
        page = reverse("lapak_papers", args=[job.key])
        response = client.get(page)
        assert response["Refresh"] == "2"
        assert "2 dari 5 langkah (40%)" in response.content.decode()
        assert client.post(page).status_code == 302
        PaperJob.objects.update(moved_at=timezone.now() - STANDS_STILL - datetime.timedelta(seconds=1))
        assert "PDF ini tidak ada." in client.get(page).content.decode()
        make_papers(job=job)
        assert not folder_of(job).exists()

    def test_nothing_is_chosen(self, client, editor, booths):
        client.force_login(editor)
        response = self.confirm(client, booths, [])
        assert response.status_code == 200
        assert PaperJob.objects.count() == 0

    @pytest.mark.parametrize("role", ROLES)
    def test_who_may(self, as_role, role, booth, booths, django_capture_on_commit_callbacks):
        client = as_role(role)
        with django_capture_on_commit_callbacks(execute=True):
            response = self.confirm(client, [booth], ["slip"])
        allowed = role in ("editor", "administrator")
        assert PaperJob.objects.count() == ClaimSlip.objects.count() == int(allowed)
        if allowed:
            assert response["Location"].startswith("/kelola/cetak/")
        else:
            assert response.status_code in (302, 404)
            assert "/cetak/" not in response.get("Location", "").partition("?")[0]

    @pytest.mark.parametrize("role", ROLES)
    def test_nobody_takes_another_persons_papers(self, as_role, role, booths):
        job = made(booths[:1], ["slip"], UserFactory(editor=True))
        client = as_role(role)
        page = reverse("lapak_papers", args=[job.key])
        for response in (client.get(page), client.post(page)):
            assert response.status_code == (404 if role not in ("visitor", "outsider") else 302)
            assert not response.content.startswith(b"%PDF")
        job.refresh_from_db()
        assert job.state == PaperState.READY

    def test_who_is_no_editor_any_more_takes_nothing(self, client, editor, booths):
        job = made(booths[:1], ["slip"], editor)
        client.force_login(editor)
        editor.groups.clear()
        assert client.post(reverse("lapak_papers", args=[job.key])).status_code in (302, 403, 404)
        assert folder_of(job).exists()
        fail_papers(job=job)
        assert PaperJob.objects.get().state == PaperState.READY


def test_papers_of_a_deleted_account_go_and_others_stay(booths, editor):
    colleague = UserFactory(editor=True)
    theirs, mine = (made(booths[:1], ["slip"], by) for by in (colleague, editor))
    foreign = folder_of(mine).parent / "bukan-cetakan"
    foreign.mkdir()
    colleague.delete()
    assert folder_of(theirs).exists()
    assert forget_old_papers() == 1
    assert [path.exists() for path in (folder_of(theirs), folder_of(mine), foreign)] == [False, True, True]
    assert take_papers(job=mine)[:5] == b"%PDF-"
    assert forget_old_papers() == 0
