"""What is to be done of the months now: what comes in files first, who does it, and who has been reminded."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.calendar_words import days, due_in_words, look_of, usually_delivers
from dashboards.dates import day, day_near_date, month_and_year
from dashboards.formatting import listed
from organisation.months import Month
from scorecards.calendar import Cell, CellState
from scorecards.queries.calendar import Calendar, PackageMonth, PackageYear
from scorecards.queries.deliverers import Responsible
from scorecards.queries.reminded import LastReminder

MATTERS = (
    CellState.LATE, CellState.WITH_ERRORS, CellState.WITHDRAWN, CellState.WAITING, CellState.CHECKING, CellState.SOON,
)  # fmt: skip

Reminders = Mapping[tuple[int, Month], LastReminder]


@dataclass(frozen=True, slots=True)
class Known:
    """What the page is made of."""

    calendar: Calendar
    who: Responsible
    reminders: Reminders
    may_edit: Collection[int]  # owners, by unit
    with_local: bool
    reader: int


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be done now: what, who does it, who was reminded, and the way to it."""

    icon: str
    is_late: bool
    heading: str
    about: str
    href: str
    link: str
    remind: tuple[str, str] | None  # package and month, where somebody can be reminded
    is_old: bool


def matters_of(years: Sequence[PackageYear], known: Known) -> Iterator[Matter]:
    """What is to be done: what is late longest first, then what is due first; files before what is filled in by hand.

    Gaps of months before the latest one that is late come last, the newest first: a year of them hides what is new.
    """
    found = [
        (year, of)
        for year in years
        for of in year.months
        if of.cell.days_late or (of.cell.state in MATTERS and not year.rests) or of.cell.waiting
    ]
    for year, of in sorted(found, key=lambda pair: _order(*pair)):
        yield _matter(year, of, known)


def _order(year: PackageYear, of: PackageMonth) -> tuple[bool, bool, bool, int, str]:
    cell = of.cell
    days = cell.due.toordinal()
    if is_old(year, of):
        return (True, False, False, -days, year.package.name)
    return (False, not cell.days_late, _is_by_hand(year, of), days, year.package.name)


def is_old(year: PackageYear, of: PackageMonth) -> bool:
    """Whether it is a gap in what was filled in by hand, of which a later month is late too."""
    if of.cell.state != CellState.PARTLY:
        return False
    return any(later.cell.days_late and later.cell.month > of.cell.month for later in year.months)


def _is_by_hand(year: PackageYear, of: PackageMonth) -> bool:
    return bool(of.cell.filled) and not year.schedule.has_files(of.cell.month)


def _matter(year: PackageYear, of: PackageMonth, known: Known) -> Matter:
    cell, package = of.cell, year.package
    look = look_of(of, package.name)
    reminded = known.reminders.get((package.pk, cell.month))
    what = _("En rettelse venter på publisering") if cell.waiting else _what(of)
    about = [what, *_who(year, of, known), *([_reminded(reminded)] if reminded else [])]
    if cell.days_late:
        heading = late_sentence(year, cell)
    else:
        words = {"package": package.name, "month": month_and_year(cell.month)}
        heading = _("%(package)s for %(month)s") % words
    link = _("Se leveransen") if cell.delivery else _("Lever tall")
    return Matter(
        icon=look.icon,
        is_late=bool(cell.days_late),
        heading=heading,
        about=". ".join(about) + ".",
        href=href_of(of, package.code),
        link=_("Se hvem") if cell.filled and not cell.delivery else link,
        remind=(package.code, str(cell.month)) if cell.days_late and _others(year, of, known) else None,
        is_old=is_old(year, of),
    )


def _what(of: PackageMonth) -> str:
    cell = of.cell
    if cell.filled and cell.state in (CellState.LATE, CellState.PARTLY, CellState.SOON):
        missing = [unit.name for unit in of.units if not unit.is_done]
        shown = listed(missing[:5]) if len(missing) <= 5 else _("%(n)s enheter") % {"n": len(missing)}
        return _("%(n)s av %(of)s har fylt ut, %(missing)s mangler") % {
            "n": cell.filled.known, "of": cell.filled.expected, "missing": shown,
        }  # fmt: skip
    if cell.state == CellState.SOON:
        return _("Frist %(when)s") % {"when": due_in_words(cell.due, cell.days_left, cell.month)}
    said = {
        CellState.WAITING: _("Levert og kontrollert, ikke publisert"),
        CellState.CHECKING: _("Levert, blir kontrollert"),
        CellState.WITH_ERRORS: _("Levert, men avvist"),
        CellState.WITHDRAWN: _("Trukket tilbake, ikke levert på nytt"),
    }.get(cell.state, _("Ikke levert"))
    return _("%(what)s, frist %(day)s") % {"what": said, "day": day_near_date(cell.due, cell.month)}


def _who(year: PackageYear, of: PackageMonth, known: Known) -> list[str]:
    if _is_by_hand(year, of):
        return []
    return [usually_delivers(year.last_delivered_by, names_of(known.who.delivers[year.package.pk])).rstrip(".")]


def _others(year: PackageYear, of: PackageMonth, known: Known) -> bool:
    """Whether somebody else than the reader could be reminded."""
    return bool(of.units) or any(person.pk != known.reader for person in known.who.delivers[year.package.pk])


def _reminded(last: LastReminder) -> str:
    return _("Påminnelse sendt %(day)s til %(names)s") % {
        "day": day(last.sent_at),
        "names": listed(list(last.names[:4])) + ("" if len(last.names) <= 4 else " …"),
    }


def late_sentence(year: PackageYear, cell: Cell) -> str:
    return _("%(package)s for %(month)s er %(days)s forsinket.") % {
        "package": year.package.name,
        "month": month_and_year(cell.month),
        "days": days(cell.days_late),
    }


def href_of(of: PackageMonth, package: str) -> str:
    """Where a cell leads: its delivery, the page to fill in or to deliver; nowhere outside it."""
    cell = of.cell
    if cell.waiting or cell.delivery:
        return f"/deliveries/{cell.waiting or cell.delivery}/"
    if cell.state in (CellState.BEFORE, CellState.AFTER):
        return ""
    if cell.filled:
        if len(of.units) == 1:
            return f"/local/{of.units[0].code}/{cell.month}/"
        return f"?package={package}&month={cell.month}&forms=1#list"
    return f"/deliveries/new/?package={package}&month={cell.month}"


def names_of(people: Sequence[User]) -> tuple[str, ...]:
    return tuple(person.name for person in people)
