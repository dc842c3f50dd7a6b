"""What surrounds the booths: the expo, showcases, pages of text, and the office's daily work."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail import hooks
from wagtail.models import Site

from catalog.domain.bulk import create_products
from catalog.models import ProductPage
from expo.domain.freshness import set_closed_on, set_price
from expo.domain.moderation import publish_by_trusted, send_back, submit
from expo.models import BoothPage, ExpoPage, HallPage, ShowcaseItem, ShowcasePage
from home.demo import values
from home.demo.content import Booth, Product, site
from home.models import ContentPage, HomePage, JoinPage, SiteSettings
from marketplaces.models import ClickCount, OutboundLink
from merchants.models import Merchant

DRAFT_NUMBERS = 7001
"""The made-up numbers of people whose booths are not open yet."""

FILL_DEMO = "fill_demo"
"""Hook for what rooms beside this one add to the demo: functions of `seed` and `today`."""


class Extras:
    """The last part of the demo; every step leaves alone what is there."""

    def __init__(self, builder):
        """Work for this builder."""
        self.b = builder
        self.orders: dict[str, list] = {}

    def order(self) -> None:
        """Order the pictures of booths that are not open yet."""
        for draft in site()["drafts"]:
            if not self._draft_exists(draft):
                self.orders[draft["handle"]] = [
                    None
                    if "nophoto" in "".join(rest)
                    else self.b.studio.order(
                        {"what": "goods", "kind": kind, "seed": f"{self.b.seed}|{draft['handle']}|{name}"}
                    )
                    for name, kind, _price, _unit, _text, *rest in draft["products"]
                ]

    def build(self) -> None:
        """Build what is missing."""
        for draft in site()["drafts"]:
            if draft["handle"] in self.orders:
                self._draft(draft)
        with transaction.atomic():
            self._office()
            self._pages()
            self._expos()
            self._showcases()
            self._daily_work()

    # Pages

    def _office(self) -> None:
        site_record = Site.objects.get(is_default_site=True)
        settings = SiteSettings.for_site(site_record)
        if not settings.office_name:
            for name, value in site()["office"].items():
                setattr(settings, name, value)
            settings.save()
            self.b.made += 1

    def _pages(self) -> None:
        home = HomePage.objects.get(pk=self.b.tree.home.pk)
        for model, data in [*((ContentPage, page) for page in site()["pages"]), (JoinPage, site()["join"])]:
            if not model.objects.filter(slug=data["slug"]).exists():
                page = model(**{**data, "body": data["body"].strip()}, show_in_menus=True)
                page.clean()
                self.b.publish_below(home, page)

    def _expos(self) -> None:
        today, parent = self.b.today, self.b.tree.expos
        dated = [(site()["expo"], today - datetime.timedelta(4), today + datetime.timedelta(17))]
        dated += [
            (data, today - datetime.timedelta(190), today - datetime.timedelta(170))
            for data in site()["past_expos"]
        ]
        for data, starts, ends in dated:
            if not ExpoPage.objects.filter(slug=data["slug"]).exists():
                page = ExpoPage(**data, starts_on=starts, ends_on=ends)
                page.halls = list(self.b.halls.values())
                self.b.publish_below(parent, page)

    def _showcases(self) -> None:
        for data in site()["showcases"]:
            if ShowcasePage.objects.filter(slug=data["slug"]).exists():
                continue
            page = ShowcasePage(
                **{name: data[name] for name in ("title", "slug", "curator", "size", "introduction")}
            )
            picks = [(self._page_named(name), note) for name, note in data["picks"]]
            page.items = [
                ShowcaseItem(page=pick, note=note, sort_order=order)
                for order, (pick, note) in enumerate(picks)
                if pick
            ]
            page = self.b.publish_below(self.b.tree.showcases, page)
            if data.get("on_home"):
                home = HomePage.objects.get(pk=self.b.tree.home.pk)
                home.showcase = page
                home.introduction = home.introduction or site()["home"]["introduction"]
                home.save_revision(user=self.b.editor).publish(user=self.b.editor)
            if data.get("hall"):
                hall = HallPage.objects.get(pk=self.b.halls[data["hall"]].pk)
                hall.showcase = page
                hall.save_revision(user=self.b.editor).publish(user=self.b.editor)

    @staticmethod
    def _page_named(name: str):
        slug = slugify(name)
        return ProductPage.objects.filter(slug=slug).first() or BoothPage.objects.filter(slug=slug).first()

    # Booths that are not open yet

    def _draft_exists(self, draft: dict) -> bool:
        return BoothPage.objects.filter(slug=slugify(draft["name"])).exists()

    def _draft(self, draft: dict) -> None:
        """Make a booth as its merchant made it: products and all, handed in, perhaps sent back."""
        b, rng = self.b, values.rng_for(self.b.seed, draft["handle"])
        position = [entry["handle"] for entry in site()["drafts"]].index(draft["handle"])
        number = values.phone(DRAFT_NUMBERS + position)
        text = Booth(
            name=draft["name"], merchant=draft["merchant"], owner=draft["owner"], tagline=draft["tagline"],
            story=(draft["story"],), quote="", market="", block="", stall="", district="", area=draft["area"],
            founded=2022, hours="1-6 08-16", certificates="", platforms="instagram", handle=draft["handle"],
            detail=("Buatan tangan dalam jumlah kecil.",), products=tuple(
                Product(name, kind, price or None, unit, sentence, *rest)
                for name, kind, price, unit, sentence, *rest in draft["products"]
            ),
        )  # fmt: skip
        owner = b.people.person(number, draft["owner"], can_log_in=False)
        photos = [
            order and b.studio.store(order, name=slugify(product.name), title=product.name, by=owner)
            for product, order in zip(text.products, self.orders[draft["handle"]], strict=True)
        ]
        with transaction.atomic():
            merchant = Merchant.objects.create(name=text.merchant, owner_name=text.owner)
            b.people.join(merchant, owner)
            page = BoothPage(
                title=text.name,
                slug=slugify(text.name),
                merchant=merchant,
                owner=owner,
                tagline=text.tagline,
                area=b.areas[text.area],
                whatsapp=number,
                live=False,
                has_unpublished_changes=True,
                short_code=values.short_code(rng),
            )
            page.story = [{"type": "text", "value": f"<p>{text.story[0]}</p>", "id": str(values.key(rng))}]
            page.opening_hours = values.hours_for(text.hours)
            page.links = values.booth_links(text, rng, number)
            hall = HallPage.objects.get(pk=b.halls[draft["hall"]].pk)
            hall.add_child(instance=page)
            page.save_revision(user=owner)
            products = []
            for product, photo in zip(text.products, photos, strict=True):
                shown = [(photo, product.name)] if photo else []
                made = b.product_page(text, product, rng, shown, timezone.now())
                made.first_published_at = None
                products.append(made)
            create_products(booth=page, drafts=products, by=owner, publish=False)
            submit(page=page, by=owner)
            if draft["state"] == "sent_back":
                send_back(page=page, by=b.editor, reason=draft["reason"])
        b.made += 1 + len(products)

    # The office's daily work

    def _daily_work(self) -> None:
        """Let booths do what booths do: an edit that waits, one sent back, a trusted change, a closed day."""
        trusted, ordinary = self._booth(0), self._booth(1)
        if ordinary is None or ordinary.get_latest_revision().user_id == ordinary.owner_id:
            return
        owner = ordinary.owner
        ordinary.tagline = "Warna laut Pekalongan di atas katun yang adem, kini dengan pewarna alam."
        ordinary.save_revision(user=owner)
        submit(page=ordinary, by=owner)
        self._product_edits(ordinary)
        self._trusted_change(trusted)
        closed = self._booth(4)
        if closed:
            set_closed_on(booth=closed, day=self.b.today, by=closed.owner)
        self._clicks()
        for fill in hooks.get_hooks(FILL_DEMO):
            fill(seed=self.b.seed, today=self.b.today)
        self.b.made += 1

    def _booth(self, index: int) -> BoothPage | None:
        if index >= len(self.b.stalls):
            return None
        return BoothPage.objects.get(slug=slugify(self.b.stalls[index].booth.name))

    def _product_edits(self, booth: BoothPage) -> None:
        products = list(ProductPage.objects.child_of(booth).order_by("path")[:2])
        texts = (
            ("Ada warna baru: biru telur asin dan abu-abu hujan.", None),
            (
                "Diskon besar, murah sekali!!!",
                "Mohon jelaskan bahannya dan ukurannya, jangan hanya “murah sekali”. Setelah itu kirim lagi, ya.",
            ),
        )
        for product, (sentence, reason) in zip(products, texts, strict=False):
            product.description = f"{product.description} {sentence}"
            product.save_revision(user=booth.owner)
            submit(page=product, by=booth.owner)
            if reason:
                send_back(page=product, by=self.b.editor, reason=reason)

    def _trusted_change(self, booth: BoothPage) -> None:
        product = ProductPage.objects.child_of(booth).order_by("path").last()
        if product is None or not booth.is_trusted:
            return
        product.description = f"{product.description} Contoh kain bisa dilihat di kios setiap hari kerja."
        product.save_revision(user=booth.owner)
        publish_by_trusted(page=product, by=booth.owner)
        priced = ProductPage.objects.child_of(booth).filter(price__gt=1000, price_to=None).first()
        if priced:
            set_price(product=priced, price=priced.price + 5000, price_to=None, by=booth.owner)

    def _clicks(self) -> None:
        """Two months of clicks, so that the office's report has something to say."""
        counts = []
        for link in OutboundLink.objects.filter(is_on=True).order_by("page__url_path", "sort_order"):
            rng = values.rng_for(self.b.seed, "clicks", link.address)
            liked = rng.random() ** 3 * 18
            for back in range(60):
                if count := int(liked * rng.random()):
                    day = self.b.today - datetime.timedelta(back)
                    counts.append(ClickCount(link=link, day=day, count=count))
        ClickCount.objects.bulk_create(counts, batch_size=500, ignore_conflicts=True)
