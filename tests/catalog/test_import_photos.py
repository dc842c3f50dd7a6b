"""ZIPs of photos, honest and other."""

import io
import stat
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog.importing import photos
from catalog.importing.errors import UnreadableFileError
from catalog.importing.photos import PhotoArchive


def picture(kind="JPEG", size=(80, 60), colour="#b5651d") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def outcomes(path) -> list[str]:
    """Return for each photo the name under which it was found, or the sentence that says why not."""
    found = []
    try:
        with PhotoArchive(path) as photos_in_zip:
            for name in ("a.jpg", "b.png"):
                try:
                    found.append(photos_in_zip.key(name))
                except ValueError as error:
                    found.append(str(error))
    except UnreadableFileError as error:
        found.append(str(error))
    return found


def archive(tmp_path, entries):
    """Return the path of a ZIP with these (name or ZipInfo, bytes)."""
    path = tmp_path / "foto.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return path


def test_photos_are_found_by_name_in_any_folder_and_spelling(tmp_path):
    path = archive(
        tmp_path,
        [
            ("foto/Kain Cap.JPG", picture()),
            ("kopi.png", picture("PNG")),
            ("__MACOSX/._kopi.png", b"x"),
            ("Thumbs.db", b"x"),
            ("kosong/", b""),
        ],
    )
    with PhotoArchive(path) as found:
        assert len(found) == 2
        assert [found.key(name) for name in ("kain cap.jpg", "KAIN CAP", r"c:\foto\kopi.png", "kopi")] == [
            "kain cap.jpg",
            "kain cap.jpg",
            "kopi.png",
            "kopi.png",
        ]
        assert found.checked("kopi.png")[0] == "PNG"
        assert found.file_name("kain cap.jpg") == "kain cap.jpg"
        assert found.read("kopi.png") == picture("PNG")


def test_a_photo_gets_the_ending_of_what_it_is(tmp_path):
    with PhotoArchive(archive(tmp_path, [("a.jpg", picture("WEBP"))])) as found:
        assert found.file_name(found.key("a.jpg")) == "a.webp"


@pytest.mark.parametrize(
    ("entries", "asked", "words"),
    [
        ([("a.jpg", picture())], "b.jpg", "tidak ada dalam ZIP"),
        ([("x/a.jpg", picture()), ("y/a.jpg", picture())], "a.jpg", "ada 2 foto"),
        ([("a.jpg", b"bukan foto")], "a.jpg", "bukan foto atau rusak"),
        ([("a.jpg", picture()[:400])], "a.jpg", "bukan foto atau rusak"),
        ([("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")], "a.png", "bukan foto atau rusak"),
        ([("a.jpg", b"MZ\x90")], "a.jpg", "bukan foto atau rusak"),
    ],
)
def test_a_photo_that_cannot_be_used_is_said_to_be_so(tmp_path, entries, asked, words):
    with PhotoArchive(archive(tmp_path, entries)) as found, pytest.raises(ValueError, match=words):
        found.key(asked)


def link_entry():
    entry = zipfile.ZipInfo("tautan.jpg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "kosong"),
        ([("../a.jpg", b"")], "menunjuk ke luar"),
        ([("/etc/a.jpg", b"")], "menunjuk ke luar"),
        ([("x/../../a.jpg", b"")], "menunjuk ke luar"),
        ([("..\\a.jpg", b"")], "menunjuk ke luar"),
        ([("C:a.jpg", b"")], "menunjuk ke luar"),
        ([(link_entry(), b"/etc/passwd")], "tautan"),
        ([("lagi.zip", b"PK")], "bukan foto"),
        ([("a.php", b"")], "bukan foto"),
        ([("a.svg", b"")], "bukan foto"),
        ([("a.jpg.exe", b"")], "bukan foto"),
    ],
)
def test_a_zip_with_anything_but_photos_is_refused(tmp_path, entries, words):
    with pytest.raises(UnreadableFileError, match=words):
        PhotoArchive(archive(tmp_path, entries))


def test_what_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "foto.zip"
    path.write_bytes(b"Rar!" + b"\x00" * 100)
    with pytest.raises(UnreadableFileError, match="bukan ZIP"):
        PhotoArchive(path)


def test_bombs_are_refused_before_they_unpack(tmp_path, monkeypatch):
    monkeypatch.setattr(photos, "MAX_PHOTO_BYTES", 1000)
    with pytest.raises(UnreadableFileError, match="lebih besar"):
        PhotoArchive(archive(tmp_path, [("a.jpg", b"0" * 1001)]))
    monkeypatch.setattr(photos, "MAX_PHOTOS_UNPACKED_BYTES", 1500)
    with pytest.raises(UnreadableFileError, match="terlalu besar bila dibuka"):
        PhotoArchive(archive(tmp_path, [("a.jpg", b"0" * 900), ("b.jpg", b"0" * 900)]))
    monkeypatch.setattr(photos, "MAX_PHOTOS", 1)
    with pytest.raises(UnreadableFileError, match="paling banyak"):
        PhotoArchive(archive(tmp_path, [("a.jpg", b"0"), ("b.jpg", b"0")]))


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path, monkeypatch):
    path = archive(tmp_path, [("a.jpg", b"0" * 5000)])
    data = path.read_bytes()
    # The directory at the end says 50 bytes; what unpacks is 5,000.
    directory = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: directory + 24] + (50).to_bytes(4, "little") + data[directory + 28 :])
    monkeypatch.setattr(photos, "MAX_PHOTO_BYTES", 1000)
    with PhotoArchive(path) as found, pytest.raises(ValueError, match=r"rusak|terlalu besar"):
        found.key("a.jpg")


def test_a_picture_of_too_many_pixels_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(photos, "MAX_PHOTO_PIXELS", 4000)
    with (
        PhotoArchive(archive(tmp_path, [("a.png", picture("PNG"))])) as found,
        pytest.raises(ValueError, match="terlalu besar ukurannya"),
    ):
        found.key("a.png")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 2000), noise=st.binary(min_size=1, max_size=60))
def test_a_zip_damaged_anywhere_is_read_or_refused(tmp_path, start, noise):
    path = archive(tmp_path, [("a.jpg", picture()), ("b.png", picture("PNG"))])
    data = bytearray(path.read_bytes())
    start %= len(data)
    data[start : start + len(noise)] = noise
    path.write_bytes(bytes(data))
    assert all(outcomes(path))
