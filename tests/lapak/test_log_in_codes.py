"""Log-in by a code, where a site has a message gateway."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from core.models import User
from lapak.models import FailedAttempt, LogInCode

ASK, ENTER = "/lapak-saya/masuk/kode/", "/lapak-saya/masuk/kode/isi/"


@pytest.fixture
def gateway(settings):
    settings.MESSAGE_GATEWAY = "lapak.gateways.ConsoleGateway"


@pytest.fixture
def person(tree):
    return User.objects.create_user(phone="+6281234567890", password=None)


@pytest.fixture
def asked(gateway, capsys):
    """Return a function that asks for a code and returns the phone's client and the code, if one came."""

    def ask(number="0812 3456 7890", address="203.0.113.7"):
        client = Client(REMOTE_ADDR=address)
        answer = client.post(ASK, {"username": number})
        sent = re.search(r"\b\d{8}\b", capsys.readouterr().out)
        return client, answer, sent and sent[0]

    return ask


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_code_logs_in_once_and_is_stored_as_a_hash_only(person, asked):
    client, answer, code = asked()
    assert answer.headers["Location"] == ENTER
    assert code not in str(list(LogInCode.objects.values())) + str(dict(client.session))
    other, _answer, newer = asked()
    assert other.post(ENTER, {"code": newer}).headers["Location"] == "/lapak-saya/"
    assert is_in(other)
    for old in (newer, code):
        assert client.post(ENTER, {"code": old}).status_code == 200
        assert not is_in(client)


def test_a_code_is_of_the_browser_that_asked_and_nobody_else_ends_it(person, asked):
    client, _answer, code = asked()
    attacker, _answer, _other = asked(address="203.0.113.66")
    for _try in range(5):
        attacker.post(ENTER, {"code": "00000000"})
    attacker.post(ENTER, {"code": code})
    assert not is_in(attacker)
    client.post(ENTER, {"code": code})
    assert is_in(client)


def test_the_answer_is_the_same_whether_a_number_is_registered(person, asked):
    answers = []
    for number in ("081234567890", "081234567891"):
        client, answer, code = asked(number)
        page = client.post(ENTER, {"code": "00000000"})
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        answers.append((answer.status_code, answer.headers["Location"], page.status_code, text))
    assert answers[0] == answers[1]
    assert code is None


@pytest.mark.parametrize("late", [False, True])
def test_three_wrong_tries_or_five_minutes_end_a_code(person, asked, late):
    client, _answer, code = asked()
    if late:
        LogInCode.objects.update(expires_at=timezone.now())
    else:
        for _try in range(3):
            client.post(ENTER, {"code": f"{(int(code) + 1) % 10**8:08}"})
    client.post(ENTER, {"code": code})
    assert not is_in(client)


def test_codes_are_limited_per_number_and_per_address(person, asked):
    for number in range(3):
        assert asked(address=f"203.0.113.{number}")[1].status_code == 302
    assert asked(address="203.0.113.9")[1].status_code == 429
    for number in range(20):
        last = asked(f"0812900001{number:02}", address="203.0.113.50")[1]
    assert last.status_code == 302
    assert asked("081290000199", address="203.0.113.50")[1].status_code == 429


def test_trying_codes_is_limited_per_address(person, asked):
    client, _answer, code = asked()
    FailedAttempt.objects.all().delete()
    for _try in range(10):
        client.post(ENTER, {"code": "1"})
    assert client.post(ENTER, {"code": code}).status_code == 429


@pytest.mark.parametrize("who", ["editor", "administrator", "inactive"])
def test_who_has_power_or_may_not_log_in_gets_no_code(request, person, asked, who):
    if who == "inactive":
        person.is_active = False
        person.save()
    else:
        person = request.getfixturevalue(who)
    assert asked(person.phone)[2] is None


def test_without_a_gateway_there_is_no_such_log_in(tree, client):
    assert {client.get(path).status_code for path in (ASK, ENTER)} == {404}
    assert ASK not in client.get("/lapak-saya/masuk/").content.decode()


def test_with_a_gateway_the_log_in_names_it(tree, client, gateway):
    assert ASK in client.get("/lapak-saya/masuk/").content.decode()
    assert client.get(ENTER).headers["Location"] == ASK
