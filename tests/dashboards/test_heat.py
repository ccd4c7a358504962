"""The table of offices and indicators: rows, columns, cells and what is said above it."""

from dataclasses import replace

import pytest

from dashboards.heat import HeatWriter, figure_strip
from dashboards.table_choice import TableChoice, narrowed
from scorecards.figures import Figure, TableCell, TableRow
from tests.dashboards.figures import a_cell, a_figure, a_table, an_office_row, facts


def heat_of(table, own=(), **choices):
    choice = TableChoice(**choices)
    return HeatWriter(narrowed(table, choice), set(own), "1200", choice).heat()


def names(heat):
    return [row.name for block in heat.blocks for row in block]


VOSS = an_office_row("NAV Voss", a_cell("green"), a_cell("red", value=0.4), region="R1", code="1235")
OS = an_office_row("NAV Os", a_cell("red", value=0.3), a_cell("red", value=0.2), region="R1", code="1243")
FEDJE = an_office_row(
    "NAV Fedje", a_cell("yellow", value=0.8), a_cell(value=None, state="too_few"), region="", code="1265"
)
REGION = TableRow("R1", "Region Hardanger", "region", "R1", (a_cell(), a_cell()))


def test_mean_and_result_stand_first_under_two_names():
    assert names(heat_of(a_table(VOSS)))[:2] == ["Snitt av kontorene", "Hordaland samlet"]


def test_offices_stand_under_their_region_and_those_without_last():
    table = a_table(VOSS, OS, FEDJE, regions=(REGION,))
    assert names(heat_of(table))[2:] == ["Region Hardanger", "Voss", "Os", "Fedje"]


def test_in_one_piece_no_region_stands_between():
    heat = heat_of(a_table(FEDJE, OS, VOSS, regions=(REGION,)), sort="name", grouped=False)
    assert names(heat)[2:] == ["Fedje", "Os", "Voss"]


def test_an_office_counts_its_red_cells_and_groups_do_not():
    heat = heat_of(a_table(VOSS, OS, regions=(REGION,)))
    assert [row.red for block in heat.blocks for row in block] == ["", "", "", "1", "2"]


def test_a_cell_leads_to_the_offices_indicator():
    row = heat_of(a_table(VOSS)).blocks[-1][0]
    assert row.cells[0].href == "/offices/1235/indicators/I0/"
    assert row.href == "/offices/1235/2018-05/"


def test_a_heading_leads_to_the_comparison_in_the_county():
    assert heat_of(a_table(VOSS)).columns[0].href == "/indicators/I0/2018-05/?county=1200"


def test_groups_have_no_page_per_indicator():
    assert heat_of(a_table(VOSS)).blocks[0][0].cells[0].href == ""


def test_red_and_yellow_have_a_shape_and_a_word_and_green_is_quiet():
    cells = [cell for row in heat_of(a_table(VOSS, FEDJE)).blocks[-1] for cell in row.cells]
    green, red, yellow, hidden = cells
    assert (green.css, green.mark) == ("g", "")
    assert red.css == "r"
    assert "#red" in red.mark
    assert "Rød: " in red.mark
    assert yellow.css == "y"
    assert "#yellow" in yellow.mark
    assert hidden.css == "n"
    assert "for få" in hidden.text


def test_few_cases_are_marked():
    few = TableCell(a_figure(3, 9), "green", None)
    many = TableCell(a_figure(30, 90), "green", None)
    heat = heat_of(a_table(an_office_row("NAV Voss", few, many)))
    assert [cell.few for cell in heat.blocks[-1][0].cells] == [True, False]
    assert heat.has_few


def test_a_value_without_a_base_is_not_called_few():
    assert not heat_of(a_table(VOSS)).has_few


def test_the_unit_stands_in_the_heading_where_it_is_not_per_cent():
    indicators = (
        facts("A", name="Ventetid", unit="days"),
        facts("B", name="Mottakere", unit="number"),
        facts("C", name="Andel"),
    )
    row = an_office_row("NAV Voss", a_cell(value=13.0), a_cell(value=5.0), a_cell())
    columns = heat_of(a_table(row, of=indicators)).columns
    assert [column.name for column in columns] == ["Ventetid (dager)", "Mottakere (antall)", "Andel"]


def test_what_can_not_be_pooled_says_so_for_groups_alone():
    missing = TableCell(Figure("not_delivered"), None, None)
    indicators = (facts("A", pooling="mean"),)
    table = a_table(
        an_office_row("NAV Voss", missing, region="R1"),
        regions=(TableRow("R1", "R", "region", "R1", (missing,)),),
        of=indicators,
    )
    heat = heat_of(table)
    texts = {row.name: row.cells[0].text for block in heat.blocks for row in block}
    assert "regnes ikke samlet" in texts["R"]
    assert "ikke levert" in texts["Voss"]


