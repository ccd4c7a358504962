"""What an edition's weights do, from its own points; and a month by another rule beside the one in force."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.refusals import Refused
from rankings.models import Ranking, RankingRule
from rankings.queries.preview import preview_of
from rankings.queries.rules import Weighed
from rankings.services.rules import StatedRule, as_rule
from rankings.weighing import WARNED_AT, weighing_of
from scorecards.models import Result
from tests.rankings.county import MAY, an_empty_county

GOOD, MIDDLING, WEAK = 75.0, 40.0, 10.0


class TestWeighing:
    def test_parts_of_the_weight_and_of_the_differences_add_up(self):
        found = weighing_of([[60, 10], [45, 22], [30, 25]], [3, 1])
        assert [each.weight for each in found.indicators] == [0.75, 0.25]
        assert sum(each.difference for each in found.indicators) == pytest.approx(1)

    def test_an_indicator_that_makes_over_twice_its_weight_of_the_differences_is_pointed_out(self):
        found = weighing_of([[75.0, 25.0], [75.0, 5.0], [75.0, 0.0]], [3, 1])
        assert [each.decides_more_than_meant for each in found.indicators] == [False, True]
        assert WARNED_AT == 2

    def test_one_that_makes_just_twice_its_weight_is_not(self):
        found = weighing_of([[30.0, 30.0], [20.0, 20.0], [10.0, 10.0]], [1, 1])
        assert [each.decides_more_than_meant for each in found.indicators] == [False, False]

    def test_points_are_out_of_what_an_office_could_get(self):
        """An office without the second indicator has all its weight on the first: 80 points of a hundred either way."""
        found = weighing_of([[80.0, None], [40.0, 40.0]], [1, 1])
        assert [office.equal for office in found.offices] == [1, 1]

    def test_offices_are_in_the_order_given(self):
        found = weighing_of([[WEAK, WEAK], [GOOD, GOOD]], [1, 1])
        assert [(office.low, office.high) for office in found.offices] == [(2, 2), (1, 1)]

    def test_the_only_indicator_cannot_be_left_out(self):
        assert weighing_of([[GOOD], [WEAK]], [1]).indicators[0].without is None

    @pytest.mark.parametrize(("contributions", "weights"), [([], [1]), ([], []), ([[]], [])])
    def test_nobody_ranked_is_nothing_to_weigh(self, contributions, weights):
        assert weighing_of(contributions, weights).offices == ()


@pytest.fixture
def county():
    """Four offices; the first is best at the heavy indicator and the last at the light one."""
    made = an_empty_county()
    made.heavy, made.light = made.indicator("TUNG", weight=9), made.indicator("LETT", weight=1)
    for heavy, light in [(69, 51), (66, 56), (62, 62), (55, 68)]:
        office = made.office()
        made.deliver_year(made.heavy, office, heavy * 10, 1000)
        made.deliver_year(made.light, office, light * 10, 1000)
    return made


def preview(county, weights=None, **more):
    stated = StatedRule(name="Utkast", valid_from=MAY, weights=weights or {}, **more)
    return preview_of(county.placed(), MAY, as_rule(stated, county.placed()), stated.weights)


@pytest.mark.django_db
class TestPreview:
    def test_both_orders_stand_side_by_side(self, county):
        found = preview(county, {county.heavy.pk: Weighed(1), county.light.pk: Weighed(9)})
        places = {line.unit.id: (line.now.position, line.then.position) for line in found.lines}
        assert places[county.offices[0].pk] == (1, 4)
        assert places[county.offices[3].pk] == (4, 1)
        assert [line.then.position for line in found.lines] == [1, 2, 3, 4]

    def test_it_says_how_alike_the_orders_are(self, county):
        turned = preview(county, {county.heavy.pk: Weighed(1), county.light.pk: Weighed(9)})
        assert turned.alike.correlation == pytest.approx(-1)
        assert turned.alike.n == 4
        assert preview(county).alike.correlation == pytest.approx(1)

    def test_the_rule_as_it_is_changes_nothing(self, county):
        found = preview(county)
        assert all(line.now == line.then for line in found.lines)
        assert not any(line.is_more_than_noise for line in found.lines)

    def test_moves_beyond_what_chance_could_do_are_told_from_others(self, county):
        found = preview(county, {county.heavy.pk: Weighed(1), county.light.pk: Weighed(9)})
        moved = {line.unit.id: line.is_more_than_noise for line in found.lines}
        assert moved[county.offices[0].pk]
        assert moved[county.offices[3].pk]

    def test_an_office_that_would_lose_its_place_is_more_than_noise(self, county):
        small = county.office()
        county.deliver_year(county.heavy, small, 1, 2)
        county.deliver_year(county.light, small, 1, 2)
        found = preview(county, {county.heavy.pk: Weighed(1, min_base=500), county.light.pk: Weighed(1)})
        line = next(line for line in found.lines if line.unit.id == small.pk)
        assert (line.now.position is None, line.then.position is None) == (False, True)
        assert line.is_more_than_noise
        assert found.lines[-1] == line  # those without a place stand last

    def test_the_new_weights_are_weighed(self, county):
        found = preview(county, {county.heavy.pk: Weighed(1), county.light.pk: Weighed(3)})
        assert found.indicators == (county.heavy.pk, county.light.pk)
        assert [each.weight for each in found.weighing.indicators] == [0.25, 0.75]
        assert len(found.weighing.offices) == 4

    def test_other_weights_are_tried_on_the_office_of_the_line(self, county):
        found = preview(county, {county.heavy.pk: Weighed(1), county.light.pk: Weighed(9)})
        for line, office in zip(found.lines, found.weighing.offices, strict=True):
            assert office.low <= line.then.position <= office.high

    def test_nothing_is_written(self, county):
        preview(county, {county.heavy.pk: Weighed(1)}, method="status")
        assert not RankingRule.objects.exists()
        assert not Ranking.objects.exists()

    def test_preliminary_figures_are_not_ranked_in_a_preview_either(self, county):
        Result.objects.filter(month=MAY).update(preliminary=True)
        with pytest.raises(Refused) as refused:
            preview(county)
        assert refused.value.found.code == "preliminary"

    def test_the_number_of_queries_does_not_grow_with_the_county(self, county, django_assert_num_queries):
        with CaptureQueriesContext(connection) as few:
            preview(county)
        for _ in range(6):
            office = county.office()
            county.deliver_year(county.heavy, office, 500, 1000)
        with django_assert_num_queries(len(few)):
            preview(county)
