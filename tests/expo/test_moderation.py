"""Submitting, answering, trusting; by the domain's verbs and through the admin."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from catalog.models import ProductPage
from expo.domain import moderation
from expo.domain.completeness import NotPublishable
from expo.models import BoothPage
from tests.expo.form_data import booth_data, product_data
from tests.factories import BoothFactory, MerchantFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def draft(page, **changes):
    """Save a draft of `page` with changes, as a merchant's saving does."""
    page = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def trusted(booth):
    """`booth`, trusted."""
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    booth.refresh_from_db()
    return booth


def test_first_publication_waits_and_goes_live_when_approved(hall, merchant_user, editor, client):
    booth = BoothFactory(parent=hall, title="Baru", merchant=MerchantFactory(owner=merchant_user), live=False)
    moderation.submit(page=booth, by=merchant_user)
    assert client.get(booth.get_url()).status_code == 404
    waiting = moderation.waiting_for_review()
    assert [(w.page_id, w.title, w.is_first_publication, w.submitted_by) for w in waiting] == [
        (booth.pk, "Baru", True, merchant_user)
    ]
    moderation.approve(page=booth, by=editor)
    assert client.get(booth.get_url()).status_code == 200
    assert moderation.waiting_for_review() == []


def test_live_page_stays_as_it_was_while_an_edit_waits_or_is_sent_back(booth, merchant_user, editor, client):
    page = draft(booth, tagline="Kalimat baru")
    moderation.submit(page=page, by=merchant_user)
    assert BoothPage.objects.get(pk=booth.pk).tagline == ""
    moderation.send_back(page=page, by=editor, reason="Tulis lebih pendek.")
    live = BoothPage.objects.get(pk=booth.pk)
    assert (live.live, live.tagline) == (True, "")
    assert live.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    moderation.submit(page=draft(booth, tagline="Pendek"), by=merchant_user)
    moderation.approve(page=page, by=editor)
    assert BoothPage.objects.get(pk=booth.pk).tagline == "Pendek"


def test_sending_back_needs_a_reason(booth, merchant_user, editor):
    moderation.submit(page=booth, by=merchant_user)
    with pytest.raises(PermissionDenied):
        moderation.send_back(page=booth, by=editor, reason="   ")
    assert len(moderation.waiting_for_review()) == 1


def test_who_may_not(booth, other_booth, merchant_user, editor):
    stranger = other_booth.merchant.members.get()
    with pytest.raises(PermissionDenied):
        moderation.submit(page=booth, by=stranger)
    moderation.submit(page=booth, by=merchant_user)
    for verb in (
        lambda by: moderation.approve(page=booth, by=by),
        lambda by: moderation.send_back(page=booth, by=by, reason="x"),
        lambda by: moderation.publish_by_trusted(page=booth, by=by),
        lambda by: moderation.unpublish(page=booth, by=by, reason="x"),
    ):
        for by in (merchant_user, stranger):
            with pytest.raises(PermissionDenied):
                verb(by)


def test_incomplete_booth_is_refused_in_plain_words(hall, merchant_user, editor):
    booth = BoothFactory(
        parent=hall,
        title="Tanpa nomor",
        whatsapp="",
        merchant=MerchantFactory(owner=merchant_user),
        live=False,
    )
    with pytest.raises(NotPublishable) as refusal:
        moderation.submit(page=booth, by=merchant_user)
    assert refusal.value.problems == ["Isi WhatsApp atau telepon, supaya pembeli dapat menghubungi."]


def test_trusted_booth_publishes_and_is_put_on_record(trusted, merchant_user, editor):
    page = draft(trusted, tagline="Langsung")
    moderation.publish_by_trusted(page=page, by=merchant_user)
    assert BoothPage.objects.get(pk=trusted.pk).tagline == "Langsung"
    changes = moderation.changed_by_trusted_since(timezone.now() - timedelta(hours=1))
    assert [(c.page_id, c.booth_id, c.booth_title, c.changed_by) for c in changes] == [
        (trusted.pk, trusted.pk, trusted.title, merchant_user)
    ]
    assert moderation.changed_by_trusted_since(timezone.now()) == []


def test_trust_before_the_first_publication_does_not_skip_the_review(hall, merchant_user):
    booth = BoothFactory(
        parent=hall, is_trusted=True, merchant=MerchantFactory(owner=merchant_user), live=False
    )
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    with pytest.raises(PermissionDenied):
        moderation.publish_by_trusted(page=BoothPage.objects.get(pk=booth.pk), by=merchant_user)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_what_waits_costs_two_queries(hall, editor, django_assert_num_queries, count):
    user = UserFactory()
    for number in range(count):
        booth = BoothFactory(parent=hall, merchant=MerchantFactory(owner=user), live=False)
        moderation.submit(page=ProductFactory(parent=booth, title=f"P{number}", live=False), by=user)
    with django_assert_num_queries(2):
        waiting = moderation.waiting_for_review()
    assert [w.title for w in waiting] == [f"P{number}" for number in range(count)]
    assert {w.type_name for w in waiting} == {"Produk"}


