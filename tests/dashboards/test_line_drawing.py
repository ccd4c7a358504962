"""Lines over months that the server draws."""

import re
import xml.etree.ElementTree as ET

import pytest
from markupsafe import Markup

from dashboards.line_drawing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Frame, drawing


def a_frame(**more) -> Frame:
    fields = {"first": "jan 18", "last": "des 18", "text": lambda value: f"{value:.1f}", "sentence": "To linjer."}
    return Frame(**{**fields, **more})


def path_of(svg: str, css: str) -> str:
    found = re.search(rf'<path class="{css}" d="([^"]*)"', svg)
    return found[1] if found else ""


def dots_of(svg: str, css: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(rf'<circle class="{css}" cx="(\d+)" cy="(\d+)"', svg)]


def texts_of(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg)


def test_both_lines_have_one_scale():
    svg = drawing([0.0, 1.0], [1.0, 0.5], a_frame())
    (_, low), (_, high) = dots_of(svg, "own")
    (_, first), (_, middle) = dots_of(svg, "other")
    assert (low, high) == (HEIGHT - BOTTOM, TOP)
    assert first == high
    assert abs(middle - (low + high) / 2) <= 1


def test_months_stand_as_far_apart_from_the_first_to_the_last():
    across = [x for x, _ in dots_of(drawing([1.0, 2.0, 3.0], [], a_frame()), "own")]
    assert (across[0], across[-1]) == (LEFT, WIDTH - RIGHT)
    assert abs(across[1] - (across[0] + across[2]) / 2) <= 1


def test_a_missing_month_is_a_gap_and_no_zero():
    svg = drawing([1.0, None, 2.0, 3.0], [], a_frame())
    path = path_of(svg, "own")
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert len(dots_of(svg, "own")) == 3


def test_a_month_between_two_gaps_is_seen_as_a_dot():
    svg = drawing([1.0, None, 2.0, None, 1.0], [], a_frame())
    assert "L" not in path_of(svg, "own")
    assert len(dots_of(svg, "own")) == 3


def test_the_axes_say_the_highest_the_lowest_and_the_first_and_last_month():
    assert texts_of(drawing([0.2, 0.9], [0.1, 0.4], a_frame())) == ["0.9", "0.1", "jan 18", "des 18"]


def test_a_flat_line_runs_through_the_middle_and_is_named_once():
    svg = drawing([0.5, 0.5], [], a_frame())
    assert {y for _, y in dots_of(svg, "own")} == {(TOP + HEIGHT - BOTTOM) // 2}
    assert texts_of(svg) == ["0.5", "jan 18", "des 18"]


def test_the_mark_is_within_the_drawing_also_where_no_line_reaches_it():
    svg = drawing([0.1, 0.2], [], a_frame(mark=0.9))
    assert path_of(svg, "goal-line") == f"M{LEFT} {TOP}H{WIDTH}"
    assert texts_of(svg)[:2] == ["0.9", "0.1"]


def test_a_mark_may_be_another_line_than_a_target():
    svg = drawing([-0.1, 0.2], [], a_frame(mark=0.0, mark_css="county-line"))
    assert path_of(svg, "county-line")
    assert not path_of(svg, "goal-line")


def test_without_a_mark_there_is_no_line_across():
    assert "goal-line" not in drawing([0.1, 0.2], [], a_frame())


def test_the_recent_months_stand_on_grey_ground():
    svg = drawing([1.0, 2.0, 3.0, 4.0, 5.0], [], a_frame(recent=2))
    found = re.search(r'class="recent" x="(\d+)"', svg)
    assert found
    begins, across = int(found[1]), [x for x, _ in dots_of(svg, "own")]
    assert across[2] < begins < across[3]
    assert "recent" not in drawing([1.0, 2.0], [], a_frame())


@pytest.mark.parametrize(("own", "other"), [([], []), ([None, None], []), ([], [None, None]), ([None], [None])])
def test_without_any_figure_nothing_is_drawn(own, other):
    assert drawing(own, other, a_frame(mark=0.9)) == Markup("")


def test_one_line_alone_may_be_the_dashed_one():
    svg = drawing([], [1.0, 2.0], a_frame())
    assert len(dots_of(svg, "other")) == 2
    assert "own" not in svg


def test_it_is_one_picture_with_its_sentence_and_texts_are_escaped():
    svg = drawing([1.0, 2.0], [], a_frame(sentence='A "B" <C>', text=lambda _: "<b>"))
    root = ET.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", 'A "B" <C>')
    assert "<b>" not in svg


def test_it_has_no_style_of_its_own():
    assert "style" not in drawing([1.0, 2.0], [2.0, None], a_frame(mark=1.5, recent=1))
