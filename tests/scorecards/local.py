"""Local indicators as units make them, and figures filled in by hand."""

from typing import Any

from accounts.models import User
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import placed
from scorecards.models import Indicator
from scorecards.services.filling_in import Entry, Filled, fill_in
from scorecards.services.local_goals import LocalIndicator, add_local_indicator
from tests.builders import as_month

JANUARY, MAY = Month(2018, 1), Month(2018, 5)


def stated(name: str = "Besøk hos bedrifter", **fields: Any) -> LocalIndicator:
    """What is said of an indicator; a number that is counted from January 2018 on, unless said."""
    return LocalIndicator(**{"name": name, "unit_of_measure": "number", "first": JANUARY, **fields})


def a_local_indicator(
    unit: Unit, name: str = "Besøk hos bedrifter", *, by: User | None = None, **fields: Any
) -> Indicator:
    here = placed(unit.code, fields.get("first", JANUARY))
    assert here is not None
    return add_local_indicator(unit=here, stated=stated(name, **fields), by=by)


def fill(
    unit: Unit, indicator: Indicator, value: str = "", month: str | Month = MAY, *, by: User | None = None, **entry: Any
) -> Filled:
    """What comes of filling in one figure, as somebody does who sees what stands."""
    here = placed(unit.code, as_month(month))
    assert here is not None
    return fill_in(unit=here, month=as_month(month), entry=Entry(indicator.code, value=value, **entry), by=by)
