"""The made-up figures of the demo: the same for the same seed, whatever months and offices are asked for.

An office's level on an indicator is, on the logit scale for shares and the log scale for everything else,

    level + county + office + drift · years + swing · season + events + noise

* `county` is normal with 0.4 · spread; `office` is normal with the spread, half of it shared by all the office's
  indicators in the direction that is better, so that some offices are good at most things and none at everything;
* `noise` is an autoregressive process with correlation 0.5 from month to month;
* `events` are what happened at an office, in a county or everywhere (demo/data/simulation/events.csv): a definition
  that changed, people who fell ill, and NAV Voss, whose dialogue meetings come in time from the autumn of 2018 on,
  after the action that is marked TILTAK.

What is delivered is then drawn from that level by chance: binomial for shares, gamma for means, Poisson for counts and
rates. The base is the office's size times the indicator's cases per thousand inhabitants: Poisson, or nearly constant
where it is a stock. Small offices swing for no other reason than that they are small.

Each office and indicator has a random stream of its own, drawn for the whole period at once.
"""

from dataclasses import dataclass
from math import exp, log
from zlib import crc32

import numpy as np
import numpy.typing as npt

from demo.behaviour import MONTHS, Behaviour, World
from organisation.months import Month

SEED = 20180615
MIDDLE = Month(2018, 7)  # where the drift is zero
PERSISTENCE = 0.5  # correlation of the noise from one month to the next
COUNTIES = 0.4  # how much counties differ, as a part of how much offices do
SHARED = 0.5  # the part of an office's difference that all its indicators share
FORGOTTEN = 0.002  # of the cells are not delivered for no particular reason
MEDIAN_SIZE, SIZE_SPREAD = 5.0, 0.9  # of offices that sizes.csv does not name: log-normal, thousand inhabitants

Numbers = npt.NDArray[np.float64]

# January to December, between −1 and 1.
SEASONS = {
    "": (0,) * 12,
    "holiday": (0.2, 0.3, 0.1, -0.2, 0, 0.1, -1, -0.7, 0.3, 0.5, 0.4, -0.6),
    "summer": (-0.6, -0.3, 0.1, 0.3, 0.7, 1, 0.4, 0.1, 0.2, 0, -0.3, -0.7),
    "winter": (1, 0.9, 0.6, 0.1, -0.4, -0.7, -0.3, -0.1, -0.5, -0.4, -0.1, 0.4),
    "school": (0.2, 0.1, 0, -0.1, -0.3, -1, -0.8, 0.9, 0.8, 0.3, 0.1, -0.2),
    "autumn": (-0.8, -0.4, 0, 0.2, 0.3, 0.1, -0.6, -0.2, 0.4, 0.7, 0.8, 0.4),
}
HOLIDAYS = np.array([1 + 0.2 * SEASONS["holiday"][month.number - 1] for month in MONTHS])  # fewer new cases then

# Turns independent shocks into months that hang together: x(t) = r · x(t − 1) + √(1 − r²) · shock, from x(0) = shock.
HANGING_TOGETHER = np.array(
    [
        [
            (PERSISTENCE ** (now - then) * (1.0 if then == 0 else (1 - PERSISTENCE**2) ** 0.5)) if then <= now else 0.0
            for then in range(len(MONTHS))
        ]
        for now in range(len(MONTHS))
    ]
)


@dataclass(frozen=True, slots=True)
class Figures:
    """An office's months on an indicator, as long as MONTHS; NaN where there is no such part.

    `marks` are what the sender writes instead of a figure, empty where the figure is delivered.
    """

    numerators: Numbers
    denominators: Numbers
    values: Numbers  # only where the indicator is delivered as a value alone
    marks: tuple[str, ...]


