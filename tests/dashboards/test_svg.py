"""Small drawings: what is drawn follows the figures, and is well-formed whatever they are."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.svg import axis_places, contribution_bar, position_strip, rank_axis, share_bar, sparkline, whisker

values = st.floats(-1e5, 1e5, allow_nan=False)
months = st.lists(st.none() | values, min_size=1, max_size=24)


def drawn(markup):
    return ElementTree.fromstring(str(markup))


def path(markup, name):
    return next(each.attrib["d"] for each in drawn(markup) if each.attrib.get("class") == name)


def points(line):
    """The points that a pen is led to by M, L, l, m and v; each step of l, m and v is from where it stands."""
    found, x, y = [], 0, 0
    for letter, numbers in re.findall(r"([A-Za-z])([-\d ]*)", line):
        steps = [int(number) for number in re.findall(r"-?\d+", numbers)]
        if letter == "v":
            y += steps[0]
        elif letter != "h":
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                x, y = (dx, dy) if letter in "ML" else (x + dx, y + dy)
                found.append((x, y))
    return found


class TestSparkline:
    def test_a_month_is_a_point_from_left_to_right(self):
        line = points(path(sparkline((0.5, 0.6, 0.7), (None,) * 3, None), "own"))
        assert [x for x, _ in line] == [8, 128, 248]

    def test_higher_values_are_drawn_higher(self):
        line = points(path(sparkline((0.5, 0.6, 0.7), (None,) * 3, None), "own"))
        assert [y for _, y in line] == [60, 34, 8]

    def test_a_month_alone_is_still_seen(self):
        assert path(sparkline((0.5,), (None,), None), "own").endswith("h1")

    def test_a_missing_month_is_a_gap(self):
        line = path(sparkline((0.5, 0.6, None, 0.7, 0.8), (None,) * 5, None), "own")
        assert line.count("M") == 2

    def test_a_month_between_gaps_is_still_seen(self):
        assert "h1" in path(sparkline((0.5, None, 0.7, None, 0.8), (None,) * 5, None), "own")

    def test_the_last_month_has_a_dot_where_it_is_known(self):
        assert 'class="dot"' in sparkline((0.5, 0.6), (None, None), None)
        assert 'class="dot"' not in sparkline((0.5, None), (None, None), None)

    def test_the_target_is_a_line_across(self):
        assert path(sparkline((0.5, 0.7), (None, None), 0.6), "goal-line") == "M0 34h256"

    def test_without_a_target_there_is_no_line(self):
        assert "goal-line" not in sparkline((0.5, 0.7), (None, None), None)

    def test_equal_months_are_a_line_through_the_middle(self):
        assert {y for _, y in points(path(sparkline((0.5,) * 5, (None,) * 5, None), "own"))} == {34}

    def test_without_any_value_nothing_is_drawn(self):
        assert sparkline((None, None), (0.5, 0.6), 0.4) == ""

    def test_it_is_a_picture_with_a_sentence_or_silent(self):
        assert 'role="img" aria-label="fra 1 til 2"' in sparkline((1.0, 2.0), (None, None), None, "fra 1 til 2")
        assert 'aria-hidden="true"' in sparkline((1.0, 2.0), (None, None), None)

    def test_the_sentence_is_escaped(self):
        assert drawn(sparkline((1.0, 2.0), (None, None), None, 'a "b" <c>')).attrib["aria-label"] == 'a "b" <c>'

    @given(months, st.none() | values, st.data())
    def test_every_point_lies_inside_the_picture(self, own, limit, data):
        means = data.draw(st.lists(st.none() | values, min_size=len(own), max_size=len(own)))
        picture = sparkline(tuple(own), tuple(means), limit, "x")
        if all(value is None for value in own):
            assert picture == ""
            return
        for name in ("own", "mean"):
            for x, y in points(path(picture, name)):
                assert 0 <= x <= 256
                assert 0 <= y <= 68

    @given(months)
    def test_as_many_points_are_drawn_as_months_are_known(self, own):
        if any(value is not None for value in own):
            line = path(sparkline(tuple(own), (None,) * len(own), None), "own")
            assert len(points(line)) == sum(value is not None for value in own)


class TestPositionStrip:
    def test_the_best_is_to_the_right(self):
        assert 'cx="214"' in position_strip((0.1, 0.5, 0.9), 0.9, 0.5, lower_is_better=False)
        assert 'cx="214"' in position_strip((0.1, 0.5, 0.9), 0.1, 0.5, lower_is_better=True)

    def test_every_office_is_a_tick_and_the_mean_a_long_one(self):
        strip = position_strip((0.1, 0.5, 0.9), 0.9, 0.5, lower_is_better=False)
        assert points(path(strip, "tick")) == [(10, 10), (112, 10), (214, 10)]
        assert path(strip, "mean") == "M112 2v32"

    def test_without_a_mean_there_is_no_long_tick(self):
        assert 'class="mean"' not in position_strip((0.1, 0.9), 0.9, None, lower_is_better=False)

    def test_equal_offices_stand_in_the_middle(self):
        assert 'cx="112"' in position_strip((0.5, 0.5), 0.5, 0.5, lower_is_better=True)

    @given(st.lists(values, min_size=1, max_size=60), st.booleans())
    def test_every_office_lies_on_the_axis(self, county, lower_is_better):
        county = tuple(sorted(county))
        strip = position_strip(county, county[0], None, lower_is_better)
        ticks = points(path(strip, "tick"))
        assert len(ticks) == len(county)
        assert all(9 <= x <= 215 and y == 10 for x, y in ticks)


class TestShareBar:
    def test_red_stands_first_and_the_widths_are_their_shares(self):
        bars = list(drawn(share_bar(6, 3, 1)))
        assert [bar.attrib["class"] for bar in bars] == ["r", "y", "g"]
        assert [float(bar.attrib["width"]) for bar in bars] == pytest.approx([28.5, 88.5, 178.5])

    def test_a_colour_that_nobody_has_is_left_out(self):
        assert [bar.attrib["class"] for bar in drawn(share_bar(6, 0, 1))] == ["r", "g"]

    def test_without_any_colour_there_is_no_bar(self):
        assert share_bar(0, 0, 0) == ""


class TestRanking:
    def test_the_axis_names_round_places_and_the_last(self):
        assert axis_places(38) == [1, 10, 20, 30, 38]
        assert axis_places(40) == [1, 10, 20, 30, 40]
        assert axis_places(12) == [1, 5, 10, 12]

    def test_a_round_place_too_near_the_last_gives_way(self):
        assert axis_places(41) == [1, 10, 20, 30, 41]

    def test_one_office_is_its_own_axis(self):
        assert axis_places(1) == [1]
        assert ">1</text>" in rank_axis(1)

    def test_the_first_is_left_and_the_last_right(self):
        assert 'cx="1.5%"' in whisker(1, 1, 5, 40, "")
        assert 'cx="98.5%"' in whisker(40, 36, 40, 40, "")

    def test_the_line_reaches_from_the_lowest_to_the_highest_place(self):
        assert 'x1="1.5%" x2="11.4%"' in whisker(1, 1, 5, 40, "")

    def test_without_an_interval_there_is_no_line(self):
        assert 'class="range"' not in whisker(3, None, None, 40, "")

    def test_the_places_are_said_in_words(self):
        assert drawn(whisker(1, 1, 5, 40, "Plass 1, kan ligge fra 1 til 5")).attrib["aria-label"].startswith("Plass 1")

    def test_a_contribution_is_a_bar_out_of_hundred(self):
        assert [bar.attrib["width"] for bar in drawn(contribution_bar(48.2, "48"))] == ["200", "96"]
        assert [bar.attrib["width"] for bar in drawn(contribution_bar(130, ""))] == ["200", "200"]
        assert [bar.attrib["width"] for bar in drawn(contribution_bar(-3, ""))] == ["200", "0"]
