"""The local goals of the demo, and which of their months are filled in: asked at every start, so nothing heavy."""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from demo.behaviour import SIMULATION
from demo.plan import working_hour
from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.models import Delivery

YEAR = 12  # months in which they have been counted


@dataclass(frozen=True, slots=True)
class LocalGoal:
    """A line of the table: what a unit counts, and how the counts behave."""

    unit: str
    name: str
    goal: str
    own_goal: str
    counted: str
    direction: str
    green: float
    yellow: float
    filled_in_by: str
    level: float  # of a middling unit: a share, or a number a month
    base: float | None  # cases a month, of a share
    gaps: float  # share of the months that are forgotten
    is_late: bool  # the last month is not filled in yet
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Filling:
    """A unit's goals of one month, filled in at one go."""

    unit: str
    month: Month

    @property
    def file_name(self) -> str:
        return f"lokal-{self.unit}-{self.month}.csv"

    @property
    def at(self) -> datetime.datetime:
        return working_hour(self.month + 1, 8, 9)


def local_goals() -> list[LocalGoal]:
    with (SIMULATION / "local_goals.csv").open(encoding="utf-8", newline="") as table:
        return [_goal(row) for row in csv.DictReader(table, delimiter=";")]


def fillings(months: list[Month]) -> Iterator[Filling]:
    """The last year's months of each unit, oldest first."""
    for month in months[-YEAR:]:
        for unit in dict.fromkeys(goal.unit for goal in local_goals()):
            yield Filling(unit, month)


def not_filled_in(months: list[Month]) -> list[Filling]:
    """Those that haven't been made yet. One query."""
    wanted = list(fillings(months))
    names = [filling.file_name for filling in wanted]
    published = Delivery.objects.filter(state=DeliveryState.PUBLISHED, file_name__in=names)
    there = set(published.values_list("file_name", flat=True))
    return [filling for filling in wanted if filling.file_name not in there]


def _goal(row: dict[str, str]) -> LocalGoal:
    return LocalGoal(
        unit=row["unit"],
        name=row["name"],
        goal=row["goal"],
        own_goal=row["own_goal"],
        counted=row["counted"],
        direction=row["direction"],
        green=float(row["green"]),
        yellow=float(row["yellow"]),
        filled_in_by=row["filled_in_by"],
        level=float(row["level"]),
        base=float(row["base"]) if row["base"] else None,
        gaps=float(row["gaps"]),
        is_late=row["late"] == "yes",
        what=row["what"],
        why=row["why"],
    )
