"""Which addresses to measure: a random, repeatable choice among what the demo holds."""

import json
import random
import sys
from urllib.parse import urlencode

SAMPLE = 40
SEED = 20


def _sample(rows, number=SAMPLE):
    rows = list(rows)
    return random.Random(SEED).sample(rows, min(number, len(rows)))  # noqa: S311 - a choice to be repeated


def _searches(titles) -> list[str]:
    """Return searches for two words that stand in a product's name."""
    words = [[word for word in title.split() if len(word) > 3 and word.isalpha()][:2] for title in titles]
    return [f"/katalog/?{urlencode({'q': ' '.join(pair)})}" for pair in words if len(pair) == 2]


def _hall_pages(halls) -> list[str]:
    from expo.domain.hall import hall_page_context

    return [aisle["url"] for hall in halls for aisle in hall_page_context(hall=hall, query={})["aisles"]]


def _session(user) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "core.auth.PhoneOrEmailBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _admin(halls) -> dict:
    from django.contrib.auth import get_user_model

    from catalog.models import ProductPage
    from expo.models import BoothPage
    from home.domain import EDITORS
    from merchants.models import Membership

    editor = get_user_model().objects.filter(groups__name=EDITORS, is_superuser=False).first()
    member = Membership.objects.filter(
        merchant__in=BoothPage.objects.live().values("merchant"), user__is_superuser=False
    ).first()
    found = {}
    if editor:
        hall = halls[0]
        product = ProductPage.objects.live().first()
        found["editor"] = {
            "cookie": _session(editor),
            "pages": {
                "editor: home": "/kelola/",
                "editor: list of booths": "/kelola/lapak/",
                "editor: list of products": "/kelola/produk/",
                "editor: explorer of a hall": f"/kelola/pages/{hall.pk}/",
                "editor: page menu of a hall": f"/kelola/api/main/pages/?child_of={hall.pk}&for_explorer=1",
                "editor: search": f"/kelola/pages/search/?{urlencode({'q': ' '.join(product.title.split()[:2])})}",
                "editor: choose a photo": "/kelola/images/chooser/",
                "editor: edit a booth": f"/kelola/pages/{BoothPage.objects.live().first().pk}/edit/",
                "editor: edit a product": f"/kelola/pages/{product.pk}/edit/",
                "editor: history of the site": "/kelola/reports/site-history/",
            },
        }
    if member:
        booth = BoothPage.objects.filter(merchant=member.merchant).first()
        found["merchant"] = {
            "cookie": _session(member.user),
            "pages": {
                "merchant: home": "/kelola/",
                "merchant: explorer of the booth": f"/kelola/pages/{booth.pk}/",
                "merchant: edit the booth": f"/kelola/pages/{booth.pk}/edit/",
                "merchant: add a product": f"/kelola/pages/add/catalog/productpage/{booth.pk}/",
            },
        }
    return found


def choose() -> dict:
    """Return the addresses to measure by kind of page, and those of the administration with a log-in."""
    from catalog.models import ProductListing
    from expo.models import BoothListing, HallPage, ShowcasePage

    halls = list(HallPage.objects.public().order_by("path"))
    products = ProductListing.objects.order_by("page")
    # On a large site the ids are drawn, not the rows: reading them all would warm the disk cache.
    ids = _sample(products.values_list("page", flat=True))
    rows = list(products.filter(page__in=ids).values_list("url", "title"))
    booth_ids = _sample(BoothListing.objects.order_by("page").values_list("page", flat=True))
    home = "/"
    return {
        "public": {
            "home": [home],
            "hall": _sample(_hall_pages(halls)),
            "booth": list(BoothListing.objects.filter(page__in=booth_ids).values_list("url", flat=True)),
            "product": [url for url, _title in rows],
            "catalogue": ["/katalog/", *(f"/katalog/?hal={number}" for number in range(2, 8))],
            "search": _searches(title for _url, title in rows),
            "showcase": [page.get_url() for page in ShowcasePage.objects.public()],
        },
        "admin": _admin(halls),
        "size": {"booths": BoothListing.objects.count(), "products": products.count()},
    }


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(choose(), sys.stdout)
