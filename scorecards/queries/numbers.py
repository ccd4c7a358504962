"""Stored figures held against what they follow from: every group's, calculated anew from results."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from methods.matrices import none_for_nan
from organisation.models import Unit
from organisation.months import Month
from scorecards.models import GroupSummary, Indicator, Result
from scorecards.queries.office_groups import office_groups
from scorecards.summaries import Summaries, summaries_of

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
    calculated = _by_pair(summaries_of(month, pairs, groups))
    for pair in sorted(stored.keys() | calculated.keys()):
        if pair not in calculated:
            yield *pair, "nothing stands that it could follow from"
        elif pair not in stored:
            yield *pair, "it is missing"
        else:
            for name, kept, right in zip(FIGURES, stored[pair], calculated[pair], strict=True):
                if not _same(kept, right):
                    yield *pair, f"{name} is {kept}, but {right} follows from results"


def _by_pair(found: Summaries) -> dict[tuple[int, int], tuple[Any, ...]]:
    """The figures of each indicator and group, in the order of FIGURES."""
    values = np.split(found.values, np.cumsum(found.n)[:-1])
    columns = [
        [list(map(float, each)) for each in values] if name == "values" else none_for_nan(getattr(found, name))
        for name in FIGURES
    ]
    pairs = zip(found.indicators.tolist(), found.groups.tolist(), strict=True)
    return dict(zip(pairs, zip(*columns, strict=True), strict=True))


def _same(kept: Any, right: Any) -> bool:
    if isinstance(kept, list):
        return len(kept) == len(right) and all(map(_same, kept, right))
    if isinstance(kept, float) and isinstance(right, float):
        return math.isclose(kept, right, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(kept == right)
