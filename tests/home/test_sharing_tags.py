"""What messengers and search engines read in the head of every page."""

from html.parser import HTMLParser

import pytest
from django.conf import settings

from expo.models import BoothPage, HallPage
from tests.factories import BoothFactory, CategoryFactory, ProductFactory
from tests.home.test_face import LANGUAGES, PAGES, fair, shown_photo  # noqa: F401

SITE = settings.SITE_URL


class Head(HTMLParser):
    """Collects meta tags and links of a page."""

    def __init__(self, html):
        super().__init__()
        self.meta, self.canonical, self.languages = {}, [], {}
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and (name := attrs.get("property") or attrs.get("name")):
            assert name not in self.meta or name == "theme-color", name
            self.meta[name] = attrs["content"]
        if tag == "link" and attrs["rel"] == "canonical":
            self.canonical.append(attrs["href"])
        if tag == "link" and attrs["rel"] == "alternate" and "hreflang" in attrs:
            self.languages[attrs["hreflang"]] = attrs["href"]


def head_of(client, path) -> Head:
    return Head(client.get(path).content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_shared(client, fair, language):  # noqa: F811
    for kind, path in PAGES.items():
        if kind == "not found":
            continue
        head = head_of(client, LANGUAGES[language] + path)
        plain = path.partition("?")[0]
        address = f"{SITE}{LANGUAGES[language]}{plain}"
        assert head.meta["og:url"] == address, kind
        assert head.canonical == ([] if "?q=" in path else [address]), kind
        assert head.languages == {
            "id": f"{SITE}{plain}",
            "en": f"{SITE}/en{plain}",
            "x-default": f"{SITE}{plain}",
        }, kind
        locales = ("id_ID", "en_US") if language == "id" else ("en_US", "id_ID")
        assert (head.meta["og:locale"], head.meta["og:locale:alternate"]) == locales
        for name in ("title", "description", "image"):
            assert head.meta[f"og:{name}"] == head.meta[f"twitter:{name}"] != "", (kind, name)
        assert head.meta["og:image"].startswith(f"{SITE}/")
        assert int(head.meta["og:image:width"]) > int(head.meta["og:image:height"]) > 0
        assert head.meta["og:site_name"] == "Gelar Lapak"
        assert not head.meta["og:title"].endswith("Gelar Lapak"), kind
        assert len(head.meta["og:description"]) <= 200
        assert head.meta["twitter:card"] == "summary_large_image"


def test_names_with_signs_are_shared_as_they_are_written(client, fair):  # noqa: F811
    head = head_of(client, PAGES["booth"])
    assert head.meta["og:title"] == 'Batik "Sekar" <Tegal>'
    assert head.meta["og:description"] == head.meta["description"] == "Dibatik tangan & dicap"


def test_a_product_is_shared_with_price_and_photo(client, fair):  # noqa: F811
    head = head_of(client, PAGES["product"])
    assert head.meta["og:type"] == "product"
    assert (head.meta["product:price:amount"], head.meta["product:price:currency"]) == ("350000", "IDR")
    assert head.meta["og:image"] == f"{SITE}/media/b.jpg"
    bare = head_of(client, PAGES["bare product"])
    assert "product:price:amount" not in bare.meta
    assert bare.meta["og:type"] == "website"
    assert bare.meta["og:image"] == f"{SITE}/static/img/share.jpg"


def test_a_page_that_is_not_there_says_nothing(client, tree):
    head = head_of(client, "/tidak-ada/")
    assert (head.canonical, head.languages) == ([], {})
    assert "og:title" not in head.meta


def test_filters_orders_and_strangers_parameters_are_not_canonical(client, hall, tree):
    category = CategoryFactory(slug="kain")
    booth = BoothFactory(parent=hall)
    for _number in range(3):
        ProductFactory(parent=booth, category=category)
    clean = f"{SITE}/hall/batik/"
    for query in ("?urut=nama", "?kirim=1", "?utm_source=wa&fbclid=1", "?lorong=A", "?lorong=ZZ", "?hal=9"):
        assert head_of(client, f"/hall/batik/{query}").canonical == [clean], query
    for query in ("?urut=termurah", "?gclid=x", "?hal=1", "?hal=zz"):
        assert head_of(client, f"/katalog/kain/{query}").canonical == [f"{SITE}/katalog/kain/"], query


def test_an_aisle_and_a_page_of_the_catalogue_have_their_own_address(client, hall):
    booth = BoothFactory(parent=hall)
    BoothPage.objects.filter(pk=booth.pk).update(stall_number=30)
    from expo.domain.listing import refresh_booth

    refresh_booth(booth=booth)
    assert head_of(client, "/hall/batik/?lorong=b&utm_source=x").canonical == [f"{SITE}/hall/batik/?lorong=B"]
    for number in range(25):
        ProductFactory(parent=booth, title=f"Barang {number}")
    head = head_of(client, "/en/katalog/?hal=2&utm_source=x")
    assert head.canonical == [f"{SITE}/en/katalog/?hal=2"]
    assert head.languages["id"] == f"{SITE}/katalog/?hal=2"


def test_a_hall_is_described_by_its_own_words(client, hall):
    HallPage.objects.filter(pk=hall.pk).update(introduction="Kain dari pesisir. " * 30)
    description = head_of(client, "/hall/batik/").meta["og:description"]
    assert description.startswith("Kain dari pesisir.")
    assert len(description) <= 160
