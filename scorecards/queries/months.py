"""Which months have results, for links from one to the next."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from organisation.months import Month
from scorecards.figures import MonthLinks

OF_AN_OFFICE = ("scorecards_result", "unit_id")
OF_A_GROUP = ("scorecards_groupsummary", "group_id")

# The nearest months before and after one, and whether it has results itself: three columns of a query.
LINKS = """
(SELECT max(month) FROM {table} WHERE {column} = %(unit)s {more} AND month < %(day)s),
(SELECT min(month) FROM {table} WHERE {column} = %(unit)s {more} AND month > %(day)s),
EXISTS (SELECT 1 FROM {table} WHERE {column} = %(unit)s {more} AND month = %(day)s)
"""
OF_AN_INDICATOR = "AND indicator_id = %(indicator)s"
# What is filled in by hand comes before the files do, and is no month to open a page at where there are others.
BY_HAND = "ARRAY(SELECT indicator_id FROM scorecards_packageitem WHERE filled_in_by <> '')"
READ_LATEST = f"""
SELECT coalesce(
    (SELECT max(month) FROM {{table}} WHERE {{column}} = %(unit)s AND indicator_id <> ALL({BY_HAND})),
    (SELECT max(month) FROM {{table}} WHERE {{column}} = %(unit)s))
"""  # noqa: S608  # made of constants


def month_links(table: tuple[str, str], unit: int, month: Month, indicator: int | None = None) -> MonthLinks:
    """The months with results nearest to `month` for a unit, of one indicator where it is named.

    `table` is OF_AN_OFFICE or OF_A_GROUP.
    """
    columns = links_sql(table, "" if indicator is None else OF_AN_INDICATOR)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", {"unit": unit, "day": month.first_day, "indicator": indicator})
        return links_from(month, *cursor.fetchone())


def links_of_several(
    table: tuple[str, str], units: Sequence[int], month: Month, indicator: int | None = None
) -> MonthLinks:
    """`month_links` of several units taken as one."""
    columns = links_sql(table, "" if indicator is None else OF_AN_INDICATOR)
    columns = columns.replace("= %(unit)s", "= ANY(%(units)s)")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", {"units": list(units), "day": month.first_day, "indicator": indicator})
        return links_from(month, *cursor.fetchone())


def links_sql(table: tuple[str, str], more: str = "") -> str:
    """The columns of `month_links` for a query with the parameters `unit` and `day`; `more` are further conditions."""
    name, column = table
    return LINKS.format(table=name, column=column, more=more)


def links_from(month: Month, before: date | None, after: date | None, here: bool) -> MonthLinks:
    return MonthLinks(month, Month.of(before) if before else None, Month.of(after) if after else None, here)


def latest_month(table: tuple[str, str], unit: int) -> Month | None:
    """The last month that has results for a unit; of what comes in files, where it has any such."""
    name, column = table
    with connection.cursor() as cursor:
        cursor.execute(READ_LATEST.format(table=name, column=column), {"unit": unit})
        (last,) = cursor.fetchone()
    return None if last is None else Month.of(last)
