"""Taking a delivery's figures back: what stood is kept as a revision, what stands instead is written, or nothing is."""

from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.binary_copy import Column, Words, copy_rows
from scorecards.delivered import ABSENCES, Standing

# Found by unit and month: see `queries.sayings`.
OF_THE_DELIVERY = """
unit_id IN (SELECT id FROM organisation_unit) AND month = %(month)s AND delivery_id = %(delivery)s
"""
KEEP_WHAT_STOOD = f"""
INSERT INTO scorecards_resultrevision
    (indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id,
    replaced_by_id, replaced_at)
SELECT indicator_id, unit_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id,
    NULL, clock_timestamp()
FROM scorecards_result WHERE {OF_THE_DELIVERY} ORDER BY indicator_id, unit_id
"""  # noqa: S608  # made of constants
CREATE_RESTORED = """
CREATE TEMP TABLE restored (
    indicator_id bigint, unit_id bigint, numerator float8, denominator float8, value float8, absence text,
    preliminary bool, delivery_id bigint
) ON COMMIT DROP
"""
RESTORE = """
UPDATE scorecards_result r SET
    numerator = t.numerator, denominator = t.denominator, value = t.value, absence = t.absence,
    preliminary = t.preliminary, suppressed = false, delivery_id = t.delivery_id
FROM restored t WHERE r.indicator_id = t.indicator_id AND r.unit_id = t.unit_id AND r.month = %(month)s
"""
NO_LONGER_STANDBY = """
DELETE FROM scorecards_standbyfigure s USING restored t
WHERE s.delivery_id = t.delivery_id AND s.indicator_id = t.indicator_id AND s.unit_id = t.unit_id
"""
# What is left by the delivery: nothing stands instead
REMOVE_PLACES = f"""
DELETE FROM scorecards_placeinterval p USING (
    SELECT indicator_id, unit_id, month FROM scorecards_result WHERE {OF_THE_DELIVERY}
) AS r
WHERE p.indicator_id = r.indicator_id AND p.unit_id = r.unit_id AND p.month = r.month
"""  # noqa: S608  # made of constants
REMOVE = f"DELETE FROM scorecards_result WHERE {OF_THE_DELIVERY}"  # noqa: S608  # made of constants


def take_back(delivery: int, month: Month, instead: Standing) -> None:
    """Let `instead` stand in place of what stands by the delivery; what it has no figure of is removed."""
    known: dict[str, Any] = {"delivery": delivery, "month": month.first_day}
    columns: dict[str, Column | Words] = {
        "indicator_id": Column(">i8", instead.indicator_ids),
        "unit_id": Column(">i8", instead.unit_ids),
        "numerator": Column(">f8", instead.numerator),
        "denominator": Column(">f8", instead.denominator),
        "value": Column(">f8", instead.value),
        "absence": Words(instead.absence, ABSENCES),
        "preliminary": Column(">i1", instead.preliminary),
        "delivery_id": Column(">i8", instead.delivery),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP_WHAT_STOOD, known)
        cursor.execute("DROP TABLE IF EXISTS restored")
        cursor.execute(CREATE_RESTORED)
        copy_rows("restored", columns, len(instead))
        for statement in (RESTORE, NO_LONGER_STANDBY, REMOVE_PLACES, REMOVE):
            cursor.execute(statement, known)
