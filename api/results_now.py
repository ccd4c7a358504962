"""Stored figures as those of today's units: predecessors pooled, month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from organisation.as_now import OrganisationNow
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import units_in
from scorecards.cells import NOT_DELIVERED
from scorecards.figures import Figure, IndicatorFacts
from scorecards.models import Indicator
from scorecards.queries.as_now import as_one
from scorecards.queries.indicators import facts_of

Row = dict[str, Any]  # as `results_between` has them


def as_today(rows: Sequence[Row], organisation: OrganisationNow, now: Month) -> list[Row]:
    """The rows of today's offices, and of other units that stand today; of the rest nothing. Three queries.

    Figures have the latest of their deliveries, and all their revisions.
    """
    facts = {
        each.code: facts_of(each)
        for each in Indicator.objects.filter(code__in={row["indicator"] for row in rows}).select_related(
            "goal__perspective"
        )
    }
    ids = dict(Unit.objects.filter(code__in={row["unit"] for row in rows}).values_list("code", "id"))
    standing = {unit.code for unit in units_in(now)}
    codes = {office.id: office.code for office in organisation.offices}
    together: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        became = organisation.became.get(ids[row["unit"]])
        if became is None and row["unit"] in standing:  # no office
            together[row["indicator"], row["unit"], row["month"]].append(row)
        elif became and len(became) == 1:
            together[row["indicator"], codes[next(iter(became))], row["month"]].append(row)
    today = {code: unit for unit, code in codes.items()}
    return [
        _one(parts, facts[key[0]], key, _expected(organisation, today.get(key[1]), key[2]))
        for key, parts in sorted(together.items())
    ]


def _expected(organisation: OrganisationNow, unit: int | None, month: str) -> int:
    """How many offices today's consisted of in the month; one for another unit."""
    return 1 if unit is None else len(organisation.parts_in(unit, Month.parse(month)))


def _one(parts: Sequence[Row], facts: IndicatorFacts, key: tuple[str, str, str], expected: int) -> Row:
    figures = [*map(_figure, parts), *[NOT_DELIVERED] * (expected - len(parts))]
    figure = as_one(figures, facts)
    return {
        "indicator": key[0],
        "unit": key[1],
        "month": key[2],
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "state": figure.state,
        "delivery": figure.delivery,
        "revisions": sum(row["revisions"] for row in parts),
    }


def _figure(row: Mapping[str, Any]) -> Figure:
    preliminary = row["state"] == "preliminary"
    return Figure(row["state"], row["numerator"], row["denominator"], row["value"], preliminary, row["delivery"])
