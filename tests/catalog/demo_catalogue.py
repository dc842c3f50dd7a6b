"""The demo's halls, booths and products without pictures, people and history: quick to build, the same to search."""

from datetime import timedelta

from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Locale

from catalog.domain.listing import list_products
from catalog.domain.search import rebuild_index
from catalog.models import ProductPage, ProductTag
from expo.domain.listing import booth_facts, refresh_booth
from expo.models import BoothPage
from home.demo import values
from home.demo.builder import Builder
from home.demo.rows import insert_pages, prepare_page
from home.domain import set_up_site
from merchants.models import Merchant
from tests.factories import UserFactory

DEMO = {"seed": 2026, "booths": 50, "products": None, "password": None}


class CatalogueOnly(Builder):
    """Writes the rows that the search reads, with the builder's own words."""

    def build(self) -> int:
        """Build all of it, index it, and return the number of products."""
        self.tree = set_up_site()
        self.editor = UserFactory(editor=True)
        self.categories = self._categories()
        self.areas, self.markets = self._places()
        self.halls = self._halls()
        booths = [self._booth(stall) for stall in self.stalls]
        insert_pages(booths)
        goods = [
            [self._product(stall, page, place) for place in range(len(stall.products))]
            for stall, page in zip(self.stalls, booths, strict=True)
        ]
        insert_pages([page for held in goods for page in held])
        self._tag(goods)
        for page, held in zip(booths, goods, strict=True):
            page = BoothPage.objects.get(pk=page.pk)
            hall = self.halls[page.hall.slug]
            products = ProductPage.objects.filter(pk__in=[product.pk for product in held])
            list_products(
                products=products.select_related("category"), booth=booth_facts(booth=page, hall=hall)
            )
            refresh_booth(booth=page, with_products=False)
        return rebuild_index()

    def _prepare(self, page, parent, place: int, children: int) -> None:
        opened = timezone.now() - timedelta(days=60) + timedelta(minutes=place)
        locale = Locale.get_default().pk
        prepare_page(page, parent=parent, place=place, children=children, locale_id=locale, opened=opened)

    def _booth(self, stall) -> BoothPage:
        hall = self.halls[stall.hall.slug]
        merchant = Merchant.objects.create(name=stall.booth.merchant)
        phone = values.phone(stall.index)
        page = self.booth_page(stall.booth, merchant, self.editor, self.rng(stall, "booth"), phone=phone)
        place = 1 + sum(1 for other in self.stalls[: stall.index] if other.hall is stall.hall)
        page.hall, page.stall_number = hall, place
        self._prepare(page, hall, place, len(stall.products))
        return page

    def _product(self, stall, booth: BoothPage, index: int) -> ProductPage:
        product = stall.products[index]
        rng = self.rng(stall, "booth", product.name)
        page = ProductPage(**values.product_fields(stall.booth, product, self.categories, rng))
        page.owner = self.editor
        page.words = values.tags_for(product, rng)
        self._prepare(page, booth, index + 1, 0)
        return page

    @staticmethod
    def _tag(goods: list[list[ProductPage]]) -> None:
        pages = [page for held in goods for page in held]
        names = sorted({name for page in pages for name in page.words})
        tags = {name: Tag.objects.create(name=name) for name in names}
        ProductTag.objects.bulk_create(
            ProductTag(content_object_id=page.pk, tag=tags[name]) for page in pages for name in page.words
        )


def build_demo_catalogue() -> int:
    """Build it and return the number of products."""
    return CatalogueOnly(**DEMO).build()
