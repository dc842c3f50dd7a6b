"""Forms of the office: businesses and their people, categories, halls, showcases and what of them shows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalog.models import Category
from expo.domain.showcase_picks import pick_states
from expo.models import HallPage, ShowcaseItem, ShowcasePage
from merchants.models import Membership, Merchant
from tests.expo.test_editor_bulk import ShowcaseFactory
from tests.factories import BoothFactory, CategoryFactory, MerchantFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


@pytest.fixture
def showcase(tree):
    """A public showcase of two."""
    return ShowcaseFactory(parent=tree.showcases, size=2)


def errors(response):
    """Return the form's errors."""
    return dict(response.context["form"].errors)


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+6281234567890", "812 3456 7890"])
def test_people_are_added_by_the_number_they_log_in_with(office, tree, typed):
    person = UserFactory(phone="+6281234567890")
    office.post("/kelola/pelaku-usaha/new/", {"name": "UD Rejeki", "add_member": typed, "add_role": "helper"})
    merchant = Merchant.objects.get(name="UD Rejeki")
    assert list(merchant.memberships.values_list("user", "role")) == [(person.pk, "helper")]


def test_people_are_taken_out(office, tree):
    owner, helper = UserFactory(), UserFactory()
    merchant = MerchantFactory(owner=owner)
    gone = Membership.objects.create(merchant=merchant, user=helper, role="helper")
    address = f"/kelola/pelaku-usaha/edit/{merchant.pk}/"
    office.post(address, {"name": "Baru", "add_role": "owner", "remove_members": [gone.pk]})
    merchant.refresh_from_db()
    assert (merchant.name, list(merchant.members.all())) == ("Baru", [owner])


def test_nobody_unknown_twice_or_of_others(office, tree):
    owner = UserFactory(phone="+6281234567890")
    merchant = MerchantFactory(owner=owner)
    foreign = MerchantFactory(owner=UserFactory()).memberships.get()
    address = f"/kelola/pelaku-usaha/edit/{merchant.pk}/"
    refused = [
        errors(office.post(address, {"name": "x", **data}))
        for data in (
            {"add_member": "0899-0000-0000"},
            {"add_member": "081234567890"},
            {"remove_members": [foreign.pk]},
        )
    ]
    assert [list(error) for error in refused] == [["add_member"], ["add_member"], ["remove_members"]]
    assert Membership.objects.count() == 2


def test_businesses_are_found_by_name_owner_and_nib(office, tree):
    MerchantFactory(name="UD Rejeki", owner_name="Sri", nib="1234567890123")
    MerchantFactory(name="Lain")
    for words in ("rejeki", "SRI", "ud sri", "1234567890123"):
        for address in ("/kelola/pelaku-usaha/", "/kelola/pilih-pelaku-usaha/results/"):
            text = office.get(address, {"q": words}).content.decode()
            assert ("UD Rejeki" in text, ">Lain<" in text.replace(" ", "")) == (True, False), (address, words)


def test_the_booths_form_chooses_the_business_without_a_list(office, booth):
    for number in range(3):
        MerchantFactory(name=f"Usaha Rahasia {number}")
    text = office.get(f"/kelola/pages/{booth.pk}/edit/").content.decode()
    assert ("Usaha Rahasia" in text, booth.merchant.name in text) == (False, True)


def test_categories_keep_two_levels_and_offer_groups_only(office, tree):
    group = CategoryFactory(name="Kain")
    child = CategoryFactory(name="Batik", parent=group)
    form = office.get("/kelola/kategori/new/").context["form"]
    assert list(form.fields["parent"].queryset) == [group]
    refused = office.post(
        "/kelola/kategori/new/",
        {"name": "x", "slug": "x", "motif": "kawung", "sort_order": 0, "parent": child.pk},
    )
    assert list(errors(refused)) == ["parent"]
    office.post(
        "/kelola/kategori/new/",
        {"name": "Lurik", "slug": "lurik", "motif": "lurik", "sort_order": 0, "parent": group.pk},
    )
    assert Category.objects.get(slug="lurik").parent == group
    rows = office.get("/kelola/kategori/").context["object_list"]
    assert [row.name for row in rows] == ["Kain", "Batik", "Lurik"]


