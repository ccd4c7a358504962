"""A unit's list of local goals: who counts what, how far it has come, and what is missing where."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import day_near_date, month_and_year
from dashboards.filling_in_page import unit_href
from dashboards.formatting import listed
from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.choices import FilledInBy
from scorecards.queries.alive import FILES, NOBODY, OFFICES, LiveGroup
from scorecards.queries.by_hand import Missing, RowByHand
from scorecards.queries.local_goals import OwnGoal

GROUPS = (UnitKind.COUNTRY, UnitKind.COUNTY, UnitKind.REGION)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A line of the list. `end` is the first month without it; `missing` counts months that can be filled in."""

    code: str
    name: str
    goal: str
    owner_code: str
    owner: str
    filled_in_by: str
    who: str
    first: Month
    end: Month | None
    last: Month | None
    missing: int
    is_own: bool
    retire_from: Month  # the first month that it could end before


def goal_lines(
    unit: PlacedUnit,
    own: Sequence[OwnGoal],
    rows: Sequence[RowByHand],
    last: Mapping[int, Month],
    missing: Sequence[Missing],
) -> list[GoalLine]:
    """The unit's own goals, live ones first, then what those above have it fill in."""
    lacks = Counter(indicator for each in missing for indicator in each.indicators)
    lines = [
        GoalLine(
            code=goal.code,
            name=goal.name,
            goal=goal.goal_name,
            owner_code=unit.code,
            owner=unit.name,
            filled_in_by=goal.filled_in_by,
            who=_("hvert kontor") if goal.filled_in_by == FilledInBy.OFFICES else unit.name,
            first=goal.first,
            end=goal.end,
            last=goal.last_of_all if goal.filled_in_by == FilledInBy.OFFICES else goal.last,
            missing=lacks[goal.id],
            is_own=True,
            retire_from=goal.retire_from,
        )
        for goal in sorted(own, key=lambda goal: goal.end is not None)
    ]
    owned = {goal.id for goal in own}
    return lines + [_from_above(unit, row, last, lacks) for row in rows if row.indicator.id not in owned]


def _from_above(unit: PlacedUnit, row: RowByHand, last: Mapping[int, Month], lacks: Counter[int]) -> GoalLine:
    return GoalLine(
        code=row.code,
        name=row.indicator.name,
        goal=row.indicator.goal_name,
        owner_code=row.owner_code,
        owner=_name_above(unit, row) or str(UnitKind(row.owner_kind).label).capitalize(),
        filled_in_by=row.filled_in_by,
        who=unit.name,
        first=row.first,
        end=None,
        last=last.get(row.indicator.id),
        missing=lacks[row.indicator.id],
        is_own=False,
        retire_from=row.first,
    )


def _name_above(unit: PlacedUnit, row: RowByHand) -> str:
    """The unit's own county or region, where that is the owner; empty where it is another."""
    return {unit.county_code: unit.county_name, unit.region_code: unit.region_name}.get(row.owner_code, "")


@dataclass(frozen=True, slots=True)
class MissingRow:
    """An office in the table of what is missing: a text and an address per month."""

    name: str
    href: str
    cells: tuple[tuple[str, str], ...]


def missing_table(missing: Sequence[Missing]) -> tuple[list[Month], list[MissingRow]]:
    """The months in which something is missing, and a row per office that lacks something, by the alphabet."""
    months = sorted({each.month for each in missing})
    by_office: dict[str, dict[Month, Missing]] = {}
    for each in missing:
        by_office.setdefault(each.unit_code, {})[each.month] = each
    rows = [
        MissingRow(
            name=lacks[max(lacks)].unit_name,
            href=f"/local/{code}/",
            cells=tuple(_cell(code, month, lacks.get(month)) for month in months),
        )
        for code, lacks in by_office.items()
    ]
    return months, sorted(rows, key=lambda row: norwegian_key(row.name))


def _cell(code: str, month: Month, lacks: Missing | None) -> tuple[str, str]:
    if lacks is None:
        return "", ""
    return _("mangler %(n)s") % {"n": lacks.number}, f"/local/{code}/{month}/"


@dataclass(frozen=True, slots=True)
class MissingMonth:
    """A month that the unit itself has not filled in."""

    text: str
    due: str
    href: str


def missing_months(unit: PlacedUnit, missing: Sequence[Missing], today: datetime.date) -> list[MissingMonth]:
    """Month by month what the unit lacks, and whether the day it was due is past."""
    found = []
    for each in missing:
        text = ngettext("%(month)s: %(n)s tall", "%(month)s: %(n)s tall", each.number)
        when = {"day": day_near_date(each.due, each.month)}
        due = _("fristen var %(day)s") % when if each.due < today else _("frist %(day)s") % when
        what = {"month": month_and_year(each.month).capitalize(), "n": each.number}
        found.append(MissingMonth(text % what, due, f"/local/{unit.code}/{each.month}/"))
    return found


def alive_sentence(unit: PlacedUnit, groups: Sequence[LiveGroup]) -> str:
    """`NAV Eidfjord følger nå 32 indikatorer: 20 fra landet (fil), 8 fra fylket (fil), 4 egne (for hånd).`"""
    followed = [group for group in groups if group.owner_code == unit.code or group.reported_by in (FILES, OFFICES)]
    number = sum(group.number for group in followed)
    start = ngettext("%(unit)s følger nå %(n)s indikator", "%(unit)s følger nå %(n)s indikatorer", number) % {
        "unit": unit.name,
        "n": number,
    }
    parts = [_part(unit, group) for group in followed]
    return f"{start}: {listed(parts)}." if parts else f"{start}."


def _part(unit: PlacedUnit, group: LiveGroup) -> str:
    how = {
        FILES: _("fil"),
        OFFICES: _("for hånd av hvert kontor"),
        NOBODY: _("ingen leverer"),
    }.get(group.reported_by, _("for hånd"))
    if group.owner_code == unit.code:
        return ngettext("%(n)s egen (%(how)s)", "%(n)s egne (%(how)s)", group.number) % {
            "n": group.number, "how": how,
        }  # fmt: skip
    whose = {
        UnitKind.COUNTRY.value: _("%(n)s fra direktoratet (%(how)s)"),
        UnitKind.COUNTY.value: _("%(n)s fra fylket (%(how)s)"),
        UnitKind.REGION.value: _("%(n)s fra regionen (%(how)s)"),
    }.get(group.owner_kind, _("%(n)s fra andre (%(how)s)"))
    return whose % {"n": group.number, "how": how}


def page_context(
    unit: PlacedUnit,
    month: Month,
    lines: Sequence[GoalLine],
    missing: Sequence[Missing],
    below: Sequence[Missing],
    alive: Sequence[LiveGroup],
    today: datetime.date,
) -> dict[str, Any]:
    """What the list's template shows. `month` is the latest that can have been counted."""
    months, offices = missing_table(below)
    return {
        "here": "office" if unit.kind == UnitKind.OFFICE else "county",
        "unit": unit,
        "crumbs": [(unit.name, unit_href(unit, month))],
        "month": month,
        "lines": lines,
        "missing": missing_months(unit, missing, today),
        "missing_months": [month_and_year(each) for each in months],
        "missing_offices": offices,
        "is_group": unit.kind in GROUPS,
        "has_counted_by_offices": any(line.is_own and line.filled_in_by == FilledInBy.OFFICES for line in lines),
        "fills_in": any(
            line.end is None and (not line.is_own or line.filled_in_by == FilledInBy.OWNER) for line in lines
        ),
        "alive": alive_sentence(unit, alive),
    }
