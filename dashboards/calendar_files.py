"""The calendar as rows for files."""

from collections.abc import Iterator

from dashboards.calendar_matters import Known, names_of
from scorecards.calendar import Share
from scorecards.exports import Cell

CALENDAR = (
    "package", "name", "owner", "month", "state", "due", "days_late", "delivery", "offices", "offices_expected",
    "indicators", "indicators_expected", "filled_in", "filled_in_expected", "corrections", "withdrawn",
    "delivers", "last_delivered_by", "reminded_at",
)  # fmt: skip


def calendar(known: Known) -> Iterator[tuple[Cell, ...]]:
    """A row per package and month, local packages too, in the order of CALENDAR."""
    for year in known.calendar.packages:
        package = year.package
        who = ", ".join(names_of(known.who.delivers[package.pk]))
        for of in year.months:
            cell = of.cell
            reminded = known.reminders.get((package.pk, cell.month))
            yield (
                package.code, package.name, package.owner.code, str(cell.month), cell.state.value,
                cell.due.isoformat(), cell.days_late, cell.delivery, *_parts(of.offices), *_parts(of.indicators),
                *_parts(cell.filled), cell.corrections, cell.withdrawn, who, year.last_delivered_by or None,
                reminded.sent_at.isoformat() if reminded else None,
            )  # fmt: skip


def _parts(share: Share | None) -> tuple[Cell, Cell]:
    return (share.known, share.expected) if share else (None, None)
