"""Storing an import: everything of a booth or nothing of it."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Page, PageLogEntry

from catalog.importing.files import read_tables
from catalog.importing.photos import PhotoArchive
from catalog.importing.rows import parse_tables
from catalog.models import ProductListing, ProductPage
from core.models import Photo
from expo.importing import applying
from expo.importing.applying import LOG_ACTION, WrongRowsError, import_booth
from tests.factories import BoothFactory, ProductFactory, image_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def csv_file(tmp_path):
    """Return a function that writes lines to a CSV file and returns its path."""

    def write(*lines: str) -> Path:
        path = tmp_path / "produk.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def zip_file(tmp_path):
    """Return a function that writes photos by name to a ZIP and returns its path."""

    def write(**colours: str) -> Path:
        path = tmp_path / "foto.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, colour in colours.items():
                archive.writestr(f"{name}.jpg", image_file(colour).read())
        return path

    return write


def run(path, *args) -> tuple[str, str, bool]:
    """Run the command; return what it printed, what it complained of and whether it failed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_products", str(path), *args, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error), True
    return out.getvalue(), err.getvalue(), False


def test_products_of_a_public_booth_are_public_at_once(client, booth, csv_file):
    path = csv_file("Nama;Harga;Stok", "Kopi;15rb;ada", "Teh;;PO 3 hari")
    out, err, failed = run(path, "--booth", "batik/A-1")
    assert (out, err, failed) == ("Selesai: 2 baru, 0 berubah, 0 sama, 0 salah, 1 lapak.\n", "", False)
    assert list(ProductListing.objects.order_by("title").values_list("title", "price", "availability")) == [
        ("Kopi", 15000, "in_stock"),
        ("Teh", None, "made_to_order"),
    ]
    assert client.get(f"{booth.get_url()}kopi/").status_code == 200
    entry = PageLogEntry.objects.get(page=booth.pk, action=LOG_ACTION)
    assert entry.data == {"new": 2, "changed": 0, "same": 0, "file": "produk.csv"}
    assert str(entry.formatter.format_message(entry)) == "Impor produk dari “produk.csv”: 2 baru, 0 berubah"
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_same_file_again_changes_nothing(booth, csv_file):
    path = csv_file("Nama,Harga", "Kopi,1000", "Kopi,2000", "Kopi,1000")
    run(path, "--booth", booth.short_code)
    revisions = [page.latest_revision_id for page in ProductPage.objects.all()]
    assert (
        run(path, "--booth", booth.short_code)[0] == "Selesai: 0 baru, 0 berubah, 3 sama, 0 salah, 1 lapak.\n"
    )
    assert [page.latest_revision_id for page in ProductPage.objects.all()] == revisions
    assert PageLogEntry.objects.filter(action=LOG_ACTION).count() == 1


def test_a_dry_run_shows_the_plan_and_stores_nothing(booth, product, csv_file):
    path = csv_file("Nama,Harga,Warna", "Kopi,1000,x", "Kain batik tulis,400000,y")
    out, err, failed = run(path, "--booth", booth.short_code, "--dry-run")
    assert out.splitlines() == [
        "Kolom yang diabaikan: Warna",
        "Baris 2 “Kopi”: baru",
        "Baris 3 “Kain batik tulis”: berubah: harga: Rp350.000 → Rp400.000",
        "Rencana: 1 baru, 1 berubah, 0 sama, 0 salah, 1 lapak.",
    ]
    assert (err, failed) == ("", False)
    assert list(ProductPage.objects.values_list("title", "price")) == [("Kain batik tulis", 350000)]


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_every_wrong_row_is_named_and_the_command_fails(booth, csv_file, dry_run):
    path = csv_file("Nama,Harga", "Kopi,1000", "Teh,murah", ",5000")
    _out, err, failed = run(path, "--booth", booth.short_code, *dry_run)
    assert failed
    assert [line for line in err.splitlines() if line.startswith("Baris")] == [
        "Baris 3 “Teh”: salah: Harga: bukan harga: “murah”",
        "Baris 4: salah: Nama: nama produk kosong",
    ]
    assert ProductPage.objects.count() == 0


def test_a_wrong_row_keeps_its_booth_and_no_other_as_it_was(booth, other_booth, csv_file):
    path = csv_file(
        "Lapak,Nama,Harga", "batik/A-1,Kopi,1000", "batik/A-1,Teh,murah", "batik/A-2,Gula,1000", "z,Roti,1"
    )
    out, _err, failed = run(path)
    assert (out, failed) == ("Selesai: 1 baru, 0 berubah, 0 sama, 2 salah, 2 lapak.\n", True)
    assert [page.title for page in ProductPage.objects.all()] == ["Gula"]


@pytest.mark.parametrize(
    ("lines", "args", "words"),
    [
        (["Nama", "Kopi"], [], "--booth KODE"),
        (["Nama", "Kopi"], ["--booth", "tidak-ada"], "tidak ditemukan"),
        (["Harga", "5"], ["--booth", "batik/A-1"], "“Nama produk” tidak ditemukan"),
    ],
)
def test_what_cannot_be_started_says_why(booth, csv_file, lines, args, words):
    _out, err, failed = run(csv_file(*lines), *args)
    assert failed
    assert words in err


def test_a_missing_file_says_so(booth, tmp_path):
    assert run(tmp_path / "tidak-ada.csv")[1].startswith("Berkas tidak ditemukan")


