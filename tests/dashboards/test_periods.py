"""What of a series is shown: its months, the year to date or twelve months, and how far back."""

import dataclasses

import pytest
from django.http import QueryDict

from dashboards.periods import (
    View,
    chosen_view,
    first_shown,
    in_period,
    in_span,
    period_chips,
    span_chips,
    target_over,
    total_of,
)
from organisation.months import Month
from scorecards.figures import Figure, Limits
from tests.dashboards.figures import MAY, TARGET, a_figure, a_month, a_series, facts

PATH = "/offices/1235/indicators/IND0/"


class TestTheAddress:
    def test_without_a_choice_it_is_every_month_by_itself(self):
        assert chosen_view({}) == View("month", "all", "")

    @pytest.mark.parametrize("period", ["month", "year", "rolling"])
    @pytest.mark.parametrize("span", ["13", "36", "all"])
    def test_it_says_period_span_and_package(self, period, span):
        assert chosen_view({"period": period, "span": span, "package": "STYR"}) == View(period, span, "STYR")

    @pytest.mark.parametrize("asked", [{"period": "week"}, {"span": "12"}, {"period": "", "span": "-1"}])
    def test_what_it_does_not_know_is_as_if_nothing_was_asked(self, asked):
        assert chosen_view(asked) == View()

    def test_the_usual_choices_are_left_out_of_it(self):
        assert View().href(PATH) == PATH
        assert View("year", "13").href(PATH) == f"{PATH}?period=year&span=13"

    def test_one_choice_leaves_the_others_as_they_are(self):
        view = View("rolling", "13", "STYR")
        assert view.href(PATH, span="all") == f"{PATH}?period=rolling&package=STYR"
        assert view.href(PATH, period="month", package="") == f"{PATH}?span=13"

    def test_an_address_opens_the_view_that_it_was_made_of(self):
        for view in (View(), View("year", "36", "A&B"), View("rolling", "all", "Ø=1")):
            assert chosen_view(QueryDict(view.query()).dict()) == view


class TestChips:
    def test_the_chosen_period_is_on_and_each_leads_to_its_own(self):
        chips = period_chips(View("year", "13"), PATH)
        assert [(chip.text, chip.on) for chip in chips] == [
            ("Måned", False),
            ("Hittil i år", True),
            ("Siste tolv måneder", False),
        ]
        assert [chip.href for chip in chips] == [
            f"{PATH}?span=13",
            f"{PATH}?period=year&span=13",
            f"{PATH}?period=rolling&span=13",
        ]

    def test_so_it_is_with_the_spans(self):
        chips = span_chips(View("year", "36"), PATH)
        assert [(chip.text, chip.on) for chip in chips] == [("13 måneder", False), ("3 år", True), ("Alle", False)]
        assert chips[-1].href == f"{PATH}?period=year"


class TestSpans:
    @pytest.mark.parametrize(("span", "shown"), [("13", 13), ("36", 36), ("all", 60)])
    def test_the_last_months_are_shown(self, span, shown):
        figures = a_series(*[0.5] * 60, first=MAY - 59)
        months = in_span(figures, span).months
        assert len(months) == shown
        assert months[-1].month == MAY
        assert first_shown(figures, span) == 60 - shown

    def test_a_short_series_is_shown_in_full(self):
        assert len(in_span(a_series(*[0.5] * 5, first=MAY - 4), "13").months) == 5
        assert first_shown(a_series(*[0.5] * 5, first=MAY - 4), "13") == 0

    def test_without_months_there_is_nothing_to_show(self):
        empty = dataclasses.replace(a_series(0.5), months=())
        assert in_span(empty, "13").months == ()


def a_month_with_totals(**changed):
    month = a_month(MAY, 0.5, target=TARGET)
    totals = {
        "year_to_date": a_figure(85, 100),
        "rolling": a_figure(19, 20),
        "county_year_to_date": 0.81,
        "county_rolling": 0.82,
    }
    return dataclasses.replace(month, **{**totals, **changed})


def shown(month, period, **fields):
    figures = dataclasses.replace(a_series(0.5, of=facts(**fields)), months=(month,))
    return in_period(figures, period).months[0]


class TestPeriods:
    def test_a_month_by_itself_is_left_as_it_is(self):
        month = a_month_with_totals()
        assert shown(month, "month") is month

    @pytest.mark.parametrize(
        ("period", "value", "status", "county"), [("year", 0.85, "yellow", 0.81), ("rolling", 0.95, "green", 0.82)]
    )
    def test_the_figure_of_the_period_takes_the_months_place_with_its_own_colour(self, period, value, status, county):
        month = shown(a_month_with_totals(), period)
        assert (month.figure.value, month.status, month.county_pooled) == (value, status, county)

    @pytest.mark.parametrize("period", ["year", "rolling"])
    def test_the_mean_of_the_offices_is_not_said_of_several_months(self, period):
        assert shown(a_month_with_totals(), period).county_mean is None

    def test_where_there_is_no_such_figure_there_is_a_gap_and_no_colour(self):
        month = shown(a_month_with_totals(rolling=None), "rolling")
        assert (month.figure.value, month.figure.state, month.status) == (None, "not_delivered", None)

    def test_a_hidden_total_stays_hidden(self):
        month = shown(a_month_with_totals(year_to_date=Figure("too_few")), "year")
        assert (month.figure.state, month.figure.value, month.figure.numerator, month.status) == (
            "too_few",
            None,
            None,
            None,
        )

    def test_a_sum_over_months_is_not_held_against_the_months_target(self):
        assert target_over(TARGET, facts(pooling="sum")) is None
        assert target_over(TARGET, facts(pooling="mean")) == TARGET
        month = shown(a_month_with_totals(), "year", pooling="sum", unit="number")
        assert (month.target, month.status) == (None, None)

    def test_each_month_is_held_against_its_own_target(self):
        first = a_month_with_totals()
        second = dataclasses.replace(first, month=MAY + 1, target=Limits(0.8))
        figures = dataclasses.replace(a_series(0.5), months=(first, second))
        assert [month.status for month in in_period(figures, "year").months] == ["yellow", "green"]

    def test_a_total_is_found_by_the_name_of_its_period(self):
        month = a_month_with_totals()
        assert [total_of(month, period) for period in ("month", "year", "rolling")] == [
            month.figure,
            month.year_to_date,
            month.rolling,
        ]

    def test_the_months_stay_the_same(self):
        figures = a_series(*[0.5] * 14, first=Month(2017, 1))
        for period in ("month", "year", "rolling"):
            assert [each.month for each in in_period(figures, period).months] == [each.month for each in figures.months]
