"""What a check has to say of a file, and where in it: the form that every reader of files answers with."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from django.utils.translation import gettext as _

from organisation.said import translated

ERROR: Literal["E"] = "E"  # stops what was asked for
WARNING: Literal["W"] = "W"  # is shown, and stops nothing


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `message` is for people, in bokmål, with the remedy; `row` counts from 1; `column` is a letter.

    A message that is `Said` can be read in other languages too: `text`.
    """

    code: str
    severity: Literal["E", "W"]
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def to_json(self) -> dict[str, str | int | None]:
        """The finding as commands and the API print it."""
        return asdict(self) | {"message": str(self.message)}

    @property
    def text(self) -> str:
        """The message in the reader's language."""
        return translated(self.message)

    @property
    def place(self) -> str:
        """Where it is, as a person would point at it: `units.csv, rad 4, kolonne B`; empty for the file as a whole."""
        row = _("rad %(row)s") % {"row": self.row} if self.row else ""
        column = _("kolonne %(column)s") % {"column": self.column} if self.column else ""
        parts = [self.sheet, row, column]
        return ", ".join(part for part in parts if part)


def stops(findings: Iterable[Found]) -> bool:
    """Whether one of them is an error."""
    return any(found.severity == ERROR for found in findings)
