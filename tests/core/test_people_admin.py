"""Looking after people, logging in, being locked out."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from core.models import User
from core.powers import CANVASSERS
from home.domain import EDITORS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mangga-manis-77"


def person(**changes):
    return {
        "phone": "",
        "email": "",
        "first_name": "Sri",
        "last_name": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_active": "on",
    } | changes


@pytest.fixture
def merchant(tree):
    """Somebody with a phone number and a password."""
    user = UserFactory(phone="+6281234567890", first_name="Sri")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize(
    ("phone", "email", "name"),
    [("0812-3456-7890", "", "+6281234567890"), ("", "Sri@Contoh.ID", "sri@contoh.id")],
)
def test_editors_create_people_by_phone_or_email(client, editor, phone, email, name):
    client.force_login(editor)
    assert "Nomor HP" in client.get(reverse("wagtailusers_users:add")).content.decode().title().replace(
        "Hp", "HP"
    )
    answer = client.post(reverse("wagtailusers_users:add"), person(phone=phone, email=email))
    assert answer.status_code == 302
    user = User.objects.get(username=name)
    assert (user.check_password(PASSWORD), user.is_superuser, user.groups.count()) == (True, False, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"phone": "12"},
        {"phone": "081234567890"},
        {"email": "kacau"},
        {"phone": "0813", "password2": "lain"},
    ],
    ids=["neither", "no number", "taken", "no address", "passwords differ"],
)
def test_what_is_refused_with_a_message(client, editor, merchant, changes):
    client.force_login(editor)
    before = User.objects.count()
    assert client.post(reverse("wagtailusers_users:add"), person(**changes)).status_code == 200
    assert User.objects.count() == before


def test_editors_hand_out_no_power(client, editor, merchant):
    client.force_login(editor)
    group = Group.objects.get(name=EDITORS)
    address = reverse("wagtailusers_users:edit", args=[merchant.pk])
    power = {"is_superuser": "on", "groups": [group.pk], "is_staff": "on"}
    data = person(phone="0812 3456 7890", password1="", password2="", first_name="Sri Rejeki") | power
    assert client.post(address, data).status_code == 302
    merchant.refresh_from_db()
    assert (merchant.first_name, merchant.is_superuser, merchant.is_staff, merchant.groups.count()) == (
        "Sri Rejeki", False, False, 0,
    )  # fmt: skip
    for action in ("assign_role", "set_active_state", "delete"):
        bulk = reverse("wagtail_bulk_action", args=["core", "user", action]) + f"?id={merchant.pk}"
        client.post(bulk, {"role": group.pk, "mark_as_active": ""})
    merchant.refresh_from_db()
    assert (merchant.is_active, merchant.groups.count()) == (True, 0)


def test_editors_do_not_reach_those_with_power(client, editor, administrator):
    colleague = UserFactory(editor=True, first_name="Rekan")
    client.force_login(editor)
    listing = client.get(reverse("wagtailusers_users:index")).content.decode()
    for other in (colleague, administrator):
        assert other.phone not in listing
        for name in ("wagtailusers_users:edit", "wagtailusers_users:delete", "end_sessions"):
            address = reverse(name, args=[other.pk])
            for answer in (client.get(address), client.post(address, person(phone=other.phone))):
                assert answer.status_code in (302, 404)
        other.refresh_from_db()
        assert not other.check_password(PASSWORD)
        assert other.session_epoch == 0


def test_administrators_hand_out_power(client, administrator, merchant):
    client.force_login(administrator)
    group = Group.objects.get(name=EDITORS)
    data = person(phone=merchant.phone, password1="", password2="") | {"groups": [group.pk]}
    assert client.post(reverse("wagtailusers_users:edit", args=[merchant.pk]), data).status_code == 302
    assert [g.name for g in merchant.groups.all()] == [EDITORS]


@pytest.mark.parametrize("way", ["list", "form"])
def test_editors_log_somebody_out_everywhere(client, django_user_model, editor, booth, merchant_user, way):
    from django.test import Client

    phone, laptop = Client(), Client()
    for device in (phone, laptop):
        device.force_login(merchant_user)
        assert device.get(reverse("wagtailadmin_home")).status_code == 200
    client.force_login(editor)
    if way == "list":
        address = reverse("end_sessions", args=[merchant_user.pk])
        assert client.get(address).status_code == 200
        client.post(address)
    else:
        data = person(phone=merchant_user.phone, password1="", password2="") | {"end_sessions": "on"}
        client.post(reverse("wagtailusers_users:edit", args=[merchant_user.pk]), data)
    for device in (phone, laptop):
        assert device.get(reverse("wagtailadmin_home")).status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def log_in(client, name, password, **extra):
    return client.post(reverse("wagtailadmin_login"), {"username": name, "password": password}, **extra)


@pytest.mark.parametrize("spelling", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "081234567890"])
def test_log_in_by_any_spelling(client, merchant, spelling):
    answer = log_in(client, spelling, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))


def test_the_log_in_says_phone_or_email(client, tree):
    said = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Nomor HP atau email" in said
    assert "Wagtail" not in said.split("<main")[1]


def failures(client, names, **extra):
    return [log_in(client, name, "salah", **extra) for name in names]


def test_eight_failures_lock_whatever_the_spelling(client, merchant):
    spellings = ["0812-3456-7890", "+6281234567890"] * 4
    answers = failures(client, spellings)
    assert [answer.status_code for answer in answers] == [200] * 7 + [429]
    locked = log_in(client, "0812 3456 7890", PASSWORD)
    assert locked.status_code == 429
    said = locked.content.decode()
    assert "Terlalu banyak percobaan" in said
    assert merchant.phone not in said


def test_being_locked_does_not_tell_whether_the_number_exists(client, merchant):
    known = failures(client, ["081234567890"] * 8)
    unknown = failures(client, ["081399998888"] * 8)
    assert [a.status_code for a in known] == [a.status_code for a in unknown]
    tokens = re.compile(r"\w{64}|nonce=\S+")
    said = [tokens.sub("", answer.content.decode()) for answer in (known[-1], unknown[-1])]
    assert said[0] == said[1]
    assert "tidak cocok" in known[0].content.decode()
    assert "tidak cocok" in unknown[0].content.decode()


def test_neighbours_behind_the_same_address_still_log_in(client, merchant):
    failures(client, ["081399998888"] * 8)
    assert log_in(client, merchant.phone, PASSWORD).status_code == 302


@pytest.mark.parametrize("number", ["0812-3456-7891", "6281234567891", "+62 812 3456 7891"])
def test_a_number_is_stored_in_one_form_however_it_comes(client, tree, number):
    user = User.objects.create_user(phone=number, password=PASSWORD)
    assert (user.phone, user.username) == ("+6281234567891", "+6281234567891")
    assert log_in(client, "081234567891", PASSWORD).status_code == 302


def test_people_with_one_name_keep_their_account(client, booth, merchant_user):
    client.force_login(merchant_user)
    account = client.get(reverse("wagtailadmin_account"))
    assert account.status_code == 200
    data = {"name_email-first_name": "Sri", "name_email-last_name": "", "locale-preferred_language": "id",
            "locale-current_time_zone": "Asia/Jakarta", "theme-theme": "system", "theme-density": "default",
            "theme-contrast": "system", "theme-keyboard_shortcuts": "on"}  # fmt: skip
    client.post(reverse("wagtailadmin_account"), data)
    merchant_user.refresh_from_db()
    assert merchant_user.first_name == "Sri"


# Canvassers


def test_editors_choose_the_canvassers(client, editor, merchant):
    client.force_login(editor)
    address = reverse("wagtailusers_users:edit", args=[merchant.pk])
    data = person(phone=merchant.phone, password1="", password2="")
    assert "Petugas lapangan" in client.get(address).content.decode()
    assert client.post(address, data | {"canvasses": "on"}).status_code == 302
    assert [group.name for group in merchant.groups.all()] == [CANVASSERS]
    index = reverse("wagtailusers_users:index")
    found = client.get(index, {"group": Group.objects.get(name=CANVASSERS).pk})
    assert list(found.context["object_list"]) == [merchant]
    assert "checked" in client.get(address).content.decode().split('name="canvasses"')[1].split(">")[0]
    assert client.post(address, data).status_code == 302
    assert not merchant.groups.exists()


def test_editors_make_a_new_canvasser(client, editor):
    client.force_login(editor)
    answer = client.post(
        reverse("wagtailusers_users:add"), person(phone="0812-3456-7890") | {"canvasses": "on"}
    )
    assert answer.status_code == 302
    assert [group.name for group in User.objects.get(phone="+6281234567890").groups.all()] == [CANVASSERS]


@pytest.mark.parametrize("more", ["permission", "pages", "collection", "another group"])
def test_what_gives_more_power_is_the_administrators(client, editor, tree, merchant, more):
    group = Group.objects.get(name=CANVASSERS)
    merchant.groups.add(group)
    permission = Permission.objects.get(codename="access_admin")
    if more == "permission":
        group.permissions.add(permission)
    elif more == "pages":
        GroupPagePermission.objects.create(group=group, page=tree.home, permission=permission)
    elif more == "collection":
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    else:
        merchant.groups.add(Group.objects.create(name="Lain"))
    client.force_login(editor)
    assert client.get(reverse("wagtailusers_users:edit", args=[merchant.pk])).status_code == 404
    is_offered = "canvasses" in client.get(reverse("wagtailusers_users:add")).content.decode()
    assert is_offered == (more == "another group")
    answer = client.post(
        reverse("wagtailusers_users:add"), person(phone="0813-3456-7890") | {"canvasses": "on"}
    )
    assert answer.status_code == 302
    assert User.objects.get(phone="+6281334567890").groups.count() == (more == "another group")


def test_canvassers_look_after_nobody(client, canvasser, merchant):
    client.force_login(canvasser)
    for name, args in [("index", []), ("add", []), ("edit", [merchant.pk])]:
        assert client.get(reverse(f"wagtailusers_users:{name}", args=args)).status_code == 302
