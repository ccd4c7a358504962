"""Which offices differ by more than chance: the funnel plot for shares and rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, exp, pi, sqrt

import numpy as np

from methods.conventions import TOLERANCE, check_kind, check_not_negative, check_parts, exceeds, slack
from methods.intervals import normal_quantile
from methods.matrices import Bools, Floats, none_for_nan, row_of
from methods.pooling import pool, quantile
from methods.verdicts import FunnelVerdict

LARGE = 5  # expected cases, and for shares expected non-cases, from which a unit is large
LEAST_UNITS = 6  # large units, under which there are no verdicts and no overdispersion
NEARLY = 0.9
Z_95, Z_998 = normal_quantile(0.95), normal_quantile(0.998)


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The 95 % and 99.8 % limits at one base; all `None` without a base."""

    low_95: float | None
    high_95: float | None
    low_998: float | None
    high_998: float | None


@dataclass(frozen=True, slots=True)
class FunnelUnit:
    """One unit in the funnel: its distance from the centre in standard errors, the limits at its base, the verdict."""

    z: float | None
    low_95: float | None
    high_95: float | None
    low_998: float | None
    high_998: float | None
    verdict: FunnelVerdict | None


NO_UNIT = FunnelUnit(None, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Funnel:
    """The centre (pooled), the dispersion φ and the variance between units τ² (on the transformed scale), the units."""

    centre: float | None
    dispersion: float | None
    between_variance: float
    units: tuple[FunnelUnit, ...]


def funnel(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    kind: str = "share",
    overdispersion: bool = True,
    winsorise: float = 0.1,
) -> Funnel:
    """The funnel of units' shares or rates around their pooled figure, units in the order given.

    Differences that all units show (overdispersion) widen the limits. `winsorise` is the part of the large units at
    either end whose z is pulled in before the dispersion is estimated. A unit without a base has no figures; with fewer
    than six large units there are no verdicts. Raises ValueError for an unknown kind, lists of different lengths,
    numbers that are negative or not finite, a share's numerator above its denominator, `winsorise` outside [0, 0.5).
    Source: Spiegelhalter 2005 and 2012, the dispersion corrected for winsorising.
    """
    spread = _spread(numerators, denominators, kind, winsorise, overdispersion=overdispersion)
    if spread is None:
        return Funnel(None, None, 0.0, (NO_UNIT,) * len(numerators))
    return Funnel(spread.centre, spread.dispersion, spread.between, _units(spread, slice(None), kind))


def funnel_unit(
    numerators: Sequence[float | None], denominators: Sequence[float | None], place: int = 0, kind: str = "share"
) -> FunnelUnit:
    """The unit at `place` as `funnel` gives it among the others, at a fraction of the cost. Raises as it does."""
    spread = _spread(numerators, denominators, kind, 0.1, overdispersion=True)
    return NO_UNIT if spread is None else _units(spread, slice(place, place + 1), kind)[0]


@dataclass(frozen=True, slots=True)
class _Spread:
    """How the units lie about their centre, on the transformed scale; `judged` where there are enough large ones."""

    centre: float
    dispersion: float | None
    between: float
    bases: Floats
    distances: Floats
    large: Bools
    judged: bool


def _spread(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    kind: str,
    winsorise: float,
    *,
    overdispersion: bool,
) -> _Spread | None:
    """None without any base."""
    check_parts(numerators, denominators, kind)
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"winsorise must lie from 0 to under 0.5, got {winsorise!r}")
    centre = pool(numerators, denominators).value
    if centre is None:
        return None
    above, below = row_of(numerators, "numerators"), row_of(denominators, "denominators")
    bases = np.where(~np.isnan(above) & (below > TOLERANCE), below, np.nan)
    distances = _transformed(above / bases, kind) - _transformed(np.array([centre]), kind)
    large = _are_large(bases, centre, kind)
    judged = int(large.sum()) >= LEAST_UNITS
    dispersion, between = _dispersion(distances[large] * 2.0 * np.sqrt(bases[large]), bases[large], winsorise)
    between = between if overdispersion and judged else 0.0
    return _Spread(centre, dispersion, between, bases, distances, large, judged)


def _units(spread: _Spread, which: slice, kind: str) -> tuple[FunnelUnit, ...]:
    bases, large = spread.bases[which], spread.large[which]
    z = none_for_nan(spread.distances[which] / np.sqrt(0.25 / bases + spread.between))
    limits = funnel_limits(spread.centre, spread.between, none_for_nan(bases), kind)
    return tuple(
        FunnelUnit(
            unit_z,
            at_base.low_95,
            at_base.high_95,
            at_base.low_998,
            at_base.high_998,
            _verdict(unit_z, bool(is_large)) if spread.judged and unit_z is not None else None,
        )
        for unit_z, at_base, is_large in zip(z, limits, large, strict=True)
    )


