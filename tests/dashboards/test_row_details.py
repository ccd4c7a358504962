"""What a row of an office's table opens to, as text."""

from dataclasses import replace

import pytest

from dashboards.formatting import format_for
from dashboards.office import details_of
from dashboards.row_details import DetailsWriter
from scorecards.figures import Figure
from scorecards.judged import judge
from tests.dashboards.figures import YEAR, a_figure, a_group, a_line, facts

NB = "\u00a0"


def details(line, language="nb", months=YEAR):
    (judged,) = judge([line], months, {})
    return DetailsWriter(months, format_for(language)).of(judged)


def test_it_says_what_the_indicator_is_and_leads_to_its_page():
    shown = details(replace(a_line(), what="Andelen møter som ble holdt."))
    assert (shown.what, shown.about_href) == ("Andelen møter som ble holdt.", "/indicators/DIALOG2/")


@pytest.mark.parametrize(
    ("text", "first"),
    [("Ett. To.", "Ett."), ("Ett.", "Ett."), ("Andel over 2,5 prosent", "Andel over 2,5 prosent"), ("", "")],
)
def test_the_first_sentence_says_what_it_is_and_its_page_the_rest(text, first):
    assert details(replace(a_line(), what=text)).what == first


def test_the_months_of_the_sparkline_are_there_as_figures_oldest_first():
    history = (*((60 + month, 100) for month in range(12)), (80, 100))
    shown = details(a_line(a_figure(80, 100), history=history))
    figures = (*(f"{60 + month},0" for month in range(12)), "80,0")
    assert shown.months == "mai 2017 til mai 2018: " + " · ".join(figures)


def test_a_month_that_is_missing_or_hidden_has_a_dash_and_an_office_without_any_has_nothing():
    assert details(a_line(history=(None, *((73, 80),) * 12))).months.startswith("mai 2017 til mai 2018: – · 91,3 · ")
    assert details(a_line(Figure("too_few"), status=None, history=(None,) * 13)).months == ""


def test_numbers_are_written_as_the_language_writes_them():
    assert ": 91.3 · 91.3" in details(a_line(), "en").months


def test_the_county_is_told_by_mean_result_and_the_middle_half():
    group = replace(a_group((0.8, 0.9, 1.0)), q1=0.85, q3=0.95)
    assert details(a_line(county=group)).county == (
        f"snitt av kontorene 90,0{NB}% · fylket samlet 88,0{NB}% · halvparten av kontorene ligger på 85,0–95,0{NB}%"
    )


def test_a_countys_result_that_is_hidden_is_left_out():
    assert "fylket samlet" not in details(a_line(county=a_group(hidden=True))).county


@pytest.mark.parametrize("county", [None, a_group((0.8,)), a_group(())])
def test_where_nobody_is_to_be_compared_with_nothing_is_said(county):
    assert details(a_line(county=county)).county == ""


def test_the_county_mean_is_not_rounded_across_the_target():
    assert f"snitt av kontorene 89,96{NB}%" in details(a_line(county=a_group((0.8996, 0.8996)))).county


@pytest.mark.parametrize(
    ("share", "words"),
    [(75, "årets krav er i fare"), (50, "årets krav kan ikke nås lenger"), (99, "i rute mot årets krav")],
)
def test_the_year_is_said_in_words(share, words):
    march = tuple(month - 2 for month in YEAR)
    line = a_line(a_figure(share, 100), history=((share, 100),) * 13, years_target=0.9)
    assert details(line, months=march).year == words


def test_without_a_target_or_a_figure_the_year_has_no_words():
    assert details(a_line()).year == ""
    assert details(a_line(Figure("too_few"), status=None, years_target=0.9)).year == ""


def test_there_are_details_for_each_indicator():
    lines = [a_line(of=facts("A", key=1)), a_line(of=facts("B", key=2))]
    assert [each.about_href for each in details_of(judge(lines, YEAR, {}), YEAR).values()] == [
        "/indicators/A/",
        "/indicators/B/",
    ]


USUAL = tuple(10.0 + (-1) ** n for n in range(12))


@pytest.mark.parametrize(
    ("last", "direction", "beyond", "is_worse"),
    [
        (30.0, "higher", "bedre", False),
        (30.0, "lower", "svakere", True),
        (1.0, "higher", "svakere", True),
        (10.0, "higher", "", False),
        (30.0, "inside", "", False),
        (30.0, "none", "", False),
    ],
)
def test_more_than_usual_variation_is_said_in_a_word(last, direction, beyond, is_worse):
    shown = details(a_line(values=(*USUAL, last), of=facts(unit="days", direction=direction)))
    assert (shown.beyond, shown.is_worse) == (beyond, is_worse)


def test_nothing_is_said_of_a_hidden_figure_or_of_a_few_months():
    hidden = a_line(Figure("too_few"), status=None, values=(*USUAL, None), of=facts(unit="days"))
    assert details(hidden).beyond == ""
    assert details(a_line(values=(10.0, 11.0, 30.0), of=facts(unit="days"))).beyond == ""
