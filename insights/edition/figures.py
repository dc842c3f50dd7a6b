"""The figures of an edition, each with how it was counted; a total is the sum, or the highest, of its rows.

What is counted: booths that take part (accepted), their own page and the pages of their products, from the
edition's first to its last day.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.models import Category, ProductListing, ProductPage
from core.tree import site_path
from expo.domain.aid import aid_counts
from expo.domain.completeness import completeness
from expo.enums import EnquiryState
from expo.models import BoothPage, Enquiry, ExpoPage, Participation, ProgrammeSession
from insights.domain.periods import Period
from insights.edition.models import BoothScore
from insights.edition.tables import Table
from insights.edition.viewers import viewer_tables
from insights.models import ViewCount
from marketplaces.domain.clicks import ORDERS
from marketplaces.models import ClickCount


@dataclass(slots=True)
class Participant:
    """One booth that takes part, with everything that is counted of it."""

    booth: BoothPage
    hall: str
    area: str
    kind: str
    place: str
    views: int = 0
    clicks: int = 0
    orders: int = 0
    enquiries: int = 0
    first_score: int | None = None
    score: int = 0
    pages: set[int] = field(default_factory=set)


def edition_figures(*, edition: ExpoPage) -> dict:
    """Return tables, participants and minutes of an edition, as JSON can carry them."""
    period = Period(edition.starts_on, edition.ends_on)
    participants = _participants(edition)
    _add_products(participants)
    views = _views(participants, period)
    clicks = _clicks(participants, period)
    at_the_stage, minutes = viewer_tables(edition=edition, period=period)
    tables = [
        *_who(participants),
        *_visits(participants, views, period),
        *_ways_out(participants, clicks),
        _enquiries(participants, edition),
        _programme(edition),
        *at_the_stage,
        _aid(edition),
        _improved(participants),
    ]
    return {
        "title": edition.title,
        "path": site_path(edition),
        "days": [period.first.isoformat(), period.last.isoformat()],
        "organiser": edition.organiser,
        "tables": [table.as_data() for table in tables],
        "participants": [_as_row(one) for one in participants],
        "minutes": minutes,
    }


def first_scores(*, edition: ExpoPage) -> int:
    """Note how complete the booths of new participants are, once for each; return how many were new."""
    new = Participation.objects.accepted().filter(edition=edition, first_score=None).select_related("booth")
    scores = _scores([one.booth for one in new])
    rows = [BoothScore(participation=one, score=scores[one.booth_id]) for one in new]
    BoothScore.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _participants(edition: ExpoPage) -> list[Participant]:
    rows = (
        Participation.objects.accepted()
        .filter(edition=edition)
        .select_related("booth__area", "hall", "first_score")
        .order_by("hall__path", "place", "pk")
    )
    kinds = _kinds([row.booth_id for row in rows])
    scores = _scores([row.booth for row in rows])
    return [
        Participant(
            booth=row.booth,
            hall=row.hall.title,
            area=row.booth.area.name if row.booth.area else _("Belum diisi"),
            kind=kinds.get(row.booth_id, _("Belum diisi")),
            place=row.code,
            first_score=getattr(getattr(row, "first_score", None), "score", None),
            score=scores[row.booth_id],
            pages={row.booth_id},
        )
        for row in rows
    ]


def _kinds(booth_ids: list[int]) -> dict[int, str]:
    """Return the group of which each booth sells the most products, the first by the office's order among equals."""
    groups = {pk: (parent or pk) for pk, parent in Category.objects.values_list("pk", "parent")}
    names = {
        pk: (order, name) for pk, order, name in Category.objects.values_list("pk", "sort_order", "name")
    }
    sold = ProductListing.objects.filter(booth__in=booth_ids, category__isnull=False).order_by()
    counts: dict[int, Counter] = {}
    for booth, category, number in sold.values_list("booth", "category").annotate(Count("pk")):
        counts.setdefault(booth, Counter())[groups[category]] += number
    return {
        booth: names[min(found, key=lambda group: (-found[group], *names[group], group))][1]
        for booth, found in counts.items()
    }


def _scores(booths: list[BoothPage]) -> dict[int, int]:
    counts = {
        booth: numbers
        for booth, *numbers in ProductListing.objects.filter(booth__in=[booth.pk for booth in booths])
        .order_by()
        .values_list("booth")
        .annotate(
            products=Count("pk"),
            photos=Count("pk", filter=~Q(picture={})),
            prices=Count("pk", filter=Q(price__isnull=False)),
        )
    }
    found = {}
    for booth in booths:
        products, photos, prices = counts.get(booth.pk, (0, 0, 0))
        found[booth.pk] = completeness(
            booth=booth, product_count=products, products_with_photo=photos, products_with_price=prices
        ).score
    return found


