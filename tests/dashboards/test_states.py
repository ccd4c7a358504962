"""The states of a cell in a page's legend: those that occur, as they look in the cells, each with what it means."""

import pytest
from django.utils import translation

from dashboards.marks import marks_for
from dashboards.states import explained
from methods.cells import ABSENCES, CellState

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture(params=LANGUAGES)
def language(request):
    with translation.override(request.param):
        yield request.param


def test_a_page_of_values_needs_no_explanation(language):
    assert explained([CellState.VALUE, CellState.VALUE]) == []
    assert explained([]) == []


def test_every_state_but_a_value_is_explained(language):
    assert len(explained(CellState)) == len(CellState) - 1


def test_only_those_that_occur_are_explained_and_each_once():
    with translation.override("nb"):
        lines = explained(["too_few", "value", "too_few", "not_delivered"])
    assert [str(mark) for mark, _meaning in lines] == [
        str(marks_for("nb").absences["too_few"]),
        str(marks_for("nb").absences["not_delivered"]),
    ]


def test_no_two_states_look_or_read_alike(language):
    lines = explained(CellState)
    assert len({mark for mark, _meaning in lines}) == len(lines)
    assert len({meaning for _mark, meaning in lines}) == len(lines)


def test_a_state_looks_as_it_does_in_a_cell(language):
    marks = {str(mark) for mark, _meaning in explained(ABSENCES)}
    assert marks == {str(marks_for(language).absences[state]) for state in ABSENCES}


def test_meanings_are_said_in_the_readers_language():
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = [meaning for _mark, meaning in explained(CellState)]
    for place in range(len(said["nb"])):
        assert len({said[language][place] for language in LANGUAGES}) == len(LANGUAGES)
