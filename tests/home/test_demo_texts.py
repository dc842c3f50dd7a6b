"""The demo's texts and drawings, without a database."""

import datetime
import random
from collections import Counter

import phonenumbers
import pytest

from catalog.enums import CertificateType
from core.enums import Motif, Palette
from core.money import MAX_PRICE
from home.demo import art, values
from home.demo.art.encode import make
from home.demo.content import halls, site
from home.demo.people import HELPER_NUMBERS, OWNER_NUMBERS
from home.demo.plan import plan
from marketplaces.recognition import recognise

BOOTHS = [booth for hall in halls() for booth in hall.booths]
PRODUCTS = [(booth, product) for booth in BOOTHS for product in booth.products]


def doubled(names):
    return [name for name, count in Counter(names).items() if count > 1]


def test_size_and_unique_names():
    assert (len(halls()), len(BOOTHS), len(PRODUCTS)) == (6, 50, 320)
    assert doubled(booth.name for booth in BOOTHS) == []
    assert doubled(booth.merchant for booth in BOOTHS) == []
    assert doubled(booth.handle for booth in BOOTHS) == []
    assert doubled(booth.owner for booth in BOOTHS) == []
    assert doubled(product.name for _booth, product in PRODUCTS) == []
    assert doubled(paragraph for booth in BOOTHS for paragraph in booth.story) == []


def test_halls_use_the_sites_motifs_and_colours():
    assert [hall.motif for hall in halls() if hall.motif not in Motif.values] == []
    assert [hall.palette for hall in halls() if hall.palette not in Palette.values] == []
    assert len({hall.motif for hall in halls()}) == len({hall.palette for hall in halls()}) == 6
    assert set(values.ART_PALETTES) == set(Palette.values)
    assert {values.art_motif(motif) for motif in Motif.values} == set(art.MOTIFS)


@pytest.mark.parametrize("booth", BOOTHS, ids=lambda booth: booth.handle)
def test_booth_is_told_in_full(booth):
    assert 3 <= len(booth.story) <= 4
    assert all(60 < len(paragraph) < 600 for paragraph in booth.story)
    assert 10 < len(booth.quote) <= 300
    assert 20 < len(booth.tagline) <= 160
    assert 1900 < booth.founded <= 2025
    assert booth.market in site()["markets"]
    assert booth.area in dict(site()["areas"]["list"])
    known = {"halal", "pirt", "bpom", "sni", "svlk", "batikmark", "brand"}
    assert {word.rstrip("+-") for word in booth.certificates.split()} <= known
    for hours in values.hours_for(booth.hours):
        assert 0 <= hours.weekday <= 6
        assert hours.opens_at < hours.closes_at


def test_products_are_plausible():
    child_slugs = {slug for group in site()["categories"] for slug, _name in group["children"]}
    for booth, product in PRODUCTS:
        fields = values.product_fields(booth, product, dict.fromkeys(child_slugs, 1), random.Random(1))
        where = f"{booth.name}: {product.name}"
        assert product.kind in art.KINDS, where
        assert fields["price"] is None or 1_000 <= fields["price"] <= MAX_PRICE, where
        assert fields["price_to"] is None or fields["price_to"] > fields["price"], where
        assert fields["wholesale_price"] is None or fields["wholesale_price"] < fields["price"], where
        assert (fields["wholesale_price"] is None) == (fields["wholesale_from"] is None), where
        assert fields["unit"], where
        assert len(fields["unit"]) <= 60, where
        assert product.text.endswith("."), where
        assert 40 < len(fields["description"]) < 500, where
        known = {"to", "grosir", "min", "made", "out", "local", "cat", "photos", "nophoto"}
        assert {word.partition("=")[0] for word in product.options.split()} <= known, where


def test_kinds_and_categories_fit_together():
    child_slugs = {slug for group in site()["categories"] for slug, _name in group["children"]}
    assert doubled(slug for group in site()["categories"] for slug, _name in group["children"]) == []
    assert len(site()["categories"]) == 8
    for kind, (category, weight, shelf_life, care, alt, *tags) in site()["kinds"].items():
        assert kind in art.KINDS
        assert category in child_slugs
        assert weight > 0 <= shelf_life
        assert care in site()["care"]
        assert len(alt) > 10
        assert tags


