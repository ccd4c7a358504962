"""The ranking of regions: their offices' figures pooled by hand here, and ranked by the edition's own rule."""

import math
from dataclasses import replace

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Placement, Unit
from rankings.calculation import Cell, Counted, Terms
from rankings.choices import Reason
from rankings.figures import RankedRegion, RegionRanking
from rankings.models import Contribution, Ranking, RegionTarget
from rankings.queries.page import ranking_page
from rankings.queries.regions import region_ranking
from rankings.regions import pooled_cell, rank_regions
from rankings.services.publishing import publish_ranking
from rankings.windows import WindowFigure
from scorecards.choices import Pooling, UnitOfMeasure
from scorecards.figures import Limits
from scorecards.models import Result
from tests.builders import a_region, a_target
from tests.rankings.county import MAY, County, an_empty_county

SHARE = Counted(1, 1.0, None, "higher", "share", "ratio", None)
DAYS = Counted(2, 1.0, None, "lower", "days", "mean", None)
TERMS = Terms("distance", 12, 6, 1.0, 0.8, 500, 1, 0.9)
LIMITS = Limits(0.7, 0.6, None, None)
NOTHING = Cell(WindowFigure())


def part(numerator: float, denominator: float, known: int = 12) -> Cell:
    return Cell(WindowFigure(numerator / denominator, numerator, denominator, known))


def days(value: float, error: float | None) -> Cell:
    return Cell(WindowFigure(value, known=12), error)


class TestPooledFigures:
    def test_where_all_have_a_base_each_case_counts_alike(self):
        found = pooled_cell([part(10, 100), part(90, 100), part(300, 800)], SHARE, LIMITS)
        assert found.cell.figure == WindowFigure(400 / 1000, 400, 1000, 12)
        assert (found.cell.error, found.cell.limits, found.offices) == (None, LIMITS, 3)

    def test_an_office_without_a_figure_is_not_in_the_regions(self):
        found = pooled_cell([part(10, 100), NOTHING, part(30, 100, known=7)], SHARE, LIMITS)
        assert found.cell.figure == WindowFigure(0.2, 40, 200, 12)
        assert found.offices == 2

    def test_without_bases_each_office_counts_alike_and_chance_shrinks(self):
        found = pooled_cell([days(10, 3.0), days(20, 4.0)], DAYS, None)
        assert (found.cell.figure.value, found.cell.figure.denominator) == (15, None)
        assert found.cell.error == 2.5  # the root of 9 + 16, over two

    def test_a_mean_does_not_know_its_error_where_an_office_does_not(self):
        assert pooled_cell([days(10, 3.0), days(20, None)], DAYS, None).cell.error is None

    def test_a_share_that_one_office_gave_as_a_value_alone_is_a_mean(self):
        alone = Cell(WindowFigure(0.9, known=12))
        figure = pooled_cell([part(10, 100), alone], SHARE, LIMITS).cell.figure
        assert (figure.value, figure.numerator, figure.denominator) == (0.5, None, None)

    def test_a_number_is_a_mean_even_where_it_came_in_parts(self):
        number = replace(SHARE, unit_of_measure=UnitOfMeasure.NUMBER, pooling=Pooling.SUM)
        cells = [Cell(WindowFigure(4.0, 48.0, 12.0, 12)), Cell(WindowFigure(8.0, 96.0, 12.0, 12))]
        assert pooled_cell(cells, number, None).cell.figure == WindowFigure(6.0, None, None, 12)

    def test_nothing_shown_is_no_figure_but_months_are_known(self):
        hidden = Cell(WindowFigure(known=11))
        found = pooled_cell([hidden, NOTHING], SHARE, LIMITS)
        assert (found.cell.figure, found.offices) == (WindowFigure(known=11), 0)

    def test_a_region_without_cells_has_no_figure(self):
        assert pooled_cell([], SHARE, LIMITS).cell.figure == WindowFigure()


