"""Walking a hall: its aisles and stalls, or the list of booths that filters leave."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from catalog.enums import CertificateType
from core.filters import FilterGroup, FilterOption
from core.tree import site_path
from expo.domain.floor_plan import aisle_booths, compared_booths, floor_plan
from expo.domain.hall_filters import (
    SORTS,
    HallFact,
    HallQuery,
    filtered_booths,
    hall_facts,
    read_hall_query,
)
from expo.domain.showcase import hall_picks
from expo.models import HallPage
from expo.stalls import STALLS_PER_AISLE, aisle_index, aisle_name

AISLES_BESIDE = 3
"""Aisles offered on either side of the current one, besides the first and the last."""


def hall_page_context(*, hall: HallPage, query: Mapping) -> dict:
    """Return what a hall's page shows for these GET parameters.

    `lorong` is the aisle walked through. A filter (kategori, area, pasar, buka, sertifikat, kirim)
    or another order (urut) turns the walk into a list of the whole hall, 24 booths a page (hal);
    its plan shows one of the aisles in which they stand (lorong), the first booth's by default.
    Addresses are paths without language prefix, as the catalogue's are:

    - `hall`, `hall_url`, `booths`: rows for stalls; `total`: booths the filters leave
    - `plan`: the FloorPlan of the aisle shown, None in an empty list
    - `aisles`: [{name, url, is_current}]: in a walk the near ones, the first and the last, in a
      list those of its booths; `aisle`: the letters of the one shown
    - `is_walk`; while walking `previous_aisle` and `next_aisle`: {name, url} or None; `picks`: the
      hall's showcase
    - in a list `pages`: {number, count, prev_url, next_url}, otherwise None
    - `parameters`: {name: value as it was understood}, with which the page may be kept for all visitors
    - `groups`, `chips`, `clear_url`, `sort_options`, as in the catalogue; the counts are those of
      the whole hall and None while a filter is on

    Two queries in a walk without showcase, four in a list, three in an empty one.
    """
    url = site_path(hall)
    facts = hall_facts(hall)
    asked = read_hall_query(url=url, facts=facts, query=query)
    context = {
        "hall": hall,
        "hall_url": url,
        "is_walk": asked.is_walk,
        "aisles": [],
        "aisle": "",
        "plan": None,
        "previous_aisle": None,
        "next_aisle": None,
        "pages": None,
        "picks": [],
        "groups": _groups(asked, facts),
        "chips": _chips(asked),
        "clear_url": url,
        "sort_options": [
            {
                "label": label,
                "url": asked.link(urut="" if sort == SORTS[0] else sort),
                "is_selected": sort == asked.sort,
            }
            for sort, label in zip(SORTS, (_("Urut lapak"), _("Nama"), _("Terbaru")), strict=True)
        ],
    }
    last = next(fact.count for fact in facts if fact.kind == "stalls")
    count = max(1, -(-last // STALLS_PER_AISLE))
    if asked.is_walk:
        context |= _walk(hall, url, count, query) | {"picks": hall_picks(hall=hall)}
    else:
        context |= _list(hall, asked, count, query)
    return context | {"parameters": _parameters(asked, context)}


def _parameters(asked: HallQuery, context: dict) -> dict[str, str]:
    number = context["pages"]["number"] if context["pages"] else ""
    chosen = {key: fact.slug for key, fact in asked.chosen.items() if fact}
    return chosen | {"urut": asked.sort, "lorong": context["aisle"], "hal": str(number)}


def _asked_aisle(query: Mapping, count: int, default: int) -> int:
    """Return the index of the aisle asked for, the last one when there are fewer."""
    try:
        return min(aisle_index(str(query.get("lorong", ""))), count - 1)
    except ValueError:
        return default


def _walk(hall: HallPage, url: str, count: int, query: Mapping) -> dict:
    """Return one aisle and the way to the others."""
    current = _asked_aisle(query, count, default=0)

    def aisle(index):
        name = aisle_name(index)
        return {
            "name": name,
            "url": f"{url}?lorong={name}" if index else url,
            "is_current": index == current,
        }

    near = range(max(0, current - AISLES_BESIDE), min(count, current + AISLES_BESIDE + 1))
    booths = list(aisle_booths(hall_id=hall.pk, aisle=current))
    return {
        "booths": booths,
        "total": len(booths),
        "plan": floor_plan(aisle=current, booths=booths),
        "aisle": aisle_name(current),
        "aisles": [aisle(index) for index in sorted({0, count - 1, *near})],
        "previous_aisle": aisle(current - 1) if current else None,
        "next_aisle": aisle(current + 1) if current + 1 < count else None,
    }


def _list(hall: HallPage, asked: HallQuery, aisle_count: int, query: Mapping) -> dict:
    """Return one page of the booths that the filters leave."""
    rows = filtered_booths(hall=hall, asked=asked)
    total = rows.count()
    count = max(1, -(-total // STALLS_PER_AISLE))
    text = str(query.get("hal", ""))
    number = min(int(text), count) if text.isascii() and text.isdigit() and 0 < len(text) < 9 else 1
    number = max(number, 1)
    start = (number - 1) * STALLS_PER_AISLE
    booths = list(rows[start : start + STALLS_PER_AISLE])
    return {
        "booths": booths,
        "total": total,
        **_plan_of_list(hall, asked, rows, booths, number, _asked_aisle(query, aisle_count, default=-1)),
        "pages": {
            "number": number,
            "count": count,
            "prev_url": asked.link(hal=number - 1 if number > 2 else "") if number > 1 else "",
            "next_url": asked.link(hal=number + 1) if number < count else "",
        },
    }


def _plan_of_list(hall, asked, rows, booths, number, wanted) -> dict:
    """Return the plan of one aisle of a list's booths, and the way to the plans of the others."""
    if not booths:
        return {}
    there = [(booth.stall_number - 1) // STALLS_PER_AISLE for booth in booths]
    current = there[0] if wanted < 0 else wanted
    page = number if number > 1 else ""
    stalls = compared_booths(hall_id=hall.pk, aisle=current, matching=rows if asked.is_filtered else None)
    return {
        "aisle": aisle_name(current),
        "plan": floor_plan(aisle=current, booths=stalls),
        "aisles": [
            {
                "name": aisle_name(index),
                "url": asked.link(hal=page, lorong=aisle_name(index)),
                "is_current": index == current,
            }
            for index in sorted({current, *there})
        ],
    }


def _fixed_label(fact: HallFact) -> str:
    """Return the words for a value that has no name of its own in the database."""
    if fact.kind == "sertifikat":
        return str(CertificateType(fact.slug).label)
    return _("Buka hari ini") if fact.kind == "buka" else _("Bisa dikirim")


def _groups(asked: HallQuery, facts: list[HallFact]) -> list[FilterGroup]:
    labels = {
        "kategori": _("Kategori"),
        "area": _("Kota atau kabupaten"),
        "pasar": _("Pasar"),
        "buka": _("Jam buka"),
        "sertifikat": _("Sertifikat"),
        "kirim": _("Pengiriman"),
    }
    options: dict[str, list[FilterOption]] = {key: [] for key in labels}
    for fact in facts:
        is_selected = asked.chosen.get(fact.kind) == fact
        if fact.kind in options and (fact.count or is_selected):
            options[fact.kind].append(
                FilterOption(
                    label=fact.label or _fixed_label(fact),
                    url=asked.link(**{fact.kind: "" if is_selected else fact.slug}),
                    count=None if asked.is_filtered else fact.count,
                    is_selected=is_selected,
                )
            )
    return [FilterGroup(key, label, options[key]) for key, label in labels.items() if options[key]]


def _chips(asked: HallQuery) -> list[dict]:
    return [
        {"label": fact.label or _fixed_label(fact), "remove_url": asked.link(**{key: ""})}
        for key, fact in asked.chosen.items()
        if fact
    ]
