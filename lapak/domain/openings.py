"""Openings of people without an account: begun, found again, sent, confirmed, forgotten.

The rules. Nothing that somebody unknown types makes an account or lets anybody into the administration.
Answers are kept in one row, found by a code in a signed cookie; pages are made when the person sends them
with number and password; the account is made, or the booth added to the account that has the number already,
when the office says who it is. So the answer to a number is the same whether it is registered or not.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, WorkflowState

from catalog.models import ProductPage
from core.models import Photo
from expo.domain.opening import answers_of, change_booth, change_first_product, open_booth, send
from expo.models import BoothPage
from expo.permissions import businesses_to_open, can_found_business
from lapak.domain.attempts import spend
from lapak.domain.codes import new_code, read_code
from lapak.opening.models import BoothOpening
from marketplaces.models import Platform
from marketplaces.recognition import recognise
from merchants.enums import MembershipRole
from merchants.models import Membership, Merchant
from merchants.permissions import anew, has_power, is_curator

LIFETIME = timedelta(days=14)
"""How long an opening that is not sent is kept after its last change."""

BEGUN_AT_ONCE = 10
PHOTOS_AT_ONCE = 20
SENT_AT_ONCE = 5
"""From one address in ten minutes."""

MOST_FROM_ONE = 30
MOST_UNSENT = 1_000
"""Openings kept unsent, of one address and of all; with a photo each they are some gigabytes at most."""

MOST_UNKNOWN = 200
"""Openings that wait to be confirmed; beyond that the office is asked directly."""

MOST_UNKNOWN_FROM_ONE = 20
"""Of those, from one address: a market shares one, and nobody alone keeps everybody else out."""

CONFIRMED = "lapak.opening_confirmed"
SENT = "lapak.opening_sent"


class OpeningRefusedError(Exception):
    """What can't be done with an opening; the message says why and what to do."""


def hash_opening(code: str) -> str:
    """Return the keyed hash under which an opening is found."""
    return salted_hmac("lapak.BoothOpening", code, algorithm="sha256").hexdigest()


def begin(*, sender: str) -> tuple[BoothOpening, str]:
    """Make an empty opening; return it and its code, which is stored nowhere.

    Raises OpeningRefusedError when there are too many, TooManyAttemptsError when they come too fast.
    """
    spend(action="opening", sender=sender, most=BEGUN_AT_ONCE)
    hashed = salted_hmac("lapak.BoothOpening.sender", sender, algorithm="sha256").hexdigest()
    unsent = BoothOpening.objects.unsent()
    if unsent.filter(sender=hashed).count() >= MOST_FROM_ONE or unsent.count() >= MOST_UNSENT:
        raise OpeningRefusedError(
            _("Sedang terlalu banyak lapak yang dibuka. Coba lagi besok, atau hubungi dinas.")
        )
    code = new_code()
    opening = BoothOpening.objects.create(
        code_hash=hash_opening(code), sender=hashed, expires_at=timezone.now() + LIFETIME
    )
    return opening, code


def find(*, code: str) -> BoothOpening | None:
    """Return the opening with this code, in any spelling; None for one unknown, or unsent and too old."""
    try:
        hashed = hash_opening(read_code(code))
    except ValueError:
        return None
    opening = BoothOpening.objects.select_related("hall", "photo", "booth").filter(code_hash=hashed).first()
    if opening is None or (opening.sent_at is None and opening.expires_at <= timezone.now()):
        return None
    return opening


def write(opening: BoothOpening, **answers) -> None:
    """Store answers, and keep the opening for another LIFETIME."""
    for name, value in answers.items():
        setattr(opening, name, value)
    opening.expires_at = timezone.now() + LIFETIME
    opening.save(update_fields=[*answers, "expires_at"])


def locked(opening: BoothOpening) -> BoothOpening | None:
    """Return the opening as it is stored, under a lock; None when it is gone. Inside a transaction only."""
    return BoothOpening.objects.select_for_update(of=("self",)).filter(pk=opening.pk).first()


def sent_back_with(opening: BoothOpening) -> str | None:
    """Return the office's words when the booth came back and may be changed and sent again, else None."""
    if opening.booth is None or opening.booth.live or opening.booth.first_published_at:
        return None
    state = opening.booth.current_workflow_state
    if state is None:
        return ""
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return state.current_task_state.comment
    return None


