"""Taking part in an edition from Lapak Saya."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from expo.domain import participation
from expo.models import HallCapacity, Participation
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition, waiting

pytestmark = pytest.mark.django_db
QUESTIONS = (
    {"text": "Apa yang dijual?", "kind": "short", "is_required": True},
    {"text": "Cerita singkat", "kind": "long"},
    {"text": "Butuh listrik?", "kind": "yes_no", "is_required": True},
    {"text": "Ukuran meja", "kind": "choice", "choices": "Besar\nKecil"},
)


@pytest.fixture
def edition(tree, hall):
    """One place in one hall, and four questions."""
    return make_edition(tree, places={hall: 1}, questions=QUESTIONS)


@pytest.fixture
def page(booth, edition):
    """The address of the booth's page of the edition."""
    return reverse("lapak:expo", args=[booth.pk, edition.pk])


@pytest.fixture
def owner(client, merchant_user):
    """The owner of the booth, logged in."""
    client.force_login(merchant_user)
    return client


@pytest.fixture(autouse=True)
def during_the_call():
    """Stop the clock while the call is open."""
    with time_machine.travel(CALL, tick=False) as clock:
        yield clock


def filled(edition, **changes):
    """Return what a merchant sends."""
    first, second, third, fourth = edition.questions.all()
    answers = dict(zip((first.pk, second.pk, third.pk, fourth.pk), ("Batik", "", "Ya", "Kecil"), strict=True))
    data = {f"jawaban-{pk}": answer for pk, answer in answers.items()}
    return {"hall": edition.capacities.get().hall_id} | data | changes


def main(answer):
    """Return the words of a page's main part."""
    text = answer.content.decode()
    text = re.sub(r"<(script|svg).*?</\1>", "", text[text.index("<main") : text.index("</main>")], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_from_the_card_to_the_application(owner, booth, edition, page, merchant_user):
    front = owner.get(reverse("lapak:my_booth"))
    assert page in front.content.decode()
    assert "Pendaftaran dibuka Daftar sebelum Jumat, 20 November. Ikut expo ini" in main(front)
    answer = owner.post(page, filled(edition), follow=True)
    row = Participation.objects.get()
    assert (row.state, row.booth, row.applied_by) == ("applied", booth, merchant_user)
    assert row.answers == [["Apa yang dijual?", "Batik"], ["Butuh listrik?", "Ya"], ["Ukuran meja", "Kecil"]]
    assert "Pendaftaran terkirim ke panitia." in main(answer)
    assert "Pendaftaran sudah masuk" in main(owner.get(reverse("lapak:my_booth")))
    # Sent twice: one application.
    owner.post(page, filled(edition))
    assert Participation.objects.count() == 1


@pytest.mark.parametrize("wrong", ["hall", "required", "choice"])
def test_what_is_wrong_stays_with_its_reason(owner, edition, page, wrong):
    questions = list(edition.questions.all())
    changes = {
        "hall": {"hall": 987_654_321},
        "required": {f"jawaban-{questions[0].pk}": " "},
        "choice": {f"jawaban-{questions[3].pk}": "Raksasa"},
    }
    answer = owner.post(page, filled(edition, **changes[wrong]))
    assert (answer.status_code, Participation.objects.count()) == (422, 0)
    assert "Belum terkirim. Lihat yang ditandai merah." in main(answer)
    if wrong != "required":
        assert "Batik" in answer.content.decode()


def test_a_booth_that_is_not_public_is_told_so(owner, booth, edition, page):
    booth.unpublish()
    answer = owner.post(page, filled(edition))
    assert (answer.status_code, Participation.objects.count()) == (422, 0)
    assert "Lapak ini belum tayang." in main(answer)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(1), "Pendaftaran dibuka 2 November sampai 20 November 2026."),
        (at(21), "Pendaftaran dibuka 2 November sampai 20 November 2026."),
        (at(29), "Expo sudah selesai."),
    ],
)
def test_outside_of_the_call_there_is_no_form(owner, edition, page, during_the_call, now, words):
    during_the_call.move_to(now)
    assert words in main(owner.get(page))
    owner.post(page, filled(edition))
    assert Participation.objects.count() == 0
    assert page not in owner.get(reverse("lapak:my_booth")).content.decode()


def test_every_state_says_what_happens_next(owner, booth, hall, edition, page, editor):
    HallCapacity.objects.update(places=2)
    neighbour = accepted(edition, hall, title="Tetangga satu")
    accepted(edition, hall, title="Tetangga dua")
    waiting(edition, hall, since=at(9), title="Tetangga tiga")
    row = waiting(edition, hall, since=CALL, booth=booth)
    assert "Urutan Anda: 2 ." in main(owner.get(page))
    participation.withdraw(participation=neighbour, by=None, now=CALL)
    assert "Urutan Anda: 1 ." in main(owner.get(page))
    row = participation.decline(participation=row, reason="Kurang lengkap.", by=editor, now=CALL)
    assert "Panitia menulis: Kurang lengkap." in main(owner.get(page))
    assert "Belum bisa ikut kali ini" in main(owner.get(reverse("lapak:my_booth")))
    participation.put_on_waiting_list(participation=row, reason="Sudah lengkap.", by=editor, now=CALL)
    assert "Panitia menulis: Sudah lengkap. Anda menunggu tempat" in main(owner.get(page))


