"""The pages of getting in, as phones and strangers ask for them."""

import datetime
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core.models import User
from lapak.domain.attempts import PER_ADDRESS
from lapak.models import ClaimSlip, FailedAttempt
from merchants.models import Membership
from tests.factories import UserFactory
from tests.lapak.conftest import PASSWORD

CODE = re.compile(r'class="slip__code">.*?</span>([0-9A-Z]{5}-[0-9A-Z]{5})<')


def wrong_code(client, **extra):
    return client.post("/lapak-saya/slip/", {"code": "22222-22222"}, **extra)


# Log-in


@pytest.mark.parametrize("spelling", ["0812-3456-7890", "6281234567890", "+62 812 3456 7890", "81234567890"])
def test_any_spelling_of_a_number_logs_in(tree, client, spelling):
    User.objects.create_user(phone="+6281234567890", password=PASSWORD)
    answer = client.post("/lapak-saya/masuk/", {"username": spelling, "password": PASSWORD, "stay": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lapak-saya/")
    assert not client.session.get_expire_at_browser_close()


def test_without_staying_the_session_ends_with_the_browser(tree, client):
    User.objects.create_user(phone="+6281234567890", password=PASSWORD)
    client.post("/lapak-saya/masuk/", {"username": "081234567890", "password": PASSWORD})
    assert client.session.get_expire_at_browser_close()


def test_the_answer_is_the_same_whether_a_number_is_registered(tree):
    User.objects.create_user(phone="+6281234567890", password=PASSWORD)

    def answer(number):
        page = Client().post("/lapak-saya/masuk/", {"username": number, "password": "salah-sekali"})
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        return page.status_code, dict(page.headers), text.replace(number, "")

    one, other = answer("081234567890"), answer("081234567891")
    assert one[0] == other[0] == 200
    assert {**one[1], "Content-Length": 0} == {**other[1], "Content-Length": 0}
    assert one[2] == other[2]


@pytest.mark.parametrize(
    ("way", "leads_to"),
    [
        ("/lapak-saya/orang/", "/lapak-saya/orang/"),
        ("https://jahat.example/", "/lapak-saya/"),
        ("//jahat.example/", "/lapak-saya/"),
        ("", "/lapak-saya/"),
    ],
)
def test_the_way_on_never_leads_to_another_site(tree, client, way, leads_to):
    User.objects.create_user(phone="+6281234567890", password=PASSWORD)
    data = {"username": "081234567890", "password": PASSWORD, "next": way}
    assert client.post("/lapak-saya/masuk/", data).headers["Location"] == leads_to


def test_logging_out_asks_for_a_post_and_closes_the_door(booth, merchant_user, logged_in):
    client = logged_in(merchant_user)
    assert client.get("/lapak-saya/keluar/").status_code == 405
    assert client.get("/lapak-saya/orang/").status_code == 200
    client.post("/lapak-saya/keluar/")
    assert client.get("/lapak-saya/orang/").headers["Location"] == (
        "/lapak-saya/masuk/?next=%2Flapak-saya%2Forang%2F"
    )


def test_ended_sessions_are_ended_here_too(booth, merchant_user, logged_in):
    client = logged_in(merchant_user)
    merchant_user.end_sessions()
    assert client.get("/lapak-saya/orang/").status_code == 302


@pytest.mark.parametrize("path", ["masuk/", "slip/", "slip/buka/", "orang/", "kata-sandi/"])
def test_nobody_keeps_these_pages(booth, merchant_user, logged_in, path):
    for client in (Client(), logged_in(merchant_user)):
        answer = client.get(f"/lapak-saya/{path}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


# Opening a slip


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


def test_an_opened_slip_waits_half_an_hour(booth, owner_slip, with_open_slip, monkeypatch):
    client = with_open_slip(owner_slip.code)
    session = client.session
    session["lapak_slip"] = [owner_slip.slip.pk, int(timezone.now().timestamp()) - 1]
    session.save()
    assert client.get("/lapak-saya/slip/buka/").headers["Location"] == "/lapak-saya/slip/"


# Guessing


def test_guessing_is_limited_per_address(booth, owner_slip):
    for _guess in range(PER_ADDRESS):
        assert wrong_code(Client(), REMOTE_ADDR="203.0.113.7").status_code == 200
    refused = Client().post("/lapak-saya/slip/", {"code": owner_slip.code}, REMOTE_ADDR="203.0.113.7")
    assert refused.status_code == 429
    assert "Tunggu 10 menit" in refused.content.decode()
    assert FailedAttempt.objects.count() == PER_ADDRESS
    other = Client().post("/lapak-saya/slip/", {"code": owner_slip.code}, REMOTE_ADDR="203.0.113.8")
    assert other.status_code == 302


def test_guessing_is_limited_for_everybody_together(booth, owner_slip, monkeypatch):
    monkeypatch.setattr("lapak.domain.attempts.PER_SITE", 5)
    for number in range(5):
        wrong_code(Client(), REMOTE_ADDR=f"203.0.113.{number}")
    assert wrong_code(Client(), REMOTE_ADDR="203.0.113.99").status_code == 429
    FailedAttempt.objects.update(at=timezone.now() - datetime.timedelta(seconds=61))
    assert wrong_code(Client(), REMOTE_ADDR="203.0.113.99").status_code == 200


def test_right_codes_are_not_counted_and_old_failures_are_forgotten(booth, owner_slip):
    for _time in range(PER_ADDRESS + 2):
        assert Client().post("/lapak-saya/slip/", {"code": owner_slip.code}).status_code == 302
    assert FailedAttempt.objects.count() == 0
    wrong_code(Client())
    FailedAttempt.objects.update(at=timezone.now() - datetime.timedelta(minutes=11))
    wrong_code(Client())
    assert FailedAttempt.objects.count() == 1


# What stays behind


def test_no_code_and_no_password_stays_in_logs_or_sessions(
    booth, editor, logged_in, with_open_slip, claim_data, caplog
):
    caplog.set_level(logging.DEBUG)
    page = logged_in(editor).post(f"/lapak-saya/slip/lapak/{booth.pk}/").content.decode()
    code = CODE.search(page)[1]
    client = with_open_slip(code)
    kept = str(client.session.items()) + str(list(Session.objects.values()))
    client.post("/lapak-saya/slip/buka/", claim_data)
    for secret in (code, code.replace("-", ""), PASSWORD):
        assert secret not in kept + caplog.text + str(list(FailedAttempt.objects.values()))
        assert secret not in str(list(ClaimSlip.objects.values()) + list(User.objects.values()))


def test_the_code_is_in_the_fragment_of_the_address(booth, editor, logged_in):
    page = logged_in(editor).post(f"/lapak-saya/slip/lapak/{booth.pk}/").content.decode()
    code = CODE.search(page)[1]
    assert f"%2Flapak-saya%2Fslip%2F%23{code}" in page
    assert f"slip/{code}" not in page
    assert code not in logged_in(editor).get(f"/lapak-saya/slip/lapak/{booth.pk}/").content.decode()


# Role × address × somebody else's

STATUS = {
    "booth_slips": {"editor": 200, "owner": 404, "helper": 404, "neighbour": 404, "stranger": 404},
    "make": {"editor": 200, "owner": 404, "helper": 404, "neighbour": 404, "stranger": 404},
    "invite": {"editor": 403, "owner": 200, "helper": 404, "neighbour": 404, "stranger": 403},
    "remove": {"editor": 403, "owner": 200, "helper": 404, "neighbour": 404, "stranger": 403},
    "removed": {"editor": 403, "owner": 302, "helper": 404, "neighbour": 404, "stranger": 403},
    "revoke_owner": {"editor": 302, "owner": 404, "helper": 404, "neighbour": 404, "stranger": 404},
    "revoke_helper": {"editor": 302, "owner": 302, "helper": 404, "neighbour": 404, "stranger": 404},
    "people": {"editor": 403, "owner": 200, "helper": 200, "neighbour": 200, "stranger": 403},
}


@pytest.mark.parametrize("who", ["visitor", "editor", "owner", "helper", "neighbour", "stranger"])
@pytest.mark.parametrize("what", STATUS)
def test_the_matrix(
    request, booth, other_booth, merchant_user, helper, editor, owner_slip, helper_slip, logged_in, what, who
):
    people = {
        "editor": editor,
        "owner": merchant_user,
        "helper": helper,
        "neighbour": User.objects.get(memberships__merchant=other_booth.merchant),
        "stranger": UserFactory(),
    }
    membership = helper.memberships.get().pk
    method, path = {
        "booth_slips": ("get", f"slip/lapak/{booth.pk}/"),
        "make": ("post", f"slip/lapak/{booth.pk}/"),
        "invite": ("post", f"orang/undang/{booth.pk}/"),
        "remove": ("get", f"orang/{membership}/keluarkan/"),
        "removed": ("post", f"orang/{membership}/keluarkan/"),
        "revoke_owner": ("post", f"slip/{owner_slip.slip.pk}/cabut/"),
        "revoke_helper": ("post", f"slip/{helper_slip.slip.pk}/cabut/"),
        "people": ("get", "orang/"),
    }[what]
    client = Client() if who == "visitor" else logged_in(people[who])
    before = (ClaimSlip.objects.open().count(), Membership.objects.count())
    answer = getattr(client, method)(f"/lapak-saya/{path}")
    after = (ClaimSlip.objects.open().count(), Membership.objects.count())
    if who == "visitor":
        assert (answer.status_code, answer.headers["Location"][:19]) == (302, "/lapak-saya/masuk/?")
        assert after == before
        return
    assert answer.status_code == STATUS[what][who]
    assert (after != before) == (answer.status_code < 400 and what not in {"booth_slips", "remove", "people"})
    if who == "neighbour" and what != "people":
        missing = re.sub(r"\d+", "987654", path)
        unknown = getattr(client, method)(f"/lapak-saya/{missing}")
        # The page names its own address once, in the switch of languages.
        same = answer.content.replace(path.encode(), b"")
        assert (unknown.status_code, unknown.content.replace(missing.encode(), b"")) == (
            answer.status_code,
            same,
        )


def test_the_neighbours_page_shows_nothing_of_this_booth(booth, other_booth, helper, helper_slip, logged_in):
    neighbour = User.objects.get(memberships__merchant=other_booth.merchant)
    page = logged_in(neighbour).get("/lapak-saya/orang/").content.decode()
    assert str(helper) not in page
    assert f"/slip/{helper_slip.slip.pk}/" not in page


def test_only_the_office_sees_the_way_to_slips_in_the_administration(booth, editor, merchant_user, logged_in):
    link = f"/lapak-saya/slip/lapak/{booth.pk}/"
    edit = f"/kelola/pages/{booth.pk}/edit/"
    assert link in logged_in(editor).get(edit).content.decode()
    assert link not in logged_in(merchant_user).get(edit).content.decode()


def test_the_history_tells_of_slips_in_words(booth, editor, owner_slip, merchant_user, logged_in):
    page = logged_in(editor).get(f"/kelola/pages/{booth.pk}/history/").content.decode()
    assert "Slip untuk pemilik dibuat" in page
    assert owner_slip.code not in page


def test_every_form_refuses_forged_requests(booth, owner_slip, helper_slip, merchant_user, helper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    paths = [
        "masuk/",
        "keluar/",
        "slip/",
        "slip/buka/",
        f"slip/lapak/{booth.pk}/",
        f"slip/{helper_slip.slip.pk}/cabut/",
        "orang/",
        f"orang/undang/{booth.pk}/",
        f"orang/{helper.memberships.get().pk}/keluarkan/",
        "kata-sandi/",
    ]
    assert {path: client.post(f"/lapak-saya/{path}").status_code for path in paths} == dict.fromkeys(
        paths, 403
    )
