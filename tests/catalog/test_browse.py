"""The catalogue: what it shows, filters, counts, sorts, and what it costs."""

import pytest

from catalog.domain.browse import UnknownCategoryError, catalog_page_context
from tests.factories import AreaFactory, BoothFactory, CategoryFactory, HallFactory, ProductFactory


def browse(category="", **query):
    return catalog_page_context(catalog_url="/katalog/", category_slug=category, query=query)


def titles(context):
    return [row.title for row in context["products"]]


def options(context, name):
    """Return {label: count} of one group of filters."""
    group = next((group for group in context["groups"] if group.name == name), None)
    return {option.label: option.count for option in group.options} if group else {}


@pytest.fixture
def fair(tree):
    """Two halls, two booths, six public products that differ in everything, and one draft."""
    food = CategoryFactory(name="Makanan", slug="makanan")
    snacks = CategoryFactory(name="Camilan", slug="camilan", parent=food)
    drinks = CategoryFactory(name="Minuman", slug="minuman", parent=food)
    cloth = CategoryFactory(name="Kain", slug="kain")
    city = AreaFactory(name="Kota Tegal", slug="kota-tegal")
    coast = AreaFactory(name="Kabupaten Batang", slug="kabupaten-batang")
    kitchen = HallFactory(parent=tree.halls, title="Kuliner", slug="kuliner")
    batik = HallFactory(parent=tree.halls, title="Batik", slug="batik")
    cook = BoothFactory(parent=kitchen, title="Dapur Bu Sri", area=city)
    weaver = BoothFactory(parent=batik, title="Sekar Jagad", area=coast)
    ProductFactory(parent=cook, title="Keripik tempe", price=12_000, category=snacks, is_shippable=True)
    ProductFactory(parent=cook, title="Keripik pisang", price=25_000, category=snacks, is_shippable=True)
    ProductFactory(
        parent=cook, title="Wedang uwuh", price=8_000, category=drinks, availability="out_of_stock"
    )
    ProductFactory(parent=cook, title="Nasi megono", price=None, category=food)
    tulis = ProductFactory(
        parent=weaver, title="Batik tulis", price=450_000, price_to=1_200_000, category=cloth,
        availability="made_to_order",
    )  # fmt: skip
    tulis.certificates.create(type="batikmark")
    tulis.save_revision().publish()
    ProductFactory(parent=weaver, title="Syal", price=90_000, is_shippable=True)
    ProductFactory(parent=weaver, title="Keripik rahasia", live=False)
    return {"cook": cook, "weaver": weaver, "kitchen": kitchen, "batik": batik}


def test_newest_first_and_nothing_unpublished(fair):
    context = browse()
    assert titles(context) == [
        "Syal",
        "Batik tulis",
        "Nasi megono",
        "Wedang uwuh",
        "Keripik pisang",
        "Keripik tempe",
    ]
    assert (context["total"], context["is_capped"]) == (6, False)


