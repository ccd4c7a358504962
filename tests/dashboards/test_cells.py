"""What stands in a cell: one look per state, the same everywhere."""

from dataclasses import replace

import pytest

from dashboards.cells import cell
from dashboards.formatting import format_for
from dashboards.marks import current_marks, icon, marks_for
from methods.cells import CellState
from scorecards.figures import Figure
from tests.dashboards.figures import a_figure, facts

NB = "\u00a0"


def shown(figure, **more):
    return str(cell(figure, facts(), format_for("nb"), marks_for("nb"), **more))


def test_a_zero_is_a_value():
    assert shown(a_figure(0, 12)) == f"0,0{NB}%"


def test_a_value_stands_alone():
    assert shown(a_figure(61, 83)) == f"73,5{NB}%"


def test_a_preliminary_value_has_an_hourglass_and_says_so():
    text = shown(a_figure(61, 83, state="preliminary"))
    assert "#preliminary" in text
    assert "foreløpig" in text
    assert text.endswith(f"73,5{NB}%")


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("too_few", "for få"),
        ("not_delivered", "ikke levert"),
        ("not_applicable", "gjelder ikke"),
        ("not_existing", "fantes ikke"),
        ("under_review", "til kontroll"),
    ],
)
def test_what_is_missing_says_why(state, word):
    text = shown(Figure(state))
    assert word in text
    assert "0" not in text.replace("focusable", "")


def test_every_state_has_a_look():
    for state in CellState:
        value = 0.5 if state in (CellState.VALUE, CellState.PRELIMINARY) else None
        assert shown(Figure(state.value, value=value))


def test_a_hidden_figure_is_never_shown_even_where_it_came_along():
    assert "0,5" not in shown(Figure("too_few", 1, 2, None))


def test_a_bare_cell_leaves_the_unit_out():
    assert shown(a_figure(61, 83), bare=True) == "73,5"


def test_a_status_has_shape_word_and_colour():
    marks = marks_for("nb")
    for status, word in (("green", "Grønn"), ("yellow", "Gul"), ("red", "Rød")):
        assert word in marks.tags[status]
        assert f"#{status}" in marks.tags[status]
        assert f"status--{status}" in marks.tags[status]
        assert f'aria-label="{word}"' in marks.icons[status]


def test_no_target_has_a_word_and_no_colour():
    marks = marks_for("nb")
    assert "Uten krav" in marks.tags[None]
    assert marks.icons[None] == ""


def test_an_icon_says_nothing_to_a_screen_reader():
    assert 'aria-hidden="true"' in icon("print")
    assert icon("down", "up").startswith('<svg class="icon up"')


def test_marks_are_made_once_for_a_language():
    assert current_marks() is marks_for("nb")


def test_a_corrected_value_says_so_after_it():
    text = shown(replace(a_figure(61, 83), revised=True))
    assert text.startswith(f"73,5{NB}%<sup")
    assert "rettet" in text


def test_a_corrected_preliminary_value_has_both_marks():
    text = shown(replace(a_figure(61, 83, state="preliminary"), revised=True))
    assert "foreløpig" in text
    assert "rettet" in text


def test_a_hidden_figure_never_says_that_it_was_corrected():
    assert "rettet" not in shown(Figure("too_few", revised=True))
