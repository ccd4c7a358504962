"""A county's ranking against plain loops and Python's own random numbers, after METHODS.md 7."""

import random
from itertools import pairwise
from math import fsum, sqrt

import pytest

from rankings.services.publishing import publish_ranking
from tests.builders import a_target
from tests.rankings.county import MAY, YEAR, County, an_empty_county

pytestmark = pytest.mark.django_db
DRAWS = 4000
Scored = tuple[float, float, list[float]]  # mean points of the share and of the days, the score in each draw


def points(value: float, green: float, yellow: float) -> float:
    """100 at green, 50 at yellow, in the direction from yellow to green."""
    shortfall = max(0.0, (green - value) if green > yellow else (value - green))
    return min(100.0, max(0.0, 100 * (1 - shortfall / (2 * abs(green - yellow)))))


def spread(levels: list[float], variances: list[float]) -> tuple[float, float]:
    """Mean and variance between offices, DerSimonian and Laird."""
    weights = [1 / variance for variance in variances]
    middle = fsum(w * y for w, y in zip(weights, levels, strict=True)) / fsum(weights)
    q = fsum(w * (y - middle) ** 2 for w, y in zip(weights, levels, strict=True))
    room = fsum(weights) - fsum(w * w for w in weights) / fsum(weights)
    between = max(0.0, (q - (len(levels) - 1)) / room)
    weights = [1 / (variance + between) for variance in variances]
    return fsum(w * y for w, y in zip(weights, levels, strict=True)) / fsum(weights), between


def share_draws(bases: list[tuple[float, float]], generator: random.Random) -> list[list[float]]:
    pooled = sum(x for x, _ in bases) / sum(n for _, n in bases)
    mean, between = spread([x / n for x, n in bases], [pooled * (1 - pooled) / n for _, n in bases])
    cases = min(100_000, max(1, mean * (1 - mean) / between - 1)) if between else 100_000
    return [
        [generator.betavariate(x + mean * cases, n - x + (1 - mean) * cases) for _ in range(DRAWS)] for x, n in bases
    ]


def day_draws(series: list[list[float]], generator: random.Random) -> list[list[float]]:
    own = []
    for months in series:
        ranges = [abs(later - earlier) for earlier, later in pairwise(months)]
        own.append(sum(ranges) / len(ranges) / 1.128)
    county = sum(s * s for s in own) / len(own)
    chances = [(11 * s * s + 4 * county) / 15 / 12 for s in own]
    levels = [sum(months) / 12 for months in series]
    mean, between = spread(levels, chances)
    drawn = []
    for level, chance in zip(levels, chances, strict=True):
        trust = between / (between + chance)
        drawn.append([generator.gauss(mean + trust * (level - mean), sqrt(trust * chance)) for _ in range(DRAWS)])
    return drawn


def scores(
    shares: list[list[float]], days: list[list[float]], share_targets: list[tuple[float, float]]
) -> list[Scored]:
    """Each office's mean points by indicator, with weights 3 and 1, and its score in each draw."""
    found = []
    for office, (green, yellow) in enumerate(share_targets):
        of_shares = [75 / 100 * points(level, green, yellow) for level in shares[office]]
        of_days = [25 / 100 * points(level, 14, 21) for level in days[office]]
        found.append(
            (sum(of_shares) / DRAWS, sum(of_days) / DRAWS, [a + b for a, b in zip(of_shares, of_days, strict=True)])
        )
    return found


def a_county_with_chance() -> tuple[County, list[tuple[int, int]], list[list[float]]]:
    """Eight offices with a share and a number of days that go up and down; the first has a target of its own."""
    generator = random.Random(11)
    county = an_empty_county()
    share = county.indicator("NEDS", weight=3, min_base=10)
    days = county.indicator("SAKSTID", weight=1, unit="days", direction="lower", pooling="mean", green=14, yellow=21)
    bases, series = [], []
    for number in range(8):
        office = county.office(f"12{number + 1:02d}")
        size, level = generator.choice([8, 20, 90]), generator.uniform(0.55, 0.75)
        months = [(sum(generator.random() < level for _ in range(size)), size) for _ in YEAR]
        waits = [generator.gauss(15 + number, 2.5) for _ in YEAR]
        for month, (numerator, denominator), wait in zip(YEAR, months, waits, strict=True):
            county.deliver(share, office, month, numerator, denominator)
            county.deliver(days, office, month, value=wait)
        bases.append((sum(x for x, _ in months), 12 * size))
        series.append(waits)
    a_target(share, 0.6, 0.5, unit=county.offices[0])
    return county, bases, series


def test_scores_points_and_places_agree_with_a_plain_calculation():
    county, bases, series = a_county_with_chance()
    generator = random.Random(7)
    targets = [(0.6, 0.5)] + [(0.7, 0.6)] * 7
    expected = scores(share_draws(bases, generator), day_draws(series, generator), targets)
    ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
    entries = list(ranking.entries.order_by("unit__code"))
    assert len(entries) == 8
    for entry, (share_points, day_points, draws) in zip(entries, expected, strict=True):
        found = {part.indicator.code: part.points for part in entry.contributions.all()}
        assert found["NEDS"] == pytest.approx(share_points, abs=1)
        assert found["SAKSTID"] == pytest.approx(day_points, abs=1)
        assert entry.score == pytest.approx(sum(draws) / DRAWS, abs=1.5)
    means = [sum(draws) / DRAWS for _, _, draws in expected]
    for entry, mean in zip(entries, means, strict=True):
        clearly_better = sum(other > mean + 3 for other in means)
        not_worse = sum(other > mean - 3 for other in means)
        assert 1 + clearly_better <= entry.position <= not_worse


def test_intervals_agree_with_a_plain_calculation():
    county, bases, series = a_county_with_chance()
    generator = random.Random(7)
    targets = [(0.6, 0.5)] + [(0.7, 0.6)] * 7
    expected = scores(share_draws(bases, generator), day_draws(series, generator), targets)
    places: list[list[int]] = [[] for _ in range(8)]
    for draw in range(DRAWS):
        scored = [draws[draw] for _, _, draws in expected]
        for office in range(8):
            places[office].append(1 + sum(other > scored[office] + 1e-9 for other in scored))
    ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
    for entry, of_office in zip(ranking.entries.order_by("unit__code"), places, strict=True):
        of_office.sort()
        assert abs(entry.low - min(of_office[int(0.05 * DRAWS) - 1], entry.position)) <= 1
        assert abs(entry.high - max(of_office[int(0.95 * DRAWS) - 1], entry.position)) <= 1


def test_figures_without_chance_give_the_points_of_the_figures_as_they_are():
    """With two offices nothing can be said of chance: every value is taken as it is, and the sum is exact."""
    county = an_empty_county()
    first = county.indicator("EN", weight=2)
    second = county.indicator("TO", weight=1, direction="inside", green=None, unit="rate")
    a_target(second, 0.3, 0.2, green_upper=0.5, yellow_upper=0.7)
    for office, numerators in ((county.office("1201"), (65, 25)), (county.office("1202"), (80, 60))):
        county.deliver_year(first, office, numerators[0], 100)
        county.deliver_year(second, office, numerators[1], 100)
    ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
    better, worse = ranking.entries.order_by("position")
    assert (better.unit.code, better.score) == ("1202", pytest.approx((2 * 100 + 75) / 3))
    assert (worse.unit.code, worse.score) == ("1201", pytest.approx((2 * 75 + 75) / 3))
