"""Between which places offices could stand on one indicator alone, by the month's figures (INTERFACES: `place`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from methods.ranking import rank_units
from methods.standard_errors import standard_errors
from organisation.months import Month
from scorecards.choices import UnitOfMeasure
from scorecards.places import RANKED

DRAWS = 500
MONTHS = 12  # of history behind a standard error
WITH_BASES = (UnitOfMeasure.SHARE, UnitOfMeasure.RATE)


@dataclass
class OfficeMonths:
    """An office's shown months up to the one in question, oldest first, and that one's figure."""

    code: str
    values: list[float | None] = field(default_factory=lambda: [None] * MONTHS)
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What of an indicator decides how sure a place on it is. `changed`: when its definition last did."""

    direction: str
    unit_of_measure: str
    changed: Month | None = None


def possible_places(
    measure: Measure, month: Month, offices: Mapping[int, OfficeMonths]
) -> dict[int, tuple[int, int] | None]:
    """The 90 % interval of each office's place among those that have a figure; None where it can't be said.

    Offices go by code, which makes the draws the same wherever the figures are loaded.
    """
    with_value = (unit for unit, office in offices.items() if office.values[-1] is not None)
    units = sorted(with_value, key=lambda unit: offices[unit].code)
    if not units or measure.direction not in RANKED:
        return {}
    errors = _errors(measure, month, offices)
    ranked = rank_units(
        values=[[offices[unit].values[-1]] for unit in units],
        weights=[1.0],
        directions=[measure.direction],
        green=[1.0],
        kinds=[measure.unit_of_measure],
        numerators=[[offices[unit].numerator] for unit in units],
        denominators=[[offices[unit].denominator] for unit in units],
        errors=[[errors.get(unit)] for unit in units],
        method="mean_position",
        draws=DRAWS,
    )
    return {
        unit: None if place.low is None or place.high is None else (place.low, place.high)
        for unit, place in zip(units, ranked, strict=True)
    }


def _errors(measure: Measure, month: Month, offices: Mapping[int, OfficeMonths]) -> dict[int, float | None]:
    """Standard errors of figures without a base, from the months since the definition last changed."""
    if measure.unit_of_measure in WITH_BASES:
        return {}
    since = 0
    if measure.changed is not None and measure.changed <= month:
        since = max(0, MONTHS - 1 - (month - measure.changed))
    return standard_errors({unit: office.values[since:] for unit, office in offices.items()})
