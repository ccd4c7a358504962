"""What has changed colour is read of the offices that are shown, and only as far back as it is needed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from organisation.queries import placed
from scorecards.queries.movement import moved
from scorecards.queries.table_lines import lines_of
from scorecards.queries.unit_table import unit_table
from tests.builders import a_target
from tests.dashboards.world import APRIL, MAY, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = a_world(indicators=2)
    for month in Month(2017, 5).through(APRIL):
        made.publish(month, (184 + month.number % 2, 200))
    made.publish(MAY, (130, 200), (178, 200), (185, 200))
    return made


def found(code="1200", month=MAY):
    unit = placed(code, month)
    assert unit is not None
    movements = moved(lines_of(unit, month), unit_table(unit, month))
    return {
        movement.indicator.code: [(move.row.name, move.is_better, move.beyond, move.before) for move in movement.moves]
        for movement in movements
    }


def test_each_indicator_has_the_offices_that_moved(world):
    moves = [("NAV Voss", False, True, 0.92), ("NAV Odda", False, False, 0.92)]
    assert found() == {"IND0": moves, "IND1": moves}


def test_a_region_has_those_of_its_own_offices(world):
    assert found("1291") == found()


def test_an_indicator_on_which_nobody_moved_is_not_read_at_all(world):
    world.indicators = world.indicators[:1]
    world.publish(MAY, (184, 200))
    assert list(found()) == ["IND1"]


def test_a_target_that_changed_moves_an_office_without_news(world):
    world.publish(MAY, (184, 200))
    a_target(world.indicators[0], 0.99, 0.95, unit=world.voss, since="2018-05-01")
    assert found() == {"IND0": [("NAV Voss", False, False, 0.92)]}


def test_good_news_is_read_alike(world):
    world.publish(MAY + 1, (199, 200))
    moves = found(month=MAY + 1)["IND0"]
    assert [(name, is_better) for name, is_better, *_ in moves] == [("NAV Odda", True), ("NAV Voss", True)]
    assert [beyond for *_, beyond, _ in moves] == [True, True]


def test_a_month_without_one_before_has_no_moves(world):
    assert found(month=Month(2017, 5)) == {}


def test_two_queries_beside_the_table(world):
    unit = placed("1200", MAY)
    table = unit_table(unit, MAY)
    with CaptureQueriesContext(connection) as queries:
        moved(lines_of(unit, MAY), table)
    assert len(queries) == 2
