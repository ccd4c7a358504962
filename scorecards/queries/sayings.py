"""What published deliveries of a month said of its figures: in force, replaced since, or only standing by.

Each says one thing of a figure, and it is kept in one of three places: Result, ResultRevision or StandbyFigure.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from organisation.months import Month
from scorecards.choices import DeliveryState
from scorecards.delivered import ABSENCES, Figures
from scorecards.models import Delivery
from scorecards.remaining import Said
from scorecards.rows_as_arrays import read_rows

ABSENCE = f"array_position(ARRAY{list(ABSENCES)}::text[], absence::text) - 1"
FIGURE = {  # what read_rows reads of one, wherever it is kept
    "delivery": ("bigint", "delivery_id"),
    "indicator": ("bigint", "indicator_id"),
    "unit": ("bigint", "unit_id"),
    "numerator": ("float8", "numerator"),
    "denominator": ("float8", "denominator"),
    "value": ("float8", "value"),
    "absence": ("int2", ABSENCE),
}
READ = {**FIGURE, "emptied": ("bool", "emptied")}

# By unit and month, which is an index of its own: the figures of a month lie far apart in that of the key.
HELD = """
SELECT indicator_id, unit_id FROM scorecards_result
WHERE unit_id IN (SELECT id FROM organisation_unit) AND month = %(month)s AND delivery_id = %(delivery)s
"""
# A figure that was restored and replaced again has several revisions by one delivery, all alike. A revision doesn't say
# of an empty cell that it was one, and needn't: it stood because nothing came before it, and so it is in what remains.
OF_THE_REST = f"""
FROM (
    SELECT DISTINCT ON (v.delivery_id, v.indicator_id, v.unit_id) v.delivery_id, v.indicator_id, v.unit_id,
        v.numerator, v.denominator, v.value, v.absence, false AS emptied
    FROM ({HELD}) held JOIN scorecards_resultrevision v USING (indicator_id, unit_id)
    WHERE v.month = %(month)s AND v.delivery_id = ANY(%(rest)s)
    UNION ALL
    SELECT s.delivery_id, s.indicator_id, s.unit_id, s.numerator, s.denominator, s.value, s.absence, s.emptied
    FROM ({HELD}) held JOIN scorecards_standbyfigure s USING (indicator_id, unit_id) WHERE s.delivery_id = ANY(%(rest)s)
) AS said
"""  # noqa: S608  # made of constants
NOT_IN_FORCE = """
FROM (
    SELECT DISTINCT ON (indicator_id, unit_id) delivery_id, indicator_id, unit_id, numerator, denominator, value,
        absence, false AS emptied
    FROM scorecards_resultrevision WHERE delivery_id = %(delivery)s
    UNION ALL
    SELECT delivery_id, indicator_id, unit_id, numerator, denominator, value, absence, emptied
    FROM scorecards_standbyfigure WHERE delivery_id = %(delivery)s
) AS said
"""
LEFT_ALONE = f"""
SELECT i.code, u.code, r.delivery_id
FROM (SELECT said.indicator_id, said.unit_id {NOT_IN_FORCE}) AS s
JOIN scorecards_result r ON r.indicator_id = s.indicator_id AND r.unit_id = s.unit_id AND r.month = %(month)s
JOIN scorecards_indicator i ON i.id = s.indicator_id JOIN organisation_unit u ON u.id = s.unit_id
WHERE r.delivery_id <> %(delivery)s ORDER BY i.code, u.code
"""  # noqa: S608  # made of constants


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A figure that a delivery brought and that stands by another one, so that withdrawing it changes nothing there."""

    indicator: str  # code
    unit: str  # code
    delivery: int  # by which it stands


def held_figures(delivery: Delivery) -> set[tuple[int, int]]:
    """The (indicator, unit) pairs whose figure stands by the delivery."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, _known(delivery))
        return set(cursor.fetchall())


def said_by_the_rest(delivery: Delivery) -> list[Said]:
    """What the month's other published deliveries say of the figures that stand by this one, as they were published."""
    others = Delivery.objects.filter(month=delivery.month, state=DeliveryState.PUBLISHED).exclude(pk=delivery.pk)
    order = dict(others.order_by("published_at", "id").values_list("id", "preliminary"))
    rows = read_rows(READ, OF_THE_REST, {**_known(delivery), "rest": list(order)})
    spoke = set(rows["delivery"].tolist())
    return [
        Said(each, preliminary, _figures(rows[rows["delivery"] == each], delivery.month))
        for each, preliminary in order.items()
        if each in spoke
    ]


def not_in_force(delivery: Delivery) -> Figures:
    """What the delivery said and that was replaced, though it may have been restored since, or never came to stand."""
    return _figures(read_rows(READ, NOT_IN_FORCE, _known(delivery)), delivery.month)


def left_alone(delivery: Delivery) -> tuple[LeftAlone, ...]:
    """What of the delivery stands by others, by code of indicator and unit."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT_ALONE, _known(delivery))
        return tuple(LeftAlone(*row) for row in cursor.fetchall())


def _known(delivery: Delivery) -> dict[str, Any]:
    return {"delivery": delivery.pk, "month": delivery.month.first_day}


def _figures(rows: NDArray[np.void], month: Month) -> Figures:
    real, whole = np.float64, np.int64
    return Figures(
        month,
        indicator_ids=rows["indicator"].astype(whole),
        unit_ids=rows["unit"].astype(whole),
        numerator=rows["numerator"].astype(real),
        denominator=rows["denominator"].astype(real),
        value=rows["value"].astype(real),
        absence=rows["absence"].astype(np.int8),
        emptied=rows["emptied"].astype(np.bool_),
        pair=np.arange(len(rows), dtype=np.int32),
    )
