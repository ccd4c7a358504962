"""The table of an indicator over time: the chosen period in full, the others beside it, each with its base."""

import dataclasses

import pytest

from dashboards.formatting import format_for
from dashboards.marks import marks_for
from dashboards.periods import in_period
from dashboards.series_table import SeriesTable, headings, others_than
from scorecards.figures import Figure
from tests.dashboards.figures import MAY, a_figure, a_month, a_series, facts

NB = "\u00a0"


def a_full_month(**changed):
    totals = {
        "figure": a_figure(73, 90),
        "year_to_date": a_figure(400, 440),
        "rolling": a_figure(1900, 2200),
        "county_year_to_date": 0.81,
        "county_rolling": 0.82,
        "status": "yellow",
    }
    return dataclasses.replace(a_month(MAY, 0.8), **{**totals, **changed})


def row_of(period="month", month=None, language="nb", **fields):
    month = month or a_full_month()
    of = facts(**fields)
    figures = dataclasses.replace(a_series(0.5, of=of), months=(month,))
    table = SeriesTable(of, period, format_for(language), marks_for(language))
    return table.row(month, in_period(figures, period).months[0])


class TestTheMonth:
    def test_has_numerator_denominator_and_interval(self):
        row = row_of()
        assert (row.month, row.value, row.numerator, row.denominator) == ("mai 2018", f"81,1{NB}%", "73", "90")
        assert row.interval == f"71,8–87,9{NB}%"

    def test_has_target_status_mean_and_county_under_their_own_names(self):
        row = row_of()
        assert row.target == f"≥{NB}90{NB}%"
        assert "Gul" in row.status
        assert (row.mean, row.county) == (f"85,0{NB}%", f"86,0{NB}%")

    def test_has_the_two_other_periods_with_base_and_colour_beside_it(self):
        so_far, twelve = row_of().others
        assert (so_far.value, so_far.base) == (f"90,9{NB}%", "400 av 440")
        assert (twelve.value, twelve.base) == (f"86,4{NB}%", f"1{NB}900 av 2{NB}200")
        assert 'aria-label="Grønn"' in so_far.status
        assert 'aria-label="Gul"' in twelve.status

    def test_a_missing_one_says_why_and_has_nothing_more(self):
        row = row_of(month=a_full_month(figure=Figure("not_delivered"), status=None))
        assert "ikke levert" in row.value
        assert (row.numerator, row.denominator, row.interval, row.status) == ("", "", "", "")

    def test_a_hidden_one_says_too_few_and_none_of_its_parts(self):
        row = row_of(month=a_full_month(figure=Figure("too_few"), status=None))
        assert "for få" in row.value
        assert (row.numerator, row.denominator, row.interval) == ("", "", "")

    def test_a_zero_is_a_value_with_its_base(self):
        row = row_of(month=a_full_month(figure=a_figure(0, 12)))
        assert (row.value, row.numerator, row.denominator) == (f"0,0{NB}%", "0", "12")

    def test_a_preliminary_one_says_so(self):
        figure = dataclasses.replace(a_figure(73, 90), state="preliminary", preliminary=True)
        assert "foreløpig" in row_of(month=a_full_month(figure=figure)).value

    def test_a_corrected_one_leads_to_what_stood_before(self):
        row = row_of(month=a_full_month(revisions=2))
        assert (row.revised, row.revised_href) == ("rettet 2 g.", "#rettet-2018-05")
        assert row_of().revised_href == ""

    def test_without_a_target_there_is_a_dash(self):
        row = row_of(month=a_full_month(target=None, status=None))
        assert row.target == "–"
        assert [total.status for total in row.others] == ["", ""]

    def test_days_have_no_interval(self):
        assert row_of(unit="days", pooling="mean").interval == ""

    def test_a_rate_has_its_numerator_too(self):
        month = a_full_month(figure=a_figure(12, 1.5), target=None, status=None)
        row = row_of(month=month, unit="rate", decimals=1)
        assert (row.numerator, row.denominator) == ("12", "1,5")
        assert row.interval == "4,1–14,0"

    def test_is_written_in_the_readers_language(self):
        assert row_of(language="en").value == "81.1%"


class TestOtherPeriods:
    @pytest.mark.parametrize(
        ("period", "value", "parts", "county"),
        [("year", "90,9", ("400", "440"), "81,0"), ("rolling", "86,4", ("1900", "2200"), "82,0")],
    )
    def test_the_chosen_one_stands_in_full(self, period, value, parts, county):
        row = row_of(period)
        assert row.value == f"{value}{NB}%"
        assert (row.numerator.replace(NB, ""), row.denominator.replace(NB, "")) == parts
        assert row.county == f"{county}{NB}%"
        assert row.interval

    def test_the_month_is_then_one_of_the_others(self):
        month, twelve = row_of("year").others
        assert (month.value, month.base) == (f"81,1{NB}%", "73 av 90")
        assert twelve.base == f"1{NB}900 av 2{NB}200"

    def test_where_it_can_not_be_known_the_cell_is_empty(self):
        row = row_of("rolling", a_full_month(rolling=None))
        assert (row.value, row.numerator, row.interval, row.status) == ("", "", "", "")

    def test_where_it_is_hidden_it_says_so(self):
        row = row_of("year", a_full_month(year_to_date=Figure("too_few")))
        assert "for få" in row.value
        assert (row.numerator, row.interval) == ("", "")

    @pytest.mark.parametrize("period", ["month", "year", "rolling"])
    def test_all_three_are_there_whichever_is_chosen(self, period):
        row = row_of(period)
        values = {str(row.value), *(str(total.value) for total in row.others)}
        assert values == {f"81,1{NB}%", f"90,9{NB}%", f"86,4{NB}%"}
        assert {period, *others_than(period)} == set(headings())

    def test_a_hidden_other_is_hidden_beside_the_chosen_one_too(self):
        so_far, _twelve = row_of(month=a_full_month(year_to_date=Figure("too_few"))).others
        assert "for få" in so_far.value
        assert (so_far.base, so_far.status) == ("", "")