class TestPlacesOfPooledFigures:
    @staticmethod
    def rank(*shares: tuple[float, float], limits: Limits = LIMITS):
        """Regions 100, 101 … of one office each."""
        regions = {100 + place: [place] for place in range(len(shares))}
        cells = {(place, SHARE.id): part(*each) for place, each in enumerate(shares)}
        own = {(region, SHARE.id): limits for region in regions}
        return rank_regions(regions, [SHARE], cells, own, TERMS)

    def test_two_regions_are_placed_without_intervals(self):
        found = self.rank((60, 100), (65, 100))
        assert [found.outcomes.offices[region].position for region in (100, 101)] == [2, 1]
        assert not found.outcomes.intervals_shown
        assert found.outcomes.offices[100].low is None

    def test_three_regions_have_intervals_around_their_places(self):
        found = self.rank((6, 10), (7, 10), (650, 1000))
        assert found.outcomes.intervals_shown
        for outcome in found.outcomes.offices.values():
            assert 1 <= outcome.low <= outcome.position <= outcome.high <= 3

    def test_larger_regions_stand_surer(self):
        small, large = self.rank((6, 10), (62, 100), (65, 100)), self.rank((600, 1000), (6200, 10000), (6500, 10000))
        width = [sum(o.high - o.low for o in each.outcomes.offices.values()) for each in (small, large)]
        assert width[0] > width[1]

    def test_five_regions_have_no_halves_and_six_may(self):
        far = [(5000 + 500 * place, 10000) for place in range(6)]
        wide = Limits(0.9, 0.6, None, None)
        assert {o.group for o in self.rank(*far[:5], limits=wide).outcomes.offices.values()} == {None}
        six = self.rank(*far, limits=wide).outcomes.offices
        assert (six[105].group, six[105].position) == ("upper", 1)

    def test_the_same_figures_give_the_same_places(self):
        assert self.rank((6, 10), (7, 10), (65, 100)) == self.rank((6, 10), (7, 10), (65, 100))

    def test_a_region_without_a_figure_has_no_place(self):
        cells = {(0, SHARE.id): part(6, 10), (1, SHARE.id): part(7, 10)}
        own = {(region, SHARE.id): LIMITS for region in (100, 101, 102)}
        found = rank_regions({100: [0], 101: [1], 102: [2]}, [SHARE], cells, own, TERMS)
        assert found.outcomes.offices[102].position is None
        assert found.cells[102, SHARE.id].offices == 0


# From an edition


NORTH = {"1201": (30.0, 60.0), "1202": (200.0, 400.0), "1203": (9.0, 10.0)}
SOUTH = {"1204": (40.0, 60.0), "1205": (130.0, 200.0)}
WEST = {"1206": (33.0, 50.0), "1207": (70.0, 100.0)}


@pytest.fixture
def county(db) -> County:
    return a_county_of_regions()


def a_county_of_regions() -> County:
    """Three regions with a share that is pooled and days that are not."""
    county = an_empty_county()
    share = county.indicator("ANDEL", weight=2.0)
    took = county.indicator(
        "DAGER", green=20, yellow=30, direction="lower", unit=UnitOfMeasure.DAYS, pooling=Pooling.MEAN
    )
    for code, offices in (("1291", NORTH), ("1292", SOUTH), ("1293", WEST)):
        region = a_region(code, f"Region {code}", county=county.unit)
        for place, (office_code, figures) in enumerate(offices.items()):
            office = county.office(office_code)
            Placement.objects.filter(unit=office).update(region=region)
            county.deliver_year(share, office, *figures)
            wobble = [22 + 2 * place + (month % 4) for month in range(12)]
            county.deliver_values(took, office, wobble)
    return county


def read(county: County) -> RegionRanking | None:
    page = ranking_page(county.placed(), MAY)
    assert page is not None
    return region_ranking(county.placed(), page)


def regions_of(county: County) -> dict[str, RankedRegion]:
    publish_ranking(county=county.placed(), month=MAY, by=None)
    found = read(county)
    assert found is not None
    return {region.code: region for region in found.regions}


def stored(codes, indicator: str) -> list[Contribution]:
    return list(
        Contribution.objects.filter(entry__unit__code__in=list(codes), indicator__code=indicator).order_by("entry")
    )


def distance(value: float, green: float, yellow: float) -> float:
    """Points by METHODS.md 7, written anew: 100 at green, 50 at yellow, 0 as far again."""
    return min(100.0, max(0.0, 100 - 50 * (green - value) / (green - yellow)))


def test_a_regions_figure_is_the_sum_of_its_offices_over_the_year(county):
    regions = regions_of(county)
    for code, offices in (("1291", NORTH), ("1292", SOUTH), ("1293", WEST)):
        line = regions[code].lines[0].contribution
        above, below = (12 * sum(figures[k] for figures in offices.values()) for k in (0, 1))
        assert (line.numerator, line.denominator) == (above, below)
        assert line.value == pytest.approx(above / below, rel=1e-12)
        assert (regions[code].lines[0].offices, regions[code].offices) == (len(offices), len(offices))


def test_what_has_no_base_is_the_mean_of_what_the_edition_stored(county):
    line = regions_of(county)["1291"].lines[1].contribution
    rows = stored(NORTH, "DAGER")
    assert len(rows) == 3
    assert line.value == pytest.approx(np.mean([row.value for row in rows]), rel=1e-12)
    assert all(row.error for row in rows)
    assert line.error == pytest.approx(math.sqrt(sum(row.error**2 for row in rows)) / 3, rel=1e-12)


def test_a_regions_points_add_up_to_its_score_by_the_weights(county):
    for region in regions_of(county).values():
        share, took = (line.contribution for line in region.lines)
        assert share.points + took.points == pytest.approx(region.score)
        assert share.possible == pytest.approx(200 / 3)
        assert share.possible + took.possible == pytest.approx(100)


