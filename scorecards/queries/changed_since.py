"""What has become of a unit's month since a moment: figures that are new, corrected or no longer preliminary."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.queries.indicators import NAME_IN

# Each figure that is shown now, beside the one that stood at the moment, which was replaced after it.
READ = f"""
SELECT n.code, {NAME_IN.format("n")}, was.id IS NULL, was.preliminary AND NOT r.preliminary
FROM scorecards_result r
JOIN scorecards_indicator n ON n.id = r.indicator_id
JOIN scorecards_delivery d ON d.id = r.delivery_id
LEFT JOIN LATERAL (
    SELECT v.id, v.preliminary, v.value, v.numerator, v.denominator
    FROM scorecards_resultrevision v JOIN scorecards_delivery b ON b.id = v.delivery_id
    WHERE v.indicator_id = r.indicator_id AND v.unit_id = r.unit_id AND v.month = r.month
        AND v.replaced_at > %(since)s AND b.published_at <= %(since)s
    ORDER BY v.replaced_at LIMIT 1
) was ON true
WHERE r.unit_id = (SELECT id FROM organisation_unit WHERE code = %(unit)s) AND r.month = %(month)s
    AND r.value IS NOT NULL AND NOT r.suppressed
    AND (was.id IS NOT NULL OR d.published_at > %(since)s)
    AND (was.id IS NULL OR was.preliminary <> r.preliminary
        OR (was.value, was.numerator, was.denominator) IS DISTINCT FROM (r.value, r.numerator, r.denominator))
ORDER BY n.code
"""  # noqa: S608  # made of constants


class Became(StrEnum):
    """What has become of a figure."""

    CORRECTED = "corrected"
    NEW = "new"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Changed:
    """An indicator whose figure has changed; its name is in the reader's language."""

    became: Became
    code: str
    name: str


def changed_since(unit: str, month: Month, since: datetime.datetime, language: str = "nb") -> list[Changed]:
    """The figures of the unit with that code that are shown in the month and were others, or none, at `since`."""
    known: dict[str, Any] = {"unit": unit, "month": month.first_day, "since": since, "language": language}
    with connection.cursor() as cursor:
        cursor.execute(READ, known)
        return [
            Changed(Became.NEW if is_new else Became.FINAL if is_final else Became.CORRECTED, code, name)
            for code, name, is_new, is_final in cursor.fetchall()
        ]
