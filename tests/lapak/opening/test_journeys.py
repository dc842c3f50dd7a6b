"""From the first step to the office's answer, without an account and with one."""

import pytest
from django.urls import reverse

from catalog.models import ProductPage
from core.forms import NOT_YOURS
from core.models import User
from expo.domain.moderation import approve, send_back, waiting_for_review
from expo.models import BoothPage
from lapak.domain import openings
from merchants.models import Membership, Merchant
from tests.factories import AidGrantFactory, HallFactory, PhotoFactory, UserFactory, image_file
from tests.lapak.opening.conftest import PASSWORD, ROOT, Walker, counts, only_opening

pytestmark = pytest.mark.django_db
PHONE = "+6281299990001"


def sent_booth(stranger, hall):
    stranger.answer_all(hall)
    assert stranger.send()["Location"] == f"{ROOT}terkirim/"
    return BoothPage.objects.get(title="Keripik Bu Sri")


def test_a_stranger_opens_a_booth(stranger, hall, editor):
    assert "Mulai" in stranger.client.get(ROOT).content.decode()
    ways = [
        stranger.post("nama", name="Keripik Bu Sri", sold="keripik tempe"),
        stranger.post("hall", hall=hall.pk),
        stranger.post("kontak", phone="8129999 0001"),
        stranger.post("barang", product="Keripik tempe", price="15rb", photo=image_file()),
        stranger.post("tautan", links="https://www.instagram.com/keripikbusri/"),
        stranger.post("kirim"),
    ]
    assert [way["Location"].removeprefix(ROOT) for way in ways] == [
        "hall/", "kontak/", "barang/", "tautan/", "kirim/", "siapa/"
    ]  # fmt: skip
    # Nothing but the answers is there: no page, no account.
    assert (counts(), Merchant.objects.count(), User.objects.count()) == ((0, 0, 1), 0, 1)
    assert stranger.send()["Location"] == f"{ROOT}terkirim/"
    booth, product = BoothPage.objects.get(), ProductPage.objects.get()
    assert (booth.live, booth.title, booth.tagline, booth.hall, booth.whatsapp) == (
        False, "Keripik Bu Sri", "keripik tempe", hall, PHONE
    )  # fmt: skip
    assert [link.address for link in booth.links.all()] == ["https://www.instagram.com/keripikbusri"]
    assert (product.live, product.title, product.price) == (False, "Keripik tempe", 15000)
    assert [row.photo for row in product.photos.all()] == [only_opening().photo]
    assert [(row.title, row.submitted_by) for row in waiting_for_review()] == [
        ("Keripik Bu Sri", None), ("Keripik tempe", None)
    ]  # fmt: skip
    assert (User.objects.count(), Membership.objects.count()) == (1, 0)
    assert PHONE not in Merchant.objects.get().note
    approve(page=booth, by=editor)
    approve(page=product, by=editor)
    booth.refresh_from_db()
    person = User.objects.get(phone=PHONE)
    assert person.check_password(PASSWORD)
    assert booth.live
    assert list(booth.merchant.members.all()) == [person]
    assert (person.first_name, only_opening().password) == ("Sri", "")
    assert only_opening().photo.uploaded_by_user == person
    assert stranger.client.get(f"{ROOT}terkirim/").status_code == 200


def test_declining_leaves_a_business_that_received_aid_on_record(stranger, hall, editor):
    booth = sent_booth(stranger, hall)
    grant = AidGrantFactory(merchant=booth.merchant)
    openings.decline(opening=only_opening(), by=editor)
    assert (BoothPage.objects.count(), list(Merchant.objects.all())) == (0, [grant.merchant])


