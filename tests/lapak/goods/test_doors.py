"""Who may open what of a booth's goods, and what foreign ids in the forms do."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import ProductPage
from core.models import Photo
from expo.domain import goods
from tests.factories import PhotoFactory, ProductFactory, image_file
from tests.lapak.booth.conftest import ROLES

pytestmark = pytest.mark.django_db
MISSING = 987_654_321
ADDRESSES = [
    ("get", "new_product", False),
    ("post", "new_product", False),
    ("get", "product", True),
    ("post", "product", True),
    ("post", "copy_product", True),
    ("post", "shown", True),
    ("post", "take_back", True),
    ("get", "order", False),
    ("post", "order", False),
    ("post", "photo", False),
]


def data_for(name, product):
    return {
        "new_product": {"title": "Taplak", "price": "5000"},
        "product": {"title": "Taplak", "price": "5000"},
        "shown": {"tampil": "0"},
        "order": {"urutan": product},
        "photo": {"kunci": str(uuid.uuid4())},
    }.get(name, {})


def ask(client, method, name, booth, product, is_of_product):
    address = reverse(f"lapak:{name}", args=[booth, product] if is_of_product else [booth])
    data = data_for(name, product) if method == "post" else {}
    if name == "photo":
        data["berkas"] = image_file()
    return getattr(client, method)(address, data)


def outcome(response):
    if response.status_code == 302 and "/masuk/" in response["Location"]:
        return "login"
    return "hidden" if response.status_code == 404 else "ok"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(as_role, role, booth, product, foreign):
    client = as_role(role)
    own = {"visitor": "login", "outsider": "hidden"}.get(role, "ok")
    other = {"visitor": "login", "editor": "ok", "administrator": "ok"}.get(role, "hidden")
    for method, name, is_of_product in ADDRESSES:
        mine = ask(client, method, name, booth.pk, product.pk, is_of_product)
        theirs = ask(client, method, name, foreign.booth, foreign.product, is_of_product)
        assert (name, outcome(mine), outcome(theirs)) == (name, own, other)


@pytest.mark.parametrize("role", ["outsider", "owner", "helper"])
def test_somebody_elses_looks_like_nothing(as_role, role, booth, product, foreign):
    client = as_role(role)
    before = ProductPage.objects.count(), Photo.objects.count()
    for method, name, is_of_product in [*ADDRESSES, ("post", "discard", True)]:
        pairs = [(foreign.booth, foreign.product), (MISSING, MISSING), (foreign.booth, product.pk)]
        if is_of_product:
            pairs += [(booth.pk, foreign.product), (booth.pk, MISSING)]
        answers = [ask(client, method, name, *pair, is_of_product) for pair in pairs]
        bare = {re.sub(r'value="\w{64}"', "", answer.content.decode()) for answer in answers}
        assert ({answer.status_code for answer in answers}, len(bare)) == ({404}, 1)
    assert (ProductPage.objects.count(), Photo.objects.count()) == before


def test_forged_requests_are_refused(booth, product, merchant_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(merchant_user)
    for method, name, is_of_product in [*ADDRESSES, ("post", "discard", True)]:
        if method == "post":
            assert ask(client, method, name, booth.pk, product.pk, is_of_product).status_code == 403


def test_nobody_keeps_these_pages(owner, booth, product):
    for method, name, is_of_product in ADDRESSES:
        answer = ask(owner, method, name, booth.pk, product.pk, is_of_product)
        assert (name, answer["Cache-Control"]) == (name, "no-store")


@pytest.mark.parametrize("name", ["copy_product", "shown", "take_back", "discard", "photo"])
def test_nothing_changes_by_looking(owner, booth, product, name):
    args = [booth.pk] if name == "photo" else [booth.pk, product.pk]
    assert owner.get(reverse(f"lapak:{name}", args=args)).status_code == 405


def test_foreign_photos_are_refused_and_not_shown(owner, booth, product, foreign, merchant_user):
    mine = PhotoFactory(uploaded_by_user=merchant_user).pk
    for address in (f"/lapak-saya/{booth.pk}/barang/baru/", f"/lapak-saya/{booth.pk}/barang/{product.pk}/"):
        for pk in (foreign.photo, MISSING, "9" * 30, "x"):
            answer = owner.post(address, {"title": "Taplak", "foto": [mine, pk]})
            html = answer.content.decode()
            assert (answer.status_code, "Pilih atau unggah foto Anda sendiri" in html) == (422, True)
            assert re.findall(r'name="foto" value="(\w+)"', html) == [str(mine)]
    assert ProductPage.objects.filter(draft_title="Taplak").count() == 0


def test_foreign_goods_are_not_put_in_order(owner, booth, product, foreign):
    address = reverse("lapak:order", args=[booth.pk])
    for posted in ([product.pk, foreign.product], [foreign.product], [MISSING], ["x"], [], [product.pk] * 2):
        assert owner.post(address, {"urutan": posted}).status_code == 404
    for button in (f"naik:{foreign.product}", "naik:x", "x"):
        assert owner.post(address, {"urutan": [product.pk], "geser": button}).status_code == 404


def test_only_drafts_nobody_saw_are_thrown_away(owner, booth, product, merchant_user):
    draft = ProductFactory(parent=booth, live=False)
    assert owner.post(reverse("lapak:discard", args=[booth.pk, product.pk])).status_code == 404
    assert owner.post(reverse("lapak:discard", args=[booth.pk, draft.pk])).status_code == 302
    waiting = goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=1).page
    assert owner.post(reverse("lapak:discard", args=[booth.pk, waiting.pk])).status_code == 404
    assert set(ProductPage.objects.values_list("pk", flat=True)) == {product.pk, waiting.pk}


def test_a_made_up_undo_takes_nothing_back(owner, booth, product, helper):
    entry = goods.set_hidden(product=product, is_hidden=True, by=helper)
    address = reverse("lapak:undo", args=[booth.pk])
    assert owner.post(address, {"perubahan": [entry]}).status_code == 404
    assert ProductPage.objects.get(pk=product.pk).is_hidden is True
