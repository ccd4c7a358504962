"""How an indicator's offices are judged when one looks for whom to learn from, and why nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from methods.conventions import reaches
from methods.learning import Teacher, good_months, learn_from, months_reached
from methods.learning_levels import FEWEST, learn_from_levels
from methods.pooling import pool, summarise
from methods.verdicts import Direction, Status
from scorecards.cells import status_against
from scorecards.choices import Pooling, UnitOfMeasure
from scorecards.figures import IndicatorFacts, Limits

Table: TypeAlias = list[list[float | None]]  # offices × months


class Way(StrEnum):
    """By what better than the asker is told from chance."""

    CASES = "cases"  # a share, by the cases behind it
    MONTHS = "months"  # days, indexes, rates and means, by how the offices' months move


class Nobody(StrEnum):
    """Why nobody is named."""

    NO_BETTER_SIDE = "no_better_side"  # neither higher nor lower is better
    NUMBER = "number"  # a count with nothing that it is of: large offices have more than small ones
    NO_TARGET = "no_target"
    NOT_KNOWN = "not_known"  # the office has no figures of its own to compare with
    FEW_OFFICES = "few_offices"  # too few have figures to say how much is chance
    REACHES = "reaches"  # the office reaches its target itself, and nobody is better beyond chance
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class OwnMonths:
    """An office's shown months as one figure, in how many known ones the target was reached, and each of them."""

    value: float | None
    reached: int
    known: int
    months: tuple[float | None, ...]


def way_of(facts: IndicatorFacts) -> Way | None:
    """How an indicator's offices are told apart; None for a number that isn't of anything."""
    if facts.unit_of_measure == UnitOfMeasure.SHARE and facts.pooling == Pooling.RATIO:
        return Way.CASES
    is_count = facts.unit_of_measure == UnitOfMeasure.NUMBER and facts.pooling == Pooling.NONE
    return None if is_count or facts.pooling == Pooling.SUM else Way.MONTHS


@dataclass(frozen=True, slots=True)
class JudgedMonths:
    """Offices × months of one indicator: as they are judged, and as they are told."""

    facts: IndicatorFacts
    target: Limits | None
    values: Table
    numerators: Table
    denominators: Table

    def learn(self, asker: int, good: Sequence[float | None]) -> tuple[Teacher, ...]:
        """Whom the office at the place `asker` may learn from; `good` is each office's share of the rest done well."""
        green = self.target.green if self.target else None
        if way_of(self.facts) == Way.CASES:
            least = self.facts.min_base or 1
            return learn_from(
                asker, self.numerators, self.denominators, green, self.facts.direction, good, min_base=least
            )
        based = [self.with_enough_base(office) for office in range(len(self.values))]
        sizes = [sum(base for base in row if base is not None) for row in self.denominators]
        return learn_from_levels(asker, based, green, self.facts.direction, good, sizes)

    def with_enough_base(self, office: int) -> list[float | None]:
        """An office's months without those of which the base is known to be too small."""
        least, bases = self.facts.min_base or 0, self.denominators[office]
        pairs = zip(self.values[office], bases, strict=True)
        return [value if base is None or reaches(base, least) else None for value, base in pairs]

    def of(self, office: int) -> OwnMonths:
        """An office's months; a ratio's together by its parts, others as their plain mean."""
        months, above, below = self.values[office], self.numerators[office], self.denominators[office]
        value = pool(above, below).value if self.facts.pooling == Pooling.RATIO else None
        if value is None and way_of(self.facts) != Way.CASES:
            value = summarise(months).mean
        return OwnMonths(value, *self._reached(office), tuple(months))

    def _reached(self, office: int) -> tuple[int, int]:
        facts, target = self.facts, self.target
        if target is None or not _has_a_better_side(facts):
            return 0, 0
        if way_of(facts) == Way.CASES:
            parts = self.numerators[office], self.denominators[office]
            return months_reached(*parts, target.green, facts.direction, facts.min_base or 1)
        return good_months(self.with_enough_base(office), target.green, facts.direction)


def why_not_asked(facts: IndicatorFacts, target: Limits | None, own: OwnMonths) -> Nobody | None:
    """Why nobody is looked for at all; None where they are."""
    if not _has_a_better_side(facts):
        return Nobody.NO_BETTER_SIDE
    if way_of(facts) is None:
        return Nobody.NUMBER
    if target is None:
        return Nobody.NO_TARGET
    return Nobody.NOT_KNOWN if own.value is None else None


def why_nobody(months: JudgedMonths, own: OwnMonths) -> Nobody:
    """Why nobody was found, where they were looked for."""
    offices = range(len(months.values))
    known = sum(any(value is not None for value in months.with_enough_base(office)) for office in offices)
    if way_of(months.facts) == Way.MONTHS and known < FEWEST:
        return Nobody.FEW_OFFICES
    is_green = status_against(own.value, months.facts.direction, months.target) == Status.GREEN
    return Nobody.REACHES if is_green else Nobody.NOBODY


def _has_a_better_side(facts: IndicatorFacts) -> bool:
    return facts.direction in (Direction.HIGHER, Direction.LOWER)
