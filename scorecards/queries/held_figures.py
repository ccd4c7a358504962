"""Whether figures stand in a span of a unit."""

import datetime

from organisation.months import Month
from scorecards.models import Result


def holds_figures(unit_id: int, first: datetime.date, end: datetime.date | None) -> bool:
    """Whether a figure of the unit, a hidden or missing one too, stands in a month that begins in the span."""
    figures = Result.objects.filter(unit=unit_id, month__gte=Month.first_from(first))
    if end is not None:
        figures = figures.filter(month__lt=Month.first_from(end))
    return figures.exists()
