"""What the address of a table chooses: parts, filters and order, written and read back."""

from urllib.parse import parse_qsl

import pytest

from dashboards.heat import HeatWriter
from dashboards.table_choice import TableChoice, choice_of, narrowed
from scorecards.figures import TableRow
from tests.dashboards.figures import a_cell, a_table, an_office_row, facts

LOWER = (facts("WAIT", unit="days", direction="lower"), facts("DIALOG"), facts("INSIDE", direction="inside"))
FEDJE = an_office_row(
    "NAV Fedje", a_cell("green", value=10.0), a_cell("red", value=0.4), a_cell(value=0.5), region="R1"
)
ODDA = an_office_row("NAV Odda", a_cell("red", value=30.0), a_cell("red", value=0.2), a_cell(value=0.9), region="R2")
OS = an_office_row("NAV Os", a_cell(value=None, state="too_few"), a_cell(value=0.95), a_cell(value=0.7), region="R1")
VOSS = an_office_row("NAV Voss", a_cell("green", value=20.0), a_cell(value=0.95), a_cell(value=0.9), region="R2")
REGIONS = tuple(TableRow(code, code, "region", code, (a_cell(), a_cell(), a_cell())) for code in ("R1", "R2"))


def table():
    return a_table(FEDJE, ODDA, OS, VOSS, regions=REGIONS, of=LOWER)


def names(choice):
    return [row.name.removeprefix("NAV ") for row in narrowed(table(), choice).offices]


def codes(choice):
    return [facts.code for facts in narrowed(table(), choice).indicators]


def head_of(code, **choices):
    choice = TableChoice(**choices)
    heat = HeatWriter(narrowed(table(), choice), set(), "1200", choice).heat()
    heads = {"name": heat.name, "red": heat.red}
    return heads.get(code) or heat.columns[[facts.code for facts in LOWER].index(code)]


class TestTheAddress:
    @pytest.mark.parametrize(
        "choice",
        [
            TableChoice(),
            TableChoice(view="distribution", show="malekort", package="STYR"),
            TableChoice(columns="red", offices="changed", region="R1"),
            TableChoice(sort="-WAIT", grouped=True),
            TableChoice(sort="WAIT", grouped=False, figure="mean"),
        ],
    )
    def test_a_choice_is_read_back_from_its_address(self, choice):
        assert choice_of(dict(parse_qsl(choice.href().removeprefix("?")))) == choice

    def test_what_is_not_chosen_is_not_in_the_address(self):
        assert TableChoice().href() == "?"
        assert TableChoice().query() == ""
        assert TableChoice(show="malekort").query() == "&show=malekort"

    def test_another_choice_leaves_the_others_as_they_are(self):
        chosen = TableChoice(show="malekort", package="STYR")
        assert chosen.href(sort="red", grouped=False) == "?show=malekort&sort=red&package=STYR"

    @pytest.mark.parametrize("asked", [{"show": "nope"}, {"columns": "nope"}, {"offices": "x"}, {"figure": "sum"}])
    def test_a_word_that_is_not_known_chooses_nothing(self, asked):
        assert choice_of(asked) == TableChoice()

    @pytest.mark.parametrize("order", ["red", "name"])
    def test_the_orders_of_older_addresses_still_hold(self, order):
        assert choice_of({"order": order}) == TableChoice(sort=order, grouped=False)

    def test_a_code_is_written_so_that_it_can_be_read(self):
        assert TableChoice(region="R&1").href() == "?region=R%261"


