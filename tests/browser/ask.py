"""Asks the browser's site something its pages don't say, in a process of its own: `ask clicks`."""

import sys

import django


def clicks() -> int:
    """Return how many times visitors left for a marketplace."""
    from django.db.models import Sum

    from marketplaces.models import ClickCount

    return ClickCount.objects.aggregate(total=Sum("count"))["total"] or 0


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(str({"clicks": clicks}[sys.argv[1]]()))
