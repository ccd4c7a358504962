"""The comparison's texts: what offices are compared to, what is left out of the chart, and the table's order."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from dashboards.comparison import ComparisonWriter
from dashboards.comparison_page import (
    describe,
    drawn_lines,
    figure_strip,
    left_out,
    other_targets,
    page_context,
    unit_in_words,
)
from dashboards.tables import ComparisonTable
from scorecards.figures import Figure, Limits, Place
from tests.dashboards.figures import a_comparison, a_figure, a_group, a_row, facts

NB = "\u00a0"
MINUS = "\u2212"


def references(figures):
    return {each.kind: each for each in ComparisonWriter(figures, set()).references()}


def table(*rows, sort, of=None):
    lines = ComparisonWriter(a_comparison(*rows, of=of), set()).lines()
    return [line.name for line in ComparisonTable(lines, order_by=sort).data]


class TestReferences:
    def test_county_mean_and_county_result_are_two_things_with_two_names(self):
        found = references(a_comparison())
        assert found["mean"].name == "Snitt av kontorene"
        assert found["county"].name == "Hordaland samlet"
        assert found["mean"].text == f"90,0{NB}%"
        assert found["county"].text == f"88,0{NB}%"

    def test_each_says_what_it_is(self):
        found = references(a_comparison())
        assert found["mean"].about == "hvert kontor teller likt, 3 kontor"
        assert found["county"].about == "alle saker i fylket"

    def test_the_result_has_its_base_and_the_mean_has_none(self):
        found = references(a_comparison())
        assert found["county"].base == "88 av 100"
        assert found["mean"].base == ""

    def test_country_and_chosen_county_are_there_where_they_have_figures(self):
        assert set(references(a_comparison())) == {"mean", "county"}
        both = references(a_comparison(country=a_group(), reference=a_group()))
        assert both["country"].name == "Landet"
        assert both["reference"].name == "Sogn og Fjordane samlet"

    def test_the_country_says_how_many_offices_have_come(self):
        few = references(a_comparison(country=a_group()))["country"]
        assert few.about == "alle saker i landet, 3 kontor"
        many = references(a_comparison(country=a_group((0.9,) * 1200)))["country"]
        assert many.about == f"alle saker i landet, 1{NB}200 kontor"

    def test_a_hidden_result_says_that_it_is_too_few(self):
        county = references(a_comparison(county=a_group(hidden=True)))["county"]
        assert county.value is None
        assert county.text == "–"
        assert county.about == "for få, vises ikke"

    def test_what_can_not_be_pooled_says_so(self):
        group = a_group(pooled=None, parts=None)
        assert references(a_comparison(county=group, of=facts(pooling="mean")))["county"].about == "regnes ikke samlet"
        assert references(a_comparison(county=group))["county"].about == "ingen tall"

    def test_each_has_the_colour_of_its_figure(self):
        found = references(a_comparison(county=a_group((0.7,), pooled=0.85)))
        assert "Rød" in found["mean"].status
        assert "Gul" in found["county"].status

    def test_the_distance_to_the_mean_is_shown_for_all_but_the_mean(self):
        found = references(a_comparison())
        assert found["county"].difference == f"{MINUS}2,0"
        assert found["mean"].difference == ""


class TestTable:
    ROWS = (
        a_row("NAV Ås", a_figure(5, 10), status="red"),
        a_row("NAV Bø", a_figure(9, 100), status="red"),
        a_row("NAV Arna", a_figure(95, 100), status="green"),
        a_row("NAV Fedje", Figure("too_few"), status=None),
    )

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("name", ["Arna", "Bø", "Fedje", "Ås"]),
            ("-name", ["Ås", "Fedje", "Bø", "Arna"]),
            ("value", ["Bø", "Ås", "Arna", "Fedje"]),
            ("-value", ["Arna", "Ås", "Bø", "Fedje"]),
            ("base", ["Ås", "Bø", "Arna", "Fedje"]),
            ("status", ["Arna", "Ås", "Bø", "Fedje"]),
            ("-status", ["Ås", "Bø", "Arna", "Fedje"]),
            ("difference", ["Bø", "Ås", "Arna", "Fedje"]),
        ],
    )
    def test_it_is_sorted_by_any_column_and_what_is_missing_stands_last(self, sort, order):
        assert table(*self.ROWS, sort=sort) == order

    def test_an_office_without_a_figure_says_why_and_has_no_status(self):
        line = ComparisonWriter(a_comparison(*self.ROWS), set()).lines()[-1]
        assert "for få" in line.value
        assert (line.base, line.status, line.difference) == ("–", "", "")

    def test_a_line_says_how_far_the_office_is_from_the_mean(self):
        line = ComparisonWriter(a_comparison(*self.ROWS), set()).lines()[0]
        assert line.difference == f"{MINUS}40,0"


class TestPage:
    def context(self, *rows, query="", own=(), **fields):
        return page_context(
            a_comparison(*rows, **fields), set(own), [], [("DIALOG2", "Dialogmøte 2")], QueryDict(query)
        )

    def test_the_best_stands_first_unless_another_order_is_asked_for(self):
        rows = (a_row("NAV Voss", a_figure(5, 10)), a_row("NAV Os", a_figure(9, 10)))
        assert [line.name for line in self.context(*rows)["table"].data] == ["Os", "Voss"]
        assert [line.name for line in self.context(*rows, query="sort=name")["table"].data] == ["Os", "Voss"]
        lower = self.context(*rows, of=facts(direction="lower"), target=Limits(0.1, 0.2))
        assert [line.name for line in lower["table"].data] == ["Voss", "Os"]

    def test_an_order_that_is_not_there_is_the_usual_one(self):
        assert self.context(query="sort=population")["sort"] == "-value"

    def test_chart_and_table_have_the_same_order(self):
        rows = tuple(a_row(f"NAV {name}", a_figure(n, 10)) for n, name in enumerate("ABCDE", start=1))
        for sort in ("name", "-name", "value", "-value"):
            context = self.context(*rows, query=f"sort={sort}")
            texts = [line.name for line in context["table"].data]
            assert context["chart"].find(f'"text":"{texts[0]}"') < context["chart"].find(f'"text":"{texts[-1]}"')

    def test_the_own_office_stands_first_in_the_strip(self):
        rows = (
            a_row("NAV Voss", a_figure(73, 90), code="1235", place=Place(2, 36, 1, 9)),
            a_row("NAV Os", a_figure(95, 100)),
        )
        strip = self.context(*rows, own={"1235"})["figures"]
        assert strip[0] == ("NAV Voss", f"81,1{NB}%", "73 av 90 · plass 2 av 36 (kan ligge 1–9)")
        assert [name for name, *_ in strip[1:]] == ["Snitt av kontorene", "Hordaland samlet"]

    def test_without_an_own_office_the_strip_begins_with_the_mean(self):
        assert self.context()["figures"][0][0] == "Snitt av kontorene"

    def test_links_keep_what_was_chosen(self):
        context = self.context(query="office=1235", reference=a_group())
        assert "county=1200&reference=1400&office=1235" in context["table"].address
        assert "reference=1400" in context["months"].previous_href


class TestManyOffices:
    ROWS = tuple(a_row(f"NAV {n:03d}", a_figure(n, 100), code=f"{n:03d}") for n in range(61))

    def lines(self, rows=ROWS, own=()):
        return ComparisonWriter(a_comparison(*rows), set(own)).lines()

    def codes(self, lines):
        return [line.source.code for line in lines]

    def test_up_to_sixty_are_all_drawn(self):
        lines = self.lines(self.ROWS[:60])
        assert list(drawn_lines(lines, every=False)) == lines

    def test_of_more_the_ends_the_middle_and_the_quarters_are_drawn(self):
        assert self.codes(drawn_lines(self.lines(), every=False)) == ["000", "015", "030", "045", "060"]

    def test_the_own_regions_offices_are_always_drawn(self):
        rows = tuple(replace(row, region_name="Min" if n in (3, 7) else "Andre") for n, row in enumerate(self.ROWS))
        assert self.codes(drawn_lines(self.lines(rows, own={"007"}), every=False)) == [
            "000", "003", "007", "015", "030", "045", "060",
        ]  # fmt: skip

    def test_an_office_without_a_region_is_drawn_alone(self):
        rows = tuple(replace(row, region_name="") for row in self.ROWS)
        assert "007" in self.codes(drawn_lines(self.lines(rows, own={"007"}), every=False))
        assert len(drawn_lines(self.lines(rows, own={"007"}), every=False)) == 6

    def test_all_are_drawn_where_that_is_asked_for(self):
        assert len(drawn_lines(self.lines(), every=True)) == 61

    def test_the_table_has_all_of_them_whatever_is_drawn(self):
        context = page_context(a_comparison(*self.ROWS), set(), [], [], QueryDict(""))
        assert len(list(context["table"].data)) == 61
        assert context["all_href"].endswith("&all=1")
        assert page_context(a_comparison(*self.ROWS), set(), [], [], QueryDict("all=1"))["all_href"] == ""

    def test_offices_without_a_figure_are_not_landmarks(self):
        rows = tuple(replace(row, figure=Figure("too_few")) for row in self.ROWS)
        assert list(drawn_lines(self.lines(rows), every=False)) == []


class TestSentences:
    def test_the_chart_is_described_with_the_figures_that_matter(self):
        writer = ComparisonWriter(a_comparison(), set())
        text = describe(writer, writer.lines(), writer.references())
        assert "Stolpediagram over 2 kontor i NAV Hordaland, mai 2018." in text
        assert f"Fra 81,1{NB}% til 95,0{NB}%." in text
        assert f"Snitt av kontorene: 90,0{NB}%." in text
        assert f"Krav: ≥{NB}90{NB}%." in text

    def test_offices_out_of_the_chart_are_named_with_the_reason(self):
        rows = [
            a_row("NAV Ulvik", Figure("not_delivered"), status=None),
            a_row("NAV Fedje", Figure("too_few"), status=None),
            a_row("NAV Eidfjord", Figure("too_few"), status=None),
            a_row("NAV Voss", a_figure(9, 10)),
        ]
        lines = ComparisonWriter(a_comparison(*rows), set()).lines()
        assert left_out(lines) == "For få, vises ikke: Eidfjord og Fedje. Ikke levert: Ulvik."

    def test_offices_with_another_target_than_the_one_shown_are_named_with_it(self):
        low = Limits(0.6, 0.5)
        rows = [
            a_row("NAV Voss", a_figure(73, 90)),
            a_row("NAV Fana", a_figure(55, 90), target=low),
            a_row("NAV Arna", a_figure(56, 90), target=low),
            a_row("NAV Os", a_figure(73, 90), target=None),
            a_row("NAV Fedje", Figure("too_few"), target=low),  # has no colour
        ]
        writer = ComparisonWriter(a_comparison(*rows), set())
        said = other_targets(writer, writer.lines())
        assert said == f"Annet krav enn fylket: Arna og Fana (≥{NB}60{NB}%). Os (uten krav)."

    def test_a_target_of_an_office_alone_is_named_where_the_county_has_none(self):
        rows = [a_row("NAV Voss", a_figure(73, 90), target=None), a_row("NAV Fana", a_figure(55, 90))]
        writer = ComparisonWriter(a_comparison(*rows, target=None), set())
        assert other_targets(writer, writer.lines()) == f"Annet krav enn fylket: Fana (≥{NB}90{NB}%)."

    def test_where_all_have_the_countys_target_nothing_is_said(self):
        writer = ComparisonWriter(a_comparison(), set())
        assert other_targets(writer, writer.lines()) == ""

    def test_where_all_are_in_the_chart_nobody_is_left_out(self):
        assert left_out(ComparisonWriter(a_comparison(), set()).lines()) == ""

    def test_the_axis_says_what_is_counted(self):
        units = [unit_in_words(facts(unit=unit)) for unit in ("share", "days", "number", "index", "rate")]
        assert units == ["prosent", "dager", "antall", "indeks", "rate"]

    def test_the_strip_of_an_office_without_a_figure_says_why(self):
        figures = a_comparison(a_row("NAV Fedje", Figure("too_few"), code="1265", status=None))
        writer = ComparisonWriter(figures, {"1265"})
        name, value, about = figure_strip(writer, writer.lines(), [])[0]
        assert (name, about) == ("NAV Fedje", "")
        assert "for få" in value
