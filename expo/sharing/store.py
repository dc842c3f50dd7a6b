"""Keeping the cards in step with what they show.

A card's file is named after its page and a fingerprint of everything on it, so that messengers,
which remember a picture by its address, fetch a changed one. The row of the flat table names the
current file. One predecessor stays until the next change or the next `make_share_cards`, because
pages kept in caches still name it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import astuple
from urllib.parse import unquote

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image, UnidentifiedImageError

from catalog.models import ProductListing
from expo.models import BoothListing
from expo.sharing.card import DESIGN, CardFacts, draw_card
from expo.sharing.cloth import colours_of

FOLDER = "cards"
PAGES_IN_FOLDER = 1000
BATCH = 200
PICTURES = "/images/"
"""Where Wagtail keeps renditions, in the address as in the storage."""


def facts_of(row: BoothListing | ProductListing) -> CardFacts:
    """Return what the card of a booth or a product shows, in the site's first language."""
    entries = row.picture.get("jpeg") or [[0, ""]]
    with translation.override(settings.LANGUAGE_CODE):
        common = {"motif": row.motif, "palette": row.palette, "name": row.title, "picture": entries[-1][1]}
        if isinstance(row, BoothListing):
            return CardFacts(**common, line=row.tagline or row.place_label or row.hall_title, sign=row.code)
        return CardFacts(**common, line=row.booth_title, price=row.usual_label)


def card_name(page_id: int, facts: CardFacts) -> str:
    """Return the name of the file with the card of this page that shows this."""
    shown = json.dumps([DESIGN, astuple(facts), astuple(colours_of(facts.palette))])
    digest = hashlib.sha256(shown.encode()).hexdigest()[:12]
    return f"{_folder_of(page_id)}/{page_id}-{digest}.jpg"


def _folder_of(page_id: int) -> str:
    return f"{FOLDER}/{page_id // PAGES_IN_FOLDER}"


def rows_of(page_ids: list[int]) -> list[BoothListing | ProductListing]:
    """Return the rows of these pages; a page that is not public has none. Two queries."""
    return [
        *BoothListing.objects.filter(page__in=page_ids),
        *ProductListing.objects.filter(page__in=page_ids),
    ]


def update_cards(*, page_ids: Iterable[int], most: int | None = None) -> int:
    """Draw the cards of these pages that are missing or out of date, at most `most`; return how many."""
    page_ids, drawn = list(page_ids), 0
    for start in range(0, len(page_ids), BATCH):
        for row in rows_of(page_ids[start : start + BATCH]):
            if drawn == most:
                return drawn
            drawn += update_card(row)
    return drawn


def update_card(row: BoothListing | ProductListing) -> bool:
    """Draw the card of one row unless it is there; tell whether the row has a new one."""
    facts = facts_of(row)
    name, old = card_name(row.pk, facts), row.card
    if name == old and default_storage.exists(name):
        return False
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(draw_card(facts, _photo(facts.picture))))
    if not type(row).objects.filter(pk=row.pk, card=old, title=row.title).update(card=name):
        # Somebody was faster, or the row is gone; whoever changed it has its card drawn.
        return False
    row.card = name
    remove_files(page_id=row.pk, keep={name, old})
    return True


def _photo(address: str) -> Image.Image | None:
    """Open the picture at the address of a rendition; None when there is none or it cannot be read."""
    _start, found, rest = address.partition(PICTURES)
    if not found:
        return None
    try:
        with default_storage.open(f"{PICTURES.strip('/')}/{unquote(rest.partition('?')[0])}") as file:
            image = Image.open(file)
            image.load()
            return image
    except (OSError, UnidentifiedImageError):
        return None


def remove_files(*, page_id: int, keep: Iterable[str] = ()) -> int:
    """Remove the files with cards of this page except those to keep; return how many."""
    folder = _folder_of(page_id)
    removed = 0
    for name in _files(folder):
        if name.startswith(f"{folder}/{page_id}-") and name not in keep:
            default_storage.delete(name)
            removed += 1
    return removed


def sweep(*, say: Callable[[str], None] = lambda text: None) -> int:
    """Remove every file that no row names: of pages that are gone, and predecessors; return how many."""
    removed = 0
    try:
        folders, _files_beside = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    for folder in sorted(folders):
        names = set(_files(f"{FOLDER}/{folder}"))
        if not folder.isdigit() or not names:
            continue
        first = int(folder) * PAGES_IN_FOLDER
        pages = {"page__gte": first, "page__lt": first + PAGES_IN_FOLDER}
        for model in (BoothListing, ProductListing):
            names -= set(model.objects.filter(**pages).values_list("card", flat=True))
        for name in names:
            default_storage.delete(name)
        removed += len(names)
        if names:
            say(f"{folder}: {len(names)} removed")
    return removed


def _files(folder: str) -> list[str]:
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{file}" for file in files]
