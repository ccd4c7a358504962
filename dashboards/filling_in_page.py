"""The context of the month's form: its lead, what is missing, and the months around."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import day_near_date, month_and_year
from dashboards.filling_in import FormRow, month_heads
from dashboards.pages import month_navigation
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import MonthLinks
from scorecards.queries.by_hand import Missing, RowByHand, due_on

FOLDERS = {UnitKind.OFFICE: "offices", UnitKind.COUNTY: "counties", UnitKind.REGION: "regions"}


def page_context(
    unit: PlacedUnit,
    month: Month,
    rows: Sequence[RowByHand],
    shown: Sequence[FormRow],
    missing: Sequence[Missing],
    last: Month,
    *,
    may_fill_in: bool,
) -> dict[str, Any]:
    """What the template shows. `missing` is the unit's up to `last`, the latest month that can have been counted."""
    links = MonthLinks(month, month - 1, month + 1 if month < last else None, bool(rows))
    return {
        "here": "office" if unit.kind == UnitKind.OFFICE else "county",
        "unit": unit,
        "crumbs": [(unit.name, unit_href(unit, month)), (_("Lokale mål"), f"/local/{unit.code}/")],
        "month": month,
        "months": month_navigation(links, f"/local/{unit.code}/"),
        "lead": _lead(rows, month),
        "rows": shown,
        "heads": month_heads(month),
        "next_missing": _next_missing(unit, month, missing),
        "may_fill_in": may_fill_in,
        "simulated": any(row.simulated for row in rows),
        "has_parts": any(row.has_parts for row in rows),
    }


def unit_href(unit: PlacedUnit, month: Month) -> str:
    """The page of the unit's month; empty for units that have none."""
    folder = FOLDERS.get(UnitKind(unit.kind))
    return f"/{folder}/{unit.code}/{month}/" if folder else ""


def _lead(rows: Sequence[RowByHand], month: Month) -> str:
    if not rows:
        return ""
    due = due_on(month, min(row.due_day for row in rows))
    return _("Tall som telles for hånd for %(month)s · frist %(day)s") % {
        "month": month_and_year(month),
        "day": day_near_date(due, month),
    }


def how_much_is_left(number: int) -> str:
    """How many of the month's figures are still to be filled in, as a sentence."""
    if not number:
        return _("Alt er fylt ut.")
    return ngettext("%(n)s tall mangler.", "%(n)s tall mangler.", number) % {"n": number}


def _next_missing(unit: PlacedUnit, month: Month, missing: Sequence[Missing]) -> tuple[str, str] | None:
    """Text and address of the oldest other month that lacks something."""
    other = next((each for each in missing if each.month != month), None)
    if other is None:
        return None
    text = ngettext("%(month)s mangler %(n)s tall", "%(month)s mangler %(n)s tall", other.number)
    words = text % {"month": month_and_year(other.month).capitalize(), "n": other.number}
    return words, f"/local/{unit.code}/{other.month}/"
