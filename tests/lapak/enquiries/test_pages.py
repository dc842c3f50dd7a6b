"""Requests in Lapak Saya: who reads them, the ready answer, marking and taking it back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from expo.domain import enquiries
from expo.enums import EnquiryState
from expo.models import Enquiry
from tests.expo.meeting import asked, at
from tests.factories import BoothFactory

pytestmark = pytest.mark.django_db


def address_of(booth, row=None):
    return f"/lapak-saya/{booth.pk}/permintaan/" + (f"{row.pk}/" if row else "")


def mark(client, row, state, seen="new", **more):
    return client.post(address_of(row.booth, row), {"keadaan": state, "dari": seen} | more, follow=True)


@pytest.fixture
def row(booth):
    return asked(booth, now=at(27))[0]


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "editor", "administrator"])
def test_only_the_booths_people_read(as_role, role, row):
    client, may = as_role(role), role in ("owner", "helper")
    for address in (address_of(row.booth), address_of(row.booth, row)):
        answer = client.get(address)
        assert (answer.status_code == 200) == may
        assert ("Bu Tri" in answer.text) == may
    mark(client, row, "agreed")
    row.refresh_from_db()
    assert (row.state == "agreed") == may


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_the_office_is_not_led_there(as_role, role, row):
    answer = as_role(role).get(f"/lapak-saya/{row.booth.pk}/")
    assert (answer.status_code, "permintaan" in answer.text) == (200, False)


def test_a_request_to_another_booth_is_not_found_in_ones_own(as_role, booth, other_booth):
    foreign = asked(other_booth, now=at(27))[0]
    client = as_role("owner")
    address = f"/lapak-saya/{booth.pk}/permintaan/{foreign.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"keadaan": "agreed", "dari": "new"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == "new"


def test_the_front_page_tells_how_many_wait(as_role, row, booth):
    asked(booth, now=at(27, 13))
    client = as_role("owner")
    text = client.get("/lapak-saya/").text
    # Before everything that can wait.
    assert text.index("2 permintaan baru") < text.index("Produk di lapak")
    mark(client, row, "answered")
    assert "1 permintaan baru" in client.get("/lapak-saya/").text
    mark(client, Enquiry.objects.exclude(pk=row.pk).get(), "answered")
    text = client.get("/lapak-saya/").text
    assert ("permintaan baru" in text, f'href="{address_of(booth)}"' in text) == (False, True)


def test_who_has_several_booths_is_told_which_is_asked(as_role, row, booth):
    second = BoothFactory(parent=booth.hall, merchant=booth.merchant, title="Lapak kedua")
    doors = as_role("owner").get("/lapak-saya/").text.split('class="door"')[1:]
    assert [(booth.title in door, "1 permintaan baru" in door) for door in doors] == [
        (True, True),
        (False, False),
    ]
    assert second.title in doors[1]


def test_new_ones_come_first(as_role, booth):
    rows = [asked(booth, now=at(27, hour), name=f"Pembeli {hour}")[0] for hour in (8, 9, 10)]
    enquiries.mark(enquiry=rows[2], state=EnquiryState.AGREED, seen="new", now=at(27, 11))
    text = as_role("owner").get(address_of(booth)).text
    assert re.findall(r"<b>(Pembeli \d+)</b>", text) == ["Pembeli 9", "Pembeli 8", "Pembeli 10"]


def test_the_answer_is_ready(as_role, row):
    text = as_role("owner").get(address_of(row.booth, row)).text
    address = urlsplit(re.search(r'href="(https://wa\.me/[^"]+)"', text)[1].replace("&amp;", "&"))
    assert address.path == "/6281234567890"
    assert parse_qs(address.query)["text"][0].startswith("Halo Bu Tri, Kelurahan Contoh, saya dari lapak")
    assert [word in text for word in ("100 kotak", "12 Desember", "Jalan Contoh 1", "Rp2.500.000")] == [
        True
    ] * 4
    assert "Data pembeli dihapus sendiri pada 27 November 2027." in text


def test_a_landline_is_called(as_role, booth):
    row = asked(booth, now=at(27), phone="+62215550199")[0]
    text = as_role("owner").get(address_of(booth, row)).text
    assert ("https://wa.me/" in text.partition("<details")[0], "Telepon pembeli" in text) == (False, True)


def test_one_tap_and_back(as_role, row):
    client = as_role("helper")
    with time_machine.travel(at(27, 13), tick=False):
        answer = mark(client, row, "agreed")
    assert "Ditandai sepakat." in answer.text
    before, seen = re.search(
        r'"keadaan" value="(\w+)"><input type="hidden" name="dari" value="(\w+)"', answer.text
    ).groups()
    assert (before, seen) == ("new", "agreed")
    answer = mark(client, row, before, seen, urungkan="1")
    assert "Urungkan" not in answer.text
    row.refresh_from_db()
    assert (row.state, row.answered_at, row.closed_at) == ("new", None, None)


def test_two_phones(as_role, row):
    client = as_role("owner")
    mark(client, row, "agreed")
    answer = mark(client, row, "not_agreed", "new")
    assert "Baru saja diubah orang lain." in answer.text
    row.refresh_from_db()
    assert row.state == "agreed"


@pytest.mark.parametrize("state", ["", "ngawur", "forgotten"])
def test_states_that_do_not_exist(as_role, row, state):
    assert mark(as_role("owner"), row, state).status_code == 404


def test_what_is_forgotten_is_gone(as_role, row):
    Enquiry.objects.update(forgotten_at=at(28))
    client = as_role("owner")
    assert client.get(address_of(row.booth, row)).status_code == 404
    assert "Belum ada permintaan." in client.get(address_of(row.booth)).text


def test_nobody_keeps_it(as_role, row):
    answer = as_role("owner").get(address_of(row.booth, row))
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(as_role, booth, count, django_assert_num_queries):
    for _n in range(count):
        asked(booth, BoothFactory(parent=booth.hall), now=at(27))
    client = as_role("owner")
    client.get(address_of(booth))
    with django_assert_num_queries(11):
        client.get(address_of(booth))
