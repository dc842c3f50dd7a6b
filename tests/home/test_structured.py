"""The schema.org description of every page type: there, whole, true, and harmless whatever merchants write."""

import datetime
import json
import re

import pytest
from django.conf import settings
from django.utils import timezone

from catalog.enums import Availability
from core.structured import as_json_ld
from expo.domain.structured import opening_hours
from expo.models import BoothPage
from marketplaces.models import OutboundLink
from tests.factories import AreaFactory, BoothFactory, MarketFactory, ProductFactory
from tests.home.test_face import LANGUAGES, PAGES, fair  # noqa: F401
from tests.structured_rules import problems

SITE = settings.SITE_URL
TYPES = {
    "home": ["WebSite", "Organization", "ItemList"],
    "halls": ["BreadcrumbList", "ItemList"],
    "hall": ["BreadcrumbList", "ItemList"],
    "booth": ["Store", "BreadcrumbList"],
    "empty booth": ["OnlineStore", "BreadcrumbList"],
    "product": ["Product", "BreadcrumbList"],
    "bare product": ["BreadcrumbList"],
    "catalogue": ["BreadcrumbList", "ItemList"],
    "category": ["BreadcrumbList", "ItemList"],
    "search": ["BreadcrumbList"],
    "nothing found": ["BreadcrumbList"],
    "showcases": ["BreadcrumbList"],
    "showcase": ["BreadcrumbList", "ItemList"],
    "expos": ["BreadcrumbList"],
    "expo": ["Event", "BreadcrumbList"],
    "content": ["BreadcrumbList"],
    "join": ["BreadcrumbList"],
}


def graph_of(client, path) -> list[dict]:
    """Return the things a page describes, after the validator found nothing wrong."""
    html = client.get(path).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(text)
    assert problems(data) == [], path
    return data["@graph"]


def one(graph: list[dict], kind: str) -> dict:
    (node,) = [node for node in graph if node["@type"] == kind]
    return node


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_type_is_described(client, fair, language):  # noqa: F811
    found = {
        kind: [node["@type"] for node in graph_of(client, LANGUAGES[language] + path)]
        for kind, path in PAGES.items()
        if kind != "not found"
    }
    assert found == TYPES


def test_addresses_keep_the_language(client, fair):  # noqa: F811
    steps = one(graph_of(client, f"/en{PAGES['product']}"), "BreadcrumbList")["itemListElement"]
    assert [step["item"] for step in steps] == [
        f"{SITE}/en/",
        f"{SITE}/en/hall/",
        f"{SITE}/en/hall/batik/",
        f"{SITE}/en/hall/batik/batik-sekar/",
        f"{SITE}/en/hall/batik/batik-sekar/kain-tulis/",
    ]
    assert [step["name"] for step in steps][1:] == [
        "Hall",
        "Batik & Tenun",
        'Batik "Sekar" <Tegal>',
        "Kain tulis",
    ]


def test_a_page_that_is_not_there_describes_nothing(client, tree):
    assert b"ld+json" not in client.get("/tidak-ada/").content


@pytest.mark.parametrize(
    ("price", "price_to", "availability", "expected"),
    [
        (15000, None, Availability.IN_STOCK, {"@type": "Offer", "price": 15000, "availability": "InStock"}),
        (0, None, Availability.OUT_OF_STOCK, {"@type": "Offer", "price": 0, "availability": "OutOfStock"}),
        (
            15000,
            20000,
            Availability.MADE_TO_ORDER,
            {
                "@type": "AggregateOffer",
                "lowPrice": 15000,
                "highPrice": 20000,
                "availability": "MadeToOrder",
                "offerCount": 1,
            },
        ),
        (15000, 15000, Availability.IN_STOCK, {"@type": "Offer", "price": 15000, "availability": "InStock"}),
    ],
)
def test_the_offer_is_the_price(client, booth, price, price_to, availability, expected):
    product = ProductFactory(parent=booth, price=price, price_to=price_to, availability=availability)
    node = one(graph_of(client, product.get_url()), "Product")
    offer = {name: value for name, value in node["offers"].items() if name in expected}
    assert offer == expected | {"availability": f"https://schema.org/{expected['availability']}"}
    assert node["offers"]["priceCurrency"] == "IDR"
    assert node["offers"]["url"] == f"{SITE}{product.get_url()}"


