"""Earlier months for the organisation as it is now: predecessors pooled, nothing hidden given away."""

import pytest

from organisation.months import Month
from scorecards.figures import IndicatorFacts
from scorecards.queries.as_now import (
    groups_as_they_are,
    groups_as_they_would_be,
    months_with_figures,
    pooled_history,
    whole_predecessors,
)
from tests.builders import a_county, a_result, a_succession, an_indicator, an_office
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
APRIL, MAY = Month(2018, 4), Month(2018, 5)


def facts_of(indicator) -> IndicatorFacts:
    return IndicatorFacts(
        indicator.pk, indicator.code, indicator.name, indicator.unit_of_measure, 1, "higher", "outcome",
        indicator.pooling, None, None, None, "", "", "", "",
    )  # fmt: skip


@pytest.fixture
def offices():
    county = a_county("1200")
    return [an_office("1235", county=county), an_office("1236", county=county)]


def together(offices, indicator, month=MAY):
    return pooled_history([office.pk for office in offices], [facts_of(indicator)], [month])[indicator.pk, month]


def test_shares_are_pooled_by_their_parts(offices):
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, offices[0], MAY, 30, 40)
    a_result(indicator, offices[1], MAY, 10, 60)
    figure = together(offices, indicator)
    assert (figure.numerator, figure.denominator, figure.value, figure.state) == (40, 100, 0.4, "value")


def test_means_are_the_plain_mean(offices):
    indicator = an_indicator(pooling="mean", unit="days")
    a_result(indicator, offices[0], MAY, value=10)
    a_result(indicator, offices[1], MAY, value=20)
    assert together(offices, indicator).value == 15


def test_sums_are_added_up(offices):
    indicator = an_indicator(pooling="sum", unit="number")
    a_result(indicator, offices[0], MAY, value=10)
    a_result(indicator, offices[1], MAY, value=20)
    assert together(offices, indicator).value == 30


def test_a_sum_with_a_part_missing_is_not_known(offices):
    indicator = an_indicator(pooling="sum", unit="number")
    a_result(indicator, offices[0], MAY, value=10)
    assert together(offices, indicator).state == "not_delivered"


def test_what_is_not_pooled_has_no_figure_together(offices):
    indicator = an_indicator(pooling="none", unit="index")
    a_result(indicator, offices[0], MAY, value=10)
    a_result(indicator, offices[1], MAY, value=20)
    assert together(offices, indicator).state == "not_applicable"


def test_nor_has_a_share_of_which_a_part_is_not_known(offices):
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, offices[0], MAY, 30, 40)
    a_result(indicator, offices[1], MAY, value=0.2)
    assert together(offices, indicator).state == "not_applicable"


def test_a_share_of_nothing_is_not_known(offices):
    indicator = an_indicator(pooling="ratio")
    for office in offices:
        a_result(indicator, office, MAY, 0, 0, value=0)
    assert together(offices, indicator).state == "not_delivered"


@pytest.mark.parametrize("how", [{"suppressed": True}, {"absence": "too_few"}])
def test_a_hidden_figure_hides_the_whole(offices, how):
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, offices[0], MAY, 30, 40)
    a_result(indicator, offices[1], MAY, **({"numerator": 2, "denominator": 60} | how if "suppressed" in how else how))
    figure = together(offices, indicator)
    assert (figure.state, figure.numerator, figure.denominator, figure.value) == ("too_few", None, None, None)


def test_a_share_with_one_office_missing_is_that_of_the_other(offices):
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, offices[0], MAY, 30, 40)
    a_result(indicator, offices[1], MAY, absence="not_delivered")
    assert together(offices, indicator).value == 0.75


def test_nothing_known_says_why(offices):
    indicator = an_indicator(pooling="ratio")
    for office in offices:
        a_result(indicator, office, MAY, absence="not_applicable")
    assert together(offices, indicator).state == "not_applicable"


