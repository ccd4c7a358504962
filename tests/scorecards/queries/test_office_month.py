"""An office's month: each figure with its history, target, county and place, in a fixed number of queries."""

from math import sqrt
from statistics import mean

import pytest

from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import Limits, OfficeMonth, ScorecardLine
from scorecards.models import Indicator
from scorecards.queries.office_month import office_month
from tests.builders import (
    a_country,
    a_county,
    a_package,
    a_placement,
    a_result,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.published import MAY, Stated, as_placed, of, offices_in, publish

pytestmark = pytest.mark.django_db

APRIL, MARCH = MAY - 1, MAY - 2


class World:
    """A county with three offices and a package of the country's with one indicator."""

    def __init__(self, **fields) -> None:
        self.county = a_county("1200", "NAV Hordaland")
        self.offices = offices_in(self.county, number=3)
        self.package = a_package(owner=a_country())
        self.indicator = self.add(**fields)

    def add(self, **fields) -> Indicator:
        indicator = an_indicator(**fields)
        an_item(self.package, indicator)
        return indicator

    def publish(self, *stated: Stated, month: Month = MAY, preliminary: bool = False) -> None:
        publish(of(self.indicator, self.offices[: len(stated)], *stated), month, preliminary=preliminary)

    def office(self, number: int = 0, month: Month = MAY) -> PlacedUnit:
        return as_placed(self.offices[number], month)

    def line(self, number: int = 0, month: Month = MAY) -> ScorecardLine:
        (line,) = office_month(self.office(number, month), month).lines
        return line


class TestTheFigure:
    def test_a_share_has_its_parts_and_a_wilson_interval(self):
        world = World()
        world.publish((30, 50))
        line = world.line()
        figure = line.figure
        assert (figure.state, figure.numerator, figure.denominator, figure.value) == ("value", 30, 50, 0.6)
        z, p, n = 1.959963984540054, 0.6, 50
        middle, reach = (p + z * z / (2 * n)), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        assert line.interval == pytest.approx(((middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)))

    def test_a_value_alone_stands_as_delivered_and_has_no_interval(self):
        world = World()
        world.publish(0.61)
        figure = world.line().figure
        assert (figure.state, figure.numerator, figure.denominator, figure.value) == ("value", None, None, 0.61)
        assert world.line().interval is None

    def test_a_zero_is_a_value(self):
        world = World(direction="lower")
        a_target(world.indicator, 0.1)
        world.publish((0, 50), (5, 50))
        line = world.line()
        assert (line.figure.state, line.figure.value, line.status) == ("value", 0, "green")
        assert line.place is not None
        assert line.place.position == 1

    @pytest.mark.parametrize("reason", ["not_delivered", "not_applicable", "under_review", "too_few"])
    def test_what_is_missing_says_why_and_has_nothing_that_follows_from_a_value(self, reason):
        world = World()
        a_target(world.indicator, 0.5)
        world.publish((30, 50), month=APRIL)
        world.publish(reason, (20, 40))
        line = world.line()
        assert line.figure.state == reason
        assert (line.figure.numerator, line.figure.denominator, line.figure.value) == (None, None, None)
        assert (line.status, line.change, line.interval, line.place) == (None, None, None, None)
        assert line.history[-2:] == (0.6, None)
        assert line.county is not None
        assert (line.county.n, line.county.mean) == (1, 0.5)  # the other office's, and no zero

    def test_a_figure_that_nobody_delivered_is_not_delivered(self):
        world = World()
        other = world.add()
        publish({(other, world.offices[0]): 0.5})
        states = {line.indicator.id: line.figure.state for line in office_month(world.office(), MAY).lines}
        assert states == {world.indicator.pk: "not_delivered", other.pk: "value"}

    def test_it_says_which_delivery_brought_it_and_whether_it_is_preliminary(self):
        world = World()
        delivery = publish({(world.indicator, world.offices[0]): 0.5}, preliminary=True)
        figure = world.line().figure
        assert (figure.state, figure.preliminary, figure.delivery) == ("preliminary", True, delivery.pk)


class TestHistory:
    def test_there_are_thirteen_months_oldest_first_and_none_where_nothing_is_known(self):
        world = World()
        known = {MAY - 13: (1, 10), MAY - 12: (2, 10), MAY - 5: (0, 10), MAY: (4, 10), MAY + 1: (5, 10)}
        for month, figure in known.items():
            world.publish(figure, month=month)
        page = office_month(world.office(), MAY)
        assert page.months == tuple((MAY - 12).through(MAY))
        (line,) = page.lines
        assert line.history == (0.2, *[None] * 6, 0.0, *[None] * 4, 0.4)
        assert line.history_numerators == (2, *[None] * 6, 0, *[None] * 4, 4)
        assert line.history_denominators == (10, *[None] * 6, 10, *[None] * 4, 10)

    def test_a_full_year_is_read_as_it_is(self):
        world = World()
        for number, month in enumerate((MAY - 12).through(MAY)):
            world.publish((number, 20), (number + 1, 20), month=month)
        line = world.line()
        assert line.history == tuple(number / 20 for number in range(13))
        assert line.county_means == pytest.approx([(number + 0.5) / 20 for number in range(13)])

    def test_the_change_is_from_the_month_before(self):
        world = World()
        world.publish((30, 50), month=APRIL)
        world.publish((20, 50))
        line = world.line()
        assert line.change == pytest.approx(-0.2)
        assert line.previous_value == 0.6

    def test_there_is_no_change_where_the_month_before_is_missing(self):
        world = World()
        world.publish((30, 50), month=MARCH)
        world.publish((20, 50))
        assert world.line().change is None
        assert world.line().previous_value is None

    def test_there_is_no_change_across_a_new_definition(self):
        world = World(changed="2018-05-01")
        a_target(world.indicator, 0.5)
        for month in (APRIL, MAY, MAY + 1):
            world.publish((30, 50), month=month)
        assert world.line(month=MAY).change is None
        assert world.line(month=MAY).previous_status is None
        assert world.line(month=MAY + 1).change == 0
        assert world.line(month=MAY + 1).previous_status == "green"

    def test_last_months_colour_is_against_last_months_target(self):
        world = World()
        a_target(world.indicator, 0.5, 0.4, until="2018-05-01")
        a_target(world.indicator, 0.7, 0.6, since="2018-05-01")
        world.publish((30, 50), month=APRIL)
        world.publish((30, 50))
        line = world.line()
        assert (line.previous_status, line.status) == ("green", "yellow")
        assert line.target == Limits(0.7, 0.6)


class TestYearToDate:
    def test_a_share_is_pooled_from_january(self):
        world = World()
        for month, figure in ((MAY - 5, (1, 90)), (MAY - 4, (10, 20)), (MARCH, (1, 30)), (MAY, (4, 10))):
            world.publish(figure, month=month)
        assert world.line().year_to_date == pytest.approx(15 / 60)

    @pytest.mark.parametrize(("pooling", "expected"), [("mean", 8.0), ("sum", 24.0), ("none", 9.0)])
    def test_other_figures_are_averaged_added_or_the_last(self, pooling, expected):
        world = World(unit="number", pooling=pooling)
        for month, value in ((MAY - 5, 100.0), (MAY - 4, 5.0), (MARCH, 10.0), (MAY, 9.0)):
            world.publish(value, month=month)
        assert world.line().year_to_date == expected

    def test_december_takes_in_the_whole_year_and_january_itself_alone(self):
        world = World(unit="number", pooling="sum")
        december = Month(2018, 12)
        for month in (december - 12).through(december + 1):
            world.publish(float(month.number), month=month)
        assert world.line(month=december).year_to_date == 78
        assert world.line(month=december + 1).year_to_date == 1

    def test_it_starts_with_the_definition_that_holds_in_the_month(self):
        world = World(changed="2018-04-01")
        for month, figure in ((MAY - 4, (9, 10)), (MARCH, (9, 10)), (APRIL, (1, 10)), (MAY, (2, 10))):
            world.publish(figure, month=month)
        assert world.line(month=MARCH).year_to_date == 0.9
        assert world.line(month=APRIL).year_to_date == 0.1
        assert world.line(month=MAY).year_to_date == 0.15

    def test_a_definition_that_changed_in_an_earlier_year_doesnt_shorten_it(self):
        world = World(changed="2017-09-01")
        for month in (MAY - 4, MAY):
            world.publish((3, 10), month=month)
        assert world.line().year_to_date == 0.3

    def test_a_month_without_a_figure_has_that_of_the_months_before(self):
        world = World()
        world.publish((3, 10), (4, 10), month=APRIL)
        world.publish("not_delivered", (4, 10))
        assert world.line().figure.value is None
        assert world.line().year_to_date == 0.3

    def test_it_has_a_colour_of_its_own(self):
        world = World()
        a_target(world.indicator, 0.5, 0.3)
        world.publish((1, 10), month=APRIL)
        world.publish((6, 10))
        line = world.line()
        assert (line.status, line.year_to_date, line.year_to_date_status) == ("green", 0.35, "yellow")


class TestWhatIsHidden:
    def test_a_hidden_figure_leaves_nothing_behind(self):
        world = World(hide_below=5)
        a_target(world.indicator, 0.5)
        world.publish((30, 60), (40, 60), (20, 60), month=APRIL)
        world.publish((3, 60), (40, 60), (20, 60))
        line = world.line()
        assert line.figure.state == "too_few"
        gone = [line.figure.numerator, line.figure.denominator, line.figure.value, line.status, line.change]
        gone += [line.interval, line.place, line.year_to_date, line.year_to_date_status]
        assert gone == [None] * 9
        assert line.history[-2:] == (0.5, None)
        assert line.history_numerators[-2:] == (30, None)
        assert line.history_denominators[-2:] == (60, None)

    def test_it_leaves_the_month_after_as_well(self):
        world = World(hide_below=5)
        a_target(world.indicator, 0.5)
        world.publish((3, 60), (40, 60), (20, 60), month=APRIL)
        world.publish((30, 60), (40, 60), (20, 60))
        line = world.line()
        assert line.figure.value == 0.5
        assert (line.change, line.previous_value, line.previous_status) == (None, None, None)
        assert line.history[-2:] == (None, 0.5)
        assert line.year_to_date is None  # less May it would be April

    def test_the_county_is_over_the_offices_that_are_shown_and_pooled_over_all(self):
        world = World(hide_below=5)
        world.publish((3, 60), (40, 60), (20, 60))
        county = world.line(1).county
        assert county is not None
        assert (county.n, county.values, county.mean) == (1, (40 / 60,), 40 / 60)  # the third guards the first
        assert (county.numerator, county.denominator, county.pooled) == (63, 180, 0.35)
        place = world.line(1).place
        assert place is not None
        assert (place.position, place.of) == (1, 1)

    def test_where_the_total_may_not_be_shown_nothing_is_pooled(self):
        world = World(hide_below=5)
        world.publish((0, 60), (3, 60), (0, 60))
        county = world.line(0).county
        assert county is not None
        assert county.total_hidden
        assert (county.numerator, county.denominator, county.pooled, county.mean) == (None, None, None, 0)

    def test_the_year_to_date_with_a_figure_that_its_sender_hid_is_gone_for_the_year(self):
        world = World()
        for month, figure in ((MARCH, "too_few"), (APRIL, (30, 60)), (MAY, (20, 60))):
            world.publish(figure, (10, 20), month=month)
        assert [world.line(month=month).year_to_date for month in (MARCH, APRIL, MAY)] == [None, None, None]
        assert world.line(1).year_to_date == 0.5

    @pytest.mark.parametrize("others", [[(40, 60), (20, 60)], []])
    def test_a_month_without_a_row_doesnt_show_the_year_to_date_that_the_months_before_hide(self, others):
        world = World(hide_below=5)
        other = world.add()
        world.publish((30, 60), (40, 60), (20, 60), month=MARCH)
        world.publish((3, 60), (40, 60), (20, 60), month=APRIL)
        if others:
            publish(of(world.indicator, world.offices[1:], *others))
        publish({(other, world.offices[0]): 0.5})
        lines = {line.indicator.id: line for line in office_month(world.office(), MAY).lines}
        line = lines[world.indicator.pk]
        assert line.figure.state == "not_delivered"
        assert line.year_to_date is None  # 33 of 120, less March's 30 of 60


class TestTheCounty:
    def test_it_is_the_offices_placed_there_that_month(self):
        world = World()
        world.publish((1, 10), (90, 100), (30, 50))
        county = world.line().county
        assert county is not None
        assert (county.n, county.mean) == (3, pytest.approx(mean([0.1, 0.9, 0.6])))
        assert (county.numerator, county.denominator, county.pooled) == (121, 160, 121 / 160)
        assert (county.median, county.q1, county.q3) == (0.6, pytest.approx(0.35), pytest.approx(0.75))
        assert county.values == (0.1, 0.6, 0.9)

    def test_the_countys_own_line_is_the_published_figure(self):
        world = World()
        publish(of(world.indicator, [world.offices[0], world.county], (1, 10), (2, 11)))
        county = world.line().county
        assert county is not None
        assert (county.pooled, county.published) == (0.1, 2 / 11)

    def test_an_office_without_a_county_is_compared_with_the_country(self):
        world = World()
        world.publish((1, 10), (9, 10))
        alone = Unit.objects.create(code="0001", kind="office")
        a_placement(alone)
        publish({(world.indicator, alone): (5, 10)})
        (line,) = office_month(as_placed(alone), MAY).lines
        assert line.county is not None
        assert (line.county.n, line.county.mean) == (3, 0.5)

    def test_an_office_that_moved_had_the_mean_of_where_it_stood(self):
        old, new = a_county(), a_county()
        mover = an_office(county=old, until="2018-05-01")
        a_placement(mover, county=new, since="2018-05-01")
        stayer, native = an_office(county=old), an_office(county=new)
        indicator = an_indicator()
        an_item(a_package(owner=a_country()), indicator)
        for month in (APRIL, MAY):
            publish(of(indicator, [mover, stayer, native], 0.4, 0.2, 0.8), month)
        (line,) = office_month(as_placed(mover), MAY).lines
        assert line.county_means[-2:] == (pytest.approx(0.3), pytest.approx(0.6))
        assert line.county is not None
        assert line.county.mean == pytest.approx(0.6)

    def test_an_office_that_moved_was_judged_by_the_target_of_where_it_stood(self):
        old, new = a_county(), a_county()
        mover = an_office(county=old, until="2018-05-01")
        a_placement(mover, county=new, since="2018-05-01")
        indicator = an_indicator()
        an_item(a_package(owner=a_country()), indicator)
        a_target(indicator, 0.3, unit=old)
        a_target(indicator, 0.5, unit=new)
        for month in (APRIL, MAY):
            publish({(indicator, mover): 0.4}, month)
        (line,) = office_month(as_placed(mover), MAY).lines
        assert (line.previous_status, line.status) == ("green", "red")


class TestPlace:
    def test_the_better_value_comes_first_and_equal_ones_share(self):
        world = World(direction="lower")
        world.publish((3, 10), (1, 10), (10, 100))
        assert [line.place and line.place.position for line in map(world.line, range(3))] == [3, 1, 1]

    @pytest.mark.parametrize("direction", ["inside", "none"])
    def test_there_is_none_without_a_better_side(self, direction):
        world = World(direction=direction)
        world.publish((3, 10), (1, 10))
        assert world.line().place is None

    def test_a_preliminary_figure_has_none_and_the_others_do(self):
        world = World()
        world.publish((3, 10), (1, 10))
        publish({(world.indicator, world.offices[0]): (4, 10)}, preliminary=False)
        publish({(world.indicator, world.offices[2]): (9, 10)}, preliminary=True)
        assert world.line(2).place is None
        place = world.line(0).place
        assert place is not None
        assert (place.position, place.of) == (2, 3)


class TestTheLines:
    def page(self, month: Month = MAY, package: str | None = None, language: str = "nb") -> OfficeMonth:
        return office_month(as_placed(self.office, month), month, package, language)

    @pytest.fixture(autouse=True)
    def _two_packages(self):
        self.county = a_county()
        self.office = an_office(county=self.county)
        self.wide, self.narrow = a_package("WIDE", owner=a_country()), a_package("NARROW", owner=self.county)
        self.shared, self.other = an_indicator("SHARED"), an_indicator("OTHER")
        an_item(self.wide, self.shared, priority=1, weight=3.0, order=2)
        an_item(self.wide, self.other, priority=0, weight=None, order=1)
        an_item(self.narrow, self.shared, until="2018-06-01")

    def test_the_widest_package_with_results_is_shown_and_the_others_are_named(self):
        publish({(self.shared, self.office): 0.5})
        page = self.page()
        assert page.package is not None
        assert page.package.code == "WIDE"
        assert [code for code, _ in page.packages] == ["WIDE", "NARROW"]
        assert [(each.indicator.code, each.priority, each.weight) for each in page.lines] == [
            ("OTHER", 0, 1.0),
            ("SHARED", 1, 3.0),
        ]

    def test_another_is_shown_where_it_is_asked_for_in_any_case(self):
        publish({(self.shared, self.office): 0.5})
        page = self.page(package="narrow")
        assert page.package is not None
        assert (page.package.code, [line.indicator.code for line in page.lines]) == ("NARROW", ["SHARED"])

    def test_an_unknown_package_is_none(self):
        publish({(self.shared, self.office): 0.5})
        page = self.page(package="OFFSIDE")
        assert (page.package, page.lines) == (None, ())

    def test_items_count_in_the_months_they_are_valid(self):
        for month in (MAY, MAY + 1):
            publish({(self.shared, self.office): 0.5}, month)
        assert len(self.page(MAY, "NARROW").lines) == 1
        assert self.page(MAY + 1, "NARROW").package is None

    def test_a_month_without_results_says_where_there_are_some(self):
        for month in (MAY - 3, MAY + 2):
            publish({(self.shared, self.office): 0.5}, month)
        page = self.page(MAY)
        assert page.lines == ()
        assert (page.links.has_results, page.links.previous, page.links.next) == (False, MAY - 3, MAY + 2)

    def test_an_office_without_results_in_a_month_in_which_its_county_has_some(self):
        publish({(self.shared, an_office(county=self.county)): 0.5})
        page = self.page()
        assert page.package is not None
        assert (page.lines, page.links.has_results) == ((), False)

    def test_names_are_in_the_readers_language_where_there_is_one(self):
        Indicator.objects.filter(code="SHARED").update(name="Delt", name_nn="Delt nynorsk", name_en="Shared")
        Indicator.objects.filter(code="OTHER").update(name="Annet")
        publish({(self.shared, self.office): 0.5})
        for language, shared in (("nb", "Delt"), ("nn", "Delt nynorsk"), ("en", "Shared")):
            assert [line.indicator.name for line in self.page(language=language).lines] == ["Annet", shared]

    def test_a_package_of_another_county_is_no_choice(self):
        foreign = a_package("FOREIGN", owner=a_county())
        an_item(foreign, self.shared)
        publish({(self.shared, self.office): 0.5})
        assert "FOREIGN" not in dict(self.page().packages)


class TestQueries:
    def queries(self, number: int, capture) -> int:
        """How many it takes for an office among that many."""
        county = a_county()
        offices, package = offices_in(county, number=number), a_package(owner=county)
        indicators = [an_indicator() for _ in range(3 if number < 10 else 12)]
        for indicator in indicators:
            an_item(package, indicator)
            a_target(indicator, 0.5, unit=county)
            for month in (APRIL, MAY):
                publish(of(indicator, offices, *[(30, 60)] * number), month)
        unit = as_placed(offices[0])
        with capture(100) as queries:
            assert len(office_month(unit, MAY).lines) == len(indicators)
        return len(queries)

    def test_as_many_among_sixty_offices_as_among_three(self, django_assert_max_num_queries):
        assert self.queries(3, django_assert_max_num_queries) == self.queries(60, django_assert_max_num_queries)


def test_figures_that_were_written_without_a_summary_have_no_county():
    office = an_office()
    indicator = an_indicator()
    an_item(a_package("ONLY", owner=a_country()), indicator)
    a_result(indicator, office, numerator=1, denominator=4)
    (line,) = office_month(as_placed(office), MAY, "ONLY").lines
    assert (line.figure.value, line.county, line.place, line.year_to_date) == (0.25, None, None, 0.25)
