"""The rule for which offices it may be worth talking to: beyond chance and against the target, both at once."""

import numpy as np
import pytest

from methods.control.charts import SIGNALS, control_charts
from methods.funnel import funnel
from methods.verdicts import FunnelVerdict, Signal
from organisation.months import Month
from scorecards.figures import Limits
from scorecards.follow_up import CHANCE_CONCERN, CHANCE_FAR, Sign, Struck, Watched, judge, units_to_ask
from tests.dashboards.figures import TARGET, a_cell, an_office_row, facts

AUGUST = Month(2018, 8)
MONTHS = tuple((AUGUST - 19).through(AUGUST))
RNG = np.random.default_rng(7)
USUAL = np.round(200 * (0.93 + 0.01 * np.sin(np.arange(20) * 2.4)))  # of 200, around 93 per cent


def watched(*numerators, bases=200, of=None, target=TARGET, months=MONTHS):
    """An indicator of offices with these numerators by month."""
    above = np.array(numerators, dtype=float)
    below = np.broadcast_to(np.array(bases, dtype=float), above.shape)
    targets = [dict.fromkeys(months, target) if target else {} for _ in numerators]
    return Watched(
        of or facts(), tuple(months), above / below, above, np.where(np.isnan(above), np.nan, below), targets
    )


def usual(number=9):
    return [USUAL + shift for shift in np.linspace(-2, 2, number).round()]


def signs(judged):
    return {*judged.beyond, *judged.against}


def with_last(row, *last):
    changed = row.copy()
    changed[-len(last) :] = last
    return changed


class TestSigns:
    def test_an_office_like_the_others_has_none(self):
        assert [signs(each) for each in judge(watched(*usual()))] == [set()] * 9

    def test_far_below_the_others_and_out_of_reach_is_a_reason(self):
        low = np.full(20, 120.0)
        judged = judge(watched(*usual(), low))[-1]
        assert judged.beyond == (Sign.FAR,)
        assert judged.against == (Sign.OUT_OF_REACH, Sign.RED)
        assert judged.is_reason

    def test_for_an_indicator_that_should_be_low_it_is_the_high_one(self):
        of, target = facts(direction="lower"), Limits(0.2, 0.3)
        rows = [200 - row for row in usual()]
        high, low = np.full(20, 100.0), np.full(20, 0.0)
        judged = judge(watched(*rows, high, low, of=of, target=target))
        assert Sign.FAR in judged[-2].beyond
        assert not judged[-1].beyond

    def test_a_fall_out_of_the_offices_own_variation_is_a_concern_without_being_far_from_others(self):
        noisy = [150 + RNG.integers(-40, 40, 20) for _ in range(12)]
        fallen = with_last(np.round(160 + np.cos(np.arange(20) * 2.4)), 140)
        judged = judge(watched(*noisy, fallen))[-1]
        assert judged.beyond == (Sign.CONCERN,)

    def test_beyond_chance_but_at_the_target_is_no_reason(self):
        low = judge(watched(*usual(), np.full(20, 150.0), target=Limits(0.5, 0.4)))[-1]
        assert low.beyond == (Sign.FAR,)
        assert low.against == ()
        assert not low.is_reason

    def test_against_the_target_with_all_the_others_is_no_reason(self):
        for each in judge(watched(*[row - 60 for row in usual()])):
            assert each.against == (Sign.OUT_OF_REACH, Sign.RED)
            assert not each.is_reason

    @pytest.mark.parametrize(
        ("last", "red"), [((100, 100, 100), True), ((180, 100, 100), False), ((100, 185, 100), False)]
    )
    def test_red_counts_three_months_in_a_row(self, last, red):
        judged = judge(watched(*usual(), with_last(USUAL, *last)))[-1]
        assert (Sign.RED in judged.against) is red

    def test_a_month_without_a_figure_ends_the_row(self):
        judged = judge(watched(*usual(), with_last(USUAL, 100, np.nan, 100)))[-1]
        assert Sign.RED not in judged.against

    def test_each_month_is_held_against_the_target_it_had(self):
        made = watched(*usual(), np.full(20, 100.0))
        made.targets[-1][AUGUST - 1] = Limits(0.4, 0.3)
        assert Sign.RED not in judge(made)[-1].against

    def test_what_is_not_shown_in_the_month_is_not_judged(self):
        hidden = judge(watched(*usual(), with_last(np.full(20, 100.0), np.nan)))[-1]
        assert hidden == Struck((), (), 0.0)

    def test_without_a_target_nothing_goes_against_one(self):
        assert not any(each.against for each in judge(watched(*usual(), np.full(20, 100.0), target=None)))

    def test_before_three_months_of_the_year_are_known_its_target_is_not_in_danger(self):
        february = tuple((Month(2018, 2) - 19).through(Month(2018, 2)))
        judged = judge(watched(*usual(), np.full(20, 100.0), months=february))[-1]
        assert judged.against == (Sign.RED,)

    def test_in_december_the_year_is_missed(self):
        december = tuple((Month(2018, 12) - 19).through(Month(2018, 12)))
        judged = judge(watched(*usual(), np.full(20, 100.0), months=december))[-1]
        assert judged.against == (Sign.MISSED, Sign.RED)

    def test_months_of_an_earlier_definition_do_not_count(self):
        of = facts(changed=AUGUST - 1)
        judged = judge(watched(*usual(), np.full(20, 100.0), of=of))[-1]
        assert judged.beyond == (Sign.FAR,)  # the month itself among the others
        assert judged.against == ()  # two months are neither three red ones nor enough of the year

    def test_a_definition_that_changes_later_changes_nothing_yet(self):
        later = judge(watched(*usual(), np.full(20, 100.0), of=facts(changed=AUGUST + 1)))
        assert later == judge(watched(*usual(), np.full(20, 100.0)))

    def test_days_have_no_funnel_but_their_own_variation(self):
        of = facts(unit="days", direction="lower", pooling="mean")
        slow = with_last(10 + 0.2 * np.cos(np.arange(20) * 2.4), 14, 14.2, 14.4)
        rows = [10 + 0.2 * np.cos(np.arange(20) * 2.4 + n) for n in range(8)]
        judged = judge(watched(*rows, slow, bases=1, of=of, target=Limits(12, 13)))[-1]
        assert judged.beyond == (Sign.CONCERN,)
        assert Sign.RED in judged.against

    def test_inside_an_interval_nothing_is_worse_by_lying_to_one_side(self):
        of, target = facts(direction="inside"), Limits(0.9, 0.8, 0.95, 0.98)
        assert not any(each.beyond for each in judge(watched(*usual(), np.full(20, 100.0), of=of, target=target)))

    def test_the_year_of_a_sum_is_held_against_the_sum_of_its_months_targets(self):
        of = facts(unit="number", pooling="sum")
        row = np.full(20, 9.0)
        judged = judge(watched(row, bases=1, of=of, target=Limits(8, 7)))[-1]
        assert judged.against == ()  # 72 in eight months, of 96
        judged = judge(watched(row, bases=1, of=of, target=Limits(12, 7)))[-1]
        assert judged.against == (Sign.IN_DANGER,)


