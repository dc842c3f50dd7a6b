"""Changes of links: by the rules of review, never over somebody else's, hiding at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from expo.domain import booth_links
from expo.domain.freshness import hide_link, set_price, show_link_again
from expo.domain.handing_in import ChangedMeanwhileError, UnderReviewError, publish_or_hand_in
from expo.domain.hidden_links import last_hidings
from expo.domain.moderation import approve, changed_by_trusted_since, submit
from tests.links import addresses, anew, draft_of, public_addresses, seen

pytestmark = pytest.mark.django_db
SHOPEE, TOKOPEDIA = "https://shopee.co.id/batiksekar", "https://www.tokopedia.com/batiksekar"
INSTAGRAM = "https://www.instagram.com/batik.sekar"
LAZADA = "https://www.lazada.co.id/shop/sekar"


def key_of(page, address):
    return next(link.key for link in draft_of(page).links.all() if link.address == address)


def add(page, by, *texts, **more):
    return booth_links.add_links(
        page=page, texts=texts, seen=more.pop("seen", None) or seen(page), by=by, **more
    )


def test_every_change_is_a_version_with_its_maker(linked, helper):
    before = linked.revisions.count()
    assert add(linked, helper, LAZADA).state == "draft"
    page = anew(linked)
    assert (page.revisions.count(), page.latest_revision.user) == (before + 1, helper)
    assert (addresses(draft_of(linked))[-1], public_addresses(linked)) == (
        LAZADA,
        [SHOPEE, TOKOPEDIA, INSTAGRAM],
    )


def test_order_and_removal(trusted, merchant_user):
    key = key_of(trusted, INSTAGRAM)
    booth_links.move_link(page=trusted, key=key, by_places=-1, seen=seen(trusted), by=merchant_user)
    assert public_addresses(trusted) == [SHOPEE, INSTAGRAM, TOKOPEDIA]
    keys = [str(key_of(trusted, address)) for address in (TOKOPEDIA, SHOPEE, INSTAGRAM)]
    booth_links.order_links(page=trusted, keys=keys, seen=seen(trusted), by=merchant_user)
    assert public_addresses(trusted) == [TOKOPEDIA, SHOPEE, INSTAGRAM]
    booth_links.remove_link(page=trusted, key=key_of(trusted, SHOPEE), seen=seen(trusted), by=merchant_user)
    assert public_addresses(trusted) == [TOKOPEDIA, INSTAGRAM]
    assert len(changed_by_trusted_since(trusted.first_published_at)) == 3


@pytest.mark.parametrize("keys", [[], ["x"], None])
def test_an_order_names_every_link_once(trusted, merchant_user, keys):
    if keys is None:
        keys = [str(key_of(trusted, SHOPEE))] * 3
    with pytest.raises(LookupError):
        booth_links.order_links(page=trusted, keys=keys, seen=seen(trusted), by=merchant_user)


def test_the_same_link_is_not_added_twice(trusted, merchant_user):
    before = trusted.revisions.count()
    saved = add(trusted, merchant_user, "shopee.co.id/batiksekar?utm_source=x", SHOPEE)
    assert (saved.count, trusted.revisions.count()) == (0, before)


def test_too_many_and_refused_links(linked, merchant_user):
    with pytest.raises(ValidationError, match="Paling banyak 20 tautan"):
        add(linked, merchant_user, *(f"https://shopee.co.id/toko{number}" for number in range(18)))
    with pytest.raises(ValidationError, match="Ini nama toko, bukan alamat"):
        add(linked, merchant_user, "batik sekar jaya")
    assert len(addresses(draft_of(linked))) == 3


def test_two_phones_the_second_is_told(linked, merchant_user, helper):
    before = seen(linked)
    add(linked, helper, LAZADA)
    for attempt in (
        lambda: add(linked, merchant_user, "https://shopee.co.id/lain", seen=before),
        lambda: booth_links.remove_link(
            page=linked, key=key_of(linked, SHOPEE), seen=before, by=merchant_user
        ),
    ):
        with pytest.raises(ChangedMeanwhileError) as told:
            attempt()
        assert told.value.by == "Budi"
    assert addresses(draft_of(linked)) == [SHOPEE, TOKOPEDIA, INSTAGRAM, LAZADA]


def test_prices_and_hiding_are_not_in_the_way(linked, product, merchant_user, helper):
    before = seen(linked)
    set_price(product=product, price=1000, price_to=None, by=helper)
    hide_link(page=linked, key=key_of(linked, TOKOPEDIA), by=helper)
    add(linked, merchant_user, LAZADA, seen=before)
    assert [link.is_on for link in draft_of(linked).links.all()] == [True, False, True, True]


def test_while_the_office_looks_only_hiding_works(linked, merchant_user, editor):
    add(linked, merchant_user, LAZADA, send=True)
    with pytest.raises(UnderReviewError):
        add(linked, merchant_user, "https://shopee.co.id/lain")
    hide_link(page=linked, key=key_of(linked, SHOPEE), by=merchant_user)
    assert public_addresses(linked) == [TOKOPEDIA, INSTAGRAM]
    approve(page=linked, by=editor)
    assert public_addresses(linked) == [TOKOPEDIA, INSTAGRAM, LAZADA]


def test_a_trusted_booth_does_not_publish_what_was_left_for_tomorrow(trusted, merchant_user):
    draft = draft_of(trusted)
    draft.tagline = "Setengah kalim"
    draft.save_revision(user=merchant_user)
    assert add(trusted, merchant_user, LAZADA).state == "draft"
    assert (anew(trusted).tagline, LAZADA in public_addresses(trusted)) == ("", False)
    assert publish_or_hand_in(page=trusted, by=merchant_user) == "live"
    assert (anew(trusted).tagline, LAZADA in public_addresses(trusted)) == ("Setengah kalim", True)


def test_hiding_and_showing_again_is_at_once(linked, merchant_user, helper):
    key = key_of(linked, SHOPEE)
    hide_link(page=linked, key=key, by=helper)
    assert public_addresses(linked) == [TOKOPEDIA, INSTAGRAM]
    assert anew(linked).has_unpublished_changes is False
    show_link_again(page=linked, key=key, by=merchant_user)
    assert public_addresses(linked) == [SHOPEE, TOKOPEDIA, INSTAGRAM]
    assert last_hidings(page=linked) == {}


def test_hiding_twice_is_hiding_once(linked, merchant_user):
    key = key_of(linked, SHOPEE)
    hide_link(page=linked, key=key, by=merchant_user)
    hide_link(page=linked, key=key, by=merchant_user)
    show_link_again(page=linked, key=key, by=merchant_user)
    assert SHOPEE in public_addresses(linked)


def test_what_the_office_hid_only_the_office_shows(linked, merchant_user, editor):
    key = key_of(linked, SHOPEE)
    hide_link(page=linked, key=key, by=editor)
    with pytest.raises(PermissionDenied):
        show_link_again(page=linked, key=key, by=merchant_user)
    show_link_again(page=linked, key=key, by=editor)
    assert SHOPEE in public_addresses(linked)


def test_a_link_that_was_never_public_does_not_slip_by_the_office(linked, merchant_user, editor):
    add(linked, merchant_user, LAZADA)
    key = key_of(linked, LAZADA)
    hide_link(page=linked, key=key, by=merchant_user)
    submit(page=linked, by=merchant_user)
    approve(page=linked, by=editor)
    with pytest.raises(PermissionDenied):
        show_link_again(page=linked, key=key, by=merchant_user)
    assert booth_links.switch_on(page=linked, key=key, seen=seen(linked), by=merchant_user).state == "draft"
    assert LAZADA not in public_addresses(linked)


def test_another_address_is_another_link(trusted, merchant_user):
    key = key_of(trusted, SHOPEE)
    hide_link(page=trusted, key=key, by=merchant_user)
    booth_links.replace_link(
        page=trusted, key=key, text=LAZADA, label="Lazada kami", seen=seen(trusted), by=merchant_user
    )
    assert public_addresses(trusted) == [LAZADA, TOKOPEDIA, INSTAGRAM]
    assert key_of(trusted, LAZADA) != key
    with pytest.raises(ValidationError, match="sudah ada"):
        booth_links.replace_link(
            page=trusted,
            key=key_of(trusted, LAZADA),
            text=TOKOPEDIA,
            label="",
            seen=seen(trusted),
            by=merchant_user,
        )


def test_nobody_else_changes_or_hides(linked, outsider, other_booth):
    neighbour = other_booth.merchant.memberships.get().user
    for person in (outsider, neighbour):
        for attempt in (
            lambda by=person: add(linked, by, LAZADA),
            lambda by=person: hide_link(page=linked, key=key_of(linked, SHOPEE), by=by),
            lambda by=person: publish_or_hand_in(page=linked, by=by),
        ):
            with pytest.raises(PermissionDenied):
                attempt()


def test_links_of_a_product(product, with_links, merchant_user):
    product = with_links(product, "https://shopee.co.id/product/1/2", SHOPEE)
    hide_link(page=product, key=key_of(product, SHOPEE), by=merchant_user)
    assert public_addresses(product) == ["https://shopee.co.id/product/1/2"]
    add(product, merchant_user, TOKOPEDIA)
    assert len(addresses(draft_of(product))) == 3
    with pytest.raises(ValidationError, match="Paling banyak 12"):
        add(product, merchant_user, *(f"https://shopee.co.id/toko{number}" for number in range(10)))
