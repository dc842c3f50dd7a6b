"""The report of an edition: every total is the sum of its rows, and equals the others that count the same."""

import datetime
import io

import pypdfium2
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from catalog.models import ProductPage
from expo.enums import ParticipationState, SessionKind, Zone
from expo.models import BoothLink, BoothPage, ExpoPage, Participation
from insights.edition.comparing import summary
from insights.edition.figures import edition_before, edition_figures, first_scores
from insights.edition.jobs import STANDS_STILL, start_final_reports, start_report
from insights.edition.models import BoothScore, EditionReport, ReportState
from insights.edition.tasks import make_report_job
from insights.edition.views import tables_beside
from insights.models import ViewCount
from marketplaces.domain.clicks import count_click, count_order
from marketplaces.models import OutboundLink
from tests.expo.meeting import asked
from tests.factories import (
    AidGrantFactory,
    AidProgrammeFactory,
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    HallFactory,
    MerchantFactory,
    ProductFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2026, 11, 27), datetime.date(2026, 11, 28)
CLOSED = datetime.datetime(2026, 11, 28, 15, tzinfo=datetime.UTC)
"""The last day, an hour after the doors have closed."""
AFTER = datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC)
DURING = datetime.datetime(2026, 11, 28, 5, tzinfo=datetime.UTC)


def new_edition(tree, title="Pesta", first=FIRST, last=LAST):
    tree.expos.refresh_from_db()
    return tree.expos.add_child(
        instance=ExpoPage(title=title, starts_on=first, ends_on=last, organiser="Dinas Contoh")
    )


@pytest.fixture
def edition(tree):
    return new_edition(tree)


def take_part(edition, booth, state=ParticipationState.ACCEPTED):
    return Participation.objects.create(
        edition=edition, booth=booth, hall=booth.hall, state=state, applied_at=timezone.now()
    )


def seen(page, day, count):
    ViewCount.objects.create(page_id=page.pk, day=day, count=count)


@pytest.fixture
def fair(edition, hall, tree):
    """Two booths in two halls that take part, one that does not; counts inside and outside of the days."""
    other_hall = HallFactory(parent=tree.halls, title="Hall Rasa")
    food = CategoryFactory(name="Makanan")
    cloth = CategoryFactory(name="Kain")
    area = AreaFactory(name="Kota Solo")
    first = BoothFactory(parent=hall, title="Batik Satu", area=area)
    second = BoothFactory(parent=other_hall, title="Rasa Dua")
    third = BoothFactory(parent=hall, title="Bukan Peserta")
    goods = [
        ProductFactory(parent=first, category=cloth),
        ProductFactory(parent=first, category=cloth),
        ProductFactory(parent=first, category=food),
        ProductFactory(parent=second, category=food),
    ]
    for booth in (first, second):
        take_part(edition, booth)
    for page, count in ((first, 5), (goods[0], 7), (second, 11), (goods[3], 2), (third, 100)):
        seen(page, FIRST, count)
    seen(first, LAST, 1)
    for day in (FIRST - datetime.timedelta(1), LAST + datetime.timedelta(1)):
        seen(second, day, 1000)
    link = BoothLink(pasted="https://shopee.co.id/batiksatu")
    link.clean()
    first.links.add(link)
    first.save_revision().publish()
    shop = OutboundLink.objects.get(page=first.pk)
    for day in (FIRST, FIRST, LAST, LAST + datetime.timedelta(1)):
        count_click(link=shop, day=day)
    count_order(page=second, day=LAST)
    return edition


def table(figures, key):
    return next(one for one in figures["tables"] if one["key"] == key)


