"""The registry of links and what public pages read from it."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from expo.models import BoothLink
from marketplaces.domain import links_for_page, sync_links
from marketplaces.models import OutboundLink, Platform

ADDRESSES = [
    "https://shopee.co.id/kopikita",
    "https://www.tokopedia.com/kopikita",
    "https://wa.me/6281234567890",
]


def pasted(text, **values):
    """A link as the form makes it, recognised."""
    link = BoothLink(pasted=text, **values)
    link.clean()
    return link


@pytest.mark.parametrize("count", [1, 3])
def test_published_links_are_shown_in_order(booth, count, django_assert_num_queries):
    sync_links(page=booth, links=[pasted(address) for address in ADDRESSES[:count]])
    with django_assert_num_queries(1):
        shown = links_for_page(booth.pk)
    stored = list(OutboundLink.objects.order_by("sort_order"))
    assert [(link.platform, link.platform_name, link.kind, link.label, link.url) for link in shown] == [
        ("shopee", "Shopee", "shop", "", f"/ke/{stored[0].pk}/"),
        ("tokopedia", "Tokopedia", "shop", "", f"/ke/{stored[1].pk}/") if count > 1 else None,
        ("whatsapp", "WhatsApp", "chat", "", f"/ke/{stored[2].pk}/") if count > 2 else None,
    ][:count]
    assert [link.address for link in stored] == ADDRESSES[:count]


@pytest.mark.parametrize("count", [1, 3])
def test_syncing_costs_the_same_for_any_number_of_links(booth, count, django_assert_num_queries):
    links = [pasted(address) for address in ADDRESSES[:count]]
    # Savepoint, switch off, write, release.
    with django_assert_num_queries(4):
        sync_links(page=booth, links=links)
    with django_assert_num_queries(4):
        sync_links(page=booth, links=links)
    assert OutboundLink.objects.count() == count


def test_label_stands_on_the_button(booth):
    sync_links(page=booth, links=[pasted(ADDRESSES[0], label="Toko oranye"), pasted(ADDRESSES[1])])
    assert [link.text for link in links_for_page(booth.pk)] == ["Toko oranye", "Tokopedia"]


def test_a_site_without_a_platform_shows_its_host(booth):
    sync_links(
        page=booth, links=[pasted("www.kopikita.co.id"), pasted("https://linktr.ee/kopi", label="Semua toko")]
    )
    shown = [(link.text, link.platform_name) for link in links_for_page(booth.pk)]
    assert shown == [("kopikita.co.id", "Situs sendiri"), ("Semua toko", "Tautan lain")]


def test_a_link_keeps_its_row_when_its_address_changes(booth):
    link = pasted(ADDRESSES[0])
    sync_links(page=booth, links=[link])
    before = OutboundLink.objects.get()
    link.pasted = ADDRESSES[1]
    link.clean()
    sync_links(page=booth, links=[link])
    after = OutboundLink.objects.get()
    assert (after.pk, after.address, after.platform.slug) == (before.pk, ADDRESSES[1], "tokopedia")


def test_a_removed_link_is_switched_off_and_comes_back_under_its_number(booth):
    first, second = pasted(ADDRESSES[0]), pasted(ADDRESSES[1])
    sync_links(page=booth, links=[first, second])
    number = OutboundLink.objects.get(key=first.key).pk
    sync_links(page=booth, links=[second])
    assert [link.platform for link in links_for_page(booth.pk)] == ["tokopedia"]
    assert OutboundLink.objects.get(pk=number).is_on is False
    sync_links(page=booth, links=[first, second])
    assert links_for_page(booth.pk)[0].pk == number


def test_switched_off_and_unrecognised_links_do_not_show(booth):
    refused = BoothLink(pasted="javascript:alert(1)")
    refused.recognise()
    sync_links(page=booth, links=[pasted(ADDRESSES[0], is_on=False), refused, BoothLink(pasted="")])
    assert links_for_page(booth.pk) == []
    assert list(OutboundLink.objects.values_list("address", "is_on")) == [(ADDRESSES[0], False)]


def test_the_same_key_twice_is_one_link(booth):
    key = uuid.uuid4()
    sync_links(page=booth, links=[pasted(ADDRESSES[0], key=key), pasted(ADDRESSES[1], key=key)])
    assert [link.platform for link in links_for_page(booth.pk)] == ["shopee"]


def test_a_copied_page_gets_rows_of_its_own(booth, other_booth):
    link = pasted(ADDRESSES[0])
    sync_links(page=booth, links=[link])
    sync_links(page=other_booth, links=[link])
    mine, theirs = links_for_page(booth.pk), links_for_page(other_booth.pk)
    assert len(mine) == len(theirs) == 1
    assert mine[0].pk != theirs[0].pk


def test_the_links_of_an_unpublished_page_are_not_public(booth):
    sync_links(page=booth, links=[pasted(ADDRESSES[0])])
    assert OutboundLink.objects.public().count() == 1
    booth.unpublish()
    assert OutboundLink.objects.public().count() == 0


def test_links_to_a_platform_that_closed_do_not_show(booth):
    sync_links(page=booth, links=[pasted(ADDRESSES[0]), pasted(ADDRESSES[1])])
    Platform.objects.filter(slug="shopee").update(state="closed")
    assert [link.platform for link in links_for_page(booth.pk)] == ["tokopedia"]


def test_links_to_a_platform_that_closed_are_dead(booth, other_booth):
    sync_links(page=booth, links=[pasted(ADDRESSES[0]), pasted(ADDRESSES[1])])
    sync_links(page=other_booth, links=[pasted(ADDRESSES[0], is_on=False)])
    assert list(OutboundLink.objects.dead()) == []
    Platform.objects.filter(slug="shopee").update(state="closed")
    assert list(OutboundLink.objects.dead().values_list("page", "address")) == [(booth.pk, ADDRESSES[0])]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://shopee.co.id/x", "//evil.example", ""])
def test_the_database_refuses_other_addresses(make_link, address):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_link(address=address)
