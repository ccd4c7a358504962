"""Which months have results, for links from one to the next."""

from django.db import connection

from organisation.months import Month
from scorecards.figures import MonthLinks

OF_AN_OFFICE = ("scorecards_result", "unit_id")
OF_A_GROUP = ("scorecards_groupsummary", "group_id")


def month_links(table: tuple[str, str], unit: int, month: Month) -> MonthLinks:
    """The months with results nearest to `month` for a unit; `table` is OF_AN_OFFICE or OF_A_GROUP."""
    name, column = table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT max(month) FROM {name} WHERE {column} = %(unit)s AND month < %(day)s),"
            f" (SELECT min(month) FROM {name} WHERE {column} = %(unit)s AND month > %(day)s),"
            f" EXISTS (SELECT 1 FROM {name} WHERE {column} = %(unit)s AND month = %(day)s)",
            {"unit": unit, "day": month.first_day},
        )
        before, after, here = cursor.fetchone()
    return MonthLinks(month, before and Month.of(before), after and Month.of(after), here)


def latest_month(table: tuple[str, str], unit: int) -> Month | None:
    """The last month that has results for a unit."""
    name, column = table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(month) FROM {name} WHERE {column} = %s", [unit])
        (last,) = cursor.fetchone()
    return None if last is None else Month.of(last)
