"""The drawing of an office's places by month: 1 on top, whiskers from low to high, gaps, and names that have room."""

import re

import pytest

from dashboards.places_drawing import BOTTOM, HEIGHT, LEFT, MOST_NAMES, RIGHT, TOP, Mark, places_drawing

FLOOR = HEIGHT - BOTTOM


def drawn(*marks: Mark, last: int = 41, sentence: str = "Plassene") -> str:
    return str(places_drawing(marks, last, sentence))


def dots(drawing: str) -> list[tuple[str, int]]:
    """Where each dot stands: from the left in per cent, from the top."""
    found = re.findall(r'<circle class="dot[^"]*" cx="([\d.]+%)" cy="(\d+)"', drawing)
    return [(x, int(y)) for x, y in found]


def whiskers(drawing: str) -> list[tuple[str, int, int]]:
    found = re.findall(r'<line class="range" x1="([\d.]+%)" x2="\1" y1="(\d+)" y2="(\d+)"/>', drawing)
    return [(x, int(top), int(bottom)) for x, top, bottom in found]


def named(drawing: str) -> list[tuple[str, str]]:
    """The months named below, with their classes."""
    return re.findall(r'<text class="(below[^"]*)"[^>]*>([^<]*)<', drawing)


def months(number: int) -> list[Mark]:
    return [Mark(f"m{n}", 3) for n in range(number)]


def test_the_first_place_is_on_top_and_the_last_at_the_bottom():
    found = dots(drawn(Mark("a", 1), Mark("b", 21), Mark("c", 41)))
    assert [y for _x, y in found] == [TOP, (TOP + FLOOR) / 2, FLOOR]


def test_months_stand_from_left_to_right_as_far_apart():
    found = dots(drawn(Mark("a", 1), Mark("b", 1), Mark("c", 1)))
    assert [x for x, _y in found] == [f"{LEFT:.1f}%", f"{(LEFT + RIGHT) / 2:.1f}%", f"{RIGHT:.1f}%"]


def test_a_month_alone_stands_in_the_middle():
    assert dots(drawn(Mark("a", 1))) == [(f"{(LEFT + RIGHT) / 2:.1f}%", TOP)]


def test_a_whisker_reaches_from_the_lowest_place_number_to_the_highest():
    (whisker,) = whiskers(drawn(Mark("a", 11, 1, 41)))
    assert whisker == (f"{(LEFT + RIGHT) / 2:.1f}%", TOP, FLOOR)


def test_a_place_without_an_interval_is_a_dot_alone():
    drawing = drawn(Mark("a", 11))
    assert len(dots(drawing)) == 1
    assert whiskers(drawing) == []


def test_a_month_without_a_place_is_a_gap_with_its_name():
    drawing = drawn(Mark("a", 1, 1, 2), Mark("b"), Mark("c", 2, 1, 2))
    assert [x for x, _y in dots(drawing)] == [f"{LEFT:.1f}%", f"{RIGHT:.1f}%"]
    assert [name for _css, name in named(drawing)] == ["a", "b", "c"]


def test_the_dots_are_not_joined():
    assert "<path" not in drawn(*months(5))


def test_an_outdated_edition_has_a_dot_of_its_own_kind():
    drawing = drawn(Mark("a", 1, outdated=True), Mark("b", 1))
    assert drawing.count('class="dot old"') == 1
    assert drawing.count('class="dot"') == 1


def test_places_are_named_at_the_left():
    assert re.findall(r'class="at-left"[^>]*>(\d+)<', drawn(Mark("a", 1), last=40)) == ["1", "10", "20", "30", "40"]


def test_a_county_with_one_office_is_drawn_too():
    drawing = drawn(Mark("a", 1, 1, 1), last=1)
    assert dots(drawing) == [(f"{(LEFT + RIGHT) / 2:.1f}%", TOP)]
    assert re.findall(r'class="at-left"[^>]*>(\d+)<', drawing) == ["1"]


@pytest.mark.parametrize("number", range(1, 25))
def test_no_more_months_are_named_than_have_room_and_the_last_one_always(number):
    found = named(drawn(*months(number)))
    narrow = [name for css, name in found if css == "below"]
    assert len(found) <= MOST_NAMES
    assert 1 <= len(narrow) <= 4
    assert narrow[-1] == found[-1][1] == f"m{number - 1}"


def test_a_year_has_all_of_its_months_named():
    assert [name for _css, name in named(drawn(*months(12)))] == [f"m{n}" for n in range(12)]


def test_it_says_what_it_is_and_each_dot_its_own():
    drawing = drawn(Mark("a", 1, sentence="mai 2018: plass 1"), sentence='Plassene til "NAV" & co')
    assert 'role="img" aria-label="Plassene til &#34;NAV&#34; &amp; co"' in drawing
    assert "<title>mai 2018: plass 1</title>" in drawing


def test_names_are_text_and_no_markup():
    assert "<b>" not in drawn(Mark("<b>mai</b>", 1, sentence="<b>fet</b>"))
