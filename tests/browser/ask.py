"""Asks or changes what the browser's site doesn't say, in a process of its own: `ask clicks`."""

import sys

import django


def clicks() -> int:
    """Return how many times visitors left for a marketplace."""
    from django.db.models import Sum

    from marketplaces.models import ClickCount

    return ClickCount.objects.aggregate(total=Sum("count"))["total"] or 0


def reprice(product: str, price: str) -> str:
    """Set a product's price, as the office, and return its address."""
    from catalog.models import ProductPage
    from core.models import User
    from expo.domain.freshness import set_price

    page = ProductPage.objects.get(slug=product)
    set_price(product=page, price=int(price), price_to=None, by=User.objects.get(phone="+6281200000002"))
    return page.get_url()


def views() -> str:
    """Return how many times each page was opened, as JSON: {page id: number}."""
    import json

    from django.db.models import Sum

    from insights.models import ViewCount

    return json.dumps(dict(ViewCount.objects.values_list("page_id").annotate(Sum("count"))))


def waiting(booth: str) -> str:
    """Return what of a booth waits for the office, as JSON."""
    import json

    from catalog.models import ProductPage
    from expo.models import BoothPage

    page = BoothPage.objects.get(pk=booth)
    goods = list(ProductPage.objects.child_of(page).order_by("pk"))
    latest = page.get_latest_revision_as_object()
    return json.dumps(
        {
            "waits": sum(page.workflow_in_progress for page in [page, *goods]),
            "logo": latest.logo_id is not None,
            "goods": [page.draft_title for page in goods],
            "photos": [page.get_latest_revision_as_object().photos.count() for page in goods],
            "links": latest.links.count(),
        }
    )


if __name__ == "__main__":
    django.setup()
    question, *details = sys.argv[1:]
    answers = {"clicks": clicks, "reprice": reprice, "views": views, "waiting": waiting}
    sys.stdout.write(str(answers[question](*details)))