def test_showcases_pick_what_exists():
    names = {booth.name for booth in BOOTHS} | {product.name for _booth, product in PRODUCTS}
    for showcase in site()["showcases"]:
        assert [name for name, _note in showcase["picks"] if name not in names] == []
        assert all(10 < len(note) <= 300 for _name, note in showcase["picks"])


def test_numbers_are_valid_and_obviously_made_up():
    for number in (OWNER_NUMBERS, OWNER_NUMBERS + 49, HELPER_NUMBERS, 7001, 9101, 10_000_000, 10_013_999):
        text = values.phone(number)
        parsed = phonenumbers.parse(text)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
        assert text.startswith(("+6281200000", "+6281200001", "+62812000", "+62812100"))


@pytest.mark.parametrize("booth", BOOTHS, ids=lambda booth: booth.handle)
def test_links_are_recognised(booth):
    for seed in range(3):
        rng = random.Random(seed)
        for platform in booth.platforms.split():
            pasted = values.shop_text(platform, booth.handle, rng, values.phone(OWNER_NUMBERS))
            found = recognise(pasted)
            assert (found.platform, found.error) == (platform, ""), pasted
            text = values.product_text(platform, booth.handle, booth.products[0].name, rng)
            if text:
                found = recognise(text)
                assert (found.platform, found.error) == (platform, ""), text


def test_certificates_are_of_every_state():
    today = datetime.date(2026, 6, 1)
    made = [
        certificate
        for booth in BOOTHS
        for certificate in values.certificates_for(booth.certificates, random.Random(booth.handle), today)
    ]
    assert {certificate.type for certificate in made} <= set(CertificateType.values)
    assert any(certificate.is_checked for certificate in made)
    assert any(not certificate.is_checked for certificate in made)
    assert any(certificate.valid_until and certificate.valid_until < today for certificate in made)


def test_plan_takes_booths_from_the_halls_in_turn():
    small = plan(7, 10)
    assert [stall.hall.slug for stall in small[:6]] == [hall.slug for hall in halls()]
    assert len(small) == 7
    assert sum(len(stall.products) for stall in small) == 10
    assert {len(stall.products) for stall in small} == {1, 2}
    assert sum(len(stall.products) for stall in plan()) == 320


@pytest.mark.parametrize("kind", art.KINDS)
def test_every_kind_can_be_drawn(kind):
    image = art.draw({"what": "goods", "kind": kind, "seed": 1, "width": 240})
    assert image.size == (240, 180)
    assert len(image.resize((60, 45)).getcolors(2700)) > 200


def test_same_seed_same_bytes():
    jobs = [
        {"what": "goods", "kind": "batik", "seed": "a", "width": 360},
        {
            "what": "stall",
            "seed": "a",
            "kinds": ["kopi"],
            "motif": "kawung",
            "palette": "sogan",
            "width": 320,
        },
        {"what": "street", "seed": "a", "width": 360},
        {"what": "logo", "seed": "a", "palette": "merah", "size": 128},
    ]
    first = [art.render(job) for job in jobs]
    assert [art.render(job) for job in jobs] == first
    others = [art.render({**job, "seed": "b"}) for job in jobs]
    assert not set(first) & set(others)


def test_renditions_of_a_form_nobody_knows_are_refused():
    with pytest.raises(ValueError, match="unknown rendition"):
        make({"what": "logo", "seed": 1, "palette": "merah", "size": 64}, ("width-200",))


def test_a_cloth_looks_as_its_name_says():
    looks = {product.name: values.cloth_of(product) for _booth, product in PRODUCTS}
    assert looks["Kain Batik Cap Truntum Sogan"] == {"motif": "truntum", "palette": "sogan"}
    assert looks["Kain Batik Mega Mendung Biru"] == {"motif": "megamendung", "palette": "indigo"}
    assert looks["Keripik Tempe Original 250 g"] == {}
    assert {look["motif"] for look in looks.values() if "motif" in look} <= set(art.MOTIFS)
    assert {look["palette"] for look in looks.values() if "palette" in look} <= set(art.PALETTES)
