"""The examples in docs/methods.md are what the methods answer."""

from pathlib import Path

import pytest

from methods.change import expected_range, usual_share
from methods.coherence import coherence
from methods.contributions import contributions
from methods.control import control_chart
from methods.effect import effect
from methods.forecast import year_forecast
from methods.funnel import funnel
from methods.intervals import difference_interval, mean_interval, rate_interval, share_interval
from methods.pooling import summarise
from methods.ranking import between, rank_units, score_units, stability
from methods.suppression import suppress

PAGE = " ".join((Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8").split())


def span(interval, scale=100, decimals=0):
    ends = [f"{round(end * scale, decimals):.{decimals}f}".replace(".", ",") for end in (interval.low, interval.high)]
    return "–".join(ends)


def test_pooled_and_plain():
    county = summarise([0.9, 0.1], [9, 100], [10, 1000])
    assert "= 50 %: kontorene teller likt" in PAGE
    assert county.mean == 0.5
    assert f"109 av 1010 = {county.pooled * 100:.1f} %".replace(".", ",") in PAGE


@pytest.mark.parametrize(
    "said",
    [
        f"12 av 20 er 60 %, med intervall {span(share_interval(12, 20))} %",
        f"120 av 200 er også 60 %, med {span(share_interval(120, 200))} %",
        f"9 tilfeller på 1000 er 0,9 per hundre, med {span(rate_interval(9, 1000), 100, 1)}",
        f"4, 5 og 6,5 dager er 5,2 i snitt, med {span(mean_interval([4, 5, 6.5]), 1, 1)}",
        f"56 av 70 mot 48 av 80 er 20 prosentpoeng, med {span(difference_interval(56, 70, 48, 80))}",
        f"Åtte måneder mellom 48 og 55 % gir {span(expected_range([0.5, 0.55, 0.52, 0.48, 0.53, 0.5, 0.51, 0.49]))} %",
    ],
)
def test_intervals(said):
    assert said in PAGE


def test_a_small_new_base():
    numerators = [25, 27, 26, 24, 27, 25, 26, 24]
    found = expected_range([0.5, 0.55, 0.52, 0.48, 0.53, 0.5, 0.51, 0.49], numerators, [50] * 8, 10)
    assert f"bare 10 saker, gir det {span(found)} %" in PAGE


def test_contributions_add_up():
    found = contributions([50, 90, 190], [100, 100, 200], 400, 0.8)
    points = [f"{round(part.points * 100, 1):+.1f}".replace(".", ",").replace("-", "−") for part in found if part]
    assert f"bidrar med {points[0]}, {points[1]} og {points[2]} prosentpoeng, til sammen +2,5" in PAGE
    assert sum(part.points for part in found if part) == pytest.approx(330 / 400 - 0.8)


@pytest.mark.parametrize(
    ("parts", "said"), [((45, 50), "i et år gir {} % for en ny"), ((9, 10), "9 av 10 gir {} % for")]
)
def test_what_is_usual_of_a_share(parts, said):
    numerator, denominator = parts
    usual = usual_share([numerator] * 12, [denominator] * 12, denominator)
    assert usual is not None
    assert said.format(f"{round(usual.low * 100)}–{round(usual.high * 100)}") in PAGE


def test_control_chart():
    chart = control_chart([10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 11, 20])
    assert (round(chart.phases[0].lower, 1), round(chart.phases[0].upper, 1)) == (6.7, 15.0)
    assert chart.verdict == "improvement"
    assert "Grensene er 6,7 og 15,0." in PAGE


def test_funnel():
    found = funnel([30, 33, 28, 61, 58, 66, 118, 124, 17, 200], [50] * 3 + [100] * 3 + [200] * 2 + [20, 400])
    small, large = found.units[8:]
    assert [round(100 * number) for number in (small.high_95, small.high_998, large.low_95, large.high_95)] == [
        79,
        89,
        49,
        66,
    ]
    assert (round(found.centre, 3), small.verdict, large.verdict) == (0.579, "above", "inside")
    assert "over 95 %-grensen på 79 %, men innenfor 99,8 %-grensen på 89 %" in PAGE


def test_points():
    score = score_units([[0.72, 25]], [2, 1], ["higher", "lower"], [0.7, 21], [0.6, 28])[0]
    assert "(2 · 100 + 71) / 3 = 90" in PAGE
    assert round(score.score) == 90


def test_ranking():
    counts, bases = [30, 14, 66, 24, 52, 9], [50, 20, 100, 50, 90, 20]
    table = {"values": [[x / n] for x, n in zip(counts, bases, strict=True)], "weights": [1], "directions": ["higher"]}
    parts = {"numerators": [[x] for x in counts], "denominators": [[n] for n in bases], "kinds": ["share"]}
    ranked = rank_units(**table, green=[0.7], yellow=[0.5], **parts)
    scores = score_units(**table, green=[0.7], yellow=[0.5])
    for count, base, office, plain in zip(counts, bases, ranked, scores, strict=True):
        places = f"{office.position} | {office.low}–{office.high}"
        line = f"| {count} av {base} ({count / base:.0%}) | {plain.score + 1e-9:.0f} | {office.score:.0f} | {places} |"
        assert line.replace("%)", " %)") in PAGE
    assert {office.group for office in ranked} == {"middle"}
    assert round(between(counts, bases).reliability, 2) == 0.24
    assert round(stability([1, 2, 3, 4, 5, 6], [2, 1, 3, 6, 4, 5]).correlation, 2) == 0.77


def test_forecast():
    months = [f"2018-{month:02d}" for month in range(1, 9)]
    counts = [30, 28, 33, 31, 29, 32, 30, 27]
    found = year_forecast(months, "2018-08", 0.65, "higher", "ratio", None, counts, [50] * 8)
    assert (sum(counts), found.verdict, round(found.needed, 6)) == (240, "in_danger", 0.75)
    assert f"Resten må ligge på 75 %, og spennet er {span(found)} %" in PAGE


def test_effect():
    before = [0.50, 0.52, 0.49, 0.51, 0.50, 0.53, 0.48, 0.50, 0.52, 0.49, 0.51, 0.50]
    found = effect(before, [0.56, 0.58, 0.55, 0.57, 0.59, 0.56], [0.55] * 12, [0.56] * 6, "higher")
    assert (round(found.effect * 100, 1), found.verdict) == (5.4, "better")
    assert f"med intervall {span(found, 100, 1)}" in PAGE


def test_coherence():
    base = [0.01, -0.01, 0.02, 0, -0.02, 0.01, 0, -0.01, 0.01, 0, -0.01, 0]
    still = [0, 0.01, -0.01, 0.01, 0, -0.02, 0.01, 0, 0.01, -0.01, 0, 0]
    found = coherence([*base, 0.06, 0.05, 0.07], [*still, 0, -0.01, 0], 1)
    assert (round(found.first), round(found.second, 1), found.verdict) == (8, -0.5, "unanswered")


def test_small_counts():
    assert suppress([10, 3, 20, 30], [[0, 1, 2, 3]]).cells == ("hidden_too", "hidden", "shown", "shown")
