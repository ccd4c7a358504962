"""What a comparison's address says: views that its figures bear, orders that are there, links that keep the rest."""

from urllib.parse import parse_qs

import pytest

from dashboards.comparison_state import may_be_a_funnel, orders, read_state, view_chips, views_of
from scorecards.figures import Figure
from tests.dashboards.figures import a_comparison, a_figure, a_group, a_row, facts


def rows_of(*bases):
    return [a_row(f"NAV K{place}", a_figure(base / 2, base), code=str(place)) for place, base in enumerate(bases)]


FOUR = a_comparison(*rows_of(10, 20, 30, 40))


class TestViews:
    def test_a_share_at_offices_of_several_sizes_has_all_four(self):
        assert views_of(FOUR) == ["", "funnel", "months", "size"]

    def test_values_without_parts_are_compared_side_by_side_and_over_months(self):
        rows = [a_row(f"NAV K{n}", a_figure(value=n / 10), code=str(n)) for n in range(1, 9)]
        assert views_of(a_comparison(*rows)) == ["", "months"]

    def test_days_with_a_base_have_sizes_and_no_funnel(self):
        figures = a_comparison(*rows_of(10, 20, 30, 40), of=facts(unit="days", pooling="mean"))
        assert views_of(figures) == ["", "months", "size"]

    def test_hidden_offices_alone_make_no_sizes(self):
        rows = [a_row(f"NAV K{n}", Figure("too_few"), code=str(n)) for n in range(5)]
        assert views_of(a_comparison(*rows)) == ["", "months"]

    @pytest.mark.parametrize("asked", ["", "pie", "size ", "MONTHS"])
    def test_a_view_that_is_not_there_is_the_bars(self, asked):
        assert read_state(FOUR, {"view": asked}).view == ""

    def test_a_view_that_the_figures_do_not_bear_is_the_bars(self):
        figures = a_comparison(*rows_of(10, 20), of=facts(unit="days", pooling="mean"))
        assert {read_state(figures, {"view": view}).view for view in ("funnel", "size")} == {""}

    def test_each_is_a_link_and_the_one_that_is_shown_says_so(self):
        chips = view_chips(FOUR, read_state(FOUR, {"view": "months", "sort": "name"}))
        assert [chip.text for chip in chips] == ["Side om side", "Mot antall saker", "Over måneder", "Etter størrelse"]
        assert [chip.on for chip in chips] == [False, False, True, False]
        assert all("sort=name" in chip.href for chip in chips)
        assert [parse_qs(chip.href[1:]).get("view") for chip in chips] == [None, ["funnel"], ["months"], ["size"]]

    def test_a_rate_may_be_a_funnel_and_an_index_may_not(self):
        assert may_be_a_funnel(a_comparison(*rows_of(10, 20), of=facts(unit="rate")))
        assert not may_be_a_funnel(a_comparison(*rows_of(10, 20), of=facts(unit="index")))


class TestOrders:
    @pytest.mark.parametrize(
        ("direction", "best"), [("higher", "-value"), ("lower", "value"), ("inside", "status"), ("none", "-value")]
    )
    def test_the_best_stands_first_by_the_indicators_direction(self, direction, best):
        figures = a_comparison(*rows_of(10, 20), of=facts(direction=direction))
        assert read_state(figures, {}).sort == best
        assert orders(figures)[0] == (best, "Beste resultat først")

    @pytest.mark.parametrize("asked", ["name", "-name", "value", "-base", "status", "difference", "region"])
    def test_an_order_that_is_there_is_taken(self, asked):
        assert read_state(FOUR, {"sort": asked}).sort == asked

    @pytest.mark.parametrize("asked", ["population", "-region", "--name", "number", ""])
    def test_another_is_the_usual_one(self, asked):
        assert read_state(FOUR, {"sort": asked}).sort == "-value"

    def test_the_form_offers_best_alphabet_size_and_region(self):
        assert [sort for sort, _name in orders(FOUR)] == ["-value", "name", "-base", "region"]

    def test_without_regions_it_offers_none(self):
        rows = [type(row)(1, row.code, row.name, "", row.figure, "green", None, 1) for row in rows_of(10, 20)]
        assert "region" not in [sort for sort, _name in orders(a_comparison(*rows))]


class TestTheAddress:
    def asked(self, **query):
        state = read_state(a_comparison(*rows_of(10, 20, 30, 40), reference=a_group()), query)
        return {name: value for name, (value,) in parse_qs(state.href()[1:]).items()}

    def test_it_names_everything_that_the_page_shows(self):
        assert self.asked(office="1235", view="size", sort="name", all="1") == {
            "county": "1200",
            "reference": "1400",
            "office": "1235",
            "view": "size",
            "sort": "name",
            "all": "1",
        }

    def test_what_nobody_chose_and_is_usual_is_left_out_or_named(self):
        assert self.asked() == {"county": "1200", "reference": "1400", "sort": "-value"}

    def test_a_page_opened_by_its_own_address_has_the_same_state(self):
        state = read_state(FOUR, {"view": "months", "sort": "region", "all": "1", "office": "3"})
        again = read_state(FOUR, {name: value for name, (value,) in parse_qs(state.href()[1:]).items()})
        assert again == state

    def test_a_form_of_file_is_no_part_of_it(self):
        assert "format" not in self.asked(format="csv")
