"""Browsing and searching the catalogue."""

from dataclasses import replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from catalog.domain.browse_help import nearest_spellings, popular_categories, with_groups
from catalog.domain.browse_query import (
    AVAILABILITY_WORDS,
    MAX_PAGES,
    CatalogQuery,
    Name,
    Names,
    load_names,
    offices_text,
    read_query,
)
from catalog.domain.browse_rows import PER_PAGE, RANKED, rows_of_page, source_of
from catalog.domain.facets import (
    AVAILABILITIES,
    BANDS,
    CERTIFICATES,
    KINDS,
    Counts,
    count_filtered,
    ready_counts,
)
from catalog.domain.offered_prices import with_offers
from catalog.domain.search import forgiven, parse_query, rejoined
from catalog.domain.search_vocabulary import lookalikes
from catalog.enums import Availability, CertificateType, Procurement
from catalog.models import PlaceKind
from core.filters import FilterGroup, FilterOption
from core.money import format_rupiah

FEW_RESULTS = PER_PAGE
"""Below this number of results, misspelt words are forgiven."""


KEPT_PARAMETERS = ("hall", "area", "sertifikat", "kantor", "kirim", "persediaan", "urut")
"""Searches are noted when they find nothing, and free prices are endless: pages with them are made each time."""


class UnknownCategoryError(LookupError):
    """There is no category with the slug in the address."""


def catalog_page_context(*, catalog_url: str, category_slug: str, query) -> dict:
    """Return what the catalogue's page shows for this category and these GET parameters.

    Every address is a path without language prefix (`{{ L }}{{ option.url }}`):

    - `heading`; `category`: None or {name, slug, url, parent: {name, url} or None}
    - `products`: rows for cards; `total`, `is_capped` (then there are more than `total`)
    - `pages`: {number, count, prev_url, next_url}, an address is "" where there is no such page
    - `parameters`: {name: value as it was understood} of those with which the page may be kept for all visitors
    - `q`; `corrected`: the words that were looked for besides, or "" when all was found as typed
    - `sort_options`: [{label, url, is_selected}]
    - `groups`: [FilterGroup]
    - `price_min`, `price_max`: the free range of prices as typed, or None
    - `chips`: [{label, remove_url}] of what is chosen; `clear_url` takes all of it away but the text
    - `form_url` and `hidden` [(name, value)]: the search form's address and its other parameters
    - `price_hidden` [(name, value)]: the same for the form of free prices
    - `offices`: what offices ask of a seller, as the address says it, "" while that filter is off
    - `ask_query`: the same with words, category and hall, as the page on which several booths are asked takes it
    - `halls`, `booths`: rows of `SearchPlace` with such a name, on the first page of a search without filters
    - `suggestions`: [{label, url, count}], popular categories, only when nothing was found
    - `spellings`: [{label, url}], words the site holds that are near to those typed, only then
    - `is_miss`: whether a visitor looked for words, without any filter, that no product and no place has

    Raises UnknownCategoryError. At most ten queries.
    """
    ready = with_offers(ready_counts())
    names = load_names(hall_ids=list(ready["hall"]), area_ids=list(ready["area"]))
    category = None
    if category_slug:
        category = next((name for name in names.categories.values() if name.slug == category_slug), None)
        if category is None:
            raise UnknownCategoryError(category_slug)
    path = f"{catalog_url}{category.slug}/" if category else catalog_url
    asked = read_query(path=path, category=category, names=names, query=query)
    filters = asked.filters()
    text_query, corrected, wider = parse_query(asked.q), "", None
    near = {}
    rows = rows_of_page(query=asked, text_query=text_query, filters=filters)
    if text_query and (len(rows) < FEW_RESULTS if asked.page == 1 else not rows):
        near = lookalikes(text_query.words)
        wider = forgiven(text_query, near)
        if wider:
            wider_rows = rows_of_page(query=asked, text_query=wider, filters=filters)
            if len(wider_rows) > len(rows):
                rows, text_query, corrected = wider_rows, wider, " ".join(wider.words)
        if not rows and asked.page == 1 and (other := rejoined(text_query)):
            rows = rows_of_page(query=asked, text_query=other, filters=filters)
            if rows:
                text_query, corrected = other, " ".join(other.words)
    if rows or filters or asked.page > 1:
        counts = count_filtered(source=source_of(text_query), filters=filters, ready=ready)
    else:
        counts = Counts(0, False, {kind: {} for kind in KINDS})
    groups = _groups(asked, names, counts, ready, catalog_url)
    if counts.is_capped and text_query is None and len(filters) == 1:
        counts = _with_ready_total(counts, groups)
    is_plain = text_query is not None and asked.page == 1 and not filters
    places = (wider or text_query).places() if is_plain else []
    return {
        "heading": _heading(asked),
        "category": _category(asked, names, catalog_url),
        "products": rows[:PER_PAGE],
        "total": counts.total,
        "is_capped": counts.is_capped,
        "pages": _pages(asked, counts, has_next=len(rows) > PER_PAGE),
        "parameters": {"hal": str(asked.page)} | {key: asked.params[key] for key in KEPT_PARAMETERS},
        "q": asked.q,
        "corrected": corrected,
        "sort_options": _sort_options(asked),
        "groups": groups,
        "price_min": asked.price_min,
        "price_max": asked.price_max,
        "chips": _chips(asked, catalog_url),
        "clear_url": f"{catalog_url}?{_text_only(asked)}" if asked.q else catalog_url,
        "form_url": path,
        "hidden": _hidden(asked, {"q"}),
        "price_hidden": _hidden(asked, {"harga_min", "harga_maks"}),
        "offices": offices_text(asked.offices),
        "ask_query": urlencode(_to_ask(asked, corrected)),
        "halls": [place for place in places if place.kind == PlaceKind.HALL],
        "booths": [place for place in places if place.kind == PlaceKind.BOOTH],
        "suggestions": [] if rows else popular_categories(names, ready["category"], catalog_url),
        "spellings": [] if rows or not text_query else nearest_spellings(text_query.words, near, catalog_url),
        "is_miss": is_plain and not rows and not places,
    }


