"""Searching: what is found, how the index follows, and that nothing typed can break it."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.domain.browse import catalog_page_context
from catalog.domain.facets import ready_counts
from catalog.domain.search import rebuild_index
from catalog.domain.search_terms import distance, query_words, sound_of, words_of
from catalog.models import Category, ProductListing, ProductPage, SearchEntry, SearchWord
from expo.models import BoothPage
from tests.factories import AreaFactory, BoothFactory, CategoryFactory, HallFactory, ProductFactory


def search(q, **query):
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": q, **query})
    return [row.title for row in context["products"]]


@pytest.fixture
def pantry(hall):
    """Products that differ in where a word stands and how it is written."""
    booth = BoothFactory(parent=hall, title="Dapur Bu Sri", area=AreaFactory(name="Kota Tegal"))
    other = BoothFactory(parent=hall, title="Rumah Kopi")
    snacks = CategoryFactory(name="Camilan", slug="camilan")
    ProductFactory(parent=booth, title="Keripik tempe", category=snacks)
    ProductFactory(parent=booth, title="Kerupuk udang", description="Renyah, cocok dengan keripik tempe.")
    ProductFactory(parent=booth, title="Oleh-oleh manis", description="Kue kering.")
    ProductFactory(parent=other, title="Kopi bubuk Gunung Slamet")
    ProductFactory(parent=other, title="Wedang uwuh", live=True)
    ProductFactory(parent=other, title="Kopi rahasia", live=False)
    tagged = ProductFactory(parent=other, title="Paket A")
    tagged.tags.add("hampers")
    tagged.save_revision().publish()
    return {"booth": booth, "other": other}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("kopi", ["Kopi bubuk Gunung Slamet", "Paket A", "Wedang uwuh"]),
        ("KOPI  bubuk", ["Kopi bubuk Gunung Slamet"]),
        ("bubuk kop", ["Kopi bubuk Gunung Slamet"]),
        ("keripik tempe", ["Keripik tempe", "Kerupuk udang"]),
        ("tempe renyah", ["Kerupuk udang"]),
        ("camilan", ["Keripik tempe"]),
        ("hampers", ["Paket A"]),
        ("tegal kerupuk", ["Kerupuk udang"]),
        ("oleh2", ["Oleh-oleh manis"]),
        ("oleh oleh", ["Oleh-oleh manis"]),
        # Spellings that sound the same.
        ("kripik", ["Keripik tempe", "Kerupuk udang"]),
        ("krupuk", ["Kerupuk udang"]),
        ("wedhang", ["Wedang uwuh"]),
        # Slips of the finger.
        ("keripil tempe", ["Keripik tempe", "Kerupuk udang"]),
        ("kerupik udamg", ["Kerupuk udang"]),
        ("wedagn", ["Wedang uwuh"]),
        ("gunumg slamey", ["Kopi bubuk Gunung Slamet"]),
        ("rahasia", []),
        ("helikopter", []),
    ],
)  # fmt: skip
def test_what_is_found(pantry, q, expected):
    found = search(q)
    assert sorted(found) == sorted(expected)
    assert found[:1] == expected[:1]


def test_the_context_says_what_was_looked_for_instead(pantry):
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": "kopi bubik"})
    assert (context["corrected"], context["total"]) == ("kopi bubuk", 1)
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": "kopi bubuk"})
    assert context["corrected"] == ""


def test_index_follows_every_change(pantry, tree):
    product = ProductPage.objects.get(title="Keripik tempe")
    product.title, product.price = "Rempeyek kacang", 77_000
    product.save_revision().publish()
    assert (search("rempeyek"), search("keripik", urut="terbaru")) == (["Rempeyek kacang"], ["Kerupuk udang"])
    assert search("rempeyek", harga_min="77000", harga_maks="77000") == ["Rempeyek kacang"]

    product.unpublish()
    assert search("rempeyek") == []
    assert not SearchEntry.objects.filter(page=product.pk).exists()

    ProductPage.objects.get(pk=product.pk).save_revision().publish()
    booth = BoothPage.objects.get(pk=pantry["booth"].pk)
    booth.title = "Warung Mbok Darmi"
    booth.save_revision().publish()
    assert sorted(search("darmi")) == ["Kerupuk udang", "Oleh-oleh manis", "Rempeyek kacang"]

    elsewhere = HallFactory(parent=tree.halls, title="Aula Barat", slug="aula-barat")
    BoothPage.objects.get(pk=booth.pk).move(elsewhere, pos="last-child")
    assert sorted(search("aula barat")) == ["Kerupuk udang", "Oleh-oleh manis", "Rempeyek kacang"]
    assert len(search("darmi", hall="aula-barat")) == 3

    BoothPage.objects.get(pk=booth.pk).unpublish()
    assert search("darmi") == []
    assert ready_counts()["total"] == {0: ProductListing.objects.count()} == {0: 3}

    ProductPage.objects.get(title="Paket A").delete()
    assert search("hampers") == []
    assert ready_counts()["total"] == {0: 2}


def test_a_category_that_is_renamed_and_moved_is_followed(pantry):
    snacks = Category.objects.get(slug="camilan")
    food = CategoryFactory(name="Makanan", slug="makanan")
    snacks.name, snacks.parent = "Penganan", food
    snacks.save()
    assert (search("penganan"), search("camilan")) == (["Keripik tempe"], [])
    context = catalog_page_context(catalog_url="/katalog/", category_slug="makanan", query={})
    assert [row.title for row in context["products"]] == ["Keripik tempe"]
    assert SearchEntry.objects.get(category=snacks.pk).category_group == food.pk
    assert ProductListing.objects.get(category=snacks).group == food
    assert ready_counts()["category"] == {0: 5, snacks.pk: 1}


def test_rebuilding_changes_nothing_but_the_uses_of_words(pantry, capsys):
    entries = list(SearchEntry.objects.order_by("page").values())
    words, counts = set(SearchWord.objects.values_list("word", flat=True)), ready_counts()
    call_command("rebuild_search")
    assert list(SearchEntry.objects.order_by("page").values()) == entries
    assert set(SearchWord.objects.values_list("word", flat=True)) == words
    assert (ready_counts(), search("kripik tempe")[0]) == (counts, "Keripik tempe")
    assert SearchWord.objects.get(word="kopi").uses == 3
    assert capsys.readouterr().out.startswith("Indexed 6 products")


def test_rebuilding_an_empty_site(tree):
    assert rebuild_index() == 0
    assert search("apa") == []


HOSTILE = [
    "'",
    '"',
    '"; DROP TABLE catalog_searchtext; --',
    "a OR b NOT c NEAR(d, 3)",
    "title: kopi",
    "kopi*",
    "*",
    "^kopi",
    "(kopi",
    "kopi & | ! <-> :*",
    "kopi\x00bubuk",
    "%s %d %(x)s",
    "\\",
    "☕🎏",
    "ﷺ ﬁ Ⅷ ½ é",
    "a" * 5000,
    "kata " * 1000,
    "-- /* */",
    "' OR '1'='1",
    "\ud800",
]


@pytest.mark.parametrize("q", HOSTILE)
def test_hostile_texts(pantry, client, q):
    search(q)
    assert client.get("/katalog/", {"q": q.encode("utf-8", "replace")}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(
            [
                "q",
                "hall",
                "harga_min",
                "harga_maks",
                "area",
                "sertifikat",
                "kirim",
                "persediaan",
                "urut",
                "hal",
            ]
        ),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(["batik", "halal", "1", "ada", "termurah", "relevan", "kopi", "²", "-1", "1e9"]),
            st.integers().map(str),
        ),
    )
)
def test_any_address_is_answered(pantry, query):
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query=query)
    assert context["total"] == len(context["products"]) or context["pages"]["number"] > 1


def test_words_and_their_sounds():
    assert words_of("Oleh-Oleh Khas TEGAL, kue2 é½") == ["oleh", "oleh", "khas", "tegal", "kue", "e1", "2"]
    assert query_words("kopi KOPI bubuk") == ["kopi", "bubuk"]
    assert query_words("!!!") == []
    pairs = [("kripik", "keripik"), ("krupuk", "kerupuk"), ("trasi", "terasi"), ("wedhang", "wedang"),
             ("krudung", "kerudung"), ("tjap", "cap"), ("batoek", "batuk"), ("cokklat", "coklat")]  # fmt: skip
    assert [sound_of(a) == sound_of(b) for a, b in pairs] == [True] * len(pairs)
    assert sound_of("teh") == "teh"
    assert sound_of("zzzz") == "zzzz"


@pytest.mark.parametrize(
    ("first", "second", "steps"),
    [
        ("batik", "batik", 0),
        ("batik", "baitk", 1),
        ("batik", "batk", 1),
        ("batik", "batiik", 1),
        ("batik", "kopi", 3),
    ],
)
def test_distance_stops_at_its_limit(first, second, steps):
    assert distance(first, second, 2) == steps
