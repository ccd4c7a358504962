"""What a delivery is held against: the organisation, the package and the figures that stand, read beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.choices import UnitOfMeasure
from scorecards.delivered import Standing, nothing_standing
from scorecards.history import History


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as it stood in the month, or, where it had no place then, under its latest name."""

    id: int
    code: str
    name: str
    kind: str
    county_id: int | None = None
    region_id: int | None = None
    is_placed: bool = True
    became: str = ""  # a sentence on what became of it, where it isn't placed

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """What a figure of an indicator may be, and whether the package has it in the month."""

    id: int
    code: str
    name: str
    unit_of_measure: str
    pooling: str
    allows_negative: bool = False
    in_package: bool = True
    definition_changed: Month | None = None  # the first month of the latest definition

    @property
    def is_share(self) -> bool:
        return self.unit_of_measure == UnitOfMeasure.SHARE


@dataclass(frozen=True, slots=True)
class EarlierMonth:
    """The latest published month of the package before this one, and the units that had figures in it."""

    month: Month
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Everything that the checks need to know of a package and month."""

    package: str
    owner: UnitFacts
    month: Month
    today: Month
    units: Mapping[str, UnitFacts]  # by code
    indicators: Mapping[str, IndicatorRules]  # by code in capitals
    standing: Standing = field(default_factory=nothing_standing)
    earlier: EarlierMonth | None = None
    preliminary: bool = False  # the delivery is
    history: History | None = None  # where figures are to be held against the months before
    is_whole: bool = True  # the delivery is to hold all of the package's figures

    @property
    def codes(self) -> dict[str, str]:
        """Every indicator's code by its capitals: what the parser is told."""
        return {upper: rules.code for upper, rules in self.indicators.items()}

    def belongs(self, unit: UnitFacts) -> bool:
        """Whether a package's figures may be of that unit: one of its owner's area, or the owner itself."""
        return unit.id == self.owner.id or {
            UnitKind.COUNTRY.value: True,
            UnitKind.COUNTY.value: unit.county_id == self.owner.id,
            UnitKind.REGION.value: unit.region_id == self.owner.id,
        }.get(self.owner.kind, False)
