"""The form of a product, photos that arrive once, taps and their way back, the order."""

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import ProductListing, ProductPage
from core.models import Photo
from expo.domain import goods, goods_photos
from expo.domain.moderation import send_back
from expo.models import BoothPage, Received
from tests.factories import CategoryFactory, PhotoFactory, ProductFactory, image_file

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


def url(name, *args):
    return reverse(f"lapak:{name}", args=args)


def trust(booth):
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)


def anew(page):
    return type(page).objects.get(pk=page.pk)


def fields(html) -> dict:
    """Return what the form on the page would send, without the boxes that are not ticked."""
    form = html.partition("data-goods")[2].partition("</form>")[0]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="file"' not in tag and 'type="checkbox"' not in tag and "disabled" not in tag:
            text = (value[1] if value else "").replace("&quot;", '"')
            values.setdefault(name[1], []).append(text)
    return values


def test_name_and_price_are_enough(owner, booth):
    page = owner.get(url("new_product", booth.pk))
    data = fields(page.content.decode()) | {"title": "Keripik", "price": "12rb"}
    answer = owner.post(url("new_product", booth.pk), data)
    product = ProductPage.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{url('booth', booth.pk)}")
    assert (product.draft_title, product.live, goods.state_of(product)) == ("Keripik", False, "waiting")
    news = owner.get(url("booth", booth.pk)).context["news"]["text"]
    assert news == "Keripik dikirim untuk diperiksa dinas."
    # The same page sent a second time, because the first answer was lost.
    again = owner.post(url("new_product", booth.pk), data, headers=FETCH)
    assert (again.json(), ProductPage.objects.count()) == ({"url": url("booth", booth.pk)}, 1)


def test_everything_else_is_optional(owner, booth, merchant_user):
    trust(booth)
    category, photo = CategoryFactory(), PhotoFactory(uploaded_by_user=merchant_user)
    data = {
        "title": "Keripik", "price": "12.000", "price_to": "15.000", "unit": "per bungkus", "description": "Gurih.",
        "category": category.pk, "is_shippable": "on", "weight_grams": "300", "foto": [photo.pk],
    }  # fmt: skip
    answer = owner.post(url("new_product", booth.pk), data, headers=FETCH)
    product = ProductPage.objects.get()
    assert answer.json() == {"url": f"{url('booth', booth.pk)}#barang-{product.pk}"}
    assert goods.snapshot(product) == {
        "title": "Keripik", "price": 12000, "price_to": 15000, "unit": "per bungkus", "description": "Gurih.",
        "category": category.pk, "is_shippable": True, "weight_grams": 300, "photos": [photo.pk],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": ""}, "Beri nama produk ini."),
        ({"price": "murah"}, "Tulis dengan angka, misalnya 15.000."),
        ({"price": "10", "price_to": "5"}, "Harga tertinggi harus lebih besar dari harga."),
        ({"weight_grams": "-3"}, "1"),
        ({"category": "987654321"}, "pilihan"),
    ],
)
def test_what_is_wrong_is_told_beside_it_and_nothing_typed_is_lost(owner, booth, typed, told):
    answer = owner.post(url("new_product", booth.pk), {"title": "Keripik", "unit": "ikat"} | typed)
    html = answer.content.decode()
    assert (answer.status_code, told in html.lower() or told in html, 'value="ikat"' in html) == (
        422,
        True,
        True,
    )
    assert ProductPage.objects.count() == 0


def test_left_for_later(owner, booth):
    owner.post(url("new_product", booth.pk), {"title": "Keripik", "nanti": "1"})
    assert goods.state_of(ProductPage.objects.get()) == "draft"


def test_without_scripts_photos_come_with_the_form_and_move_by_buttons(owner, booth):
    files = [
        image_file(colour, name=f"{number}.jpg") for number, colour in enumerate(["red", "green", "blue"])
    ]
    page = owner.post(url("new_product", booth.pk), {"title": "", "berkas": files, "geser": "x"})
    ids = list(Photo.objects.order_by("pk").values_list("pk", flat=True))
    data = fields(page.content.decode())
    assert (page.status_code, data["foto"], len(ids)) == (200, [str(pk) for pk in ids], 3)
    assert "Beri nama" not in page.content.decode()
    page = owner.post(url("new_product", booth.pk), data | {"geser": f"naik:{ids[2]}"})
    data = fields(page.content.decode())
    page = owner.post(url("new_product", booth.pk), data | {"geser": f"buang:{ids[0]}"})
    data = fields(page.content.decode())
    # A file that came before is no second photo.
    again = image_file("red", name="sekali lagi.jpg")
    owner.post(url("new_product", booth.pk), data | {"title": "Keripik", "berkas": [again]})
    latest = ProductPage.objects.get().get_latest_revision_as_object()
    assert [item.photo_id for item in latest.photos.all()] == [ids[2], ids[1], ids[0]]
    assert Photo.objects.count() == 3