def test_what_is_counted(fair):
    figures = edition_figures(edition=fair)
    rows = {one["key"]: one["rows"] for one in figures["tables"]}
    assert rows["hall"] == [["Batik", 1], ["Hall Rasa", 1]]
    assert rows["area"] == [["Belum diisi", 1], ["Kota Solo", 1]]
    assert rows["kind"] == [["Kain", 1], ["Makanan", 1]]
    assert rows["views_by_day"] == [["27 November 2026", 25], ["28 November 2026", 1]]
    assert rows["views_by_hall"] == [["Batik", 13], ["Hall Rasa", 13]]
    assert rows["clicks"] == [["Shopee", 3]]
    assert rows["orders"] == [["Hall Rasa", 1], ["Batik", 0]]


def test_totals_are_the_sums_of_their_rows_and_agree(fair):
    figures = edition_figures(edition=fair)
    for one in figures["tables"]:
        sums = [sum(row[place] for row in one["rows"]) for place in range(1, len(one["headings"]))]
        assert (one["key"], one["totals"]) == (one["key"], sums)
        assert one["how"]
    totals = {one["key"]: one["totals"][0] for one in figures["tables"]}
    assert totals["hall"] == totals["area"] == totals["kind"] == len(figures["participants"]) == 2
    assert totals["views_by_day"] == totals["views_by_hall"] == sum(row[5] for row in figures["participants"])
    assert totals["clicks"] == sum(row[6] for row in figures["participants"])
    assert totals["orders"] == sum(row[7] for row in figures["participants"])
    assert sum(table(figures, "improved")["totals"]) == 2


@pytest.mark.parametrize(
    "state", [state for state in ParticipationState if state != ParticipationState.ACCEPTED]
)
def test_only_those_who_take_part_count(edition, booth, state):
    row = {"edition": edition, "booth": booth, "hall": booth.hall, "state": state, "reason": "penuh"}
    now = timezone.now()
    Participation.objects.create(
        **row,
        applied_at=now,
        waiting_since=now if state == ParticipationState.WAITING else None,
        offered_until=now if state == ParticipationState.OFFERED else None,
    )
    assert edition_figures(edition=edition)["participants"] == []


def test_an_edition_without_anybody_has_a_report(edition):
    figures = edition_figures(edition=edition)
    assert [one["totals"] for one in figures["tables"] if one["key"] == "hall"] == [[0]]
    assert table(figures, "views_by_day")["rows"] == [["27 November 2026", 0], ["28 November 2026", 0]]


def test_improvement_is_told_from_the_first_look(edition, booth):
    take_part(edition, booth)
    assert table(edition_figures(edition=edition), "improved")["totals"] == [0, 0, 0, 1]
    assert first_scores(edition=edition) == 1
    before = BoothScore.objects.get().score
    ProductFactory(parent=booth)
    assert first_scores(edition=edition) == 0
    assert BoothScore.objects.get().score == before
    assert table(edition_figures(edition=edition), "improved")["rows"] == [["Batik", 1, 0, 0, 0]]


def test_requests_and_the_programme_stand_in_the_report(edition, booth):
    start = datetime.datetime.combine(FIRST, datetime.time(9), edition.tzinfo)
    room = edition.rooms.create(name="Panggung utama")
    for hour, kind, minutes in (
        (0, SessionKind.TALK, 45),
        (1, SessionKind.TALK, 30),
        (2, SessionKind.OPENING, 20),
    ):
        begins = start + datetime.timedelta(hours=hour)
        room.sessions.create(
            title="Acara", kind=kind, starts_at=begins, ends_at=begins + datetime.timedelta(minutes=minutes)
        )
    take_part(edition, booth)
    asked(booth, now=DURING)
    asked(booth, now=AFTER + datetime.timedelta(30))
    figures = edition_figures(edition=edition)
    rows = table(figures, "programme")["rows"]
    assert sorted(rows) == sorted(
        [[str(SessionKind.OPENING.label), 1, 20], [str(SessionKind.TALK.label), 2, 75]]
    )
    assert [row[1] for row in table(figures, "enquiries")["rows"]] == [1, 0, 0, 0]


