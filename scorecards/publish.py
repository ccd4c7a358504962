"""Writing a delivery's figures: new ones in, changed ones over what stood, which is kept as a revision."""

from typing import Any

import numpy as np
from django.db import connection

from organisation.months import Month
from scorecards.binary_copy import Column, Words, copy_rows, date_column
from scorecards.delivered import ABSENCES

LOCK_FOR_A_MONTH = 20180515  # first half of the advisory lock's key; the second is the month

CREATE_INCOMING = """
CREATE TEMP TABLE incoming (
    indicator_id bigint, unit_id bigint, numerator float8, denominator float8, value float8, absence text
) ON COMMIT DROP
"""
KEEP_WHAT_STOOD = """
INSERT INTO scorecards_resultrevision
    (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id,
    replaced_by_id, replaced_at)
SELECT r.indicator_id, r.unit_id, r.month, r.numerator, r.denominator, r.value, r.absence, r.preliminary, r.suppressed,
    r.delivery_id, %(delivery)s, clock_timestamp()
FROM scorecards_result r JOIN incoming i USING (indicator_id, unit_id) WHERE r.month = %(month)s
"""
WRITE_OVER_WHAT_STOOD = """
INSERT INTO scorecards_result
    (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id)
SELECT indicator_id, unit_id, %(month)s, numerator, denominator, value, absence, %(preliminary)s, false, %(delivery)s
FROM incoming
ON CONFLICT (indicator_id, unit_id, month) DO UPDATE SET
    numerator = excluded.numerator, denominator = excluded.denominator, value = excluded.value,
    absence = excluded.absence, preliminary = excluded.preliminary, suppressed = false,
    delivery_id = excluded.delivery_id
"""


def lock_month(month: Month) -> None:
    """Wait until nobody else publishes this month; the lock lasts to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_FOR_A_MONTH, month.index])


def write_figures(
    *,
    delivery: int,
    month: Month,
    preliminary: bool,
    indicators: np.ndarray,
    units: np.ndarray,
    numerators: np.ndarray,
    denominators: np.ndarray,
    values: np.ndarray,
    absences: np.ndarray,
    replace: bool,
) -> None:
    """Write figures of one month; parallel arrays, NaN where there is no number, `absences` as places in ABSENCES.

    With `replace` what stands is kept as a revision first and then written over; without, nothing may stand.
    """
    columns: dict[str, Column | Words] = {
        "indicator_id": Column(">i8", indicators),
        "unit_id": Column(">i8", units),
        "numerator": Column(">f8", numerators),
        "denominator": Column(">f8", denominators),
        "value": Column(">f8", values),
        "absence": Words(absences, ABSENCES),
    }
    if replace:
        _write_over(columns, {"delivery": delivery, "month": month.first_day, "preliminary": preliminary}, len(units))
        return
    columns |= {
        "month": date_column(month.first_day),
        "preliminary": Column(">i1", preliminary),
        "suppressed": Column(">i1", False),
        "delivery_id": Column(">i8", delivery),
    }
    copy_rows("scorecards_result", columns, len(units))


def _write_over(columns: dict[str, Column | Words], known: dict[str, Any], number: int) -> None:
    if not number:
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming")
        cursor.execute(CREATE_INCOMING)
        copy_rows("incoming", columns, number)
        cursor.execute(KEEP_WHAT_STOOD, known)
        cursor.execute(WRITE_OVER_WHAT_STOOD, known)
