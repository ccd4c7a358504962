"""The offices' parts of a region: they add up, and those that are hidden are never found by difference."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.contributions import region_parts
from scorecards.figures import Figure, TableCell, TableRow
from tests.dashboards.figures import a_figure, a_table, an_office_row, facts

COUNTY = {1: a_figure(600, 1000)}
HIDDEN = Figure("too_few")
MISSING = Figure("not_delivered")


def region(*figures, whole=None, of=None):
    """A region's table on one indicator; the region is all that is known, unless said."""
    rows = [
        an_office_row(f"NAV {place}", TableCell(figure, None, None), region="R1", code=str(place))
        for place, figure in enumerate(figures)
    ]
    known = [figure for figure in figures if figure.value is not None]
    whole = whole or a_figure(sum(each.numerator for each in known), sum(each.denominator for each in known))
    above = tuple(TableRow("R1", "R", kind, "R1", (TableCell(whole, None, None),)) for kind in ("mean", "region"))
    return replace(a_table(*rows, of=(of or facts(),)), above=above)


def parts_of(*figures, county=COUNTY, **more):
    (parts,) = region_parts(region(*figures, **more), county)
    return parts


def points(parts):
    return [office.part and office.part.points for office in parts.offices]


def test_the_offices_add_up_to_the_regions_distance_from_the_county():
    parts = parts_of(a_figure(10, 50), a_figure(45, 50), a_figure(80, 100))
    assert sum(points(parts)) == pytest.approx(135 / 200 - 0.6)
    assert [office.part.share for office in parts.offices] == [0.25, 0.25, 0.5]
    assert (parts.hidden, parts.rest) == (0, None)


def test_an_office_without_a_figure_has_no_part_and_the_others_still_add_up():
    parts = parts_of(a_figure(10, 50), MISSING, a_figure(80, 100))
    assert points(parts)[1] is None
    assert parts.is_shown


def test_hidden_offices_stand_together_as_what_is_left():
    parts = parts_of(a_figure(10, 50), HIDDEN, HIDDEN, whole=a_figure(30, 90))
    assert [office.row.code for office in parts.offices] == ["0"]
    assert parts.hidden == 2
    assert parts.rest is not None
    assert parts.rest.share == pytest.approx(40 / 90)
    assert points(parts)[0] + parts.rest.points == pytest.approx(30 / 90 - 0.6)


def test_one_hidden_office_alone_hides_the_parts_of_all():
    parts = parts_of(a_figure(10, 50), a_figure(45, 50), HIDDEN, whole=a_figure(60, 110))
    assert not parts.is_shown
    assert (parts.offices, parts.rest) == ((), None)


@pytest.mark.parametrize("whole", [HIDDEN, MISSING, a_figure(value=0.6)])
def test_without_a_region_that_may_be_seen_there_are_no_parts(whole):
    parts = parts_of(a_figure(10, 50), a_figure(45, 50), whole=whole)
    assert not parts.is_shown
    assert parts.region == whole


@pytest.mark.parametrize("county", [{}, {1: HIDDEN}])
def test_without_a_county_that_may_be_seen_there_are_none_either(county):
    assert not parts_of(a_figure(10, 50), a_figure(45, 50), county=county).is_shown


def test_where_the_offices_are_not_the_whole_region_nothing_is_said():
    assert not parts_of(a_figure(10, 50), a_figure(45, 50), whole=a_figure(100, 200)).is_shown


def test_what_is_not_pooled_has_no_parts_at_all():
    table = region(a_figure(10, 50), of=facts(pooling="mean"))
    assert region_parts(table, COUNTY) == ()


OFFICES = st.lists(
    st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base), st.booleans())),
    min_size=1,
    max_size=9,
)


@given(OFFICES, st.integers(0, 1000))
def test_whichever_are_hidden_all_adds_up_and_nobody_stands_alone(offices, cases):
    whole = a_figure(sum(x for x, *_ in offices), sum(n for _, n, _ in offices))
    cells = [HIDDEN if hidden else a_figure(x, n) for x, n, hidden in offices]
    parts = parts_of(*cells, whole=whole, county={1: a_figure(cases, 1000)})
    hidden = sum(each[2] for each in offices)
    assert parts.is_shown is (hidden != 1)
    if not parts.is_shown:
        return
    assert len(parts.offices) == len(offices) - hidden
    assert (parts.rest is None) is (hidden == 0)
    shown = [office.part for office in parts.offices] + ([parts.rest] if parts.rest else [])
    assert sum(part.points for part in shown) == pytest.approx(whole.value - cases / 1000, abs=1e-9)
    assert sum(part.share for part in shown) == pytest.approx(1)
