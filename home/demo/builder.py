"""Building the demo expo, booth by booth, the way people would: upload, fill in, publish."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from catalog.domain.bulk import create_products
from catalog.models import Category, ProductPage, ProductPhoto
from core.models import User
from expo.domain.listing import refresh_booth
from expo.models import BoothPage, HallPage
from home.demo import extras, values
from home.demo.content import halls, site
from home.demo.people import HELPER_NUMBERS, OWNER_NUMBERS, People
from home.demo.plan import Stall, plan
from home.demo.studio import Studio
from home.domain import set_up_site
from merchants.enums import MembershipRole
from merchants.models import Area, Market, Merchant


class Builder:
    """Builds a demo of a given size; what is there already stays as it is."""

    def __init__(
        self,
        *,
        seed: int,
        booths: int,
        products: int | None,
        password: str | None,
        workers: int | None = None,
        picture_width: int | None = None,
        say: Callable[[str], None] = lambda text: None,
    ):
        """`password` is shared by the demo's log-ins; None makes people who cannot log in."""
        self.seed, self.say = seed, say
        self.stalls = plan(booths, products)
        self.people = People(password)
        self.workers, self.picture_width = workers, picture_width
        self.today = timezone.localdate()
        self.made = 0

    def build(self) -> int:
        """Build what is missing and return how many things were made; 0 means nothing changed."""
        with transaction.atomic():
            self.tree = set_up_site()
            self.staff = self.people.staff()
            self.editor: User = self.staff["Editor dinas"]
            self.categories = self._categories()
            self.areas, self.markets = self._places()
            self.halls = self._halls()
        missing = [stall for stall in self.stalls if not self._booth_exists(stall)]
        with Studio(self.workers, self.picture_width) as studio:
            self.studio = studio
            orders = {stall.index: self._order(stall) for stall in missing}
            extra = extras.Extras(self)
            extra.order()
            for count, stall in enumerate(missing, 1):
                self._build_booth(stall, orders.pop(stall.index))
                if count % 5 == 0 or count == len(missing):
                    self.say(f"    {count} of {len(missing)} booths, {studio.stored} photos")
            extra.build()
        return self.made

    # Fixed things

    def _categories(self) -> dict[str, Category]:
        for order, group in enumerate(site()["categories"]):
            parent, created = Category.objects.get_or_create(
                slug=group["slug"],
                defaults={"name": group["name"], "motif": group["motif"], "sort_order": order},
            )
            self.made += created
            for place, (slug, name) in enumerate(group["children"]):
                _child, created = Category.objects.get_or_create(
                    slug=slug,
                    defaults={"name": name, "parent": parent, "motif": group["motif"], "sort_order": place},
                )
                self.made += created
        return {category.slug: category for category in Category.objects.select_related("parent")}

    def _places(self) -> tuple[dict[str, Area], dict[str, Market]]:
        areas = {}
        for name, code in site()["areas"]["list"]:
            areas[name], created = Area.objects.get_or_create(
                name=name, defaults={"slug": slugify(name), "code": code}
            )
            self.made += created
        names, markets = site()["markets"], {}
        for hall in halls():
            for booth in hall.booths:
                if booth.market not in markets:
                    markets[booth.market], created = Market.objects.get_or_create(
                        slug=f"pasar-{booth.market}",
                        defaults={
                            "name": names[booth.market],
                            "area": areas[booth.area],
                            "district": booth.district,
                        },
                    )
                    self.made += created
        return areas, markets

    def _halls(self) -> dict[str, HallPage]:
        pages = {}
        for order, hall in enumerate(halls()):
            page = HallPage.objects.child_of(self.tree.halls).filter(slug=hall.slug).first()
            if page is None:
                page = self.publish_below(
                    self.tree.halls,
                    HallPage(
                        title=hall.name,
                        slug=hall.slug,
                        introduction=hall.introduction,
                        motif=hall.motif,
                        palette=hall.palette,
                        coordinator_name=hall.coordinator,
                        coordinator_phone=values.phone(9101 + order),
                    ),
                )
            pages[hall.slug] = page
        return pages

    def publish_below(self, parent: Page, page: Page, by: User | None = None) -> Page:
        """Add a page below `parent` and publish it, as the editor's form does."""
        page.live = False
        page.owner = page.owner or by or self.editor
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision(user=by or self.editor).publish(user=by or self.editor)
        self.made += 1
        return type(page).objects.get(pk=page.pk)

    # Booths

    def _booth_exists(self, stall: Stall) -> bool:
        hall = self.halls[stall.hall.slug]
        return BoothPage.objects.child_of(hall).filter(slug=slugify(stall.booth.name)).exists()

    def rng(self, stall: Stall, *words):
        """Return the random numbers of one aspect of a booth."""
        return values.rng_for(self.seed, stall.booth.handle, *words)

    def _order(self, stall: Stall) -> dict:
        """Order all pictures of a booth from the studio."""
        rng = self.rng(stall, "pictures")
        look = {
            "motif": values.art_motif(stall.hall.motif),
            "palette": values.ART_PALETTES[stall.hall.palette],
        }
        kinds = list(dict.fromkeys(product.kind for product in stall.products)) or ["keranjang"]
        order = self.studio.order
        name = f"{self.seed}|{stall.booth.handle}"
        return {
            "cover": order({"what": "stall", "seed": name, "kinds": kinds, **look}),
            "logo": order({"what": "logo", "seed": name, "palette": look["palette"]})
            if rng.random() < 0.75
            else None,
            "street": order({"what": "street", "seed": name, **look}) if rng.random() < 0.5 else None,
            "products": [
                [
                    order(
                        {
                            "what": "goods",
                            "kind": product.kind,
                            "seed": f"{name}|{product.name}|{number}",
                            **values.cloth_of(product),
                        }
                    )
                    for number in range(values.photo_count(product, rng))
                ]
                for product in stall.products
            ],
        }

    def _owner(self, stall: Stall, merchant: Merchant) -> User:
        """Make the booth's people; the first few of them are the demo's log-ins."""
        number = values.phone(OWNER_NUMBERS + stall.index)
        owner = self.people.person(number, stall.booth.owner, can_log_in=stall.index < 3)
        self.people.join(merchant, owner)
        if stall.index == 3:
            # The third owner has this booth too.
            both = self.people.person(values.phone(OWNER_NUMBERS + 2), "", can_log_in=True)
            self.people.join(merchant, both)
        if stall.index == 0:
            helper = self.people.person(values.phone(HELPER_NUMBERS), "Wahyu Nurhadi", can_log_in=True)
            self.people.join(merchant, helper, MembershipRole.HELPER)
        return owner

    def _build_booth(self, stall: Stall, orders: dict) -> None:
        booth, hall = stall.booth, self.halls[stall.hall.slug]
        rng = self.rng(stall, "booth")
        merchant, _created = Merchant.objects.get_or_create(
            name=booth.merchant,
            defaults={
                "owner_name": booth.owner,
                "nib": f"{rng.randrange(10**9):013d}" if rng.random() < 0.6 else "",
            },
        )
        owner = self._owner(stall, merchant)
        photos = self._photos(stall, orders, owner)
        opened = timezone.now() - datetime.timedelta(
            days=2 + (stall.index * 7919) % 83, hours=rng.randrange(9), minutes=rng.randrange(60)
        )
        with transaction.atomic():
            page = self.booth_page(
                booth, merchant, owner, rng, phone=values.phone(OWNER_NUMBERS + stall.index)
            )
            page.logo, page.cover = photos["logo"], photos["cover"]
            page.story = values.story(booth, stall.hall, rng, photos["street"] and photos["street"].pk)
            page.first_published_at = opened
            page.is_trusted = "trusted" in booth.flags
            page = self.publish_below(hall, page)
            products = [
                self.product_page(booth, product, rng, made, opened)
                for product, made in zip(stall.products, photos["products"], strict=True)
            ]
            create_products(booth=page, drafts=products, by=owner)
            refresh_booth(booth=page)
        self.made += len(products)

    def _photos(self, stall: Stall, orders: dict, owner: User) -> dict:
        """Store the ordered pictures as uploads of the owner."""
        booth, store = stall.booth, self.studio.store
        photos = {"products": []}
        described = {
            "cover": f"Lapak {booth.name} dengan barang dagangan di meja",
            "logo": f"Lambang {booth.name}",
            "street": "Deretan kios beratap genting dengan orang berbelanja",
        }
        for part, text in described.items():
            photos[part] = orders[part] and store(
                orders[part],
                name=f"{booth.handle}-{part}",
                title=f"{booth.name}: {part}",
                description=text,
                by=owner,
            )
        for product, wanted in zip(stall.products, orders["products"], strict=True):
            alt = f"{site()['kinds'][product.kind][4]}, {product.name}"[:160]
            photos["products"].append(
                [
                    (
                        store(
                            order,
                            name=f"{slugify(product.name)[:40]}-{number + 1}",
                            title=product.name,
                            description=alt,
                            by=owner,
                        ),
                        alt,
                    )
                    for number, order in enumerate(wanted)
                ]
            )
        return photos

    def booth_page(self, booth, merchant: Merchant, owner: User, rng, *, phone: str) -> BoothPage:
        """Return the unsaved page of a booth with its hours, certificates and links."""
        page = BoothPage(
            title=booth.name,
            slug=slugify(booth.name),
            merchant=merchant,
            owner=owner,
            tagline=booth.tagline,
            market=self.markets[booth.market],
            block=booth.block,
            stall=booth.stall,
            district=booth.district,
            area=self.areas[booth.area],
            whatsapp=phone,
            phone="",
            founded=booth.founded,
            short_code=values.short_code(rng),
            search_description=booth.tagline,
        )
        page.opening_hours = values.hours_for(booth.hours)
        page.certificates = values.certificates_for(booth.certificates, rng, self.today)
        page.links = values.booth_links(booth, rng, phone)
        kinds = site()["kinds"]
        slugs = dict.fromkeys(product.option("cat") or kinds[product.kind][0] for product in booth.products)
        page.categories = [self.categories[slug] for slug in list(slugs)[:3]]
        return page

    def product_page(self, booth, product, rng, photos: list, opened: datetime.datetime) -> ProductPage:
        """Return the unsaved page of a product with photos, certificates, links and tags."""
        page = ProductPage(**values.product_fields(booth, product, self.categories, rng))
        page.photos = [
            ProductPhoto(photo=photo, alt=alt, sort_order=order) for order, (photo, alt) in enumerate(photos)
        ]
        page.certificates = values.product_certificates(booth, product, rng, self.today)
        page.links = values.product_links(booth, product, rng)
        page.tags.set(values.tags_for(product, rng))
        page.first_published_at = min(
            opened + datetime.timedelta(days=rng.uniform(0, 40)), timezone.now() - datetime.timedelta(hours=1)
        )
        return page
