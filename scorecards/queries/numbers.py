"""Stored figures held against what they follow from: every group's, calculated anew from results."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary, Indicator, Result
from scorecards.queries.office_groups import office_groups
from scorecards.summaries import summaries_of

FIGURES = ("n", "mean", "median", "q1", "q3", "numerator", "denominator", "pooled", "published", "values",
    "preliminary", "total_hidden")  # fmt: skip
TOLERANCE = 1e-9  # relative: sums of the same numbers in another order


def differences() -> list[str]:
    """A line for each stored figure of a group that does not follow from results; empty where all do."""
    units = dict(Unit.objects.values_list("id", "code"))
    codes = dict(Indicator.objects.values_list("id", "code"))
    months = set(Result.objects.values_list("month", flat=True).distinct())
    months |= set(GroupSummary.objects.values_list("month", flat=True).distinct())
    return [
        f"{codes[indicator]} {units[group]} {month}: {text}"
        for month in sorted(months)
        for indicator, group, text in _differences_in(month)
    ]


def _differences_in(month: Month) -> Iterator[tuple[int, int, str]]:
    """Indicator, group and what is wrong, for one month."""
    stored = {
        (row[0], row[1]): row[2:]
        for row in GroupSummary.objects.filter(month=month).values_list("indicator_id", "group_id", *FIGURES)
    }
    groups = office_groups(month, month)[month]
    indicators = Result.objects.filter(month=month).values_list("indicator_id", flat=True).distinct()
    pairs = {(indicator, group) for indicator in indicators for above in groups.values() for group in above}
    pairs |= stored.keys()
    calculated: dict[tuple[Any, Any], tuple[Any, ...]] = {
        (row[0], row[1]): _figures(row) for row in summaries_of(month, pairs, groups)
    }
    for pair in sorted(stored.keys() | calculated.keys()):
        if pair not in calculated:
            yield *pair, "nothing stands that it could follow from"
        elif pair not in stored:
            yield *pair, "it is missing"
        else:
            for name, kept, right in zip(FIGURES, stored[pair], calculated[pair], strict=True):
                if not _same(kept, right):
                    yield *pair, f"{name} is {kept}, but {right} follows from results"


def _figures(row: Sequence[Any]) -> tuple[Any, ...]:
    """The figures of a calculated row, in the order of FIGURES; its values travel as an array in text."""
    values = row[12].strip("{}")
    return (*row[3:12], [float(value) for value in values.split(",")] if values else [], *row[13:15])


def _same(kept: Any, right: Any) -> bool:
    if isinstance(kept, list):
        return len(kept) == len(right) and all(map(_same, kept, right))
    if isinstance(kept, float) and isinstance(right, float):
        return math.isclose(kept, right, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(kept == right)
