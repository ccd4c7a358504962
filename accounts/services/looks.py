"""When people last looked at a unit's month: kept so that the next visit can say what has changed since."""

import datetime
from typing import Any

from django.db import connection

from accounts.models import User
from organisation.months import Month

VISIT = 60 * 60  # seconds after which somebody comes again

NOTE = """
INSERT INTO accounts_look AS l (person_id, unit_id, month, looked_at, visit)
SELECT %(person)s, id, %(month)s, statement_timestamp(), %(visit)s FROM organisation_unit WHERE code = %(unit)s
ON CONFLICT (person_id, unit_id, month) DO UPDATE SET
    before = CASE WHEN {same} THEN l.before ELSE l.looked_at END,
    looked_at = CASE WHEN {same} THEN l.looked_at ELSE excluded.looked_at END,
    visit = excluded.visit
RETURNING before
""".format(same="l.visit = excluded.visit AND l.looked_at > statement_timestamp() - make_interval(secs => %(length)s)")


def note_look(*, by: User, unit: str, month: Month, visit: str) -> datetime.datetime | None:
    """Note that `by` looks at the month of the unit with that code, and say when the visit before this one began.

    `visit` tells one visit from another (16 characters at most); asked again within it, the answer is the same. None
    the first time, and for a code that no unit has. One statement.
    """
    known: dict[str, Any] = {"person": by.pk, "unit": unit, "month": month.first_day, "visit": visit, "length": VISIT}
    with connection.cursor() as cursor:
        cursor.execute(NOTE, known)
        found = cursor.fetchone()
    return found[0] if found else None
