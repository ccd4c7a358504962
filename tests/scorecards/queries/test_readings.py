"""The two readings of a month: the same questions, the same shapes, and the same answers where nothing differs."""

import pytest

from organisation.months import Month
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, links_of_several
from scorecards.queries.readings import AsNow, AsThen, office_now, reading, series_as, this_month
from tests.builders import a_region, a_succession, an_office
from tests.merged import MERGER, SINCE, THEN, a_merger
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged():
    made = a_merger()
    made.publish(THEN - 1)
    made.publish(THEN)
    made.publish(SINCE, _4621=(50, 100), _4601=(90, 100), _4602=(70, 100), _1438=(40, 50))
    return made


def now_of(read: AsNow, code: str):
    found = read.placed(code)
    assert found is not None, code
    return found


class TestWhichReading:
    def test_nothing_asked_is_as_then(self):
        for asked in (None, "", "then", "tomorrow"):
            assert reading(THEN, asked) == AsThen(THEN)

    def test_now_is_today(self):
        read = reading(THEN, "now")
        assert (read.is_now, read.month, read.now) == (True, THEN, this_month())

    def test_a_month_that_is_not_past_has_one_organisation(self):
        assert not reading(this_month(), "now").is_now
        assert not reading(this_month() + 5, "now").is_now


class TestUnits:
    def test_each_has_its_own(self, merged):
        then, now = reading(THEN, None), reading(THEN, "now")
        assert [then.placed(code) is None for code in ("1200", "4600")] == [False, True]
        assert [now.placed(code) is None for code in ("1200", "4600")] == [True, False]
        assert {unit.code for unit in then.neighbours("1438")} == {"1401", "1438"}
        assert {unit.code for unit in now.neighbours("1438")} == {"4601", "4621", "4602", "1438"}

    def test_both_say_whether_a_unit_differs(self, merged):
        then, now = reading(THEN, None), reading(THEN, "now")
        for read, code in ((then, "1438"), (then, "1200"), (now, "4600"), (now, "1438"), (now, "4691"), (now, "NO")):
            assert read.differs(read.placed(code)), code
        for read in (then, now):
            assert not read.differs(read.placed("0806"))
            assert not read.differs(read.placed("0800"))

    def test_that_is_asked_of_the_database_once(self, merged, django_assert_num_queries):
        then = reading(THEN, None)
        offices = then.neighbours("1438")
        with django_assert_num_queries(0):
            assert all(then.differs(office) for office in offices)

    def test_only_figures_as_now_are_recalculated(self, merged):
        then, now = reading(THEN, None), reading(THEN, "now")
        assert not then.recalculates(then.placed("1438"))
        assert now.recalculates(now.placed("1438"))
        assert not now.recalculates(now.placed("0806"))

    def test_an_old_code_is_todays_where_it_became_one_other(self, merged):
        now = reading(THEN, "now")
        assert [now.todays_code(code) for code in ("1234", "1400", "1438", "9999")] == ["4621", "4600", "1438", "9999"]

    def test_a_code_of_today_is_that_of_its_greatest_part_then(self, merged):
        now = reading(THEN, "now")
        assert now.code_then(now_of(now, "4600")) == "1200"
        assert now.code_then(now_of(now, "1438")) == "1438"

    def test_an_office_is_the_one_it_became(self, merged):
        assert office_now(as_placed(merged["1234"], THEN)).code == "4621"
        assert office_now(as_placed(merged["1438"], THEN)).county_code == "4600"

    def test_one_that_became_several_is_itself(self, merged):
        divided = an_office("1299", county=merged["1200"], until=MERGER)
        for number in (1, 2):
            a_succession(divided, an_office(f"468{number}", since=MERGER), MERGER)
        was = as_placed(divided, THEN)
        assert office_now(was) == was


