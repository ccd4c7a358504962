"""What publishing a checked delivery would change, and what a published one has changed: each figure before and after.

For those who may deliver, on the delivery's own page alone: small counts are not hidden here (METHODS.md 12).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from organisation.alphabet import norwegian_key
from organisation.months import Month
from organisation.queries import chain_above, units_in
from scorecards.arrays import Bools, Wholes
from scorecards.cells import figure_of, status_against
from scorecards.checks import check_delivery
from scorecards.choices import DeliveryState
from scorecards.compare import compare
from scorecards.delivered import ABSENCES, Figures, Standing
from scorecards.figures import Figure, IndicatorFacts
from scorecards.models import Delivery, Indicator, Result, ResultRevision
from scorecards.queries.deliveries import parsed_file
from scorecards.queries.delivery_context import delivery_context
from scorecards.queries.indicators import facts_of
from scorecards.queries.targets import read_targets

PARTS = ("numerator", "denominator", "value", "absence", "preliminary")
Key = tuple[int, int]  # indicator and unit


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that another takes the place of."""

    unit_code: str
    unit_name: str
    indicator: IndicatorFacts
    before: Figure
    after: Figure
    status_before: str | None
    status_after: str | None

    @property
    def changes_status(self) -> bool:
        return self.status_before != self.status_after


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed figures, those that change status first; new figures are counted, not listed."""

    lines: tuple[Change, ...] = ()
    units_changing_status: int = 0


def changes_of(delivery: Delivery, language: str = "nb") -> Changes:
    """Nothing for a rejected delivery. A checked one is read and compared anew: others may have published since."""
    if delivery.state == DeliveryState.CHECKED:
        pairs = _would_change(delivery)
    elif delivery.state == DeliveryState.PUBLISHED:
        pairs = _has_changed(delivery)
    else:
        return Changes()
    lines = _lines(pairs, delivery.month, language)
    return Changes(lines, len({line.unit_code for line in lines if line.changes_status}))


def _would_change(delivery: Delivery) -> dict[Key, tuple[Figure, Figure]]:
    context = delivery_context(delivery.package, delivery.month, preliminary=delivery.preliminary)
    parsed = parsed_file(delivery, bytes(delivery.file.content))
    figures = check_delivery(parsed, context).figures
    changed = figures.take(compare(figures, context.standing, preliminary=delivery.preliminary).changed)
    _stands, places = context.standing.find(changed.keys)
    after = _figures(changed, np.full(len(changed), delivery.preliminary), np.arange(len(changed)))
    before = _figures(context.standing, context.standing.preliminary, places)
    keys = zip(changed.indicator_ids.tolist(), changed.unit_ids.tolist(), strict=True)
    return {key: (was, becomes) for key, was, becomes in zip(keys, before, after, strict=True)}


def _figures(source: Figures | Standing, preliminary: Bools, places: Wholes) -> list[Figure]:
    columns = (source.numerator[places], source.denominator[places], source.value[places])
    numbers = zip(*([None if isnan(n) else n for n in column.tolist()] for column in columns), strict=True)
    absences = [ABSENCES[place] for place in source.absence[places].tolist()]
    return [
        figure_of(numerator, denominator, value, absence, early, False)
        for (numerator, denominator, value), absence, early in zip(
            numbers, absences, preliminary[places].tolist(), strict=True
        )
    ]


def _has_changed(delivery: Delivery) -> dict[Key, tuple[Figure, Figure]]:
    """What stood before the delivery, and what it brought: standing still, or kept as a revision of its own."""
    replaced = ResultRevision.objects.filter(replaced_by=delivery).values_list("indicator_id", "unit_id", *PARTS)
    before = {(indicator, unit): _stored(parts) for indicator, unit, *parts in replaced}
    brought: dict[Key, Figure] = {}
    for model in (ResultRevision, Result):
        rows = model.objects.filter(delivery=delivery, month=delivery.month).values_list(
            "indicator_id", "unit_id", *PARTS
        )
        brought |= {
            (indicator, unit): _stored(parts) for indicator, unit, *parts in rows if (indicator, unit) in before
        }
    return {key: (figure, brought[key]) for key, figure in before.items() if key in brought}


def _stored(parts: Sequence[Any]) -> Figure:
    numerator, denominator, value, absence, preliminary = parts
    return figure_of(numerator, denominator, value, absence, preliminary, False)


def _lines(pairs: dict[Key, tuple[Figure, Figure]], month: Month, language: str) -> tuple[Change, ...]:
    if not pairs:
        return ()
    ids = {indicator for indicator, _ in pairs}
    found = Indicator.objects.filter(pk__in=ids).select_related("goal__perspective")
    facts = {indicator.pk: facts_of(indicator, language) for indicator in found}
    units = {unit.id: unit for unit in units_in(month)}
    chains = {unit: chain_above(units[unit]) for _, unit in pairs if unit in units}
    targets = read_targets(ids, {above for chain in chains.values() for above in chain}, month, month)
    lines = []
    for (indicator, unit), (before, after) in pairs.items():
        if unit not in units:
            continue
        target, direction = targets.nearest(indicator, chains[unit], month), facts[indicator].direction
        statuses = [status_against(figure.value, direction, target) for figure in (before, after)]
        lines.append(Change(units[unit].code, units[unit].name, facts[indicator], before, after, *statuses))
    lines.sort(key=lambda line: (not line.changes_status, norwegian_key(line.unit_name), line.indicator.code))
    return tuple(lines)
