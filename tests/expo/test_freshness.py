"""Price, availability and "closed today": at once, without review, and never undone by one."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from catalog.enums import Availability
from catalog.models import ProductListing, ProductPage
from expo.domain import moderation
from expo.domain.freshness import set_availability, set_closed_on, set_price
from expo.models import BoothListing, BoothPage
from tests.expo.form_data import product_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(product, merchant_user):
    """`product`, live, with an edit that waits for review."""
    page = product.get_latest_revision_as_object()
    page.title = "Nama baru"
    page.save_revision(user=merchant_user)
    moderation.submit(page=product, by=merchant_user)
    return ProductPage.objects.get(pk=product.pk)


def test_price_is_live_at_once_and_survives_the_approval(waiting, merchant_user, editor):
    set_price(product=waiting, price=99000, price_to=120000, by=merchant_user)
    live = ProductPage.objects.get(pk=waiting.pk)
    assert (live.title, live.price, live.price_to, live.live) == ("Kain batik tulis", 99000, 120000, True)
    listing = ProductListing.objects.get(page=waiting)
    assert (listing.title, listing.price, listing.price_to) == ("Kain batik tulis", 99000, 120000)
    assert live.workflow_in_progress
    moderation.approve(page=live, by=editor)
    live.refresh_from_db()
    assert (live.title, live.price, live.price_to) == ("Nama baru", 99000, 120000)


def test_availability_is_on_lists_at_once(product, merchant_user):
    set_availability(product=product, availability="made_to_order", made_in_days=5, by=merchant_user)
    row = ProductListing.objects.get(page=product)
    assert (row.availability, row.made_in_days) == ("made_to_order", 5)


def test_availability_survives_sending_back_and_the_next_approval(waiting, merchant_user, editor):
    set_availability(product=waiting, availability=Availability.OUT_OF_STOCK, by=merchant_user)
    moderation.send_back(page=waiting, by=editor, reason="Foto kabur.")
    moderation.submit(page=waiting, by=merchant_user)
    moderation.approve(page=waiting, by=editor)
    live = ProductPage.objects.get(pk=waiting.pk)
    assert (live.availability, ProductListing.objects.get(page=live).availability) == ("out_of_stock",) * 2


def test_closed_on_is_live_at_once_and_starts_nothing(booth, merchant_user):
    today = timezone.localdate()
    before = booth.latest_revision_id
    set_closed_on(booth=booth, day=today, by=merchant_user)
    live = BoothPage.objects.get(pk=booth.pk)
    assert (live.closed_on, live.live, live.workflow_in_progress, live.latest_revision_id) == (
        today, True, False, before,
    )  # fmt: skip
    assert BoothListing.objects.get(page=booth).open_today is False
    live.get_latest_revision().publish()
    assert BoothPage.objects.get(pk=booth.pk).closed_on == today
    set_closed_on(booth=booth, day=None, by=merchant_user)
    assert BoothPage.objects.get(pk=booth.pk).closed_on is None


def test_the_history_tells_of_each_change(product, booth, merchant_user):
    set_price(product=product, price=1, price_to=None, by=merchant_user)
    set_price(product=product, price=1, price_to=None, by=merchant_user)
    set_availability(product=product, availability="made_to_order", made_in_days=3, by=merchant_user)
    from wagtail.models import PageLogEntry

    entries = PageLogEntry.objects.filter(page=product, action__startswith="expo.").order_by("pk")
    assert [(e.action, e.user, e.data["new"]) for e in entries] == [
        ("expo.price", merchant_user, {"price": 1, "price_to": None}),
        ("expo.availability", merchant_user, {"availability": "made_to_order", "made_in_days": 3}),
    ]


@pytest.mark.parametrize(("price", "price_to"), [(-1, None), (10, 5), (None, 5), (10**12, None)])
def test_impossible_prices_are_refused_and_nothing_changes(product, merchant_user, price, price_to):
    with pytest.raises(ValidationError):
        set_price(product=product, price=price, price_to=price_to, by=merchant_user)
    assert ProductPage.objects.get(pk=product.pk).price == 350000


def test_a_neighbour_changes_nothing(product, booth, other_booth):
    stranger = other_booth.merchant.members.get()
    for verb in (
        lambda: set_price(product=product, price=1, price_to=None, by=stranger),
        lambda: set_availability(product=product, availability="out_of_stock", by=stranger),
        lambda: set_closed_on(booth=booth, day=datetime.date(2030, 1, 1), by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize("action", [{}, {"action-submit": "1"}], ids=["save", "submit"])
def test_saving_in_the_admin_brings_the_price_live_and_nothing_else(client, product, merchant_user, action):
    client.force_login(merchant_user)
    data = product_data(product, title="Nama baru", price=77000, availability="out_of_stock") | action
    assert client.post(reverse("wagtailadmin_pages:edit", args=[product.pk]), data).status_code == 302
    live = ProductPage.objects.get(pk=product.pk)
    assert (live.title, live.price, live.availability) == ("Kain batik tulis", 77000, "out_of_stock")
    assert live.get_latest_revision_as_object().title == "Nama baru"


def test_autosave_brings_no_half_typed_price_live(client, product, merchant_user):
    client.force_login(merchant_user)
    address = reverse("wagtailadmin_pages:edit", args=[product.pk])
    saved = client.post(address, product_data(product, price=7), headers={"accept": "application/json"})
    assert saved.json()["success"] is True
    assert ProductPage.objects.get(pk=product.pk).price == 350000


def test_the_two_buttons_of_my_booth(client, booth, product, other_booth, merchant_user):
    client.force_login(merchant_user)
    client.post(reverse("merchant_closed_today", args=[booth.pk]), {"closed": "1"})
    client.post(reverse("merchant_availability", args=[product.pk]), {"sold_out": "1"})
    assert BoothPage.objects.get(pk=booth.pk).closed_on == timezone.localdate()
    assert ProductPage.objects.get(pk=product.pk).availability == "out_of_stock"
    foreign = client.post(reverse("merchant_closed_today", args=[other_booth.pk]), {"closed": "1"})
    assert foreign.status_code == 404
    assert client.get(reverse("merchant_closed_today", args=[booth.pk])).status_code == 405


def test_the_wholesale_price_goes_down_with_the_price(client, product, merchant_user):
    ProductPage.objects.filter(pk=product.pk).update(price=60000, wholesale_price=50000, wholesale_from=10)
    product = ProductPage.objects.get(pk=product.pk)
    product.save_revision().publish()
    client.force_login(merchant_user)
    data = product_data(product, price=40000, wholesale_price=35000, wholesale_from=12)
    address = reverse("wagtailadmin_pages:edit", args=[product.pk])
    answer = client.post(address, data | {"action-submit": "1"})
    assert answer.status_code == 302
    live = ProductPage.objects.get(pk=product.pk)
    assert (live.price, live.wholesale_price, live.wholesale_from, live.workflow_in_progress) == (
        40000, 35000, 12, True
    )  # fmt: skip


def test_days_of_making_are_not_reverted_while_something_else_is_said(client, product, merchant_user):
    client.force_login(merchant_user)
    address = reverse("wagtailadmin_pages:edit", args=[product.pk])
    client.post(address, product_data(product, made_in_days=5))
    product = ProductPage.objects.get(pk=product.pk)
    assert (product.made_in_days, product.get_latest_revision_as_object().made_in_days) == (None, 5)
    client.post(address, product_data(product, made_in_days=6, availability="out_of_stock"))
    product = ProductPage.objects.get(pk=product.pk)
    assert (product.availability, product.get_latest_revision_as_object().made_in_days) == ("out_of_stock", 6)
    client.post(address, product_data(product, made_in_days=7, availability="made_to_order"))
    product = ProductPage.objects.get(pk=product.pk)
    assert (product.made_in_days, product.get_latest_revision_as_object().made_in_days) == (7, 7)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"price": 77000}, ["Harga sudah tayang."]),
        ({"availability": "out_of_stock"}, ["Persediaan sudah tayang."]),
        ({"price": 77000, "availability": "out_of_stock"}, ["Harga dan persediaan sudah tayang."]),
        ({"title": "Nama baru"}, []),
    ],
)
def test_what_went_live_is_said_and_no_more(client, product, merchant_user, changes, said):
    client.force_login(merchant_user)
    address = reverse("wagtailadmin_pages:edit", args=[product.pk])
    answer = client.post(address, product_data(product, **changes))
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert [text for text in told if "tayang." in text] == said