def test_an_offered_place_is_taken(owner, booth, hall, edition, page):
    neighbour = accepted(edition, hall)
    waiting(edition, hall, since=CALL, booth=booth)
    participation.withdraw(participation=neighbour, by=None, now=CALL)
    assert "Jawab sebelum Kamis, 12 November, pukul 12.00 WIB ." in main(owner.get(page))
    front = main(owner.get(reverse("lapak:my_booth")))
    assert "Ada tempat untuk Anda Jawab sebelum Kamis, 12 November, pukul 12.00 WIB." in front
    answer = owner.post(reverse("lapak:expo_take", args=[booth.pk, edition.pk]), follow=True)
    assert "Selamat! Tempat ini sekarang milik lapak Anda." in main(answer)
    assert "Lapak Anda ikut" in main(answer)
    # A second tap says how it stands.
    again = owner.post(reverse("lapak:expo_take", args=[booth.pk, edition.pk]), follow=True)
    assert "Keadaannya sudah berubah: Diterima." in main(again)


def test_looking_passes_a_lapsed_offer_on(owner, booth, hall, edition, page, during_the_call):
    neighbour = accepted(edition, hall)
    waiting(edition, hall, since=CALL, booth=booth)
    waiting(edition, hall, since=at(11), title="Berikutnya")
    participation.withdraw(participation=neighbour, by=None, now=CALL)
    during_the_call.move_to(at(13))
    answer = owner.post(reverse("lapak:expo_take", args=[booth.pk, edition.pk]), follow=True)
    assert "Batas waktu menjawab sudah lewat" in main(answer)
    assert "Lapak Anda tidak ikut" in main(answer)
    assert "Tempat yang ditawarkan tidak dijawab sampai batas waktu." in main(answer)
    assert dict(Participation.objects.values_list("booth__title", "state"))["Berikutnya"] == "offered"


def test_the_front_page_does_not_promise_a_place_whose_time_has_passed(
    owner, booth, hall, edition, during_the_call
):
    neighbour = accepted(edition, hall)
    waiting(edition, hall, since=CALL, booth=booth)
    participation.withdraw(participation=neighbour, by=None, now=CALL)
    during_the_call.move_to(at(13))
    front = main(owner.get(reverse("lapak:my_booth")))
    assert [words for words in ("Ada tempat untuk Anda", "Lapak Anda tidak ikut") if words in front] == [
        "Lapak Anda tidak ikut"
    ]


def test_why_a_place_is_gone_is_told_in_the_merchants_language(owner, booth, hall, edition, page, editor):
    neighbour = accepted(edition, hall)
    waiting(edition, hall, since=CALL, booth=booth)
    participation.withdraw(participation=neighbour, by=None, now=CALL)
    with translation.override("en"):
        participation.follow_offers(now=at(13))
    standing = main(owner.get(page)).partition("Perjalanan pendaftaran")[0]
    assert "Tempat yang ditawarkan tidak dijawab sampai batas waktu." in standing


def test_withdrawing_asks_once_more(owner, booth, hall, edition, page):
    accepted(edition, hall, booth=booth)
    leave = reverse("lapak:expo_leave", args=[booth.pk, edition.pk])
    assert leave in owner.get(page).content.decode()
    assert "Mundur dari expo ini?" in main(owner.get(leave))
    assert Participation.objects.get().state == "accepted"
    answer = owner.post(leave, follow=True)
    assert "Lapak Anda tidak ikut lagi." in main(answer)
    assert Participation.objects.get().state == "withdrawn"
    # While the call is open one may apply again.
    owner.post(page, filled(edition))
    assert Participation.objects.get().state == "applied"


def test_a_draft_of_an_edition_does_not_exist(owner, booth, hall, edition, page):
    edition.unpublish()
    assert owner.get(page).status_code == 404
    assert page not in owner.get(reverse("lapak:my_booth")).content.decode()


@pytest.mark.parametrize("role", ["visitor", "outsider", "helper", "owner", "editor", "administrator"])
def test_who_applies_for_a_booth(as_role, role, booth, other_booth, edition, page):
    client = as_role(role)
    theirs = reverse("lapak:expo", args=[other_booth.pk, edition.pk])
    for address in (page, theirs):
        client.post(address, filled(edition))
    office = role in ("editor", "administrator")
    own = office or role in ("helper", "owner")
    expected = {booth.pk} if own else set()
    expected |= {other_booth.pk} if office else set()
    assert set(Participation.objects.values_list("booth", flat=True)) == expected


@pytest.mark.parametrize("editions", [1, 3])
def test_the_cards_cost_the_same_for_one_and_three(
    tree, owner, booth, hall, editions, django_assert_num_queries
):
    for number in range(editions):
        edition = make_edition(tree, places={hall: 3}, title=f"Expo {number}")
        if number:
            applied(edition, hall, booth=booth)
    owner.get(reverse("lapak:my_booth"))
    from lapak.expo.front import expo_cards

    with django_assert_num_queries(3):
        cards = expo_cards(booth=booth, now=CALL)
        words = [(card.edition.title, card.state, card.row and card.row.hall.title) for card in cards]
    assert (
        words
        == [("Expo 0", "", None), ("Expo 1", "applied", hall.title), ("Expo 2", "applied", hall.title)][
            :editions
        ]
    )