@pytest.mark.parametrize(
    ("category", "query", "expected"),
    [
        ("makanan", {}, {"Keripik tempe", "Keripik pisang", "Wedang uwuh", "Nasi megono"}),
        ("camilan", {}, {"Keripik tempe", "Keripik pisang"}),
        ("", {"hall": "batik"}, {"Batik tulis", "Syal"}),
        ("", {"area": "kota-tegal"}, {"Keripik tempe", "Keripik pisang", "Wedang uwuh", "Nasi megono"}),
        ("", {"kirim": "1"}, {"Keripik tempe", "Keripik pisang", "Syal"}),
        ("", {"persediaan": "habis"}, {"Wedang uwuh"}),
        ("", {"persediaan": "pesanan"}, {"Batik tulis"}),
        ("", {"sertifikat": "batikmark"}, {"Batik tulis"}),
        ("", {"harga_min": "10.000", "harga_maks": "25rb"}, {"Keripik tempe", "Keripik pisang"}),
        ("", {"harga_maks": "10000", "harga_min": "25000"}, {"Keripik tempe", "Keripik pisang"}),
        ("", {"harga_min": "1000000"}, {"Batik tulis"}),
        ("", {"harga_maks": "8000"}, {"Wedang uwuh"}),
        ("camilan", {"kirim": "1", "harga_maks": "20000", "hall": "kuliner"}, {"Keripik tempe"}),
        ("", {"hall": "batik", "area": "kota-tegal"}, set()),
        ("", {"q": "keripik", "harga_min": "20000"}, {"Keripik pisang"}),
        # What makes no sense is left out.
        ("", {"hall": "tidak-ada", "persediaan": "x", "harga_min": "murah", "kirim": "ya"}, "all"),
        ("", {"hal": "minus satu", "urut": "acak", "sertifikat": "palsu", "area": "'"}, "all"),
    ],
)  # fmt: skip
def test_each_filter_and_combinations(fair, category, query, expected):
    context = browse(category, **query)
    found = set(titles(context))
    if expected == "all":
        assert len(found) == 6
    else:
        assert found == expected
        assert context["total"] == len(expected)


def test_unknown_category_is_an_error_and_a_missing_page(fair, client):
    with pytest.raises(UnknownCategoryError):
        browse("tidak-ada")
    assert client.get("/katalog/tidak-ada/").status_code == 404
    assert client.get("/katalog/camilan/").status_code == 200
    assert client.get("/katalog/camilan/lagi/").status_code == 404


def test_counts_without_filters(fair):
    context = browse()
    assert options(context, "kategori") == {"Kain": 1, "Makanan": 4}
    assert options(context, "hall") == {"Kuliner": 4, "Batik": 2}
    assert options(context, "area") == {"Kabupaten Batang": 2, "Kota Tegal": 4}
    assert options(context, "kirim") == {"Bisa dikirim": 3}
    assert options(context, "persediaan") == {"Ada": 4, "Dibuat setelah dipesan": 1, "Habis": 1}
    assert options(context, "sertifikat") == {"Batikmark": 1}
    assert options(context, "harga") == {
        "Sampai Rp25.000": 3,
        "Rp25.000–Rp50.000": 1,
        "Rp50.000–Rp100.000": 1,
        "Rp250.000–Rp1.000.000": 1,
        "Rp1.000.000 ke atas": 1,
    }


def test_counts_ignore_the_choice_in_their_own_group(fair):
    context = browse(hall="kuliner", kirim="1")
    assert context["total"] == 2
    assert options(context, "hall") == {"Kuliner": 2, "Batik": 1}
    assert options(context, "kirim") == {"Bisa dikirim": 2}
    assert options(context, "kategori") == {"Makanan": 2}
    assert options(context, "persediaan") == {"Ada": 2}


def test_category_filter_opens_its_group(fair):
    context = browse("camilan")
    group = context["groups"][0]
    assert [(o.label, o.level, o.count, o.is_selected, o.url) for o in group.options] == [
        ("Kain", 0, 1, False, "/katalog/kain/"),
        ("Makanan", 0, 4, False, "/katalog/makanan/"),
        ("Camilan", 1, 2, True, "/katalog/makanan/"),
        ("Minuman", 1, 1, False, "/katalog/minuman/"),
    ]
    assert context["category"] == {
        "name": "Camilan",
        "slug": "camilan",
        "url": "/katalog/camilan/",
        "parent": {"name": "Makanan", "url": "/katalog/makanan/"},
    }


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"hall": "kuliner"},
        {"q": "keripik"},
        {"kirim": "1", "harga_min": "20000"},
        {"q": "tulis", "area": "kota-tegal"},
    ],
)  # fmt: skip
def test_every_count_is_what_its_address_shows(fair, query):
    for group in browse(**query)["groups"]:
        for option in group.options:
            if option.is_selected:
                continue
            path, _mark, tail = option.url.partition("?")
            slug = path.removeprefix("/katalog/").strip("/")
            parameters = dict(pair.split("=") for pair in tail.split("&")) if tail else {}
            assert browse(slug, **parameters)["total"] == option.count, option


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("termurah", ["Wedang uwuh", "Keripik tempe", "Keripik pisang", "Syal", "Batik tulis", "Nasi megono"]),
        ("termahal", ["Batik tulis", "Syal", "Keripik pisang", "Keripik tempe", "Wedang uwuh", "Nasi megono"]),
        ("relevan", ["Syal", "Batik tulis", "Nasi megono", "Wedang uwuh", "Keripik pisang", "Keripik tempe"]),
    ],
)  # fmt: skip
def test_sorting_puts_products_without_price_last(fair, sort, expected):
    assert titles(browse(urut=sort)) == expected