def test_columns_are_gathered_under_their_perspective():
    indicators = (
        facts("A", perspective="Brukere"),
        facts("B", perspective="Brukere"),
        facts("C", perspective="Ressurser"),
    )
    heat = heat_of(a_table(an_office_row("NAV Voss", a_cell(), a_cell(), a_cell()), of=indicators))
    assert [(group.name, group.size) for group in heat.groups] == [("Brukere", 2), ("Ressurser", 1)]


def test_the_readers_own_office_is_pointed_out():
    rows = heat_of(a_table(VOSS, OS), own={"1243"}).blocks[-1]
    assert [(row.name, row.css) for row in rows] == [("Voss", ""), ("Os", "me")]


def test_only_the_columns_shown_count_as_red():
    table = a_table(VOSS, OS)
    assert [row.red for row in heat_of(table, show="malekort").blocks[-1]] == ["0", "1"]


class TestFigureStrip:
    def test_it_counts_the_offices_cells_and_not_the_groups(self):
        strip = figure_strip(a_table(VOSS, OS, regions=(REGION,)), "april")
        assert strip[0] == ("Røde felt", "3 av 4", "0 gule, 1 grønne")

    def test_cells_without_a_colour_are_not_counted(self):
        assert figure_strip(a_table(FEDJE), "april")[0][1] == "0 av 1"

    @pytest.mark.parametrize(("before", "text"), [("yellow", "1 bedre"), ("green", "0 bedre")])
    def test_it_counts_changes_of_colour(self, before, text):
        row = an_office_row("NAV Voss", a_cell("green", before=before))
        assert figure_strip(a_table(row), "april")[1][:2] == ("Skiftet farge siden april", text)

    def test_worse_and_same_are_said_beside(self):
        cells = (a_cell("red", before="green"), a_cell("green", before="green"), a_cell("red", before="yellow"))
        assert figure_strip(a_table(an_office_row("NAV Voss", *cells)), "april")[1][2] == "2 svakere, 1 som før"

    def test_without_a_month_before_nothing_is_said_of_changes(self):
        assert [heading for heading, *_ in figure_strip(a_table(VOSS), "april")] == [
            "Røde felt",
            "Rød for flest kontor",
        ]

    def test_it_names_the_indicator_that_most_offices_are_red_on(self):
        assert figure_strip(a_table(VOSS, OS), "april")[-1] == (
            "Rød for flest kontor",
            "Indikator 1",
            "2 av 2 kontor",
        )

    def test_where_others_are_red_for_as_many_it_says_how_many_more(self):
        two, three = (an_office_row("NAV Voss", *[a_cell("red")] * n, a_cell()) for n in (2, 3))
        assert figure_strip(a_table(two), "april")[-1][1:] == (
            "Indikator 0",
            "1 av 1 kontor, like mange for én indikator til",
        )
        assert figure_strip(a_table(three), "april")[-1][2] == "1 av 1 kontor, like mange for 2 indikatorer til"

    def test_counties_are_called_so(self):
        row = TableRow("1200", "NAV Hordaland", "county", "", (a_cell("red"), a_cell()))
        assert figure_strip(a_table(row), "april")[-1] == ("Rød for flest fylker", "Indikator 0", "1 av 1 fylker")

    def test_large_numbers_are_written_as_numbers_are(self):
        rows = [an_office_row(f"NAV {n}", *[a_cell("red", before="green")] * 30) for n in range(40)]
        strip = figure_strip(a_table(*rows), "april")
        assert strip[0][1] == "1\u00a0200 av 1\u00a0200"
        assert strip[1][2] == "1\u00a0200 svakere, 0 som før"

    def test_where_nobody_is_red_no_indicator_is_named(self):
        row = an_office_row("NAV Voss", a_cell())
        assert [heading for heading, *_ in figure_strip(a_table(row), "april")] == ["Røde felt"]


def test_preliminary_and_corrected_figures_are_marked_in_their_cells():
    early = TableCell(a_figure(61, 83, state="preliminary"), "red", None)
    corrected = TableCell(replace(a_figure(61, 83), revised=True), "red", None)
    heat = heat_of(a_table(an_office_row("NAV Voss", early, corrected, a_cell())))
    (row,) = (row for block in heat.blocks for row in block if row.name == "Voss")
    texts = [str(cell.text) for cell in row.cells]
    assert ["#preliminary" in text for text in texts] == [True, False, False]
    assert ['class="revised"' in text for text in texts] == [False, True, False]
    assert heat.has_revised
