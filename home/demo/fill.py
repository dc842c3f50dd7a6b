"""Filling a large site for measuring: thousands of booths from the demo's texts, written in bulk.

Names and texts vary, pictures are shared from the demo's own photos, and there is no history:
otherwise a booth made here equals one made in the editor.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.models import Locale, Page

from catalog.domain.facts import BoothFacts
from catalog.domain.listing import listing_for, shown_certificates
from catalog.domain.search import rebuild_index
from catalog.models import Category, ProductListing, ProductPage, ProductPhoto, ProductTag
from core.models import Photo, User
from core.tree import site_path
from expo.domain.listing import shown_details
from expo.domain.stalls import highest_stall, note_stall
from expo.models import BoothListing, BoothPage, HallPage
from expo.stalls import stall_code
from home.demo import values
from home.demo.content import Booth, Hall, Product, halls, site
from home.demo.rows import insert_children, insert_pages, insert_references, prepare_page
from marketplaces.models import LinkFields, OutboundLink, Platform
from merchants.models import Area, Market, Membership, Merchant

CHUNK = 250
"""Booths written in one transaction."""
NUMBERS = 10_000_000
"""Made-up numbers of these owners: 0812-1000-0000 and on."""
FIRST = ("Berkah", "Sumber", "Cahaya", "Karya", "Sekar", "Tunas", "Griya", "Mutiara", "Putra", "Dewi", "Rukun",
         "Langgeng", "Makmur", "Mekar", "Bintang", "Pelangi", "Surya", "Kencana", "Wijaya", "Lestari")  # fmt: skip
SECOND = ("Abadi", "Jaya", "Sari", "Mulya", "Indah", "Asih", "Utama", "Sentosa", "Barokah", "Rejeki", "Ayu",
          "Mandiri", "Raharja", "Tani", "Bahari", "Rimba", "Kusuma", "Arum", "Ningrum", "Wangi")  # fmt: skip
TWISTS = ("", "Spesial", "Jumbo", "Mini", "Premium", "Keluarga", "Harian", "Hadiah", "Seri Kenanga", "Seri Melati",
          "Rasa Baru", "Pilihan Ibu", "Edisi Pasar", "Isi Ulang", "Hemat", "Istimewa")  # fmt: skip


@dataclass(slots=True)
class Draft:
    """One booth before it is written, with what is written beside it."""

    page: BoothPage
    text: Booth
    hall: HallPage
    hours: list
    certificates: list
    links: list
    categories: list[Category]
    products: list
    """(page, photos, certificates, links, tags) each."""


def _platforms(links: list[LinkFields]) -> list[tuple]:
    """Return the references that links make."""
    return [
        (Platform, link.platform_id, "links.item.platform", f"links.{link.pk}.platform") for link in links
    ]


class Fill:
    """Brings a site to a number of booths and products; those that are there count."""

    def __init__(
        self, *, seed: int, booths: int, products: int, say: Callable[[str], None] = lambda text: None
    ):
        self.seed, self.booths, self.products, self.say = seed, booths, products, say
        self.now, self.today = timezone.now(), timezone.localdate()

    def fill(self) -> int:
        """Write what is missing, then the indexes; return how many pages were made."""
        have = BoothPage.objects.count()
        goods = ProductPage.objects.count()
        wanted, wanted_products = self.booths - have, max(0, self.products - goods)
        if wanted <= 0:
            return 0
        self._read_site()
        started = time.monotonic()
        each, more = divmod(wanted_products, wanted)
        for start in range(0, wanted, CHUNK):
            numbers = range(start, min(start + CHUNK, wanted))
            with transaction.atomic():
                drafts = [self._draft(have + n, each + (n < more)) for n in numbers]
                self.write(drafts)
            done = numbers[-1] + 1
            if done % (CHUNK * 8) == 0 or done == wanted:
                self.say(f"    {done} of {wanted} booths written, {time.monotonic() - started:.0f} s")
        self.say("    indexing for the public search")
        rebuild_index(progress=lambda n: n % 30_000 == 0 and self.say(f"    {n} products indexed"))
        return wanted + wanted_products

    def _read_site(self) -> None:
        self.texts: list[tuple[Hall, Booth]] = [(hall, booth) for hall in halls() for booth in hall.booths]
        self.halls = {hall.slug: hall for hall in HallPage.objects.all()}
        self.places = {
            hall.slug: (BoothPage.objects.filter(hall=hall).count(), highest_stall(hall=hall))
            for hall in self.halls.values()
        }
        for hall in self.halls.values():
            last = hall.get_last_child()
            place = int(last.path[-hall.steplen :], 36) if last else 0
            self.places[hall.slug] = (place, self.places[hall.slug][1])
        self.categories = {c.slug: c for c in Category.objects.select_related("parent")}
        self.areas = {area.name: area for area in Area.objects.all()}
        self.markets = {market.slug.removeprefix("pasar-"): market for market in Market.objects.all()}
        self.locale = Locale.get_default().pk
        self.photos = self._photo_pool()
        self.tags: dict[str, Tag] = {}
        self.password = make_password(None)
        self.codes = set(BoothPage.objects.values_list("short_code", flat=True))

    def _photo_pool(self) -> dict[str, list[Photo]]:
        """Return the photos that products of each kind can share."""
        kinds = {product.name: product.kind for _hall, booth in self.texts for product in booth.products}
        pool: dict[str, list[Photo]] = {}
        for photo in Photo.objects.exclude(sources={}).order_by("pk"):
            if kind := kinds.get(photo.title):
                pool.setdefault(kind, []).append(photo)
        return pool

    # Drafts

    def _draft(self, number: int, goods: int) -> Draft:
        hall_text, text = self.texts[number % len(self.texts)]
        rng = values.rng_for(self.seed, "fill", number)
        hall = self.halls[hall_text.slug]
        area = self.areas[text.area]
        code = values.short_code(rng)
        while code in self.codes:
            code = values.short_code(rng)
        self.codes.add(code)
        craft = text.name.split()[0]
        title = f"{craft} {rng.choice(FIRST)} {rng.choice(SECOND)} {number}"
        phone = values.phone(NUMBERS + number)
        page = BoothPage(
            title=title,
            slug=slugify(title),
            tagline=text.tagline,
            market=self.markets[text.market],
            block=rng.choice("ABCDEFGH"),
            stall=f"Kios {rng.randrange(1, 90)}",
            district=text.district,
            area=area,
            whatsapp=phone,
            founded=rng.randrange(1965, 2025),
            short_code=code,
            search_description=text.tagline,
            hall=hall,
        )
        page.story = values.story(text, hall_text, rng)
        opened = self.now - datetime.timedelta(days=rng.uniform(90, 900))
        place, stall = self.places[hall.slug]
        self.places[hall.slug] = (place + 1, stall + 1)
        page.stall_number = stall + 1
        prepare_page(page, parent=hall, place=place + 1, children=goods, locale_id=self.locale, opened=opened)
        kinds = site()["kinds"]
        products = [self._product(page, text, place, rng, opened) for place in range(goods)]
        slugs = dict.fromkeys(kinds[product.kind][0] for product in text.products)
        return Draft(
            page=page,
            text=text,
            hall=hall,
            hours=values.hours_for(text.hours) if rng.random() < 0.8 else [],
            certificates=values.certificates_for(text.certificates, rng, self.today),
            links=self._links(text, rng, phone),
            categories=[self.categories[slug] for slug in list(slugs)[:2]],
            products=products,
        )

    @staticmethod
    def _links(text: Booth, rng: random.Random, phone: str) -> list[LinkFields]:
        return values.booth_links(text, rng, phone)[: rng.choice((1, 1, 2))]

    def _product(self, booth: BoothPage, text: Booth, place: int, rng, opened) -> tuple:
        source: Product = rng.choice(text.products)
        fields = values.product_fields(text, source, self.categories, rng)
        title = f"{source.name} {rng.choice(TWISTS)}".strip()
        if fields["price"]:
            fields["price"] = max(1000, round(fields["price"] * rng.uniform(0.7, 1.4) / 500) * 500)
            fields["price_to"] = fields["wholesale_price"] = fields["wholesale_from"] = None
        fields.update(title=title, slug=f"{slugify(title)}-{place + 1}")
        page = ProductPage(**fields)
        opened = min(
            opened + datetime.timedelta(days=rng.uniform(0, 400)),
            self.now - datetime.timedelta(days=80),
        )
        prepare_page(page, parent=booth, place=place + 1, children=0, locale_id=self.locale, opened=opened)
        photos = []
        if (pool := self.photos.get(source.kind)) and rng.random() < 0.95:
            photo = rng.choice(pool)
            photos = [ProductPhoto(photo=photo, alt=photo.description[:160], sort_order=0)]
        certificates = values.product_certificates(text, source, rng, self.today)
        links = values.product_links(text, source, rng)[:1] if rng.random() < 0.5 else []
        return page, photos, certificates, links, values.tags_for(source, rng)

    # Writing

    def write(self, drafts: list[Draft]) -> None:
        """Write these booths with everything that belongs to them, except the search indexes."""
        self._write_people(drafts)
        booths = [draft.page for draft in drafts]
        insert_pages(booths)
        insert_children(booths, "opening_hours", [draft.hours for draft in drafts])
        insert_children(booths, "certificates", [draft.certificates for draft in drafts])
        insert_children(booths, "links", [draft.links for draft in drafts])
        through = BoothPage.categories.through
        through.objects.bulk_create(
            through(boothpage_id=draft.page.pk, category_id=category.pk)
            for draft in drafts
            for category in draft.categories
        )
        goods = [product for draft in drafts for product in draft.products]
        for draft in drafts:
            for page, *_rest in draft.products:
                page.owner_id = draft.page.owner_id
        pages = [page for page, *_rest in goods]
        if pages:
            insert_pages(pages)
            insert_children(pages, "photos", [photos for _page, photos, *_rest in goods])
            insert_children(pages, "certificates", [made for _page, _photos, made, *_rest in goods])
            insert_children(pages, "links", [links for *_rest, links, _tags in goods])
            self._write_tags(goods)
        self._write_outbound([(d.page, d.links) for d in drafts] + [(row[0], row[3]) for row in goods])
        insert_references([(d.page, self._booth_references(d)) for d in drafts])
        insert_references([(row[0], self._product_references(row)) for row in goods])
        self._write_listings(drafts)
        for hall in {draft.hall.pk: draft.hall for draft in drafts}.values():
            note_stall(hall=hall, number=self.places[hall.slug][1])
            HallPage.objects.filter(pk=hall.pk).update(numchild=BoothPage.objects.filter(hall=hall).count())

    def _write_people(self, drafts: list[Draft]) -> None:
        users = User.objects.bulk_create(
            User(
                phone=draft.page.whatsapp,
                username=draft.page.whatsapp,
                first_name=draft.text.owner.split()[0],
                last_name=draft.text.owner.partition(" ")[2],
                password=self.password,
            )
            for draft in drafts
        )
        merchants = Merchant.objects.bulk_create(
            Merchant(name=draft.page.title, owner_name=draft.text.owner) for draft in drafts
        )
        Membership.objects.bulk_create(
            Membership(merchant=merchant, user=user) for merchant, user in zip(merchants, users, strict=True)
        )
        for draft, merchant, user in zip(drafts, merchants, users, strict=True):
            draft.page.merchant, draft.page.owner = merchant, user

    def _write_tags(self, goods: list[tuple]) -> None:
        names = {name for *_rest, tags in goods for name in tags} - self.tags.keys()
        for name in sorted(names):
            self.tags[name], _created = Tag.objects.get_or_create(name=name)
        rows = []
        for row in goods:
            row[4][:] = [ProductTag(content_object_id=row[0].pk, tag=self.tags[name]) for name in row[4]]
            rows += row[4]
        ProductTag.objects.bulk_create(rows, batch_size=500)

    @staticmethod
    def _write_outbound(linked: list) -> None:
        OutboundLink.objects.bulk_create(
            OutboundLink(
                page_id=page.pk,
                key=link.key,
                platform_id=link.platform_id,
                kind=link.kind,
                address=link.address,
                label=link.label,
                is_on=link.is_on,
                sort_order=order,
            )
            for page, links in linked
            for order, link in enumerate(links)
        )

    @staticmethod
    def _booth_references(draft: Draft) -> list[tuple]:
        page = draft.page
        return [
            (Merchant, page.merchant_id, "merchant", "merchant"),
            (Page, page.hall_id, "hall", "hall"),
            (Market, page.market_id, "market", "market"),
            (Area, page.area_id, "area", "area"),
            *_platforms(draft.links),
        ]

    @staticmethod
    def _product_references(row: tuple) -> list[tuple]:
        page, photos, _certificates, links, tags = row
        return [
            (Category, page.category_id, "category", "category"),
            *((Photo, p.photo_id, "photos.item.photo", f"photos.{p.pk}.photo") for p in photos),
            *((Tag, t.tag_id, "tagged_items.item.tag", f"tagged_items.{t.pk}.tag") for t in tags),
            *_platforms(links),
        ]

    def _write_listings(self, drafts: list[Draft]) -> None:
        booths, goods = [], []
        for draft in drafts:
            page, hall = draft.page, draft.hall
            facts = BoothFacts(
                page_id=page.pk,
                title=page.title,
                url=site_path(page),
                code=stall_code(page.stall_number),
                hall_id=hall.pk,
                hall_title=hall.title,
                motif=hall.motif,
                palette=hall.palette,
                area_id=page.area_id,
                market_id=page.market_id,
                certificates=shown_certificates(draft.certificates),
            )
            rows = [
                listing_for(product=made, booth=facts, photo=photos[0] if photos else None, certificates=held)
                for made, photos, held, *_rest in draft.products
            ]
            goods += rows
            booths.append(self._booth_listing(draft, facts, rows))
        ProductListing.objects.bulk_create(goods, batch_size=500)
        BoothListing.objects.bulk_create(booths, batch_size=500)

    @staticmethod
    def _booth_listing(draft: Draft, facts: BoothFacts, rows: list[ProductListing]) -> BoothListing:
        page = draft.page
        newest = sorted(rows, key=lambda row: row.published_at, reverse=True)
        categories = {category.pk for category in draft.categories}
        categories |= {pk for row in rows for pk in (row.category_id, row.group_id) if pk}
        return BoothListing(
            page_id=page.pk,
            hall_id=facts.hall_id,
            stall_number=page.stall_number,
            title=page.title,
            tagline=page.tagline,
            url=facts.url,
            picture=next((row.picture for row in newest if row.picture), {}),
            logo={},
            place_label=page.place_label(),
            area_id=page.area_id,
            market_id=page.market_id,
            closed_on=None,
            certificates=facts.certificates,
            **shown_details(hours=draft.hours, certificates=draft.certificates),
            category_ids=sorted(categories),
            has_shippable=any(row.is_shippable for row in rows),
            product_count=len(rows),
            hall_title=facts.hall_title,
            motif=facts.motif,
            palette=facts.palette,
            published_at=page.first_published_at,
        )
