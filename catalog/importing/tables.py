"""A table as read, before anybody knows what its columns mean."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not empty: the number of its line in the file, counted from 1, and its cells.

    A cell is text, a whole number, a float, a bool, a date or datetime, or None when empty. In a
    text file every cell is text.
    """

    number: int
    cells: tuple


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet. `broken` names cells whose content is a formula's error or is missing:
    {(line number, column index): what stands there}.
    """

    lines: list[Line]
    name: str = ""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
