"""Which column is what, by the names people give their columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from catalog.importing.errors import UnreadableFileError
from catalog.importing.tables import Line, Table

NAMES: dict[str, tuple[str, ...]] = {
    "name": (
        "nama produk",
        "nama barang",
        "product name",
        "nama",
        "name",
        "produk",
        "product",
        "nama item",
        "item name",
        "title",
        "judul",
        "judul produk",
        "barang",
        "item",
        "menu",
        "nama menu",
    ),
    "booth": (
        "kode lapak",
        "kode booth",
        "booth code",
        "lapak",
        "booth",
        "kode pendek",
        "short code",
        "nama lapak",
        "nama booth",
        "booth name",
        "toko",
        "nama toko",
        "kios",
        "stan",
    ),
    "price": (
        "harga",
        "price",
        "price idr",
        "harga jual",
        "harga satuan",
        "harga retail",
        "harga eceran",
        "harga rp",
        "harga produk",
        "unit price",
        "harga mulai",
        "harga terendah",
        "price from",
    ),
    "price_to": ("harga tertinggi", "harga sampai", "harga maksimal", "price to", "max price", "harga maks"),
    "unit": ("satuan", "unit", "ukuran jual", "per", "kemasan", "isi"),
    "min_order": (
        "pesanan paling sedikit",
        "minimal pesan",
        "minimal pesanan",
        "minimal order",
        "min order",
        "minimum order",
        "min pesan",
        "min pembelian",
        "minimal pembelian",
        "moq",
    ),
    "wholesale_price": ("harga grosir", "grosir", "wholesale price", "wholesale", "harga reseller"),
    "wholesale_from": (
        "grosir mulai",
        "minimal grosir",
        "min grosir",
        "jumlah grosir",
        "wholesale from",
        "wholesale min",
    ),
    "availability": (
        "persediaan",
        "ketersediaan",
        "stok",
        "stock",
        "availability",
        "status stok",
        "status persediaan",
        "tersedia",
        "available",
    ),
    "made_in_days": (
        "dibuat dalam",
        "dibuat dalam hari",
        "lama pembuatan",
        "lama produksi",
        "waktu pengerjaan",
        "made in days",
        "lead time",
        "hari kerja",
        "lama po",
    ),
    "is_shippable": (
        "bisa dikemas dan dikirim",
        "bisa dikirim",
        "bisa kirim",
        "dapat dikirim",
        "kirim",
        "shippable",
        "can ship",
        "can be shipped",
        "is shippable",
        "pengiriman",
    ),
    "weight_grams": (
        "berat kirim",
        "berat",
        "weight",
        "weight grams",
        "berat produk",
        "berat gram",
        "shipping weight",
        "berat paket",
    ),
    "shelf_life_days": (
        "tahan",
        "masa simpan",
        "daya tahan",
        "umur simpan",
        "shelf life",
        "shelf life days",
        "tahan hari",
        "kedaluwarsa",
        "kadaluarsa",
    ),
    "category": (
        "kategori",
        "category",
        "kategori produk",
        "kelompok",
        "jenis",
        "jenis produk",
        "product category",
    ),
    "subcategory": ("subkategori", "sub kategori", "subcategory", "sub category", "anak kategori"),
    "description": (
        "keterangan",
        "deskripsi",
        "description",
        "uraian",
        "deskripsi produk",
        "penjelasan",
        "product description",
        "detail",
        "keterangan produk",
    ),
    "sku": ("kode produk", "sku", "kode barang", "kode", "product code", "code", "item code", "kode item"),
    "tags": ("kata kunci", "tag", "tags", "keywords", "label"),
    "photo": (
        "foto",
        "photo",
        "gambar",
        "image",
        "nama foto",
        "nama berkas foto",
        "file foto",
        "nama file foto",
        "nama gambar",
        "foto produk",
        "photos",
        "images",
        "berkas foto",
    ),
    "photo_alt": ("isi foto", "keterangan foto", "teks foto", "alt", "photo alt", "alt text"),
}
"""Known names of each field, in order of how surely they mean it."""

_FIELD_OF = {name: (wanted, rank) for wanted, names in NAMES.items() for rank, name in enumerate(names)}

_MEASURES = re.compile(r"\b(rp|idr|rupiah|gram|gr|g|kg|hari|days?|wajib|required|opsional|optional)\b")
_HEADING_SEARCH_LINES = 30
_KILOGRAMS = re.compile(r"\bkg\b|kilogram")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each known field stands.

    `columns` maps fields to column indexes (photos may fill several columns, the others one);
    `labels` are the headings as written; `ignored` those that mean nothing here. `in_kilograms`
    tells that the weight's heading says kg.
    """

    line: int
    columns: dict[str, tuple[int, ...]]
    labels: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    in_kilograms: bool = False

    def label(self, wanted: str) -> str:
        """Return the heading of a field as written in the file."""
        return self.labels[self.columns[wanted][0]] if wanted in self.columns else ""