def test_what_is_no_photo_is_told_and_the_rest_stays(owner, booth):
    files = [image_file(), SimpleUploadedFile("x.jpg", b"not a picture", "image/jpeg")]
    answer = owner.post(url("new_product", booth.pk), {"title": "Keripik", "berkas": files})
    html = answer.content.decode()
    assert (answer.status_code, len(fields(html)["foto"]), 'id="foto-salah"' in html) == (422, 1, True)


def test_a_photo_sent_twice_arrives_once(owner, booth, merchant_user):
    key = str(uuid.uuid4())
    answers = [
        owner.post(url("photo", booth.pk), {"kunci": key, "berkas": image_file()}, headers=FETCH)
        for _time in "12"
    ]
    photo = Photo.objects.get()
    assert [answer.json() for answer in answers] == [{"id": photo.pk}] * 2
    assert (photo.uploaded_by_user, Received.objects.count()) == (merchant_user, 1)


@pytest.mark.parametrize(
    ("key", "content", "status"), [("x", b"", 422), (None, b"not a picture", 422), (None, None, 422)]
)
def test_what_is_no_photo_is_refused_in_words(owner, booth, key, content, status):
    data = {"kunci": key or str(uuid.uuid4())}
    if content is not None:
        data["berkas"] = SimpleUploadedFile("x.jpg", content, "image/jpeg")
    answer = owner.post(url("photo", booth.pk), data)
    assert (answer.status_code, bool(answer.json()["error"]), Photo.objects.count()) == (status, True, 0)


def test_nobody_sends_photos_without_end(owner, booth, monkeypatch):
    monkeypatch.setattr(goods_photos, "MOST_IN_AN_HOUR", 1)
    answers = [
        owner.post(url("photo", booth.pk), {"kunci": str(uuid.uuid4()), "berkas": image_file()}).status_code
        for _time in "12"
    ]
    assert answers == [200, 429]


def test_changing_a_product(owner, booth, product):
    page = owner.get(url("product", booth.pk, product.pk))
    data = fields(page.content.decode()) | {"title": "Kain tulis", "price": "400.000"}
    owner.post(url("product", booth.pk, product.pk), data)
    row = ProductListing.objects.get(page=product)
    assert (row.title, row.price, goods.state_of(anew(product))) == ("Kain batik tulis", 400000, "waiting")
    page = owner.get(url("product", booth.pk, product.pk))
    assert ("Sedang diperiksa dinas" in page.content.decode(), "Kain tulis" in page.content.decode()) == (
        True,
        True,
    )
    assert owner.post(url("product", booth.pk, product.pk), data).status_code == 409
    owner.post(url("take_back", booth.pk, product.pk))
    assert 'value="Kain tulis"' in owner.get(url("product", booth.pk, product.pk)).content.decode()