def _add_products(participants: list[Participant]) -> None:
    """Add the products, public or not: what was seen during the edition counts though it was sold out or hidden since.

    Read by hall and not by a list of booths: a large edition would have too many of them for one statement.
    """
    whose = {one.booth.path: one for one in participants}
    for hall in sorted({path[: -BoothPage.steplen] for path in whose}):
        for pk, path in (
            ProductPage.objects.filter(path__startswith=hall).order_by().values_list("pk", "path")
        ):
            if (booth := path[: -BoothPage.steplen]) in whose:
                whose[booth].pages.add(pk)


def _views(participants: list[Participant], period: Period) -> dict[datetime.date, int]:
    """Add the views to the participants; return them by day."""
    owner = {page: one for one in participants for page in one.pages}
    days: Counter = Counter(dict.fromkeys(period.days, 0))
    # By day and page and not by a list of ids: a large edition would have too many of them for one statement.
    counts = ViewCount.objects.within(period).order_by().values_list("page_id", "day", "count")
    for page, day, number in counts.iterator(chunk_size=5000):
        if page in owner:
            owner[page].views += number
            days[day] += number
    return days


def _clicks(participants: list[Participant], period: Period) -> Counter:
    """Add clicks and orders to the participants; return clicks by platform."""
    owner = {page: one for one in participants for page in one.pages}
    platforms: Counter = Counter()
    counts = ClickCount.objects.filter(day__gte=period.first, day__lte=period.last).order_by()
    sums = counts.values_list("link__page_id", "link__key", "link__platform__name").annotate(Sum("count"))
    for page, key, platform, number in sums.iterator(chunk_size=5000):
        if page not in owner:
            continue
        if key == ORDERS:
            owner[page].orders += number
        else:
            owner[page].clicks += number
            platforms[platform or _("Lainnya")] += number
    return platforms


def _by(participants: list[Participant], what: str, number=lambda one: 1) -> list[list]:
    """Return rows of a name and a sum over the participants with it, the highest first."""
    sums: Counter = Counter()
    for one in participants:
        sums[getattr(one, what)] += number(one)
    return [[name, total] for name, total in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))]


def _who(participants: list[Participant]) -> list[Table]:
    how = _("Lapak yang diterima sebagai peserta; setiap lapak dihitung sekali.")
    kinds = _("Kelompok kategori yang paling banyak produknya di lapak itu.")
    return [
        Table("hall", _("Peserta per hall"), how, [_("Hall"), _("Peserta")], _by(participants, "hall")),
        Table("area", _("Peserta per daerah"), how, [_("Daerah"), _("Peserta")], _by(participants, "area")),
        Table(
            "kind",
            _("Peserta per jenis"),
            f"{how} {kinds}",
            [_("Jenis"), _("Peserta")],
            _by(participants, "kind"),
        ),
    ]


def _visits(participants: list[Participant], days: dict, period: Period) -> list[Table]:
    how = _(
        "Halaman lapak peserta dan produknya yang dibuka pada hari-hari expo. Halaman, bukan orang; "
        "robot tidak dihitung."
    )
    rows = [[date_format(day, "j F Y"), days[day]] for day in period.days]
    return [
        Table("views_by_day", _("Kunjungan per hari"), how, [_("Hari"), _("Dilihat")], rows),
        Table(
            "views_by_hall",
            _("Kunjungan per hall"),
            how,
            [_("Hall"), _("Dilihat")],
            _by(participants, "hall", lambda one: one.views),
        ),
    ]


def _ways_out(participants: list[Participant], platforms: Counter) -> list[Table]:
    clicks = _("Ketukan pada tautan ke luar di halaman peserta dan produknya pada hari-hari expo.")
    orders = _(
        "Daftar pesanan yang dibawa ke WhatsApp pada hari-hari expo. Apakah dikirim, hanya penjual yang tahu."
    )
    return [
        Table(
            "clicks",
            _("Ketukan ke lokapasar dan WhatsApp"),
            clicks,
            [_("Tujuan"), _("Ketukan")],
            [
                [name, number]
                for name, number in sorted(platforms.items(), key=lambda pair: (-pair[1], pair[0]))
            ],
        ),
        Table(
            "orders",
            _("Pesanan WhatsApp yang dimulai"),
            orders,
            [_("Hall"), _("Pesanan")],
            _by(participants, "hall", lambda one: one.orders),
        ),
    ]


