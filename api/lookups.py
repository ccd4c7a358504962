"""From what an address names to what it means; what doesn't exist is answered with 404, what is no month with 422."""

import re

from ninja.errors import HttpError

from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, nearest_placement
from scorecards.models import Indicator
from scorecards.queries.indicators import find_indicator
from scorecards.queries.today import today

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
FIRST_YEAR, LAST_YEAR = 1900, 2199  # as schemas.MONTH_FORM says


def month_of(text: str, name: str = "month") -> Month:
    """The month of `YYYY-MM`; anything else is answered with 422."""
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise HttpError(422, f"{name}: {error}") from error
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise HttpError(422, f"{name}: {text} is outside {FIRST_YEAR}–{LAST_YEAR}")
    return month


def this_month() -> Month:
    return Month.of(today())


def well_formed(code: str) -> str:
    """The code, if it has the form of one."""
    if not CODE.fullmatch(code):
        raise HttpError(404, f"{code!r} is no code: 1–20 letters, digits, - and _")
    return code


def unit_called(code: str, kind: UnitKind | None = None) -> Unit:
    """The unit with that code, of that kind where one is asked for."""
    found = Unit.objects.filter(code=well_formed(code)).first()
    if found is None or (kind is not None and found.kind != kind):
        raise HttpError(404, f"no {kind or 'unit'} has the code {code}")
    return found


def unit_in(code: str, kind: UnitKind, month: Month) -> PlacedUnit:
    """The unit as it stood in the month, or in the nearest span where it has no place in that month."""
    found = nearest_placement(well_formed(code), month)
    if found is None or found.kind != kind:
        raise HttpError(404, f"no {kind} has the code {code}")
    return found


def indicator_called(code: str) -> Indicator:
    """The indicator with that code in any case."""
    found = find_indicator(well_formed(code))
    if found is None:
        raise HttpError(404, f"no indicator has the code {code}")
    return found