def test_by_figures_without_chance_the_score_is_the_plain_one(db):
    """Values alone, as an index: no draws, so the points are exactly those of the formula."""
    county = an_empty_county()
    index = county.indicator("INDEKS", green=100, yellow=80, unit=UnitOfMeasure.INDEX, pooling=Pooling.NONE)
    values = {"1291": (70.0, 90.0), "1292": (85.0, 99.0, 92.0)}
    for code, each in values.items():
        region = a_region(code, f"Region {code}", county=county.unit)
        for value in each:
            office = county.office()
            Placement.objects.filter(unit=office).update(region=region)
            county.deliver_values(index, office, [value], months=[MAY])
    for code, region in regions_of(county).items():
        mean = sum(values[code]) / len(values[code])
        assert region.lines[0].contribution.value == pytest.approx(mean)
        assert region.score == pytest.approx(distance(mean, 100, 80))


def test_places_stand_by_score(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    found = read(county)
    assert found is not None
    assert [region.position for region in found.regions] == [1, 2, 3]
    scores = [region.score for region in found.regions]
    assert scores == sorted(scores, reverse=True)
    assert (found.intervals_shown, found.without_region) == (True, 0)
    assert {region.group for region in found.regions} == {None}


def test_reading_twice_gives_the_same(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert read(county) == read(county)


def test_the_regions_own_target_goes_before_everyones(county):
    region, indicator = Unit.objects.get(code="1292"), county.package.items.get(indicator__code="ANDEL").indicator
    a_target(indicator, 0.5, 0.4, unit=region)
    regions = regions_of(county)
    own, others = (regions[code].lines[0].contribution for code in ("1292", "1291"))
    assert (own.target.green, own.target.yellow, others.target.green) == (0.5, 0.4, 0.7)
    assert own.of_hundred == pytest.approx(100)


def test_an_office_whose_figure_is_not_shown_is_not_in_the_sum(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    hidden = Contribution.objects.filter(entry__unit__code="1202", indicator__code="ANDEL")
    hidden.update(value=None, numerator=None, denominator=None, points=None)
    found = read(county)
    assert found is not None
    region = next(each for each in found.regions if each.code == "1291")
    assert (region.lines[0].contribution.numerator, region.lines[0].contribution.denominator) == (39 * 12, 70 * 12)
    assert (region.lines[0].offices, region.offices) == (2, 3)


def test_a_region_whose_figures_are_all_hidden_has_no_place_and_is_not_said_to_lack_results(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    Contribution.objects.filter(entry__unit__code__in=list(WEST)).update(
        value=None, numerator=None, denominator=None, points=None, error=None
    )
    found = read(county)
    assert found is not None
    last = found.regions[-1]
    assert (last.code, last.position, last.score, last.reason) == ("1293", None, None, Reason.TOO_FEW_INDICATORS)
    assert not found.intervals_shown


def test_an_office_without_a_place_still_counts_in_its_region(county):
    share = county.package.items.get(indicator__code="ANDEL").indicator
    office = county.office("1208")
    Placement.objects.filter(unit=office).update(region=Unit.objects.get(code="1293"))
    county.deliver_year(share, office, 10, 20)
    region = regions_of(county)["1293"]
    assert ranking_page(county.placed(), MAY).not_ranked[0].code == "1208"
    assert [line.offices for line in region.lines] == [3, 2]
    assert region.lines[0].contribution.denominator == 12 * 170


def test_offices_outside_of_regions_are_counted_but_in_no_region(county):
    Placement.objects.filter(unit__code="1203").update(region=None)
    assert regions_of(county)["1291"].offices == 2
    found = read(county)
    assert found is not None
    assert found.without_region == 1


def test_later_results_do_not_change_the_regions_of_an_edition(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    before = read(county)
    assert before is not None
    assert Result.objects.filter(indicator__code="ANDEL").update(numerator=1, value=0.01) == 7 * 12
    assert read(county) == before


def test_there_is_no_order_of_one_region_nor_of_none(county):
    Placement.objects.filter(unit__code__in=[*SOUTH, *WEST]).update(region=None)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert read(county) is None
    Placement.objects.filter(unit__kind="region").delete()
    assert read(county) is None


def test_there_are_no_regions_without_an_edition(county):
    assert read(county) is None
    publish_ranking(county=county.placed(), month=MAY, by=None)
    Ranking.objects.update(withdrawn_at="2018-07-01T00:00Z", withdrawal_reason="Feil i tallene")
    assert read(county) is None


def test_targets_that_the_rule_cannot_use_leave_the_regions_out_but_not_the_page(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    Ranking.objects.get().rule.__class__.objects.update(method="attainment")
    RegionTarget.objects.filter(indicator__code="ANDEL").update(green=0, yellow=-1)
    assert read(county) is None


def test_regions_take_seven_queries_for_seven_offices_and_for_twenty(county):
    publish_ranking(county=county.placed(), month=MAY, by=None)
    few = _queries(county)
    share = county.package.items.get(indicator__code="ANDEL").indicator
    for _ in range(13):
        office = county.office()
        Placement.objects.filter(unit=office).update(region=Unit.objects.get(code="1293"))
        county.deliver_year(share, office, 10, 20)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert _queries(county) == few == 7


def _queries(county: County) -> int:
    placed, page = county.placed(), ranking_page(county.placed(), MAY)
    assert page is not None
    with CaptureQueriesContext(connection) as queries:
        region_ranking(placed, page)
    return len(queries)
