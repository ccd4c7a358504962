"""An indicator among those of its package: which one stands before it, and which after."""

from dataclasses import dataclass

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import IndicatorFacts
from scorecards.queries.packages import packages_of, read_items


@dataclass(frozen=True, slots=True)
class PackageNeighbours:
    """A package that holds an indicator, and the indicators on either side of it there."""

    code: str
    name: str
    previous: IndicatorFacts | None
    next: IndicatorFacts | None


def neighbours_in_package(
    unit: PlacedUnit, month: Month, indicator: int, package: str = "", language: str = "nb"
) -> PackageNeighbours | None:
    """The indicator (id) in the package called `package`, else in the first that the unit is read by and that has it.

    None where no package of the unit's has it in the month. Two queries.
    """
    choices = packages_of(unit, month)
    items = read_items([choice.id for choice in choices], month, language, counted_by=unit.id)
    holding = {item.package for item in items if item.indicator.id == indicator}
    choices = [choice for choice in choices if choice.id in holding]
    if not choices:
        return None
    asked = (choice for choice in choices if choice.facts.code.upper() == package.upper())
    chosen = next(asked, choices[0])
    every = [item.indicator for item in items if item.package == chosen.id]
    place = [facts.id for facts in every].index(indicator)
    before, after = every[max(0, place - 1) : place], every[place + 1 : place + 2]
    return PackageNeighbours(chosen.facts.code, chosen.facts.name, next(iter(before), None), next(iter(after), None))