def _with_ready_total(counts: Counts, groups: list[FilterGroup]) -> Counts:
    """Take the total of a single filter from the ready count of what is chosen."""
    own = [option.count for group in groups for option in group.options if option.is_selected]
    return replace(counts, total=own[0], is_capped=False) if own and own[0] else counts


def _text_only(asked: CatalogQuery) -> str:
    return asked.url_at("", **{key: "" for key in asked.params if key != "q"}).removeprefix("?")


def _hidden(asked: CatalogQuery, without: set[str]) -> list[tuple[str, str]]:
    return [(key, value) for key, value in asked.params.items() if value and key not in without]


def _to_ask(asked: CatalogQuery, corrected: str) -> dict[str, str]:
    category, hall = (one.slug if one else "" for one in (asked.category, asked.hall))
    found = {
        "kantor": offices_text(asked.offices),
        "q": corrected or asked.q,
        "kategori": category,
        "hall": hall,
    }
    return {key: value for key, value in found.items() if value}


def _heading(asked: CatalogQuery) -> str:
    if asked.q:
        return _("Hasil pencarian “%(text)s”") % {"text": asked.q}
    return asked.category.label if asked.category else _("Katalog")


def _category(asked: CatalogQuery, names: Names, catalog_url: str) -> dict | None:
    if asked.category is None:
        return None
    parent = names.categories.get(asked.category.parent) if asked.category.parent else None
    return {
        "name": asked.category.label,
        "slug": asked.category.slug,
        "url": f"{catalog_url}{asked.category.slug}/",
        "parent": {"name": parent.label, "url": f"{catalog_url}{parent.slug}/"} if parent else None,
    }


