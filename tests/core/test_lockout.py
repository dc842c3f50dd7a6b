"""Log-ins are refused after too many failures: per name and address, per address, per name."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

PASSWORD = "pasar-pagi-77"
LOG_INS = ["/lapak-saya/masuk/", "/kelola/login/"]


def log_in(phone, password="salah", *, address="203.0.113.7", path=LOG_INS[0]):
    return Client(REMOTE_ADDR=address).post(path, {"username": phone, "password": password})


def is_in(response):
    return "sessionid" in response.cookies


@pytest.fixture
def person(merchant_user):
    merchant_user.set_password(PASSWORD)
    merchant_user.save()
    return merchant_user


@pytest.mark.parametrize("path", LOG_INS)
def test_eight_failures_with_one_name_close_that_name_at_that_address(person, path):
    for _failure in range(8):
        last = log_in(person.phone, path=path)
    assert last.status_code == 429
    assert not is_in(log_in("0" + person.phone[3:], PASSWORD, path=path))
    assert is_in(log_in(person.phone, PASSWORD, path=path, address="203.0.113.8"))


@pytest.mark.parametrize("path", LOG_INS)
def test_many_names_from_one_address_close_the_address(person, settings, path):
    settings.LOGIN_FAILURES_PER_ADDRESS = 10
    for number in range(10):
        log_in(f"08129000000{number}", path=path)
    assert not is_in(log_in(person.phone, PASSWORD, path=path))
    assert is_in(log_in(person.phone, PASSWORD, path=path, address="203.0.113.8"))


def test_one_name_from_many_addresses_is_closed_for_all(person, settings):
    settings.LOGIN_FAILURES_PER_NAME = 10
    for number in range(10):
        log_in(person.phone, address=f"203.0.113.{number + 20}")
    assert not is_in(log_in(person.phone, PASSWORD))


def test_what_is_refused_is_not_counted_and_the_lock_ends(person, settings):
    settings.LOGIN_FAILURES_PER_ADDRESS = 3
    for number in range(6):
        log_in(f"08129000000{number}")
    assert AccessAttempt.objects.count() == 3
    AccessAttempt.objects.update(attempt_time="2020-01-01T00:00:00Z")
    assert is_in(log_in(person.phone, PASSWORD))


def test_a_market_behind_one_address_is_not_closed_by_some_mistakes(person):
    for number in range(60):
        log_in(f"0812900000{number:02}")
    assert is_in(log_in(person.phone, PASSWORD))


@pytest.mark.parametrize(
    ("mine", "same", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:3::1"),
        # As a proxy or a socket for both kinds of addresses writes them.
        ("::ffff:203.0.113.7", "203.0.113.7", "::ffff:203.0.113.8"),
    ],
)
def test_one_connection_is_one_address_however_it_is_written(person, settings, mine, same, other):
    settings.LOGIN_FAILURES_PER_ADDRESS = 10
    for number in range(10):
        log_in(f"08129000000{number}", address=mine)
    assert not is_in(log_in(person.phone, PASSWORD, address=same))
    assert is_in(log_in(person.phone, PASSWORD, address=other))


def test_attempts_keep_no_password(person):
    log_in(person.phone, "rahasia-sekali")
    attempt = AccessAttempt.objects.values().get()
    assert "rahasia-sekali" not in str(attempt)
