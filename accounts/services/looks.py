"""When people last looked at a unit's month: kept so that the next visit can say what has changed since."""

import datetime

from django.db import connection

from accounts.models import User
from organisation.months import Month

# The look before is read as it was when the statement began.
NOTE = """
WITH before AS (
    SELECT l.looked_at FROM accounts_look l JOIN organisation_unit u ON u.id = l.unit_id
    WHERE l.person_id = %(person)s AND u.code = %(unit)s AND l.month = %(month)s
)
INSERT INTO accounts_look (person_id, unit_id, month, looked_at)
SELECT %(person)s, id, %(month)s, statement_timestamp() FROM organisation_unit WHERE code = %(unit)s
ON CONFLICT (person_id, unit_id, month) DO UPDATE SET looked_at = excluded.looked_at
RETURNING (SELECT looked_at FROM before)
"""


def note_look(*, by: User, unit: str, month: Month) -> datetime.datetime | None:
    """Note that `by` looks now at the month of the unit with that code, and say when that was last done.

    None the first time, and for a code that no unit has. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(NOTE, {"person": by.pk, "unit": unit, "month": month.first_day})
        found = cursor.fetchone()
    return found[0] if found else None
