"""The products a booth already has, as an import looks at them."""

from collections import defaultdict

from catalog.domain.bulk import in_batches
from catalog.domain.bulk_update import current_value, waiting_revisions
from catalog.models import ProductPage, ProductPhoto, ProductTag
from core.models import Photo
from expo.models import BoothPage


def name_key(name: str) -> str:
    """Return a product's name as names are compared: without case and superfluous spaces."""
    return " ".join(name.casefold().split())


class StoredProducts:
    """A booth's products by code and by name; each can be taken once.

    Values are those the merchant last left: the public ones of a live product, the draft's of a draft.
    """

    def __init__(self, booth: BoothPage):
        """Read the products of `booth` and the drafts on top of them: two queries and a few."""
        self._products = list(ProductPage.objects.child_of(booth).order_by("path"))
        self._revisions = waiting_revisions(products=self._products)
        self._taken: set[int] = set()
        self._by_code: dict[str, ProductPage] = {}
        self._by_name: dict[str, list[ProductPage]] = defaultdict(list)
        for product in self._products:
            if code := (self.value(product, "sku") or "").casefold():
                self._by_code.setdefault(code, product)
            self._by_name[name_key(self.value(product, "title"))].append(product)
        self._tags: dict[int, set[str]] | None = None
        self._photos: dict[int, set[str]] | None = None

    def value(self, product: ProductPage, name: str):
        """Return an attribute of a product."""
        return current_value(product, self._revisions.get(product.pk), name)

    def has_name(self, name: str) -> bool:
        """Tell whether any product has this name."""
        return name in self._by_name

    def take_by_code(self, code: str) -> ProductPage | None:
        """Return the product with this code, unless it was taken."""
        return self._take(self._by_code.get(code))

    def take_equal(self, name: str, values: dict) -> ProductPage | None:
        """Return the first product of this name that already has all these values."""
        for product in self._by_name[name]:
            if product.pk not in self._taken and all(
                same_value(self.value(product, attribute), value) for attribute, value in values.items()
            ):
                return self._take(product)
        return None

    def take_by_name(self, name: str, *, code: str = "") -> ProductPage | None:
        """Return the first product of this name; for a row with a code, one that has no other code."""
        for product in self._by_name[name]:
            if product.pk not in self._taken and not (code and self.value(product, "sku")):
                return self._take(product)
        return None

    def _take(self, product: ProductPage | None) -> ProductPage | None:
        if product is None or product.pk in self._taken:
            return None
        self._taken.add(product.pk)
        return product

    def tags(self, product: ProductPage) -> set[str]:
        """Return the words a product has, without case."""
        if self._tags is None:
            self._tags = defaultdict(set)
            for batch in in_batches([product.pk for product in self._products]):
                found = ProductTag.objects.filter(content_object__in=batch)
                for page, word in found.values_list("content_object_id", "tag__name"):
                    self._tags[page].add(word.casefold())
        return self._tags.get(product.pk, set())

    def photo_hashes(self, product: ProductPage) -> set[str]:
        """Return the SHA-1 of each photo file a product shows or waits to show."""
        if self._photos is None:
            self._photos = self._read_photos()
        return self._photos.get(product.pk, set())

    def _read_photos(self) -> dict[int, set[str]]:
        photos: dict[int, set[int]] = defaultdict(set)
        for batch in in_batches([product.pk for product in self._products]):
            for page, photo in ProductPhoto.objects.filter(page__in=batch).values_list("page_id", "photo_id"):
                photos[page].add(photo)
        for page, revision in self._revisions.items():
            photos[page] |= {item["photo"] for item in revision.content.get("photos", [])}
        hashes: dict[int, str] = {}
        for batch in in_batches(sorted({photo for found in photos.values() for photo in found})):
            hashes |= dict(Photo.objects.filter(pk__in=batch).values_list("pk", "file_hash"))
        return {page: {hashes.get(photo, "") for photo in found} for page, found in photos.items()}


def same_value(old, new) -> bool:
    """Tell whether a stored value says what a cell says."""
    # A browser's text area stores line breaks as \r\n, a file as \n.
    if isinstance(old, str) and isinstance(new, str):
        return old.replace("\r\n", "\n").strip() == new
    return old == new