@dataclass(slots=True)
class _Found:
    best: dict[str, tuple[int, int]] = field(default_factory=dict)
    photos: list[int] = field(default_factory=list)


def normalised(text) -> str:
    """Return a heading without case, punctuation, brackets and numbering: "Foto_1" → "foto"."""
    text = str(text or "").casefold().replace("&", " dan ")
    text = re.sub(r"[^\w\s]|_", " ", text)
    return " ".join(re.sub(r"\d+", " ", text).split())


def field_of(text) -> tuple[str, int] | None:
    """Return the field that a heading means and how sure that is (0 is surest), or None."""
    name = normalised(text)
    if not name or len(name) > 60:
        return None
    if name in _FIELD_OF:
        return _FIELD_OF[name]
    without_brackets = normalised(re.sub(r"\(.*?\)|\[.*?\]", " ", str(text)))
    for candidate in (without_brackets, " ".join(_MEASURES.sub(" ", name).split())):
        if candidate in _FIELD_OF:
            wanted, rank = _FIELD_OF[candidate]
            return wanted, rank + 50
    return None


def heading_score(cells: Sequence) -> tuple[int, int]:
    """Return how much a row looks like a heading: known fields, and minus the number of unknown cells.

    (0, 0) unless the product's name is among them.
    """
    found = [field_of(cell) for cell in cells]
    known = {match[0] for match in found if match}
    if "name" not in known:
        return 0, 0
    return len(known), -sum(1 for cell, match in zip(cells, found, strict=True) if cell and not match)


def find_heading(table: Table) -> Heading:
    """Return the heading of a table, which may stand below title rows.

    Raises UnreadableFileError when no row among the first thirty names the product.
    """
    candidates = table.lines[:_HEADING_SEARCH_LINES]
    if not candidates:
        raise UnreadableFileError(_("Berkas ini kosong."))
    best = max(candidates, key=lambda line: heading_score(line.cells))
    if heading_score(best.cells) == (0, 0):
        raise UnreadableFileError(_missing_name(candidates[0]))
    return _map(best)


def _missing_name(first: Line):
    seen = ", ".join(f"“{str(cell)[:40]}”" for cell in first.cells[:8] if cell is not None)
    return _(
        "Kolom “Nama produk” tidak ditemukan pada 30 baris pertama. Yang terbaca pada baris %(line)d: %(seen)s. "
        "Pastikan ada baris judul kolom, dan pemisah kolomnya koma, titik koma, tab, atau garis tegak."
    ) % {"line": first.number, "seen": seen}


def _map(line: Line) -> Heading:
    found = _Found()
    for index, cell in enumerate(line.cells):
        match = field_of(cell)
        if not match:
            continue
        wanted, rank = match
        if wanted == "photo":
            found.photos.append(index)
        elif wanted not in found.best or rank < found.best[wanted][0]:
            found.best[wanted] = (rank, index)
    columns = {wanted: (index,) for wanted, (_rank, index) in found.best.items()}
    if found.photos:
        columns["photo"] = tuple(found.photos)
    used = {index for indexes in columns.values() for index in indexes}
    labels = tuple("" if cell is None else str(cell) for cell in line.cells)
    weight = columns.get("weight_grams")
    return Heading(
        line=line.number,
        columns=columns,
        labels=labels,
        ignored=tuple(label for index, label in enumerate(labels) if label and index not in used),
        in_kilograms=bool(weight and _KILOGRAMS.search(labels[weight[0]].casefold())),
    )
