"""Searches that found nothing: what is kept of them, what is not, and who may read it."""

import datetime

import pytest

from catalog.domain import search_misses
from catalog.domain.search_misses import count_miss, forget_misses, noted_form
from catalog.models import MissedSearch
from tests.factories import ProductFactory

PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile Safari/537.36"


@pytest.fixture
def look(client, product):
    """Look for a text as a person with a phone, or as somebody else."""

    def looking(text, agent=PHONE, path="/katalog/", **query):
        return client.get(path, {"q": text, **query}, headers={"user-agent": agent})

    return looking


def kept():
    return list(MissedSearch.objects.order_by("text", "day").values_list("text", "count"))


def test_a_miss_is_noted_once_per_text_and_day(look):
    for text in ("Helikopter", "  helikopter ", "batik", "kapal selam"):
        assert look(text).status_code == 200
    assert kept() == [("helikopter", 2), ("kapal selam", 1)]


def test_what_is_no_miss(look):
    look("batik")
    look("Sekar")  # a booth
    look("batik", harga_maks="1")
    look("helikopter", hall="batik")
    look("helikopter", hal="3")
    look("helikopter", agent="Googlebot/2.1 (+http://www.google.com/bot.html)")
    look("helikopter", agent="")
    look("!!!")
    assert kept() == []


@pytest.mark.parametrize(
    "text",
    [
        "0812 3456 7890",
        "+62-812-3456-7890",
        "pesan ke 08123456789 ya",
        "bu.sri@contoh.id",
        "bu sri gmail",
        "www.contoh.com",
        "3374 0112 3456 0001",
        "12345",
        "x" * 61,
    ],
)
def test_what_may_be_somebodys_data_is_not_kept(look, text):
    look(text)
    assert (noted_form(text), kept()) == ("", [])


def test_products_with_numbers_are_kept():
    assert noted_form("Baut M12 x 1.75") == "baut m12 x 1.75"


def test_the_table_cannot_be_filled(db, monkeypatch):
    monkeypatch.setattr(search_misses, "MAX_TEXTS_A_DAY", 2)
    for text in ("satu", "dua", "tiga", "satu"):
        count_miss(text=text)
    count_miss(text="tiga", day=datetime.date(2026, 1, 2))
    assert kept() == [("dua", 1), ("satu", 2), ("tiga", 1)]


def test_old_notes_can_be_forgotten(db):
    count_miss(text="lama", day=datetime.date(2025, 1, 1))
    count_miss(text="baru", day=datetime.date(2026, 1, 1))
    assert forget_misses(before=datetime.date(2026, 1, 1)) == 1
    assert kept() == [("baru", 1)]


def test_nothing_found_helps_on(look, product):
    page = look("batikk tuliss zzz").content.decode()
    assert 'href="/katalog/?q=batik"' in page
    assert 'href="/katalog/?q=tulis"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_cost_of_a_miss(look, booth, django_assert_max_num_queries, count):
    for number in range(count):
        ProductFactory(parent=booth, title=f"Kain {number}")
    look("helikopter merah")
    with django_assert_max_num_queries(13):
        assert look("helikopter biru").status_code == 200


class TestReport:
    """The report in the Expo menu."""

    @pytest.fixture
    def notes(self, db):
        """Two texts on two days, one of which a spreadsheet would run."""
        for day, text in ((1, "helikopter"), (1, "helikopter"), (2, "helikopter"), (2, "=1+1 kapal")):
            count_miss(text=text, day=datetime.date(2026, 11, day))

    def test_most_wanted_first(self, client, editor, notes):
        client.force_login(editor)
        page = client.get("/kelola/dicari/").content.decode()
        assert page.index("helikopter") < page.index("=1+1 kapal")
        assert "/katalog/?q=helikopter" in page
        assert "/kelola/dicari/" in client.get("/kelola/").content.decode()

    def test_period(self, client, editor, notes):
        client.force_login(editor)
        page = client.get("/kelola/dicari/results/?day_from=2026-11-01&day_to=2026-11-01").content.decode()
        assert "helikopter" in page
        assert "kapal" not in page

    def test_spreadsheet(self, client, editor, notes):
        client.force_login(editor)
        response = client.get("/kelola/dicari/?export=csv")
        rows = b"".join(response.streaming_content).decode().splitlines()
        assert rows[1:] == ["helikopter,3,2,2026-11-02", "'=1+1 kapal,1,1,2026-11-02"]

    def test_not_for_merchants(self, client, merchant_user, booth, notes):
        client.force_login(merchant_user)
        response = client.get("/kelola/dicari/")
        assert response.status_code == 404
        assert b"helikopter" not in response.content