def may_be_far(numerator: float | None, denominator: float | None, centre: float, kind: str = "share") -> bool:
    """Whether a unit could lie far from the centre: only chance counted, which overdispersion but widens.

    For leaving out units that can't before a funnel is made. `centre` need not be exact: a distance from nine tenths of
    the 99.8 % limit counts. Raises ValueError as `funnel` does.
    """
    check_parts((numerator,), (denominator,), kind)
    check_not_negative((centre,), "centre")
    if numerator is None or denominator is None or denominator <= TOLERANCE:
        return False
    one, other = (
        asin(min(1.0, sqrt(figure))) if kind == "share" else sqrt(figure)
        for figure in (numerator / denominator, centre)
    )
    return abs(one - other) * 2.0 * sqrt(denominator) > NEARLY * Z_998


def funnel_limits(
    centre: float | None, between_variance: float, bases: Sequence[float | None], kind: str = "share"
) -> tuple[FunnelLimits, ...]:
    """The limits at each base, for drawing; all `None` without a centre or a base.

    Raises ValueError for an unknown kind, numbers that are negative or not finite, a share's centre above 1.
    """
    check_kind(kind)
    check_not_negative((centre,), "centre")
    check_not_negative((between_variance,), "between_variance")
    check_not_negative(bases, "base")
    if centre is None:
        return (FunnelLimits(None, None, None, None),) * len(bases)
    if kind == "share" and exceeds(centre, 1.0):
        raise ValueError(f"a share's centre lies between 0 and 1, got {centre!r}")
    sizes = row_of(bases, "bases")
    errors = np.sqrt(0.25 / np.where(sizes > 0, sizes, np.nan) + between_variance)
    steps = np.array([[-Z_95], [Z_95], [-Z_998], [Z_998]])
    lines = _figures(_transformed(np.array([centre]), kind) + steps * errors, kind)
    return tuple(FunnelLimits(*none_for_nan(lines[:, place])) for place in range(len(bases)))


def _transformed(figures: Floats, kind: str) -> Floats:
    """Figures on the scale where their chance variance is 1 / (4 · base) whatever their level."""
    roots = np.sqrt(figures)
    return np.arcsin(np.minimum(roots, 1.0)) if kind == "share" else roots


def _figures(transformed: Floats, kind: str) -> Floats:
    """Back from the transformed scale to shares or rates."""
    if kind == "share":
        return np.sin(np.clip(transformed, 0.0, pi / 2)) ** 2
    return np.maximum(transformed, 0.0) ** 2


def _are_large(bases: Floats, centre: float, kind: str) -> Bools:
    large = bases * centre >= LARGE - slack(LARGE)
    if kind == "share":
        large &= bases * (1.0 - centre) >= LARGE - slack(LARGE)
    return large


def _dispersion(z: Floats, bases: Floats, winsorise: float) -> tuple[float | None, float]:
    """φ and τ² of the large units, from their z and their bases; φ `None` where there are none."""
    count = len(z)
    if not count:
        return None, 0.0
    ordered = np.sort(z).tolist()
    low, high = quantile(ordered, winsorise), quantile(ordered, 1.0 - winsorise)
    dispersion = float((np.clip(z, low, high) ** 2).mean()) / _winsorised_square(winsorise)
    weights = 4.0 * bases
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    excess = count * dispersion - (count - 1)
    return dispersion, max(0.0, excess / room) if room > 0 else 0.0


def _winsorised_square(winsorise: float) -> float:
    """What the mean square of a standard normal's z is after winsorising: 1 without, 0.678655 at a tenth."""
    if winsorise == 0:
        return 1.0
    end = normal_quantile(1.0 - 2.0 * winsorise)
    density = exp(-end * end / 2.0) / sqrt(2.0 * pi)
    return 1.0 - 2.0 * winsorise - 2.0 * end * density + 2.0 * winsorise * end * end


def _verdict(z: float, is_large: bool) -> FunnelVerdict:
    if not exceeds(abs(z), Z_95):
        return FunnelVerdict.INSIDE
    if is_large and exceeds(abs(z), Z_998):
        return FunnelVerdict.FAR_ABOVE if z > 0 else FunnelVerdict.FAR_BELOW
    return FunnelVerdict.ABOVE if z > 0 else FunnelVerdict.BELOW
