"""The lines of a catalogue's tables as they were read, and the catalogue that holds them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from organisation.findings import ERROR, WARNING, Found

BEGINNING = datetime.date(1900, 1, 1)  # where a file doesn't say from when something holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table, and where it stands.

    `letters` has the letter of each column that the table has: one that is missing leaves what stands as it is.
    `numbers` names the columns in which a workbook had a number.
    """

    sheet: str
    row: int
    letters: Mapping[str, str]
    numbers: frozenset[str] = frozenset()

    def gives(self, column: str) -> bool:
        """Whether the table has that column."""
        return column in self.letters

    def error(self, code: str, message: str, column: str = "", value: str = "") -> Found:
        """A finding at this line that stops the loading."""
        return Found(code, ERROR, message, self.sheet, self.row, self.letters.get(column, ""), value)

    def warning(self, code: str, message: str, column: str = "", value: str = "") -> Found:
        """A finding at this line that is shown and stops nothing."""
        return Found(code, WARNING, message, self.sheet, self.row, self.letters.get(column, ""), value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerspectiveLine(Line):
    code: str
    name: str
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine(Line):
    code: str
    name: str
    parent: str = ""
    perspective: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine(Line):
    code: str
    name: str
    name_nn: str = ""
    name_en: str = ""
    goal: str = ""
    unit: str
    decimals: int = 1
    direction: str
    kind: str
    pooling: str
    min_base: float | None = None
    owner: str
    valid_from: datetime.date = BEGINNING
    valid_to: datetime.date | None = None
    definition_changed: datetime.date | None = None
    what: str = ""
    why: str = ""
    how: str = ""
    weaknesses: str = ""
    related: tuple[str, ...] = ()
    hide_below: int | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLine(Line):
    code: str
    name: str
    owner: str
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine(Line):
    package: str
    indicator: str
    part: str = ""
    order: int = 0
    priority: int = 0
    weight: float | None = None
    valid_from: datetime.date = BEGINNING
    valid_to: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine(Line):
    """`unit` is empty where the target is everyone's."""

    indicator: str
    unit: str = ""
    valid_from: datetime.date = BEGINNING
    valid_to: datetime.date | None = None
    green: float
    yellow: float | None = None
    green_upper: float | None = None
    yellow_upper: float | None = None


CodedLine = PerspectiveLine | GoalLine | IndicatorLine | PackageLine


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that a folder, a workbook or a single table held; a table that was not there is empty."""

    perspectives: tuple[PerspectiveLine, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    packages: tuple[PackageLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    written_codes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by table, of unreadable lines too
    emptied: Mapping[str, frozenset[str]] = field(default_factory=dict)  # packages and indicators left without a line

    @property
    def coded(self) -> dict[str, Sequence[CodedLine]]:
        """The tables whose lines define a code each, by name, in the order in which they build on each other."""
        return {
            "perspectives": self.perspectives,
            "goals": self.goals,
            "indicators": self.indicators,
            "packages": self.packages,
        }

    @property
    def tables(self) -> dict[str, Sequence[Line]]:
        """All six tables by name."""
        return {**self.coded, "items": self.items, "targets": self.targets}