def test_the_code_is_stored_nowhere_and_out_of_reach(stranger, hall):
    response = stranger.post("nama", name="Keripik Bu Sri")
    cookie = response.cookies["buka"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie.value.split(":")[0] not in str(vars(only_opening()))
    stranger.client.cookies["buka"] = cookie.value[:-2] + "xx"
    assert stranger.get("hall")["Location"] == f"{ROOT}nama/"


def test_on_another_phone(stranger, another_phone, hall):
    stranger.answer_all(hall)
    html = stranger.client.get(f"{ROOT}lanjut/kode/").content.decode()
    code = html.partition('slip__code">')[2].partition("<")[0]
    wrong = another_phone.client.post(f"{ROOT}lanjut/", {"code": "AAAAA-AAAAA"})
    assert (wrong.status_code, "buka" in wrong.cookies) == (422, False)
    right = another_phone.client.post(f"{ROOT}lanjut/", {"code": code.lower().replace("-", " ")})
    assert right["Location"] == ROOT
    assert another_phone.client.get(ROOT)["Location"] == f"{ROOT}kirim/"
    assert "Keripik Bu Sri" in another_phone.get("kirim").content.decode()
    for _time in range(10):
        another_phone.client.post(f"{ROOT}lanjut/", {"code": "CCCCC-CCCCC"})
    assert another_phone.client.post(f"{ROOT}lanjut/", {"code": code}).status_code == 429


def test_sent_back_and_sent_again_without_an_account(stranger, hall, editor):
    booth = sent_booth(stranger, hall)
    assert stranger.get("nama")["Location"] == f"{ROOT}terkirim/"
    send_back(page=booth, by=editor, reason="Namanya kurang jelas.")
    assert "Namanya kurang jelas." in stranger.client.get(f"{ROOT}terkirim/").content.decode()
    assert "Namanya kurang jelas." in stranger.get("kirim").content.decode()
    stranger.post("nama", name="Keripik Tempe Bu Sri", sold="keripik tempe")
    stranger.post("barang", product="Keripik tempe pedas", price="16000")
    assert stranger.post("kirim")["Location"] == f"{ROOT}terkirim/"
    assert BoothPage.objects.get().get_latest_revision_as_object().title == "Keripik Tempe Bu Sri"
    assert {row.title for row in waiting_for_review()} == {"Keripik Tempe Bu Sri", "Keripik tempe pedas"}
    assert (counts(), User.objects.count()) == ((1, 1, 1), 1)


def test_an_owner_without_booth_opens_it(at_home, new_owner, hall, food_hall):
    assert at_home.client.get("/lapak-saya/")["Location"] == ROOT
    assert at_home.post("nama", name="Lapak Tini", sold="kain")["Location"] == f"{ROOT}hall/"
    way = at_home.post("hall", hall=hall.pk)
    booth = BoothPage.objects.get()
    assert way["Location"] == f"{ROOT}{booth.pk}/kontak/"
    assert (booth.merchant, booth.owner, booth.live, counts()) == (
        new_owner.business, new_owner, False, (1, 0, 0)
    )  # fmt: skip
    at_home.root = f"{ROOT}{booth.pk}/"
    front = at_home.client.get("/lapak-saya/").content.decode()
    assert f"{ROOT}{booth.pk}/" in front
    assert at_home.client.get(f"{ROOT}{booth.pk}/")["Location"] == f"{ROOT}{booth.pk}/kontak/"
    # The own number is offered.
    assert at_home.get("kontak").context["form"]["phone"].value().startswith("0812-00")
    at_home.post("kontak", phone="+62 812 9999 0001")
    at_home.post("barang", product="Selendang", price="", berkas=image_file())
    at_home.post("hall", hall=food_hall.pk)
    at_home.post("tautan", links="")
    booth = BoothPage.objects.get()
    assert (booth.hall, booth.get_parent().pk, booth.stall_number) == (food_hall, food_hall.pk, 1)
    assert booth.latest_revision.user == new_owner
    assert ProductPage.objects.child_of(booth).get().photos.get().photo.uploaded_by_user == new_owner
    assert at_home.post("kirim")["Location"] == f"/lapak-saya/{booth.pk}/"
    assert [(row.title, row.submitted_by) for row in waiting_for_review()] == [
        ("Lapak Tini", new_owner), ("Selendang", new_owner)
    ]  # fmt: skip
    front = at_home.client.get("/lapak-saya/").content.decode()
    assert "Terkirim." in front
    assert "Lanjut membuka lapak" not in front
    assert at_home.get("nama")["Location"] == f"/lapak-saya/{booth.pk}/"


def test_somebody_with_an_account_logs_in_midway(stranger, hall, outsider):
    stranger.answer_all(hall)
    stranger.client.force_login(outsider)
    asked = stranger.client.get(ROOT)
    assert (asked.status_code, BoothPage.objects.count()) == (200, 0)
    booth_url = stranger.client.post(ROOT)["Location"]
    booth = BoothPage.objects.get()
    assert booth_url == f"{ROOT}{booth.pk}/"
    assert (list(booth.merchant.members.all()), counts()) == ([outsider], (1, 1, 0))
    assert ProductPage.objects.get().photos.get().photo.uploaded_by_user == outsider
    assert Walker(stranger.client, booth_url).post("kirim")["Location"] == f"/lapak-saya/{booth.pk}/"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("step", "queries"), [("hall", 16), ("kirim", 12)])
