"""Writing a delivery's figures: new ones in, changed ones over what stood, which is kept as a revision."""

from typing import Any

import numpy as np
from django.db import connection

from organisation.months import Month
from scorecards.delivered import ABSENCES

LOCK_FOR_A_MONTH = 20180515  # first half of the advisory lock's key; the second is the month

# Binary COPY: a count of fields, then length and bytes of each. NaN stands for NULL, so that every row is equally long.
FIELDS = {
    "indicator_id": ">i8",
    "unit_id": ">i8",
    "numerator": ">f8",
    "denominator": ">f8",
    "value": ">f8",
    "absence": ">i2",
}
ROW = np.dtype(
    [("fields", ">i2")] + [part for name, form in FIELDS.items() for part in ((f"{name}_size", ">i4"), (name, form))]
)
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"

CREATE_INCOMING = """
CREATE TEMP TABLE incoming (
    indicator_id bigint, unit_id bigint, numerator float8, denominator float8, value float8, absence int2
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
WRITE_FIGURES = """
INSERT INTO scorecards_result
    (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id)
SELECT i.indicator_id, i.unit_id, %(month)s,
    nullif(i.numerator, 'NaN'), nullif(i.denominator, 'NaN'), nullif(i.value, 'NaN'),
    (%(absences)s::text[])[i.absence + 1], %(preliminary)s, false, %(delivery)s
FROM incoming i
"""
REPLACE_WHAT_STOOD = """
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
    if not len(units):
        return
    rows = np.empty(len(units), ROW)
    rows["fields"] = len(FIELDS)
    for (name, form), column in zip(
        FIELDS.items(), (indicators, units, numerators, denominators, values, absences), strict=True
    ):
        rows[f"{name}_size"] = np.dtype(form).itemsize
        rows[name] = column
    known: dict[str, Any] = {
        "delivery": delivery,
        "month": month.first_day,
        "preliminary": preliminary,
        "absences": list(ABSENCES),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming")
        cursor.execute(CREATE_INCOMING)
        with cursor.copy("COPY incoming FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(HEADER + rows.tobytes() + TRAILER)
        if replace:
            cursor.execute(KEEP_WHAT_STOOD, known)
        cursor.execute(WRITE_FIGURES + (REPLACE_WHAT_STOOD if replace else ""), known)
