"""Charts as plain dicts: valid for plotly, safe under the content security policy, and true to their figures."""

import itertools
import json

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts import as_json, axis, base_layout, label, nice_step, text_width
from dashboards.comparison import ComparisonWriter
from dashboards.comparison_chart import LOOKS, ReferenceRow, comparison_chart
from dashboards.formatting import format_for
from dashboards.numbers import ENGLISH, NORWEGIAN
from dashboards.series_chart import Labels, series_chart
from organisation.months import Month
from scorecards.figures import Figure, Limits
from tests.dashboards.figures import MAY, a_comparison, a_figure, a_group, a_row, a_series, facts

FORM = format_for("nb")
LABELS = Labels("NAV Voss 81,1", "krav 90 %", "snitt 85,0", "samlet 86,0", ("81,1", "90 %", "snitt", "samlet"))


def comparison_of(figures, own=frozenset()):
    writer = ComparisonWriter(figures, set(own))
    lines = writer.lines()
    return comparison_chart(
        figures.indicator, writer.bars(lines), writer.chart_references(writer.references()), FORM, "prosent"
    )


def assert_plotly_takes(chart):
    """Every part of a figure is one that plotly knows, in both layouts."""
    go.Figure(data=chart["data"], layout=chart["layout"])
    go.Figure(data=chart["data"], layout={**chart["layout"], **chart["narrow"]})


