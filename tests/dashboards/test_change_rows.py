"""Changes as a page shows them: sizes in the indicator's unit, statuses that turn in words, what was to be expected."""

import pytest

from dashboards.change_rows import RowWriter
from scorecards.changes import Change, Missing
from scorecards.figures import Figure
from tests.dashboards.figures import a_figure, facts

NB = "\u00a0"
EN_DASH = chr(8211)


def a_change(before=None, after=None, indicator=None, **more) -> Change:
    return Change("1235", "NAV Voss", indicator or facts(), before, after, **more)


def row(change: Change):
    return RowWriter().change(change)


class TestSizes:
    def test_of_a_share_are_percentage_points(self):
        assert row(a_change(a_figure(80, 100), a_figure(72, 100))).size == f"−8,0{NB}pp"

    def test_of_days_are_days(self):
        days = facts(unit="days")
        assert row(a_change(a_figure(value=12.4), a_figure(value=19.8), days)).size == f"+7,4{NB}dager"

    def test_of_a_figure_that_comes_are_held_against_the_month_before(self):
        shown = row(a_change(None, a_figure(72, 100), last=a_figure(70, 100)))
        assert (shown.size, str(shown.before)) == (f"+2,0{NB}pp", f"70,0{NB}%")

    @pytest.mark.parametrize("other", [Figure("too_few"), Figure("not_delivered")])
    def test_are_not_said_where_one_side_has_no_value(self, other):
        assert row(a_change(a_figure(80, 100), other)).size == ""
        assert row(a_change(other, a_figure(80, 100))).size == ""


class TestTurns:
    def test_are_said_in_words(self):
        change = a_change(a_figure(92, 100), a_figure(72, 100), status_before="green", status_after="red")
        assert row(change).turns == "fra grønn til rød"

    def test_to_and_from_nothing_too(self):
        gone = a_change(a_figure(92, 100), None, status_before="green")
        came = a_change(Figure("not_delivered"), a_figure(92, 100), status_after="green")
        assert row(gone).turns == "fra grønn til uten tall"
        assert row(came).turns == "fra uten tall til grønn"
        assert row(gone).after == "ingen tall"

    def test_a_new_figure_turns_nothing(self):
        assert row(a_change(None, a_figure(92, 100), status_after="green")).turns == ""

    def test_nor_one_whose_status_stays(self):
        change = a_change(a_figure(92, 100), a_figure(95, 100), status_before="green", status_after="green")
        assert row(change).turns == ""


class TestWhatWasToBeExpected:
    def test_is_said_for_unusual_figures_alone(self):
        usual, unusual = a_change(None, a_figure(72, 100)), a_change(None, a_figure(72, 100), expected=(0.8, 0.9))
        assert row(usual).unusual == ""
        assert row(unusual).unusual == f"utenfor vanlig variasjon, 80,0{EN_DASH}90,0{NB}% var å vente"

    def test_stays_inside_what_a_share_can_be(self):
        assert f"0,0{EN_DASH}20,0" in row(a_change(None, a_figure(72, 100), expected=(-0.3, 0.2))).unusual
        assert f"90,0{EN_DASH}100,0" in row(a_change(None, a_figure(72, 100), expected=(0.9, 1.4))).unusual

    def test_never_seems_to_hold_the_value_that_lies_outside_it(self):
        number = facts(unit="number", decimals=0)
        shown = row(a_change(None, a_figure(value=5.0), number, expected=(3.7, 4.5))).unusual
        assert f"3,7{EN_DASH}4,5" in shown


class TestWhatIsMissing:
    def test_a_unit_without_any_is_counted(self):
        assert RowWriter().missing(Missing("1235", "NAV Voss", None, 20, None)).indicator == "alle 20 tall"

    def test_a_single_figure_is_named_with_what_it_was(self):
        shown = RowWriter().missing(Missing("1235", "NAV Voss", facts(), 1, a_figure(72, 100)))
        assert (shown.indicator, str(shown.last)) == ("Dialogmøte 2", f"72,0{NB}%")
