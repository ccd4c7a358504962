"""An indicator over time: what is usual, which months are more than that, and how the year's target stands."""

import pytest

from dashboards.formatting import format_for
from dashboards.outlook import outlook_figure, outlook_of, verdict_in_words
from dashboards.process import process_of, shown_from, signal_in_words
from dashboards.series_chart import series_chart
from methods.control import control_chart
from methods.verdicts import ForecastVerdict, Signal
from organisation.months import Month
from scorecards.figures import Limits, Series
from tests.dashboards.figures import MAY, a_figure, a_month, a_series, facts
from tests.dashboards.test_charts import LABELS, assert_plotly_takes

FORM = format_for("nb")
NB = "\u00a0"
STEADY = (0.80, 0.82, 0.81, 0.83, 0.80, 0.82, 0.81, 0.80, 0.83, 0.81, 0.82, 0.80)


class TestUsualVariation:
    def test_its_limits_are_the_methods(self):
        process = process_of(a_series(*STEADY), FORM)
        phase = control_chart(STEADY).phases[0]
        (band,) = process.bands
        assert (band.first, band.last) == (0, 11)
        assert (band.mean, band.lower, band.upper) == (phase.mean, phase.lower, phase.upper)

    def test_is_said_with_its_mean(self):
        assert process_of(a_series(*STEADY), FORM).sentences[0] == f"Vanlig variasjon: 76,4–86,1{NB}%, snitt 81,3{NB}%."

    def test_a_share_is_never_said_to_be_above_all(self):
        high = [0.99, 0.93, 1.0, 0.95, 0.99, 0.92, 1.0, 0.96, 0.99, 0.94]
        assert f"–100,0{NB}%" in process_of(a_series(*high), FORM).sentences[0]

    def test_takes_ten_months(self):
        process = process_of(a_series(*STEADY[:9]), FORM)
        assert process.bands == ()
        assert process.sentences == ("For få måneder til å si hva som er vanlig variasjon. Det trengs minst ti.",)

    def test_begins_anew_where_the_definition_changed(self):
        first = MAY - 23
        figures = a_series(*STEADY, *(value - 0.3 for value in STEADY), of=facts(changed=first + 12), first=first)
        bands = process_of(figures, FORM).bands
        assert [(band.first, band.last) for band in bands] == [(0, 11), (12, 23)]
        assert bands[0].mean - bands[1].mean == pytest.approx(0.3)

    def test_with_too_few_months_since_the_change_the_old_limits_are_not_said_to_hold(self):
        first = MAY - 13
        figures = a_series(*STEADY, 0.5, 0.52, of=facts(changed=first + 12), first=first)
        assert "For få måneder" in process_of(figures, FORM).sentences[0]

    def test_few_months_make_limits_for_a_trial(self):
        assert "foreløpige" in " ".join(process_of(a_series(*STEADY[:11]), FORM).sentences)
        assert "foreløpige" not in " ".join(process_of(a_series(*STEADY), FORM).sentences)

    @pytest.mark.parametrize(
        ("green", "words"),
        [(0.6, "En vanlig måned når kravet."), (0.95, "når ikke kravet"), (0.81, "Kravet nås noen måneder")],
    )
    def test_says_whether_it_reaches_the_target(self, green, words):
        assert words in " ".join(process_of(a_series(*STEADY, target=Limits(green)), FORM).sentences)

    def test_a_slow_indicator_says_so(self):
        slow = [0.5 + 0.02 * step for step in range(8)] + [0.66 - 0.02 * step for step in range(8)]
        assert "langsomt" in " ".join(process_of(a_series(*slow), FORM).sentences)


class TestSignals:
    def test_a_month_beyond_the_limits_is_named_with_its_reason(self):
        process = process_of(a_series(*STEADY, *STEADY, 0.74, first=MAY - 24), FORM)
        assert process.signals == {24}
        (span,) = process.spans
        assert (span.when, span.what) == ("mai 2018", "svakere enn vanlig variasjon")
        assert "utenfor grensene" in span.why

    def test_months_in_a_row_are_one_span_and_the_latest_stands_first(self):
        values = [0.81, 0.82, 0.79, 0.82, 0.8, 0.83, 0.81, 0.76, 0.75, 0.77, 0.74, 0.76, 0.75, 0.76]
        spans = process_of(a_series(*values, first=Month(2017, 1)), FORM).spans
        assert [(span.when, span.what) for span in spans] == [
            ("august 2017–februar 2018", "svakere enn vanlig variasjon"),
            ("januar 2017–juli 2017", "bedre enn vanlig variasjon"),
        ]
        assert "sju måneder på rad på samme side av snittet" in spans[0].why

    def test_a_steady_series_has_none_and_says_so(self):
        process = process_of(a_series(*STEADY), FORM)
        assert process.spans == ()
        assert process.sentences[-1] == "Siste måned er innenfor vanlig variasjon."

    def test_without_a_direction_it_is_high_or_low(self):
        (span,) = process_of(a_series(*STEADY, *STEADY, 0.74, of=facts(direction="none"), first=MAY - 24), FORM).spans
        assert span.what == "lavere enn vanlig variasjon"

    def test_every_signal_has_words(self):
        assert len({signal_in_words(signal) for signal in Signal}) == 4

    def test_hidden_months_count_for_nothing(self):
        hidden = a_series(*STEADY[:6], None, *STEADY[6:])
        assert process_of(hidden, FORM).bands[0].mean == pytest.approx(sum(STEADY) / 12)