class Simulation:
    """A world with its random streams. `better` is +1 or −1 by indicator, 0 where no direction is better."""

    def __init__(self, world: World, better: dict[str, int], seed: int = SEED) -> None:
        self.world = world
        self.better = better
        self.seed = seed
        self._everywhere = {code: self._moves(behaviour) for code, behaviour in world.behaviours.items()}

    def figures(self, indicator: str, office: str, county: str) -> Figures:
        """The office's figures on the indicator in all MONTHS."""
        behaviour = self.world.behaviours[indicator]
        chance = self._stream("office", office, indicator)
        size = self.size_of(office)
        level = self._level(behaviour, office, county, chance)
        forgotten = chance.random(len(MONTHS)) < FORGOTTEN
        if behaviour.form == "count":
            numerators = denominators = np.full(len(MONTHS), np.nan)
            expected = size * level
            values = np.round(expected) if behaviour.steady else chance.poisson(expected).astype(float)
        else:
            denominators = self._base(behaviour, size, chance)
            numerators = _drawn(behaviour, level, denominators, chance)
            values = np.full(len(MONTHS), np.nan)
        counted = np.where(np.isnan(values), numerators, values)
        marks = self._marks(behaviour, office, counted, forgotten | (denominators == 0))
        return Figures(numerators, denominators, values, marks)

    def size_of(self, office: str) -> float:
        """Thousand inhabitants: as sizes.csv says, else drawn."""
        if office in self.world.sizes:
            return self.world.sizes[office]
        drawn = exp(self._stream("size", office).normal(log(MEDIAN_SIZE), SIZE_SPREAD))
        return round(min(max(drawn, 0.6), 45.0), 1)

    def _level(self, behaviour: Behaviour, office: str, county: str, chance: np.random.Generator) -> Numbers:
        """The level itself, on its own scale, month by month."""
        indicator = behaviour.indicator
        good = self._stream("office", office).normal() * self.better.get(indicator, 0)
        own = SHARED * good + (1 - SHARED**2) ** 0.5 * chance.normal()
        of_the_county = COUNTIES * self._stream("county", county, indicator).normal()
        middle = _link(behaviour, behaviour.level) + behaviour.spread * (own + of_the_county)
        noise = behaviour.noise * _persistent(chance)
        events = self._events(indicator, office) + self._events(indicator, county)
        return _unlink(behaviour, middle + self._everywhere[indicator] + events + noise)

    def _moves(self, behaviour: Behaviour) -> Numbers:
        """How far drift, season and what happened everywhere move the level, month by month."""
        years = np.array([(month - MIDDLE) / 12 for month in MONTHS])
        season = np.array([SEASONS[behaviour.season][month.number - 1] for month in MONTHS])
        return behaviour.drift * years + behaviour.swing * season + self._events(behaviour.indicator, "")

    def _events(self, indicator: str, unit: str) -> Numbers:
        """How far what happened at the unit moves the level, month by month."""
        moved = np.zeros(len(MONTHS))
        for event in self.world.events:
            if (event.indicator, event.unit) == (indicator, unit):
                moved += [event.effect(month) for month in MONTHS]
        return moved

    def _base(self, behaviour: Behaviour, size: float, chance: np.random.Generator) -> Numbers:
        """What is counted among: cases, or thousands of exposure for a rate."""
        expected = size * (behaviour.base or 0.0)
        if behaviour.form == "rate":
            return np.round(expected * np.exp(0.01 * _persistent(chance)), 3)
        if behaviour.steady:
            return np.round(expected * np.exp(0.03 * _persistent(chance)))
        return chance.poisson(expected * HOLIDAYS).astype(float)

    def _marks(
        self, behaviour: Behaviour, office: str, counted: Numbers, missing: npt.NDArray[np.bool_]
    ) -> tuple[str, ...]:
        few = (counted > 0) & (counted < (behaviour.hidden_under or 0))
        marks: list[str] = np.select([missing, few], ["-", "*"], "").tolist()
        for gap in self.world.gaps:
            if (gap.indicator, gap.unit) == (behaviour.indicator, office):
                marks = [gap.mark if gap.holds_in(month) else mark for month, mark in zip(MONTHS, marks, strict=True)]
        return tuple(marks)

    def _stream(self, *names: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *(crc32(name.encode()) for name in names)])


def _drawn(behaviour: Behaviour, level: Numbers, base: Numbers, chance: np.random.Generator) -> Numbers:
    """What is counted, drawn around the level."""
    if behaviour.form == "share":
        return chance.binomial(base.astype(int), level).astype(float)
    if behaviour.form == "rate":
        return chance.poisson(base * level).astype(float)
    if behaviour.form == "mean":
        variance = (behaviour.sd or 1.0) ** 2
        return np.round(chance.gamma(np.maximum(base, 1e-9) * level**2 / variance, variance / level))
    return np.round(base * level)


def _persistent(chance: np.random.Generator) -> Numbers:
    """A process with standard deviation 1 whose months hang together."""
    return HANGING_TOGETHER @ chance.normal(size=len(MONTHS))


def _link(behaviour: Behaviour, level: float) -> float:
    return log(level / (1 - level)) if behaviour.form == "share" else log(level)


def _unlink(behaviour: Behaviour, moved: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-moved)) if behaviour.form == "share" else np.exp(moved)
    return found
