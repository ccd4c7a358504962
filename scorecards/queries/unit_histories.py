"""The shown figures of many units, or of groups of them, on many indicators, month by month, in one read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from organisation.months import Month
from scorecards.arrays import Floats, Wholes
from scorecards.rows_as_arrays import read_rows

ASKED = "indicator_id = ANY(%(indicators)s) AND month <= %(last)s"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where earlier months are kept: the columns of unit, numerator, denominator and value, and the rows shown."""

    unit: str
    parts: tuple[str, str]
    value: str
    source: str

    def columns(self) -> dict[str, tuple[str, str]]:
        above, below = self.parts
        return {
            "unit": ("bigint", self.unit),
            "indicator": ("bigint", "indicator_id"),
            "month": ("bigint", "extract(year FROM month) * 12 + extract(month FROM month) - 1"),  # Month.index
            "numerator": ("float8", above),
            "denominator": ("float8", below),
            "value": ("float8", self.value),
        }


OFFICES = Kept(
    "unit_id",
    ("numerator", "denominator"),
    "value",
    f"""FROM scorecards_result WHERE unit_id = ANY(%(units)s) AND {ASKED}
    AND value IS NOT NULL AND NOT suppressed AND absence <> 'too_few'""",
)
# Groups as one unit each; a total that is hidden is not shown in any other way either.
WHOLES = Kept(
    "group_id",
    ("numerator", "denominator"),
    "pooled",
    f"""FROM scorecards_groupsummary WHERE group_id = ANY(%(units)s) AND {ASKED}
    AND pooled IS NOT NULL AND NOT total_hidden""",
)
# The plain mean of each group's shown offices, which has no parts.
MEANS = Kept(
    "group_id",
    ("NULL::float8", "NULL::float8"),
    "mean",
    f"FROM scorecards_groupsummary WHERE group_id = ANY(%(units)s) AND {ASKED} AND mean IS NOT NULL",
)


@dataclass(frozen=True, slots=True)
class Histories:
    """Figures as units × indicators × months, in the orders asked for, oldest month first; NaN where none is shown."""

    months: tuple[Month, ...]
    values: Floats
    numerators: Floats
    denominators: Floats


def read_histories(
    units: Sequence[int], indicators: Sequence[int], last: Month, at_least: int = 13, kept: Kept = OFFICES
) -> Histories:
    """Every month with a figure up to `last`, and at least so many in all. One query."""
    rows = read_rows(
        kept.columns(), kept.source, {"units": list(units), "indicators": list(indicators), "last": last.first_day}
    )
    first = int(min(rows["month"].min(initial=last.index), last.index - at_least + 1))
    shape = len(units), len(indicators), last.index - first + 1
    places = _places(rows["unit"], units), _places(rows["indicator"], indicators), rows["month"] - first

    def laid_out(name: str) -> Floats:
        table = np.full(shape, np.nan)
        table[places] = rows[name]
        return table

    months = tuple(Month.from_index(first).through(last))
    return Histories(months, laid_out("value"), laid_out("numerator"), laid_out("denominator"))


def _places(found: Wholes, asked: Sequence[int]) -> Wholes:
    """Where each id found stands among those asked for."""
    ids = np.array(asked, dtype=np.int64)
    order = np.argsort(ids)
    places: Wholes = order[np.searchsorted(ids[order], found)] if len(ids) else np.zeros(0, np.int64)
    return places
