"""An office among those of the country that are nearest to it in size: who they are, and its place among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from organisation.months import Month
from scorecards.figures import Figure, Place
from scorecards.places import place_among
from scorecards.possible_places import Measure, OfficeMonths, possible_places

MOST, FEWEST = 40, 10  # offices, the one itself among them: under the fewest nothing is said
MOST_OF_ALL = 0.5  # of all offices with a base: where most are taken, they are no longer those of its size


@dataclass(frozen=True, slots=True)
class SizePlace:
    """An office's place among those nearest in size, whose bases go from `smallest` to `largest`."""

    code: str
    place: Place
    smallest: float
    largest: float


def nearest_in_size(bases: Mapping[int, float], own: int) -> list[int]:
    """The office and those with the nearest bases by their ratio, the nearest first; the first given of equals.

    MOST of them, and at most half of all. `bases` are above zero and have the office's own.
    """
    distances = {unit: abs(log(base / bases[own])) for unit, base in bases.items()}
    return sorted(bases, key=lambda unit: (distances[unit], unit != own))[: min(MOST, int(MOST_OF_ALL * len(bases)))]


def place_in_size(
    measure: Measure, month: Month, offices: Mapping[int, OfficeMonths], own: int, figure: Figure
) -> SizePlace | None:
    """The office's place by `figure` among the nearest of `offices`, which all have a shown, final figure and a base.

    None where they are too few, for a figure that isn't final, or where no direction says what is better.
    """
    bases = {unit: office.denominator for unit, office in offices.items() if office.denominator}
    if own not in bases:
        return None
    nearest = nearest_in_size(bases, own)
    if len(nearest) < FEWEST:
        return None
    among = {unit: offices[unit] for unit in nearest}
    values = sorted(office.values[-1] for office in among.values() if office.values[-1] is not None)
    reach = possible_places(measure, month, among).get(own)
    place = place_among(values, figure, measure.direction, *(reach or (None, None)))
    if place is None:
        return None
    return SizePlace(
        offices[own].code, place, min(bases[unit] for unit in nearest), max(bases[unit] for unit in nearest)
    )
