"""Whatever is handed in, a method answers or says what is wrong with it: no other error, and no warning."""

import random
import warnings
from math import inf, nan

import pytest

from methods import (
    change,
    coherence,
    control,
    effect,
    forecast,
    funnel,
    intervals,
    learning_levels,
    pooling,
    ranking,
    status,
    suppression,
)

MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018) for month in range(1, 13)]
POOLINGS = ["ratio", "mean", "sum", "none"]
DIRECTIONS = ["higher", "lower", "inside", "none"]
EXTREME = [1e-300, 1e15, 10**18, 1e-12, -0.0, 5e-324, 1e99]


class Wild:
    """Numbers as no county delivers them, from one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tame = self.random.random() < 0.7  # else also negative and endless ones

    def number(self):
        kind = self.random.random()
        if kind < 0.12:
            return None
        if kind < 0.2:
            return self.random.choice(EXTREME)
        if kind < 0.25 and not self.tame:
            return self.random.choice([nan, inf, -inf, -3, -0.2])
        return self.random.choice([0, 1, 5, 10, 0.25, 0.1 + 0.2, self.random.random(), self.random.randint(0, 60)])

    def numbers(self, count):
        return [self.number() for _ in range(count)]

    def parts(self, count):
        """Numerators and denominators, where tame the former under the latter."""
        above, below = self.numbers(count), self.numbers(count)
        if self.tame:
            below = [n if x is None or n is None else max(x, n) for x, n in zip(above, below, strict=True)]
        return above, below

    def word(self, words):
        return self.random.choice(words) if self.tame else self.random.choice([*words, "wrong"])

    def months(self, count):
        return self.random.sample(MONTHS, count), self.random.choice(MONTHS)


def _status(wild):
    value, green, yellow, *upper = wild.numbers(5)
    status.status_of(value, wild.word(DIRECTIONS), green, yellow, *upper)
    status.rounded(value, wild.random.randint(0, 4), wild.numbers(2))


def _per_cent(wild):
    status.rounded_per_cent(wild.number(), 1, wild.numbers(2))


def _pooling(wild):
    count = wild.random.randint(0, 14)
    above, below = wild.parts(count)
    pooling.pool(above, below)
    pooling.summarise(wild.numbers(count), above, below)
    pooling.rolling(*wild.months(count), wild.word(POOLINGS), 12, 6, wild.numbers(count), above, below)


def _intervals(wild):
    (above,), (below,) = wild.parts(1)
    intervals.share_interval(above, below)
    intervals.rate_interval(above, below)
    intervals.difference_interval(above, below, *(part[0] for part in wild.parts(1)))
    intervals.mean_interval(wild.numbers(9))


def _control(wild):
    control.control_chart(wild.numbers(30), [12], wild.word(DIRECTIONS), wild.random.randint(1, 12))


def _funnel(wild):
    above, below = wild.parts(wild.random.randint(0, 14))
    funnel.funnel(above, below, wild.word(["share", "rate"]), winsorise=wild.random.choice([0, 0.1, 0.3]))


def _forecast(wild):
    count = wild.random.randint(0, 14)
    lists = [wild.numbers(count), *wild.parts(count)]
    words = wild.word(DIRECTIONS), wild.word(POOLINGS)
    forecast.year_forecast(*wild.months(count), wild.number(), *words, *lists, wild.word(["share", "rate", "days"]))


def _effect(wild):
    effect.effect(*(wild.numbers(8) for _ in range(4)), wild.word(DIRECTIONS))


def _coherence(wild):
    coherence.coherence(wild.numbers(15), wild.numbers(15), wild.random.choice([1, -1]))


def _change(wild):
    count = wild.random.randint(0, 14)
    change.expected_range(wild.numbers(count), *wild.parts(count), wild.number())


def _ranking(wild):
    units, indicators = wild.random.randint(0, 8), wild.random.randint(1, 3)
    rows = [wild.parts(indicators) for _ in range(units)]
    values = [[None if x is None or not n else x / n for x, n in zip(*row, strict=True)] for row in rows]
    ranking.rank_units(
        values=values,
        weights=[1] * indicators,
        directions=[wild.word(DIRECTIONS) for _ in range(indicators)],
        green=[wild.random.choice([0.5, 0.3, 1e-12, 5, None]) for _ in range(indicators)],
        yellow=wild.random.choice([None, [0.3] * indicators]),
        green_upper=[9] * indicators,
        yellow_upper=wild.random.choice([None, [10] * indicators]),
        kinds=[wild.word(["share", "rate", "days"]) for _ in range(indicators)],
        numerators=[row[0] for row in rows],
        denominators=[row[1] for row in rows],
        errors=[wild.numbers(indicators) for _ in range(units)],
        method=wild.word(["distance", "attainment", "status", "mean_position"]),
        draws=15,
    )


def _learning(wild):
    offices, months = wild.random.randint(1, 9), wild.random.choice([3, 12])
    rows = [wild.numbers(months) for _ in range(offices)]
    learning_levels.learn_from_levels(
        wild.random.randint(0, offices),
        rows,
        wild.number(),
        wild.word(DIRECTIONS),
        [wild.random.choice([None, 0.2, 1]) for _ in rows],
        wild.numbers(offices),
    )


def _suppression(wild):
    count = wild.random.randint(0, 12)
    groups = [wild.random.sample(range(count), wild.random.randint(0, count)) for _ in range(6)]
    above, below = wild.parts(count)
    suppression.suppress(above, groups, wild.random.choice([None, below]))


CALLS = [
    _status, _per_cent, _pooling, _intervals, _control, _funnel, _forecast, _effect, _coherence, _change, _ranking,
    _learning, _suppression,
]  # fmt: skip


def refusal_of(call, wild):
    """What is said to be wrong with these figures; None where they are answered."""
    try:
        call(wild)
    except ValueError as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__.strip("_"))
def test_wild_figures_are_answered_or_refused_in_words(call):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refusals = [refusal_of(call, Wild(seed)) for seed in range(150)]
    assert refusals.count(None) > 10
    assert all(len(refusal.split()) > 2 for refusal in refusals if refusal)