def test_two_phones_at_once_the_second_is_told_what_changed(owner, booth, product, helper):
    trust(booth)
    data = fields(owner.get(url("product", booth.pk, product.pk)).content.decode())
    latest = anew(product).get_latest_revision_as_object()
    values = {name: getattr(latest, name) for name in goods.VALUES} | {
        "unit": "per meter",
        "title": "Kain Budi",
    }
    seen = goods.snapshot(latest)
    goods.change_product(product=product, by=helper, values=values, photos=[], seen=seen)
    answer = owner.post(url("product", booth.pk, product.pk), data | {"title": "Kain saya"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Budi baru saja mengubah nama produk, satuan." in html
    assert "Sekarang tertulis: Kain Budi" in html
    kept = fields(html)
    assert (kept["title"], kept["unit"], anew(product).title) == (["Kain saya"], ["per meter"], "Kain Budi")
    owner.post(url("product", booth.pk, product.pk), kept)
    assert (anew(product).title, anew(product).unit) == ("Kain saya", "per meter")


@pytest.mark.parametrize("token", ["", "x", "[]", json.dumps({"title": "Kain saya"})])
def test_a_made_up_token_overwrites_nothing(owner, booth, product, token):
    data = fields(owner.get(url("product", booth.pk, product.pk)).content.decode())
    answer = owner.post(url("product", booth.pk, product.pk), data | {"title": "Kain saya", "dilihat": token})
    assert (answer.status_code, anew(product).draft_title) == (422, "Kain batik tulis")


def test_the_offices_words_stand_above_the_form(owner, booth, merchant_user, editor):
    product = goods.add_product(booth=booth, by=merchant_user, name="Taplak", price=1).page
    send_back(page=product, by=editor, reason="Fotonya mana?")
    assert "Fotonya mana?" in owner.get(url("product", booth.pk, product.pk)).content.decode()
    front = owner.get(url("booth", booth.pk)).content.decode()
    assert f'href="{url("product", booth.pk, product.pk)}"' in front


def test_a_copy_opens_as_a_draft(owner, booth, product):
    answer = owner.post(url("copy_product", booth.pk, product.pk))
    copy = ProductPage.objects.exclude(pk=product.pk).get()
    assert answer["Location"] == url("product", booth.pk, copy.pk)
    html = owner.get(answer["Location"]).content.decode()
    assert ('value="Kain batik tulis (salinan)"' in html, "Ya, buang" in html) == (True, True)


def test_hiding_takes_one_tap_and_has_a_way_back(owner, booth, product):
    parts = owner.post(url("shown", booth.pk, product.pk), {"tampil": "0"}, headers=FETCH).json()
    assert "Tampilkan lagi" in parts["parts"][f"barang-{product.pk}"]
    entry = re.search(r'name="perubahan" value="(\d+)"', parts["news"])[1]
    assert ProductListing.objects.count() == 0
    parts = owner.post(url("undo", booth.pk), {"perubahan": entry}, headers=FETCH).json()["parts"]
    assert "Sembunyikan" in parts[f"barang-{product.pk}"]
    assert ProductListing.objects.count() == 1


def test_an_edit_is_taken_back_with_its_price(owner, booth, product):
    trust(booth)
    data = fields(owner.get(url("product", booth.pk, product.pk)).content.decode())
    owner.post(url("product", booth.pk, product.pk), data | {"title": "Salah", "price": "1"})
    news = owner.get(url("booth", booth.pk)).context["news"]
    row = ProductListing.objects.get(page=product)
    assert (row.title, row.price, len(news["entries"])) == ("Salah", 1, 2)
    answer = owner.post(url("undo", booth.pk), {"perubahan": news["entries"]}, headers=FETCH)
    assert answer.json() == {"go": url("booth", booth.pk)}
    row = ProductListing.objects.get(page=product)
    assert (row.title, row.price) == ("Kain batik tulis", 350000)


def test_the_order_by_buttons_and_its_way_back(owner, booth, product):
    second = ProductFactory(parent=booth, title="Selendang")
    address = url("order", booth.pk)
    listed = [str(pk) for pk in goods.counter_order(booth)]
    assert re.findall(r'name="urutan" value="(\d+)"', owner.get(address).content.decode()) == listed
    answer = owner.post(address, {"urutan": listed, "geser": f"turun:{second.pk}"})
    assert answer["Location"] == f"{address}#barang-{second.pk}"
    assert goods.counter_order(booth) == [product.pk, second.pk]
    news = owner.get(address).context["news"]
    owner.post(url("undo", booth.pk), {"perubahan": news["entries"]})
    assert goods.counter_order(booth) == [second.pk, product.pk]


def test_an_undo_leaves_what_changed_since(owner, booth, product, helper):
    second = ProductFactory(parent=booth)
    goods.put_in_order(booth=booth, order=[product.pk, second.pk], by=helper)
    owner.post(url("order", booth.pk), {"urutan": [second.pk, product.pk]})
    entries = owner.get(url("booth", booth.pk)).context["news"]["entries"]
    goods.put_in_order(booth=booth, order=[product.pk, second.pk], by=helper)
    answer = owner.post(url("undo", booth.pk), {"perubahan": entries}, follow=True)
    assert answer.context["news"]["text"] == "Yang sudah diubah lagi sesudahnya dibiarkan."
    assert goods.counter_order(booth) == [product.pk, second.pk]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("order", 9), ("new_product", 9)])
def test_more_products_cost_no_more_queries(owner, booth, count, name, queries, django_assert_num_queries):
    for _number in range(count):
        ProductFactory(parent=booth)
    owner.get(url(name, booth.pk))
    with django_assert_num_queries(queries):
        owner.get(url(name, booth.pk))
