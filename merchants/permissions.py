"""Who somebody is to the businesses of the expo, in words every room above may use."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from core.powers import CURATE
from merchants.enums import MembershipRole


def is_curator(user) -> bool:
    """Tell whether this person edits for the office: an editor or an administrator."""
    return user.is_active and user.has_perm(CURATE)


def is_member(user) -> bool:
    """Tell whether this person belongs to at least one business; asked once per request."""
    if not (user.is_active and user.is_authenticated):
        return False
    if not hasattr(user, "_is_member"):
        user._is_member = user.memberships.exists()
    return user._is_member


def is_merchant(user) -> bool:
    """Tell whether this person works here as a merchant only: a member of a business, not of the office."""
    return is_member(user) and not is_curator(user)


def is_owner(*, user, merchant_id: int) -> bool:
    """Tell whether this person is an owner of the business."""
    return user.memberships.filter(merchant=merchant_id, role=MembershipRole.OWNER).exists()


def has_power(user) -> bool:
    """Tell whether this person may do more anywhere than a merchant or visitor."""
    return user.is_superuser or user.is_staff or user.groups.exists() or user.user_permissions.exists()


def anew(user):
    """Return the person without what was remembered during a request; for writers, who must know it as it is."""
    return get_user_model()._default_manager.get(pk=user.pk)


def uploads_of(user):
    """Return the photos this person may use: own uploads and those of the people of the same businesses.

    A colleague who also works for a business that this person does not belong to is left out: the
    photo may have been made for the other business.
    """
    from core.models import Photo
    from merchants.models import Membership

    mine = Membership.objects.filter(user=user).values("merchant")
    foreign = Membership.objects.filter(user=OuterRef("user")).exclude(merchant__in=mine)
    colleagues = Membership.objects.filter(~Exists(foreign), merchant__in=mine).values("user")
    return Photo.objects.filter(uploaded_by_user__in=[user.pk]) | Photo.objects.filter(
        uploaded_by_user__in=colleagues
    )
