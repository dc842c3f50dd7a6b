"""Photos on their way from the phone to a product."""

import hashlib
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import ProductPage
from core.forms import NOT_YOURS
from core.models import Photo
from core.numbers import is_whole_number
from expo.domain.goods_photos import MOST_PHOTOS, TooManyPhotosError, photos_for, store_photo
from expo.models import BoothPage
from lapak.booth.doors import of_own_booth

NAME, FILES, MOVE = "foto", "berkas", "geser"
"""Names in a form: ids of stored photos in their order, files of phones without scripts, a button beside a photo."""


@require_POST
@of_own_booth
def photo(request, booth):
    """Store one photo that a page sends in the background; the same `kunci` again gets the same photo."""
    try:
        key = UUID(request.POST.get("kunci", ""))
        stored = store_photo(upload=request.FILES.get(FILES), booth=booth, by=request.user, key=key)
    except TooManyPhotosError as error:
        return JsonResponse({"error": str(error)}, status=429)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    except ValueError:
        return JsonResponse({"error": _("Foto ini tidak dapat dikirim. Pilih sekali lagi.")}, status=422)
    return JsonResponse({"id": stored.pk})


@dataclass(slots=True)
class ChosenPhotos:
    """The photos in a form, in their order, and what is wrong with some."""

    photos: list[Photo]
    errors: list[str] = field(default_factory=list)
    is_moved: bool = False
    """Whether a button beside a photo was pressed, and not the one that saves."""

    @property
    def ids(self) -> list[int]:
        """Return the ids in their order."""
        return [photo.pk for photo in self.photos]

    @property
    def is_full(self) -> bool:
        """Tell whether no further photo fits."""
        return len(self.photos) >= MOST_PHOTOS


def standing_photos(version: ProductPage) -> ChosenPhotos:
    """Return the photos of a stored version of a product. One query."""
    return ChosenPhotos([item.photo for item in version.photos.all().select_related("photo")])


def posted_photos(request, *, booth: BoothPage, product: ProductPage | None) -> ChosenPhotos:
    """Return the photos that a form names or brings along; files are stored, each once, however often they come.

    What may not be used here is left out and told of, a foreign photo in the same words as none.
    """
    named = [int(pk) for pk in request.POST.getlist(NAME) if is_whole_number(pk)]
    named = list(dict.fromkeys(named))
    known = photos_for(by=request.user, product=product).in_bulk(named)
    chosen = ChosenPhotos([known[pk] for pk in named if pk in known])
    if len(chosen.photos) != len(request.POST.getlist(NAME)):
        chosen.errors.append(str(NOT_YOURS))
    for upload in request.FILES.getlist(FILES):
        if chosen.is_full:
            chosen.errors.append(_("Paling banyak %(most)d foto.") % {"most": MOST_PHOTOS})
            break
        try:
            stored = store_photo(upload=upload, booth=booth, by=request.user, key=key_of(upload))
        except (ValidationError, TooManyPhotosError) as error:
            chosen.errors += getattr(error, "messages", [str(error)])
        else:
            if stored.pk not in chosen.ids:
                chosen.photos.append(stored)
    _move(chosen, request.POST.get(MOVE, ""))
    return chosen


def _move(chosen: ChosenPhotos, button: str) -> None:
    word, _colon, pk = button.partition(":")
    chosen.is_moved = bool(button)
    place = next((place for place, photo in enumerate(chosen.photos) if str(photo.pk) == pk), None)
    if place is None:
        return
    moved = chosen.photos.pop(place)
    if word != "buang":
        chosen.photos.insert(max(0, place + (-1 if word == "naik" else 1)), moved)


def key_of(upload) -> UUID:
    """Return the key of a file that comes without one: the same content is the same photo."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return uuid5(NAMESPACE_OID, digest.hexdigest())
