"""Drawing the stalls of a floor plan."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from expo.domain.floor_plan import EMPTY_HEIGHT, FloorPlan, PlanStall, SmallStall

register = template.Library()


@register.simple_tag
def plan_stalls(plan: FloorPlan, prefix: str) -> SafeString:
    """Print the stalls of a plan out of the shapes its SVG defines; `prefix` is the language's ("/en" or "").

    In Python and not in the template: 24 stalls are a third of what a hall's page would cost.
    """
    return mark_safe("\n".join(_taken(s, prefix) if s.url else _empty(s) for s in plan.stalls))


@register.simple_tag
def small_plan_stalls(stalls: list[SmallStall]) -> SafeString:
    """Print the stalls of the small plan, the booth's own with a pin above it."""
    return mark_safe("".join(_small(stall) for stall in stalls))


def _small(stall: SmallStall) -> str:
    css = ' class="is-here"' if stall.is_here else ' class="is-taken"' if stall.is_taken else ""
    drawn = f'<rect{css} x="{stall.x}" y="{stall.y}" width="19" height="22" rx="3"/>'
    if stall.is_here:
        drawn += f'<path class="here__pin" d="M{stall.x} {stall.y}m9.5 5-6-9.5a7.2 7.2 0 1 1 12 0z"/>'
    return drawn


def _taken(stall: PlanStall, prefix: str) -> str:
    first, *more = [escape(line) for line in stall.lines] or [""]
    name = f'<text x="8" y="{33 if more else 38}">{first}'
    if more:
        name += f'<tspan x="8" dy="13">{more[0]}</tspan>'
    marks = ""
    if stall.is_open and not stall.is_faded:
        marks += '<use href="#p-o" x="126" y="13"/>'
    if stall.is_pick and not stall.is_faded:
        marks += '<use href="#p-p" x="105" y="13"/>'
    css = ' class="is-faded"' if stall.is_faded else ""
    return (
        f'<a href="{escape(prefix + stall.url)}"{css} transform="translate({stall.x} {stall.y})" '
        f'aria-label="{escape(stall.label)}"><use href="#p-s"/><text class="plan__code" x="26" y="17">'
        f"{stall.code}</text>{name}</text>{marks}</a>"
    )


def _empty(stall: PlanStall) -> str:
    middle = 18 if stall.height == EMPTY_HEIGHT else 29
    return (
        f'<g class="plan__empty" transform="translate({stall.x} {stall.y})" aria-hidden="true">'
        f'<rect x="3" width="132" height="{stall.height}" rx="5"/><text x="69" y="{middle}">{stall.code}</text></g>'
    )
