"""The comparison as a funnel: dots over their bases, and who lies beyond what chance explains."""

import json

import pytest

from dashboards.comparison import ComparisonWriter
from dashboards.comparison_page import unit_in_words
from dashboards.comparison_state import may_be_a_funnel
from dashboards.funnel import funnel_view
from methods.funnel import funnel
from scorecards.figures import Figure
from tests.dashboards.figures import a_comparison, a_figure, a_row, facts
from tests.dashboards.test_charts import assert_has_no_markup, assert_plotly_takes
from tests.dashboards.world import MAY, a_world, reader, text_of

ALIKE = [(80 + n % 3, 100 + n) for n in range(12)]


def rows_of(figures):
    return [a_row(f"NAV K{place}", a_figure(*parts), code=str(place)) for place, parts in enumerate(figures)]


def view_of(*rows, own=frozenset()):
    figures = a_comparison(*rows)
    writer = ComparisonWriter(figures, set(own))
    return funnel_view(writer, writer.lines(), unit_in_words(figures.indicator))


def drawn(view):
    chart = json.loads(view.chart)
    return chart, chart["data"][-1]


class TestTheChart:
    def test_plotly_takes_it_and_it_has_no_markup(self):
        chart, _dots = drawn(view_of(*rows_of([*ALIKE, (20, 100)]), a_row("NAV <b>Voss", a_figure(10, 100))))
        assert_plotly_takes(chart)
        assert_has_no_markup({**chart, "data": []})

    def test_each_office_is_a_dot_at_its_base_and_value(self):
        _chart, dots = drawn(view_of(*rows_of(ALIKE)))
        assert dots["x"] == [denominator for _, denominator in ALIKE]
        assert dots["y"] == pytest.approx([100 * n / d for n, d in ALIKE])

    def test_the_lines_are_the_methods_at_the_largest_base(self):
        chart, _dots = drawn(view_of(*rows_of([(80, 100)] * 8)))
        at_base = funnel([80] * 8, [100] * 8).units[0]
        lines = chart["data"][:-1]
        nearest = [min((abs(x - 100), y) for x, y in zip(line["x"], line["y"], strict=True))[1] for line in lines]
        expected = [at_base.low_95, at_base.high_95, at_base.low_998, at_base.high_998]
        assert nearest == pytest.approx([100 * limit for limit in expected], abs=0.3)

    def test_a_hidden_figure_is_no_dot(self):
        _chart, dots = drawn(view_of(*rows_of(ALIKE), a_row("NAV Fedje", Figure("too_few"), status=None)))
        assert len(dots["x"]) == len(ALIKE)

    def test_the_own_office_alone_is_blue(self):
        _chart, dots = drawn(view_of(*rows_of(ALIKE), own={"3"}))
        assert [place for place, color in enumerate(dots["marker"]["color"]) if color == "#0063c1"] == [3]


class TestTheWords:
    def test_an_office_far_out_is_named_as_a_question(self):
        view = view_of(*rows_of([*ALIKE, (20, 100)]))
        assert view.outside.endswith("vanligvis forklarer: K12. Hva kan forklare det?")

    def test_a_shape_marks_it_besides_its_name(self):
        _chart, dots = drawn(view_of(*rows_of([*ALIKE, (20, 100)])))
        assert dots["marker"]["symbol"] == ["circle"] * 12 + ["diamond"]

    def test_nobody_out_is_said(self):
        assert view_of(*rows_of(ALIKE)).outside == "Ingen kontor skiller seg mer ut enn tilfeldigheter kan forklare."

    def test_with_fewer_than_six_offices_nobody_is_judged(self):
        assert "For få kontor" in view_of(*rows_of([*ALIKE[:4], (20, 100)])).outside

    def test_wider_lines_say_why(self):
        uneven = [(40 + 10 * (n % 5), 100) for n in range(12)]
        assert "mer ulike" in view_of(*rows_of(uneven)).dispersion
        assert view_of(*rows_of(ALIKE)).dispersion == ""


@pytest.mark.parametrize(("unit", "pooling"), [("days", "mean"), ("number", "sum"), ("share", "mean")])
def test_only_shares_and_rates_with_both_parts_have_one(unit, pooling):
    figures = a_comparison(*rows_of(ALIKE), of=facts(unit=unit, pooling=pooling))
    assert not may_be_a_funnel(figures)


def test_values_without_parts_have_none():
    figures = a_comparison(a_row("NAV Voss", a_figure(value=0.8)))
    assert not may_be_a_funnel(figures)


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def browser(self):
        world = a_world(offices=8)
        world.publish(MAY)
        return reader(unit=world.voss)

    def test_is_one_click_from_the_bars_and_back(self, browser):
        bars = text_of(browser.get("/indicators/IND0/2018-05/?county=1200"))
        assert "Kontorene side om side" in bars
        assert "view=funnel" in bars
        turned = text_of(browser.get("/indicators/IND0/2018-05/?county=1200&view=funnel"))
        assert "Kontorene mot antall saker" in turned
        assert "Side om side" in turned

    def test_stays_when_another_order_is_chosen(self, browser):
        chosen = browser.get("/compare/?indicator=IND0&month=2018-05&county=1200&sort=name&view=funnel")
        assert chosen.url.endswith("county=1200&sort=name&view=funnel")

    def test_has_the_same_table_beside_it(self, browser):
        page = text_of(browser.get("/indicators/IND0/2018-05/?county=1200&view=funnel"))
        assert "Snitt av kontorene" in page
        assert page.count('<th scope="row"><a') == 8
