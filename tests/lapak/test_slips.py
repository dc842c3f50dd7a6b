"""Claim slips: who makes them, what they do, once."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.models import User
from expo.models import BoothPage
from lapak.domain.codes import ALPHABET, hash_code, new_code, read_code
from lapak.domain.people import remove_helper, teams
from lapak.domain.slips import (
    MOST_INVITATIONS_A_DAY,
    MOST_OPEN,
    NumberTakenError,
    SlipRefusedError,
    count_wrong_try,
    make_slip,
    open_slip,
    revoke_slip,
    use_slip,
    use_slip_as_new_person,
)
from lapak.models import ClaimSlip
from merchants.models import Membership
from tests.factories import BoothFactory, HallFactory, MerchantFactory, UserFactory


def roles_at(booth):
    return set(booth.merchant.memberships.values_list("user", "role"))


# Codes


def test_codes_are_two_groups_of_letters_nobody_mixes_up():
    code = new_code()
    assert [len(group) for group in code.split("-")] == [5, 5]
    assert set(code) - {"-"} <= set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 24
    assert not set(ALPHABET) & set("AEIOU01LZSGB")


@pytest.mark.parametrize(
    "typed", ["C7KXM-2PQRT", "c7kxm2pqrt", " c7kxm 2pqrt ", "C7KXM–2PQRT", "c7k xm-2p qrt", "C7KXM-ZPQRT"]
)
def test_any_spelling_of_a_code_is_read(typed):
    assert read_code(typed) == "C7KXM-2PQRT"


@pytest.mark.parametrize("typed", ["", "C7KXM", "C7KXM-2PQR!", "C7KXM-2PQRTT", "C7KXM-2PQRA", "०" * 10])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(ValueError, match="not a code"):
        read_code(typed)


def test_the_database_holds_a_keyed_hash_only(owner_slip, settings):
    row = ClaimSlip.objects.values().get()
    assert owner_slip.code not in str(row)
    assert row["code_hash"] == hash_code(owner_slip.code)
    settings.SECRET_KEY = "another-secret"
    assert row["code_hash"] != hash_code(owner_slip.code)


# Making


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        ("editor", "owner", True),
        ("administrator", "owner", True),
        ("merchant_user", "owner", False),
        ("helper", "owner", False),
        ("stranger", "owner", False),
        ("neighbour", "owner", False),
        ("editor", "helper", False),
        ("merchant_user", "helper", True),
        ("helper", "helper", False),
        ("stranger", "helper", False),
        ("neighbour", "helper", False),
    ],
)
def test_who_makes_which_slip(request, booth, other_booth, who, role, may):
    by = {
        "stranger": lambda: UserFactory(),
        "neighbour": lambda: User.objects.get(memberships__merchant=other_booth.merchant),
    }.get(who, lambda: request.getfixturevalue(who))()
    if may:
        made = make_slip(booth=booth, role=role, by=by)
        assert (made.slip.booth, made.slip.role, made.slip.made_by) == (booth, role, by)
        assert made.slip.expires_at - made.slip.made_at == datetime.timedelta(days=14)
    else:
        with pytest.raises(PermissionDenied):
            make_slip(booth=booth, role=role, by=by)
        assert not ClaimSlip.objects.exists()


def test_a_booth_has_at_most_five_open_slips_of_a_kind(booth, editor, merchant_user):
    for _slip in range(MOST_OPEN):
        made = make_slip(booth=booth, role="owner", by=editor)
    with pytest.raises(SlipRefusedError):
        make_slip(booth=booth, role="owner", by=editor)
    make_slip(booth=booth, role="helper", by=merchant_user)
    revoke_slip(slip=made.slip, by=editor)
    make_slip(booth=booth, role="owner", by=editor)


# Using


def test_a_business_invites_so_many_times_a_day(booth, merchant_user):
    for _day in range(MOST_INVITATIONS_A_DAY):
        slip = make_slip(booth=booth, role="helper", by=merchant_user).slip
        revoke_slip(slip=slip, by=merchant_user)
    with pytest.raises(SlipRefusedError, match="besok"):
        make_slip(booth=booth, role="helper", by=merchant_user)
    ClaimSlip.objects.update(made_at=timezone.now() - datetime.timedelta(days=1))
    make_slip(booth=booth, role="helper", by=merchant_user)


def test_slips_that_open_nothing_leave_room_for_others(booth, other_booth, editor, merchant_user):
    """The booth went to another business; the owner who had invited is no owner any more."""
    for _slip in range(MOST_OPEN):
        make_slip(booth=booth, role="helper", by=merchant_user)
    second = UserFactory()
    Membership.objects.create(merchant=booth.merchant, user=second, role="owner")
    booth.merchant.memberships.get(user=merchant_user).delete()
    assert not ClaimSlip.objects.open().exists()
    for _slip in range(MOST_OPEN):
        make_slip(booth=booth, role="helper", by=second)
    BoothPage.objects.filter(pk=booth.pk).update(merchant=other_booth.merchant)
    make_slip(booth=booth, role="helper", by=other_booth.merchant.members.get())


def test_a_slip_makes_a_new_person_owner_beside_the_one_there_is(booth, merchant_user, owner_slip):
    slip = open_slip(code=owner_slip.code)
    member = use_slip_as_new_person(slip_id=slip.pk, phone="+6281299990001", password="x-7-pasar", name="Sri")
    assert roles_at(booth) == {(merchant_user.pk, "owner"), (member.user.pk, "owner")}
    slip.refresh_from_db()
    assert (slip.used_by, slip.is_open) == (member.user, False)
    entries = PageLogEntry.objects.filter(page=booth, action__startswith="lapak.").order_by("pk")
    assert [(entry.action, entry.user_id, entry.data) for entry in entries] == [
        ("lapak.slip_made", slip.made_by_id, {"slip": slip.pk, "role": "owner"}),
        ("lapak.slip_used", member.user.pk, {"slip": slip.pk, "role": "owner"}),
    ]


def test_a_slip_gives_somebody_with_an_account_one_more_business(booth, other_booth, owner_slip):
    neighbour = User.objects.get(memberships__merchant=other_booth.merchant)
    use_slip(slip_id=owner_slip.slip.pk, user=neighbour)
    assert set(neighbour.memberships.values_list("merchant", "role")) == {
        (booth.merchant_id, "owner"),
        (other_booth.merchant_id, "owner"),
    }


def test_a_helper_becomes_owner_and_an_owner_never_less(
    booth, merchant_user, helper, owner_slip, helper_slip
):
    use_slip(slip_id=helper_slip.slip.pk, user=merchant_user)
    use_slip(slip_id=owner_slip.slip.pk, user=helper)
    assert roles_at(booth) == {(merchant_user.pk, "owner"), (helper.pk, "owner")}


def test_the_office_does_not_use_up_slips(booth, editor, owner_slip):
    with pytest.raises(SlipRefusedError):
        use_slip(slip_id=owner_slip.slip.pk, user=editor)
    assert ClaimSlip.objects.get().is_open


@pytest.mark.parametrize("what", ["used", "revoked", "expired", "closed", "other merchant"])
def test_a_slip_that_is_over_lets_nobody_in(booth, editor, owner_slip, what):
    slip, late = owner_slip.slip, UserFactory()
    if what == "used":
        use_slip(slip_id=slip.pk, user=UserFactory())
    elif what == "revoked":
        revoke_slip(slip=slip, by=editor)
    elif what == "expired":
        ClaimSlip.objects.update(expires_at=timezone.now())
    elif what == "closed":
        for _try in range(ClaimSlip.MOST_WRONG_TRIES):
            count_wrong_try(slip_id=slip.pk)
    else:
        booth.merchant = MerchantFactory()
        booth.save()
    before = set(Membership.objects.values_list("user", "merchant"))
    for refused in (
        lambda: open_slip(code=owner_slip.code),
        lambda: use_slip(slip_id=slip.pk, user=late),
        lambda: use_slip_as_new_person(slip_id=slip.pk, phone="+6281299990001", password=None),
    ):
        with pytest.raises(SlipRefusedError):
            refused()
    assert set(Membership.objects.values_list("user", "merchant")) == before
    assert not User.objects.filter(phone="+6281299990001").exists()


def test_who_may_no_longer_make_slips_leaves_none_behind(
    booth, editor, merchant_user, owner_slip, helper_slip
):
    editor.groups.clear()
    merchant_user.memberships.all().delete()
    for made in (owner_slip, helper_slip):
        with pytest.raises(SlipRefusedError):
            open_slip(code=made.code)
        with pytest.raises(SlipRefusedError):
            use_slip(slip_id=made.slip.pk, user=UserFactory())
    assert not booth.merchant.memberships.exists()


def test_a_number_somebody_has_makes_no_second_account_and_uses_nothing_up(booth, merchant_user, owner_slip):
    with pytest.raises(NumberTakenError):
        use_slip_as_new_person(slip_id=owner_slip.slip.pk, phone=merchant_user.phone, password="x")
    assert ClaimSlip.objects.get().is_open


def test_a_slip_is_not_used_and_revoked(owner_slip):
    ClaimSlip.objects.update(used_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimSlip.objects.update(revoked_at=timezone.now())


# Revoking


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        ("editor", "owner_slip", True),
        ("editor", "helper_slip", True),
        ("merchant_user", "helper_slip", True),
        ("merchant_user", "owner_slip", False),
        ("helper", "helper_slip", False),
        ("helper", "owner_slip", False),
        ("neighbour", "helper_slip", False),
        ("neighbour", "owner_slip", False),
    ],
)
def test_who_revokes_which_slip(request, other_booth, who, kind, may):
    slip = request.getfixturevalue(kind).slip
    if who == "neighbour":
        by = User.objects.get(memberships__merchant=other_booth.merchant)
    else:
        by = request.getfixturevalue(who)
    if may:
        revoke_slip(slip=slip, by=by)
        slip.refresh_from_db()
        assert (slip.revoked_by, slip.is_open) == (by, False)
    else:
        with pytest.raises(PermissionDenied):
            revoke_slip(slip=slip, by=by)
        slip.refresh_from_db()
        assert slip.is_open


# Helpers


def test_an_owner_removes_a_helper_and_the_history_says_who(booth, merchant_user, helper):
    remove_helper(membership=helper.memberships.get(), by=merchant_user)
    assert roles_at(booth) == {(merchant_user.pk, "owner")}
    entry = PageLogEntry.objects.get(page=booth, action="lapak.helper_removed")
    assert (entry.user, entry.data["person"]) == (merchant_user, helper.pk)


def test_nobody_else_removes_and_no_owner_is_removed(booth, other_booth, merchant_user, helper, editor):
    neighbour = User.objects.get(memberships__merchant=other_booth.merchant)
    before = roles_at(booth)
    for person, by in [
        (helper, helper),
        (helper, neighbour),
        (helper, editor),
        (merchant_user, merchant_user),
    ]:
        with pytest.raises(PermissionDenied):
            remove_helper(membership=person.memberships.get(), by=by)
    assert roles_at(booth) == before


@pytest.mark.parametrize("helpers", [1, 3])
def test_the_people_of_a_business_cost_four_queries(
    booth, merchant_user, helper_slip, helpers, django_assert_num_queries
):
    for _helper in range(helpers):
        Membership.objects.create(merchant=booth.merchant, user=UserFactory(), role="helper")
    with django_assert_num_queries(4):
        (team,) = teams(user=merchant_user)
        names = [str(member.user) for member in team.members]
    assert len(names) == helpers + 1
    assert team.slips == [helper_slip.slip]
    (seen_by_helper,) = teams(user=Membership.objects.filter(role="helper").first().user)
    assert (seen_by_helper.is_owner, seen_by_helper.slips) == (False, [])


# At once


def test_of_two_phones_at_once_one_gets_in(committed_tree):
    booth = BoothFactory(parent=HallFactory(parent=committed_tree.halls))
    slip = make_slip(booth=booth, role="owner", by=UserFactory(editor=True)).slip
    # An SQLite database in memory belongs to one thread; the browser test tries two on a file.
    threads = 1 if connection.vendor == "sqlite" else 4

    def phone(number):
        try:
            use_slip_as_new_person(slip_id=slip.pk, phone=f"+628129999000{number}", password=None)
        except SlipRefusedError:
            return False
        else:
            return True
        finally:
            if threads > 1:
                connection.close()

    if threads == 1:
        got_in = [phone(number) for number in range(4)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            got_in = list(pool.map(phone, range(4)))
    assert sorted(got_in) == [False, False, False, True]
    assert booth.merchant.memberships.count() == 1
    assert User.objects.filter(phone__startswith="+62812999900").count() == 1
