"""Claim slips: made, opened, used, revoked.

The rules. Editors make slips that make somebody owner of a booth's business, and canvassers where it has
no owner yet; its owners make slips that make somebody its helper. A slip works once, for 14 days, and never
takes anything from anybody: where a booth has an owner already, the new one of an editor's slip stands
beside. A person keeps one account: who has one proves it with its password, or is logged in; only who
never had a password comes back to the own business by an editor's slip. Every step stands in the booth's
history, without the code.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expo.models import BoothPage
from lapak.domain.canvassing import has_made_enough, is_canvasser, is_ownerless
from lapak.domain.codes import hash_code, new_code, read_code
from lapak.models import ClaimSlip
from merchants.enums import MembershipRole
from merchants.models import Membership
from merchants.permissions import anew, has_power, is_curator, is_owner

LIFETIME = timedelta(days=14)
MOST_OPEN = 5
"""Open slips of one kind for one booth."""

MOST_INVITATIONS_A_DAY = 10
"""Slips for helpers that one business makes in 24 hours, so that nobody tries numbers by inviting without end."""

SLIP_MADE = "lapak.slip_made"
SLIP_USED = "lapak.slip_used"
SLIP_REVOKED = "lapak.slip_revoked"
SLIP_USER_REMOVED = "lapak.slip_user_removed"


class SlipRefusedError(Exception):
    """A slip that lets nobody in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A slip just made, with the code that is known this once only."""

    slip: ClaimSlip
    code: str


def may_make_slip(*, booth: BoothPage, role: str, by) -> bool:
    """Tell whether `by` may make slips of this kind: the office for owners, owners for helpers.

    Canvassers make those for the first owner.
    """
    if role == MembershipRole.OWNER:
        return is_curator(by) or (is_canvasser(by) and is_ownerless(booth))
    return by.is_active and is_owner(user=by, merchant_id=booth.merchant_id)


def may_revoke_slip(*, slip: ClaimSlip, by) -> bool:
    """Tell whether `by` may take a slip back: owners those for helpers, canvassers own ones, the office any."""
    if slip.role == MembershipRole.OWNER:
        return is_curator(by) or (is_canvasser(by) and slip.made_by_id == by.pk)
    return is_curator(by) or may_make_slip(booth=slip.booth, role=slip.role, by=by)


@transaction.atomic
def make_slip(*, booth: BoothPage, role: str, by) -> NewSlip:
    """Make a slip for one booth; its code is returned and stored nowhere.

    Raises PermissionDenied, or SlipRefusedError when MOST_OPEN slips of the kind are open already, a
    business has made MOST_INVITATIONS_A_DAY for helpers, or a canvasser as many as one makes in a day.
    """
    booth = BoothPage.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    by = anew(by)
    if not may_make_slip(booth=booth, role=role, by=by):
        raise PermissionDenied
    now = timezone.now()
    slips = ClaimSlip.objects.filter(merchant=booth.merchant_id, role=role)
    if slips.open().filter(booth=booth).count() >= MOST_OPEN:
        raise SlipRefusedError(
            _("Sudah ada %(count)s slip yang belum dipakai. Cabut satu dulu.") % {"count": MOST_OPEN}
        )
    made_lately = slips.filter(made_at__gt=now - timedelta(days=1))
    if (role == MembershipRole.HELPER and made_lately.count() >= MOST_INVITATIONS_A_DAY) or (
        is_canvasser(by) and role == MembershipRole.OWNER and has_made_enough(by)
    ):
        raise SlipRefusedError(_("Sudah banyak slip dibuat hari ini. Coba lagi besok."))
    code = new_code()
    slip = ClaimSlip.objects.create(
        booth=booth,
        merchant_id=booth.merchant_id,
        role=role,
        code_hash=hash_code(code),
        made_by=by,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    _log(SLIP_MADE, slip, by)
    return NewSlip(slip, code)


def open_slip(*, code: str) -> ClaimSlip:
    """Return the slip with this code, in any spelling, without using it.

    Raises SlipRefusedError. Only whoever knows a slip's code learns what became of it.
    """
    unknown = SlipRefusedError(_("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya."))
    try:
        wanted = hash_code(read_code(code))
    except ValueError:
        raise unknown from None
    # The database compares keyed hashes, which nobody can steer; the last word is in constant time.
    slip = ClaimSlip.objects.select_related("booth").filter(code_hash=wanted).first()
    if slip is None or not constant_time_compare(slip.code_hash, wanted):
        raise unknown
    require_open(slip)
    return slip


def require_open(slip: ClaimSlip) -> None:
    """Raise SlipRefusedError with the reason when the slip lets nobody in any more."""
    if slip.used_at:
        raise SlipRefusedError(_("Slip ini sudah dipakai. Minta slip baru kepada yang memberikannya."))
    is_canvassed = slip.role == MembershipRole.OWNER and slip.made_by and is_canvasser(slip.made_by)
    if is_canvassed and not slip.revoked_at and not is_ownerless(slip.booth):
        raise SlipRefusedError(
            _("Lapak ini sudah ada pemiliknya. Minta slip kepada dinas bila itu bukan Anda.")
        )
    # Whoever lost the right to make such a slip leaves none behind that still works.
    if slip.revoked_at or not (
        slip.made_by and may_make_slip(booth=slip.booth, role=slip.role, by=slip.made_by)
    ):
        raise SlipRefusedError(_("Slip ini sudah dicabut. Minta slip baru kepada yang memberikannya."))
    if slip.wrong_tries >= slip.MOST_WRONG_TRIES:
        raise SlipRefusedError(
            _(
                "Slip ini ditutup karena terlalu banyak kata sandi salah. Minta slip baru kepada yang memberikannya."
            )
        )
    if not slip.is_open or slip.booth.merchant_id != slip.merchant_id:
        raise SlipRefusedError(_("Slip ini sudah lewat masanya. Minta slip baru kepada yang memberikannya."))


@transaction.atomic
def use_slip(*, slip_id: int, user) -> Membership:
    """Make a person owner or helper, as the slip says; the slip is used from then on.

    Its row is locked, and the business's: of two phones at once one gets in, also by two slips of
    canvassers. Who is an owner already does not become less by a helper's slip. Raises SlipRefusedError,
    also for editors and canvassers, who need no slip and must not use up a merchant's.
    """
    slip = _locked(slip_id)
    return _use(slip, anew(user))


@transaction.atomic
def use_slip_as_new_person(*, slip_id: int, phone: str, password: str | None, name: str = "") -> Membership:
    """Make an account for a number nobody has (E.164) and let its person in; None is "no password".

    Raises SlipRefusedError when the slip is closed, NumberTakenError when somebody has the number.
    """
    slip = _locked(slip_id)
    people = get_user_model().objects
    if people.filter(phone=phone).exists():
        raise NumberTakenError
    try:
        with transaction.atomic():
            user = people.create_user(phone=phone, password=password, first_name=name)
    except IntegrityError:
        # Another slip made an account for this number in between.
        raise NumberTakenError from None
    return _use(slip, user)


@transaction.atomic
def use_slip_to_return(*, slip_id: int, phone: str, password: str | None):
    """Let somebody of the business back in who never had a password and lost the phone; return that person or None.

    Only by a slip of an editor, who knows whom it is handed to, and only into an account that has no power.
    The password given becomes the account's; None leaves it without. Other phones are logged out. None is
    returned, and nothing changed, when the number is nobody's of that kind. Raises SlipRefusedError.
    """
    slip = _locked(slip_id)
    people = get_user_model().objects.filter(
        phone=phone, is_active=True, memberships__merchant=slip.merchant_id
    )
    is_the_offices = slip.role == MembershipRole.OWNER and is_curator(slip.made_by)
    user = people.first() if is_the_offices else None
    if user is None or user.has_usable_password() or has_power(user):
        return None
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    user.end_sessions()
    _use(slip, user)
    return user


class NumberTakenError(Exception):
    """Somebody has this number already."""


def count_wrong_try(*, slip_id: int) -> None:
    """Note that a slip's holder gave a password that did not fit a number; five close the slip.

    So a slip can't be used to find out who has an account.
    """
    with transaction.atomic():
        slip = _row(slip_id)
        if slip is not None:
            slip.wrong_tries = min(slip.wrong_tries + 1, slip.MOST_WRONG_TRIES)
            slip.save(update_fields=["wrong_tries"])


@transaction.atomic
def revoke_slip(*, slip: ClaimSlip, by) -> bool:
    """Take a slip back; tell whether nobody can use it now. One that was used stays used: False.

    Raises PermissionDenied.
    """
    slip = _row(slip.pk)
    by = anew(by)
    if slip is None or not may_revoke_slip(slip=slip, by=by):
        raise PermissionDenied
    if not (slip.used_at or slip.revoked_at):
        slip.revoked_at, slip.revoked_by = timezone.now(), by
        slip.save(update_fields=["revoked_at", "revoked_by"])
        _log(SLIP_REVOKED, slip, by)
    return slip.used_at is None


@transaction.atomic
def remove_slip_user(*, slip: ClaimSlip, by) -> None:
    """Take out again whom a slip let in, and log that person out everywhere: it was stolen.

    For the office. Raises PermissionDenied, also for a slip nobody has used.
    """
    slip = _row(slip.pk)
    by = anew(by)
    if slip is None or slip.used_by is None or not is_curator(by):
        raise PermissionDenied
    Membership.objects.filter(merchant=slip.merchant, user=slip.used_by).delete()
    slip.used_by.end_sessions()
    log(
        instance=slip.booth,
        action=SLIP_USER_REMOVED,
        user=by,
        data={"slip": slip.pk, "person": slip.used_by_id},
    )


def _row(slip_id: int) -> ClaimSlip | None:
    return (
        ClaimSlip.objects.select_for_update(of=("self", "merchant"))
        .select_related("booth", "merchant", "used_by")
        .filter(pk=slip_id)
        .first()
    )


def _locked(slip_id: int) -> ClaimSlip:
    slip = _row(slip_id)
    if slip is None:
        raise SlipRefusedError(_("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya."))
    require_open(slip)
    return slip


def _use(slip: ClaimSlip, user) -> Membership:
    if is_curator(user) or (slip.role == MembershipRole.OWNER and is_canvasser(user)):
        raise SlipRefusedError(_("Akun petugas tidak memerlukan slip. Buka slip ini di HP pedagang."))
    membership, is_new = Membership.objects.get_or_create(
        merchant=slip.merchant, user=user, defaults={"role": slip.role}
    )
    if not is_new and membership.role != slip.role and slip.role == MembershipRole.OWNER:
        membership.role = MembershipRole.OWNER
        membership.save(update_fields=["role"])
    slip.used_at, slip.used_by = timezone.now(), user
    slip.save(update_fields=["used_at", "used_by"])
    _log(SLIP_USED, slip, user)
    return membership


def _log(action: str, slip: ClaimSlip, by) -> None:
    log(instance=slip.booth, action=action, user=by, data={"slip": slip.pk, "role": str(slip.role)})
