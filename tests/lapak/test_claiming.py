"""Opening a slip: who gets in, as whom, and who does not."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from core.models import User
from lapak.domain.slips import make_slip
from lapak.models import ClaimSlip
from merchants.models import Membership
from tests.factories import BoothFactory, UserFactory
from tests.lapak.conftest import PASSWORD

CODE = re.compile(r'class="slip__code">.*?</span>([0-9A-Z]{5}-[0-9A-Z]{5})<')


def wrong_code(client, **extra):
    return client.post("/lapak-saya/slip/", {"code": "22222-22222"}, **extra)


def test_a_new_person_gets_in_with_a_code_typed_anyhow(booth, owner_slip, with_open_slip, claim_data):
    client = with_open_slip(owner_slip.code.lower().replace("-", " "))
    page = client.get("/lapak-saya/slip/buka/").content.decode()
    assert "Kelola lapak Batik Sekar" in page
    assert client.post("/lapak-saya/slip/buka/", claim_data).headers["Location"] == "/lapak-saya/"
    person = User.objects.get(phone="+6281299990001")
    assert (person.first_name, person.check_password(PASSWORD)) == ("Sri", True)
    assert person.memberships.values_list("merchant", "role").get() == (booth.merchant_id, "owner")
    assert client.get("/lapak-saya/orang/").status_code == 200
    assert wrong_code(Client()).status_code == 200


def test_a_person_may_stay_on_this_phone_without_a_password_and_make_one_later(
    booth, owner_slip, with_open_slip, claim_data
):
    client = with_open_slip(owner_slip.code)
    client.post("/lapak-saya/slip/buka/", claim_data | {"password": "", "only_here": "on"})
    person = User.objects.get(phone="+6281299990001")
    assert not person.has_usable_password()
    assert client.get("/lapak-saya/orang/").status_code == 200
    client.post("/lapak-saya/kata-sandi/", {"password": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    # Who has a password says it first.
    client.post("/lapak-saya/kata-sandi/", {"password": "lain-lagi-88"})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert client.get("/lapak-saya/orang/").status_code == 200


def test_somebody_with_an_account_gets_in_with_its_password_only(
    booth, owner_slip, with_open_slip, claim_data
):
    person = User.objects.create_user(phone="+6281299990001", password=PASSWORD)
    client = with_open_slip(owner_slip.code)
    for wrong in ({"password": "bukan-yang-ini-9"}, {"password": "", "only_here": "on"}):
        answer = client.post("/lapak-saya/slip/buka/", claim_data | wrong)
        assert answer.status_code == 200
        assert "tidak bisa dipakai" in answer.content.decode()
    assert ClaimSlip.objects.get().wrong_tries == 2
    assert not person.memberships.exists()
    assert client.post("/lapak-saya/slip/buka/", claim_data).status_code == 302
    assert person.memberships.get().role == "owner"


def test_a_slip_is_closed_after_five_wrong_passwords(booth, owner_slip, with_open_slip, claim_data):
    User.objects.create_user(phone="+6281299990001", password=PASSWORD)
    client = with_open_slip(owner_slip.code)
    for _try in range(5):
        client.post("/lapak-saya/slip/buka/", claim_data | {"password": "bukan-yang-ini-9"})
    assert client.post("/lapak-saya/slip/buka/", claim_data).headers["Location"] == "/lapak-saya/slip/"
    assert not Membership.objects.filter(user__phone="+6281299990001").exists()


def test_somebody_logged_in_says_yes(booth, owner_slip, logged_in):
    person = UserFactory()
    client = logged_in(person)
    client.post("/lapak-saya/slip/", {"code": owner_slip.code})
    assert not person.memberships.exists()
    assert client.post("/lapak-saya/slip/buka/").headers["Location"] == "/lapak-saya/"
    assert person.memberships.get().role == "owner"


def test_a_weak_password_is_refused_whether_the_number_is_registered_or_not(
    booth, owner_slip, with_open_slip, claim_data
):
    User.objects.create_user(phone="+6281299990002", password=PASSWORD)
    client = with_open_slip(owner_slip.code)
    for number in ("081299990001", "081299990002"):
        page = client.post("/lapak-saya/slip/buka/", claim_data | {"username": number, "password": "12345"})
        assert "tidak bisa dipakai" not in page.content.decode()
    assert ClaimSlip.objects.get().wrong_tries == 0


def test_looking_at_a_slip_uses_nothing_up(booth, owner_slip, with_open_slip):
    """Link previews and people who only look."""
    client = with_open_slip(owner_slip.code)
    client.get("/lapak-saya/slip/buka/")
    assert client.get("/lapak-saya/slip/").status_code == 200
    assert ClaimSlip.objects.get().is_open


def test_a_slip_revoked_while_somebody_types_lets_nobody_in(
    booth, owner_slip, editor, logged_in, with_open_slip, claim_data
):
    client = with_open_slip(owner_slip.code)
    logged_in(editor).post(f"/lapak-saya/slip/{owner_slip.slip.pk}/cabut/")
    answer = client.post("/lapak-saya/slip/buka/", claim_data, follow=True)
    assert "sudah dicabut" in answer.content.decode()
    assert not User.objects.filter(phone="+6281299990001").exists()


def test_without_a_code_there_is_nothing_to_open(tree, client, claim_data):
    assert client.post("/lapak-saya/slip/buka/", claim_data).headers["Location"] == "/lapak-saya/slip/"
    assert not User.objects.exists()


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_an_opened_slip_waits_half_an_hour(booth, owner_slip, with_open_slip, monkeypatch, minutes, status):
    client = with_open_slip(owner_slip.code)
    later = timezone.now().timestamp() + 60 * minutes
    monkeypatch.setattr("lapak.entry.slip_views.time.time", lambda: later)
    assert client.get("/lapak-saya/slip/buka/").status_code == status


def test_who_never_had_a_password_comes_back_by_a_slip_of_the_office(
    booth, editor, owner_slip, with_open_slip, claim_data
):
    """A lost phone: the account is the same, the lost phone is logged out, and now there is a password."""
    without = {"name": "Sri", "username": "0812 9999 0001", "only_here": "on"}
    lost = with_open_slip(owner_slip.code)
    lost.post("/lapak-saya/slip/buka/", without)
    phone = Client()
    phone.post("/lapak-saya/slip/", {"code": make_slip(booth=booth, role="owner", by=editor).code})
    assert phone.post("/lapak-saya/slip/buka/", claim_data).headers["Location"] == "/lapak-saya/"
    sri = User.objects.get(phone="+6281299990001")
    assert (sri.check_password(PASSWORD), sri.memberships.count()) == (True, 1)
    assert phone.get("/lapak-saya/").status_code == 200
    assert lost.get("/lapak-saya/").status_code == 302


@pytest.mark.parametrize("who", ["with password", "of another business", "editor", "by a helper's slip"])
def test_nobody_else_comes_back_that_way(booth, other_booth, editor, merchant_user, client, claim_data, who):
    person = User.objects.create_user(phone="+6281299990001", password=None)
    Membership.objects.create(
        merchant=(other_booth if who == "of another business" else booth).merchant, user=person, role="helper"
    )
    if who == "with password":
        person.set_password("another-password-1")
        person.save()
    elif who == "editor":
        person.groups.add(*editor.groups.all())
    helper_slip = who == "by a helper's slip"
    slip = make_slip(
        booth=booth, role="helper" if helper_slip else "owner", by=merchant_user if helper_slip else editor
    )
    before = person.password
    client.post("/lapak-saya/slip/", {"code": slip.code})
    for data in (claim_data, claim_data | {"password": "", "only_here": "on"}):
        page = client.post("/lapak-saya/slip/buka/", data)
        assert "tidak bisa dipakai" in page.content.decode()
    person.refresh_from_db()
    assert (person.password, person.memberships.count()) == (before, 1)
    assert ClaimSlip.objects.get().wrong_tries == 2


def test_a_lock_of_the_log_in_is_not_the_slips_fault(booth, owner_slip, with_open_slip, claim_data):
    User.objects.create_user(phone="+6281299990001", password=PASSWORD)
    for _try in range(8):
        Client().post("/lapak-saya/masuk/", {"username": "081299990001", "password": "wrong-password"})
    client = with_open_slip(owner_slip.code)
    assert client.post("/lapak-saya/slip/buka/", claim_data).status_code == 429
    assert ClaimSlip.objects.get().wrong_tries == 0


def test_trying_numbers_with_slips_is_limited_per_address(booth, editor, claim_data):
    User.objects.create_user(phone="+6281299990001", password=PASSWORD)
    statuses = []
    for _slip in range(3):
        client = Client()
        slip = make_slip(booth=booth, role="owner", by=editor)
        client.post("/lapak-saya/slip/", {"code": slip.code})
        for _try in range(4):
            answer = client.post("/lapak-saya/slip/buka/", claim_data | {"password": "", "only_here": "on"})
            statuses.append(answer.status_code)
    assert statuses == [200] * 10 + [429] * 2


def test_the_slip_tells_of_every_booth_it_opens(booth, owner_slip, with_open_slip):
    second = BoothFactory(parent=booth.get_parent(), title="Kedai Sekar", merchant=booth.merchant, live=False)
    BoothFactory(parent=booth.get_parent(), title="Orang lain")
    page = with_open_slip(owner_slip.code).get("/lapak-saya/slip/buka/")
    assert list(page.context["other_booths"]) == [second]
    assert "Kedai Sekar" in page.content.decode()


def test_who_has_no_password_is_asked_before_logging_out(booth, owner_slip, with_open_slip, claim_data):
    client = with_open_slip(owner_slip.code)
    client.post("/lapak-saya/slip/buka/", claim_data | {"password": "", "only_here": "on"})
    assert "Buat kata sandi dulu" in client.post("/lapak-saya/keluar/").content.decode()
    assert client.get("/lapak-saya/").status_code == 200
    client.post("/lapak-saya/keluar/", {"yakin": "1"})
    assert client.get("/lapak-saya/").status_code == 302


def test_who_keeps_coming_stays_logged_in(booth, merchant_user, logged_in):
    client = logged_in(merchant_user)
    assert "sessionid" in client.get("/lapak-saya/").cookies
    assert "sessionid" not in client.get("/lapak-saya/").cookies
    session = client.session
    session["lapak_last_day"] = "2026-01-01"
    session.save()
    assert "sessionid" in client.get("/lapak-saya/").cookies


def test_the_old_password_cannot_be_guessed_without_end(tree, logged_in):
    person = User.objects.create_user(phone="+6281299990001", password=PASSWORD)
    client = logged_in(person)
    new = {"password": "kunci-baru-88"}
    for _try in range(8):
        last = client.post("/lapak-saya/kata-sandi/", new | {"old": "wrong-password"})
    assert last.status_code == 429
    assert client.post("/lapak-saya/kata-sandi/", new | {"old": PASSWORD}).status_code == 429
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["hp081299990001", "sriwahyuni"])
def test_a_password_is_not_the_number_or_the_name(booth, owner_slip, with_open_slip, claim_data, password):
    client = with_open_slip(owner_slip.code)
    data = claim_data | {"name": "Sri Wahyuni", "password": password}
    assert client.post("/lapak-saya/slip/buka/", data).context["form"].errors["password"]
    assert not User.objects.filter(phone="+6281299990001").exists()


def test_a_slip_that_was_used_meanwhile_is_not_called_revoked(
    booth, owner_slip, editor, logged_in, with_open_slip, claim_data
):
    thief = with_open_slip(owner_slip.code)
    thief.post("/lapak-saya/slip/buka/", claim_data)
    office, slip = logged_in(editor), owner_slip.slip.pk
    page = office.post(f"/lapak-saya/slip/{slip}/cabut/", follow=True).content.decode()
    assert ("baru saja dipakai" in page, "Kodenya tidak berlaku lagi" in page) == (True, False)
    assert f"/lapak-saya/slip/{slip}/keluarkan/" in page
    assert thief.get("/lapak-saya/").status_code == 200
    asked = office.get(f"/lapak-saya/slip/{slip}/keluarkan/").content.decode()
    assert "Keluarkan Sri?" in asked
    assert thief.get("/lapak-saya/").status_code == 200
    office.post(f"/lapak-saya/slip/{slip}/keluarkan/")
    assert thief.get("/lapak-saya/").status_code == 302
    thief.post("/lapak-saya/masuk/", {"username": "081299990001", "password": PASSWORD})
    page = thief.get("/lapak-saya/")
    assert (page.status_code, "Saya punya slip lapak" in page.content.decode()) == (403, True)
