"""The pages of getting in, as phones and strangers ask for them."""

import datetime
import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.models import User
from lapak.domain.attempts import PER_ADDRESS, TooManyAttemptsError, attempt
from lapak.domain.slips import SlipRefusedError, make_slip, use_slip
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


def test_requests_sent_at_once_find_no_more_room(committed_tree):
    # An SQLite database in memory belongs to one thread.
    threads = 1 if connection.vendor == "sqlite" else 6

    def guess(_number):
        try:
            with attempt(action="slip", sender="203.0.113.7"):
                raise SlipRefusedError
        except SlipRefusedError:
            return True
        except TooManyAttemptsError:
            return False
        finally:
            if threads > 1:
                connection.close()

    if threads == 1:
        looked_at = [guess(number) for number in range(4 * PER_ADDRESS)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            looked_at = list(pool.map(guess, range(4 * PER_ADDRESS)))
    assert sum(looked_at) == FailedAttempt.objects.count() <= PER_ADDRESS
    assert looked_at[0] or threads > 1


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
    "slip_user": {"editor": 200, "owner": 404, "helper": 404, "neighbour": 404, "stranger": 404},
    "slip_user_removed": {"editor": 302, "owner": 404, "helper": 404, "neighbour": 404, "stranger": 404},
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
    used_slip = make_slip(booth=booth, role="owner", by=editor).slip
    use_slip(slip_id=used_slip.pk, user=UserFactory())
    method, path = {
        "booth_slips": ("get", f"slip/lapak/{booth.pk}/"),
        "make": ("post", f"slip/lapak/{booth.pk}/"),
        "invite": ("post", f"orang/undang/{booth.pk}/"),
        "remove": ("get", f"orang/{membership}/keluarkan/"),
        "removed": ("post", f"orang/{membership}/keluarkan/"),
        "revoke_owner": ("post", f"slip/{owner_slip.slip.pk}/cabut/"),
        "revoke_helper": ("post", f"slip/{helper_slip.slip.pk}/cabut/"),
        "people": ("get", "orang/"),
        "slip_user": ("get", f"slip/{used_slip.pk}/keluarkan/"),
        "slip_user_removed": ("post", f"slip/{used_slip.pk}/keluarkan/"),
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
    only_looks = what in {"booth_slips", "remove", "people", "slip_user"}
    assert (after != before) == (answer.status_code < 400 and not only_looks)
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
