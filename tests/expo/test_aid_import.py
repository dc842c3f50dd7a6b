"""A table of aid: read, planned, stored once, swept when nobody confirmed it."""

import datetime
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from expo.aid.table import plan_table, read_day
from expo.importing.jobs import FILES_KEPT, forget_old_imports
from expo.importing.store import TABLE, ImportFolder
from expo.models import AidGrant
from tests.expo.test_aid import grant_form
from tests.factories import AidGrantFactory, AidProgrammeFactory, MerchantFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date
IMPORT = reverse("expo_aid_import")
HEAD = "Lapak;Nomor polis;Mulai;Sampai;Diterima tanggal;Diterima oleh\n"


@pytest.fixture
def programme():
    return AidProgrammeFactory(name="Asuransi kios", months=12)


@pytest.fixture
def office(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def table(text, name="penerima.csv"):
    return SimpleUploadedFile(name, (HEAD + text).encode())


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("28/11/2026", DAY(2026, 11, 28)),
        ("1-2-2027", DAY(2027, 2, 1)),
        ("28 November 2026", DAY(2026, 11, 28)),
        ("3 agt 2026", DAY(2026, 8, 3)),
        ("2026-11-28", DAY(2026, 11, 28)),
        (datetime.datetime(2026, 11, 28, 9), DAY(2026, 11, 28)),
        (DAY(2026, 11, 28), DAY(2026, 11, 28)),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read_as_people_write_them(cell, day):
    assert read_day(cell) == day


@pytest.mark.parametrize("cell", ["besok", "31/2/2026", "11/28/2026", "28 Nop", 45000])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(ValueError, match=r".+"):
        read_day(cell)


def test_a_table_is_planned_and_then_stored(office, programme, booth, other_booth, editor):
    AidGrantFactory(programme=programme, merchant=other_booth.merchant, number="P-0")
    MerchantFactory(name="Bu Tanpa Lapak", nib="1234567890123")
    text = (
        f"{booth.short_code};P-1;28/11/2026;;28 November 2026;Bu Ning\n"
        "1234567890123;P-2;28/11/2026;27/11/2027;;\n"
        f"{other_booth.merchant.name};P-0;28/11/2026;;;\n"
        "Entah siapa;P-4;28/11/2026;;;\n"
        f"{booth.short_code};P-1;28/11/2026;;;\n"
        f"{booth.short_code};P-6;besok;;;\n"
        f"{booth.short_code};P-7;28/11/2026;27/11/2026;;\n"
        f"{booth.short_code};P-8;28/11/2026;;28/11/2026;\n"
    )
    assert office.post(IMPORT, {"programme": programme.pk, "table": table(text)}).url == IMPORT
    page = office.get(IMPORT)
    assert [(row.line, row.state) for row in page.context["rows"]] == [
        (2, "new"), (3, "new"), (4, "same"), (5, "wrong"), (6, "wrong"), (7, "wrong"), (8, "wrong"), (9, "wrong"),
    ]  # fmt: skip
    assert AidGrant.objects.count() == 1
    assert office.post(IMPORT, {"simpan": "1"}).status_code == 302
    rows = AidGrant.objects.exclude(number="P-0").order_by("number")
    assert list(rows.values_list("merchant__name", "number", "ends_on", "received_on", "received_by")) == [
        (booth.merchant.name, "P-1", DAY(2027, 11, 27), DAY(2026, 11, 28), "Bu Ning"),
        ("Bu Tanpa Lapak", "P-2", DAY(2027, 11, 27), None, ""),
    ]
    assert {grant.noted_by for grant in rows} == {editor}
    # The same table again changes nothing, and nothing waits any more.
    assert office.get(IMPORT).context.get("rows") is None
    office.post(IMPORT, {"programme": programme.pk, "table": table(text)})
    assert [row.state for row in office.get(IMPORT).context["rows"]].count("new") == 0
    office.post(IMPORT, {"buang": "1"})
    assert AidGrant.objects.count() == 3


def test_the_plan_warns_of_businesses_that_have_aid_of_the_kind(office, programme, booth):
    AidGrantFactory(
        programme=AidProgrammeFactory(name="Asuransi lama"), merchant=booth.merchant, number="L-1"
    )
    text = f"{booth.short_code};P-1;{timezone.localdate():%d/%m/%Y};;;\n" + (
        f"{booth.short_code};P-2;{timezone.localdate():%d/%m/%Y};;;\n"
    )
    office.post(IMPORT, {"programme": programme.pk, "table": table(text)})
    assert [row.warnings for row in office.get(IMPORT).context["rows"]] == [
        ["sudah punya Asuransi lama (Penjamin Pasar), L-1"],
        ["sudah punya Asuransi lama (Penjamin Pasar), L-1", "usaha ini juga ada di baris 2"],
    ]


@pytest.mark.parametrize("content", [b"", b"Nama;Harga\nKopi;1\n", b"\x89PNG\r\n", b"Lapak;Nomor polis\n"])
def test_a_table_that_is_none_is_explained_or_empty(office, programme, content):
    upload = SimpleUploadedFile("penerima.csv", content)
    answer = office.post(IMPORT, {"programme": programme.pk, "table": upload}, follow=True)
    assert answer.status_code in (200, 422)
    assert AidGrant.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_planning_costs_the_same(office, programme, hall, rows, django_assert_num_queries):
    merchants = MerchantFactory.create_batch(rows)
    text = "".join(f"{one.name};P-{one.pk};28/11/2026;;;\n" for one in merchants)
    office.post(IMPORT, {"programme": programme.pk, "table": table(text)})
    folder_programme = office.session["aid_import"]
    with django_assert_num_queries(5):
        planned = plan_table(path=ImportFolder(folder_programme[0]).table, programme=programme)
    assert len(planned) == rows


def test_two_taps_store_a_table_once(office, programme, booth):
    text = f"{booth.short_code};;28/11/2026;;;\n"
    office.post(IMPORT, {"programme": programme.pk, "table": table(text)})
    waiting = office.session["aid_import"]
    office.post(IMPORT, {"simpan": "1"})
    # The second tap was sent before the first was answered.
    session = office.session
    session["aid_import"] = waiting
    session.save()
    assert office.post(IMPORT, {"simpan": "1"}, follow=True).status_code == 200
    assert AidGrant.objects.count() == 1


def test_two_runners_take_a_table_once(programme, office, booth):
    office.post(IMPORT, {"programme": programme.pk, "table": table(f"{booth.short_code};;28/11/2026;;;\n")})
    folder = ImportFolder(office.session["aid_import"][0])
    assert [bool(folder.take(TABLE)) for _time in range(2)] == [True, False]


def test_tables_nobody_confirmed_are_deleted(programme, office, booth):
    office.post(IMPORT, {"programme": programme.pk, "table": table(f"{booth.short_code};;28/11/2026;;;\n")})
    folder = ImportFolder(office.session["aid_import"][0])
    forget_old_imports()
    assert folder.exists()
    old = (timezone.now() - FILES_KEPT - datetime.timedelta(hours=1)).timestamp()
    os.utime(folder.path, (old, old))
    forget_old_imports()
    assert not folder.path.exists()


@pytest.mark.parametrize("day", ["1/1/9999", "2/1/2100"])
def test_a_mistyped_year_is_explained(office, programme, booth, day):
    office.post(IMPORT, {"programme": programme.pk, "table": table(f"{booth.short_code};P-1;{day};;;\n")})
    assert [row.errors for row in office.get(IMPORT).context["rows"]] == [["Periksa tahunnya."]]
    office.post(reverse("expo_aid:add"), grant_form(programme, booth.merchant, starts_on="9999-01-01"))
    assert AidGrant.objects.count() == 0
