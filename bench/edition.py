"""What `bench.opening` asks of the site itself, in a process of its own: `python -m bench.edition facts|stored`."""

import json
import subprocess
import sys
from pathlib import Path

from bench.server import ROOT, environment

DRAFTS = 3
"""Pages that wait to be published."""


def ask_site(options, what: str, given=None):
    """Run one of the functions below on the site under test; return what it returned."""
    settings = environment(options.data_dir, options.database_url, 8000)
    del settings["PAGE_CACHE_SECONDS"]
    run = subprocess.run(
        [sys.executable, "-m", "bench.edition", what],
        cwd=ROOT,
        env=settings,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(run.stdout.splitlines()[-1])


def facts(_given) -> dict:
    """Return addresses and log-ins, and take some products down that an editor will publish."""
    from django.urls import reverse
    from django.utils import timezone

    from catalog.enums import Availability
    from catalog.models import ProductListing, ProductPage
    from core.tree import site_path
    from expo.domain.edition import edition_at_hand
    from expo.domain.stage import desk_context
    from expo.models import BoothListing, BoothPage
    from home.demo.people import OWNER_NUMBERS, demo_password
    from home.demo.values import phone

    edition = edition_at_hand()
    own = list(BoothPage.objects.filter(merchant__memberships__user__phone=phone(OWNER_NUMBERS)))
    priced = ProductListing.objects.filter(booth__in=own, price__gt=0, price_to=None).order_by("pk")
    product = next(row for row in priced if not row.offers)
    others = ProductListing.objects.exclude(booth__in=own)
    last = list(others.order_by("-pk")[:DRAFTS])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    sellers = BoothPage.objects.public().exclude(whatsapp="")
    sold = others.filter(booth__in=sellers).exclude(pk__in=[row.pk for row in last])
    sold = sold.exclude(availability=Availability.OUT_OF_STOCK).exclude(page__min_order__gt=1)
    codes = dict(sellers.values_list("pk", "short_code"))
    stream = desk_context(edition=edition, now=timezone.now())["places"][0].stream
    for row in last:
        ProductPage.objects.get(pk=row.pk).unpublish()
    return {
        "edition": site_path(edition),
        "guestbook": reverse("guestbook:sign", args=[edition.slug]),
        "stream": {
            "form": reverse("expo_stage_desk", args=[edition.pk]),
            "on_backup": stream.on_backup,
            "first": stream.first[-11:],
            "backup": stream.backup[-11:],
        },
        "booths": list(BoothListing.objects.order_by("pk").values_list("url", flat=True)[:50]),
        "product": {
            "pk": product.pk,
            "url": product.url,
            "form": reverse("lapak:price", args=[product.booth_id, product.pk]),
        },
        "drafts": [{"url": row.url, "form": f"{bulk}?id={row.pk}"} for row in last],
        "orders": [
            {"form": reverse("ordering:order", args=[codes[row.booth_id]]), "pk": row.pk}
            for row in sold.order_by("pk")[:40]
        ],
        "booths_asked": [reverse("enquiring:ask", args=[code]) for code in list(codes.values())[:40]],
        "photo": reverse("lapak:photo", args=[product.booth_id]),
        "document": reverse("wagtaildocs:add_multiple"),
        "log_in": reverse("lapak:log_in"),
        "office": reverse("wagtailadmin_login"),
        "merchant": phone(OWNER_NUMBERS),
        "people": [phone(OWNER_NUMBERS + number) for number in range(3)],
        "password": demo_password(),
    }


def stored(given: dict) -> dict:
    """Return how many of what was accepted is there, by kind, and totals of what has no key of its own."""
    from django.contrib.sessions.models import Session
    from django.db.models import Sum
    from wagtail.documents import get_document_model

    from expo.models import Enquiry, GuestEntry, Received
    from insights.models import ViewCount
    from marketplaces.domain.clicks import ORDERS
    from marketplaces.models import ClickCount

    def total(rows) -> int:
        return rows.aggregate(sum=Sum("count"))["sum"] or 0

    return {
        "enquiry": Enquiry.objects.filter(name__in=given["enquiry"]).count(),
        "guestbook": GuestEntry.objects.filter(name__in=given["guestbook"]).count(),
        "log-in": Session.objects.filter(pk__in=given["log-in"]).count(),
        "photo": Received.objects.filter(key__in=given["photo"], photo__isnull=False).count(),
        "document": get_document_model().objects.filter(title__in=given["document"]).count(),
        "order": total(ClickCount.objects.filter(link__key=ORDERS)),
        "view": total(ViewCount.objects.all()),
        "without_pictures": _without_pictures(),
        "half": half_saved(),
    }


def _without_pictures() -> int:
    from core.photos import unfinished

    return sum(1 for _photo in unfinished())


def half_saved() -> list[str]:
    """Return files of uploads that no row knows, and rows whose file is missing or empty."""
    from django.conf import settings
    from wagtail.documents import get_document_model

    from core.models import Photo, PhotoRendition

    root = Path(settings.MEDIA_ROOT)
    models = (Photo, PhotoRendition, get_document_model())
    known = {name for model in models for name in model.objects.values_list("file", flat=True)}
    here = {
        str(path.relative_to(root)): path.stat().st_size
        for folder in ("original_images", "images", "documents")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    lost = [f"no file: {name}" for name in known if not here.get(name)]
    return sorted(lost + [f"no row: {name}" for name in here.keys() - known])


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"facts": facts, "stored": stored}[sys.argv[1]](json.load(sys.stdin))))