def test_a_preliminary_part_makes_the_whole_preliminary(offices):
    indicator = an_indicator(pooling="ratio")
    a_result(indicator, offices[0], MAY, 30, 40, preliminary=True)
    a_result(indicator, offices[1], MAY, 10, 40)
    assert together(offices, indicator).state == "preliminary"


def test_a_unit_counts_only_in_the_months_of_its_span(offices):
    late = an_office("1237", county=a_county("1300"), since="2018-05-01")
    indicator = an_indicator(pooling="none", unit="index")
    a_result(indicator, offices[0], APRIL, value=10)
    a_result(indicator, offices[0], MAY, value=11)
    a_result(indicator, late, MAY, value=12)
    assert together([offices[0], late], indicator, APRIL).value == 10  # alone: nothing is to be pooled
    assert together([offices[0], late], indicator, MAY).value is None


def test_a_month_in_which_none_stood_has_no_figure(offices):
    indicator = an_indicator()
    assert pooled_history([offices[0].pk], [facts_of(indicator)], [Month(2016, 1)]) == {}


class TestGroups:
    def test_an_office_counts_as_one_with_what_becomes_it(self, offices):
        indicator = an_indicator(pooling="ratio")
        third = an_office("1237")
        for office, numerator in zip([*offices, third], (30, 10, 40), strict=True):
            a_result(indicator, office, MAY, numerator, 40)
        groups = {"12": [[offices[0].pk, offices[1].pk], [third.pk]], "13": []}
        found = groups_as_they_would_be(groups, [facts_of(indicator)], MAY)
        assert (found["12", indicator.pk].n, found["12", indicator.pk].mean) == (2, 0.75)
        assert found["12", indicator.pk].pooled == 80 / 120
        assert (found["13", indicator.pk].n, found["13", indicator.pk].pooled) == (0, None)

    def test_a_group_with_a_hidden_office_shows_no_total(self, offices):
        indicator = an_indicator(pooling="ratio")
        a_result(indicator, offices[0], MAY, 30, 40)
        a_result(indicator, offices[1], MAY, 2, 40, suppressed=True)
        then = groups_as_they_would_be({"12": [[office.pk] for office in offices]}, [facts_of(indicator)], MAY)
        assert (then["12", indicator.pk].n, then["12", indicator.pk].pooled) == (1, None)

    def test_with_the_offices_as_they_are_it_is_what_is_stored(self, offices):
        indicator = an_indicator(pooling="ratio")
        publish({(indicator, offices[0]): (30, 40), (indicator, offices[1]): (10, 60)}, MAY)
        county = offices[0].placements.get().county
        stored = groups_as_they_are([county.pk], [facts_of(indicator)], MAY)[county.pk, indicator.pk]
        would_be = groups_as_they_would_be({"12": [[office.pk] for office in offices]}, [facts_of(indicator)], MAY)
        assert would_be["12", indicator.pk] == stored


def test_months_with_figures_are_the_first_and_last_from_a_month_on(offices):
    indicator = an_indicator()
    for month in ("2018-03", "2018-04", "2018-06"):
        a_result(indicator, offices[0], month, 1, 2)
    found = months_with_figures([office.pk for office in offices], APRIL)
    assert {unit: (str(each.first), str(each.last)) for unit, each in found.items()} == {
        offices[0].pk: ("2018-04", "2018-06")
    }


class TestPredecessors:
    def test_those_of_predecessors_count_too(self, offices):
        last = an_office("1239")
        a_succession(offices[0], offices[1], "2018-01-01")
        a_succession(offices[1], last, "2019-01-01")
        assert whole_predecessors(last.pk) == [offices[1].pk, offices[0].pk]

    def test_what_was_divided_belongs_to_none(self, offices):
        parts = [an_office("1238"), an_office("1239")]
        for part in parts:
            a_succession(offices[0], part, "2018-01-01")
        assert whole_predecessors(parts[0].pk) == []

    def test_units_that_became_each_other_end_somewhere(self, offices):
        a_succession(offices[0], offices[1], "2018-01-01")
        a_succession(offices[1], offices[0], "2019-01-01")
        assert whole_predecessors(offices[0].pk) == [offices[1].pk]
