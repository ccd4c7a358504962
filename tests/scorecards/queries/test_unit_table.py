"""A county or region as a table: offices × indicators, and the mean and the group as one unit in rows of their own."""

from collections.abc import Iterable

import pytest

from organisation.months import Month
from scorecards.figures import Limits, TableRow, UnitTable
from scorecards.queries.unit_table import unit_table
from tests.builders import (
    a_country,
    a_county,
    a_package,
    a_placement,
    a_region,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.published import MAY, as_placed, publish

pytestmark = pytest.mark.django_db

JUNE = MAY + 1


class World:
    """A county of two regions with two offices in one and one in the other, a share and a mean of days."""

    def __init__(self) -> None:
        self.county = a_county("1200", "NAV Hordaland")
        self.east = a_region("OST", "Region Øst", county=self.county)
        self.west = a_region("VEST", "Region Vest", county=self.county)
        self.offices = [
            an_office("1201", "NAV Ås", county=self.county, region=self.east),
            an_office("1202", "NAV Aurland", county=self.county, region=self.east),
            an_office("1203", "NAV Bø", county=self.county, region=self.west),
        ]
        self.package = a_package("STYR", owner=self.county)
        self.share = an_indicator("ANDEL")
        self.days = an_indicator("DAGER", unit="days", pooling="mean", direction="lower")
        for place, indicator in enumerate((self.share, self.days)):
            an_item(self.package, indicator, order=place)
        a_target(self.share, 0.6, 0.5)

    def publish(self, *shares, month=MAY, days=None):
        figures = {(self.share, office): share for office, share in zip(self.offices, shares, strict=False)}
        publish(figures | (days or {}), month)

    def table(self, group=None, month=MAY) -> UnitTable:
        return unit_table(as_placed(group or self.county, month), month)


@pytest.fixture
def world() -> World:
    made = World()
    made.publish((1, 2), (90, 100), (30, 40))
    return made


def values(row: TableRow) -> list[float | None]:
    return [cell.figure.value for cell in row.cells]


def named(rows: Iterable[TableRow], code: str) -> TableRow:
    return next(row for row in rows if row.code == code)


class TestACounty:
    def test_offices_stand_by_the_norwegian_alphabet(self, world):
        assert [row.name for row in world.table().offices] == ["NAV Aurland", "NAV Bø", "NAV Ås"]

    def test_the_mean_and_the_result_are_two_rows(self, world):
        mean, pooled = world.table().above
        assert (mean.kind, values(mean)[0]) == ("mean", pytest.approx((0.5 + 0.9 + 0.75) / 3))
        assert (pooled.kind, values(pooled)[0]) == ("county", pytest.approx(121 / 142))

    def test_regions_are_pooled(self, world):
        assert values(named(world.table().regions, "OST"))[0] == pytest.approx(91 / 102)

    def test_an_office_stands_in_its_region(self, world):
        assert {row.code: row.region for row in world.table().offices} == {"1201": "OST", "1202": "OST", "1203": "VEST"}

    def test_each_cell_has_its_colour(self, world):
        rows = world.table().offices
        assert [named(rows, code).cells[0].status for code in ("1201", "1202", "1203")] == ["yellow", "green", "green"]

    def test_what_was_not_delivered_says_so_and_is_no_zero(self, world):
        cell = named(world.table().offices, "1201").cells[1]
        assert (cell.figure.state, cell.figure.value, cell.status) == ("not_delivered", None, None)

    def test_what_cannot_be_pooled_is_not_and_the_countys_own_line_does_not_take_its_place(self, world):
        world.publish(days={(world.days, world.offices[0]): 4.0, (world.days, world.county): 9.0})
        mean, pooled = world.table().above
        assert values(mean)[1] == 4.0
        assert (pooled.cells[1].figure.state, values(pooled)[1]) == ("not_delivered", None)

    def test_last_months_colour_stands_beside(self, world):
        world.publish((2, 2), (40, 100), (30, 40), month=Month(2018, 6))
        row = named(world.table(month=Month(2018, 6)).offices, "1202")
        assert (row.cells[0].status, row.cells[0].previous_status) == ("red", "green")

    def test_a_month_without_figures_names_the_nearest(self, world):
        table = world.table(month=Month(2018, 8))
        assert (table.links.has_results, table.links.previous, table.offices) == (False, MAY, ())


class TestHiddenFigures:
    def test_a_hidden_cell_shows_nothing_and_a_hidden_total_says_too_few(self, world):
        world.publish("too_few")
        table = world.table()
        cell = named(table.offices, "1201").cells[0]
        assert (cell.figure.state, cell.figure.value, cell.status) == ("too_few", None, None)
        assert table.above[1].cells[0].figure.state == "too_few"

    def test_the_mean_is_that_of_the_offices_shown(self, world):
        world.publish("too_few")
        assert values(world.table().above[0])[0] == pytest.approx((0.9 + 0.75) / 2)

    def test_a_hidden_figure_leaves_next_months_cell_without_last_months_colour(self, world):
        world.publish("too_few", month=JUNE - 1)
        world.publish((1, 2), (90, 100), (30, 40), month=JUNE)
        rows = world.table(month=JUNE).offices
        assert [named(rows, code).cells[0].previous_status for code in ("1201", "1202")] == [None, "green"]

    def test_small_counts_are_hidden_with_what_guards_them(self, world):
        small = an_indicator("SMA", hide_below=5)
        an_item(world.package, small, order=9)
        figures = zip(world.offices, [(3, 60), (40, 60), (20, 60)], strict=True)
        publish({(small, office): figure for office, figure in figures})
        table = world.table()
        assert [values(named(table.offices, code))[2] for code in ("1201", "1202", "1203")] == [None, None, 1 / 3]
        assert values(table.above[0])[2] == 1 / 3  # the mean of what is shown
        assert (table.above[1].cells[2].figure.numerator, values(table.above[1])[2]) == (63, 63 / 180)


class TestInTime:
    def test_a_target_is_the_nearest_upwards_and_of_the_month(self, world):
        a_target(world.share, 0.95, 0.9, unit=world.west, since="2018-06-01")
        world.publish((1, 2), (90, 100), (30, 40), month=JUNE)
        now, before = world.table(month=JUNE), world.table()
        colours = {row.code: (row.cells[0].status, row.cells[0].previous_status) for row in now.offices}
        assert colours == {"1201": ("yellow", "yellow"), "1202": ("green", "green"), "1203": ("red", "green")}
        assert named(now.regions, "VEST").cells[0].status == "red"
        assert named(before.regions, "VEST").cells[0].status == "green"
        assert now.targets == (Limits(0.6, 0.5), None)
        assert world.table(world.west, JUNE).targets == (Limits(0.95, 0.9), None)

    def test_an_office_that_moved_was_judged_by_the_target_of_where_it_stood(self, world):
        before = a_county()
        mover = an_office("1299", county=before, until="2018-06-01")
        a_placement(mover, county=world.county, since="2018-06-01")
        a_target(world.share, 0.9, unit=before)
        publish({(world.share, mover): 0.7}, MAY)
        publish({(world.share, mover): 0.7}, JUNE)
        cell = named(world.table(month=JUNE).offices, "1299").cells[0]
        assert (cell.previous_status, cell.status) == ("red", "green")
        assert "1299" not in {row.code for row in world.table().offices}

    def test_a_new_definition_has_no_last_month(self, world):
        changed = an_indicator("NY", changed="2018-06-01")
        an_item(world.package, changed, order=9)
        a_target(changed, 0.5)
        for month in (MAY, JUNE, JUNE + 1):
            publish({(changed, world.offices[0]): 0.6}, month)
        colours = [
            named(world.table(month=month).offices, "1201").cells[2].previous_status for month in (JUNE, JUNE + 1)
        ]
        assert colours == [None, "green"]

    def test_a_preliminary_figure_makes_its_groups_preliminary(self, world):
        publish({(world.share, an_office(county=world.county, region=world.west)): (20, 40)}, preliminary=True)
        table = world.table()
        states = {row.code: row.cells[0].figure.state for row in (*table.above, *table.regions)}
        assert states == {"1200": "preliminary", "OST": "value", "VEST": "preliminary"}


class TestTheCountry:
    def test_has_every_office_and_every_region_with_one(self, world):
        an_office("1101", "NAV Eigersund", county=a_county())
        country = a_country()
        an_item(a_package("ALLE", owner=country), world.share)
        a_region("TOM", county=world.county)
        table = world.table(country)
        assert [row.code for row in table.offices] == ["1202", "1203", "1101", "1201"]
        assert [row.code for row in table.regions] == ["VEST", "OST"]
        assert values(table.above[1])[0] == pytest.approx(121 / 142)
        assert table.package is not None
        assert [code for code, _ in table.packages] == ["ALLE"]


class TestARegion:
    def test_has_its_own_offices_and_no_regions(self, world):
        table = world.table(world.east)
        assert ([row.code for row in table.offices], table.regions) == (["1202", "1201"], ())
        assert values(table.above[1])[0] == pytest.approx(91 / 102)


def test_as_many_queries_for_sixty_offices_as_for_three(world, django_assert_num_queries):
    placed = as_placed(world.county)
    with django_assert_num_queries(7):
        unit_table(placed, MAY)
    more = [an_office(county=world.county, region=world.east) for _ in range(57)]
    publish({(world.share, office): (1, 2) for office in more})
    with django_assert_num_queries(7):
        assert len(unit_table(placed, MAY).offices) == 60