def texts_of(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return [value] if isinstance(value, str) else []


def assert_has_no_markup(chart):
    """Plotly makes style attributes of any markup but <br>, and the policy refuses them."""
    for text in texts_of(chart):
        assert "<" not in text.replace("<br>", "").replace("<extra></extra>", ""), text


class TestParts:
    def test_numbers_in_a_chart_are_written_as_in_the_text(self):
        assert base_layout(NORWEGIAN)["separators"] == ",\u00a0"
        assert base_layout(ENGLISH)["separators"] == ".,"

    def test_a_chart_stays_still(self):
        assert base_layout(NORWEGIAN)["dragmode"] is False
        assert axis()["fixedrange"] is True

    def test_a_label_has_no_markup(self):
        assert label("<b>NAV</b>", 1, x=0, shift=0, anchor="left")["text"] == "&lt;b>NAV&lt;/b>"

    def test_json_in_a_page_can_not_end_its_script(self):
        text = as_json({"data": [], "layout": {"title": "</script><script>"}, "narrow": {}})
        assert "</script>" not in text
        assert json.loads(text)["layout"]["title"] == "</script><script>"

    @given(st.floats(1e-4, 1e7))
    def test_a_step_is_round_and_divides_the_span_into_few_parts(self, span):
        step = nice_step(span)
        assert span / step <= 6.000001
        assert f"{step:e}"[0] in "125"

    def test_the_longest_text_decides_the_room(self):
        assert text_width(["ab", "abcd"], 10) == text_width(["abcd"], 10)
        assert text_width([], 10) == 0


class TestComparison:
    def test_plotly_takes_it(self):
        assert_plotly_takes(comparison_of(a_comparison(reference=a_group(), country=a_group())))

    def test_it_has_no_markup(self):
        figures = a_comparison(a_row("NAV <b>Voss</b>", a_figure(73, 90)), reference=a_group())
        assert_has_no_markup({**comparison_of(figures), "data": []})

    def test_bars_begin_at_zero_and_are_in_per_cent(self):
        chart = comparison_of(a_comparison())
        assert chart["data"][0]["x"] == pytest.approx([81.111, 95.0], abs=0.01)
        assert chart["layout"]["xaxis"]["range"][0] == 0

    def test_whiskers_are_the_interval(self):
        bars = comparison_of(a_comparison(a_row("NAV Voss", a_figure(80, 100))))["data"][0]
        assert bars["error_x"]["array"] == pytest.approx([5.0])
        assert bars["error_x"]["arrayminus"] == pytest.approx([5.0])

    def test_without_intervals_there_are_no_whiskers(self):
        row = a_row("NAV Voss", a_figure(value=0.8))
        bars = comparison_of(a_comparison(type(row)(*_fields(row, interval=None))))["data"][0]
        assert "error_x" not in bars

    def test_an_office_without_a_value_is_not_in_the_chart(self):
        figures = a_comparison(a_row("NAV Voss", a_figure(73, 90)), a_row("NAV Fedje", Figure("too_few"), status=None))
        assert len(comparison_of(figures)["data"][0]["x"]) == 1

    def test_a_zero_is_a_bar_of_no_length_and_stays(self):
        figures = a_comparison(a_row("NAV Voss", a_figure(0, 90)))
        assert comparison_of(figures)["data"][0]["x"] == [0.0]

    def test_the_own_office_alone_is_blue(self):
        figures = a_comparison(a_row("NAV Voss", a_figure(73, 90), code="1235"), a_row("NAV Os", a_figure(9, 10)))
        assert comparison_of(figures, own={"1235"})["data"][0]["marker"]["color"] == ["#0063c1", "#c0d6e4"]

    def test_every_reference_has_a_line_through_all_bars(self):
        chart = comparison_of(a_comparison(reference=a_group(), country=a_group()))
        assert len(chart["layout"]["shapes"]) == 5
        assert {shape["y1"] for shape in chart["layout"]["shapes"]} == {7.5}  # under the last of two bars

    def test_references_differ_in_mark_and_dash(self):
        assert len({look[0] for look in LOOKS.values()}) == len(LOOKS)
        assert len({(look[1], look[3]) for look in LOOKS.values()}) == len(LOOKS)

    def test_names_and_values_stand_beside_their_bars(self):
        texts = [each["text"] for each in comparison_of(a_comparison())["layout"]["annotations"]]
        assert "Voss" in texts
        assert "81,1" in texts
        assert "Snitt av kontorene" in texts
        assert "Hordaland samlet" in texts

    def test_a_county_result_that_is_hidden_is_not_drawn(self):
        texts = [
            each["text"] for each in comparison_of(a_comparison(county=a_group(hidden=True)))["layout"]["annotations"]
        ]
        assert "Hordaland samlet" not in texts

    def test_more_offices_make_it_taller(self):
        few = comparison_of(a_comparison(*(a_row(f"NAV {n}", a_figure(9, 10)) for n in range(3))))
        many = comparison_of(a_comparison(*(a_row(f"NAV {n}", a_figure(9, 10)) for n in range(40))))
        assert many["layout"]["height"] - few["layout"]["height"] == 37 * 24

    def test_a_wide_interval_does_not_squeeze_the_bars(self):
        row = a_row("NAV Fedje", a_figure(1, 2), status=None)
        chart = comparison_of(
            a_comparison(type(row)(*_fields(row, interval=(0.0, 40.0))), of=facts(unit="rate"), target=None)
        )
        assert chart["layout"]["xaxis"]["range"][1] < 2

    def test_without_any_office_or_reference_it_is_still_a_chart(self):
        assert_plotly_takes(comparison_chart(facts(), [], [], FORM, "prosent"))

    def test_negative_values_are_drawn_to_the_left(self):
        reference = ReferenceRow("mean", "Snitt av kontorene", -2.0, "−2,0")
        chart = comparison_chart(facts(unit="index"), [], [reference], FORM, "indeks")
        assert chart["layout"]["xaxis"]["range"][0] < -2


def _fields(row, **changed):
    return [changed.get(name, getattr(row, name)) for name in row.__slots__]


class TestSeries:
    def chart(self, *values, flags=(), **fields):
        return series_chart(a_series(*values, **fields), LABELS, flags, FORM)

    def test_plotly_takes_it(self):
        assert_plotly_takes(self.chart(flags=[MAY]))

    def test_it_has_no_markup(self):
        assert_has_no_markup(self.chart(flags=[MAY]))

    def test_a_missing_month_is_a_gap(self):
        own = self.chart(0.8, None, 0.9)["data"][2]
        assert own["y"] == pytest.approx([80.0, None, 90.0])
        assert own["connectgaps"] is False

    def test_the_last_point_has_the_shape_and_colour_of_its_status(self):
        marker = self.chart(0.8, 0.9, status="red")["data"][2]["marker"]
        assert marker["symbol"] == ["circle", "octagon"]
        assert marker["color"][1] == "#cb0035"

    def test_the_last_known_point_is_marked_where_the_last_month_is_missing(self):
        marker = self.chart(0.8, 0.9, None, status="yellow")["data"][2]["marker"]
        assert marker["symbol"] == ["circle", "triangle-up", "circle"]

    def test_without_a_target_the_point_is_a_plain_one(self):
        marker = self.chart(0.8, 0.9, status=None, target=None)["data"][2]["marker"]
        assert marker["symbol"] == ["circle", "circle"]

    def test_the_target_is_a_step(self):
        target = self.chart()["data"][1]
        assert target["line"]["shape"] == "hv"
        assert set(target["y"]) == {90.0}

    def test_the_axis_of_a_share_does_not_leave_what_is_possible_by_much(self):
        low, high = self.chart(0.97, 1.0, 0.99)["layout"]["yaxis"]["range"]
        assert low > 0
        assert high <= 101

    def test_labels_at_the_end_do_not_lie_on_each_other(self):
        labels = self.chart(0.899, 0.9)["layout"]["annotations"]
        heights = sorted(each["y"] for each in labels)
        span = self.chart(0.899, 0.9)["layout"]["yaxis"]["range"]
        least = (span[1] - span[0]) * 20 / 320
        assert all(above - below >= least * 0.99 for below, above in itertools.pairwise(heights))

    def test_flags_are_numbered_in_the_order_of_the_months(self):
        flags = [MAY - 3, MAY - 1]
        texts = [each["text"] for each in self.chart(flags=flags)["layout"]["annotations"] if each.get("bgcolor")]
        assert texts == ["1", "2"]

    def test_flags_of_one_month_stand_together(self):
        texts = [each["text"] for each in self.chart(flags=[MAY - 3, MAY - 3, MAY])["layout"]["annotations"]]
        assert [text for text in texts if text[0].isdigit() and len(text) < 5] == ["1, 2", "3"]

    def test_the_county_s_line_has_another_dash_than_the_offices_mean(self):
        mean, target, _own, county = self.chart()["data"]
        dashes = [line["line"].get("dash", "solid") for line in (mean, target, county)]
        assert len(set(dashes)) == 3
        assert county["y"] == pytest.approx([86.0] * 13)

    def test_the_office_lies_above_the_lines_that_it_is_compared_with(self):
        assert [trace.get("zorder", 0) for trace in self.chart()["data"]] == [0, 0, 1, 0]

    def test_a_line_that_is_not_there_has_no_label(self):
        series = a_series(0.8, 0.9)
        bare = tuple(type(m)(*_fields(m, county_mean=None)) for m in series.months)
        chart = series_chart(type(series)(series.indicator, bare), LABELS, [], FORM)
        texts = [each["text"] for each in chart["layout"]["annotations"]]
        assert sorted(texts) == ["NAV Voss 81,1", "krav 90 %", "samlet 86,0"]

    def test_a_county_far_from_the_office_is_inside_the_axis(self):
        series = a_series(0.8, 0.9)
        far = tuple(type(m)(*_fields(m, county_pooled=0.2)) for m in series.months)
        low, high = series_chart(type(series)(series.indicator, far), LABELS, [], FORM)["layout"]["yaxis"]["range"]
        assert low <= 20 < 90 <= high

    def test_the_pointer_is_told_what_the_month_is_compared_with(self):
        series = a_series(0.8)
        bare = tuple(type(m)(*_fields(m, county_mean=None, county_pooled=None)) for m in series.months)
        told = self.chart(0.8)["data"][2]["customdata"][0][3]
        assert told == "<br>snitt av kontorene 85,0\u00a0%<br>fylket samlet 86,0\u00a0%"
        alone = series_chart(type(series)(series.indicator, bare), LABELS, [], FORM)
        assert alone["data"][2]["customdata"][0][3] == ""

    def test_on_a_narrow_chart_the_lines_keep_their_names(self):
        texts = [each["text"] for each in self.chart()["narrow"]["annotations"]]
        assert {"snitt", "samlet"} <= set(texts)

    def test_a_flag_before_the_first_month_is_not_drawn(self):
        assert not self.chart(0.8, 0.9, first=MAY, flags=[MAY - 5])["layout"]["shapes"]

    def test_the_axis_names_the_last_month(self):
        assert self.chart()["layout"]["xaxis"]["ticktext"][-1] == "mai 18"

    @pytest.mark.parametrize("length", [1, 2, 7, 13, 24, 36, 60, 120, 240])
    def test_the_axis_names_few_months_however_long_it_is(self, length):
        chart = self.chart(*[0.5] * length, first=Month(2000, 1))
        assert 1 <= len(chart["layout"]["xaxis"]["tickvals"]) <= 9
        assert 1 <= len(chart["narrow"]["xaxis"]["tickvals"]) <= 6
        assert_plotly_takes(chart)

    def test_no_two_names_on_the_axis_touch(self):
        for length in range(2, 60):
            ticks = self.chart(*[0.5] * length, first=Month(2015, 4))["layout"]["xaxis"]["tickvals"]
            assert all(b - a >= length / 18 for a, b in itertools.pairwise(ticks)), length

    def test_a_change_of_target_is_seen_in_the_line(self):
        series = a_series(0.8, 0.8)
        changed = type(series.months[0])(*_fields(series.months[0], target=Limits(0.85)))
        chart = series_chart(type(series)(series.indicator, (changed, series.months[1])), LABELS, [], FORM)
        assert chart["data"][1]["y"] == [85.0, 90.0]

    def test_days_are_drawn_as_days(self):
        chart = series_chart(a_series(13.1, 14.2, of=facts(unit="days"), target=None), LABELS, [], FORM)
        assert chart["data"][2]["y"] == [13.1, 14.2]
        assert chart["layout"]["yaxis"]["ticksuffix"] == "\u00a0dager"
