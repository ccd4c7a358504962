"""What the pages of offices, regions and counties show of local goals."""

import datetime
from collections.abc import Sequence
from typing import Any

from dashboards.dates import month_name
from dashboards.local_section import local_section
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import ScorecardLine


def local_goals_of(
    unit: PlacedUnit,
    month: Month,
    lines: Sequence[ScorecardLine],
    due: datetime.date | None = None,
    *,
    may_fill_in: bool,
) -> dict[str, Any]:
    """The section's context, and the way to the unit's local goals for those who may fill them in."""
    return {
        "local": local_section(unit, month, lines, due, may_fill_in=may_fill_in),
        "local_href": f"/local/{unit.code}/" if may_fill_in else "",
        "previous_month": month_name(month - 1),
    }
