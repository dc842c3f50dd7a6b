"""Other people's drafts, planted ids, skipped steps, two phones, floods, and numbers that are registered."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import ProductPage
from core.models import Photo, User
from expo.domain.moderation import approve, submit
from expo.models import BoothPage
from lapak.domain import openings
from lapak.opening.models import BoothOpening
from merchants.models import Membership, Merchant
from tests.factories import BoothFactory, HallFactory, MerchantFactory, UserFactory, image_file
from tests.lapak.booth.conftest import ROLES
from tests.lapak.booth.test_pages import MISSING
from tests.lapak.opening.conftest import ROOT, Walker, counts, only_opening

pytestmark = pytest.mark.django_db
STEPS = ("nama", "hall", "kontak", "barang", "tautan", "kirim")


def same(response):
    # Without what differs from visit to visit: the token against forged requests, the address asked for.
    return response.status_code, re.sub(r'value="\w{64}"', "", response.content.decode())


@pytest.fixture
def draft(hall, merchant_user):
    """A draft of `merchant_user`, made by the office."""
    return BoothFactory(
        parent=hall, title="Konsep", merchant=MerchantFactory(owner=merchant_user), live=False
    )


@pytest.mark.parametrize("role", ROLES)
def test_who_reaches_a_draft(as_role, role, booth, draft, hall, helper):
    Membership.objects.create(merchant=draft.merchant, user=helper, role="helper")
    walker = Walker(as_role(role), f"{ROOT}{draft.pk}/")
    expected = {"visitor": 302, "outsider": 404}.get(role, 200)
    for step in STEPS:
        response = walker.get(step)
        assert (step, response.status_code) == (step, expected)
        if role == "visitor":
            assert "/masuk/" in response["Location"]
    walker.client.post(f"{walker.root}nama/", {"name": "Nama baru", "dilihat": ""})
    draft.refresh_from_db()
    assert draft.draft_title == "Konsep"  # without what was seen nothing is overwritten
    walker.post("nama", name="Nama baru")
    draft.refresh_from_db()
    assert draft.draft_title == ("Konsep" if role in ("visitor", "outsider") else "Nama baru")


@pytest.mark.parametrize("role", ["outsider", "owner", "helper"])
def test_somebody_elses_draft_looks_like_nothing(as_role, role, booth, hall):
    foreign = BoothFactory(parent=hall, title="Konsep tetangga", live=False)
    client = as_role(role)
    for step in STEPS:
        for method in ("get", "post"):
            answers = {same(getattr(client, method)(f"{ROOT}{pk}/{step}/")) for pk in (foreign.pk, MISSING)}
            assert [status for status, _text in answers] == [404]
    for path in ("", "nama/"):
        assert client.get(f"{ROOT}{'9' * 30}/{path}").status_code == 404
    assert same(client.get(f"{ROOT}{foreign.pk}/")) == same(client.get(f"{ROOT}{MISSING}/"))


@pytest.mark.parametrize("role", ROLES)
def test_who_answers_for_unknown_people(as_role, stranger, role, hall, booth):
    helping = Walker(Client())
    helping.answer_all(hall)
    helping.send()
    sent = BoothPage.objects.get(title="Keripik Bu Sri")
    client = as_role(role)
    is_office = role in ("editor", "administrator")
    expected = 200 if is_office else 302 if role == "visitor" else 404
    assert client.get(reverse("lapak:opening_who", args=[sent.pk])).status_code == expected
    assert client.get(reverse("lapak:opening_know", args=[sent.pk])).status_code in (405, 302)
    for pk in (booth.pk, MISSING):
        # A booth that was opened in another way has nobody to confirm.
        assert client.get(reverse("lapak:opening_who", args=[pk])).status_code == (
            302 if role == "visitor" else 404
        )
    client.post(reverse("lapak:opening_know", args=[sent.pk]))
    assert sent.merchant.memberships.exists() == is_office
    client.post(reverse("lapak:opening_refuse", args=[sent.pk]))
    assert BoothPage.objects.filter(pk=sent.pk).exists()  # confirmed, or not for this role


def test_the_office_declines(stranger, hall, editor, logged_in):
    stranger.answer_all(hall)
    stranger.send()
    booth = BoothPage.objects.get()
    office = logged_in(editor)
    assert "Orang baru, belum dikenal" in office.get("/kelola/").content.decode()
    html = office.get(f"/kelola/pages/{booth.pk}/edit/").content.decode()
    assert reverse("lapak:opening_who", args=[booth.pk]) in html
    html = office.get(reverse("lapak:opening_who", args=[booth.pk])).content.decode()
    assert "0812-9999-0001" in html
    assert "Sri" in html
    office.post(reverse("lapak:opening_refuse", args=[booth.pk]))
    assert (counts(), Merchant.objects.count(), Photo.objects.count()) == ((0, 0, 0), 0, 0)
    assert stranger.client.get(f"{ROOT}terkirim/")["Location"] == ROOT


def test_the_same_answer_for_every_number(hall, merchant_user, editor):
    """Registered, new, of the office: nobody learns which, and no account changes."""
    merchant_user.set_password("sudah-lama-1")
    merchant_user.save()
    editor.phone = "+6281299990009"
    editor.save()
    answers = set()
    for number in ("0812 9999 0001", merchant_user.phone, "081299990009"):
        walker = Walker(Client())
        walker.answer_all(hall)
        response = walker.send(username=number)
        page = walker.client.get(response["Location"])
        html = re.sub(
            r"di nomor [\d-]+|/media/[^\s\"]+|value=\"\w{64}\"| class=\"t\d+\"", "", page.content.decode()
        )
        answers.add((response.status_code, response["Location"], page.status_code, html))
        assert "sessionid" not in walker.client.cookies
    assert len(answers) == 1
    merchant_user.refresh_from_db()
    assert merchant_user.check_password("sudah-lama-1")
    assert not Merchant.objects.filter(memberships__isnull=False).exists()


def test_a_registered_number_gets_the_booth_and_keeps_its_password(stranger, hall, outsider, editor):
    outsider.set_password("sudah-lama-1")
    outsider.save()
    stranger.answer_all(hall)
    stranger.send(username=outsider.phone)
    approve(page=BoothPage.objects.get(), by=editor)
    outsider.refresh_from_db()
    assert outsider.check_password("sudah-lama-1")
    assert list(BoothPage.objects.for_merchant(outsider)) == [BoothPage.objects.get()]


def test_a_number_of_the_office_is_never_linked(stranger, hall, editor, administrator):
    stranger.answer_all(hall)
    stranger.send(username=editor.phone)
    with pytest.raises(openings.OpeningRefusedError):
        openings.confirm(opening=only_opening(), by=administrator)
    approve(page=BoothPage.objects.get(), by=administrator)
    assert BoothPage.objects.get().live
    assert not editor.memberships.exists()


def test_steps_out_of_order(stranger, at_home, begun, hall):
    for step, way in {
        "hall": "nama",
        "kontak": "nama",
        "tautan": "nama",
        "kirim": "nama",
        "siapa": "nama",
    }.items():
        target = ROOT if step == "siapa" else f"{ROOT}{way}/"
        assert stranger.get(step)["Location"] == target
        assert stranger.client.post(f"{ROOT}{step}/", {"hall": hall.pk})["Location"] == target
    assert BoothOpening.objects.count() == 0
    for step in ("barang", "tautan", "kirim"):
        assert at_home.get(step)["Location"] == f"{at_home.root}kontak/"
        assert at_home.post(step)["Location"] == f"{at_home.root}kontak/"
    assert at_home.get("siapa").status_code == 404
    assert begun.current_workflow_state is None


def test_what_is_wrong_is_said_and_kept(stranger, hall, tree):
    hidden = HallFactory(parent=tree.halls, title="Tersembunyi", live=False)
    assert stranger.post("nama", name="").status_code == 422
    stranger.post("nama", name="Keripik", sold="keripik")
    for value in (hidden.pk, MISSING, hall.get_parent().pk, "x", "", "9" * 30):
        assert stranger.post("hall", hall=value).status_code == 422
    stranger.post("hall", hall=hall.pk)
    for value in ("nomor saya", "0812", "", "62" * 30):
        assert stranger.post("kontak", phone=value).status_code == 422
    assert stranger.post("kontak", phone="WA 0812 9999 0001 / 0813 9999 0001").status_code == 302
    assert only_opening().whatsapp == "+6281299990001"
    wrong = stranger.post("barang", product="Keripik", price="murah", photo=image_file(name="a.exe"))
    assert (wrong.status_code, Photo.objects.count()) == (422, 0)
    assert 'value="murah"' in wrong.content.decode()
    wrong = stranger.post("tautan", links="https://shopee.co.id/keripik\njavascript:alert(1)")
    assert wrong.status_code == 422
    assert "javascript:alert(1)" in wrong.content.decode()
    wrong = stranger.post("tautan", links="https://shopee.co.id/keripik\ntokopedia keripik bu sri")
    html = wrong.content.decode()
    assert (wrong.status_code, "Kami kenali 1 tautan" in html, "Ini nama toko, bukan alamat" in html) == (
        422,
        True,
        True,
    )
    assert 'class="how-to"' in html
    assert (
        stranger.post("tautan", links="Cek toko saya di Shopee ya!\nhttps://shopee.co.id/keripik").status_code
        == 302
    )
    assert only_opening().links == ["https://shopee.co.id/keripik"]
    assert stranger.send(username="bukan nomor").status_code == 422
    weak = stranger.send(password="123")
    assert (weak.status_code, counts()) == (422, (0, 0, 1))
    assert "123" not in re.sub(r"\d{4,}", "", weak.content.decode().partition('type="password"')[2][:200])


def test_what_is_passed_over_of_a_paste_is_told(stranger, at_home, begun, hall):
    stranger.answer_all(hall)
    at_home.post("kontak", phone="0812 9999 0009")
    for walker in (stranger, at_home):
        answer = walker.post("tautan", links="Toko <b>Sekar</b> Jaya\nhttps://shopee.co.id/sekar")
        html = walker.client.get(answer["Location"]).text
        assert "Kami lewati, karena bukan tautan: “Toko &lt;b&gt;Sekar&lt;/b&gt; Jaya”" in html
        forged = walker.client.get(f"{answer['Location']}x").text
        assert ("Kami lewati" in forged, "Kami lewati" in walker.get("kirim").text) == (False, False)
        many = "\n".join([*(f"Toko {'panjang ' * 9}{n}" for n in range(59)), "https://shopee.co.id/sekar"])
        answer = walker.post("tautan", links=many)
        assert (answer.status_code, len(answer["Location"]) < 600) == (302, True)


def test_too_many_lines_are_refused_in_plain_words(stranger, hall):
    stranger.answer_all(hall)
    links = "\n".join(f"https://shopee.co.id/sekar{number}" for number in range(61))
    answer = stranger.post("tautan", links=links)
    assert (answer.status_code, "Terlalu banyak baris" in answer.text, "sekar60" in answer.text) == (
        422,
        True,
        True,
    )


def test_what_is_lacking_fits_the_step_behind_it(stranger, hall):
    stranger.post("nama", name="Keripik Bu Sri")
    stranger.post("hall", hall=hall.pk)
    stranger.post("kontak", phone="0812 9999 0001")
    lacks = [(lack.todo, lack.step) for lack, _way in stranger.get("kirim").context["lacks"]]
    assert lacks == [
        ("Produk pertama", "barang"), ("Tautan toko daring", "tautan"), ("Yang Anda jual", "nama")
    ]  # fmt: skip
    stranger.post("barang", product="Keripik tempe")
    lacks = [lack.todo for lack, _way in stranger.get("kirim").context["lacks"]]
    assert lacks == ["Foto produk", "Harga", "Tautan toko daring", "Yang Anda jual"]


def test_sent_twice_is_one(stranger, at_home, begun, hall):
    stranger.answer_all(hall)
    first = BoothPage.objects.count()
    assert stranger.send()["Location"] == f"{ROOT}terkirim/"
    assert stranger.send()["Location"] == f"{ROOT}terkirim/"
    assert (BoothPage.objects.count(), Merchant.objects.filter(name="Keripik Bu Sri").count()) == (
        first + 1,
        1,
    )
    # Each step of a booth sent twice as it was.
    form = {"dilihat": at_home.get("kontak").context["seen"], "phone": "081299990002"}
    assert [at_home.client.post(f"{at_home.root}kontak/", form).status_code for _ in "12"] == [302, 302]
    form = {"dilihat": at_home.get("barang").context["seen"], "product": "Kain", "price": "1000"}
    assert [at_home.client.post(f"{at_home.root}barang/", form).status_code for _ in "12"] == [302, 302]
    assert ProductPage.objects.child_of(begun).count() == 1
    revisions = begun.revisions.count()
    at_home.post("kontak", phone="0812 9999 0002")
    assert begun.revisions.count() == revisions
    assert [at_home.client.post(f"{at_home.root}kirim/").status_code for _ in "12"] == [302, 302]
    assert begun.workflow_states.count() == 1


def test_two_phones_at_once(stranger, another_phone, at_home, begun, logged_in, new_owner, hall):
    other = Walker(logged_in(new_owner), at_home.root)
    seen = other.get("nama").context["seen"]
    at_home.post("nama", name="Satu")
    told = other.client.post(f"{other.root}nama/", {"dilihat": seen, "name": "Dua"})
    assert told.status_code == 422
    assert "Baru saja diubah di HP lain menjadi: Satu." in told.content.decode()
    assert 'value="Dua"' in told.content.decode()
    begun.refresh_from_db()
    assert begun.draft_title == "Satu"
    other.client.post(f"{other.root}nama/", {"dilihat": told.context["seen"], "name": "Dua"})
    begun.refresh_from_db()
    assert begun.draft_title == "Dua"


def test_what_waits_or_was_public_is_left_alone(logged_in, merchant_user, booth, draft, hall):
    client = logged_in(merchant_user)
    submit(page=draft, by=merchant_user)
    for page in (booth, draft):
        for step in STEPS:
            response = client.post(
                f"{ROOT}{page.pk}/{step}/", {"name": "X", "hall": hall.pk, "phone": "081299990001"}
            )
            assert response["Location"] == f"/lapak-saya/{page.pk}/"
        page.refresh_from_db()
        assert page.draft_title != "X"


def test_floods_are_held_back(hall, monkeypatch):
    monkeypatch.setattr(openings, "MOST_FROM_ONE", 3)
    for _number in range(3):
        assert Walker(Client()).post("nama", name="Lapak").status_code == 302
    assert Walker(Client()).post("nama", name="Lapak").status_code == 429
    monkeypatch.setattr(openings, "MOST_FROM_ONE", 100)
    answers = [Walker(Client()).post("nama", name="Lapak").status_code for _number in range(9)]
    assert answers == [302] * 7 + [429] * 2  # ten in ten minutes
    assert BoothOpening.objects.count() == 10


def test_photos_are_limited_and_do_not_pile_up(stranger, hall, monkeypatch):
    stranger.answer_all(hall)
    first = Photo.objects.get()
    stranger.post("barang", product="Keripik", price="1", photo=image_file("#223344"))
    assert Photo.objects.count() == 1
    assert Photo.objects.get() != first
    monkeypatch.setattr(openings, "PHOTOS_AT_ONCE", 2)
    assert stranger.post("barang", product="Keripik", photo=image_file("#445566")).status_code == 429
    assert Photo.objects.count() == 1


def test_looking_stores_nothing(stranger, hall):
    for path in ("", "nama/", "hall/", "lanjut/", "terkirim/", "lanjut/kode/"):
        response = stranger.client.get(f"{ROOT}{path}")
        assert response["Cache-Control"] == "no-store"
    assert (BoothOpening.objects.count(), "sessionid" in stranger.client.cookies) == (0, False)


def test_old_answers_are_forgotten(stranger, hall):
    stranger.answer_all(hall)
    later = timezone.now() + openings.LIFETIME + timedelta(minutes=1)
    assert openings.forget_old(now=later - timedelta(days=1)) == 0
    assert openings.forget_old(now=later) == 1
    assert (BoothOpening.objects.count(), Photo.objects.count()) == (0, 0)
    assert stranger.get("kontak")["Location"] == f"{ROOT}nama/"


def test_throwing_away(stranger, another_phone, hall):
    stranger.answer_all(hall)
    assert stranger.client.get(f"{ROOT}hapus/").status_code == 405
    stranger.client.post(f"{ROOT}hapus/")
    assert (BoothOpening.objects.count(), Photo.objects.count()) == (0, 0)
    another_phone.answer_all(hall)
    another_phone.send()
    another_phone.client.post(f"{ROOT}hapus/")
    assert counts() == (1, 1, 1)
    assert another_phone.client.get(f"{ROOT}terkirim/")["Location"] == ROOT


def test_forged_requests_are_refused(hall):
    client = Client(enforce_csrf_checks=True)
    for path in (*STEPS, "siapa", "hapus", "lanjut"):
        assert client.post(f"{ROOT}{path}/", {"name": "X"}).status_code == 403
    assert User.objects.count() == BoothOpening.objects.count() == 0


def test_of_two_openings_with_one_number_the_office_chooses_first(hall, stranger, another_phone, editor):
    """Whoever sends first must not set the password of whoever has the number."""
    stranger.answer_all(hall)
    stranger.send(password="sandi-penyusup-1")
    another_phone.answer_all(hall)
    another_phone.send(password="sandi-pemilik-22")
    wrong, right = BoothOpening.objects.order_by("pk")
    for opening in (wrong, right):
        with pytest.raises(openings.OpeningRefusedError, match="kiriman lain"):
            openings.confirm(opening=opening, by=editor)
    approve(page=right.booth, by=editor)
    assert not User.objects.filter(phone=right.phone).exists()
    openings.decline(opening=wrong, by=editor)
    openings.confirm(opening=right, by=editor)
    assert User.objects.get(phone=right.phone).check_password("sandi-pemilik-22")


def test_a_booth_with_an_owner_gets_no_second_one_by_approval(hall, stranger, editor):
    stranger.answer_all(hall)
    stranger.send()
    opening = BoothOpening.objects.get()
    owner = UserFactory()
    Membership.objects.create(merchant=opening.booth.merchant, user=owner, role="owner")
    approve(page=opening.booth, by=editor)
    assert list(opening.booth.merchant.members.all()) == [owner]
    assert not User.objects.filter(phone=opening.phone).exists()


def test_too_many_lines_are_not_looked_at(stranger, hall):
    stranger.answer_all(hall)
    page = stranger.post("tautan", links="a\n" * 3000)
    assert (page.status_code, len(page.content) < 40_000) == (422, True)
