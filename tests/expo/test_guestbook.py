"""The guestbook of an edition: written by guests, read by the office first."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from core.page_cache import content_version
from expo.domain import guestbook
from expo.enums import GuestState
from expo.models import GuestEntry
from tests.expo.meeting import OWN_PAGE, at, make_edition, send_form

pytestmark = pytest.mark.django_db
READ, SIGN = "/expo/pesta-lapak/buku-tamu/", "/expo/pesta-lapak/buku-tamu/tulis/"
TYPED = {"name": "Pak Arif", "town": "Semarang", "words": "Meriah sekali!"}


@pytest.fixture
def edition(tree):
    return make_edition(tree)


def written(edition, *, state=None, now=None, **values):
    now = now or at(27)
    row = guestbook.write(edition=edition, key=uuid.uuid4(), values=TYPED | values, now=now)
    if state:
        guestbook.decide(entries=[row.pk], state=state, by=None, now=now)
    return GuestEntry.objects.get(pk=row.pk)


def words_on(client, address=READ, now=None):
    with time_machine.travel(now or at(27, 13), tick=False):
        return re.findall(r'class="guest"><p>([^<]+)</p>', client.get(address).text)


def test_words_show_once_the_office_has_read_them(client, edition, editor):
    answer = send_form(client, SIGN, TYPED)
    assert (answer.status_code, "Tulisan Anda tampil sesudah dibaca dinas." in answer.text) == (200, True)
    row = GuestEntry.objects.get()
    assert (row.name, row.town, row.words, row.state) == (*TYPED.values(), "waiting")
    assert words_on(client) == []
    client.force_login(editor)
    client.post("/kelola/buku-tamu/", {"tamu": [row.pk], "putusan": "shown"})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("shown", editor)
    assert words_on(Client()) == ["Meriah sekali!"]


def test_many_are_decided_at_once(client, edition, editor):
    rows = [written(edition) for _n in range(3)]
    client.force_login(editor)
    client.post(
        "/kelola/buku-tamu/", {"tamu": [rows[0].pk, rows[1].pk, "10" * 30, "x"], "putusan": "refused"}
    )
    assert sorted(GuestEntry.objects.values_list("state", flat=True)) == ["refused", "refused", "waiting"]
    assert "Pak Arif" in client.get("/kelola/buku-tamu/?keadaan=refused").text


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "editor", "administrator"])
def test_only_the_office_decides(as_role, role, edition, booth):
    row, may = written(edition), role in ("editor", "administrator")
    client = as_role(role)
    assert (client.get("/kelola/buku-tamu/").status_code == 200) == may
    client.post("/kelola/buku-tamu/", {"tamu": [row.pk], "putusan": "shown"})
    row.refresh_from_db()
    assert (row.state == "shown") == may


def test_kept_pages_change_with_the_decision_and_not_before(
    client, edition, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    with time_machine.travel(at(27, 13), tick=False):
        assert "Meriah sekali!" not in client.get(READ).text
        version = content_version()
        row = written(edition)
        assert content_version() == version
        with django_capture_on_commit_callbacks(execute=True):
            guestbook.decide(entries=[row.pk], state=GuestState.SHOWN, by=None, now=at(27, 13))
        assert content_version() != version
        assert "Meriah sekali!" in client.get(READ).text


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (at(27, 7, 59), False),
        (at(27, 8), True),
        (at(28, 2), True),
        (at(28, 21) + datetime.timedelta(days=30, seconds=-1), True),
        (at(28, 21) + datetime.timedelta(days=30), False),
    ],
)
def test_when_one_may_write(client, edition, now, may):
    assert guestbook.is_open(edition=edition, now=now) == may
    with time_machine.travel(now, tick=False):
        assert (SIGN in client.get(READ).text) == may
        assert ('name="words"' in client.get(SIGN).text) == may


def test_a_kept_page_follows_the_clock_when_the_book_closes(client, edition, settings):
    settings.PAGE_CACHE_SECONDS = 7200
    caches["pages"].clear()
    closes = at(28, 21) + datetime.timedelta(days=30)
    leads = []
    for now in (closes - datetime.timedelta(seconds=1), closes):
        with time_machine.travel(now, tick=False):
            leads.append(SIGN in client.get(READ).text)
    assert leads == [True, False]


def test_the_office_turns_pages_of_the_edition_it_chose(client, tree, edition, editor, monkeypatch):
    monkeypatch.setattr("expo.admin.meeting.ROWS", 1)
    make_edition(
        tree, title="Pesta Baru", starts_on=datetime.date(2027, 1, 1), ends_on=datetime.date(2027, 1, 1)
    )
    for number in range(2):
        written(edition, words=f"Kesan {number}")
    client.force_login(editor)
    text = client.get("/kelola/buku-tamu/", {"expo": edition.pk, "keadaan": "waiting"}).text
    onward = re.search(r'href="(\?[^"]*hal=2)"', text)[1].replace("&amp;", "&")
    assert "Kesan 1" in client.get(f"/kelola/buku-tamu/{onward}").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "Tulis sedikit dulu."),
        ({"name": ""}, "Tulis nama Anda."),
        ({"words": "x" * 501}, "500"),
        ({"website": "x"}, "Ada kolom yang seharusnya kosong."),
    ],
)
def test_what_is_wrong_is_said(client, edition, typed, words):
    answer = send_form(client, SIGN, TYPED | typed)
    assert (answer.status_code, words in answer.text, GuestEntry.objects.count()) == (422, True, 0)


def test_other_sites_and_other_editions(client, edition):
    assert client.post(SIGN, TYPED, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    for address in ("/expo/tidak-ada/buku-tamu/tulis/", f"{READ}lain/"):
        assert client.get(address).status_code == 404
    edition.unpublish()
    assert client.post(SIGN, TYPED, **OWN_PAGE).status_code == 404


def test_markup_is_text(client, edition):
    written(edition, words="<script>alert(1)</script>", state=GuestState.SHOWN)
    with time_machine.travel(at(27, 13), tick=False):
        assert "&lt;script&gt;alert(1)" in client.get(READ).text


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_the_same(client, edition, count, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 0
    for number in range(count):
        written(edition, words=f"Kesan {number}", state=GuestState.SHOWN)
    words_on(client)
    with django_assert_num_queries(5):
        assert words_on(client) == [f"Kesan {number}" for number in reversed(range(count))]


def test_pages_of_many(client, edition, monkeypatch):
    monkeypatch.setattr("expo.guestbook.views.GUESTS_ON_PAGE", 2)
    for number in range(3):
        written(edition, words=f"Kesan {number}", state=GuestState.SHOWN)
    assert words_on(client) == ["Kesan 2", "Kesan 1"]
    assert words_on(client, f"{READ}?hal=2") == ["Kesan 0"]


def test_refused_words_are_deleted_in_time(edition):
    row = written(edition, state=GuestState.REFUSED)
    written(edition, state=GuestState.SHOWN)
    month = datetime.timedelta(days=30)
    assert guestbook.forget_refused(now=row.decided_at + month - datetime.timedelta(seconds=1)) == 0
    assert guestbook.forget_refused(now=row.decided_at + month) == 1
    assert GuestEntry.objects.get().state == "shown"
