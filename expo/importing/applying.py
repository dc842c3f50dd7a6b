"""Storing what a plan says: everything of a booth or nothing of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.log_actions import log
from wagtail.models import Page

from catalog.domain.bulk import create_products
from catalog.domain.bulk_update import update_products
from catalog.importing.photos import PhotoArchive
from catalog.importing.rows import ParsedRow, ParsedTable
from catalog.models import ProductPage, ProductPhoto, ProductTag
from core.models import Photo
from expo.domain.listing import refresh_booth
from expo.importing.categories import CategoryFinder
from expo.importing.planning import PlannedRow, RowState, plan_booth
from expo.models import BoothPage
from merchants.enums import MembershipRole

LOG_ACTION = "expo.import_products"


class WrongRowsError(Exception):
    """Raised when a booth has wrong rows after all; nothing of it was stored. `rows` are the planned rows."""

    def __init__(self, rows: list[PlannedRow]):
        """Keep the rows."""
        super().__init__(f"{len(rows)} wrong rows")
        self.rows = rows


@dataclass(slots=True)
class BoothOutcome:
    """What an import did to one booth."""

    booth: BoothPage
    created: list[ProductPage] = field(default_factory=list)
    changed: list[ProductPage] = field(default_factory=list)
    same: int = 0

    def counts(self) -> dict[str, int]:
        """Return the numbers by state."""
        return {"new": len(self.created), "changed": len(self.changed), "same": self.same}


def is_public(booth: BoothPage) -> bool:
    """Tell whether what is added to a booth can be seen at once."""
    return BoothPage.objects.public().filter(pk=booth.pk).exists()


def import_booth(
    *,
    booth: BoothPage,
    rows: list[ParsedRow],
    table: ParsedTable,
    by,
    photos: PhotoArchive | None = None,
    source: str = "",
    on_stored: Callable[["BoothOutcome"], None] = lambda outcome: None,
    on_progress: Callable[[int], None] = lambda count: None,
) -> BoothOutcome:
    """Store the rows of one booth in one transaction, planned anew on what is stored now.

    New products are published when the booth is public and are drafts otherwise. `source` names the
    file in the booth's history. `on_stored` is called inside the transaction, `on_progress`
    now and then with the number of products stored so far. Raises WrongRowsError, and stores
    nothing, when any row is wrong.
    """
    with _files_removed_on_failure() as stored_files, transaction.atomic():
        # Two imports into one booth must not both find a product missing.
        Page.objects.select_for_update(of=("self",)).get(pk=booth.pk)
        booth = BoothPage.objects.select_related("hall").get(pk=booth.pk)
        planned = plan_booth(
            booth=booth, rows=rows, categories=CategoryFinder(), photos=photos, heading=table.heading
        )
        if wrong := [row for row in planned if row.state == RowState.WRONG]:
            raise WrongRowsError(wrong)
        outcome = BoothOutcome(booth=booth, same=sum(row.state == RowState.SAME for row in planned))
        makers = _Makers(planned, photos=photos, owner=_photo_owner(booth, by), stored_files=stored_files)
        drafts = [makers.draft(row) for row in planned if row.state == RowState.NEW]
        changes = [makers.change(row) for row in planned if row.state == RowState.CHANGED]
        outcome.created = create_products(
            booth=booth, drafts=drafts, by=by, publish=is_public(booth), on_progress=on_progress
        )
        outcome.changed = update_products(
            changes=changes, by=by, on_progress=lambda count: on_progress(len(drafts) + count)
        )
        if drafts or changes:
            refresh_booth(booth=booth)
            log(instance=booth, action=LOG_ACTION, user=by, data={**outcome.counts(), "file": source})
        on_stored(outcome)
    return outcome


def _photo_owner(booth: BoothPage, by):
    """Return who the photos belong to: the booth's own people, so that they can use them later."""
    members = booth.merchant.memberships.select_related("user").order_by("pk")
    member = members.filter(role=MembershipRole.OWNER).first() or members.first()
    return member.user if member else by


class _Makers:
    """Makes products and changes out of planned rows, with tags and photos they share."""

    def __init__(self, planned: list[PlannedRow], *, photos: PhotoArchive | None, owner, stored_files: list):
        self._archive, self._owner, self._stored_files = photos, owner, stored_files
        self._photos: dict[str, Photo] = {}
        todo = [row for row in planned if row.state in (RowState.NEW, RowState.CHANGED)]
        self._tags = _tags({word for row in todo for word in row.row.tags})

    def draft(self, planned: PlannedRow) -> ProductPage:
        row = planned.row
        product = ProductPage(**row.values)
        product.photos = self._gallery(planned)
        product.tagged_items = [ProductTag(tag=tag) for tag in self._tags_of(row)]
        return product

    def change(self, planned: PlannedRow):
        change = planned.change
        change.photos = self._gallery(planned)
        change.tags = self._tags_of(planned.row)
        return change

    def _tags_of(self, row: ParsedRow) -> list[Tag]:
        return list({(tag := self._tags[word.casefold()]).pk: tag for word in row.tags}.values())

    def _gallery(self, planned: PlannedRow) -> list[ProductPhoto]:
        alt = planned.row.photo_alt
        return [
            ProductPhoto(photo=self._photo(key, planned.row.name), alt=alt if position == 0 else "")
            for position, key in enumerate(planned.photo_keys)
        ]

    def _photo(self, key: str, title: str) -> Photo:
        if key not in self._photos:
            photo = Photo(title=(title or key)[:255], uploaded_by_user=self._owner)
            photo.file = ContentFile(self._archive.read(key), name=self._archive.file_name(key))
            photo.file_hash = self._archive.checked(key)[1]
            photo.file_size = photo.file.size
            photo.save()
            self._stored_files.append(photo.file)
            self._photos[key] = photo
        return self._photos[key]


def _tags(words: set[str]) -> dict[str, Tag]:
    """Return the tag of each word by its word without case, making those that are missing."""
    found: dict[str, Tag] = {}
    for word in sorted(words):
        key = word.casefold()
        if key not in found:
            found[key] = Tag.objects.filter(name__iexact=word).first() or Tag.objects.create(name=word)
    return found


@contextmanager
def _files_removed_on_failure() -> Iterator[list]:
    """Yield a list of stored files; when the block fails, they are removed again."""
    files: list = []
    try:
        yield files
    except BaseException:
        for file in files:
            file.storage.delete(file.name)
        raise


def skipped_sentence(count: int) -> str:
    """Return why a booth was left alone."""
    return _("%(count)d baris salah; tidak ada yang disimpan di lapak ini") % {"count": count}
