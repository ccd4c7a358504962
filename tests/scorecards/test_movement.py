"""What has changed colour, and which of it is more than chance explains by the way it went."""

from dataclasses import replace

import numpy as np
import pytest

from scorecards.figures import TableCell, TableRow
from scorecards.movement import Months, is_move, movements
from scorecards.news import usual_range
from tests.dashboards.figures import MAY, YEAR, a_cell, a_figure, a_line, a_table, an_office_row, facts

STEADY = [(180 + step % 3, 200) for step in range(12)]  # around 90 per cent of 200


def history(*rows):
    """Each office's thirteen months, as numerators and denominators."""
    parts = np.array([[part or (np.nan, np.nan) for part in row] for row in rows], dtype=float)
    return Months(YEAR, parts[..., 0] / parts[..., 1], parts[..., 0], parts[..., 1])


def office(name, last, now, before):
    return an_office_row(f"NAV {name}", TableCell(a_figure(*last), now, before))


def moves_of(*offices, past=None, **indicator):
    """Offices by (name, this month's parts, colour, colour before), with the same past unless said."""
    rows = [office(name, last, now, before) for name, last, now, before in offices]
    pasts = past or [STEADY] * len(offices)
    known = history(*[[*months, last] for months, (_, last, *_) in zip(pasts, offices, strict=True)])
    found = movements(a_table(*rows, of=(facts("IND", **indicator),)), {"IND": known})
    return {move.row.name.removeprefix("NAV "): move for movement in found for move in movement.moves}


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        ("red", "green", True),
        ("green", "yellow", True),
        ("red", "red", False),
        (None, "red", False),
        ("red", None, False),
    ],
)
def test_only_a_known_change_of_colour_is_a_move(now, before, moved):
    assert is_move(TableCell(a_figure(1, 2), now, before)) is moved


def test_a_large_fall_is_beyond_chance_and_a_small_one_is_not():
    moves = moves_of(("Voss", (130, 200), "red", "green"), ("Os", (178, 200), "yellow", "green"))
    assert (moves["Voss"].beyond, moves["Os"].beyond) == (True, False)
    assert not moves["Voss"].is_better


def test_the_same_fall_with_few_cases_is_not_beyond_chance():
    few = [(9, 10)] * 12
    moves = moves_of(("Voss", (7, 10), "red", "green"), past=[few])
    assert not moves["Voss"].beyond


def test_good_news_is_beyond_chance_by_the_good_side():
    low = [(120, 200)] * 12
    moves = moves_of(("Voss", (190, 200), "green", "red"), past=[low])
    assert (moves["Voss"].is_better, moves["Voss"].beyond) == (True, True)


def test_a_worse_colour_with_a_value_that_rose_is_not_beyond_by_rising():
    low = [(120, 200)] * 12  # the target was raised: 95 per cent of it is red now
    moves = moves_of(("Voss", (190, 200), "red", "green"), past=[low])
    assert not moves["Voss"].beyond


def test_where_lower_is_better_the_sides_are_turned():
    moves = moves_of(("Voss", (195, 200), "red", "green"), ("Os", (120, 200), "green", "red"), direction="lower")
    assert [(move.is_better, move.beyond) for move in moves.values()] == [(False, True), (True, True)]


def test_inside_an_interval_either_side_counts():
    moves = moves_of(("Voss", (120, 200), "red", "green"), ("Os", (200, 200), "red", "green"), direction="inside")
    assert all(move.beyond for move in moves.values())


def test_days_are_judged_by_the_offices_own_variation():
    rows = [an_office_row("NAV Voss", TableCell(a_figure(value=19.0), "red", "green"))]
    known = history([(14 + step % 2, 1) for step in range(12)] + [(19, 1)])
    bare = replace(known, numerators=known.numerators * np.nan, denominators=known.denominators * np.nan)
    table = a_table(*rows, of=(facts("IND", unit="days", direction="lower", pooling="mean"),))
    (movement,) = movements(table, {"IND": bare})
    assert movement.moves[0].beyond
    assert movement.moves[0].before == 15.0


def test_months_of_an_earlier_definition_say_nothing():
    moves = moves_of(("Voss", (130, 200), "red", "green"), changed=MAY)
    assert not moves["Voss"].beyond


def test_hidden_months_count_as_missing():
    moves = moves_of(("Voss", (130, 200), "red", "green"), past=[[None] * 12])
    assert (moves["Voss"].beyond, moves["Voss"].before) == (False, None)


def test_a_share_is_judged_as_on_the_offices_own_page():
    rng = np.random.default_rng(2)
    for _ in range(60):
        base = int(rng.integers(10, 300))
        past = [(int(rng.binomial(base, 0.85)), base) for _ in range(12)]
        last = (int(rng.binomial(base, 0.75)), base)
        usual = usual_range(a_line(a_figure(*last), history=(*past, last)), YEAR)
        moves = moves_of(("Voss", last, "red", "green"), past=[past])
        assert moves["Voss"].beyond is (last[0] / base < usual.low)


def test_those_beyond_chance_stand_first_and_then_the_alphabet():
    moves = moves_of(
        ("Fedje", (178, 200), "yellow", "green"),
        ("Odda", (130, 200), "red", "green"),
        ("Os", (178, 200), "yellow", "green"),
        ("Voss", (120, 200), "red", "green"),
    )
    assert list(moves) == ["Odda", "Voss", "Fedje", "Os"]


def test_indicators_with_most_beyond_chance_stand_first_and_those_without_moves_nowhere():
    still, small, large = facts("STILL"), facts("SMALL"), facts("LARGE")
    row = an_office_row(
        "NAV Voss",
        a_cell("green", before="green"),
        TableCell(a_figure(178, 200), "yellow", "green"),
        TableCell(a_figure(130, 200), "red", "green"),
    )
    known = {"SMALL": history([*STEADY, (178, 200)]), "LARGE": history([*STEADY, (130, 200)])}
    found = movements(a_table(row, of=(still, small, large)), known)
    assert [(each.indicator.code, each.better, each.worse, each.beyond) for each in found] == [
        ("LARGE", 0, 1, 1),
        ("SMALL", 0, 1, 0),
    ]


class TestCounties:
    """A county has so many cases that chance alone explains next to nothing of it."""

    def moved(self, last, past):
        row = TableRow("0300", "NAV Oslo", "county", "", (TableCell(a_figure(*last), "yellow", "green"),))
        of = facts("IND")
        ((move,),) = (
            movement.moves for movement in movements(a_table(row, of=(of,)), {of.code: history([*past, last])})
        )
        return move

    def test_outside_chance_and_outside_what_it_usually_does_is_more_than_chance(self):
        calm = [(18000 + 20 * (step % 3), 20000) for step in range(12)]
        assert self.moved((17000, 20000), calm).beyond

    def test_within_what_it_usually_does_it_is_not(self):
        restless = [(18000 + 900 * (step % 2), 20000) for step in range(12)]
        assert not self.moved((17700, 20000), restless).beyond
        office = an_office_row("NAV Voss", TableCell(a_figure(17700, 20000), "yellow", "green"))
        ((move,),) = (
            movement.moves
            for movement in movements(
                a_table(office, of=(facts("IND"),)), {"IND": history([*restless, (17700, 20000)])}
            )
        )
        assert move.beyond  # an office's would be: its twelve months say where its level is

    def test_within_chance_it_is_not_however_calm_it_was(self):
        assert not self.moved((17, 20), [(18, 20)] * 12).beyond

    def test_before_ten_months_are_known_nothing_is(self):
        assert not self.moved((17000, 20000), [None] * 8 + [(18000, 20000)] * 4).beyond