class TestOrder:
    def test_the_better_stand_first_whichever_way_is_better(self):
        assert names(TableChoice(sort="WAIT")) == ["Fedje", "Voss", "Odda", "Os"]
        assert names(TableChoice(sort="DIALOG")) == ["Os", "Voss", "Fedje", "Odda"]

    def test_turned_the_better_stand_last_and_what_is_hidden_still_after_them(self):
        assert names(TableChoice(sort="-WAIT")) == ["Odda", "Voss", "Fedje", "Os"]

    def test_those_with_the_same_value_stay_by_the_alphabet_either_way(self):
        assert names(TableChoice(sort="-DIALOG")) == ["Odda", "Fedje", "Os", "Voss"]

    def test_where_no_way_is_better_the_highest_stand_first(self):
        assert names(TableChoice(sort="INSIDE")) == ["Odda", "Voss", "Os", "Fedje"]

    def test_by_red_most_first_and_then_by_the_alphabet(self):
        assert names(TableChoice(sort="red")) == ["Odda", "Fedje", "Os", "Voss"]
        assert names(TableChoice(sort="-red")) == ["Os", "Voss", "Fedje", "Odda"]

    def test_by_name_and_the_other_way(self):
        assert names(TableChoice(sort="name")) == ["Fedje", "Odda", "Os", "Voss"]
        assert names(TableChoice(sort="-name")) == ["Voss", "Os", "Odda", "Fedje"]

    def test_an_indicator_that_is_not_there_orders_nothing(self):
        assert names(TableChoice(sort="NOPE")) == ["Fedje", "Odda", "Os", "Voss"]

    def test_within_regions_the_order_holds_for_each(self):
        choice = TableChoice(sort="-WAIT", grouped=True)
        blocks = HeatWriter(narrowed(table(), choice), set(), "1200", choice).heat().blocks
        assert [[row.name for row in block] for block in blocks[1:]] == [["R1", "Fedje", "Os"], ["R2", "Odda", "Voss"]]


class TestHeads:
    def test_a_head_sorts_the_whole_table_by_its_column(self):
        assert head_of("WAIT").sort == "?sort=WAIT"
        assert head_of("WAIT").sorted == ""

    @pytest.mark.parametrize(
        ("code", "sort", "way"),
        [
            ("WAIT", "WAIT", "ascending"),
            ("WAIT", "-WAIT", "descending"),
            ("DIALOG", "DIALOG", "descending"),
            ("DIALOG", "-DIALOG", "ascending"),
            ("name", "name", "ascending"),
            ("name", "-name", "descending"),
            ("red", "red", "descending"),
            ("red", "-red", "ascending"),
        ],
    )
    def test_the_column_sorted_by_says_which_way_and_leads_the_other_way(self, code, sort, way):
        head = head_of(code, sort=sort, grouped=False)
        other = code if sort.startswith("-") else f"-{code}"
        assert (head.sorted, head.sort) == (way, f"?sort={other}")

    def test_a_head_keeps_the_regions_where_they_were_chosen_beside_an_order(self):
        assert head_of("DIALOG", sort="WAIT", grouped=True).sort == "?sort=DIALOG&order=region"
        assert head_of("DIALOG", sort="WAIT", grouped=False).sort == "?sort=DIALOG"


class TestFilters:
    def test_a_part_of_the_package(self):
        assert codes(TableChoice(show="malekort")) == ["WAIT"]
        assert codes(TableChoice(show="tillegg")) == ["DIALOG", "INSIDE"]

    def test_only_columns_with_red(self):
        assert codes(TableChoice(columns="red")) == ["WAIT", "DIALOG"]

    def test_columns_with_red_among_the_offices_that_are_left(self):
        assert codes(TableChoice(columns="red", region="R1")) == ["DIALOG"]

    def test_one_region(self):
        shown = narrowed(table(), TableChoice(region="R2"))
        assert [row.name for row in (*shown.regions, *shown.offices)] == ["R2", "NAV Odda", "NAV Voss"]

    def test_a_region_that_is_not_there_leaves_all(self):
        assert len(narrowed(table(), TableChoice(region="GONE")).offices) == 4

    def test_only_offices_of_which_a_colour_has_changed(self):
        turned = an_office_row("NAV Bømlo", a_cell("red", before="green"), a_cell("green"))
        stays = an_office_row("NAV Eid", a_cell("red", before="red"), a_cell("green"))
        lost = an_office_row("NAV Fitjar", a_cell(value=None, before="red", state="too_few"), a_cell("green"))
        shown = narrowed(a_table(turned, stays, lost), TableChoice(offices="changed"))
        assert [row.name for row in shown.offices] == ["NAV Bømlo"]

    def test_a_change_in_a_part_that_is_not_shown_does_not_count(self):
        office = an_office_row("NAV Bømlo", a_cell("red", before="green"), a_cell("green", before="green"))
        assert not narrowed(a_table(office), TableChoice(offices="changed", show="tillegg")).offices

    def test_every_row_keeps_as_many_cells_as_there_are_columns(self):
        shown = narrowed(table(), TableChoice(show="tillegg"))
        assert {len(row.cells) for row in (*shown.above, *shown.regions, *shown.offices)} == {2}
        assert len(shown.targets) == len(shown.parts) == 2
