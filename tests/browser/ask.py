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


def viewers() -> str:
    """Return how many devices were counted at each room's stage, minutes added up, as JSON: {room id: number}."""
    import json

    from django.db.models import Sum

    from insights.models import ViewerCount

    return json.dumps(dict(ViewerCount.objects.values_list("room_id").annotate(Sum("count"))))


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


def stage() -> str:
    """Open an expo for today with a session, a stream and an idle room, and return where it stands, as JSON."""
    import datetime
    import json

    from django.utils import timezone

    from expo.domain.programme import schedule
    from expo.models import ExpoIndexPage, ExpoPage, Room, Stream

    today = timezone.localdate()
    edition = ExpoPage(
        title="Pesta hari ini",
        slug="pesta-hari-ini",
        # It began before any other, so that booths are starred for this one.
        starts_on=today - datetime.timedelta(days=30),
        ends_on=today,
        opens_at=datetime.time(0),
        closes_at=datetime.time(23, 59, 59),
    )
    ExpoIndexPage.objects.get().add_child(instance=edition)
    room = Room.objects.create(edition=edition, name="Panggung utama")
    idle = Room.objects.create(edition=edition, name="Ruang bincang", sort_order=1)
    first, backup = "https://youtu.be/aaaaaaaaaaa", "https://youtu.be/bbbbbbbbbbb"
    Stream.objects.create(room=room, date=today, first=first, backup=backup)
    hours = [
        datetime.datetime.combine(today, datetime.time(*at), edition.tzinfo) for at in ((0, 0), (23, 59))
    ]
    session = schedule(room=room, title="Bincang batik", starts_at=hours[0], ends_at=hours[1])
    return json.dumps(
        {
            "id": edition.pk,
            "url": "/expo/pesta-hari-ini/",
            "session": session.pk,
            "room": room.pk,
            "idle": idle.pk,
        }
    )


def stage_without_programme() -> str:
    """Take every session out of today's expo."""
    from expo.models import ProgrammeSession

    ProgrammeSession.objects.filter(room__edition__slug="pesta-hari-ini").delete()
    return ""


def stage_over() -> str:
    """Take the expo away, so that other tests see the site they know."""
    from expo.models import ExpoPage

    ExpoPage.objects.get(slug="pesta-hari-ini").delete()
    return ""


def edition(what: str) -> str:
    """Make an edition whose call is open, "accept" who applied and let it begin, or take it "away"; return its id."""
    import datetime

    from django.utils import timezone

    from core.models import User
    from expo.domain.allocation import arrange
    from expo.domain.participation import accept
    from expo.models import CallQuestion, ExpoIndexPage, ExpoPage, HallCapacity, HallPage

    now, today = timezone.now(), timezone.localdate()
    if what == "make":
        ten_days = datetime.timedelta(10)
        page = ExpoPage(title="Pesta Lapak", starts_on=today + ten_days, ends_on=today + ten_days)
        page.call_opens, page.call_closes = now - ten_days, now + ten_days
        page = ExpoIndexPage.objects.get().add_child(instance=page)
        page.capacities.add(*[HallCapacity(hall=hall, places=4) for hall in HallPage.objects.all()])
        page.questions.add(CallQuestion(text="Butuh listrik?", kind="yes_no", is_required=True))
        page.save_revision().publish()
        return str(page.pk)
    page = ExpoPage.objects.get(slug="pesta-lapak")
    if what == "away":
        page.delete()
        return ""
    for row in page.participations.all():
        accept(participation=row, by=User.objects.get(phone="+6281200000002"), now=now)
        arrange(edition=page, hall=row.hall)
    page.starts_on, page.opens_at, page.closes_at = today, datetime.time(0), datetime.time(23, 59, 59)
    page.save_revision().publish()
    return str(page.pk)


def hold_expo() -> str:
    """Hold an edition of today and nothing else; return its address."""
    import datetime

    from django.utils import timezone

    from expo.models import ExpoIndexPage, ExpoPage

    today = timezone.localdate()
    edition = ExpoPage(
        title="Pesta Sehari",
        starts_on=today,
        ends_on=today,
        opens_at=datetime.time(0),
        closes_at=datetime.time(23, 59, 59),
    )
    ExpoIndexPage.objects.get().add_child(instance=edition)
    edition.save_revision().publish()
    return edition.get_url()


def end_expo() -> None:
    """Take the edition of today away again, for the tests that come after."""
    from expo.models import ExpoPage

    ExpoPage.objects.get(title="Pesta Sehari").delete()


if __name__ == "__main__":
    django.setup()
    question, *details = sys.argv[1:]
    known = (
        clicks,
        edition,
        reprice,
        views,
        viewers,
        waiting,
        stage,
        stage_without_programme,
        stage_over,
        hold_expo,
        end_expo,
    )
    answers = {function.__name__: function for function in known}
    sys.stdout.write(str(answers[question](*details)))
