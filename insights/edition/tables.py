"""What a report's figures are told in."""

from dataclasses import asdict, dataclass

TOTALS = {False: "Jumlah", True: "Tertinggi"}
"""What the last row of a table is called on paper and in the workbook, by its `is_highest`."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a name and whole numbers."""

    key: str
    title: str
    how: str
    headings: list[str]
    rows: list[list]
    is_highest: bool = False
    """Whether the total is the highest of the rows: devices that were there at different times have no sum."""

    @property
    def totals(self) -> list[int]:
        """Return the sums of the columns after the first, or the highest of each."""
        total = max if self.is_highest else sum
        return [total(column) for column in zip(*(row[1:] for row in self.rows), strict=True)] or [0] * (
            len(self.headings) - 1
        )

    def as_data(self) -> dict:
        """Return the table with its totals, as JSON can carry it."""
        return {**asdict(self), "totals": self.totals}
