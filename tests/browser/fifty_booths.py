"""Fifty booths in two halls for one edition, in a process of its own: `make`, `apply <moment>`, `away`."""

import datetime
import sys

import django

HALLS = {"Expo Barat": 25, "Expo Timur": 25}
PHONE = "+6281200000050"
"""The number of the owner who walks through the expo; the booth's name is `OWN`."""
OWN = "Kain Bu Lastri"


def make() -> str:
    """Make halls, booths and the owner of one of them; return the id of the owner's booth."""
    from expo.models import HallIndexPage
    from tests import factories as made

    # The site's people were made in another process, which counted from the beginning, too.
    made.UserFactory.reset_sequence(5_000)
    owner = made.UserFactory(phone=PHONE, first_name="Lastri")
    owner.set_password("rahasia-pasar-7")
    owner.save()
    booths = []
    for hall, count in HALLS.items():
        parent = made.HallFactory(
            parent=HallIndexPage.objects.get(), title=hall, slug=hall.lower().replace(" ", "-")
        )
        for number in range(count):
            mine = not booths
            booth = made.BoothFactory(
                parent=parent,
                title=OWN if mine else f"{hall} {number + 1}",
                merchant=made.MerchantFactory(owner=owner if mine else made.UserFactory()),
                is_trusted=True,
            )
            booths.append(booth)
    made.ProductFactory(parent=booths[0], title="Kain lurik", price=100_000)
    return str(booths[0].pk)


def apply(moment: str) -> str:
    """Let all but the owner's booth apply for the edition at this moment; return its id."""
    from expo.domain import participation
    from expo.models import BoothPage, ExpoPage

    edition = ExpoPage.objects.get(slug="apik-banget")
    now = datetime.datetime.fromisoformat(moment)
    booths = BoothPage.objects.filter(hall__title__in=HALLS).exclude(title=OWN).order_by("pk")
    for booth in booths:
        person = booth.merchant.members.first()
        participation.apply(edition=edition, booth=booth, hall=booth.hall, answers=[], by=person, now=now)
    return str(edition.pk)


def away() -> str:
    """Take edition, booths and halls away, so that other tests see the site they know."""
    from expo.models import BoothPage, ExpoPage, HallPage

    for pages in (
        ExpoPage.objects.filter(slug="apik-banget"),
        BoothPage.objects.filter(hall__title__in=HALLS),
        HallPage.objects.filter(title__in=HALLS),
    ):
        for page in pages:
            page.delete()
    return ""


if __name__ == "__main__":
    django.setup()
    sys.stdout.write({"make": make, "apply": apply, "away": away}[sys.argv[1]](*sys.argv[2:]))