def test_products_of_a_booth_that_is_not_public_are_drafts(hall, csv_file):
    booth = BoothFactory(parent=hall, title="Nanti", live=False)
    run(csv_file("Nama", "Kopi"), "--booth", booth.short_code)
    page = ProductPage.objects.get()
    assert (page.live, page.has_unpublished_changes, ProductListing.objects.count()) == (False, True, 0)
    assert page.get_latest_revision_as_object().title == "Kopi"


def test_photos_come_from_the_zip_and_belong_to_the_booth_s_people(
    booth, merchant_user, editor, csv_file, zip_file, django_capture_on_commit_callbacks
):
    path = csv_file("Nama,Foto,Isi foto", '"Kopi","kopi.jpg, biji.jpg",Bungkus kopi', "Teh,kopi,")
    photos = zip_file(kopi="#553311", biji="#332211", lain="#000000")
    with django_capture_on_commit_callbacks(execute=True):
        assert run(path, "--booth", booth.short_code, "--photos", str(photos))[2] is False
    coffee, tea = ProductPage.objects.order_by("path")
    assert [(item.photo.title, item.alt) for item in coffee.photos.all()] == [
        ("Kopi", "Bungkus kopi"),
        ("Kopi", ""),
    ]
    assert tea.photos.get().photo == coffee.photos.first().photo
    assert {photo.uploaded_by_user for photo in Photo.objects.all()} == {merchant_user}
    photo = coffee.photos.first().photo
    with zipfile.ZipFile(photos) as archive:
        uploaded = archive.read("kopi.jpg")
    assert (photo.file_hash, photo.width, bool(photo.sources)) == (
        hashlib.sha1(uploaded, usedforsecurity=False).hexdigest(),
        800,
        True,
    )
    assert ProductListing.objects.get(page=coffee).picture
    assert run(path, "--booth", booth.short_code, "--photos", str(photos))[0].startswith(
        "Selesai: 0 baru, 0 berubah, 2"
    )
    assert Photo.objects.count() == 2


def test_a_photo_is_added_to_a_product_that_has_others(booth, csv_file, zip_file):
    run(
        csv_file("Nama,Foto", "Kopi,a.jpg"),
        "--booth",
        booth.short_code,
        "--photos",
        str(zip_file(a="#111111")),
    )
    path = csv_file("Nama,Foto", 'Kopi,"a.jpg,b.jpg"')
    run(path, "--booth", booth.short_code, "--photos", str(zip_file(a="#111111", b="#222222")))
    assert (ProductPage.objects.get().photos.count(), Photo.objects.count()) == (2, 2)


def test_a_missing_photo_is_wrong(booth, csv_file, zip_file):
    path = csv_file("Nama,Foto", "Kopi,b.jpg")
    _out, err, failed = run(path, "--booth", booth.short_code, "--photos", str(zip_file(a="#111111")))
    assert failed
    assert "Baris 2 “Kopi”: salah: Foto: foto “b.jpg” tidak ada dalam ZIP" in err


def test_a_failure_half_way_leaves_no_product_and_no_file(booth, editor, csv_file, zip_file, monkeypatch):
    table = parse_tables(read_tables(csv_file("Nama,Foto", "Kopi,a.jpg")))

    def fail(**kwargs):
        raise RuntimeError("listrik padam")

    # The failure of a database or a disk cannot be had on demand.
    monkeypatch.setattr(applying, "refresh_booth", fail)
    before = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    with PhotoArchive(zip_file(a="#111111")) as photos, pytest.raises(RuntimeError):
        import_booth(booth=booth, rows=table.rows, table=table, by=editor, photos=photos)
    assert (ProductPage.objects.count(), Photo.objects.count()) == (0, 0)
    assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == before


def test_what_became_wrong_since_the_plan_stores_nothing(booth, editor, csv_file):
    ProductFactory(parent=booth, title="Kopi", price=1000, price_to=2000)
    table = parse_tables(read_tables(csv_file("Nama,Harga", "Teh,1", "Kopi,3000")))
    with pytest.raises(WrongRowsError) as caught:
        import_booth(booth=booth, rows=table.rows, table=table, by=editor)
    assert ([row.row.line for row in caught.value.rows], ProductPage.objects.count()) == ([3], 1)


def test_tags_are_shared_without_regard_to_case(booth, csv_file):
    run(csv_file("Nama,Kata kunci", 'Kopi,"Robusta, kopi"', 'Teh,"robusta"'), "--booth", booth.short_code)
    assert [sorted(page.tags.names()) for page in ProductPage.objects.order_by("path")] == [
        ["Robusta", "kopi"],
        ["Robusta"],
    ]


def test_formulas_stay_text(booth, csv_file):
    run(csv_file("Nama,Keterangan", '"=HYPERLINK(""x"")",@SUM(A1)'), "--booth", booth.short_code)
    page = ProductPage.objects.get()
    assert (page.title, page.description) == ('=HYPERLINK("x")', "@SUM(A1)")


@pytest.mark.shared_data
def test_the_real_products_load_whole(shared_data, booth):
    path = shared_data / "products.csv"
    with translation.override("id"):
        out, err, failed = run(path, "--booth", booth.short_code)
    assert (failed, err) == (False, "")
    assert out.splitlines()[-1] == "Selesai: 13346 baru, 0 berubah, 141 sama, 0 salah, 1 lapak."
    assert ProductPage.objects.child_of(booth).live().count() == ProductListing.objects.count() == 13346
    assert Page.find_problems() == ([], [], [], [], [])
