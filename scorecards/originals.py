"""A delivered sheet as its maker knows it."""

from dataclasses import dataclass

from scorecards.reading import Sheet


@dataclass(frozen=True, slots=True)
class OriginalSheet:
    """The sheet as it was delivered, and which of its rows are the header of its figures (from 1; none: not known)."""

    sheet: Sheet
    header: range

    @property
    def name(self) -> str:
        return self.sheet.name