class TestFigures:
    def test_where_nothing_differs_they_are_the_same(self, merged):
        then, now = reading(THEN, None), reading(THEN, "now")
        for read in (then, now):
            assert read.office_month(as_placed(merged["0806"], THEN), None).lines[0].place.of == 1
        office, county = as_placed(merged["0806"], THEN), as_placed(merged["0800"], THEN)
        assert then.office_month(office, None) == now.office_month(office, None)
        assert then.unit_table(county, None) == now.unit_table(county, None)
        assert then.comparison("IND0", county, None) == now.comparison("IND0", county, None)

    def test_they_have_the_same_shape(self, merged):
        now = reading(THEN, "now")
        page = now.office_month(now_of(now, "4621"), None)
        assert (page.package.code, page.packages, len(page.months)) == ("STYR", (("STYR", "Pakke STYR"),), 13)
        assert (page.links.previous, page.links.next, page.links.has_results) == (THEN - 1, SINCE, True)
        (line,) = page.lines
        assert len(line.history) == len(line.county_means) == 13
        assert line.county_means[-2:] == pytest.approx((0.75, 0.75))
        assert (line.status, line.previous_status, line.target.green) == ("red", "red", 0.9)

    def test_an_unknown_package_has_no_lines(self, merged):
        now = reading(THEN, "now")
        for page in (now.office_month(now_of(now, "4621"), "NOPE"), now.unit_table(now_of(now, "4600"), "NOPE")):
            assert page.package is None
            assert page.packages == (("STYR", "Pakke STYR"),)

    def test_over_time_a_merged_office_differs_though_its_own_months_do_not(self, merged):
        figures, read = series_as(None, "IND0", as_placed(merged["4621"], SINCE))
        assert [each.month for each in figures.months] == [SINCE]
        assert read.differs(as_placed(merged["4621"], SINCE))

    def test_over_time_the_first_month_is_the_readings(self, merged):
        figures, read = series_as("now", "IND0", as_placed(merged["4621"], SINCE))
        assert (read.month, figures.months[0].month, read.is_now) == (THEN - 1, THEN - 1, True)

    def test_an_unknown_indicator_has_none(self, merged):
        now = reading(THEN, "now")
        assert now.comparison("NOPE", now_of(now, "4600"), None) is None
        assert series_as("now", "NOPE", as_placed(merged["4621"], SINCE))[0] is None


class TestLinks:
    def test_the_nearest_months_are_those_of_all_the_units(self, merged):
        offices = [merged[code].pk for code in ("1234", "1235", "4621")]
        links = links_of_several(OF_AN_OFFICE, offices, THEN)
        assert (links.previous, links.next, links.has_results) == (THEN - 1, SINCE, True)

    def test_of_one_indicator_where_it_is_named(self, merged):
        counties = [merged[code].pk for code in ("1200", "1400", "4600")]
        links = links_of_several(OF_A_GROUP, counties, Month(2019, 6), merged.share.pk)
        assert (links.previous, links.next, links.has_results) == (None, THEN - 1, False)


def many(merged, numbers: range) -> None:
    """One more merged office in Vestland for each number, with figures of both it was made of."""
    region = a_region(f"9{numbers.start}", county=merged["4600"], since=MERGER)
    for number in numbers:
        together = an_office(f"8{number}N", f"NAV Sammen {number}", county=merged["4600"], region=region, since=MERGER)
        for part in "XY":
            code = f"8{number}{part}"
            merged.units[code] = an_office(code, county=merged["1200"], region=merged["1291"], until=MERGER)
            a_succession(merged[code], together, MERGER)
    merged.publish(THEN, **{f"_8{number}{part}": (60 + number, 90) for number in numbers for part in "XY"})


@pytest.mark.parametrize(
    "ask",
    [
        lambda read: read.office_month(now_of(read, "4621"), None),
        lambda read: read.unit_table(now_of(read, "4600"), None),
        lambda read: read.unit_table(now_of(read, "4691"), None),
        lambda read: read.country_table(now_of(read, "NO"), None),
        lambda read: read.comparison("IND0", now_of(read, "4600"), now_of(read, "0800")),
    ],
    ids=["office", "county", "region", "country", "comparison"],
)
def test_as_many_queries_for_many_merged_offices_as_for_one(merged, ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as few:
        ask(reading(THEN, "now"))
    many(merged, range(10, 30))
    with django_assert_max_num_queries(len(few)):
        ask(reading(THEN, "now"))
