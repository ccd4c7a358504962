"""What each part of a group does to the group's result: how far it pulls it from a level it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from methods.conventions import check_finite, check_not_negative, check_same_length


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part's share of the group's base, and the points it pulls the group's result up by (below 0: down)."""

    share: float
    points: float


def contributions(
    numerators: Sequence[float | None], denominators: Sequence[float | None], base: float, level: float
) -> tuple[Contribution | None, ...]:
    """Each part's share n / N and pull (x − level · n) / N, where N is `base`, the whole group's.

    The pulls of all parts add up to the group's pooled result less `level`, the shares to 1. A part of which one figure
    is missing has none. Raises ValueError for lists of different lengths, negative or infinite numbers, and a base that
    is not above zero.
    """
    check_same_length(numerators=numerators, denominators=denominators)
    check_not_negative(numerators, "numerator")
    check_not_negative(denominators, "denominator")
    check_not_negative((base,), "base")
    check_finite((level,), "level")
    if not base:
        raise ValueError("a group without a base has no parts")
    return tuple(
        None if x is None or n is None else Contribution(n / base, (x - level * n) / base)
        for x, n in zip(numerators, denominators, strict=True)
    )
