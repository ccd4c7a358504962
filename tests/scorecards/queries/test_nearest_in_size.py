"""Places among the country's offices of the same size, from the database: only final figures that are shown count."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from scorecards.models import Result
from scorecards.queries.compared import compared_sizes
from scorecards.queries.comparison import compare_offices
from scorecards.queries.nearest_in_size import places_in_size
from tests.builders import a_country, a_county, an_indicator, an_office
from tests.scorecards.published import MAY, as_placed, of, offices_in, publish

pytestmark = pytest.mark.django_db
ELSEWHERE = [(10 + n, 40 + n) for n in range(20)]


@pytest.fixture
def county():
    a_country()
    return a_county("1200", "NAV Hordaland")


def measured(county, *stated, month=MAY, elsewhere=ELSEWHERE, **fields):
    """An indicator with these figures at the county's offices, and others in another county."""
    indicator = an_indicator(**fields)
    here = offices_in(county, number=len(stated))
    there = offices_in(a_county(), number=len(elsewhere))
    publish(of(indicator, [*here, *there], *stated, *elsewhere), month)
    return indicator, here, there


def places(indicator, county, offices, month=MAY):
    figures = compare_offices(indicator.code, as_placed(county, month), month)
    assert figures is not None
    return places_in_size(figures, [office.code for office in offices])


def test_an_office_is_placed_among_those_of_the_whole_country(county):
    indicator, (one, _other), _there = measured(county, (45, 50), (1, 50))
    found = places(indicator, county, [one])[one.code]
    assert (found.place.position, found.place.of) == (1, 11)  # half of 22
    assert found.place.low == 1
    assert found.place.high < 11
    assert found.smallest <= 50 <= found.largest


def test_each_of_several_has_a_place_of_its_own_in_one_query(county):
    indicator, here, _there = measured(county, (45, 50), (1, 50), (20, 45))
    figures = compare_offices(indicator.code, as_placed(county), MAY)
    with CaptureQueriesContext(connection) as queries:
        found = places_in_size(figures, [office.code for office in here])
    assert len(queries) == 1
    assert list(found) == [office.code for office in here]
    assert found[here[0].code].place.position < found[here[1].code].place.position


def test_nothing_is_read_where_nobody_is_asked_for(county):
    indicator, _here, _there = measured(county, (45, 50))
    figures = compare_offices(indicator.code, as_placed(county), MAY)
    with CaptureQueriesContext(connection) as queries:
        assert places_in_size(figures, []) == {}
        assert places_in_size(figures, ["4711"]) == {}
    assert len(queries) == 0


@pytest.mark.parametrize("direction", ["none", "inside"])
def test_there_is_none_where_no_direction_says_what_is_better(county, direction):
    indicator, here, _there = measured(county, (45, 50), direction=direction)
    assert places(indicator, county, here) == {}


def test_a_hidden_figure_has_no_place_and_is_among_nobodys(county):
    indicator, here, _there = measured(county, (45, 50), (2, 51))
    shown, hidden = here
    Result.objects.filter(unit=hidden).update(suppressed=True)
    assert hidden.code not in places(indicator, county, here)
    before = places(indicator, county, [shown])[shown.code]
    assert before.place.of == 10  # half of the 21 that are shown
    Result.objects.filter(unit=hidden).update(numerator=1, denominator=50, value=0.02)
    assert places(indicator, county, [shown])[shown.code] == before


def test_a_preliminary_figure_has_no_place_and_is_among_nobodys(county):
    indicator, (one, other), _there = measured(county, (45, 50), (44, 50))
    Result.objects.filter(unit=other).update(preliminary=True)
    found = places(indicator, county, [one, other])
    assert list(found) == [one.code]
    assert found[one.code].place.of == 10  # half of the 21 that are final


def test_an_office_that_is_closed_in_the_month_is_among_nobodys(county):
    gone = [an_office(county=a_county(), until="2018-05-01") for _ in range(9)]
    indicator, (one,), _there = measured(county, (45, 50), elsewhere=ELSEWHERE[:12])
    publish(of(indicator, gone, *[(25, 50)] * 9))
    assert places(indicator, county, [one]) == {}  # six of thirteen are too few


def test_a_figure_without_a_base_is_among_nobodys(county):
    indicator, (one,), there = measured(county, (45, 50))
    Result.objects.filter(unit__in=there[:2]).update(numerator=None, denominator=None)
    Result.objects.filter(unit=there[2]).update(numerator=0, denominator=0)
    assert places(indicator, county, [one]) == {}  # nine of eighteen are too few


def test_days_are_as_sure_as_the_months_before_let_them_be(county):
    indicator = an_indicator(unit="days", pooling="mean", direction="lower")
    offices = [*offices_in(county, number=1), *offices_in(a_county(), number=23)]
    for month in (MAY - 11).through(MAY):
        publish(of(indicator, offices, *[(10.0 + n + month.number % 2) for n in range(24)]), month)
    Result.objects.update(denominator=50)
    widths = []
    for swing in (0, 8):
        Result.objects.filter(month=MAY - 3).update(value=F("value") + swing)
        place = places(indicator, county, offices[:1])[offices[0].code].place
        assert place.position == 1
        widths.append(place.high - place.low)
    assert widths[0] < widths[1]


def test_the_size_group_of_an_office_has_its_place_and_the_others_have_none(county):
    indicator, here, _there = measured(county, (45, 50), (1, 52), (20, 400), (30, 500))
    figures = compare_offices(indicator.code, as_placed(county), MAY)
    small, large = compared_sizes(figures, {here[0].code})
    assert [found.code for found in small.nearest] == [here[0].code]
    assert large.nearest == ()
    assert [group.nearest for group in compared_sizes(figures)] == [(), ()]


def test_the_place_in_the_county_is_prepared_apart_and_this_one_is_not(county):
    """The one of the county has no interval yet; that of its size is calculated when it is looked at."""
    indicator, (one, _other), _there = measured(county, (45, 50), (1, 50))
    figures = compare_offices(indicator.code, as_placed(county), MAY)
    assert {(row.place.low, row.place.high) for row in figures.offices} == {(None, None)}
    assert places_in_size(figures, [one.code])[one.code].place.high is not None
