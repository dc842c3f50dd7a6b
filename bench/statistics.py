"""`python -m bench.statistics`: fill a large site with views and clicks, and time the pages that add them up.

Works on the site in DATA_DIR (or DATABASE_URL), which `manage.py load_demo --booths 14000` has filled, and
writes into it: for a copy, never for a site in use. Every booth is seen every day, which is more than any
fair has; beside them a number of products a day, and clicks on every third link of a booth.
"""

import argparse
import datetime
import os
import random
import statistics
import time

import django

ROUNDS = 5


def fill(days: int, products: int) -> None:
    """Write views of `days` days: every booth, `products` products a day, and clicks."""
    from django.utils import timezone

    from catalog.models import ProductListing
    from expo.models import BoothListing
    from insights.domain.counting import write_views
    from insights.enums import Kind
    from marketplaces.models import ClickCount, OutboundLink

    rng = random.Random(1)  # noqa: S311 - made-up numbers
    booths = list(BoothListing.objects.values_list("pk", flat=True))
    goods = list(ProductListing.objects.values_list("pk", flat=True))
    links = list(OutboundLink.objects.filter(is_on=True).order_by("pk").values_list("pk", flat=True))[::3]
    for back in range(days):
        day = timezone.localdate() - datetime.timedelta(back)
        views = {(Kind.BOOTH, pk, day): rng.randrange(1, 40) for pk in booths}
        views |= {
            (Kind.PRODUCT, pk, day): rng.randrange(1, 10)
            for pk in rng.sample(goods, min(products, len(goods)))
        }
        write_views(views)
        clicks = [
            ClickCount(link_id=pk, day=day, count=1) for pk in rng.sample(links, min(2_000, len(links)))
        ]
        ClickCount.objects.bulk_create(clicks, batch_size=1000, ignore_conflicts=True)


def pages() -> dict[str, str]:
    """Return the addresses that are timed, by name."""
    from expo.models import BoothListing

    report, hall = "/kelola/statistik/", BoothListing.objects.values_list("hall_id", flat=True).first()
    booth = BoothListing.objects.values_list("pk", flat=True).first()
    shown = {
        f"report, {group}, {days} days": f"{report}?group={group}&period={days}"
        for days in (30, 90)
        for group in ("booth", "product", "hall", "platform", "day", "unseen")
    }
    return shown | {
        "report, booth, 90 days, one hall": f"{report}?group=booth&period=90&hall={hall}",
        "report, product, 90 days, one hall": f"{report}?group=product&period=90&hall={hall}",
        "one booth, 90 days": f"/kelola/lapak/{booth}/dilihat/?hari=90",
    }


def main() -> None:
    """Fill when asked to, then print median and slowest of five requests of each page, and this process's time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--fill", type=int, default=0, metavar="DAYS", help="write views of so many days first"
    )
    parser.add_argument(
        "--products", type=int, default=10_000, help="products seen a day while filling (10000)"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    django.setup()
    from django.conf import settings
    from django.db import connection, reset_queries
    from django.test import Client

    from core.models import User
    from insights.models import ViewCount

    if options.fill:
        started = time.perf_counter()
        fill(options.fill, options.products)
        print(f"filled in {time.perf_counter() - started:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{ViewCount.objects.count():,} rows of views, {connection.vendor}\n")
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(User.objects.filter(is_superuser=True).first())
    settings.DEBUG = False
    print("| page | p50 ms | slowest ms | CPU ms |\n|---|---:|---:|---:|")
    for name, address in pages().items():
        times, work = [], []
        for _round in range(ROUNDS):
            reset_queries()
            started, worked = time.perf_counter(), time.process_time()
            response = client.get(address)
            times.append((time.perf_counter() - started) * 1000)
            work.append((time.process_time() - worked) * 1000)
            assert response.status_code == 200, address  # noqa: S101 - a measurement of nothing else would lie
        print(
            f"| {name} | {statistics.median(times):.0f} | {max(times):.0f} | {statistics.median(work):.0f} |"
        )


if __name__ == "__main__":
    main()
