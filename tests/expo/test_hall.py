"""A hall: aisles, filters, order, and what they cost."""

import datetime

import pytest
from django.utils import timezone

from expo.domain.hall import hall_page_context
from expo.domain.listing import refresh_booth
from expo.models import BoothPage
from tests.factories import (
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    HallFactory,
    MarketFactory,
    ProductFactory,
)

# Times as text would silently leave all children out of a revision.
EIGHT, FOUR = datetime.time(8), datetime.time(16)


def walk(hall, **query):
    return hall_page_context(hall=hall, query=query)


def titles(context):
    return [booth.title for booth in context["booths"]]


def options(context, name):
    """Return {label: count} of one group of filters."""
    group = next((group for group in context["groups"] if group.name == name), None)
    return {option.label: option.count for option in group.options} if group else {}


@pytest.fixture
def street(hall):
    """Three public booths that differ in everything, and one draft."""
    today = timezone.localdate()
    food, cloth = CategoryFactory(name="Makanan", slug="makanan"), CategoryFactory(name="Kain", slug="kain")
    snacks = CategoryFactory(name="Camilan", slug="camilan", parent=food)
    tegal, batang = AreaFactory(name="Kota Tegal", slug="tegal"), AreaFactory(name="Batang", slug="batang")
    market = MarketFactory(name="Pasar Pagi", slug="pasar-pagi", area=tegal)
    cook = BoothFactory(parent=hall, title="dapur Sri", area=tegal, market=market)
    weaver = BoothFactory(parent=hall, title="Batik Sekar", area=batang)
    carver = BoothFactory(parent=hall, title="Citra Kayu", area=batang)
    BoothFactory(parent=hall, title="Rahasia", area=batang, live=False)
    cook.opening_hours.create(weekday=today.weekday(), opens_at=EIGHT, closes_at=FOUR)
    weaver.opening_hours.create(weekday=(today.weekday() + 1) % 7, opens_at=EIGHT, closes_at=FOUR)
    carver.opening_hours.create(weekday=today.weekday(), opens_at=EIGHT, closes_at=FOUR)
    carver.certificates.create(type="svlk", is_checked=True)
    for booth in (cook, weaver, carver):
        booth.save_revision().publish()
    BoothPage.objects.filter(pk=carver.pk).update(closed_on=today)
    ProductFactory(parent=cook, title="Keripik", category=snacks, is_shippable=True)
    ProductFactory(parent=weaver, title="Kain", category=cloth)
    for booth in (cook, weaver, carver):
        refresh_booth(booth=booth)
    return {"cook": cook, "weaver": weaver, "carver": carver}


def test_walk_shows_stalls_in_order_and_no_drafts(hall, street):
    context = walk(hall)
    assert titles(context) == ["dapur Sri", "Batik Sekar", "Citra Kayu"]
    assert (context["is_walk"], context["pages"], context["chips"]) == (True, None, [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kategori": "makanan"}, ["dapur Sri"]),
        ({"area": "batang"}, ["Batik Sekar", "Citra Kayu"]),
        ({"pasar": "pasar-pagi"}, ["dapur Sri"]),
        ({"buka": "1"}, ["dapur Sri"]),
        ({"sertifikat": "svlk"}, ["Citra Kayu"]),
        ({"kirim": "1"}, ["dapur Sri"]),
        ({"area": "batang", "kategori": "kain"}, ["Batik Sekar"]),
        ({"area": "batang", "kirim": "1"}, []),
        ({"urut": "nama"}, ["Batik Sekar", "Citra Kayu", "dapur Sri"]),
        ({"urut": "terbaru"}, ["Citra Kayu", "Batik Sekar", "dapur Sri"]),
        ({"area": "x' OR 1=1", "urut": "acak", "hal": "-3", "kategori": "🎏", "lorong": "??"}, "all"),
    ],
)  # fmt: skip
def test_filters_and_order(hall, street, query, expected):
    context = walk(hall, **query)
    assert titles(context) == (["dapur Sri", "Batik Sekar", "Citra Kayu"] if expected == "all" else expected)
    assert context["total"] == len(titles(context))


def test_counts_of_the_whole_hall(hall, street):
    context = walk(hall)
    assert options(context, "kategori") == {"Makanan": 1, "Kain": 1}
    assert options(context, "area") == {"Batang": 2, "Kota Tegal": 1}
    assert options(context, "pasar") == {"Pasar Pagi": 1}
    assert options(context, "buka") == {"Buka hari ini": 1}
    assert options(context, "sertifikat") == {"SVLK": 1}
    assert options(context, "kirim") == {"Bisa dikirim": 1}


def test_a_chosen_filter_can_be_taken_away_and_others_stay(hall, street):
    context = walk(hall, area="batang", kirim="1", urut="nama")
    assert context["chips"] == [
        {"label": "Batang", "remove_url": "/hall/batik/?kirim=1&urut=nama"},
        {"label": "Bisa dikirim", "remove_url": "/hall/batik/?area=batang&urut=nama"},
    ]
    assert options(context, "area") == {"Batang": None, "Kota Tegal": None}
    assert context["clear_url"] == "/hall/batik/"


def test_closed_yesterday_is_open_today(hall, street):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    BoothPage.objects.filter(pk=street["carver"].pk).update(closed_on=yesterday)
    refresh_booth(booth=street["carver"])
    assert titles(walk(hall, buka="1")) == ["dapur Sri", "Citra Kayu"]


def test_aisles_of_24_stalls(hall):
    for number in range(26):
        BoothFactory(parent=hall, title=f"Lapak {number:02}")
    first, second = walk(hall), walk(hall, lorong="b")
    assert titles(first) == [f"Lapak {number:02}" for number in range(24)]
    assert titles(second) == ["Lapak 24", "Lapak 25"]
    assert first["aisles"] == [
        {"name": "A", "url": "/hall/batik/", "is_current": True},
        {"name": "B", "url": "/hall/batik/?lorong=B", "is_current": False},
    ]
    assert (first["previous_aisle"], first["next_aisle"]["name"]) == (None, "B")
    assert (second["previous_aisle"]["url"], second["next_aisle"]) == ("/hall/batik/", None)
    assert titles(walk(hall, lorong="ZZZ")) == ["Lapak 24", "Lapak 25"]
    listed = walk(hall, urut="nama", hal="2")
    assert titles(listed) == ["Lapak 24", "Lapak 25"]
    assert listed["pages"] == {
        "number": 2,
        "count": 2,
        "prev_url": "/hall/batik/?urut=nama",
        "next_url": "",
    }


def test_an_empty_hall(tree, client):
    empty = HallFactory(parent=tree.halls, title="Kosong", slug="kosong")
    context = walk(empty)
    assert (context["booths"], [aisle["name"] for aisle in context["aisles"]]) == ([], ["A"])
    assert client.get("/hall/kosong/?kirim=1&hal=9&lorong=%00").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [({}, 2), ({"kirim": "1", "kategori": "makanan"}, 4)])
def test_cost_is_constant(hall, django_assert_num_queries, count, query, queries):
    food = CategoryFactory(name="Makanan", slug="makanan")
    for _number in range(count):
        booth = BoothFactory(parent=hall, area=AreaFactory(), market=MarketFactory())
        ProductFactory(parent=booth, category=food, is_shippable=True)
    with django_assert_num_queries(queries):
        context = walk(hall, **query)
    assert len(context["booths"]) == count
