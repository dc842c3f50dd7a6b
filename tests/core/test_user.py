"""People log in by phone or e-mail."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db


def test_one_of_phone_and_email_is_needed():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(first_name="Tanpa kontak")
    with pytest.raises(ValidationError):
        User(first_name="Tanpa kontak").clean()


@pytest.mark.parametrize("spelling", ["0812 0012 3456", "+6281200123456", "6281200123456", "81200123456"])
def test_log_in_by_any_spelling_of_the_number(rf, spelling):
    user = User.objects.create_user(phone="+6281200123456", password="rahasia-pasar-7")
    request = rf.post("/")
    assert authenticate(request, username=spelling, password="rahasia-pasar-7") == user
    assert authenticate(request, username=spelling, password="salah") is None


def test_log_in_by_email_in_any_case(rf):
    user = User.objects.create_user(email="Bu.Sri@Example.com", password="rahasia-pasar-7")
    assert authenticate(rf.post("/"), username="bu.sri@example.com", password="rahasia-pasar-7") == user
    assert user.username == "bu.sri@example.com"


def test_an_inactive_person_cannot_log_in(rf):
    User.objects.create_user(phone="+6281200123456", password="rahasia-pasar-7", is_active=False)
    assert authenticate(rf.post("/"), username="081200123456", password="rahasia-pasar-7") is None


def test_ending_sessions_logs_out_everywhere(client):
    user = UserFactory()
    client.force_login(user, backend="core.auth.PhoneOrEmailBackend")
    assert client.get("/").wsgi_request.user.pk == user.pk
    user.end_sessions()
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_name_for_people_without_one():
    assert str(User(phone="+6281234567890")) == "0812-3456-7890"