class TestTheChart:
    def test_has_the_field_and_a_mark_and_plotly_takes_it(self):
        figures = a_series(*STEADY, 0.6, 0.81)
        chart = series_chart(figures, LABELS, [], FORM, process_of(figures, FORM))
        assert_plotly_takes(chart)
        (field,) = [shape for shape in chart["layout"]["shapes"] if shape["type"] == "rect"]
        assert field["x0"], field["x1"] == (-0.5, 13.5)
        assert chart["data"][2]["marker"]["symbol"][12] == "diamond"

    def test_shows_the_whole_field_of_a_share_where_there_is_room(self):
        figures = a_series(*STEADY)
        low, high = series_chart(figures, LABELS, [], FORM, process_of(figures, FORM))["layout"]["yaxis"]["range"]
        assert low < 76.4
        assert high > 86.1


def a_year(*shares, base=100, green=0.8, **fields):
    """From January on, with numerators and denominators."""
    january = Month(2018, 1)
    months = []
    for step, share in enumerate(shares):
        month = a_month(january + step, share, target=Limits(green))
        parts = a_figure(share * base, base)
        months.append(type(month)(*(parts if name == "figure" else getattr(month, name) for name in month.__slots__)))
    return Series(facts(**fields), tuple(months))


class TestTheYearsTarget:
    def test_what_is_needed_is_the_methods(self):
        forecast = outlook_of(a_year(0.7, 0.7, 0.7, 0.7, 0.7, 0.7))
        assert forecast is not None
        assert forecast.needed == pytest.approx(0.9)  # six months at 0.7 and six at 0.9 are 0.8

    def test_stands_in_the_strip_with_what_is_to_be_expected(self):
        heading, value, about = outlook_figure(a_year(0.7, 0.71, 0.69, 0.7, 0.7, 0.7), FORM)
        assert (heading, value) == ("Trengs resten av året", f"≥{NB}90,0{NB}%")
        assert about.startswith("årets krav er i fare, ventet nivå ")

    def test_out_of_reach_shows_the_target_and_says_so(self):
        figure = outlook_figure(a_year(*[0.3] * 9), FORM)
        assert figure == ("Årets krav", f"≥{NB}80{NB}%", "årets krav kan ikke nås lenger")

    def test_in_december_the_year_is_over(self):
        assert outlook_figure(a_year(*[0.85] * 12), FORM)[2] == "årets krav ble nådd"

    def test_a_lower_one_must_be_at_most(self):
        figure = outlook_figure(a_year(0.5, 0.5, 0.52, 0.5, green=0.45, direction="lower"), FORM)
        assert figure[1].startswith("≤")

    def test_nothing_is_said_without_a_target_a_direction_or_enough_months(self):
        assert outlook_figure(a_series(*STEADY, target=None), FORM) is None
        assert outlook_figure(a_year(0.7, 0.7, 0.7, direction="none"), FORM) is None
        assert outlook_figure(a_year(0.7, 0.7), FORM) is None

    def test_a_sum_is_held_against_the_twelve_months_targets(self):
        figures = a_year(8, 8, 8, base=1, green=10, unit="number", pooling="sum")
        forecast = outlook_of(figures)
        assert forecast is not None
        assert forecast.needed == pytest.approx((120 - 24) / 9)

    def test_every_verdict_that_says_something_has_words(self):
        silent = {ForecastVerdict.NO_TARGET, ForecastVerdict.TOO_FEW}
        assert {verdict for verdict in ForecastVerdict if not verdict_in_words(verdict)} == silent


class TestShownFrom:
    def process(self):
        first = MAY - 23
        figures = a_series(*STEADY, *(value - 0.3 for value in STEADY), of=facts(changed=first + 12), first=first)
        return process_of(figures, FORM)

    def test_bands_and_signals_move_with_the_first_month_that_is_shown(self):
        shown = shown_from(self.process(), 6)
        assert [(band.first, band.last) for band in shown.bands] == [(0, 5), (6, 17)]

    def test_what_lies_before_it_is_left_out(self):
        shown = shown_from(self.process(), 12)
        assert [(band.first, band.last) for band in shown.bands] == [(0, 11)]
        signalled = process_of(a_series(*STEADY, *STEADY, 0.74, first=MAY - 24), FORM)
        assert shown_from(signalled, 20).signals == {4}
        assert shown_from(signalled, 25).signals == frozenset()

    def test_the_words_are_those_of_every_month(self):
        process = self.process()
        assert shown_from(process, 12).sentences == process.sentences
        assert shown_from(process, 0) == process