def test_requests_are_those_to_participants(edition, booth):
    neighbour = BoothFactory(parent=booth.hall)
    take_part(edition, booth)
    asked(booth, neighbour, now=DURING)
    asked(booth, now=DURING)
    figures = edition_figures(edition=edition)
    assert table(figures, "enquiries")["totals"] == [2]
    assert [row[8] for row in figures["participants"]] == [2]


@pytest.mark.parametrize("taken_down", ["product", "booth"])
def test_what_was_seen_counts_though_it_was_taken_down_since(fair, taken_down):
    page = {"product": ProductPage, "booth": BoothPage}[taken_down].objects.order_by("path").first()
    before = [table(edition_figures(edition=fair), key)["totals"] for key in ("views_by_day", "clicks")]
    page.unpublish()
    assert [
        table(edition_figures(edition=fair), key)["totals"] for key in ("views_by_day", "clicks")
    ] == before


def test_aid_stands_in_the_report(edition):
    programme = AidProgrammeFactory(edition=edition, amount=5_000_000)
    AidGrantFactory.create_batch(2, programme=programme)
    AidGrantFactory(programme=programme, received_on=FIRST, received_by="Bu Ning", merchant=MerchantFactory())
    assert table(edition_figures(edition=edition), "aid")["rows"] == [[str(programme), 3, 1, 15_000_000]]


def test_the_edition_before_is_the_last_that_ended(edition, tree):
    assert edition_before(edition) is None
    day = datetime.timedelta(1)
    older = new_edition(tree, "Lama", FIRST - 400 * day, FIRST - 399 * day)
    before = new_edition(tree, "Lalu", FIRST - 200 * day, FIRST - 199 * day)
    new_edition(tree, "Nanti", FIRST + 9 * day, FIRST + 9 * day)
    assert (edition_before(edition), edition_before(before)) == (before, older)


def make(edition, editor, now=AFTER):
    report = start_report(edition=edition, by=editor, now=now)
    make_report_job.enqueue(report.pk)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(("now", "is_final"), [(DURING, False), (CLOSED, False), (AFTER, True)])
def test_a_report_is_final_once_nothing_more_is_counted(fair, editor, now, is_final):
    report = make(fair, editor, now)
    assert (report.state, report.is_final, report.percent) == (ReportState.READY, is_final, 100)


def test_a_final_report_stays_as_it_was_counted(fair, editor, tree):
    report = make(fair, editor)
    ViewCount.objects.update(count=9999)
    report.refresh_from_db()
    assert table(report.figures, "views_by_day")["totals"] == [26]


