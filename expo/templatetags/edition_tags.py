"""Dates and moments of an edition as people write them."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from core.tree import site_path
from expo.domain.edition import edition_at_hand
from expo.domain.participants import EditionMark, marks_now
from expo.models import ExpoPage

register = template.Library()


@register.simple_tag
def date_range(first: datetime.date, last: datetime.date) -> str:
    """Return "21–22 November 2026", as short as it stays clear."""
    if first == last:
        return date_format(first, "j F Y")
    if first.year != last.year:
        return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"
    if first.month != last.month:
        return f"{date_format(first, 'j F')} – {date_format(last, 'j F Y')}"
    return f"{first.day}–{date_format(last, 'j F Y')}"


@register.simple_tag
def moment(at: datetime.datetime, edition: ExpoPage) -> str:
    """Print a time of day in the edition's zone; a script adds the visitor's own where it differs."""
    local = timezone.localtime(at, edition.tzinfo)
    minutes = int(local.utcoffset().total_seconds() // 60)
    return format_html(
        '<time datetime="{}" data-offset="{}" data-here="{}">{} {}</time>',
        local.isoformat(),
        minutes,
        gettext("waktu Anda"),
        f"{local:%H.%M}",
        edition.zone_name,
    )


@register.simple_tag
def edition_path(page) -> str:
    """Return the path of an edition or a hall without the language, to put further components behind."""
    return site_path(page)


@register.simple_tag
def edition_to_plan() -> ExpoPage | None:
    """Return the edition for which a visitor may star booths: the one that is on or comes next."""
    return edition_at_hand()


@register.simple_tag
def edition_mark(booth: int) -> EditionMark | None:
    """Return the mark of the edition that is on and in which a booth takes part, None for others."""
    return marks_now().get(booth)
