"""Log-in by phone number or e-mail address."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from core.login import login_name


class PhoneOrEmailBackend(ModelBackend):
    """Finds the person by any spelling of a phone number or by e-mail; the rest is Django's.

    An unknown name costs the same time as a known one with a wrong password.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        """Return the user whose name and password fit, or None."""
        if username is None or password is None:
            return None
        users = get_user_model()._default_manager
        name = login_name(username)
        user = users.filter(email=name).first() if "@" in name else users.filter(phone=name).first()
        if user is None:
            get_user_model()().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None
