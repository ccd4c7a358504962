"""What the list of offices to talk to is made from: whose targets, which indicators, and who is compared with whom."""

import pytest

from organisation.months import Month
from organisation.queries import placed
from scorecards.follow_up import Sign
from scorecards.models import PackageItem, Target
from scorecards.queries.follow_up import follow_up
from scorecards.queries.table_lines import lines_of
from scorecards.queries.unit_table import unit_table
from tests.builders import a_county, a_target, an_office
from tests.dashboards.world import a_world
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
AUGUST = Month(2018, 8)


@pytest.fixture
def world():
    """Fourteen months in which Voss lies far below seven others."""
    made = a_world(offices=8, indicators=2)
    for month in (AUGUST - 13).through(AUGUST):
        made.publish(month, (120, 200), *[(184 + (month.number + n) % 4, 200) for n in range(7)])
    return made


def listed(month=AUGUST, only=None):
    """Office names with their reasons, and the whole list."""
    county = placed("1200", month)
    assert county is not None
    table = unit_table(county, month)
    found = follow_up(lines_of(county, month), table, only if only is not None else {row.code for row in table.offices})
    return {
        each.row.name: [(reason.indicator.code, reason.signs) for reason in each.reasons] for each in found.units
    }, found


def test_the_reasons_are_those_of_the_rule(world):
    offices, found = listed()
    signs = (Sign.FAR, Sign.OUT_OF_REACH, Sign.RED)
    assert offices == {"NAV Voss": [("IND0", signs), ("IND1", signs)]}
    assert (found.judged_units, found.indicators, found.figures) == (8, 2, 16)


def test_an_office_is_held_against_its_own_target(world):
    a_target(world.indicators[0], 0.55, 0.5, unit=world.voss)
    offices, found = listed()
    assert [code for code, _ in offices["NAV Voss"]] == ["IND1"]
    assert found.units[0].reasons[0].target.green == 0.9


def test_without_any_target_an_indicator_is_no_reason(world):
    Target.objects.filter(indicator=world.indicators[1]).delete()
    assert [code for code, _ in listed()[0]["NAV Voss"]] == ["IND0"]


def test_red_in_a_month_is_by_the_target_of_that_month(world):
    Target.objects.all().delete()
    for indicator in world.indicators:
        a_target(indicator, 0.55, 0.5, since="2017-01-01", until="2018-08-01")
        a_target(indicator, 0.9, 0.8, since="2018-08-01")
    (_, signs), _ = listed()[0]["NAV Voss"]
    assert Sign.RED not in signs
    assert Sign.OUT_OF_REACH in signs


def test_an_indicator_without_priority_is_not_judged(world):
    PackageItem.objects.filter(indicator=world.indicators[0]).update(priority=0)
    assert [code for code, _ in listed()[0]["NAV Voss"]] == ["IND1"]
    assert listed()[1].indicators == 1


def test_offices_that_are_not_listed_are_still_compared_with(world):
    alone, found = listed(only={"1235"})
    assert list(alone) == ["NAV Voss"]
    assert (found.judged_units, found.against) == (1, 2)
    none, found = listed(only={"1236"})
    assert (none, found.against, found.by_chance) == ({}, 0, 0.0)


def test_another_countys_offices_are_not_compared_with(world):
    elsewhere = a_county("1400", "NAV Sogn og Fjordane")
    others = [an_office(f"141{n}", county=elsewhere) for n in range(8)]
    before = listed()[1]
    publish({(world.indicators[0], office): (10, 200) for office in others}, AUGUST, package=world.package)
    assert listed()[1] == before


def test_an_office_that_came_later_has_no_months_of_the_others(world):
    new = an_office("1299", "NAV Ny", county=world.county, region=world.region, since="2018-08-01")
    publish({(indicator, new): (120, 200) for indicator in world.indicators}, AUGUST, package=world.package)
    offices, _ = listed()
    assert "NAV Ny" not in offices  # far from the others, but neither three red months nor enough of a year


def test_figures_of_later_months_change_nothing(world):
    before = listed()[0]
    world.publish(AUGUST + 1, (199, 200))
    assert listed()[0] == before


def test_a_fixed_number_of_queries(world, django_assert_num_queries):
    county = placed("1200", AUGUST)
    table = unit_table(county, AUGUST)
    with django_assert_num_queries(4):
        follow_up(lines_of(county, AUGUST), table, {"1235"})