class TestChance:
    def test_a_process_without_news_seldom_signals_concern(self):
        values = np.random.default_rng(3).normal(0.5, 0.1, (20_000, 24))
        charts = control_charts(values)
        share = float((charts.signal[:, -1] == SIGNALS.index(Signal.CONCERN)).mean())
        assert CHANCE_CONCERN / 2 < share < CHANCE_CONCERN * 2

    def test_offices_that_only_chance_tells_apart_are_seldom_far(self):
        rng = np.random.default_rng(5)
        bases = rng.integers(100, 900, 40).tolist()
        far = sum(
            unit.verdict == FunnelVerdict.FAR_BELOW
            for _ in range(300)
            for unit in funnel(rng.binomial(bases, 0.6).tolist(), bases).units
        )
        assert far / (300 * 40) < 4 * CHANCE_FAR

    def test_what_chance_would_make_is_counted_where_the_target_is_missed_alone(self):
        judged = judge(watched(*usual(), np.full(20, 120.0)))
        assert judged[0].by_chance == 0.0
        assert judged[-1].by_chance == pytest.approx(CHANCE_FAR + CHANCE_CONCERN)

    def test_without_limits_of_its_own_only_the_funnel_counts(self):
        new = with_last(np.full(20, np.nan), *[120.0] * 5)
        assert judge(watched(*usual(), new))[-1].by_chance == pytest.approx(CHANCE_FAR)


class TestList:
    REASON = Struck((Sign.FAR,), (Sign.IN_DANGER,), 0.009)
    HALF = Struck((), (Sign.IN_DANGER,), 0.009)
    NOTHING = Struck((), (), 0.0)

    def listed(self, *judged):
        """Offices A, B, C … with what is judged of each indicator."""
        rows = [
            an_office_row(f"NAV {name}", *[a_cell("red", value=0.4)] * len(judged)) for name in "ABCD"[: len(judged[0])]
        ]
        indicators = [(facts(f"I{n}"), n) for n in range(len(judged))]
        return units_to_ask(rows, judged, indicators, [[TARGET] * len(rows)] * len(judged))

    def test_those_with_most_reasons_stand_first_and_then_by_the_alphabet(self):
        yes, no = self.REASON, self.NOTHING
        found = self.listed([yes, no, yes, no], [no, no, yes, yes])
        assert [office.row.name for office in found.units] == ["NAV C", "NAV A", "NAV D"]
        assert [len(office.reasons) for office in found.units] == [2, 1, 1]

    def test_a_reason_says_all_that_strikes(self):
        (office,) = self.listed([self.REASON]).units
        assert office.reasons[0].signs == (Sign.FAR, Sign.IN_DANGER)
        assert office.reasons[0].target == TARGET

    def test_it_counts_what_was_judged_and_what_chance_would_make(self):
        found = self.listed([self.REASON, self.HALF, self.NOTHING])
        assert (found.judged_units, found.indicators, found.figures, found.against) == (3, 1, 3, 2)
        assert found.by_chance == pytest.approx(0.018)
        assert len(found.units) == 1
