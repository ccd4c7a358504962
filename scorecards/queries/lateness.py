"""What is late, and who is to be reminded of it: of packages, and of what units fill in by hand."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from accounts.models import User
from organisation.months import Month
from scorecards.calendar import CellState, month_now_due
from scorecards.models import Package
from scorecards.queries.calendar import PackageMonth, PackageYear, read_calendar
from scorecards.queries.deliverers import Responsible, responsible_for

REMINDED = 3  # months back: older ones the calendar shows


class Kind(StrEnum):
    """What a reminder is about."""

    MISSING = "missing"
    REJECTED = "rejected"
    WAITING = "waiting"
    PRELIMINARY = "preliminary"
    BY_HAND = "by_hand"


KINDS = {
    CellState.WITH_ERRORS: Kind.REJECTED,
    CellState.WAITING: Kind.WAITING,
    CellState.CHECKING: Kind.WAITING,
}


@dataclass(frozen=True, slots=True)
class Late:
    """Something that is late, and the people who can do something about it."""

    kind: Kind
    package: Package
    month: Month
    unit_id: int  # the package's owner, or a unit that fills in by hand
    unit_code: str
    unit_name: str  # empty for the owner of a package, which its name says
    due: datetime.date
    days_late: int
    delivery: int | None = None  # to go on with
    people: tuple[User, ...] = ()

    @property
    def key(self) -> tuple[int, int, Month]:
        """What a reminder of it is known by."""
        return self.package.pk, self.unit_id, self.month


def late_matters(packages: Sequence[Package], today: datetime.date, months: int = REMINDED) -> list[Late]:
    """What is late of the packages, read with their owners, oldest month first. Nine queries at most."""
    calendar = read_calendar(packages, today, month_now_due(today), months)
    found = [late for year in calendar.packages for month in year.months for late in _late(year, month, today)]
    if not found:
        return []
    units = {(unit.unit_id, unit.kind) for year in calendar.packages for month in year.months for unit in month.units}
    who = responsible_for([year.package for year in calendar.packages], units, month_now_due(today))
    return sorted((_with_people(late, who) for late in found), key=lambda late: (late.month, late.package.name))


def of_month(found: Collection[Late], package: Package, month: Month) -> list[Late]:
    return [late for late in found if late.package.pk == package.pk and late.month == month]


def _late(year: PackageYear, of: PackageMonth, today: datetime.date) -> Iterator[Late]:
    cell, package = of.cell, year.package
    if not year.schedule.expects(cell.month, today) or cell.days_left >= 0:
        return
    about = Late(
        kind=KINDS.get(cell.state, Kind.MISSING),
        package=package,
        month=cell.month,
        unit_id=package.owner_id,
        unit_code=package.owner.code,
        unit_name="",
        due=cell.due,
        days_late=-cell.days_left,
        delivery=cell.delivery,
    )
    if year.schedule.has_files(cell.month):
        if cell.days_late:
            yield about
        elif cell.state == CellState.PRELIMINARY and today > year.schedule.due(cell.month + 1):
            yield replace(about, kind=Kind.PRELIMINARY)
    for unit in of.units:
        if not unit.is_done:
            yield replace(
                about,
                kind=Kind.BY_HAND,
                unit_id=unit.unit_id,
                unit_code=unit.code,
                unit_name=unit.name,
                delivery=None,
            )


def _with_people(late: Late, who: Responsible) -> Late:
    people = who.fills_in[late.unit_id] if late.kind == Kind.BY_HAND else who.delivers[late.package.pk]
    return replace(late, people=people)