def test_unpublishing_with_a_reason_reaches_the_merchant(client, booth, product, merchant_user, editor):
    moderation.unpublish(page=product, by=editor, reason="Fotonya milik orang lain.")
    client.force_login(merchant_user)
    assert "Fotonya milik orang lain." in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_journey_through_the_admin(client, booth, merchant_user, editor):
    """Merchant adds a product and submits; editor sends it back; merchant resubmits; editor approves."""
    edit_url = "wagtailadmin_pages:edit"
    client.force_login(merchant_user)
    add = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", booth.pk])
    answer = client.post(add, product_data(title="Tas", price=90000) | {"action-submit": "1"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    product = ProductPage.objects.get(title="Tas")
    assert (product.live, product.workflow_in_progress) == (False, True)
    # While it waits nothing can be changed.
    client.post(reverse(edit_url, args=[product.pk]), product_data(product, title="Lain"))
    assert ProductPage.objects.get(pk=product.pk).get_latest_revision_as_object().title == "Tas"

    client.force_login(editor)
    state = product.current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[product.pk, "reject", state.pk])
    client.post(action, {"comment": "Tambahkan foto yang terang."})
    client.force_login(merchant_user)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Tambahkan foto yang terang." in home
    answer = client.post(
        reverse(edit_url, args=[product.pk]),
        product_data(product, title="Tas anyam") | {"action-submit": "1"},
    )
    assert answer.status_code == 302
    client.force_login(editor)
    state = ProductPage.objects.get(pk=product.pk).current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[product.pk, "approve", state.pk])
    client.post(action, {"comment": ""})
    product.refresh_from_db()
    assert (product.live, product.title) == (True, "Tas anyam")
    assert client.get(product.get_url()).status_code == 200


def test_merchants_cannot_answer_themselves(client, booth, merchant_user):
    moderation.submit(page=draft(booth, tagline="x"), by=merchant_user)
    client.force_login(merchant_user)
    state = booth.current_workflow_task_state
    for action in ("approve", "reject"):
        for name in ("workflow_action", "collect_workflow_action_data"):
            address = reverse(f"wagtailadmin_pages:{name}", args=[booth.pk, action, state.pk])
            assert client.post(address, {"comment": "x"}).status_code == 404
    edit = reverse("wagtailadmin_pages:edit", args=[booth.pk])
    client.post(edit, booth_data(booth) | {"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert BoothPage.objects.get(pk=booth.pk).workflow_in_progress


def test_trusted_merchant_publishes_through_the_admin(client, trusted, product, merchant_user):
    client.force_login(merchant_user)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[trusted.pk])).content.decode()
    assert ("Simpan dan tayangkan" in form, "Kirim untuk diperiksa" in form) == (True, False)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[trusted.pk]),
        booth_data(trusted, tagline="Dari admin") | {"action-publish": "1"},
    )
    add = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", trusted.pk])
    client.post(add, product_data(title="Langsung jual") | {"action-publish": "1"})
    assert BoothPage.objects.get(pk=trusted.pk).tagline == "Dari admin"
    assert ProductPage.objects.get(title="Langsung jual").live
    changes = moderation.changed_by_trusted_since(timezone.now() - timedelta(hours=1))
    assert [c.title for c in changes] == ["Langsung jual", trusted.title]


def test_bulk_publishing_refuses_an_incomplete_booth(client, hall, editor):
    booth = BoothFactory(parent=hall, title="Tanpa nomor", whatsapp="", live=False)
    client.force_login(editor)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert client.post(f"{bulk}?id={booth.pk}", {"include_descendants": ""}).status_code == 302
    assert not BoothPage.objects.get(pk=booth.pk).live


@pytest.mark.parametrize("which", ["booth", "product"])
def test_a_trusted_merchant_cannot_undo_a_takedown(client, trusted, product, merchant_user, editor, which):
    page, data = {"booth": (trusted, booth_data), "product": (product, product_data)}[which]
    moderation.unpublish(page=page, by=editor, reason="Fotonya milik orang lain.")
    page = type(page).objects.get(pk=page.pk)
    with pytest.raises(PermissionDenied):
        moderation.publish_by_trusted(page=page, by=merchant_user)
    client.force_login(merchant_user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).content.decode()
    assert ("Simpan dan tayangkan" in form, "Kirim untuk diperiksa" in form) == (False, True)
    client.post(address, data(page) | {"action-publish": "1"})
    assert not type(page).objects.get(pk=page.pk).live
    # Handing it in is the way back.
    client.post(address, data(page) | {"action-submit": "1"})
    moderation.approve(page=page, by=editor)
    assert type(page).objects.get(pk=page.pk).live


def test_new_products_of_a_booth_that_was_taken_down_wait(client, trusted, merchant_user, editor):
    moderation.unpublish(page=trusted, by=editor, reason="Nomornya milik orang lain.")
    client.force_login(merchant_user)
    add = reverse("wagtailadmin_pages:add", args=["catalog", "productpage", trusted.pk])
    client.post(add, product_data(title="Selundupan") | {"action-publish": "1"})
    assert list(ProductPage.objects.live()) == []


def test_what_waits_is_not_published_past_the_review(booth, merchant_user):
    """The booth became trusted while its edit was waiting."""
    moderation.submit(page=draft(booth, tagline="Baru"), by=merchant_user)
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    with pytest.raises(PermissionDenied):
        moderation.publish_by_trusted(page=BoothPage.objects.get(pk=booth.pk), by=merchant_user)
    assert BoothPage.objects.get(pk=booth.pk).workflow_in_progress
