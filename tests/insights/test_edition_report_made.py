"""Making reports in the background, their files, and the pages of the office."""

import datetime
import io

import pypdfium2
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from expo.enums import Zone
from expo.models import ExpoPage, Participation
from insights.edition.comparing import summary
from insights.edition.jobs import STANDS_STILL, start_final_reports, start_report
from insights.edition.models import EditionReport, ReportState
from insights.edition.views import tables_beside
from insights.models import ViewCount
from tests.factories import (
    BoothFactory,
)
from tests.insights.report_cases import (
    AFTER,
    CLOSED,
    DURING,
    FIRST,
    make,
    new_edition,
    table,
    take_part,
)

pytestmark = pytest.mark.django_db


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


def test_zeros_of_an_edition_nobody_is_on_record_of_are_not_compared(fair, editor, tree):
    day = datetime.timedelta(1)
    new_edition(tree, "Tanpa catatan", FIRST - 20 * day, FIRST - 19 * day)
    report = make(fair, editor)
    assert report.figures["before"]["title"] == "Tanpa catatan"
    assert {earlier for _name, _total, earlier in summary(report.figures)} == {None}


def test_the_summary_puts_both_editions_beside_each_other(fair, editor, client, tree):
    day = datetime.timedelta(1)
    before = new_edition(tree, "Pesta Lalu", FIRST - 200 * day, FIRST - 199 * day)
    take_part(before, Participation.objects.first().booth)
    report = make(fair, editor)
    rows = {name: rest for name, *rest in summary(report.figures)}
    assert (rows["Peserta"], rows["Kunjungan per hari"]) == ([2, 1], [26, 0])
    assert (rows["Acara"], rows["Acara: Menit"]) == ([0, 0], [0, 0])
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