def test_no_category_takes_the_address_of_the_suggestions(office, tree):
    values = {"name": "Saran", "slug": "saran", "motif": "kawung", "sort_order": 0}
    assert list(errors(office.post("/kelola/kategori/new/", values))) == ["slug"]
    assert not Category.objects.exists()


def test_a_category_in_use_is_not_deleted(office, booth):
    category = CategoryFactory()
    ProductFactory(parent=booth, category=category)
    office.post(f"/kelola/kategori/delete/{category.pk}/")
    assert Category.objects.filter(pk=category.pk).exists()


def test_a_hall_is_created_with_motif_and_palette(office, tree):
    address = f"/kelola/pages/add/expo/hallpage/{tree.halls.pk}/"
    data = {
        "title": "Makanan", "slug": "makanan", "introduction": "Enak.", "motif": "parang", "palette": "kunyit",
        "coordinator_name": "", "coordinator_phone": "", "showcase": "", "action-publish": "1",
        **nested_form_data({"comments": inline_formset([])}),
    }  # fmt: skip
    response = office.post(address, data)
    hall = HallPage.objects.get(slug="makanan")
    assert (response.status_code, hall.live, hall.motif, hall.palette) == (302, True, "parang", "kunyit")


def test_why_picks_are_not_shown(showcase, hall, booth, product):
    today = timezone.localdate()
    hidden = ProductFactory(parent=booth, title="Draf", live=False)
    closed = BoothFactory(parent=hall, title="Tutup")
    inside = ProductFactory(parent=closed, title="Di dalam")
    closed.unpublish()
    late, early = ProductFactory(parent=booth, title="Lewat"), ProductFactory(parent=booth, title="Nanti")
    extra = ProductFactory(parent=booth, title="Lebih")
    plan = [
        (hidden, {}), (inside, {}), (late, {"ends_on": today - timedelta(days=1)}),
        (early, {"starts_on": today + timedelta(days=1)}), (product, {}), (booth, {"ends_on": today}), (extra, {}),
    ]  # fmt: skip
    for place, (page, dates) in enumerate(plan):
        ShowcaseItem.objects.create(showcase=showcase, page=page, sort_order=place, **dates)
    assert [(pick.title, pick.why_not) for pick in pick_states(showcase=showcase)] == [
        ("Draf", "tidak tayang"),
        ("Di dalam", "lapak atau hall-nya tidak tayang"),
        ("Lewat", "sudah lewat"),
        ("Nanti", "belum mulai"),
        ("Kain batik tulis", ""),
        ("Batik Sekar", ""),
        ("Lebih", "melebihi jumlah yang tampil"),
    ]


def test_only_products_and_booths_are_picked(showcase, hall, booth, product):
    for page in (booth, product):
        ShowcaseItem(showcase=showcase, page=Page.objects.get(pk=page.pk)).full_clean()
    with pytest.raises(ValidationError) as refused:
        ShowcaseItem(showcase=showcase, page=Page.objects.get(pk=hall.pk)).full_clean()
    assert list(refused.value.message_dict) == ["page"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_hint_costs_the_same_for_one_and_three(showcase, booth, count, django_assert_num_queries):
    for place in range(count):
        ShowcaseItem.objects.create(showcase=showcase, page=ProductFactory(parent=booth), sort_order=place)
    showcase = ShowcasePage.objects.get(pk=showcase.pk)
    with django_assert_num_queries(4):
        assert len(pick_states(showcase=showcase)) == count


def test_the_showcases_form_explains_and_names_what_is_hidden(office, showcase, product):
    ShowcaseItem.objects.create(showcase=showcase, page=product)
    product.unpublish()
    text = office.get(f"/kelola/pages/{showcase.pk}/edit/").content.decode()
    assert ("diisi sendiri" in text, "Kain batik tulis</a>: tidak tayang" in text) == (True, True)
    assert office.get(f"/kelola/pages/add/expo/showcasepage/{showcase.get_parent().pk}/").status_code == 200


def test_where_showcases_are_shown(office, tree, hall, showcase):
    HallPage.objects.filter(pk=hall.pk).update(showcase=showcase)
    type(tree.home).objects.update(showcase=showcase)
    [row] = office.get("/kelola/pilihan-dinas/").context["object_list"]
    assert (row.shown_on, row.pick_count) == (["Beranda", "Batik"], 0)
