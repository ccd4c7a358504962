"""Two indicators that hang together: has the one answered the other's change?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from methods.conventions import check_finite, check_same_length, equal, exceeds, reaches
from methods.verdicts import CoherenceVerdict

LEAST_MONTHS = 6  # known, in the base
MUCH = 3.0
LITTLE = 1.0


@dataclass(frozen=True, slots=True)
class Coherence:
    """How far each indicator's recent months lie from its base, in standard errors, and what that says together."""

    first: float | None
    second: float | None
    verdict: CoherenceVerdict


def coherence(
    first: Sequence[float | None], second: Sequence[float | None], sign: int, recent: int = 3, base: int = 12
) -> Coherence:
    """Whether two indicators' monthly differences to the county, oldest first, have moved as they should.

    `sign` is 1 where they should rise together, −1 where one should fall. The last `recent` months are held against the
    `base` months before them. A question to ask, never a verdict on people. Raises ValueError for lists of different
    lengths, numbers that are not finite, another sign, and windows under one month.
    """
    check_same_length(first=first, second=second)
    check_finite((*first, *second))
    if sign not in (1, -1):
        raise ValueError(f"sign must be 1 or -1, got {sign!r}")
    if recent < 1 or base < 1:
        raise ValueError("recent and base must be at least one month")
    z_1, z_2 = _departure(first, recent, base), _departure(second, recent, base)
    return Coherence(z_1, z_2, _verdict(z_1, z_2, sign))


def _departure(months: Sequence[float | None], recent: int, base: int) -> float | None:
    """z of the recent mean against the base; `None` where too little is known or the base doesn't vary."""
    last = [value for value in months[-recent:] if value is not None]
    before = [value for value in months[-recent - base : -recent] if value is not None]
    if len(last) < recent or len(before) < LEAST_MONTHS:
        return None
    mean = fsum(before) / len(before)
    if all(equal(value, mean) for value in before):
        return None
    deviation = sqrt(fsum((value - mean) ** 2 for value in before) / (len(before) - 1))
    return (fsum(last) / recent - mean) / (deviation * sqrt(1 / recent + 1 / len(before)))


def _verdict(z_1: float | None, z_2: float | None, sign: int) -> CoherenceVerdict:
    if z_1 is None or z_2 is None:
        return CoherenceVerdict.TOO_FEW
    if not reaches(abs(z_1), MUCH):
        return CoherenceVerdict.QUIET
    answer = sign * (z_2 if z_1 > 0 else -z_2)
    if not exceeds(answer, -MUCH):
        return CoherenceVerdict.OPPOSITE
    return CoherenceVerdict.COHERENT if reaches(answer, LITTLE) else CoherenceVerdict.UNANSWERED
