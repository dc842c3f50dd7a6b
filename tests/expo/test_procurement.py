"""What offices ask of a seller: from the booth to its rows, the catalogue's filter and its counts."""

import re

import pytest

from catalog.enums import Procurement
from catalog.models import FacetCount, ProductListing, SearchEntry
from expo.models import BoothLink, BoothListing
from marketplaces.domain import sync_platforms
from tests.factories import BoothFactory, ProductFactory

pytestmark = pytest.mark.django_db
INVOICE, NIB, E_KATALOG, PADI = (one.bit for one in Procurement)


def rows_of(booth):
    return (
        BoothListing.objects.get(pk=booth.pk).procurement,
        set(ProductListing.objects.filter(booth=booth.pk).values_list("procurement", flat=True)),
        set(SearchEntry.objects.filter(page__booth=booth.pk).values_list("procurement", flat=True)),
    )


def test_the_bits_stay_as_they_are_stored():
    assert {one.value: one.bit for one in Procurement} == {"invoice": 1, "nib": 2, "e-katalog": 4, "padi": 8}


def test_rows_follow_booth_business_and_links(booth, product):
    sync_platforms()
    assert rows_of(booth) == (0, {0}, {0})
    booth.can_invoice = True
    booth.save_revision().publish()
    assert rows_of(booth) == (INVOICE, {INVOICE}, {INVOICE})
    booth.merchant.nib = "1234567890123"
    booth.merchant.save()
    assert rows_of(booth) == (INVOICE | NIB, {INVOICE | NIB}, {INVOICE | NIB})
    for pasted in ("https://padiumkm.id/store/batik-sekar", "https://shopee.co.id/batik"):
        link = BoothLink(pasted=pasted)
        link.recognise()
        booth.links.add(link)
    booth.save_revision().publish()
    assert rows_of(booth)[0] == INVOICE | NIB | PADI
    booth.merchant.nib = ""
    booth.merchant.save()
    assert rows_of(booth)[0] == INVOICE | PADI


def test_filters_narrow_together_and_say_what_a_tap_leaves(client, hall):
    names = {"Kain A": (True, ""), "Kain B": (True, "1234567890123"), "Kain C": (False, "1234567890123")}
    for title, (can_invoice, nib) in names.items():
        booth = BoothFactory(parent=hall, can_invoice=can_invoice)
        booth.merchant.nib = nib
        booth.merchant.save()
        ProductFactory(parent=booth, title=title)
    ProductFactory(parent=BoothFactory(parent=hall), title="Kain D")

    def found(address):
        answer = client.get(address)
        group = next((g for g in answer.context["groups"] if g.name == "kantor"), None)
        counts = {option.label: option.count for option in group.options} if group else {}
        return sorted({row.title for row in answer.context["products"]}), counts, answer.context["total"]

    both = {"Bisa menerbitkan invoice": 2, "Punya NIB": 2}
    assert found("/katalog/") == (["Kain A", "Kain B", "Kain C", "Kain D"], both, 4)
    assert found("/katalog/?kantor=nib") == (
        ["Kain B", "Kain C"],
        {"Bisa menerbitkan invoice": 1, "Punya NIB": 2},
        2,
    )
    narrowed = {"Bisa menerbitkan invoice": 1, "Punya NIB": 1}
    assert found("/katalog/?kantor=nib,invoice") == (["Kain B"], narrowed, 1)
    assert found("/katalog/?kantor=padi")[0] == []
    assert found("/katalog/?kantor=nib&q=kain+c")[0] == ["Kain C"]
    text = client.get("/katalog/?kantor=invoice,nib").text
    assert 'href="/tanya/?kantor=invoice%2Cnib"' in text
    assert re.search(r"\d{13}", text) is None


def test_counts_stay_right_when_booths_change(booth, product):
    booth.can_invoice = True
    booth.save_revision().publish()
    booth.can_invoice = False
    booth.save_revision().publish()
    steps = FacetCount.objects.filter(kind="procurement").values_list("value", "step")
    sums = {}
    for value, step in steps:
        sums[value] = sums.get(value, 0) + step
    assert sums == {0: 1, INVOICE: 0}


def test_the_filter_is_kept_for_everybody(client, booth, product, settings):
    settings.PAGE_CACHE_SECONDS = 600
    address = "/katalog/?kantor=nib"
    assert client.get(address)["ETag"] == client.get(address)["ETag"]
