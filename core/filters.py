"""The filters beside a list: groups of values that a visitor may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One value of a filter; tapping a chosen one takes it away. `count` is None where it is not known.

    `url` is a path without language prefix; `level` 1 lies below the level 0 before it.
    """

    label: str
    url: str
    count: int | None
    is_selected: bool
    level: int = 0


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One group of filters; `name` is its GET parameter."""

    name: str
    label: str
    options: list[FilterOption]
