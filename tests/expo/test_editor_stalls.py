"""Another stall for a booth: free or swapped, never shared."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from catalog.models import ProductListing
from expo.domain.stall_moves import STALL_MOVED, StallTakenError, last_stall, move_to_stall, stall_number_of
from expo.models import BoothListing, BoothPage
from tests.factories import BoothFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def codes():
    """Return {name: code} of all booths."""
    return {booth.title: booth.code for booth in BoothPage.objects.all()}


@pytest.mark.parametrize(
    ("text", "number"),
    [("A-1", 1), ("a1", 1), (" B-12 ", 36), ("b 12", 36), ("AA-24", 648), ("A-24", 24), ("Z-1", 601)],
)
def test_codes_as_people_write_them(text, number):
    assert stall_number_of(text) == number


@pytest.mark.parametrize("text", ["", "12", "A", "A-0", "A-25", "AAAA-1", "A-1-2", "-", "Ä-1", "A-١"])
def test_nonsense_is_no_code(text):
    with pytest.raises(ValueError, match="not a stall"):
        stall_number_of(text)


def test_a_free_stall(editor, booth, product, other_booth):
    move_to_stall(booth=booth, number=5, by=editor)
    assert codes() == {"Batik Sekar": "A-5", "Lapak Tetangga": "A-2"}
    assert BoothListing.objects.get(page=booth).code == "A-5"
    assert ProductListing.objects.get(page=product).booth_code == "A-5"
    entry = PageLogEntry.objects.get(action=STALL_MOVED)
    assert (entry.page_id, entry.user_id, entry.data) == (booth.pk, editor.pk, {"from": "A-1", "to": "A-5"})


def test_a_taken_stall_is_swapped_only_when_asked(editor, booth, other_booth):
    with pytest.raises(StallTakenError) as taken:
        move_to_stall(booth=booth, number=2, by=editor)
    assert (taken.value.booth, codes()) == (other_booth, {"Batik Sekar": "A-1", "Lapak Tetangga": "A-2"})
    move_to_stall(booth=booth, number=2, by=editor, swap_with=other_booth.pk)
    assert codes() == {"Batik Sekar": "A-2", "Lapak Tetangga": "A-1"}
    assert sorted(BoothListing.objects.values_list("title", "stall_number")) == [
        ("Batik Sekar", 2), ("Lapak Tetangga", 1)
    ]  # fmt: skip


def test_a_draft_swaps_without_being_listed(editor, hall, booth):
    draft = BoothFactory(parent=hall, title="Draf", live=False)
    move_to_stall(booth=booth, number=draft.stall_number, by=editor, swap_with=draft.pk)
    assert (codes(), BoothListing.objects.count()) == ({"Batik Sekar": "A-2", "Draf": "A-1"}, 1)


def test_a_swap_is_asked_again_with_who_came_meanwhile(office, hall, booth, other_booth):
    """The editor saw A-2 taken by `other_booth`; a colleague put somebody else there since."""
    late = BoothFactory(parent=hall, title="Pendatang")
    url, asked = f"/kelola/stan/{booth.pk}/", {"code": "A-2", "swap": "on", "occupant": late.pk}
    form = office.post(url, asked).context["form"]
    assert form.errors == {"swap": ["A-2 ditempati Lapak Tetangga. Centang untuk menukar tempat keduanya."]}
    assert (form["swap"].value(), form["occupant"].value()) == (False, other_booth.pk)
    assert codes() == {"Batik Sekar": "A-1", "Lapak Tetangga": "A-2", "Pendatang": "A-3"}


def test_the_same_stall_changes_nothing(editor, booth):
    move_to_stall(booth=booth, number=1, by=editor)
    assert PageLogEntry.objects.filter(action=STALL_MOVED).count() == 0


def test_an_older_draft_does_not_bring_the_old_stall_back(editor, booth):
    booth.save_revision()
    move_to_stall(booth=booth, number=7, by=editor)
    fresh = BoothPage.objects.get(pk=booth.pk)
    fresh.get_latest_revision().publish()
    assert codes() == {"Batik Sekar": "A-7"}


@pytest.mark.parametrize("number", [0, -1, 49, 10_000])
def test_out_of_the_hall(editor, booth, number):
    assert last_stall(booth.hall) == 48
    with pytest.raises(ValueError, match="luar hall"):
        move_to_stall(booth=booth, number=number, by=editor)


def test_only_the_office_moves(merchant_user, booth):
    with pytest.raises(PermissionDenied):
        move_to_stall(booth=booth, number=5, by=merchant_user)
    assert codes() == {"Batik Sekar": "A-1"}


def test_the_form(office, booth, other_booth):
    url = f"/kelola/stan/{booth.pk}/"
    assert office.get(url).status_code == 200
    refused = office.post(url, {"code": "a2"})
    assert refused.context["form"].errors == {
        "swap": ["A-2 ditempati Lapak Tetangga. Centang untuk menukar tempat keduanya."]
    }
    assert office.post(url, {"code": "nol"}).context["form"].errors == {
        "code": ["Tulis kode stan seperti B-12: huruf lorong, lalu 1 sampai 24."]
    }
    assert office.post(url, {"code": "Z-24"}).context["form"].errors == {
        "code": ["Nomor stan ini di luar hall."]
    }
    done = office.post(url, {"code": "a2", "swap": "on", "occupant": other_booth.pk})
    assert (done.status_code, codes()) == (302, {"Batik Sekar": "A-2", "Lapak Tetangga": "A-1"})
    assert office.get("/kelola/stan/999999/").status_code == 404
