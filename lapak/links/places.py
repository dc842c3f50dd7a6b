"""Where links stand: a booth's page or one of its products, and the addresses to work on them."""

from dataclasses import dataclass

from django.urls import reverse

from catalog.models import ProductPage
from expo.models import BoothPage


@dataclass(frozen=True, slots=True)
class Place:
    """A page with links, and the booth it belongs to."""

    booth: BoothPage
    page: BoothPage | ProductPage

    @property
    def is_product(self) -> bool:
        """Tell whether the links are a product's."""
        return isinstance(self.page, ProductPage)

    def anew(self) -> "Place":
        """Return the same place as it is stored now, after a change."""
        page = type(self.page).objects.get(pk=self.page.pk)
        return Place(self.booth if self.is_product else page, page)

    def url(self, name: str = "links", *args) -> str:
        """Return the address of one of the views of `lapak.links.urls` for this place."""
        if self.is_product:
            return reverse(f"lapak:product_{name}", args=[self.booth.pk, self.page.pk, *args])
        return reverse(f"lapak:{name}", args=[self.booth.pk, *args])

    @property
    def back(self) -> str:
        """Return where one comes from: the booth's front page, at the product's row."""
        counter = reverse("lapak:booth", args=[self.booth.pk])
        return f"{counter}#barang-{self.page.pk}" if self.is_product else counter
