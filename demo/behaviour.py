"""How the made-up figures behave, as demo/data/simulation says it in tables."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from organisation.months import Month

SIMULATION = Path(__file__).parent / "data" / "simulation"
FIRST = Month(2017, 1)  # where the organisation that we know of begins
LAST = Month(2019, 12)  # the two counties of the demo merge after it
MONTHS = tuple(FIRST.through(LAST))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How an indicator behaves. Spread, swing, drift, noise are on the logit scale for shares, else the log scale."""

    indicator: str
    form: str  # share, mean, rate, count or index
    level: float  # of a middling office in the middle of the period
    spread: float  # standard deviation between offices
    base: float | None  # cases a month (thousands of exposure for a rate) per thousand inhabitants
    steady: bool  # the base is a stock that hardly changes, else a flow that does
    season: str  # one of SEASONS in demo/simulation.py
    swing: float  # how much the season moves the level
    drift: float  # a year
    noise: float  # standard deviation of what comes and goes, apart from chance
    sd: float | None  # of a single case, for a mean
    hidden_under: int | None  # the sender writes * for counts from 1 up to, not including, this


@dataclass(frozen=True, slots=True)
class Event:
    """Something that moves an indicator at an office, in a county, or (without a unit) everywhere."""

    indicator: str
    unit: str
    first: Month
    last: Month | None
    change: float  # on the scale of the logit or the logarithm
    months: int  # until it has its full effect
    why: str

    def effect(self, month: Month) -> float:
        """How far the level is moved in a month."""
        if month < self.first or (self.last is not None and month > self.last):
            return 0.0
        return self.change * min(1.0, (month - self.first + 1) / self.months)


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in which an office delivers a mark instead of a figure."""

    indicator: str
    unit: str
    first: Month
    last: Month | None
    mark: str
    why: str

    def holds_in(self, month: Month) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that was first delivered wrong: its numerator times `factor`. A late delivery corrects it."""

    package: str
    month: Month
    unit: str
    indicator: str
    factor: float
    why: str


@dataclass(frozen=True, slots=True)
class World:
    """All that the simulation is told."""

    behaviours: dict[str, Behaviour]  # by indicator
    events: tuple[Event, ...]
    gaps: tuple[Gap, ...]
    corrections: tuple[Correction, ...]
    sizes: dict[str, float]  # thousand inhabitants by unit; see demo.simulation.size_of for the others


def read_world(folder: Path = SIMULATION) -> World:
    """The world of the tables in a folder."""
    return World(
        behaviours={row["indicator"]: _behaviour(row) for row in _rows(folder / "indicators.csv")},
        events=tuple(
            Event(
                row["indicator"],
                row["unit"],
                Month.parse(row["first"]),
                _month(row["last"]),
                float(row["change"]),
                int(row["months"]),
                row["why"],
            )
            for row in _rows(folder / "events.csv")
        ),
        gaps=tuple(
            Gap(row["indicator"], row["unit"], Month.parse(row["first"]), _month(row["last"]), row["mark"], row["why"])
            for row in _rows(folder / "gaps.csv")
        ),
        corrections=tuple(
            Correction(
                row["package"],
                Month.parse(row["month"]),
                row["unit"],
                row["indicator"],
                float(row["factor"]),
                row["why"],
            )
            for row in _rows(folder / "corrections.csv")
        ),
        sizes={row["unit"]: float(row["thousand_inhabitants"]) for row in _rows(folder / "sizes.csv")},
    )


def _behaviour(row: dict[str, str]) -> Behaviour:
    return Behaviour(
        indicator=row["indicator"],
        form=row["form"],
        level=float(row["level"]),
        spread=float(row["spread"]),
        base=float(row["base"]) if row["base"] else None,
        steady=row["steady"] == "yes",
        season=row["season"],
        swing=float(row["swing"]),
        drift=float(row["drift"]),
        noise=float(row["noise"]),
        sd=float(row["sd"]) if row["sd"] else None,
        hidden_under=int(row["hidden_under"]) if row["hidden_under"] else None,
    )


def _month(text: str) -> Month | None:
    return Month.parse(text) if text else None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table, delimiter=";")
