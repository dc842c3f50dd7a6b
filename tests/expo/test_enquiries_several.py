"""Asking several booths in one request, and choosing them: from a hall, a booth, the catalogue."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction

from expo.domain import enquiries
from expo.models import BoothListing, BoothPage, Enquiry
from tests.expo.meeting import BUYER, TYPED, address_of, at, send_form
from tests.factories import BoothFactory, CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db


class TestSeveral:
    def test_one_form_asks_each_booth_once(self, client, booth, other_booth):
        codes = [booth.short_code, other_booth.short_code]
        address = f"/tanya/beberapa/?lapak={codes[0]}&lapak={codes[1]}"
        answer = send_form(client, address, TYPED | {"lapak": [*codes, codes[0]]})
        assert answer.status_code == 200
        rows = Enquiry.objects.all()
        assert {row.booth for row in rows} == {booth, other_booth}
        assert (len(rows), len({row.request for row in rows})) == (2, 1)

    def test_all_or_none(self, booth, other_booth):
        broken = BoothFactory.build(pk=None)
        with pytest.raises((ValueError, IntegrityError)), transaction.atomic():
            enquiries.send(key=uuid.uuid4(), booths=[booth, broken], buyer=BUYER, now=at(27))
        assert Enquiry.objects.count() == 0

    def test_at_most_ten(self, client, hall):
        codes = [BoothFactory(parent=hall).short_code for _n in range(11)]
        answer = client.get("/tanya/beberapa/", {"lapak": codes})
        assert (answer.status_code, "Paling banyak 10 lapak" in answer.text) == (422, True)
        answer = send_form(client, "/tanya/beberapa/?lapak=" + codes[0], TYPED | {"lapak": codes})
        assert (answer.status_code, Enquiry.objects.count()) == (200, 10)

    def test_without_a_choice_one_is_told_and_keeps_the_filters(self, client, hall):
        BoothFactory(parent=hall, title="Lapak invoice saja", can_invoice=True)
        BoothFactory(parent=hall, title="Lapak biasa")
        answer = client.get("/tanya/beberapa/", {"lapak": "zzz", "kantor": "invoice"})
        assert (answer.status_code, "Belum ada lapak yang dicentang." in answer.text) == (422, True)
        assert ("Lapak invoice saja" in answer.text, "Lapak biasa" in answer.text) == (True, False)

    def test_booths_that_went_away_meanwhile_are_not_asked(self, client, tree):
        assert client.post("/tanya/beberapa/", {"lapak": "zzz"})["Location"] == "/tanya/"

    def test_in_a_hall_they_stand_as_one_walks_past_them(self, client, booth, other_booth):
        assert booth.stall_number < other_booth.stall_number
        assert booth.title < other_booth.title
        BoothPage.objects.filter(pk=booth.pk).update(title="Zamrud")
        BoothListing.objects.filter(pk=booth.pk).update(title="Zamrud")
        names = [
            re.findall(r"<b>([^<]+)</b>", client.get("/tanya/", query).text)
            for query in ({}, {"hall": "batik"})
        ]
        assert names == [[other_booth.title, "Zamrud"], ["Zamrud", other_booth.title]]

    def test_from_one_booth_one_comes_to_those_beside_it(self, client, booth, other_booth):
        address = f"/tanya/?hall=batik&lapak={booth.short_code}"
        assert address.replace("&", "&amp;") in client.get(address_of(booth)).text
        text = client.get(address).text
        assert re.findall(r'name="lapak" value="(\w+)"( checked)?', text) == [
            (booth.short_code, " checked"),
            (other_booth.short_code, ""),
        ]

    def test_from_the_catalogue_one_keeps_what_was_looked_for(self, client, hall):
        food = CategoryFactory(name="Makanan", slug="makanan")
        sells, other = (BoothFactory(parent=hall, title=f"Lapak {n}", can_invoice=True) for n in "AB")
        ProductFactory(parent=sells, title="Nasi kotak", category=food)
        ProductFactory(parent=other, title="Tumpeng", category=food)
        text = client.get("/katalog/makanan/", {"kantor": "invoice", "q": "nasi", "hall": "batik"}).text
        address = re.search(r'href="(/tanya/[^"]*)"', text)[1].replace("&amp;", "&")
        assert address == "/tanya/?kantor=invoice&q=nasi&kategori=makanan&hall=batik"
        found = client.get(address).text
        assert re.findall(r"<b>(Lapak [^<]+)</b>", found) == ["Lapak A"]
        assert "“nasi” · Makanan · Bisa menerbitkan invoice" in found

    def test_a_search_that_found_nothing_leads_nowhere(self, client, booth):
        assert "/tanya/?" not in client.get("/katalog/", {"kantor": "invoice", "q": "tidakadaapa"}).text

    @pytest.mark.parametrize("q", ["\0", "!", "x" * 500, "'\")", "tidakadaapa"])
    def test_odd_words(self, client, booth, q):
        assert client.get("/tanya/", {"q": q}).status_code == 200

    def test_who_looks_at_a_booth_finds_the_ticks_again(self, client, booth):
        assert client.get("/tanya/", {"lapak": booth.short_code})["Cache-Control"] == "private, no-cache"

    def test_choosing_by_what_offices_need(self, client, hall):
        both = BoothFactory(parent=hall, title="Lapak dua-duanya", can_invoice=True)
        both.merchant.nib = "1234567890123"
        both.merchant.save()
        BoothFactory(parent=hall, title="Lapak invoice saja", can_invoice=True)

        def names(query):
            return re.findall(r"<b>(Lapak [^<]+)</b>", client.get("/tanya/", query).text)

        assert names({}) == ["Lapak dua-duanya", "Lapak invoice saja"]
        assert names({"kantor": ["invoice", "nib"]}) == ["Lapak dua-duanya"]
        assert names({"kantor": "invoice,nib"}) == ["Lapak dua-duanya"]
        assert names({"hall": "batik", "kantor": "ngawur"}) == ["Lapak dua-duanya", "Lapak invoice saja"]
        assert "1234567890123" not in client.get("/tanya/").text

    def test_what_was_ticked_on_another_page_is_carried_on(self, client, hall, monkeypatch):
        monkeypatch.setattr("expo.enquiring.choosing.BOOTHS_ON_PAGE", 1)
        first, second = (BoothFactory(parent=hall, title=f"Lapak {n}") for n in "AB")
        text = client.get("/tanya/", {"lapak": first.short_code, "hal": "2"}).text
        assert re.findall(r'name="lapak" value="(\w+)"( checked)?', text) == [
            (first.short_code, " checked"),
            (second.short_code, ""),
        ]

    @pytest.mark.parametrize("count", [1, 3])
    def test_choosing_costs_the_same(self, client, hall, count, django_assert_num_queries):
        code = [BoothFactory(parent=hall) for _n in range(count)].pop().short_code
        client.get("/tanya/")
        with django_assert_num_queries(4):
            client.get("/tanya/", {"lapak": code})