def _pages(asked: CatalogQuery, counts: Counts, *, has_next: bool) -> dict:
    limit = RANKED if asked.sort == "relevan" else PER_PAGE * MAX_PAGES
    count = max(1, min(-(-min(counts.total, limit) // PER_PAGE), MAX_PAGES))
    return {
        "number": asked.page,
        "count": max(count, asked.page),
        "prev_url": (asked.url(hal=asked.page - 1 if asked.page > 2 else "")) if asked.page > 1 else "",
        "next_url": asked.url(hal=asked.page + 1) if has_next and asked.page < count else "",
    }


def _sort_options(asked: CatalogQuery) -> list[dict]:
    labels = {
        "relevan": _("Paling cocok"),
        "terbaru": _("Terbaru"),
        "termurah": _("Harga terendah"),
        "termahal": _("Harga tertinggi"),
    }
    return [
        {
            "label": label,
            "url": asked.url(urut="" if sort == asked.default_sort else sort),
            "is_selected": sort == asked.sort,
        }
        for sort, label in labels.items()
        if sort != "relevan" or asked.default_sort == "relevan"
    ]


def _simple_options(
    asked: CatalogQuery, param: str, values, chosen: str, counted: dict | None
) -> list[FilterOption]:
    """Return the options of (token, value, label) that would show something or are chosen."""
    options = []
    for token, value, label in values:
        count = None if counted is None else counted.get(value, 0)
        is_selected = token == chosen
        if count != 0 or is_selected:
            url = asked.url(**{param: "" if is_selected else token})
            options.append(FilterOption(str(label), url, count, is_selected))
    return options


def band_label(low: int | None, high: int | None) -> str:
    """Return a range of prices in words."""
    if low is None and high is None:
        return ""
    if low is None:
        return _("Sampai %(high)s") % {"high": format_rupiah(high)}
    if high is None:
        return _("%(low)s ke atas") % {"low": format_rupiah(low)}
    return f"{format_rupiah(low)}–{format_rupiah(high)}"


def _groups(
    asked: CatalogQuery, names: Names, counts: Counts, ready: dict, catalog_url: str
) -> list[FilterGroup]:
    by_kind = counts.by_kind
    shipping = by_kind["shipping"]
    availability_words = {value: word for word, value in AVAILABILITY_WORDS.items()}
    groups = [
        FilterGroup(
            "kategori", _("Kategori"), _category_options(asked, names, by_kind["category"], catalog_url)
        ),
        FilterGroup(
            "hall",
            _("Hall"),
            _simple_options(
                asked,
                "hall",
                ((name.slug, pk, name.label) for pk, name in names.halls.items()),
                asked.hall.slug if asked.hall else "",
                by_kind["hall"],
            ),
        ),
        FilterGroup("harga", _("Harga"), _price_options(asked, by_kind["bands"])),
        FilterGroup(
            "area",
            _("Kota atau kabupaten"),
            _simple_options(
                asked,
                "area",
                ((name.slug, pk, name.label) for pk, name in names.areas.items()),
                asked.area.slug if asked.area else "",
                by_kind["area"],
            ),
        ),
        FilterGroup(
            "sertifikat",
            _("Sertifikat"),
            _simple_options(
                asked,
                "sertifikat",
                (
                    (kind, bit, CertificateType(kind).label)
                    for bit, kind in enumerate(CERTIFICATES)
                    if kind in ready_kinds(ready) or kind == asked.certificate
                ),
                asked.certificate,
                by_kind["certificates"],
            ),
        ),
        FilterGroup("kantor", _("Untuk kantor"), _office_options(asked, by_kind["procurement"])),
        FilterGroup(
            "kirim",
            _("Pengiriman"),
            _simple_options(
                asked,
                "kirim",
                (("1", 1, _("Bisa dikirim")),),
                "1" if asked.shippable else "",
                shipping,
            ),
        ),
        FilterGroup(
            "persediaan",
            _("Persediaan"),
            _simple_options(
                asked,
                "persediaan",
                (
                    (availability_words[value], number, Availability(value).label)
                    for number, value in enumerate(AVAILABILITIES)
                ),
                asked.availability,
                by_kind["availability"],
            ),
        ),
    ]
    return [group for group in groups if group.options]


def _office_options(asked: CatalogQuery, counted: dict | None) -> list[FilterOption]:
    """Return what offices ask of a seller; several at once narrow further, and so do their counts."""
    options = []
    for one in Procurement:
        is_selected = bool(asked.offices & one.bit)
        wanted = asked.offices | one.bit
        count = None
        if counted is not None:
            count = sum(number for mask, number in counted.items() if mask & wanted == wanted)
        if count != 0 or is_selected:
            url = asked.url(kantor=offices_text(asked.offices ^ one.bit))
            options.append(FilterOption(str(one.label), url, count, is_selected))
    return options


def ready_kinds(ready: dict) -> set[str]:
    """Return the certificates that at least one public product has."""
    return {CERTIFICATES[bit] for bit in ready["certificates"]}


def _price_options(asked: CatalogQuery, counted: dict | None) -> list[FilterOption]:
    options = []
    for bit, (low, high) in enumerate(BANDS):
        count = None if counted is None else counted.get(bit, 0)
        is_selected = (low, high) == (asked.price_min, asked.price_max)
        if count == 0 and not is_selected:
            continue
        url = asked.url(
            harga_min="" if is_selected or low is None else low,
            harga_maks="" if is_selected or high is None else high,
        )
        options.append(FilterOption(band_label(low, high), url, count, is_selected))
    return options


def _category_options(
    asked: CatalogQuery, names: Names, counted: dict | None, catalog_url: str
) -> list[FilterOption]:
    """Return the groups and, below the chosen one, its categories."""
    totals = None if counted is None else with_groups(names, counted)
    chosen = asked.category
    open_group = (chosen.parent or chosen.pk) if chosen else None
    options = []

    def add(name: Name, level: int, up: str):
        count = None if totals is None else totals.get(name.pk, 0)
        is_selected = chosen is not None and chosen.pk == name.pk
        if count != 0 or is_selected:
            path = up if is_selected else f"{catalog_url}{name.slug}/"
            options.append(FilterOption(name.label, asked.url_at(path), count, is_selected, level))

    for group in names.categories.values():
        if group.parent:
            continue
        add(group, 0, catalog_url)
        if group.pk == open_group:
            for name in names.categories.values():
                if name.parent == group.pk:
                    add(name, 1, f"{catalog_url}{group.slug}/")
    return options


def _chips(asked: CatalogQuery, catalog_url: str) -> list[dict]:
    chips = []
    if asked.category:
        chips.append((asked.category.label, asked.url_at(catalog_url)))
    if asked.hall:
        chips.append((asked.hall.label, asked.url(hall="")))
    if asked.price_min is not None or asked.price_max is not None:
        label = band_label(asked.price_min, asked.price_max)
        chips.append((label, asked.url(harga_min="", harga_maks="")))
    if asked.area:
        chips.append((asked.area.label, asked.url(area="")))
    if asked.certificate:
        chips.append((str(CertificateType(asked.certificate).label), asked.url(sertifikat="")))
    chips += [
        (str(one.label), asked.url(kantor=offices_text(asked.offices ^ one.bit)))
        for one in Procurement
        if asked.offices & one.bit
    ]
    if asked.shippable:
        chips.append((_("Bisa dikirim"), asked.url(kirim="")))
    if asked.availability:
        label = str(Availability(AVAILABILITY_WORDS[asked.availability]).label)
        chips.append((label, asked.url(persediaan="")))
    return [{"label": label, "remove_url": url} for label, url in chips]
