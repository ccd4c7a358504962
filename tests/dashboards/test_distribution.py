"""Where an office lies among the others: by quarters, in words that say high and low and never good and bad."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.distribution import EDGE, WIDTH, distribution
from dashboards.formatting import format_for
from methods.pooling import summarise
from tests.dashboards.figures import facts

NB = "\u00a0"
FORM = format_for("nb")
VALUES = [0.1, 0.2, 0.3, 0.4, 0.5]  # the quartiles are 0.2, 0.3 and 0.4


def of(values, *own, unit="share"):
    ends = (min(values), max(values)) if values else (0.0, 0.0)
    return distribution(summarise(values), ends, [("NAV Voss", value) for value in own], FORM, facts(unit=unit))


def sentence(*own):
    found = of(VALUES, *own)
    assert found is not None
    return found.sentence


def test_the_middle_half_and_the_middle_are_said_with_their_unit():
    assert sentence() == f"Halvparten av kontorene ligger på 20,0–40,0{NB}%, det midterste på 30,0{NB}%."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.1, "NAV Voss er blant fjerdedelen med lavest tall."),
        (0.2, "NAV Voss ligger blant dem, under midten."),
        (0.25, "NAV Voss ligger blant dem, under midten."),
        (0.3, "NAV Voss ligger på midten."),
        (0.35, "NAV Voss ligger blant dem, over midten."),
        (0.4, "NAV Voss ligger blant dem, over midten."),
        (0.5, "NAV Voss er blant fjerdedelen med høyest tall."),
    ],
)
def test_an_office_lies_in_one_of_the_quarters(value, words):
    assert sentence(value).endswith(words)


def test_a_value_that_equals_the_middle_but_for_the_floats_lies_on_it():
    assert sentence(0.1 + 0.2).endswith("på midten.")


def test_several_own_offices_are_each_said():
    assert sentence(0.1, 0.5).count("NAV Voss") == 2


def test_the_words_judge_nobody():
    every = " ".join(sentence(value) for value in VALUES).lower()
    assert not re.search(r"dårlig|svak|best|verst|flink|topp|bunn", every)


@pytest.mark.parametrize("values", [[], [0.5], [0.1, 0.2, 0.3]])
def test_fewer_than_four_offices_have_no_quarters(values):
    assert of(values, 0.1) is None


def test_other_units_are_written_as_everywhere():
    found = of([10.0, 12.0, 14.0, 16.0], 12.0, unit="days")
    assert found is not None
    assert f"dager, det midterste på 13,0{NB}dager" in found.sentence


class TestTheDrawing:
    def drawing(self, values, *own):
        found = of(values, *own)
        assert found is not None
        return str(found.drawing)

    def test_it_reaches_from_the_lowest_to_the_highest(self):
        assert f'd="M{EDGE} 18H{WIDTH - EDGE}"' in self.drawing(VALUES)

    def test_the_box_is_the_middle_half(self):
        quarter = (WIDTH - 2 * EDGE) / 4
        left, right = (int(EDGE + quarter * number + 0.5) for number in (1, 3))
        assert f"M{left} 6H{right}V30H{left}z" in self.drawing(VALUES)

    def test_the_own_office_is_a_dot_at_its_value(self):
        drawing = self.drawing(VALUES, 0.5)
        assert f'<circle class="me" cx="{WIDTH - EDGE}"' in drawing
        assert "<circle" not in self.drawing(VALUES)

    def test_it_says_nothing_to_screen_readers(self):
        assert 'aria-hidden="true"' in self.drawing(VALUES)

    def test_offices_that_are_all_alike_lie_in_the_middle(self):
        assert f'cx="{WIDTH // 2}"' in self.drawing([0.5] * 5, 0.5)

    @given(st.lists(st.floats(0, 1e5), min_size=4, max_size=50))
    def test_nothing_leaves_it(self, values):
        drawing = self.drawing(values, values[0])
        paths = " ".join(re.findall(r' d="([^"]*)"', drawing))
        across = [int(x) for x in re.findall(r"[MH](\d+)", paths)] + [
            int(x) for x in re.findall(r'cx="(\d+)"', drawing)
        ]
        assert all(EDGE <= x <= WIDTH - EDGE for x in across)