def _enquiries(participants: list[Participant], edition: ExpoPage) -> Table:
    """Add the requests to the participants; return them by state."""
    whose = {one.booth.pk: one for one in participants}
    counts: Counter = Counter()
    found = Enquiry.objects.filter(edition=edition).order_by().values_list("booth", "state")
    for booth, state, number in found.annotate(number=Count("pk")):
        if booth in whose:
            whose[booth].enquiries += number
            counts[state] += number
    return Table(
        "enquiries",
        _("Permintaan penawaran"),
        _(
            "Permintaan pembeli kepada peserta selama expo, satu untuk setiap lapak yang ditanya, "
            "menurut keadaannya saat laporan dihitung."
        ),
        [_("Keadaan"), _("Permintaan")],
        [[str(state.label), counts[state]] for state in EnquiryState],
    )


def _programme(edition: ExpoPage) -> Table:
    rows: dict[str, list[int]] = {}
    for session in ProgrammeSession.objects.of(edition):
        row = rows.setdefault(session.get_kind_display(), [0, 0])
        row[0] += 1
        row[1] += int((session.ends_at - session.starts_at).total_seconds() // 60)
    return Table(
        "programme",
        _("Acara"),
        _("Acara dalam jadwal expo, dan lamanya menurut jadwal."),
        [_("Jenis"), _("Acara"), _("Menit")],
        [[kind, *numbers] for kind, numbers in sorted(rows.items())],
    )


def _aid(edition: ExpoPage) -> Table:
    return Table(
        "aid",
        _("Bantuan yang diserahkan"),
        _(
            "Bantuan yang dicatat pada program yang diserahkan di expo ini. Nilai: nilai program kali penerima."
        ),
        [_("Program"), _("Penerima"), _("Sudah diterima"), _("Nilai (rupiah)")],
        [[str(one.programme), one.granted, one.received, one.amount] for one in aid_counts(edition=edition)],
    )


def _improved(participants: list[Participant]) -> Table:
    rows: dict[str, list[int]] = {}
    for one in participants:
        row = rows.setdefault(one.hall, [0, 0, 0, 0])
        if one.first_score is None:
            row[3] += 1
        else:
            row[(one.score < one.first_score) * 2 + (one.score == one.first_score)] += 1
    return Table(
        "improved",
        _("Lapak yang menjadi lebih lengkap"),
        _(
            "Kelengkapan lapak (0–100) saat laporan dihitung dibandingkan dengan saat lapak diterima sebagai peserta."
        ),
        [_("Hall"), _("Naik"), _("Tetap"), _("Turun"), _("Belum dinilai")],
        [[hall, *numbers] for hall, numbers in rows.items()],
    )


def _as_row(one: Participant) -> list:
    return [
        one.booth.title, one.hall, one.place, one.area, one.kind, one.views, one.clicks, one.orders,
        one.enquiries, one.first_score, one.score,
    ]  # fmt: skip


PARTICIPANT_HEADINGS = (
    "Lapak", "Hall", "Tempat", "Daerah", "Jenis", "Dilihat", "Ketukan keluar", "Pesanan WhatsApp",
    "Permintaan", "Kelengkapan saat diterima", "Kelengkapan sekarang",
)  # fmt: skip
"""What `edition_figures` says of each participant, in this order; a report is an Indonesian document."""

HOW_PARTICIPANTS = (
    "Setiap peserta dengan angka yang dijumlahkan di lembar lain; cara menghitungnya tertulis di sana. "
    "Kelengkapan adalah nilai 0–100 dan tidak dijumlahkan."
)
_FIRST_SUM, _LAST_SUM = PARTICIPANT_HEADINGS.index("Dilihat"), PARTICIPANT_HEADINGS.index("Permintaan")


def participant_totals(rows: list[list]) -> list:
    """Return the line below the participants: the sums of what can be summed."""
    sums = [sum(row[place] for row in rows) for place in range(_FIRST_SUM, _LAST_SUM + 1)]
    return ["Jumlah", *[None] * (_FIRST_SUM - 1), *sums]


def edition_before(edition: ExpoPage) -> ExpoPage | None:
    """Return the public edition that ended last before this one began."""
    return ExpoPage.objects.public().filter(ends_on__lt=edition.starts_on).order_by("-ends_on", "-pk").first()
