"""Files of every making give their rows, or one clear sentence."""

import datetime
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.importing import delimited, limits, workbooks
from catalog.importing.errors import UnreadableFileError
from catalog.importing.files import read_tables
from catalog.importing.rows import parse_tables

ROWS = [["Nama", "Harga"], ["Kain “cap”", "15.000"], ["Kopi é", "20rb"]]


def lines(data: bytes, tmp_path) -> list[tuple]:
    """Return the rows of a file's only table as (line, cells)."""
    path = tmp_path / "berkas"
    path.write_bytes(data)
    (table,) = read_tables(path)
    return [(line.number, line.cells) for line in table.lines]


def refusal(data: bytes, tmp_path) -> str:
    """Return the sentence with which a file is refused."""
    path = tmp_path / "berkas"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        parse_tables(read_tables(path))
    return str(caught.value)


def outcome(path):
    """Return what a file gives: its products, or the sentence with which it is refused."""
    try:
        return parse_tables(read_tables(path))
    except UnreadableFileError as error:
        return str(error)


def csv_bytes(delimiter=",", encoding="utf-8", newline="\r\n") -> bytes:
    text = newline.join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS) + newline
    return text.encode(encoding)


def workbook(rows, **sheets) -> bytes:
    """Return an XLSX whose first sheet has these rows, and further sheets by name."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_text_in_any_usual_encoding_and_delimiter(tmp_path, delimiter, encoding, newline):
    expected = [(number, tuple(row)) for number, row in enumerate(ROWS, start=1)]
    assert lines(csv_bytes(delimiter, encoding, newline), tmp_path) == expected


def test_a_decimal_comma_does_not_pass_for_a_delimiter(tmp_path):
    data = b"Nama;Berat\nKopi;0,5\nTeh;1,5\nGula;2,5\n"
    assert lines(data, tmp_path)[1] == (2, ("Kopi", "0,5"))


def test_excel_names_the_delimiter_in_its_first_line(tmp_path):
    assert lines(b"sep=|\r\nNama|Harga\r\nKopi, bubuk|1\r\n", tmp_path) == [
        (2, ("Nama", "Harga")),
        (3, ("Kopi, bubuk", "1")),
    ]


def test_line_numbers_count_lines_of_the_file(tmp_path):
    data = b'Nama,Keterangan\n\nKopi,"dua\nbaris"\n,,\nTeh,\n'
    assert lines(data, tmp_path) == [
        (1, ("Nama", "Keterangan")),
        (3, ("Kopi", "dua\nbaris")),
        (6, ("Teh", None)),
    ]


def test_formulas_in_text_stay_text(tmp_path):
    assert lines(b"Nama\n=1+1\n@SUM(A1)\n-kopi\n+62\n", tmp_path)[1:] == [
        (2, ("=1+1",)),
        (3, ("@SUM(A1)",)),
        (4, ("-kopi",)),
        (5, ("+62",)),
    ]


def test_a_workbook_gives_numbers_dates_and_the_lines_of_its_sheet(tmp_path):
    data = workbook(
        [["Daftar"], [], ["Nama", "Harga", "Tanggal"], ["Kopi", 15000.0, datetime.date(2026, 1, 2)]]
    )
    assert lines(data, tmp_path) == [
        (1, ("Daftar",)),
        (3, ("Nama", "Harga", "Tanggal")),
        (4, ("Kopi", 15000, datetime.date(2026, 1, 2))),
    ]


def test_the_sheet_with_the_best_heading_is_read(tmp_path):
    path = tmp_path / "berkas"
    path.write_bytes(workbook([["Petunjuk: isi nama"]], Produk=[["Nama", "Harga"], ["Kopi", 1000]]))
    parsed = parse_tables(read_tables(path))
    assert (parsed.sheet, [row.name for row in parsed.rows]) == ("Produk", ["Kopi"])


def test_failed_formulas_are_named_and_not_taken_for_empty_cells(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nama", "Harga"])
    for value, kind in [("#REF!", "e"), ("=1/0", "f"), (5000, "n")]:
        sheet.append(["Kopi", None])
        cell = sheet.cell(sheet.max_row, 2, value)
        cell.data_type = kind
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "berkas"
    path.write_bytes(buffer.getvalue())
    rows = parse_tables(read_tables(path)).rows
    assert [row.problems for row in rows] == [
        [("Harga", "berisi kesalahan rumus #REF!")],
        [("Harga", "berisi rumus tanpa hasil; salin lalu tempel sebagai nilai")],
        [],
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"\r\n \n", "kosong"),
        (b"\xef\xbb\xbf", "kosong"),
        (b"Nama,Harga\n", "hanya berisi judul kolom"),
        (b"Harga,Warna\n1,2\n", "“Nama produk” tidak ditemukan"),
        (b"Nama^Harga\nKopi^1\n", "pemisah kolomnya"),
        (b"MZ\x90\x00" + b"\x00" * 400, "program"),
        (b"\x7fELF" + b"\x00" * 400, "program"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar"),
        (b"\x1f\x8b\x08", "terkompresi"),
        (b"PK\x03\x04 bukan zip", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "rusak"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "halaman web"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "halaman web"),
        ("<html>".encode("utf-16"), "halaman web"),
        (b"Nama,Harga\nKopi,\x01\x02\n", "bukan teks"),
        (b"Nama,Harga\n" + bytes(range(256)), "bukan teks"),
        ("Nama,Keterangan\nKopi,é é é\n".encode() + b"Teh,\xe9\n", "huruf yang rusak pada baris 3"),
        (b'Nama,Harga\nKopi,1\n"Teh,2\nGula,3\n', "Tanda kutip pada baris 3"),
        (b"Nama\n" + b"x" * 30_000 + b"\n", "terlalu panjang"),
        (b"Nama," + b"," * 300 + b"\n", "kolom"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, data, words):
    assert words in refusal(data, tmp_path)


def test_the_sentence_follows_the_reader_s_language(tmp_path):
    with override("id"):
        assert refusal(b"", tmp_path) == "Berkas ini kosong."


def test_more_rows_than_allowed_are_refused(tmp_path):
    data = b"Nama\n" + b"Kopi\n" * 200_000
    assert "lebih dari 50.000 baris" in refusal(data, tmp_path)


def test_a_file_larger_than_allowed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("catalog.importing.files.MAX_FILE_BYTES", 1000)
    assert "MB" in refusal(b"Nama\n" + b"Kopi\n" * 400, tmp_path)


def zip_bytes(**files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zip_bytes(catatan="x"), "ZIP biasa"),
        (zip_bytes(word__document_xml="<x/>"), "Word"),
        (zip_bytes(ppt__presentation_xml="<x/>"), "presentasi"),
        (zip_bytes(xl__workbook_xml="<x/>"), "rusak"),
        (
            zip_bytes(xl__workbook_xml="<x/>", xl__bom_xml="0" * (limits.MAX_UNPACKED_BYTES + 1)),
            "terlalu besar",
        ),
    ],
)
def test_archives_that_are_no_honest_workbook_are_refused(tmp_path, data, words):
    assert words in refusal(data, tmp_path)


def test_a_password_is_asked_to_be_removed(tmp_path):
    marker = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + marker + b"\x00" * 600
    assert "kata sandi" in refusal(data, tmp_path)


def test_a_workbook_that_asks_for_a_huge_grid_ends_only_its_reader(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "READER_MEMORY_BYTES", 512 * 1024 * 1024)
    book = openpyxl.Workbook()
    book.active["A1"] = "Nama"
    book.active["XFD1048576"] = "jauh"
    buffer = io.BytesIO()
    book.save(buffer)
    assert "terlalu besar" in refusal(buffer.getvalue(), tmp_path)


def test_a_damaged_workbook_is_refused(tmp_path):
    data = bytearray(workbook(ROWS))
    middle = len(data) // 2
    data[middle : middle + 200] = b"\x00" * 200
    assert refusal(bytes(data), tmp_path)


def test_the_reader_runs_without_the_project(tmp_path):
    path = tmp_path / "berkas"
    path.write_bytes(workbook(ROWS))
    done = subprocess.run(
        [sys.executable, workbooks.sheet_reader.__file__, str(path), "10", str(2**30), "20"],
        capture_output=True,
        check=True,
        cwd="/",
    )
    assert done.stdout.startswith(b'{"name": "Sheet"')


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=600))
@example(data=b"Nama\n\x81")
def test_any_bytes_are_read_or_refused(tmp_path, data):
    path = tmp_path / "berkas"
    path.write_bytes(data)
    # Workbooks start a process each; their own test has fewer examples.
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return
    assert outcome(path)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=12),
    delimiter=st.sampled_from(",;\t|^"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_of_text_is_read_or_refused(tmp_path, rows, delimiter, encoding):
    text = "\n".join([delimiter.join(["Nama", "Harga", "Stok"]), *(delimiter.join(row) for row in rows)])
    path = tmp_path / "berkas"
    path.write_bytes(text.encode(encoding, errors="surrogatepass"))
    found = outcome(path)
    assert found
    assert isinstance(found, str) or all(row.name or row.problems for row in found.rows)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 6000), noise=st.binary(min_size=1, max_size=80))
def test_a_workbook_damaged_anywhere_is_read_or_refused(tmp_path, start, noise):
    data = bytearray(workbook(ROWS))
    start %= len(data)
    data[start : start + len(noise)] = noise
    path = tmp_path / "berkas"
    path.write_bytes(bytes(data))
    assert outcome(path)


def test_a_guess_without_anything_to_guess_from_is_a_comma():
    assert delimited.guess_delimiter("") == ","
