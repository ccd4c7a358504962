"""Small multiples as markup: one scale for all, gaps where nothing may be seen, and what all share drawn once."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.small_multiples import EDGE, HEIGHT, WIDTH, Scale, behind, goal_lines, multiple, scale_of

SCALE = Scale(13, 0.0, 1.0)
KNOWN = st.floats(-1e6, 1e6, allow_nan=False)


def path_of(drawing, css):
    found = re.search(rf'<path class="{css}" d="([^"]*)"/>', str(drawing))
    assert found is not None, drawing
    return found[1]


def numbers_of(path):
    return [int(number) for number in re.findall(r"-?\d+", path)]


class TestTheScale:
    def test_it_holds_everything_that_is_drawn(self):
        scale = scale_of(13, [0.2, None], [0.9], [None])
        assert scale == Scale(13, 0.2, 0.9)

    def test_there_is_none_where_nothing_is_known(self):
        assert scale_of(13, [None, None], []) is None

    def test_the_first_month_is_at_the_left_and_the_last_at_the_right(self):
        assert (SCALE.x(0), SCALE.x(12)) == (EDGE, WIDTH - EDGE)

    def test_high_is_up(self):
        assert (SCALE.y(1.0), SCALE.y(0.0)) == (EDGE, HEIGHT - EDGE)

    def test_a_flat_line_runs_through_the_middle(self):
        assert Scale(13, 0.5, 0.5).y(0.5) == HEIGHT // 2

    @given(st.lists(KNOWN, min_size=1, max_size=13))
    def test_nothing_leaves_the_drawing(self, values):
        scale = scale_of(13, values)
        assert scale is not None
        assert all(EDGE <= scale.y(value) <= HEIGHT - EDGE for value in values)

    @given(KNOWN, KNOWN, KNOWN, KNOWN)
    def test_two_offices_with_one_value_lie_as_high(self, value, other, low, high):
        scale = scale_of(2, [value, low], [high, value], [other])
        assert scale is not None
        first, second = (numbers_of(path_of(multiple(scale, line), "own")) for line in ([value, low], [high, value]))
        assert first[1] == second[3]


class TestAnOffice:
    def test_each_month_is_a_point(self):
        line = path_of(multiple(SCALE, [0.5] * 13), "own")
        assert line.count("L") == 12
        assert numbers_of(line)[::2] == [SCALE.x(month) for month in range(13)]

    def test_a_month_that_may_not_be_seen_is_a_gap(self):
        line = path_of(multiple(Scale(5, 0.0, 1.0), [0.1, 0.2, None, 0.4, 0.5]), "own")
        assert line.count("M") == 2
        assert Scale(5, 0.0, 1.0).x(2) not in numbers_of(line)[::2]

    def test_a_month_alone_is_a_short_stroke(self):
        assert path_of(multiple(SCALE, [None, 0.5, None]), "own").endswith("h1")

    def test_a_zero_is_a_point_and_no_gap(self):
        line = path_of(multiple(Scale(3, 0.0, 1.0), [0.5, 0.0, 0.5]), "own")
        assert line.count("M") == 1
        assert numbers_of(line)[3] == HEIGHT - EDGE

    def test_the_last_month_has_a_dot_and_none_where_it_is_not_known(self):
        assert f'cy="{SCALE.y(0.25)}"' in multiple(SCALE, [0.5] * 12 + [0.25])
        assert "<circle" not in multiple(SCALE, [0.5] * 12 + [None])

    def test_without_any_value_it_still_shows_what_is_behind(self):
        drawing = multiple(SCALE, [None] * 13)
        assert '<use href="#behind"/>' in drawing
        assert path_of(drawing, "own") == ""

    def test_it_says_nothing_to_screen_readers_and_has_no_style(self):
        drawing = multiple(SCALE, [0.5] * 13)
        assert 'aria-hidden="true"' in drawing
        assert "style=" not in drawing

    def test_sixty_of_them_are_small(self):
        assert sum(len(multiple(SCALE, [month / 13 for month in range(13)])) for _ in range(60)) < 30_000

    def test_the_shared_target_gives_way_to_its_own(self):
        assert '<use href="#goal"/>' in multiple(SCALE, [0.5] * 13)
        own = multiple(SCALE, [0.5] * 13, [[0.7] * 13])
        assert "#goal" not in own
        assert f"M0 {SCALE.y(0.7)}H{WIDTH}" in own


class TestWhatIsBehind:
    def test_it_is_well_formed_and_has_a_name_for_each_part(self):
        root = ElementTree.fromstring(behind(SCALE, [0.5] * 13, [[0.9] * 13], [6]))
        assert [part.get("id") for part in root] == ["behind", "goal"]

    def test_a_target_that_changed_is_a_step(self):
        lines = str(goal_lines(SCALE, [[0.8] * 6 + [0.9] * 7]))
        heights = [SCALE.y(0.8), SCALE.y(0.9)]
        assert [int(y) for y in re.findall(r"M\d+ (\d+)H", lines)] == heights
        assert lines.count("<path") == 1

    def test_the_steps_meet_between_the_months(self):
        left, right = re.findall(r"M(\d+) \d+H(\d+)", str(goal_lines(SCALE, [[0.8] * 6 + [0.9] * 7])))
        assert left[1] == right[0] == str(SCALE.x(5.5))

    def test_months_without_a_target_have_no_line(self):
        ((start, _end),) = re.findall(r"M(\d+) \d+H(\d+)", str(goal_lines(SCALE, [[None] * 6 + [0.9] * 7])))
        assert int(start) == SCALE.x(5.5)
        assert goal_lines(SCALE, [[None] * 13]) == ""

    @pytest.mark.parametrize("limits", [([0.6] * 13, [0.8] * 13)])
    def test_a_target_that_is_an_interval_has_two_lines(self, limits):
        assert str(goal_lines(SCALE, limits)).count("<path") == 2

    def test_a_new_definition_is_a_line_just_before_its_first_month(self):
        drawing = behind(SCALE, [0.5] * 13, [], [6])
        assert path_of(drawing, "all-break") == f"M{SCALE.x(5.5)} 0V{HEIGHT}"
        assert "all-break" not in behind(SCALE, [0.5] * 13, [], [])
