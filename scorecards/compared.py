"""A comparison seen in two further ways: over months, and by how large the offices are. Only shown figures count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from methods.pooling import Pooled, Summary, pool, summarise
from organisation.months import Month
from scorecards.choices import Pooling
from scorecards.figures import ComparisonRow, Figure, Limits
from scorecards.nearest_in_size import SizePlace

FEWEST_IN_HALVES, FEWEST_IN_QUARTERS = 4, 12  # offices with a base: under the first they are not divided at all
NOTHING_POOLED = Pooled(None, None, None)


@dataclass(frozen=True, slots=True)
class ComparedMonths:
    """The offices of a comparison month by month, oldest first, with the county's mean and everybody's targets."""

    months: tuple[Month, ...]
    figures: Mapping[int, tuple[Figure, ...]]  # by unit id
    targets: Mapping[int, tuple[Limits | None, ...]]  # by unit id
    means: tuple[float | None, ...]
    county_targets: tuple[Limits | None, ...]


@dataclass(frozen=True, slots=True)
class SizeGroup:
    """Offices with about as large a base: from `smallest` to `largest`, which are the bases of two of them.

    `part` of `parts` counts from the smallest; `country` sums up all offices of the country with a base between the
    two, these among them. `nearest`: what was asked for of its offices among those nearest in size.
    """

    part: int
    parts: int
    smallest: float
    largest: float
    offices: tuple[ComparisonRow, ...]
    summary: Summary
    pooled: Pooled
    country: Summary | None = None
    nearest: tuple[SizePlace, ...] = ()


def size_groups(offices: Sequence[ComparisonRow], pooling: str) -> tuple[SizeGroup, ...]:
    """The offices with a shown value and a base, in quarters or halves by the quartiles of their bases.

    Equal bases are never parted, so the groups may differ in number. None where no division into two is possible.
    """
    known = [row for row in offices if row.figure.value is not None and row.figure.denominator]
    bases = summarise([row.figure.denominator for row in known])
    if bases.q1 is None or bases.median is None or bases.q3 is None or len(known) < FEWEST_IN_HALVES:
        return ()
    limits = [bases.q1, bases.median, bases.q3] if len(known) >= FEWEST_IN_QUARTERS else [bases.median]
    parts: list[list[ComparisonRow]] = [[] for _ in range(len(limits) + 1)]
    for row in known:
        parts[sum((row.figure.denominator or 0.0) > limit for limit in limits)].append(row)
    groups = tuple(_group(part, len(parts), rows, pooling) for part, rows in enumerate(parts) if rows)
    return groups if len(groups) > 1 else ()


def _group(part: int, parts: int, rows: Sequence[ComparisonRow], pooling: str) -> SizeGroup:
    numerators = [row.figure.numerator for row in rows]
    denominators = [row.figure.denominator for row in rows]
    bases = [base for base in denominators if base is not None]
    return SizeGroup(
        part=part,
        parts=parts,
        smallest=min(bases),
        largest=max(bases),
        offices=tuple(rows),
        summary=summarise([row.figure.value for row in rows]),
        pooled=pool(numerators, denominators) if pooling == Pooling.RATIO else NOTHING_POOLED,
    )
