"""The front page of deliveries: what is late, the calendar, and who delivers what by when."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from dashboards.addresses import chosen_href
from dashboards.calendar_matters import Known, href_of, is_old, late_sentence, matters_of, names_of
from dashboards.calendar_words import Look, due_in_words, look_of, usually_delivers
from dashboards.dates import day, month_and_year, month_name, short_month
from dashboards.formatting import listed
from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.calendar import month_now_due
from scorecards.queries.calendar import Calendar, PackageYear
from scorecards.queries.deliverers import Responsible

MOST_MATTERS = 12


@dataclass(frozen=True, slots=True)
class CalendarCell:
    look: Look
    href: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    name: str
    href: str
    about: str
    cells: list[CalendarCell]


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A package's due day, and who delivers it."""

    code: str
    name: str
    owner: str
    due_day: int
    may_edit: bool
    people: str
    last_by: str


@dataclass(frozen=True, slots=True)
class Column:
    text: str
    full: str
    is_now: bool


def is_local(year: PackageYear) -> bool:
    """A package that an office or a region fills in for itself: those are many, and shown when asked for."""
    by_hand = all(span.by_hand for span in year.schedule.spans)
    return by_hand and year.package.owner.kind not in (UnitKind.COUNTRY, UnitKind.COUNTY)


def page_context(known: Known, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows above the list of deliveries. `asked` is the address's query."""
    calendar = known.calendar
    years = [year for year in calendar.packages if known.with_local or not is_local(year)]
    due_now = month_now_due(calendar.today)
    is_latest = calendar.months[-1] >= calendar.latest
    found = list(matters_of(years, known)) if is_latest else []
    now = [matter for matter in found if not matter.is_old]
    return {
        "lead": lead(years, known)
        if is_latest
        else _("Slik var det til og med %(month)s.") % {"month": month_and_year(calendar.months[-1])},
        "matters": now[:MOST_MATTERS],
        "more_matters": max(0, len(now) - MOST_MATTERS),
        "old_matters": [matter for matter in found if matter.is_old],
        "columns": [Column(short_month(month), month_and_year(month), month == due_now) for month in calendar.months],
        "rows": [_row(year, known.who) for year in years],
        "deadlines": [_deadline(year, known) for year in years],
        "may_edit_some": any(year.package.owner_id in known.may_edit for year in years),
        "local": len([year for year in calendar.packages if is_local(year)]),
        "local_href": chosen_href(asked, "#calendar", local="" if known.with_local else "1"),
        "with_local": known.with_local,
        **_windows(calendar, asked),
    }


def _windows(calendar: Calendar, asked: Mapping[str, str]) -> dict[str, Any]:
    """Links to the twelve months before and after, where there is something."""
    first, last = calendar.months[0], calendar.months[-1]
    has_earlier = calendar.first_published is not None and calendar.first_published < first
    later = min(last + len(calendar.months), calendar.latest)
    return {
        "span": _("%(first)s til %(last)s") % {"first": month_and_year(first), "last": month_and_year(last)},
        "earlier_href": chosen_href(asked, "#calendar", until=str(first - 1)) if has_earlier else "",
        "later_href": chosen_href(asked, "#calendar", until="" if later == calendar.latest else str(later))
        if last < calendar.latest
        else "",
    }


def lead(years: Sequence[PackageYear], known: Known) -> str:
    """What matters most, in one to three sentences."""
    today = known.calendar.today
    late = [(year, of.cell) for year in years for of in year.months if of.cell.days_late and not is_old(year, of)]
    sentences = [_("I denne demoen er det %(day)s.") % {"day": day(today)}] if settings.IN_DEMO else []
    if len(late) == 1:
        year, cell = late[0]
        sentences.append(late_sentence(year, cell))
        if not cell.filled:
            sentences.append(usually_delivers(year.last_delivered_by, names_of(known.who.delivers[year.package.pk])))
    elif late:
        sentences.append(_("%(n)s leveranser er forsinket.") % {"n": len(late)})
    elif years and all(year.rests for year in years):
        sentences.append(_("Ingen frister nå: det er ikke publisert tall på over et år."))
    else:
        sentences.append(_("Ingenting er forsinket."))
    upcoming = min((next_due for year in years if (next_due := _next_of(year, today))), default=None)
    if upcoming:
        due, package, month = upcoming
        words = {"when": due_in_words(due, (due - today).days, month), "package": package, "month": month_name(month)}
        sentences.append(_("Neste frist er %(when)s: %(package)s for %(month)s.") % words)
    return " ".join(sentences)


def _next_of(year: PackageYear, today: datetime.date) -> tuple[datetime.date, str, Month] | None:
    """The due day that comes next, the package's name and the month; None where nobody waits for it."""
    now = month_now_due(today)
    open_now = any(of.cell.month == now and of.cell.is_open and of.cell.days_left >= 0 for of in year.months)
    month = now if open_now else now + 1
    if not year.schedule.expects(month, today):
        return None
    return year.schedule.due(month), year.package.name, month


def _row(year: PackageYear, who: Responsible) -> CalendarRow:
    about = (
        _("hviler")
        if year.rests
        else year.last_delivered_by or listed(list(names_of(who.delivers[year.package.pk])[:2]))
    )
    cells = [CalendarCell(look_of(of, year.package.name), href_of(of, year.package.code)) for of in year.months]
    return CalendarRow(year.package.name, f"/packages/{year.package.code}/", about, cells)


def _deadline(year: PackageYear, known: Known) -> DeadlineRow:
    package = year.package
    return DeadlineRow(
        code=package.code,
        name=package.name,
        owner=package.owner.code,
        due_day=package.due_day,
        may_edit=package.owner_id in known.may_edit,
        people=listed(list(names_of(known.who.delivers[package.pk]))) or _("ingen har rollen"),
        last_by=year.last_delivered_by,
    )