def test_without_a_price_there_is_no_offer(client, booth):
    product = ProductFactory(parent=booth, price=None)
    assert [node["@type"] for node in graph_of(client, product.get_url())] == ["BreadcrumbList"]


def test_a_booth_tells_its_place_its_hours_and_its_shops(client, fair):  # noqa: F811
    booth = BoothPage.objects.get(slug="batik-sekar")
    area = AreaFactory(name="Kota Tegal")
    market = MarketFactory(name="Pasar Pagi", area=area)
    booth.area, booth.market, booth.block, booth.stall = area, market, "B", "Kios 12"
    booth.save_revision().publish()
    BoothPage.objects.filter(pk=booth.pk).update(closed_on=timezone.localdate())
    node = one(graph_of(client, PAGES["booth"]), "Store")
    assert node["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Pasar Pagi, Blok B Kios 12, Tegal Timur",
        "addressLocality": "Kota Tegal",
        "addressCountry": "ID",
    }
    assert node["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        "opens": "08:00",
        "closes": "16:00",
    }
    assert node["sameAs"] == ["https://www.tokopedia.com/batiksekar"]
    assert node["telephone"] == "+6281200000002"


def test_only_shops_and_own_sites_are_the_same_booth(client, booth):
    rows = OutboundLink.objects.filter(page=booth)
    assert not rows.exists()
    for address, pasted in [
        ("https://www.tokopedia.com/batiksekar", "https://www.tokopedia.com/batiksekar"),
        (None, "https://shopee.co.id/product/123/456"),
        (None, "https://wa.me/6281200000009"),
    ]:
        from expo.models.booth import BoothLink

        link = BoothLink(pasted=pasted)
        link.recognise()
        booth.links.add(link)
        assert address is None or link.address == address
    booth.save_revision().publish()
    assert rows.count() == 3
    node = one(graph_of(client, booth.get_url()), "OnlineStore")
    assert node["sameAs"] == ["https://www.tokopedia.com/batiksekar"]


def test_hours_are_grouped_and_a_closed_day_is_said():
    hours = [[0, "08.00", "16.00"], [1, "08.00", "16.00"], [5, "09.00", "12.00"]]
    day = datetime.date(2026, 11, 23)
    groups = opening_hours(hours=hours, closed_on=day)
    assert [group.get("dayOfWeek") for group in groups] == [["Monday", "Tuesday"], ["Saturday"], None]
    assert (groups[2]["opens"], groups[2]["closes"], groups[2]["validFrom"]) == (
        "00:00",
        "00:00",
        "2026-11-23",
    )
    assert opening_hours(hours=[], closed_on=day) == []


def test_lists_number_their_entries_through(client, hall):
    booth = BoothFactory(parent=hall)
    BoothPage.objects.filter(pk=booth.pk).update(stall_number=30)
    from expo.domain.listing import refresh_booth

    refresh_booth(booth=booth)
    (entry,) = one(graph_of(client, "/hall/batik/?lorong=B"), "ItemList")["itemListElement"]
    assert (entry["position"], entry["url"]) == (25, f"{SITE}{booth.get_url()}")


def test_what_merchants_write_stays_data(client, booth):
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    product = ProductFactory(parent=booth, title="Kain", description=evil, slug="kain")
    html = client.get(product.get_url()).content.decode()
    assert "<script>alert" not in html
    assert one(graph_of(client, product.get_url()), "Product")["description"] == evil.strip()
    assert not set("<>&\u2028\u2029") & set(as_json_ld({"a": evil}))


def test_the_validator_finds_what_is_wrong():
    graph = [
        {"@type": "Offer", "price": "15.000", "priceCurrency": "Rp"},
        {"@type": "Event", "name": "", "startDate": "besok", "location": {"@id": "x"}},
        {"@type": "Sesuatu"},
        {"@type": "ListItem", "position": 1, "url": "/hall/"},
    ]
    assert len(problems({"@context": "https://schema.org", "@graph": graph})) == 8
    assert problems({}) == ["no schema.org graph"]
