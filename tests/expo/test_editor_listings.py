"""The editors' lists: what they show, what each filter leaves, and what they cost."""

import pytest
from django.utils import timezone

from catalog.models import ProductPhoto
from expo.domain import moderation
from expo.models import BoothPage
from tests.factories import (
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    HallFactory,
    MarketFactory,
    MerchantFactory,
    PhotoFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BOOTHS = "/kelola/lapak/"
PRODUCTS = "/kelola/produk/"


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def titles(response):
    """Return the names of the rows shown."""
    return [page.title for page in response.context["object_list"]]


def test_booths_show_what_an_editor_needs(office, booth, product):
    response = office.get(BOOTHS)
    [row] = response.context["object_list"]
    table = response.context["table"]
    assert [column.name for column in table.columns.values()] == [
        "bulk_actions", "code", "title", "hall", "area", "state", "is_trusted", "numchild", "has_photo",
        "latest_revision_created_at",
    ]  # fmt: skip
    assert (row.code, row.title, row.merchant.name, row.hall.title) == (
        "A-1", "Batik Sekar", booth.merchant.name, "Batik"
    )  # fmt: skip
    assert (row.numchild, row.has_photo, row.is_trusted, row.live, row.waiting_since, row.was_sent_back) == (
        1, False, False, True, None, False
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_booths_cost_the_same_for_one_and_three(office, hall, django_assert_num_queries, count):
    for _n in range(count):
        booth = BoothFactory(parent=hall, area=AreaFactory(), whatsapp="081234567890")
        ProductFactory(parent=booth)
    office.get(BOOTHS)
    with django_assert_num_queries(18):
        response = office.get(BOOTHS)
    assert len(titles(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_products_cost_the_same_for_one_and_three(office, hall, django_assert_num_queries, count):
    for _n in range(count):
        ProductFactory(parent=BoothFactory(parent=hall), category=CategoryFactory())
    office.get(PRODUCTS)
    with django_assert_num_queries(21):
        response = office.get(PRODUCTS)
    assert len(titles(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_explorer_of_a_hall_costs_the_same_for_one_and_three(
    office, hall, django_assert_num_queries, count
):
    for _n in range(count):
        BoothFactory(parent=hall)
    office.get(f"/kelola/pages/{hall.pk}/")
    with django_assert_num_queries(29):
        response = office.get(f"/kelola/pages/{hall.pk}/")
    assert len(titles(response)) == count


def hand_in(hall, title):
    """Return a booth that waits for its first publication."""
    owner = UserFactory()
    booth = BoothFactory(
        parent=hall, title=title, live=False, whatsapp="081234567890", merchant=MerchantFactory(owner=owner)
    )
    moderation.submit(page=booth, by=owner)
    return booth


def test_states_filter_booths(office, editor, hall):
    live = BoothFactory(parent=hall, title="Tayang")
    BoothFactory(parent=hall, title="Draf", live=False)
    hand_in(hall, "Menunggu")
    moderation.send_back(page=hand_in(hall, "Kembali"), by=editor, reason="Foto kurang jelas.")
    shown = {
        state: titles(office.get(BOOTHS, {"state": state}))
        for state in ("live", "draft", "waiting", "sent_back")
    }
    assert shown == {
        "live": [live.title], "draft": ["Draf"], "waiting": ["Menunggu"], "sent_back": ["Kembali"]
    }  # fmt: skip
    [row] = office.get(BOOTHS, {"state": "waiting"}).context["object_list"]
    assert (row.waiting_since is not None, row.was_sent_back) == (True, False)


def test_place_trust_photo_and_price_filter_booths(office, tree, hall):
    other_hall = HallFactory(parent=tree.halls)
    market = MarketFactory()
    plain = BoothFactory(parent=hall, title="Polos")
    ProductFactory(parent=plain, price=None)
    full = BoothFactory(
        parent=other_hall,
        title="Lengkap",
        area=market.area,
        market=market,
        cover=PhotoFactory(),
        is_trusted=True,
    )
    ProductFactory(parent=full)
    cases = [
        ({"hall": hall.pk}, ["Polos"]), ({"hall": other_hall.pk}, ["Lengkap"]),
        ({"area": market.area_id}, ["Lengkap"]), ({"market": market.pk}, ["Lengkap"]),
        ({"trusted": "ya"}, ["Lengkap"]), ({"trusted": "tidak"}, ["Polos"]),
        ({"no_photo": "ya"}, ["Polos"]), ({"no_photo": "tidak"}, ["Lengkap"]),
        ({"no_price": "ya"}, ["Polos"]), ({"no_price": "tidak"}, ["Lengkap"]),
        ({"changed_from": timezone.localdate().isoformat()}, ["Lengkap", "Polos"]),
        ({"changed_to": "2001-01-01"}, []),
    ]  # fmt: skip
    assert [titles(office.get(BOOTHS, query)) for query, _expected in cases] == [
        expected for _query, expected in cases
    ]


def test_a_product_photo_counts_as_the_booths_photo(office, booth):
    product = ProductFactory(parent=booth)
    product.photos.add(ProductPhoto(photo=PhotoFactory(sources={"card": {"width": 640}})))
    product.save_revision().publish()
    [row] = office.get(BOOTHS, {"no_photo": "tidak"}).context["object_list"]
    assert (row.title, row.has_photo) == ("Batik Sekar", True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sekar", ["Batik Sekar"]),
        ("SEKAR batik", ["Batik Sekar"]),
        ("rejeki", ["Batik Sekar"]),
        ("b-12", []),
        ("A-1", ["Batik Sekar"]),
        ("sekar tidakada", []),
        ("100%", []),
    ],
)
def test_booths_are_found_by_name_business_and_stall(office, hall, words, expected):
    BoothFactory(parent=hall, title="Batik Sekar", merchant=MerchantFactory(name="UD Rejeki"))
    BoothFactory(parent=hall, title="Lain")
    assert titles(office.get(BOOTHS, {"q": words})) == expected


def test_filters_of_products(office, tree, hall):
    group = CategoryFactory(name="Kain")
    category = CategoryFactory(name="Batik", parent=group)
    other_hall = HallFactory(parent=tree.halls)
    market = MarketFactory()
    first = BoothFactory(parent=hall, title="Satu", area=market.area, market=market)
    second = BoothFactory(parent=other_hall, title="Dua", is_trusted=True)
    with_all = ProductFactory(parent=first, title="Kain", category=category, sku="KB-1")
    with_all.photos.add(ProductPhoto(photo=PhotoFactory()))
    with_all.save()
    ProductFactory(parent=second, title="Polos", price=None, live=False)
    cases = [
        ({"hall": hall.pk}, ["Kain"]), ({"area": market.area_id}, ["Kain"]), ({"market": market.pk}, ["Kain"]),
        ({"category": group.pk}, ["Kain"]), ({"category": category.pk}, ["Kain"]), ({"trusted": "ya"}, ["Polos"]),
        ({"no_photo": "ya"}, ["Polos"]), ({"no_photo": "tidak"}, ["Kain"]), ({"no_price": "ya"}, ["Polos"]),
        ({"booth": first.pk}, ["Kain"]), ({"booth": 999999}, []), ({"q": "kb-1"}, ["Kain"]),
        ({"state": "draft"}, ["Polos"]),
    ]  # fmt: skip
    assert [titles(office.get(PRODUCTS, query)) for query, _expected in cases] == [
        expected for _query, expected in cases
    ]


@pytest.mark.parametrize("key", ["stall_number", "-title", "live", "is_trusted", "numchild", "nonsense"])
def test_any_order_answers(office, booth, other_booth, key):
    assert sorted(titles(office.get(BOOTHS, {"ordering": key}))) == ["Batik Sekar", "Lapak Tetangga"]


def test_booths_are_ordered_by_stall(office, booth, other_booth):
    assert titles(office.get(BOOTHS, {"ordering": "stall_number"})) == ["Batik Sekar", "Lapak Tetangga"]
    assert titles(office.get(BOOTHS, {"ordering": "-stall_number"})) == ["Lapak Tetangga", "Batik Sekar"]


@pytest.mark.parametrize("path", [BOOTHS, PRODUCTS, "/kelola/pages/{root}/", "/kelola/pages/{hall}/"])
def test_no_list_offers_people_to_choose_from(office, tree, hall, booth, product, path):
    UserFactory.create_batch(3)
    text = office.get(path.format(root=tree.home.pk, hall=hall.pk)).content.decode()
    assert ("id_owner" in text, "id_edited_by" in text, "Orang " in text.split("</nav>")[-1]) == (
        False, False, False
    )  # fmt: skip


def test_a_merchant_explores_own_products_without_boxes_to_tick(
    client, booth, product, other_booth, merchant_user
):
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    response = client.get(f"/kelola/pages/{booth.pk}/")
    assert (titles(response), "bulk_actions" in response.context["table"].columns) == (
        ["Kain batik tulis"], False
    )  # fmt: skip
    assert client.get(f"/kelola/pages/{other_booth.pk}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["hall", "pilihan-dinas", "kategori", "pelaku-usaha", "pasar", "kota-kabupaten", "platform", "klik"],
)
def test_every_list_of_the_menu_answers(office, tree, hall, booth, product, path):
    CategoryFactory(parent=CategoryFactory())
    MarketFactory()
    assert office.get(f"/kelola/{path}/").status_code == 200


@pytest.mark.parametrize(
    ("path", "queries"), [("pasar", 13), ("kategori", 12), ("pelaku-usaha", 14), ("hall", 18)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_small_lists_cost_the_same_for_one_and_three(
    office, tree, path, queries, count, django_assert_num_queries
):
    for _n in range(count):
        MarketFactory()
        CategoryFactory()
        BoothFactory(parent=HallFactory(parent=tree.halls), merchant=MerchantFactory(owner=UserFactory()))
    office.get(f"/kelola/{path}/")
    with django_assert_num_queries(queries):
        office.get(f"/kelola/{path}/")


def test_the_search_keeps_no_other_booths(office, booth, other_booth):
    assert BoothPage.objects.count() == 2
    assert titles(office.get(f"/kelola/pages/{booth.hall_id}/", {"q": "sekar"})) == ["Batik Sekar"]


@pytest.mark.parametrize(("report", "name"), [("site-history", "user"), ("workflow", "requested_by")])
def test_reports_ask_for_people_by_name(office, editor, hall, report, name):
    hand_in(hall, "Menunggu")
    address = f"/kelola/reports/{report}/"
    assert "<select" not in str(office.get(address).context["filters"].form[name])
    found = [len(office.get(address, {name: who}).context["object_list"]) > 0 for who in ("Orang", "Tak ada")]
    assert found == [True, False]
