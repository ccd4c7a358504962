"""The stored figures of groups: regions, counties and the country."""

from collections.abc import Sequence
from typing import Any

from organisation.months import Month
from scorecards.figures import GroupFigures
from scorecards.models import GroupSummary

COLUMNS = (
    "n", "mean", "median", "q1", "q3", "pooled", "numerator", "denominator", "published", "values", "preliminary",
    "total_hidden",
)  # fmt: skip


def read_groups(indicators: Sequence[int], groups: Sequence[int], month: Month) -> dict[tuple[int, int], GroupFigures]:
    """The figures of some groups on some indicators in a month, by (indicator id, group id)."""
    rows = GroupSummary.objects.filter(indicator__in=indicators, group__in=groups, month=month).values_list(
        "indicator_id", "group_id", *COLUMNS
    )
    return {(row[0], row[1]): group_figures(row[2:]) for row in rows}


def group_figures(row: Sequence[Any]) -> GroupFigures:
    """The figures that a row of COLUMNS holds."""
    fields: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    return GroupFigures(**(fields | {"values": tuple(fields["values"])}))
