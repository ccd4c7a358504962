"""The states of a cell in a page's legend: those that occur, as they look in the cells, each with what it means."""

import pytest
from django.utils import translation

from dashboards.marks import marks_for
from dashboards.states import explained
from methods.cells import ABSENCES, CellState
from scorecards.models import Indicator
from tests.dashboards.world import MAY, a_world, reader, text_of

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


PAGES = {
    "/offices/1235/2018-05/": "scorecard",
    "/indicators/IND0/2018-05/?county=1200": "comparison",
    "/indicators/IND0/2018-05/?county=1200&sort=name": "comparison in another order",
    "/counties/1200/2018-05/": "county",
    "/regions/1291/2018-05/": "region",
    "/offices/1235/indicators/IND0/": "series",
}
HIDDEN = "så få saker at tallet ikke vises, av hensyn til personvern; det er ikke null"
ABSENT = "tallet er ikke kommet i noen leveranse"
PRELIMINARY = "foreløpig: kan endre seg og rangeres ikke"


@pytest.fixture
def world():
    made = a_world(offices=8)
    Indicator.objects.filter(code="IND0").update(hide_below=5)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
class TestOnPages:
    def test_what_is_hidden_is_explained_where_it_occurs(self, world, address):
        world.publish(MAY, (3, 90), *[(40 + n, 60 + n) for n in range(7)])
        page = text_of(reader(unit=world.voss).get(address))
        assert HIDDEN in page
        assert PRELIMINARY not in page

    def test_a_page_where_all_have_figures_explains_nothing(self, world, address):
        world.publish(MAY, *[(40 + n, 60 + n) for n in range(8)])
        page = text_of(reader(unit=world.voss).get(address))
        assert not any(words in page for words in (HIDDEN, ABSENT, PRELIMINARY))

    def test_preliminary_figures_are_explained(self, world, address):
        world.publish(MAY, *[(40 + n, 60 + n) for n in range(8)], preliminary=True)
        assert PRELIMINARY in text_of(reader(unit=world.voss).get(address))


@pytest.mark.django_db
def test_a_figure_that_never_came_is_explained_in_the_table(world):
    world.offices = world.offices[1:]
    world.publish(MAY, (40, 60))
    page = text_of(reader("county", world.county).get("/counties/1200/2018-05/"))
    assert ABSENT in page