def test_the_final_report_is_made_by_itself_once(fair, editor, tree, django_capture_on_commit_callbacks):
    fair.save_revision().publish()
    day = datetime.timedelta(1)
    long_ago = new_edition(tree, "Lama", FIRST - 400 * day, FIRST - 399 * day)
    make(fair, editor, DURING)
    for now, begun in ((CLOSED, 0), (AFTER, 1), (AFTER + day, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            assert start_final_reports(now=now) == begun
    reports = EditionReport.objects.filter(is_final=True)
    assert [(one.edition.title, one.state, one.made_by) for one in reports] == [("Pesta", "ready", None)]
    assert long_ago.reports.count() == 0


def test_a_second_tap_puts_nothing_more_in_the_queue(edition, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as jobs:
        start_report(edition=edition, by=editor, now=AFTER)
    assert len(jobs) == 1
    with django_capture_on_commit_callbacks() as jobs:
        start_report(edition=edition, by=editor, now=AFTER)
    assert jobs == []


def test_no_file_outlives_its_edition(fair, editor, django_capture_on_commit_callbacks):
    report = make(fair, editor)
    files = [(file.storage, file.name) for file in (report.xlsx, report.pdf)]
    with django_capture_on_commit_callbacks(execute=True):
        fair.delete()
    assert [storage.exists(name) for storage, name in files] == [False, False]


def test_totals_that_were_counted_otherwise_are_not_put_below(fair, editor):
    report = make(fair, editor)
    (shown,) = [one for one in tables_beside(report.figures) if one["key"] == "aid"]
    assert shown["before"] is None
    report.figures["before"] = {"title": "Lalu", "totals": {"aid": [1, 2], "hall": [3]}}
    shown = {one["key"]: one["before"] for one in tables_beside(report.figures)}
    assert (shown["aid"], shown["hall"]) == (None, [3])


def test_the_summary_puts_both_editions_beside_each_other(fair, editor, client, tree):
    day = datetime.timedelta(1)
    before = new_edition(tree, "Pesta Lalu", FIRST - 200 * day, FIRST - 199 * day)
    take_part(before, Participation.objects.first().booth)
    report = make(fair, editor)
    rows = {name: rest for name, *rest in summary(report.figures)}
    assert (rows["Peserta"], rows["Kunjungan per hari"]) == ([2, 1], [26, 0])
    assert (rows["Acara: Acara"], rows["Acara: Menit"]) == ([0, 0], [0, 0])
    assert [name for name in rows if name.startswith("Peserta")] == ["Peserta"]
    client.force_login(editor)
    text = client.get(reverse("insights_edition_report", args=[fair.pk])).text
    assert '<th>Peserta</th><td class="i-number">2</td><td class="i-number">1</td>' in text
    text = pypdfium2.PdfDocument(report.pdf.read())[0].get_textpage().get_text_range()
    assert "Ringkasan" in text


def test_the_workbook_holds_the_numbers_behind(fair, editor, tree):
    day = datetime.timedelta(1)
    before = new_edition(tree, "Pesta Lalu", FIRST - 200 * day, FIRST - 199 * day)
    take_part(before, Participation.objects.first().booth)
    report = make(fair, editor)
    book = load_workbook(io.BytesIO(report.xlsx.read()))
    summary = [[cell.value for cell in row] for row in book["Ringkasan"].iter_rows()]
    assert ["Peserta per hall", "Peserta", 2, 1] in summary
    rows = [[cell.value for cell in row] for row in book["Kunjungan per hari"].iter_rows()]
    assert rows[-1] == ["Jumlah", sum(row[1] for row in rows[2:-1])] == ["Jumlah", 26]
    people = [[cell.value for cell in row] for row in book["Rincian peserta"].iter_rows()]
    assert [row[0] for row in people[1:]] == ["Lapak", "Batik Satu", "Rasa Dua", "Jumlah"]
    for place in range(5, 9):
        assert people[-1][place] == sum(row[place] for row in people[2:-1])
    assert (people[-1][5], people[-1][9:]) == (26, [None, None])


def test_names_run_no_formula_in_the_workbook(edition, hall, editor):
    take_part(edition, BoothFactory(parent=hall, title="=1+1"))
    book = load_workbook(io.BytesIO(make(edition, editor).xlsx.read()))
    assert book["Rincian peserta"]["A3"].value == "'=1+1"


def test_the_pdf_can_be_signed(fair, editor):
    document = pypdfium2.PdfDocument(make(fair, editor).pdf.read())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    for words in (
        "Laporan Pesta",
        "27 November 2026 – 28 November 2026",
        "Laporan akhir",
        "Dinas Contoh",
        "NIP",
    ):
        assert (words, words in text) == (words, True)


def test_names_are_no_markup_in_the_pdf(edition, hall, editor):
    take_part(edition, BoothFactory(parent=hall, title="<b>Rasa & Karsa"))
    ExpoPage.objects.update(organiser="Dinas <i>A & B")
    edition.refresh_from_db()
    assert make(edition, editor).state == ReportState.READY


def test_one_report_at_a_time_and_a_stuck_one_is_given_up(edition, editor):
    first = start_report(edition=edition, by=editor, now=AFTER)
    assert start_report(edition=edition, by=editor, now=AFTER + STANDS_STILL) == first
    later = start_report(edition=edition, by=editor, now=AFTER + STANDS_STILL + datetime.timedelta(seconds=1))
    first.refresh_from_db()
    assert (later == first, first.state) == (False, ReportState.FAILED)


def test_a_report_that_breaks_is_told(edition, editor, monkeypatch, client):
    def broken(**kwargs):
        raise RuntimeError("broken")

    # Nothing the office can enter breaks the counting; this stands for what nobody thought of.
    monkeypatch.setattr("insights.edition.jobs.edition_figures", broken)
    assert make(edition, editor).state == ReportState.FAILED
    client.force_login(editor)
    assert "gagal dibuat" in client.get(reverse("insights_edition_report", args=[edition.pk])).text


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper"])
def test_reports_are_the_offices(as_role, booth, fair, editor, merchant_user, role):
    report = make(fair, editor)
    client = as_role(role)
    addresses = [
        reverse("insights_edition_reports"),
        reverse("insights_edition_report", args=[fair.pk]),
        reverse("insights_edition_file", args=[report.key, "pdf"]),
    ]
    for address in addresses:
        assert (address, client.get(address).status_code) in [(address, 302), (address, 404)]
    client.post(addresses[1])
    assert EditionReport.objects.count() == 1
    with pytest.raises(PermissionDenied):
        start_report(edition=fair, by=merchant_user, now=AFTER)


@time_machine.travel(AFTER, tick=False)
def test_an_editor_counts_reads_and_takes_it_along(fair, editor, client, django_capture_on_commit_callbacks):
    client.force_login(editor)
    assert "Pesta" in client.get(reverse("insights_edition_reports")).text
    address = reverse("insights_edition_report", args=[fair.pk])
    assert "Belum ada laporan" in client.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    text = client.get(address).text
    assert ("Laporan akhir" in text, "Kunjungan per hall" in text) == (True, True)
    report = EditionReport.objects.get()
    for kind, start in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        answer = client.get(reverse("insights_edition_file", args=[report.key, kind]))
        assert b"".join(answer.streaming_content).startswith(start)
        assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse("insights_edition_file", args=[report.key, "html"])).status_code == 404


def test_earlier_reports_can_still_be_taken_along(fair, editor, client):
    first, second = make(fair, editor), make(fair, editor, AFTER + datetime.timedelta(hours=1))
    client.force_login(editor)
    text = client.get(reverse("insights_edition_report", args=[fair.pk])).text
    places = [text.index(reverse("insights_edition_file", args=[one.key, "pdf"])) for one in (second, first)]
    assert places == sorted(places)


def test_the_moment_is_told_in_the_editions_zone(tree, editor, client):
    edition = new_edition(tree)
    ExpoPage.objects.filter(pk=edition.pk).update(zone=Zone.WIT)
    edition.refresh_from_db()
    report = make(edition, editor, DURING)
    document = pypdfium2.PdfDocument(report.pdf.read())
    client.force_login(editor)
    shown = client.get(reverse("insights_edition_report", args=[edition.pk])).text
    for text in (document[0].get_textpage().get_text_range(), shown):
        assert ("14.00 WIT" in text) is True


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(tree, editor, client, count, django_assert_num_queries):
    for number in range(count):
        new_edition(tree, f"Pesta {number}")
    client.force_login(editor)
    address = reverse("insights_edition_reports")
    client.get(address)
    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get(address)


QUERIES_OF_LIST = 12


@pytest.mark.parametrize("booths", [1, 3])
def test_the_page_costs_the_same(edition, hall, editor, client, booths, django_assert_num_queries):
    for _number in range(booths):
        take_part(edition, BoothFactory(parent=hall))
    make(edition, editor)
    client.force_login(editor)
    address = reverse("insights_edition_report", args=[edition.pk])
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address)
