"""Where a table's lines lead: an office, a region or a county, and one of its indicators."""

from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.figures import TableRow

FOLDERS = {UnitKind.COUNTY.value: "counties", UnitKind.REGION.value: "regions"}


def line_href(row: TableRow, month: Month, end: str = "") -> str:
    """The page of the line's unit in the month; `end` is the query that keeps the reading."""
    return f"/{FOLDERS.get(row.kind, 'offices')}/{row.code}/{month}/{end}"


def around_indicator(row: TableRow, month: Month, end: str = "") -> tuple[str, str]:
    """What stands before and after an indicator's code in the address of a line's figure; empty where it has none.

    An office's leads to its months, a county's to its offices side by side; a region's leads nowhere.
    """
    if row.kind == UnitKind.OFFICE:
        return f"/offices/{row.code}/indicators/", f"/{end}"
    if row.kind == UnitKind.COUNTY:
        return "/indicators/", f"/{month}/?county={row.code}{end.replace('?', '&')}"
    return "", ""


def indicator_href(row: TableRow, code: str, month: Month, end: str = "") -> str:
    """The address of a line's figure."""
    before, after = around_indicator(row, month, end)
    return f"{before}{code}{after}" if before else ""