def test_chips_take_one_choice_away_and_keep_the_rest(fair):
    context = browse("camilan", q="keripik", hall="kuliner", kirim="1", urut="termurah")
    assert context["chips"] == [
        {"label": "Camilan", "remove_url": "/katalog/?q=keripik&hall=kuliner&kirim=1&urut=termurah"},
        {"label": "Kuliner", "remove_url": "/katalog/camilan/?q=keripik&kirim=1&urut=termurah"},
        {"label": "Bisa dikirim", "remove_url": "/katalog/camilan/?q=keripik&hall=kuliner&urut=termurah"},
    ]
    assert context["clear_url"] == "/katalog/?q=keripik"
    assert context["hidden"] == [("hall", "kuliner"), ("kirim", "1"), ("urut", "termurah")]
    assert [option["label"] for option in context["sort_options"] if option["is_selected"]] == [
        "Harga terendah"
    ]


def test_pages(fair):
    for number in range(45):
        ProductFactory(parent=fair["cook"], title=f"Sambal {number:02}", price=1000 + number)
    first = browse(q="sambal", urut="termurah")
    assert titles(first) == [f"Sambal {number:02}" for number in range(24)]
    assert first["pages"] == {
        "number": 1,
        "count": 2,
        "prev_url": "",
        "next_url": "/katalog/?q=sambal&urut=termurah&hal=2",
    }
    second = browse(q="sambal", urut="termurah", hal="2")
    assert titles(second) == [f"Sambal {number:02}" for number in range(24, 45)]
    assert second["pages"]["prev_url"] == "/katalog/?q=sambal&urut=termurah"
    assert second["pages"]["next_url"] == ""


def test_empty_result_helps_on(fair):
    context = browse(q="helikopter")
    assert (context["products"], context["total"]) == ([], 0)
    assert context["suggestions"] == [
        {"label": "Makanan", "url": "/katalog/makanan/", "count": 4},
        {"label": "Kain", "url": "/katalog/kain/", "count": 1},
        {"label": "Camilan", "url": "/katalog/camilan/", "count": 2},
        {"label": "Minuman", "url": "/katalog/minuman/", "count": 1},
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ({}, 3),
        ({"kirim": "1"}, 4),
        ({"q": "sambal", "kirim": "1", "hall": "batik"}, 5),
        ({"q": "sambbal"}, 6),
    ],
)
def test_cost_is_constant(hall, django_assert_num_queries, count, query, queries):
    for number in range(count):
        booth = BoothFactory(parent=hall, area=AreaFactory())
        ProductFactory(parent=booth, title=f"Sambal {number}", is_shippable=True, category=CategoryFactory())
    browse(q="sambbal")  # what is looked up once per process
    with django_assert_num_queries(queries):
        context = browse(**query)
    assert len(context["products"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_cost_of_the_whole_page(hall, client, django_assert_max_num_queries, count):
    for number in range(count):
        ProductFactory(parent=BoothFactory(parent=hall), title=f"Sambal {number}", is_shippable=True)
    client.get("/katalog/")
    with django_assert_max_num_queries(12):
        assert client.get("/katalog/?q=sambal&kirim=1").status_code == 200