def is_open(opening: BoothOpening) -> bool:
    """Tell whether the answers may be changed: not sent yet, or sent back to somebody still unknown."""
    if opening.sent_at is None:
        return True
    if opening.confirmed_at is not None or is_claimed(opening):
        return False
    return sent_back_with(opening) is not None


def is_claimed(opening: BoothOpening) -> bool:
    """Tell whether somebody else became the booth's owner meanwhile, by a slip of the office."""
    return opening.booth is not None and opening.booth.merchant.memberships.exists()


@transaction.atomic
def send_opening(
    *, opening: BoothOpening, sender: str, person: str = "", phone: str = "", password: str = ""
) -> None:
    """Make the pages and hand them in; who sends gives name, number (E.164) and a good password once.

    The row is locked: sent twice, it makes one booth. Raises OpeningRefusedError,
    TooManyAttemptsError, and NotPublishable when something needed is missing.
    """
    opening = locked(opening)
    if opening is None:
        raise OpeningRefusedError(_("Isian ini sudah dihapus. Mulai lagi dari awal."))
    if not is_open(opening):
        return
    if opening.sent_at is None:
        spend(action="opening_sent", sender=sender, most=SENT_AT_ONCE)
        unknown = BoothOpening.objects.unknown()
        if (
            unknown.filter(sender=opening.sender).count() >= MOST_UNKNOWN_FROM_ONE
            or unknown.count() >= MOST_UNKNOWN
        ):
            raise OpeningRefusedError(
                _("Dinas sedang memeriksa banyak lapak baru. Isian Anda tersimpan; kirim lagi besok.")
            )
        merchant = Merchant.objects.create(
            name=opening.name,
            owner_name=person,
            note=_("Mendaftar sendiri lewat “Buka lapak”. Periksa dulu siapa orangnya."),
        )
        opening.person, opening.phone, opening.password = person, phone, make_password(password)
        opening.booth = _write_pages(opening, merchant=merchant, by=None)
        opening.sent_at = timezone.now()
        opening.save()
        log(instance=opening.booth, action=SENT, data={"name": person})
    else:
        _write_pages(opening, merchant=opening.booth.merchant, by=None)
    send(booth=opening.booth, by=None)


@transaction.atomic
def adopt(*, opening: BoothOpening, user) -> BoothPage:
    """Make the draft's pages for somebody who is logged in; return the booth. The row is no longer needed.

    The booth becomes that of an own business without one; who belongs to no business gets a new one.
    Raises OpeningRefusedError for everybody else.
    """
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    opening = locked(opening)
    if opening is None or opening.sent_at is not None:
        raise OpeningRefusedError(_("Isian ini sudah dihapus. Mulai lagi dari awal."))
    merchant = businesses_to_open(user).first()
    if merchant is None:
        if not can_found_business(user):
            raise OpeningRefusedError(_("Anda sudah punya lapak. Untuk lapak lain, hubungi dinas."))
        merchant = Merchant.objects.create(
            name=opening.name,
            owner_name=user.first_name,
            note=_("Dibuka sendiri lewat “Buka lapak” oleh orang yang sudah punya akun."),
        )
        Membership.objects.create(merchant=merchant, user=user, role=MembershipRole.OWNER)
    if opening.photo_id:
        Photo.objects.filter(pk=opening.photo_id).update(uploaded_by_user=user)
    booth = _write_pages(opening, merchant=merchant, by=anew(user))
    opening.delete()
    return booth


@transaction.atomic
def confirm(*, opening: BoothOpening, by) -> Membership:
    """Let the person in: with the number and password given, or with the account that has the number already.

    The password of an account that is there stays as it is. Raises PermissionDenied unless `by` is of the
    office, OpeningRefusedError when the number belongs to somebody of the office, and while another opening
    with the same number waits.
    """
    by = anew(by)
    if not is_curator(by):
        raise PermissionDenied
    opening = locked(opening)
    if opening is None or opening.sent_at is None:
        raise PermissionDenied
    merchant = opening.booth.merchant
    rivals = BoothOpening.objects.unknown().filter(phone=opening.phone).exclude(pk=opening.pk)
    if opening.confirmed_at is None and rivals.exists():
        # Whose password would it be? Only the person at that number can say.
        raise OpeningRefusedError(
            _(
                "Nomor ini juga dipakai pada kiriman lain: %(booths)s. Tanyakan kepada orangnya, lalu hapus yang salah."
            )
            % {"booths": ", ".join(rivals.values_list("name", flat=True)[:5])}
        )
    user = _account(opening)
    if has_power(user):
        raise OpeningRefusedError(_("Nomor ini milik petugas dinas. Hubungkan orangnya lewat Pelaku usaha."))
    membership, _is_new = Membership.objects.get_or_create(
        merchant=merchant, user=user, defaults={"role": MembershipRole.OWNER}
    )
    if opening.confirmed_at is None:
        opening.password, opening.confirmed_at, opening.confirmed_by = "", timezone.now(), by
        opening.save(update_fields=["password", "confirmed_at", "confirmed_by"])
        if opening.photo_id:
            Photo.objects.filter(pk=opening.photo_id, uploaded_by_user=None).update(uploaded_by_user=user)
        Page.objects.descendant_of(opening.booth, inclusive=True).filter(owner=None).update(owner=user)
        log(instance=opening.booth, action=CONFIRMED, user=by, data={"person": user.pk, "name": str(user)})
    return membership


