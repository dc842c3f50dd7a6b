"""The goods of a booth: added, changed, copied, hidden, put in order, taken back, by the rules of the admin."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry, Revision

from catalog.models import ProductListing, ProductPage, ProductPhoto
from core.models import Photo
from expo.domain import goods, handing_in
from expo.domain.freshness import set_price
from expo.domain.goods_photos import store_photo
from expo.domain.moderation import approve, send_back, unpublish
from expo.models import BoothListing, BoothPage
from tests.factories import CategoryFactory, PhotoFactory, ProductFactory, image_file

pytestmark = pytest.mark.django_db


def anew(page):
    return type(page).objects.get(pk=page.pk)


def trust(booth):
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)


def typed(product, **changed):
    values = {name: getattr(product, name) for name in goods.VALUES}
    return values | changed


def change(product, by, *, photos=(), seen=None, **changed):
    latest = anew(product).get_latest_revision_as_object()
    seen = seen or goods.snapshot(latest)
    return goods.change_product(
        product=product, by=by, values=typed(latest, **changed), photos=photos, seen=seen
    )


@pytest.fixture
def photos(merchant_user):
    return [PhotoFactory(uploaded_by_user=merchant_user) for _number in range(3)]


def test_a_new_product_waits_for_the_office(booth, merchant_user, photos, editor):
    category = CategoryFactory()
    saved = goods.add_product(
        booth=booth, by=merchant_user, name=" Taplak ", price=40000, photos=[p.pk for p in photos[::-1]],
        details={"unit": "per lembar", "category": category, "is_shippable": True},
    )  # fmt: skip
    product = saved.page
    assert (saved.state, product.live, product.title, product.owner) == (
        "waiting",
        False,
        "Taplak",
        merchant_user,
    )
    latest = product.get_latest_revision_as_object()
    assert goods.snapshot(latest) == {
        "title": "Taplak", "price": 40000, "price_to": None, "unit": "per lembar", "description": "",
        "category": category.pk, "is_shippable": True, "weight_grams": None,
        "photos": [p.pk for p in photos[::-1]],
    }  # fmt: skip
    approve(page=product, by=editor)
    assert ProductListing.objects.get(page=product).title == "Taplak"
    assert [item.photo_id for item in anew(product).photos.all()] == [p.pk for p in photos[::-1]]


def test_a_trusted_booth_publishes_at_once_and_it_is_noted(booth, merchant_user):
    trust(booth)
    saved = goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=None)
    assert (saved.state, ProductListing.objects.get(page=saved.page).price) == ("live", None)
    actions = PageLogEntry.objects.filter(page=saved.page.pk).order_by("pk").values_list("action", "user")
    assert list(actions) == [
        (action, merchant_user.pk) for action in ("wagtail.create", "wagtail.publish", "expo.trusted_change")
    ]


def test_a_key_adds_one_product(booth, merchant_user, helper):
    key = uuid.uuid4()
    add = {"booth": booth, "name": "Taplak", "price": 1000, "key": key}
    first, second = (goods.add_product(by=merchant_user, **add) for _time in range(2))
    assert (first.page, first.is_new, second.is_new) == (second.page, True, False)
    assert goods.add_product(by=helper, **add).page != first.page


def test_left_a_draft(booth, merchant_user):
    saved = goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=1, hands_in=False)
    assert (saved.state, saved.page.current_workflow_state) == ("draft", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "title"),
        ({"price": 10, "details": {"price_to": 5}}, "price_to"),
        ({"price": None, "details": {"price_to": 5}}, "price_to"),
        ({"name": "x" * 300}, "title"),
    ],
)
def test_what_is_impossible_is_refused_and_nothing_stored(booth, merchant_user, wrong, field):
    with pytest.raises(ValidationError) as error:
        goods.add_product(**{"booth": booth, "by": merchant_user, "name": "Taplak", "price": 10} | wrong)
    assert list(error.value.message_dict) == [field]
    assert ProductPage.objects.count() == 0


def test_other_peoples_photos_are_refused_like_missing_ones(booth, merchant_user, other_booth):
    theirs = PhotoFactory(uploaded_by_user=other_booth.merchant.memberships.get().user)
    told = []
    for pk in (theirs.pk, 987_654_321):
        with pytest.raises(ValidationError) as error:
            goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=1, photos=[pk])
        told.append(error.value.message_dict)
    assert told[0] == told[1]
    assert list(told[0]) == ["photos"]


def test_strangers_add_change_hide_copy_and_order_nothing(booth, product, outsider, other_booth):
    neighbour = other_booth.merchant.memberships.get().user
    for person in (outsider, neighbour):
        for act in (
            lambda by: goods.add_product(booth=booth, by=by, name="x", price=1),
            lambda by: change(product, by, title="x"),
            lambda by: goods.copy_product(product=product, by=by),
            lambda by: goods.set_hidden(product=product, is_hidden=True, by=by),
            lambda by: goods.put_in_order(booth=booth, order=[product.pk], by=by),
            lambda by: handing_in.take_back(page=product, by=by),
            lambda by: goods.discard(product=product, by=by),
            lambda by: goods.restore_version(product=product, revision_id=product.latest_revision_id, by=by),
            lambda by: store_photo(upload=image_file(), booth=booth, by=by, key=uuid.uuid4()),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    assert (ProductPage.objects.count(), Photo.objects.count(), anew(product).title) == (1, 0, product.title)


def test_an_edit_waits_and_its_price_does_not(product, merchant_user, photos):
    saved = change(product, merchant_user, title="Kain tulis", price=400000, photos=[photos[1].pk])
    row = ProductListing.objects.get(page=product)
    assert (saved.state, row.title, row.price, row.picture) == ("waiting", product.title, 400000, {})
    latest = anew(product).get_latest_revision_as_object()
    assert (latest.title, latest.price, [i.photo_id for i in latest.photos.all()]) == (
        "Kain tulis", 400000, [photos[1].pk]
    )  # fmt: skip
    with pytest.raises(handing_in.UnderReviewError):
        change(product, merchant_user, title="Lain lagi")
    handing_in.take_back(page=product, by=merchant_user)
    assert change(product, merchant_user, title="Lain lagi", photos=[photos[1].pk]).state == "waiting"


def test_a_price_alone_needs_nobody(product, merchant_user):
    saved = change(product, merchant_user, price=1000)
    assert (saved.state, ProductListing.objects.get(page=product).price) == ("live", 1000)
    assert anew(product).has_unpublished_changes is False


def test_saving_what_stands_there_makes_no_version(product, merchant_user):
    before = Revision.objects.count()
    assert change(product, merchant_user).state == "live"
    assert Revision.objects.count() == before


def test_words_about_a_photo_stay_with_it(product, merchant_user, photos):
    trust(product.get_parent().specific)
    product.photos = [
        ProductPhoto(photo=photos[0], alt="Kain terlipat"),
        ProductPhoto(photo=photos[1], alt="Dekat"),
    ]
    product.save_revision().publish()
    change(product, merchant_user, photos=[photos[2].pk, photos[1].pk])
    assert [(i.photo_id, i.alt) for i in anew(product).photos.all()] == [
        (photos[2].pk, ""),
        (photos[1].pk, "Dekat"),
    ]


def test_the_second_phone_is_told_and_overwrites_nothing(product, merchant_user, helper):
    trust(product.get_parent().specific)
    seen = goods.snapshot(product.get_latest_revision_as_object())
    change(product, helper, unit="per meter")
    set_price(product=product, price=360000, price_to=None, by=helper)
    with pytest.raises(handing_in.ChangedMeanwhileError) as error:
        change(product, merchant_user, seen=seen, title="Kain saya")
    assert (sorted(error.value.names), error.value.by, error.value.now["price"]) == (
        ["price", "unit"], "Budi", 360000
    )  # fmt: skip
    assert (anew(product).title, anew(product).unit) == (product.title, "per meter")
    change(product, merchant_user, seen=error.value.now, title="Kain saya")
    assert (anew(product).title, anew(product).unit) == ("Kain saya", "per meter")


def test_a_copy_is_a_draft_with_everything_but_papers(product, merchant_user, photos):
    product.photos = [ProductPhoto(photo=photos[0], alt="Kain terlipat")]
    product.tags.add("batik")
    product.sku = "A-1"
    product.unit = "per lembar"
    product.save_revision().publish()
    copy, again = (goods.copy_product(product=product, by=merchant_user) for _time in range(2))
    assert copy == again
    stored = copy.get_latest_revision_as_object()
    assert (stored.title, stored.price, stored.unit, stored.sku, stored.live) == (
        "Kain batik tulis (salinan)", 350000, "per lembar", "", False
    )  # fmt: skip
    assert [(i.photo_id, i.alt) for i in stored.photos.all()] == [(photos[0].pk, "Kain terlipat")]
    assert [tag.name for tag in stored.tags.all()] == ["batik"]
    goods.discard(product=copy, by=merchant_user)
    assert ProductPage.objects.count() == 1


def test_hidden_and_shown_again_without_review(booth, product, merchant_user, helper):
    assert goods.set_hidden(product=product, is_hidden=True, by=merchant_user)
    hidden = anew(product)
    assert (hidden.live, hidden.is_hidden, ProductListing.objects.count()) == (False, True, 0)
    assert BoothListing.objects.get(page=booth).product_count == 0
    assert goods.set_hidden(product=product, is_hidden=True, by=helper) is None
    set_price(product=hidden, price=1000, price_to=None, by=merchant_user)
    assert goods.set_hidden(product=product, is_hidden=False, by=helper)
    shown = anew(product)
    assert (shown.live, shown.is_hidden, shown.hidden_at, shown.has_unpublished_changes) == (
        True,
        False,
        None,
        False,
    )
    assert ProductListing.objects.get(page=product).price == 1000


def test_what_is_hidden_stays_hidden_whatever_is_approved(product, merchant_user, editor):
    change(product, merchant_user, title="Kain tulis")
    goods.set_hidden(product=product, is_hidden=True, by=merchant_user)
    approve(page=product, by=editor)
    assert (anew(product).is_hidden, ProductListing.objects.count()) == (True, 0)
    goods.set_hidden(product=product, is_hidden=False, by=merchant_user)
    assert ProductListing.objects.get(page=product).title == "Kain tulis"


def test_showing_brings_back_what_was_public_not_what_waits(product, merchant_user):
    goods.set_hidden(product=product, is_hidden=True, by=merchant_user)
    assert change(product, merchant_user, title="Kain tulis").state == "waiting"
    goods.set_hidden(product=product, is_hidden=False, by=merchant_user)
    assert ProductListing.objects.get(page=product).title == "Kain batik tulis"
    assert goods.state_of(anew(product)) == "waiting"


@pytest.mark.parametrize("hidden_before", [False, True])
def test_the_offices_takedown_is_stronger(product, merchant_user, editor, hidden_before):
    trust(product.get_parent().specific)
    if hidden_before:
        goods.set_hidden(product=product, is_hidden=True, by=merchant_user)
    unpublish(page=product, by=editor, reason="Barang ini tidak boleh dijual.")
    for is_hidden in (False, True):
        with pytest.raises(PermissionDenied):
            goods.set_hidden(product=product, is_hidden=is_hidden, by=merchant_user)
    assert change(product, merchant_user, title="Lain").state == "waiting"
    assert ProductListing.objects.count() == 0


def test_the_order_is_the_booths_and_new_ones_come_first(client, booth, product, merchant_user):
    second, third = (ProductFactory(parent=booth, title=title) for title in ("Selendang", "Taplak"))
    assert goods.counter_order(booth) == [third.pk, second.pk, product.pk]
    wanted = [product.pk, third.pk, second.pk]
    assert goods.put_in_order(booth=booth, order=wanted, by=merchant_user)
    assert goods.put_in_order(booth=booth, order=wanted, by=merchant_user) is None
    fresh = ProductFactory(parent=booth, title="Baru")
    assert goods.counter_order(booth) == [fresh.pk, *wanted]
    shown = client.get(booth.get_url()).context["products"]
    assert [row.page_id for row in shown] == [fresh.pk, *wanted]
    # An edit that is published later keeps the place.
    anew(product).save_revision().publish()
    assert ProductListing.objects.get(page=product).sort_position == 1


@pytest.mark.parametrize("twice", [False, True])
def test_an_order_names_own_goods_once(booth, product, merchant_user, other_booth, twice):
    foreign = ProductFactory(parent=other_booth)
    order = [product.pk, product.pk] if twice else [product.pk, foreign.pk]
    with pytest.raises(PermissionDenied):
        goods.put_in_order(booth=booth, order=order, by=merchant_user)
    assert anew(foreign).sort_position == 0


def test_an_older_version_comes_back_at_the_price_of_now(product, merchant_user):
    trust(product.get_parent().specific)
    before = product.latest_revision_id
    change(product, merchant_user, title="Salah tulis")
    set_price(product=product, price=1000, price_to=None, by=merchant_user)
    goods.restore_version(product=product, revision_id=before, by=merchant_user)
    row = ProductListing.objects.get(page=product)
    assert (row.title, row.price) == ("Kain batik tulis", 1000)


def test_an_edit_that_waits_is_taken_back_with_its_version(product, merchant_user):
    before = product.latest_revision_id
    change(product, merchant_user, title="Salah tulis")
    goods.restore_version(product=product, revision_id=before, by=merchant_user)
    stored = anew(product)
    assert (goods.state_of(stored), stored.has_unpublished_changes) == ("live", False)
    assert stored.get_latest_revision_as_object().title == "Kain batik tulis"


def test_what_was_sent_back_goes_on_where_it_stopped(booth, merchant_user, editor):
    product = goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=1).page
    send_back(page=product, by=editor, reason="Fotonya mana?")
    assert change(product, merchant_user, title="Taplak meja").state == "waiting"


def test_a_photo_arrives_once(booth, merchant_user, helper):
    key = uuid.uuid4()
    first, second = (
        store_photo(upload=image_file(), booth=booth, by=merchant_user, key=key) for _time in range(2)
    )
    assert first == second
    assert (first.uploaded_by_user, first.title, Photo.objects.count()) == (merchant_user, "Batik Sekar", 1)
    assert store_photo(upload=image_file(), booth=booth, by=helper, key=key) != first
