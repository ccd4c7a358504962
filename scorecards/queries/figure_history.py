"""The months before a delivery's: one read for all its figures."""

from dataclasses import replace

import numpy as np
from django.db import connection

from organisation.months import Month
from scorecards.arrays import Floats, Wholes
from scorecards.checks.context import CheckContext
from scorecards.checks.resolved import UNKNOWN, resolve
from scorecards.delivered import keys_of
from scorecards.history import MONTHS, History
from scorecards.parsing import ParsedFile

FIRST_OF_ALL = Month(1, 1)

# One piece of bytes, a row after the other, as the month's own figures are read (delivery_context).
FIELDS = {
    "indicator_id": (">i8", "int8send(indicator_id)"),
    "unit_id": (">i8", "int8send(unit_id)"),
    "day": (">i4", "date_send(month)"),  # from 2000-01-01
    "numerator": (">f8", "float8send(coalesce(numerator, 'NaN'))"),
    "denominator": (">f8", "float8send(coalesce(denominator, 'NaN'))"),
    "value": (">f8", "float8send(value)"),
}
ROW = np.dtype([(name, form) for name, (form, _) in FIELDS.items()])
FIRST_DAY = np.datetime64("2000-01-01", "D")
READ_HISTORY = f"""
SELECT string_agg({" || ".join(sent for _, sent in FIELDS.values())}, ''::bytea)
FROM scorecards_result
WHERE month >= %s AND month < %s AND indicator_id = ANY(%s) AND unit_id = ANY(%s)
    AND value IS NOT NULL AND NOT preliminary AND NOT suppressed
"""  # noqa: S608  # made of constants


def with_history(context: CheckContext, parsed: ParsedFile) -> CheckContext:
    """The same context, with the months before of what the file names. One query."""
    resolved = resolve(parsed, context)
    indicators, units = np.unique(resolved.indicator_ids), np.unique(resolved.unit_ids)
    history = read_history(context.month, indicators[indicators != UNKNOWN], units[units != UNKNOWN])
    return replace(context, history=history)


def read_history(month: Month, indicators: Wholes, units: Wholes) -> History:
    """The final and shown figures of these indicators and units in the months before. One query."""
    first = Month.from_index(max(month.index - MONTHS, FIRST_OF_ALL.index))
    with connection.cursor() as cursor:
        cursor.execute(READ_HISTORY, [first.first_day, month.first_day, indicators.tolist(), units.tolist()])
        (received,) = cursor.fetchone()
    rows = np.frombuffer(received or b"", ROW)
    keys, places = np.unique(keys_of(rows["indicator_id"], rows["unit_id"]), return_inverse=True)
    months = (FIRST_DAY + rows["day"].astype("timedelta64[D]")).astype("datetime64[M]").astype(np.int64)
    columns = months - (np.datetime64(str(month), "M").astype(np.int64) - MONTHS)

    def table(numbers: Floats) -> Floats:
        laid_out = np.full((len(keys), MONTHS), np.nan)
        laid_out[places, columns] = numbers
        return laid_out

    return History(month, keys, table(rows["value"]), table(rows["numerator"]), table(rows["denominator"]))