@transaction.atomic
def decline(*, opening: BoothOpening, by) -> None:
    """Take an opening of somebody unknown away with everything it made.

    Raises PermissionDenied unless `by` is of the office and nothing was confirmed or ever published.
    """
    opening = locked(opening) if is_curator(anew(by)) else None
    if opening is None or opening.sent_at is None or opening.confirmed_at is not None:
        raise PermissionDenied
    booth, merchant, photo = opening.booth, opening.booth.merchant, opening.photo
    if booth.first_published_at or ProductPage.objects.child_of(booth).live().exists():
        raise PermissionDenied
    booth.delete(user=by)
    # A business that received aid stays on record.
    if not (merchant.memberships.exists() or merchant.booths.exists() or merchant.aid.exists()):
        merchant.delete()
    _drop(photo)


@transaction.atomic
def throw_away(*, opening: BoothOpening) -> None:
    """Delete answers that were not sent; what was sent is the office's to answer."""
    opening = locked(opening)
    if opening is not None and opening.sent_at is None:
        photo = opening.photo
        opening.delete()
        _drop(photo)


def forget_old(*, now=None) -> int:
    """Delete openings that were not sent in time, with their photos; return how many."""
    old = BoothOpening.objects.filter(sent_at=None, expires_at__lte=now or timezone.now())
    count = 0
    for opening in old.select_related("photo").iterator(chunk_size=100):
        opening.delete()
        _drop(opening.photo)
        count += 1
    return count


def replace_photo(opening: BoothOpening, photo: Photo) -> None:
    """Put another photo on an opening; the one before goes unless a page shows it."""
    before = opening.photo
    write(opening, photo=photo)
    _drop(before)


def _drop(photo: Photo | None) -> None:
    """Delete a photo with its files when nobody owns it and nothing shows it."""
    if photo is None or photo.uploaded_by_user_id is not None:
        return
    if not (
        BoothOpening.objects.filter(photo=photo).exists() or ReferenceIndex.get_references_to(photo).exists()
    ):
        photo.delete()


def _account(opening: BoothOpening):
    people = get_user_model().objects
    if user := people.filter(phone=opening.phone).first():
        return user
    try:
        with transaction.atomic():
            user = people.create_user(phone=opening.phone, password=None, first_name=opening.person)
    except IntegrityError:
        # A slip made an account for this number in between.
        return people.get(phone=opening.phone)
    if opening.password:
        user.password = opening.password
        user.save(update_fields=["password"])
    return user


def _write_pages(opening: BoothOpening, *, merchant: Merchant, by) -> BoothPage:
    """Write the answers into the booth's and the product's pages, which are made where there are none."""
    answers = opening.answers
    if not (answers.name and answers.hall):
        raise OpeningRefusedError(_("Isi dulu nama lapak dan pilih hall."))
    booth = opening.booth or open_booth(
        merchant=merchant, name=answers.name, sold=answers.sold, hall=answers.hall, by=by
    )
    catalogue = Platform.objects.catalogue()
    change_booth(
        booth=booth,
        by=by,
        name=answers.name,
        sold=answers.sold,
        hall=answers.hall,
        **({"phone": answers.phone} if answers.phone else {}),
        links=[text for text in answers.links if not recognise(text, catalogue=catalogue).is_refused],
    )
    booth = BoothPage.objects.get(pk=booth.pk)
    if answers.product:
        # A photo that the office hung meanwhile stays where none was sent.
        photo = answers.photo or answers_of(booth).photo
        change_first_product(booth=booth, name=answers.product, price=answers.price, photo=photo, by=by)
    return booth
