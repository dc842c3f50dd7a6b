"""`manage.py recognise_links`."""

import csv

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command over a file with this content; return its rows."""

    def command(content, encoding="utf-8"):
        path = tmp_path / "tautan.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        call_command("recognise_links", str(path))
        return list(csv.reader(capsys.readouterr().out.splitlines()))

    return command


ROW = ["shopee.co.id/kopikita", "shopee", "shop", "https://shopee.co.id/kopikita", ""]
HEADINGS = ["url", "marketplace", "kind", "address", "warning"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("url\nshopee.co.id/kopikita\n", "utf-8"),
        ("url\r\nshopee.co.id/kopikita\r\n", "utf-8-sig"),
        ("nama;URL ;x\nKopi;shopee.co.id/kopikita;1\n", "utf-8"),
        ("nama\turl\nKopi\tshopee.co.id/kopikita\n", "utf-16"),
        ("\n".join(["url", "", "shopee.co.id/kopikita"]), "utf-8"),
    ],
)
def test_tables_of_any_make(run, content, encoding):
    assert run(content, encoding) == [HEADINGS, ROW]


def test_words_of_the_table(run):
    rows = run('url\nhttps://wa.me/081234567890\ntokopedia.link/x\nqlapa.com/x\n@kopi\n"Kopi, Kita"\n')
    assert [row[:4] for row in rows[1:]] == [
        ["https://wa.me/081234567890", "whatsapp", "shop", "https://wa.me/6281234567890"],
        ["tokopedia.link/x", "tokopedia", "short link", "https://tokopedia.link/x"],
        ["qlapa.com/x", "unknown", "shop", ""],
        ["@kopi", "unknown", "unknown", ""],
        ["Kopi, Kita", "unknown", "unknown", ""],
    ]
    assert all(row[4] for row in rows[3:])


def test_short_rows_have_no_link(run):
    assert run("nama,url\nKopi\n")[1][:4] == ["", "unknown", "unknown", ""]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"alamat,nama\nx,y\n", "no column “url” (columns found: alamat, nama)"),
        (b"url\nshopee\nkop\xe9\n", "line 3: not utf-8"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"url\n\x00\x01", "not a text file"),
        (b"\xff\xfeu", "utf-16"),
        (b'url\n"' + b"x" * 200_000, "line"),
    ],
)
def test_broken_files_are_named_and_print_nothing(run, capsys, content, words):
    with pytest.raises(CommandError, match=r"tautan\.csv") as caught:
        run(content)
    assert words in str(caught.value)
    assert capsys.readouterr().out == ""


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        call_command("recognise_links", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="can't be read"):
        call_command("recognise_links", str(tmp_path))
