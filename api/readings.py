"""How an answer reads the organisation: as it was in the month, or as it is today."""

from ninja.errors import HttpError

from api.lookups import month_of, this_month, unit_called, unit_in, well_formed
from organisation.as_now import read_organisation_now
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, nearest_placement
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, latest_month, links_of_several
from scorecards.queries.readings import AsNow, Reading, reading

NOW = "now"


def read_month(month: str | None, asked: str | None, code: str, kind: UnitKind) -> Reading:
    """The month asked for as it is asked for; without one the last that the unit with that code has results of."""
    if month is not None:
        return reading(month_of(month), asked)
    if asked == NOW:
        return reading(_last_of(code, kind), asked)
    table = OF_AN_OFFICE if kind == UnitKind.OFFICE else OF_A_GROUP
    return reading(latest_month(table, unit_called(code, kind).pk) or this_month(), asked)


def _last_of(code: str, kind: UnitKind) -> Month:
    """The last month of today's unit, or of what became it."""
    now = this_month()
    unit = read_unit(code, kind, AsNow(now, now))
    table = OF_AN_OFFICE if kind == UnitKind.OFFICE else OF_A_GROUP
    return links_of_several(table, read_organisation_now(now).ever(unit), now + 1).previous or now


def read_unit(code: str, kind: UnitKind, read: Reading) -> PlacedUnit:
    """The unit as it stands in the reading: then, or in the nearest span; now, or what it became. 404 without one."""
    if not isinstance(read, AsNow):
        return unit_in(code, kind, read.month)
    found = read.placed(well_formed(code))
    if found is None:
        was = nearest_placement(code, read.now)
        became = read.became(was) if was else []
        found = became[0] if len(became) == 1 else None
    if found is None or found.kind != kind:
        raise HttpError(404, f"no {kind} of today has the code {code}, or is what that became")
    return found
