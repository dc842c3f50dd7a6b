"""The home of an editor: short lists, their numbers, and "seen"."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from catalog.models import ProductPhoto
from expo.admin.editor_home import seen_until
from expo.domain import moderation
from expo.models import BoothListing, BoothPage
from marketplaces.enums import PlatformState
from marketplaces.models import OutboundLink, Platform
from tests.factories import BoothFactory, MerchantFactory, PhotoFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

OWN = ["expo_waiting", "expo_trusted_changes", "expo_new_booths", "expo_incomplete"]


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def panels(response):
    """Return {name: what it shows} of the editors' panels."""
    rows = {}
    for panel in response.context["panels"]:
        if panel.name in OWN:
            rows[panel.name] = panel.rows(response.wsgi_request)
    return rows


def trusted(hall):
    """Return a trusted booth and its owner."""
    owner = UserFactory()
    booth = BoothFactory(
        parent=hall, is_trusted=True, whatsapp="081234567890", merchant=MerchantFactory(owner=owner)
    )
    return booth, owner


def test_what_waits_comes_oldest_first_with_its_number(office, hall):
    owners = [UserFactory() for _n in range(2)]
    for number, owner in enumerate(owners):
        booth = BoothFactory(
            parent=hall, title=f"Lapak {number}", live=False, whatsapp="081234567890",
            merchant=MerchantFactory(owner=owner),
        )  # fmt: skip
        moderation.submit(page=booth, by=owner)
    shown = panels(office.get("/kelola/"))["expo_waiting"]
    assert ([item.title for item in shown["items"]], shown["count"]) == (["Lapak 0", "Lapak 1"], 2)


def test_changes_of_trusted_booths_until_marked_as_seen(office, editor, hall):
    booth, owner = trusted(hall)
    moderation.publish_by_trusted(page=booth, by=owner)
    shown = panels(office.get("/kelola/"))["expo_trusted_changes"]
    assert ([item.title for item in shown["items"]], shown["count"]) == ([booth.title], 1)
    response = office.post("/kelola/beranda/sudah-dilihat/", {"until": shown["until"]})
    assert (response.status_code, response["Location"]) == (302, "/kelola/")
    assert panels(office.get("/kelola/"))["expo_trusted_changes"]["items"] == []
    moderation.publish_by_trusted(page=booth, by=owner)
    assert len(panels(office.get("/kelola/"))["expo_trusted_changes"]["items"]) == 1


def test_each_editor_has_an_own_last_look(office, tree, hall):
    booth, owner = trusted(hall)
    moderation.publish_by_trusted(page=booth, by=owner)
    office.post("/kelola/beranda/sudah-dilihat/", {"until": timezone.now().isoformat()})
    colleague = UserFactory(editor=True)
    assert seen_until(colleague) < timezone.now() - timedelta(days=13)


@pytest.mark.parametrize("until", ["", "nonsense", "2999-01-01T00:00:00+00:00", "2026-01-01T00:00:00"])
def test_seen_is_never_in_the_future(office, editor, until):
    before = timezone.now()
    office.post("/kelola/beranda/sudah-dilihat/", {"until": until})
    assert seen_until(editor) <= timezone.now()
    assert (seen_until(editor) < before) == until.startswith("2026")


def test_seen_is_not_marked_by_looking(office, tree):
    assert office.get("/kelola/beranda/sudah-dilihat/").status_code == 405


def test_new_booths_are_those_of_the_last_days(office, booth, other_booth):
    BoothListing.objects.filter(page=other_booth).update(published_at=timezone.now() - timedelta(days=40))
    shown = panels(office.get("/kelola/"))["expo_new_booths"]
    assert ([item.title for item in shown["items"]], shown["count"]) == (["Batik Sekar"], 1)


def test_products_without_photo_or_price(office, booth):
    full = ProductFactory(parent=booth, title="Lengkap")
    full.photos.add(ProductPhoto(photo=PhotoFactory(sources={"card": {"width": 640}})))
    full.save_revision().publish()
    ProductFactory(parent=booth, title="Tanpa foto")
    ProductFactory(parent=booth, title="Tanpa keduanya", price=None)
    ProductFactory(parent=booth, title="Draf", price=None, live=False)
    shown = panels(office.get("/kelola/"))["expo_incomplete"]
    assert (
        [(item["title"], bool(item["lacks_photo"]), bool(item["lacks_price"])) for item in shown["items"]],
        shown["without_photo"],
        shown["without_price"],
    ) == ([("Tanpa keduanya", True, True), ("Tanpa foto", True, False)], 2, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_costs_the_same_for_one_and_three(office, hall, count, django_assert_num_queries):
    for _n in range(count):
        booth, owner = trusted(hall)
        ProductFactory(parent=booth, price=None)
        moderation.publish_by_trusted(page=booth, by=owner)
        waiting = ProductFactory(parent=booth, live=False)
        waiting_owner = UserFactory()
        BoothPage.objects.filter(pk=booth.pk).update(is_trusted=False)
        booth.merchant.memberships.create(user=waiting_owner)
        moderation.submit(page=waiting, by=waiting_owner)
    office.get("/kelola/")
    with django_assert_num_queries(31):
        response = office.get("/kelola/")
    shown = panels(response)
    assert [len(shown[name]["items"]) for name in OWN] == [count] * 4


def test_links_to_closed_platforms_are_listed_while_visitors_see_them(office, booth, other_booth):
    closed = Platform.objects.filter(state=PlatformState.CLOSED).first()
    platform = Platform.objects.get(slug="tokopedia")
    fields = {"kind": "shop", "address": "https://www.bukalapak.com/u/contoh"}
    for page, is_on in [(booth, True), (other_booth, False)]:
        OutboundLink.objects.create(page=page, key=uuid.uuid4(), platform=closed, is_on=is_on, **fields)
    OutboundLink.objects.create(page=booth, key=uuid.uuid4(), platform=platform, is_on=True, **fields)
    response = office.get("/kelola/")
    shown = next(panel for panel in response.context["panels"] if panel.name == "expo_dead_links")
    rows = shown.rows(response.wsgi_request)
    assert ([link.page_id for link in rows["items"]], rows["count"]) == ([booth.pk], 1)
    assert "Tautan yang sudah mati" in response.content.decode()


def test_without_dead_links_there_is_no_panel_of_them(office, booth):
    assert "Tautan yang sudah mati" not in office.get("/kelola/").content.decode()


def test_a_merchant_sees_none_of_it(client, booth, merchant_user):
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    assert panels(client.get("/kelola/")) == {}


def test_the_panels_link_to_filtered_lists_that_answer(office, hall, booth, product):
    text = office.get("/kelola/").content.decode()
    for address in [
        "/kelola/produk/?no_photo=ya&amp;state=live",
        "/kelola/produk/?no_price=ya&amp;state=live",
        "/kelola/lapak/?state=live",
    ]:
        assert (address in text, office.get(address.replace("&amp;", "&")).status_code) == (True, 200), (
            address
        )
    assert PageLogEntry.objects.filter(action=moderation.TRUSTED_CHANGE).count() == 0


def test_the_button_carries_the_token_that_is_asked_for(editor, hall):
    booth, owner = trusted(hall)
    moderation.publish_by_trusted(page=booth, by=owner)
    office = Client(enforce_csrf_checks=True)
    office.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    form = re.search(
        r'action="(/[^"]*)" method="post" class="e-more">(.*?)</form>', office.get("/kelola/").text, re.S
    )
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    assert values.keys() == {"csrfmiddlewaretoken", "until"}
    assert office.post(form[1], values).status_code == 302
