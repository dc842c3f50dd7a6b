"""People who log in."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.login import login_name
from core.phone import format_phone


class PersonManager(UserManager):
    """Makes users from a phone number or an e-mail address."""

    def get_by_natural_key(self, username):
        """Return the user whose log-in name is `username`, in any spelling."""
        return self.get(username=login_name(username))

    def create_user(self, username=None, email=None, password=None, **fields):
        """Create a user; `username` may stand for the phone number or the e-mail address."""
        phone = fields.pop("phone", None)
        name = login_name(username or phone or email or "")
        if "@" in name:
            email = email or name
        else:
            phone = phone or name or None
        fields.setdefault("is_staff", False)
        fields.setdefault("is_superuser", False)
        user = self.model(phone=phone, email=email or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username=None, email=None, password=None, **fields):
        """Create an administrator."""
        fields.update(is_staff=True, is_superuser=True)
        return self.create_user(username, email, password, **fields)


class User(AbstractUser):
    """A person: merchant, helper, editor or administrator.

    `phone` (E.164) and `email` are both optional, but one is needed; `username` is derived from
    them, so that every library finds the one unique name it expects.
    """

    shown_to_visitors = False

    username = models.CharField(_("nama masuk"), max_length=254, unique=True)
    phone = models.CharField(
        _("nomor HP"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Contoh: 0812-3456-7890"),
    )
    email = models.EmailField(_("alamat email"), unique=True, null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonManager()

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        constraints = [
            models.CheckConstraint(
                name="user_has_phone_or_email", condition=Q(phone__isnull=False) | Q(email__isnull=False)
            )
        ]

    def clean(self):
        """Normalise phone and e-mail and require one of them."""
        from django.core.exceptions import ValidationError

        from core.phone import normalise_phone

        self.email = (self.email or "").strip().lower() or None
        if self.phone:
            try:
                self.phone = normalise_phone(self.phone)
            except ValueError:
                raise ValidationError(
                    {"phone": _("Nomor HP ini tidak dikenali. Contoh: 0812-3456-7890")}
                ) from None
        else:
            self.phone = None
        if not (self.phone or self.email):
            raise ValidationError(_("Isi nomor HP atau alamat email."))

    def save(self, *args, **kwargs):
        """Bring number and address into their stored form and derive the log-in name from them."""
        self.email = (self.email or "").strip().lower() or None
        self.phone = login_name(self.phone) if self.phone else None
        self.username = self.phone or self.email or ""
        if (fields := kwargs.get("update_fields")) is not None and {"phone", "email"} & set(fields):
            kwargs["update_fields"] = {*fields, "username"}
        super().save(*args, **kwargs)

    def get_session_auth_hash(self):
        """Tie every session to the password and to `session_epoch`: raising it ends them all."""
        base = super().get_session_auth_hash()
        return salted_hmac(
            "core.User.session_epoch", f"{base}:{self.session_epoch}", algorithm="sha256"
        ).hexdigest()

    def end_sessions(self):
        """Log this person out everywhere."""
        type(self).objects.filter(pk=self.pk).update(session_epoch=models.F("session_epoch") + 1)
        self.refresh_from_db(fields=["session_epoch"])

    def get_full_name(self):
        """Return the name shown to others in the admin: never the number itself."""
        return super().get_full_name() or _("Tanpa nama")

    def __str__(self):
        """Return the name, or the log-in name in readable form for people without one."""
        name = super().get_full_name()
        return name or (format_phone(self.phone) if self.phone else self.email or "")
