"""Photos that a phone sends for a booth's products, each once, and whose photos may be shown."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from catalog.models import ProductPage
from core.forms import photo_ids
from core.models import Photo
from core.photo_forms import PhotoField
from expo.models import BoothPage, Received
from merchants.permissions import anew

MOST_PHOTOS = 12
"""How many photos a product has at most, here and in the administration."""
MOST_IN_AN_HOUR = 240
KEPT = timedelta(days=60)
"""How long a key is remembered, and a photo waits for its place: longer than a phone keeps what it has not sent."""


class TooManyPhotosError(PermissionDenied):
    """Raised where one person sends more photos in an hour than anybody sells goods."""


def photos_for(*, by, product: ProductPage | None = None) -> QuerySet:
    """Return the photos this person may put on a product: those the policy lets choose, and those that stand on it."""
    policy = policy_registry.get_by_type(Photo)
    allowed = policy.instances_user_has_any_permission_for(by, ["choose"])
    standing = set()
    if product is not None and product.pk:
        standing = photo_ids(product) | photo_ids(product.get_latest_revision_as_object())
    return Photo.objects.filter(pk__in=allowed.order_by().values("pk")) | Photo.objects.filter(
        pk__in=standing
    )


def store_photo(*, upload, booth: BoothPage, by, key: UUID) -> Photo:
    """Store a photo as it comes from a phone, or return the one that came with this key before.

    It passes the same checks as in the administration and loses what the phone noted in it. Raises
    PermissionDenied when `by` may not edit the booth, ValidationError for what is no whole picture,
    TooManyPhotosError.
    """
    if not booth.permissions_for_user(anew(by)).can_edit():
        raise PermissionDenied
    if photo := _received_photo(by, key):
        return photo
    lately = Received.objects.filter(user=by, at__gte=timezone.now() - timedelta(hours=1))
    if lately.filter(photo__isnull=False).count() >= MOST_IN_AN_HOUR:
        raise TooManyPhotosError(_("Terlalu banyak foto dalam satu jam. Coba lagi nanti."))
    file = PhotoField().clean(upload)
    photo = Photo(title=booth.draft_title[:255], uploaded_by_user=by, file=file)
    photo._set_image_file_metadata()
    try:
        with transaction.atomic():
            photo.save()
            Received.objects.create(user=by, key=key, photo=photo)
    except IntegrityError:
        # The same photo came twice at once.
        photo.file.storage.delete(photo.file.name)
        if earlier := _received_photo(by, key):
            return earlier
        raise
    return photo


def _received_photo(by, key: UUID) -> Photo | None:
    return Photo.objects.filter(
        pk__in=Received.objects.filter(user=by, key=key, photo__isnull=False).values("photo")
    ).first()
