"""Where findings are in a file, and the pile they make."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from organisation.findings import ERROR, WARNING, Found
from organisation.said import said

MOST_KEPT = 1000  # findings of one file; the rest are counted


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: sheet (empty for CSV), row from 1, column as a letter, and what the cell holds."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def cell(self) -> str:
        """As a person points at it: `D2`, `rad 5`, `kolonne F`; empty for the file as a whole."""
        if self.row and self.column:
            return f"{self.column}{self.row}"
        if self.row:
            return said("rad %(row)s", row=self.row)
        return said("kolonne %(column)s", column=self.column) if self.column else ""

    @property
    def stands(self) -> str:
        """`I D2 står «ca. 30»`: how most messages begin."""
        if self.cell and self.value:
            return said("I %(cell)s står «%(value)s»", cell=self.cell, value=self.value)
        if self.cell:
            return said("I %(cell)s står det ingen ting", cell=self.cell)
        return said("Her står «%(value)s»", value=self.value) if self.value else said("Her står det ingen ting")


NOWHERE = Place()


class Findings:
    """Findings of a file: at most `MOST_KEPT` are kept, errors before warnings, all are counted."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Found]] = {ERROR: [], WARNING: []}
        self._counts = {ERROR: 0, WARNING: 0}

    def copy(self) -> "Findings":
        """The same findings, to add to."""
        other = Findings()
        other._kept = {severity: list(kept) for severity, kept in self._kept.items()}
        other._counts = dict(self._counts)
        return other

    def add(self, found: Found) -> None:
        self._counts[found.severity] += 1
        if len(self._kept[found.severity]) < MOST_KEPT:
            self._kept[found.severity].append(found)

    def extend(self, findings: Iterable[Found]) -> None:
        for found in findings:
            self.add(found)

    def add_each(self, spots: Iterable[int], make: Callable[[int], Found]) -> None:
        """A finding for each spot. Once those of a severity are full, the rest are counted without being made.

        All that `make` makes have one severity.
        """
        severity = ""
        for spot in spots:
            if severity and len(self._kept[severity]) >= MOST_KEPT:
                self._counts[severity] += 1
                continue
            found = make(spot)
            severity = found.severity
            self.add(found)

    @property
    def total(self) -> int:
        return self._counts[ERROR] + self._counts[WARNING]

    @property
    def errors(self) -> int:
        return self._counts[ERROR]

    @property
    def stop(self) -> bool:
        """Whether there is an error, so that nothing may be published."""
        return self.errors > 0

    @property
    def kept(self) -> list[Found]:
        """Those kept, in the order of the file; errors first where not all fit."""
        chosen = [*self._kept[ERROR], *self._kept[WARNING]][:MOST_KEPT]
        return sorted(chosen, key=lambda found: (found.sheet, found.row or 0, len(found.column), found.column))
