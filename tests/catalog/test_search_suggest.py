"""Suggestions while typing: what is offered, and that the answer may be kept by anybody."""

import pytest

from catalog.domain.search import index_listings
from catalog.domain.search_suggest import LIMIT, suggest
from tests.catalog.test_search import HOSTILE
from tests.factories import BoothFactory, CategoryFactory, HallFactory, ProductFactory


def offered(text):
    return [(item["kind"], item["text"]) for item in suggest(text=text)]


@pytest.fixture
def fair(tree):
    """A hall, a booth, a category and three products."""
    hall = HallFactory(parent=tree.halls, title="Batik & Tenun", slug="batik-tenun")
    cloth = CategoryFactory(name="Kain batik", slug="kain-batik")
    booth = BoothFactory(parent=hall, title="Batik Kenanga")
    for title in ("Batik tulis lasem", "Batik cap", "Keripik tempe"):
        ProductFactory(parent=booth, title=title, category=cloth if "Batik" in title else None)
    ProductFactory(parent=booth, title="Batik rahasia", live=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b", []),
        ("", []),
        ("!?", []),
        (
            "bat",
            [
                ("word", "batik"),
                ("category", "Kain batik"),
                ("hall", "Batik & Tenun"),
                ("booth", "Batik Kenanga"),
            ],
        ),
        ("batik tu", [("word", "batik tulis"), ("product", "Batik tulis lasem")]),
        ("krip", [("word", "keripik"), ("product", "Keripik tempe")]),
        ("kerepik", [("word", "keripik")]),
        ("rahasia", []),
        ("helikopter", []),
    ],
)
def test_what_is_offered(fair, text, expected):
    assert offered(text) == expected


def test_addresses(fair):
    by_kind = {item["kind"]: item for item in [*suggest(text="batik"), *suggest(text="bat")]}
    assert by_kind["word"]["url"] == "/katalog/?q=batik"
    assert by_kind["category"]["url"] == "/katalog/kain-batik/"
    assert by_kind["hall"]["url"] == "/hall/batik-tenun/"
    assert (by_kind["booth"]["url"], by_kind["booth"]["note"]) == (
        "/hall/batik-tenun/batik-kenanga/",
        "Batik & Tenun",
    )
    assert by_kind["product"]["note"] == "Batik Kenanga"


def test_never_more_than_a_handful(fair, hall):
    booth = BoothFactory(parent=hall, title="Batik Besar")
    for number in range(20):
        ProductFactory(parent=booth, title=f"Batik nomor {number}")
    assert len(offered("batik")) == LIMIT


def test_the_answer_may_be_kept_by_anybody(fair, client, editor):
    client.force_login(editor)
    response = client.get("/katalog/saran/", {"q": "batik tu"})
    assert response.json() == {"items": suggest(text="batik tu")}
    assert response["Cache-Control"] == "public, max-age=600"
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    assert client.post("/katalog/saran/").status_code == 405


@pytest.mark.parametrize(
    ("text", "queries"), [("", 0), ("b", 0), ("ba", 3), ("batik", 4), ("batik tu", 3), ("kerepik", 5)]
)
def test_cost(fair, client, django_assert_num_queries, text, queries):
    suggest(text="kerepik")  # what is looked up once per process
    with django_assert_num_queries(queries):
        client.get("/katalog/saran/", {"q": text})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(fair, client, text):
    assert client.get("/katalog/saran/", {"q": text.encode("utf-8", "replace")}).status_code == 200


def test_every_search_field_offers_them(fair, client):
    page = client.get("/en/katalog/").content.decode()
    assert 'data-suggest="/katalog/saran/" data-prefix="/en"' in page


def words(beginning):
    return [item["text"] for item in suggest(text=beginning) if item["kind"] == "word"]


def test_words_go_with_the_last_product_that_has_them(fair, hall):
    booth = BoothFactory(parent=hall, title="Lapak Jahit")
    first = ProductFactory(parent=booth, title="Songket emas", description="Seperti gamelan.")
    second = ProductFactory(parent=booth, title="Songket perak")
    assert (words("songk"), words("ema"), words("per")) == (["songket"], ["emas"], ["perak"])
    first.unpublish()
    assert (words("songk"), words("ema")) == (["songket"], [])
    # The nearest spelling does not lead there either.
    assert words("emmas") == []
    second.delete()
    assert (words("songk"), words("per")) == ([], [])
    # What was on the site before stays, and what comes back is offered again, once.
    assert words("lase") == ["lasem"]
    first.save_revision().publish()
    assert (words("ema"), words("songk"), words("emmas")) == (["emas"], ["songket"], ["emas"])


def test_a_word_that_only_a_description_has_is_no_reason_to_offer_it(fair, hall):
    booth = BoothFactory(parent=hall)
    ProductFactory(parent=booth, title="Kain lurik", description="Ditenun dengan benang sutra.")
    gone = ProductFactory(parent=booth, title="Selendang sutra")
    assert words("sutr") == ["sutra"]
    gone.unpublish()
    assert words("sutr") == []


@pytest.mark.parametrize("count", [1, 3])
def test_forgetting_asks_the_database_in_bounds(fair, hall, count, django_assert_max_num_queries):
    booth = BoothFactory(parent=hall, title="Lapak")
    pages = [ProductFactory(parent=booth, title=f"Jenis{'abc'[number]} unik") for number in range(count)]
    with django_assert_max_num_queries(45):
        index_listings(page_ids=[page.pk for page in pages], remove=True)
    assert words("jenis") == []


def test_who_asks_too_often_waits(fair, client, settings):
    settings.SUGGESTIONS_PER_MINUTE = 2
    answers = [client.get("/katalog/saran/", {"q": "bat"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Cache-Control"] == "no-store"
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
