"""Spreadsheets: what is in them, what never is, and that they come in pieces."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission

from expo.admin import export
from tests.factories import (
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    MerchantFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def content(response):
    """Return the file."""
    assert response.streaming
    return b"".join(response.streaming_content)


def read_csv(response):
    """Return the lines of a CSV answer."""
    return list(csv.reader(io.StringIO(content(response).decode("utf-8-sig"))))


def read_xlsx(response):
    """Return the lines of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content(response)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


@pytest.fixture
def shop(hall):
    """A booth with everything personal filled in."""
    merchant = MerchantFactory(
        name="UD Rejeki", owner_name="Sri Lestari", nib="1234567890123", owner=UserFactory()
    )
    return BoothFactory(
        parent=hall, title="Batik Sekar", merchant=merchant, area=AreaFactory(name="Kota Contoh"),
        whatsapp="081234567890", phone="0285123456", slug="sekar", short_code="abcde",
    )  # fmt: skip


PERSONAL = ["Sri Lestari", "1234567890123", "081234567890", "0285123456", "+6281234567890", "+62285123456"]


def test_booths_as_csv(office, shop):
    response = office.get("/kelola/lapak/?export=csv")
    lines = read_csv(response)
    assert lines[0] == [
        "Kode lapak", "Stan", "Lapak", "Pelaku usaha", "Hall", "Kota/kabupaten", "Pasar", "Keadaan", "Tayang",
        "Tepercaya", "Produk", "Foto", "Pertama tayang", "Diubah", "Alamat",
    ]  # fmt: skip
    assert lines[1][:12] == [
        "abcde", "A-1", "Batik Sekar", "UD Rejeki", "Batik", "Kota Contoh", "", "Tayang", "ya", "tidak", "0", "tidak",
    ]  # fmt: skip
    assert (lines[1][14], len(lines)) == ("hall/batik/sekar/", 2)
    assert response["Content-Disposition"].startswith('attachment; filename="lapak-')
    assert "no-store" in response["Cache-Control"]


def test_products_as_xlsx_with_numbers_as_numbers(office, shop):
    ProductFactory(
        parent=shop, title="Kain & <batik>", price=350000, category=CategoryFactory(name="Kain"), sku="KB-1"
    )
    lines = read_xlsx(office.get("/kelola/produk/?export=xlsx"))
    assert lines[0][:3] == ["Kode produk", "Produk", "Lapak"]
    assert lines[1][:13] == [
        "KB-1", "Kain & <batik>", "Batik Sekar", "A-1", "UD Rejeki", "Batik", "Kota Contoh", "Kain", 350000, None,
        "Ada", "Tayang", "ya",
    ]  # fmt: skip


def test_only_what_is_filtered_is_exported(office, shop, other_booth):
    assert [line[2] for line in read_csv(office.get("/kelola/lapak/?export=csv&q=sekar"))[1:]] == [
        "Batik Sekar"
    ]
    assert len(read_csv(office.get("/kelola/lapak/?export=csv&state=draft"))) == 1


@pytest.mark.parametrize("address", ["/kelola/lapak/", "/kelola/produk/"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_personal_data_unless_asked(office, shop, product, address, kind):
    response = office.get(address, {"export": kind})
    lines = read_csv(response) if kind == "csv" else read_xlsx(response)
    cells = {str(cell) for line in lines for cell in line}
    assert cells & set(PERSONAL) == set()


def test_personal_data_for_whoever_asks_and_may(office, shop, caplog):
    [line] = read_csv(office.get("/kelola/lapak/?export=csv&pribadi=1"))[1:]
    assert line[15:] == ["Sri Lestari", "1234567890123", "'+6281234567890", "'+62285123456"] or line[15:] == [
        "Sri Lestari", "1234567890123", "081234567890", "0285123456"
    ]  # fmt: skip
    assert [record.name for record in caplog.records if record.name == "expo.export"] == ["expo.export"]


def test_asking_is_not_enough(client, tree, shop):
    clerk = UserFactory()
    clerk.user_permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="expo", codename="curate"),
    )
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    group = Group.objects.create(name="Kurator")
    clerk.groups.add(group)
    GroupPagePermission.objects.create(
        group=group, page=tree.home, permission=Permission.objects.get(codename="change_page")
    )
    client.force_login(clerk, backend="core.auth.PhoneOrEmailBackend")
    lines = read_csv(client.get("/kelola/lapak/?export=csv&pribadi=1"))
    assert (len(lines[0]), len(lines)) == (15, 2)


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_a_name_is_never_a_formula(office, shop, title):
    ProductFactory(parent=shop, title=title)
    [line] = read_csv(office.get("/kelola/produk/?export=csv"))[1:]
    assert line[1] == f"'{title}"
    [row] = read_xlsx(office.get("/kelola/produk/?export=xlsx"))[1:]
    assert row[1] == title


def test_a_workbook_never_holds_a_formula(office, shop):
    ProductFactory(parent=shop, title="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(content(office.get("/kelola/produk/?export=xlsx"))))
    assert book.active["B2"].data_type == "s"


def test_queries_grow_with_chunks_not_with_rows(office, hall, monkeypatch, django_assert_num_queries):
    for _n in range(4):
        ProductFactory(parent=BoothFactory(parent=hall))
    office.get("/kelola/produk/")
    for chunk, queries in ((1000, 4), (2, 8)):
        monkeypatch.setattr(export, "CHUNK", chunk)
        response = office.get("/kelola/produk/?export=csv")
        with django_assert_num_queries(queries + 1):
            assert len(read_csv(response)) == 5


def test_a_long_workbook_comes_in_pieces(monkeypatch):
    lines = ([n, f"nama {n}", "x" * 200] for n in range(2000))
    pieces = list(export.stream_xlsx(lines, sheet="Lapak: [semua]/*?"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(pieces)))
    assert (len(pieces) > 2, book.sheetnames, book.active.max_row) == (True, ["Lapak   semua    "], 2000)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (True, "ya"), (False, "tidak"), (0, 0), ("a", "a"), (3.5, 3.5)],
)
def test_values_in_words(value, expected):
    assert export.plain(value) == expected


def test_control_characters_do_not_break_a_workbook():
    data = b"".join(export.stream_xlsx([["a\x00b\x0bc", "ok"]], sheet="x"))
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value == "abc"


def test_no_sign_in_a_name_spoils_the_spreadsheet(office, hall):
    BoothFactory(parent=hall, title="Lapak\uffff \ufffe\x0b\ud7ff aman")
    answer = office.get("/kelola/lapak/?export=xlsx")
    names = [
        cell.value
        for line in openpyxl.load_workbook(io.BytesIO(content(answer))).active.rows
        for cell in line
    ]
    assert "Lapak \ud7ff aman" in names
