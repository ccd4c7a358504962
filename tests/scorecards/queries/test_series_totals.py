"""The year to date and twelve months: of an office with their parts, and of its county as one unit."""

import dataclasses

import pytest

from organisation.months import Month
from scorecards.choices import Period
from scorecards.figures import Figure
from scorecards.queries.series import indicator_series
from scorecards.queries.series_totals import GroupMonth, Stored, group_total, total_until
from tests.builders import a_county, a_placement, an_indicator, an_office
from tests.dashboards.figures import facts
from tests.scorecards.published import as_placed, of, offices_in, publish

JANUARY = Month(2018, 1)
YEAR, ROLLING = Period.YEAR_TO_DATE, Period.ROLLING


def stored(*parts: tuple[float, float] | None, first: Month = JANUARY, preliminary: bool = False) -> list[Stored]:
    """Months in a row with these parts."""
    months = []
    for step, each in enumerate(parts):
        numerator, denominator = each or (None, None)
        value = numerator / denominator if numerator is not None and denominator else None
        figure = Figure("value", numerator, denominator, value, preliminary)
        months.append(Stored(first + step, figure, numerator, denominator, value, simulated=False, source=""))
    return months


def group(*parts: tuple[float, float], hidden: int | None = None, first: Month = JANUARY) -> dict[Month, GroupMonth]:
    return {
        first + step: GroupMonth(0.5, each[0] / each[1], *each, total_hidden=step == hidden)
        for step, each in enumerate(parts)
    }


class TestAnOffice:
    def test_the_year_has_its_parts_with_its_value(self):
        total = total_until(facts(), JANUARY + 2, YEAR, stored((1, 10), (2, 10), (6, 20)))
        assert total is not None
        assert (total.numerator, total.denominator, total.value) == (9, 40, 9 / 40)

    def test_the_year_leaves_out_the_years_before_and_the_months_after(self):
        months = stored((9, 10), (1, 10), (2, 10), (9, 10), first=JANUARY - 1)
        total = total_until(facts(), JANUARY + 1, YEAR, months)
        assert total is not None
        assert (total.numerator, total.denominator) == (3, 20)

    def test_twelve_months_reach_back_eleven(self):
        total = total_until(facts(), JANUARY + 12, ROLLING, stored(*[(1, 10)] * 13))
        assert total is not None
        assert (total.numerator, total.denominator) == (12, 120)

    def test_twelve_months_take_six(self):
        assert total_until(facts(), JANUARY + 4, ROLLING, stored(*[(1, 10)] * 5)) is None
        assert total_until(facts(), JANUARY + 5, ROLLING, stored(*[(1, 10)] * 6)) is not None

    def test_a_changed_definition_begins_both_anew(self):
        changed = facts(changed=JANUARY + 2)
        total = total_until(changed, JANUARY + 3, YEAR, stored((9, 10), (9, 10), (1, 10), (1, 10)))
        assert total is not None
        assert (total.numerator, total.denominator) == (2, 20)

    def test_a_preliminary_month_makes_the_total_preliminary(self):
        months = [*stored((1, 10)), *stored((1, 10), first=JANUARY + 1, preliminary=True)]
        total, earlier = (total_until(facts(), JANUARY + step, YEAR, months) for step in (1, 0))
        assert total is not None
        assert (total.state, total.preliminary) == ("preliminary", True)
        assert earlier is not None
        assert (earlier.state, earlier.preliminary) == ("value", False)

    def test_a_mean_has_no_parts(self):
        total = total_until(facts(pooling="mean"), JANUARY + 1, YEAR, stored((2, 10), (4, 10)))
        assert total is not None
        assert (total.value, total.numerator, total.denominator) == (pytest.approx(0.3), None, None)

    def test_without_a_known_month_there_is_none(self):
        assert total_until(facts(), JANUARY + 1, YEAR, stored(None, None)) is None
        assert total_until(facts(), JANUARY, YEAR, []) is None


class TestACounty:
    def test_is_pooled_over_the_same_months(self):
        months = group((1, 10), (2, 10), (6, 20))
        assert group_total(facts(), JANUARY + 2, YEAR, months) == 9 / 40
        assert group_total(facts(), JANUARY, YEAR, months) == 1 / 10

    @pytest.mark.parametrize("period", [YEAR, ROLLING])
    def test_with_a_hidden_month_there_is_none_until_it_is_out_of_the_period(self, period):
        months = group(*[(1, 10)] * 14, hidden=0)
        assert group_total(facts(), JANUARY + 11, period, months) is None
        assert group_total(facts(), JANUARY + 12, period, months) == pytest.approx(0.1)

    def test_is_not_known_in_a_month_that_has_no_figures(self):
        assert group_total(facts(), JANUARY + 3, YEAR, group((1, 10), (2, 10))) is None

    @pytest.mark.parametrize("pooling", ["mean", "sum", "none"])
    def test_is_known_of_what_is_pooled_alone(self, pooling):
        assert group_total(facts(pooling=pooling), JANUARY, YEAR, group((1, 10))) is None

    def test_begins_with_the_definition(self):
        changed = facts(changed=JANUARY + 1)
        assert group_total(changed, JANUARY + 1, YEAR, group((9, 10), (1, 10))) == 0.1

    def test_a_month_without_parts_adds_nothing(self):
        months = group((1, 10), (2, 10))
        months[JANUARY + 1] = dataclasses.replace(months[JANUARY + 1], numerator=None, denominator=None)
        assert group_total(facts(), JANUARY + 1, YEAR, months) == 0.1


@pytest.mark.django_db
class TestRead:
    def test_the_county_stands_beside_the_offices_own(self):
        indicator, offices = an_indicator(), offices_in(number=2)
        publish(of(indicator, offices, (1, 10), (90, 100)), JANUARY)
        publish(of(indicator, offices, (2, 10), (80, 100)), JANUARY + 1)
        series = indicator_series(indicator.code, as_placed(offices[0]))
        assert series is not None
        last = series.months[-1]
        assert last.year_to_date is not None
        assert (last.year_to_date.numerator, last.year_to_date.denominator) == (3, 20)
        assert last.county_year_to_date == 173 / 220
        assert last.county_rolling is None  # two months are too few

    def test_an_office_that_moved_is_beside_its_new_county_over_the_whole_year(self):
        old, new = a_county(), a_county()
        mover = an_office(county=old, until="2018-02-01")
        a_placement(mover, county=new, since="2018-02-01")
        native, indicator = an_office(county=new), an_indicator()
        for month in (JANUARY, JANUARY + 1):
            publish(of(indicator, [mover, native], (1, 10), (8, 10)), month)
        series = indicator_series(indicator.code, as_placed(mover))
        assert series is not None
        first, last = series.months
        assert first.county_year_to_date == 0.1  # alone in its old county
        assert last.county_year_to_date == 17 / 30  # the new county's January is its native's alone

    def test_a_total_that_may_not_be_shown_has_no_parts(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (3, 60), (40, 60), (20, 60)), JANUARY)
        series = indicator_series(indicator.code, as_placed(offices[0]))
        assert series is not None
        assert series.months[0].year_to_date == Figure("too_few")