def test_more_halls_and_links_cost_no_more_queries(
    at_home, begun, tree, count, step, queries, django_assert_num_queries
):
    for number in range(count):
        HallFactory(parent=tree.halls, title=f"Hall batik {number}")
    at_home.post("kontak", phone="081299990001")
    at_home.post("tautan", links="\n".join(f"https://shopee.co.id/toko{n}" for n in range(count)))
    at_home.get(step)
    with django_assert_num_queries(queries):
        response = at_home.get(step)
    assert response.status_code == 200
    if step == "hall":
        assert len(response.context["advised"] + response.context["others"]) == count + 1
        assert response.context["chosen"] == str(begun.hall_id)
    else:
        assert len(response.context["look"].links) == count


def test_who_has_a_booth_opens_no_second_one(stranger, hall, booth, merchant_user):
    stranger.answer_all(hall)
    stranger.client.force_login(merchant_user)
    assert stranger.client.get(ROOT)["Location"] == reverse("lapak:my_booth")
    assert stranger.get("nama")["Location"] == ROOT
    assert BoothPage.objects.count() == 1


def test_more_goods_and_a_logo_before_it_is_sent_and_one_sending_for_all(at_home, begun, new_owner):
    at_home.post("kontak", phone="081299990001")
    at_home.post("barang", product="Kain batik", price="250rb")
    look, booth = f"{ROOT}{begun.pk}/kirim/", f"/lapak-saya/{begun.pk}"
    page = at_home.get("kirim").content.decode()
    assert (f"{booth}/barang/baru/" in page, "Pasang logo" in page, "Ganti logo" in page) == (
        True,
        True,
        False,
    )
    form = at_home.client.get(f"{booth}/barang/baru/").content.decode()
    assert ("Simpan dulu, kirim nanti" in form, "Kirim untuk diperiksa" in form) == (False, False)
    added = at_home.client.post(f"{booth}/barang/baru/", {"title": "Selendang", "price": "90rb"})
    assert added["Location"] == look
    photo = PhotoFactory(uploaded_by_user=new_owner)
    assert at_home.client.post(f"{booth}/logo/", {"foto": photo.pk, "dilihat": ""})["Location"] == look
    goods = ProductPage.objects.child_of(begun)
    assert [page.workflow_in_progress for page in goods] == [False, False]
    page = at_home.get("kirim").content.decode()
    assert ("2 produk sejauh ini" in page, "Ganti logo" in page) == (True, True)
    at_home.client.post(look)
    assert [page.workflow_in_progress for page in goods.all()] == [True, True]
    latest = BoothPage.objects.get(pk=begun.pk).get_latest_revision_as_object()
    assert (latest.logo, latest.whatsapp) == (photo, "+6281299990001")


def test_the_first_products_photo_goes_the_way_of_all_goods(at_home, begun, new_owner):
    at_home.post("kontak", phone="081299990001")
    mine, other = PhotoFactory(uploaded_by_user=new_owner), PhotoFactory(uploaded_by_user=new_owner)
    foreign = PhotoFactory(uploaded_by_user=UserFactory())
    product = {"product": "Kain batik", "price": "250rb"}

    def gallery():
        goods = ProductPage.objects.child_of(begun).get().get_latest_revision_as_object()
        return [item.photo for item in goods.photos.all()]

    seen = at_home.get("barang").context["seen"]
    form = product | {"dilihat": seen, "foto": mine.pk}
    for _time in "12":  # The answer was lost, and the phone sent it again.
        answer = at_home.client.post(f"{at_home.root}barang/", form, headers={"X-Requested-With": "fetch"})
        assert answer.json() == {"url": f"{at_home.root}tautan/"}
    assert gallery() == [mine]
    for pk in (foreign.pk, 10**9):
        refused = at_home.post("barang", **product, foto=pk)
        assert (refused.status_code, gallery()) == (422, [mine])
        assert str(NOT_YOURS) in refused.content.decode()
    # Without scripts: one more file takes the place of the photo; a button takes it away, and saves nothing.
    at_home.post("barang", **product, foto=mine.pk, berkas=image_file())
    assert mine not in gallery()
    assert len(gallery()) == 1
    at_home.post("barang", **product, foto=other.pk)
    moved = at_home.post("barang", product="", price="250rb", foto=other.pk, geser=f"buang:{other.pk}")
    assert (moved.status_code, moved.context["form"].photos.photos, gallery()) == (200, [], [other])
    at_home.post("barang", **product)
    assert gallery() == []
