"""The editors' import in the admin."""

import datetime
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalog.models import ProductPage
from expo.importing import jobs
from expo.importing.jobs import confirm_import, plan_job, run_import, start_import
from expo.importing.store import ImportFolder
from expo.models import ImportJob, ImportState
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

UPLOAD = reverse("expo_import:upload")


def upload(text="Lapak;Nama;Harga\nbatik/A-1;Kopi;15rb\nbatik/A-1;Teh;20rb\n", name="produk.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def address(name: str, job: ImportJob) -> str:
    return reverse(f"expo_import:{name}", args=[job.key])


@pytest.fixture
def office(client, editor, booth):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def planned(office, **kwargs) -> ImportJob:
    response = office.post(UPLOAD, {"table": upload(**kwargs)})
    assert response.status_code == 302
    return ImportJob.objects.latest("pk")


def test_from_upload_to_result(office, booth, editor):
    assert office.get(UPLOAD).status_code == 200
    job = planned(office)
    assert (job.user, job.state, job.counts) == (
        editor, ImportState.PLANNED, {"new": 2, "changed": 0, "same": 0, "wrong": 0},
    )  # fmt: skip
    page = office.get(address("job", job))
    assert [(row["line"], row["name"], row["state"]) for row in page.context["rows"]] == [
        (2, "Kopi", "new"),
        (3, "Teh", "new"),
    ]
    assert ProductPage.objects.count() == 0

    assert office.post(address("confirm", job)).url == address("job", job)
    waiting = office.get(address("job", job))
    assert waiting["Refresh"] == f"2; url={address('job', job)}?lanjut=1"
    assert (waiting.context["done"], waiting.context["total"]) == (0, 2)
    assert ProductPage.objects.count() == 0
    result = office.get(address("job", job) + "?lanjut=1")
    assert "Refresh" not in result
    assert result.context["stored"] == {"new": 2, "changed": 0, "same": 0}
    assert [(page.title, page.live, page.owner) for page in ProductPage.objects.order_by("path")] == [
        ("Kopi", True, editor),
        ("Teh", True, editor),
    ]
    job.refresh_from_db()
    assert (job.state, job.outcomes) == (
        ImportState.DONE,
        {str(booth.pk): {"title": "Batik Sekar", "code": "A-1", "new": 2, "changed": 0, "same": 0}},
    )


def test_the_plan_can_be_narrowed_and_paged(office):
    lines = ["Lapak;Nama;Harga", *(f"batik/A-1;Kopi {n};{'x' if n % 2 else n + 500}" for n in range(120))]
    job = planned(office, text="\n".join(lines))
    page = office.get(address("job", job), {"hanya": "wrong", "hal": "2"})
    rows = page.context["rows"]
    assert ({row["state"] for row in rows}, len(rows), rows[0]["line"]) == ({"wrong"}, 10, 103)
    assert page.context["page"].paginator.num_pages == 2
    assert len(office.get(address("job", job), {"hanya": "entah", "hal": "99"}).context["rows"]) == 20
    assert "Simpan lapak" not in page.content.decode() or page.context["todo"]


def test_one_booth_can_be_named_in_the_form(office, booth):
    response = office.post(UPLOAD, {"table": upload("Nama\nKopi\n"), "booth": "batik sekar"})
    assert (response.status_code, ImportJob.objects.get().booth) == (302, booth)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "wajib diisi|required|harus"),
        ({"table": upload("Nama\nKopi\n")}, "tidak punya kolom lapak"),
        ({"table": upload("Nama\nKopi\n"), "booth": "entah"}, "tidak ditemukan"),
        ({"table": upload(b"MZ\x90\x00" + b"\x00" * 300, name="produk.xlsx")}, "program"),
        ({"table": upload(b"<html></html>", name="produk.xls")}, "halaman web"),
        ({"table": upload(), "photos": upload("bukan zip", name="foto.zip")}, "bukan ZIP"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_kept(office, data, words):
    for file in data.values():
        if hasattr(file, "seek"):
            file.seek(0)
    before = set((settings.DATA_DIR / "imports").glob("*"))
    response = office.post(UPLOAD, data)
    assert response.status_code == 422
    assert re.search(words, response.content.decode())
    assert (ImportJob.objects.count(), set((settings.DATA_DIR / "imports").glob("*"))) == (0, before)


def test_discarding_deletes_the_file(office):
    job = planned(office)
    folder = ImportFolder(job.key)
    assert (folder.exists(), oct(folder.path.stat().st_mode)[-3:], oct(folder.table.stat().st_mode)[-3:]) == (
        True, "700", "600",
    )  # fmt: skip
    assert settings.MEDIA_ROOT not in folder.path.parents
    office.post(address("discard", job))
    assert (ImportJob.objects.count(), folder.path.exists(), ProductPage.objects.count()) == (0, False, 0)


def test_nobody_else_sees_or_confirms_an_import(client, office, administrator, merchant_user):
    job = planned(office)
    for user in (administrator, UserFactory(editor=True)):
        client.force_login(user)
        assert client.get(address("job", job)).status_code == 404
        assert client.post(address("confirm", job)).status_code == 404
        assert client.post(address("discard", job)).status_code == 404
    client.force_login(merchant_user)
    for response in (
        client.get(UPLOAD),
        client.post(UPLOAD, {"table": upload()}),
        client.get(address("job", job)),
        client.post(address("confirm", job)),
        client.get(reverse("expo_import:sample")),
    ):
        assert response.status_code in (302, 403, 404)
        assert "impor" not in response.get("Location", "")
    client.logout()
    assert client.get(address("job", job)).status_code == 302
    job.refresh_from_db()
    assert (job.state, ProductPage.objects.count()) == (ImportState.PLANNED, 0)


def test_merchants_do_not_see_the_menu_entry(client, office, merchant_user):
    assert UPLOAD in office.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(merchant_user)
    assert UPLOAD not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_confirming_and_storing_happen_once(office, editor):
    job = planned(office)
    assert office.get(address("confirm", job)).status_code == 405
    assert [confirm_import(job=job, user=editor) for _again in range(2)] == [True, False]
    office.get(address("job", job) + "?lanjut=1")
    office.get(address("job", job) + "?lanjut=1")
    assert ProductPage.objects.count() == 2


def started(editor, text) -> ImportJob:
    job = start_import(user=editor, upload=upload(text))
    plan_job(job=job)
    assert confirm_import(job=job, user=editor)
    job.refresh_from_db()
    return job


def test_an_import_goes_on_where_it_stopped(editor, booth, other_booth):
    job = started(editor, "Lapak,Nama\nbatik/A-1,Kopi\nbatik/A-2,Teh\n")
    run_import(job=job, seconds=0)
    job.refresh_from_db()
    assert (job.state, list(job.outcomes), ImportFolder(job.key).progress()) == (
        ImportState.RUNNING, [str(booth.pk)], {"done": 1, "total": 2},
    )  # fmt: skip
    run_import(job=job)
    job.refresh_from_db()
    assert (job.state, list(job.outcomes), ImportFolder(job.key).progress()) == (
        ImportState.DONE, [str(booth.pk), str(other_booth.pk)], {"done": 2, "total": 2},
    )  # fmt: skip
    assert sorted(page.title for page in ProductPage.objects.all()) == ["Kopi", "Teh"]


def test_two_runners_do_not_get_into_each_other_s_way(editor, booth):
    job = started(editor, "Lapak,Nama\nbatik/A-1,Kopi\n")
    ImportJob.objects.update(leased_until=timezone.now() + datetime.timedelta(minutes=1))
    run_import(job=job)
    assert ProductPage.objects.count() == 0
    ImportJob.objects.update(leased_until=timezone.now() - datetime.timedelta(minutes=1))
    run_import(job=job)
    assert ProductPage.objects.count() == 1


def test_a_plan_that_was_interrupted_is_made_when_the_page_is_looked_at_again(office, editor):
    job = start_import(user=editor, upload=upload())
    assert office.get(address("job", job))["Refresh"]
    page = office.get(address("job", job) + "?lanjut=1")
    assert ("Refresh" in page, page.context["todo"]) == (False, 2)


def test_booths_with_wrong_rows_are_skipped_and_named(office, booth, other_booth):
    job = planned(office, text="Lapak;Nama;Harga\nbatik/A-1;Kopi;murah\nbatik/A-2;Teh;5\nz;Roti;1\n")
    assert "1 lapak dilewati seluruhnya karena ada baris yang salah." in job.notes
    office.post(address("confirm", job))
    result = office.get(address("job", job) + "?lanjut=1")
    assert [(item["code"], item.get("wrong"), item.get("new")) for item in result.context["outcomes"]] == [
        ("A-1", 1, None),
        ("A-2", None, 1),
    ]


def test_a_change_since_the_plan_is_seen_when_storing(office, booth, editor):
    job = planned(office)
    ProductFactory(parent=booth, title="Kopi", price=15000)
    office.post(address("confirm", job))
    result = office.get(address("job", job) + "?lanjut=1")
    assert result.context["stored"] == {"new": 1, "changed": 0, "same": 1}


def test_a_file_that_is_gone_ends_the_import_with_a_sentence(office):
    job = planned(office)
    office.post(address("confirm", job))
    ImportFolder(job.key).remove()
    result = office.get(address("job", job) + "?lanjut=1")
    assert "Berkas ini sudah dihapus. Unggah lagi." in result.content.decode()
    assert ProductPage.objects.count() == 0


def test_somebody_who_is_no_editor_any_more_imports_nothing(editor, booth):
    job = started(editor, "Lapak,Nama\nbatik/A-1,Kopi\n")
    editor.groups.clear()
    run_import(job=ImportJob.objects.get(pk=job.pk))
    job.refresh_from_db()
    assert (job.state, ProductPage.objects.count()) == (ImportState.FAILED, 0)


def test_files_nobody_confirmed_are_forgotten(office):
    job = planned(office)
    ImportJob.objects.update(created_at=timezone.now() - jobs.FILES_KEPT - datetime.timedelta(hours=1))
    jobs.forget_old_imports()
    assert (ImportJob.objects.count(), ImportFolder(job.key).path.exists()) == (0, False)


def test_the_sample_can_be_imported_itself(office):
    sample = office.get(reverse("expo_import:sample"))
    job = planned(office, text=sample.content, name="contoh.csv")
    assert job.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 1}
    assert job.notes[0].startswith("Kolom foto diabaikan")


def test_the_pages_cost_the_same_for_few_rows_and_many(office, django_assert_max_num_queries):
    job = planned(office, text="Lapak;Nama\n" + "".join(f"batik/A-1;Kopi {n}\n" for n in range(60)))
    with django_assert_max_num_queries(12):
        office.get(address("job", job))
