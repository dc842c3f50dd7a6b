"""The demo's people and their log-ins."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from core.models import User
from core.phone import format_phone
from home.demo.values import phone
from home.domain import EDITORS
from merchants.enums import MembershipRole
from merchants.models import Membership, Merchant

WORDS = ("kawung", "parang", "truntum", "lurik", "kenari", "melati", "serayu", "merapi", "lawu", "muria")
OWNER_NUMBERS = 1001
"""The owners' made-up numbers: 0812-0000-1001 and on."""
HELPER_NUMBERS = 8001


@dataclass(frozen=True, slots=True)
class Login:
    """One demo log-in: what the person may do, and the name to log in with."""

    role: str
    name: str


STAFF = (
    ("Administrator", "admin@gelarlapak.example", "Ayu", "Prameswari"),
    ("Editor dinas", "editor@gelarlapak.example", "Bambang", "Setiadi"),
    ("Editor dinas kedua", "kurator@gelarlapak.example", "Retno", "Widyastuti"),
)


def password_file() -> Path:
    """Return where the demo's password is kept."""
    return Path(settings.DATA_DIR) / "demo_password.json"


def demo_password(given: str | None = None) -> str:
    """Return the password of all demo log-ins, making it once for this DATA_DIR."""
    path = password_file()
    if given is None and path.exists():
        return json.loads(path.read_text("utf-8"))["password"]
    word = "-".join([*(secrets.choice(WORDS) for _ in range(2)), str(secrets.randbelow(9000) + 1000)])
    password = given or word
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(json.dumps({"password": password}), "utf-8")
    return password


def demo_logins() -> list[Login]:
    """Return the log-ins that exist, for printing."""
    owner = [
        Login("Pedagang, lapak tepercaya", phone(OWNER_NUMBERS)),
        Login("Pedagang, edisinya diperiksa dulu", phone(OWNER_NUMBERS + 1)),
        Login("Pedagang dengan dua lapak", phone(OWNER_NUMBERS + 2)),
        Login("Pembantu lapak", phone(HELPER_NUMBERS)),
    ]
    known = set(
        User.objects.filter(username__in=[login.name for login in owner]).values_list("username", flat=True)
    )
    staff = [Login(role, email) for role, email, *_name in STAFF]
    names = set(
        User.objects.filter(username__in=[login.name for login in staff]).values_list("username", flat=True)
    )
    return [
        *(login for login in staff if login.name in names),
        *(Login(login.role, format_phone(login.name)) for login in owner if login.name in known),
    ]


class People:
    """Makes users; those people can log in as share one password, the others have none."""

    def __init__(self, password: str | None):
        """Take the shared password, or None when nobody may log in."""
        # Hashed once: a good hash is slow on purpose.
        self.hash = make_password(password)
        self.no_password = make_password(None)

    def staff(self) -> dict[str, User]:
        """Make the office's people and return them by role."""
        users = {}
        editors = Group.objects.get(name=EDITORS)
        for role, email, first, last in STAFF:
            user = User.objects.filter(email=email).first()
            if user is None:
                is_admin = role == "Administrator"
                user = User.objects.create(
                    email=email,
                    first_name=first,
                    last_name=last,
                    password=self.hash,
                    is_staff=is_admin,
                    is_superuser=is_admin,
                )
                if not is_admin:
                    user.groups.add(editors)
            users[role] = user
        return users

    def person(self, number: str, name: str, *, can_log_in: bool) -> User:
        """Return the person with this number, made if need be."""
        user = User.objects.filter(phone=number).first()
        if user is None:
            first, _space, last = name.partition(" ")
            password = self.hash if can_log_in else self.no_password
            user = User.objects.create(phone=number, first_name=first, last_name=last, password=password)
        return user

    @staticmethod
    def join(merchant: Merchant, user: User, role: str = MembershipRole.OWNER) -> None:
        """Make somebody a member of a business."""
        Membership.objects.get_or_create(merchant=merchant, user=user, defaults={"role": role})
