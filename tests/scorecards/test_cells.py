"""A stored figure as a cell: what may be shown of it, and what follows from it."""

import dataclasses

import pytest
from scipy.stats import chi2

from organisation.months import Month
from scorecards.cells import change_between, definition_start, figure_of, interval_of, status_against
from scorecards.figures import Figure, IndicatorFacts, Limits

MAY = Month(2018, 5)
SHARE = IndicatorFacts(
    1, "NEDS", "Overgang", "share", 1, "higher", "outcome", "ratio", None, None, None, "G", "Mål", "B", "Brukere"
)


def facts(**fields) -> IndicatorFacts:
    return dataclasses.replace(SHARE, **fields)


class TestTheFigure:
    def test_what_is_shown_is_shown_as_it_is_stored(self):
        assert figure_of(3, 4, 0.75, "", False, False, 7) == Figure("value", 3, 4, 0.75, False, 7)
        assert figure_of(0, 4, 0.0, "", True, False) == Figure("preliminary", 0, 4, 0.0, True, None)

    @pytest.mark.parametrize(("absence", "suppressed"), [("", True), ("too_few", False), ("too_few", True)])
    def test_of_a_hidden_one_nothing_is(self, absence, suppressed):
        assert figure_of(3, 40, 0.075, absence, False, suppressed, 7) == Figure("too_few", delivery=7)

    def test_a_hidden_base_goes_with_the_hidden_count(self):
        assert figure_of(None, 40, None, "too_few", True, False) == Figure("too_few", preliminary=True)


class TestTheInterval:
    def test_a_rates_is_garwoods(self):
        low, high = chi2.ppf(0.025, 2 * 8) / 2 / 40, chi2.ppf(0.975, 2 * 9) / 2 / 40
        assert interval_of(facts(unit_of_measure="rate"), Figure("value", 8, 40, 0.2)) == pytest.approx((low, high))

    @pytest.mark.parametrize("unit", ["days", "index", "number"])
    def test_other_figures_have_none(self, unit):
        assert interval_of(facts(unit_of_measure=unit), Figure("value", 8, 40, 0.2)) is None

    @pytest.mark.parametrize(
        "figure",
        [
            Figure("too_few"),
            Figure("value", None, None, 0.2),
            Figure("value", None, 40, 0.2),
            Figure("value", 8, None, 0.2),
        ],
    )
    def test_without_value_or_parts_there_is_none(self, figure):
        assert interval_of(SHARE, figure) is None

    def test_a_preliminary_figure_has_one(self):
        assert interval_of(SHARE, Figure("preliminary", 8, 40, 0.2, True)) is not None


class TestTheColour:
    def test_it_is_the_targets(self):
        assert [status_against(v, "higher", Limits(0.7, 0.5)) for v in (0.7, 0.6, 0.4)] == ["green", "yellow", "red"]
        assert status_against(0.1 + 0.2, "higher", Limits(0.3)) == "green"

    def test_there_is_none_without_value_target_or_direction(self):
        assert status_against(None, "higher", Limits(0.7)) is None
        assert status_against(0.7, "higher", None) is None
        assert status_against(0.7, "none", Limits(0.7)) is None


class TestTheChange:
    def test_it_is_the_value_less_the_one_before(self):
        assert change_between(SHARE, 0.5, 0.0, MAY) == -0.5

    def test_it_is_none_where_one_is_missing(self):
        assert change_between(SHARE, None, 0.5, MAY) is None
        assert change_between(SHARE, 0.5, None, MAY) is None

    def test_it_is_none_only_in_the_month_of_a_new_definition(self):
        changed = facts(definition_changed=MAY)
        assert [change_between(changed, 0.5, 0.7, month) for month in (MAY - 1, MAY + 1)] == pytest.approx([0.2, 0.2])
        assert change_between(changed, 0.5, 0.7, MAY) is None

    def test_a_definition_holds_from_its_month_on(self):
        changed = facts(definition_changed=MAY)
        assert [definition_start(changed, month) for month in (MAY - 1, MAY, MAY + 9)] == [None, MAY, MAY]
        assert definition_start(SHARE, MAY) is None
