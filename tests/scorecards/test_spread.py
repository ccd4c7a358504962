"""How offices are spread on an indicator: of shown cells alone, with the group's own figure beside."""

from methods.pooling import summarise
from scorecards.figures import Figure, TableCell, TableRow
from scorecards.spread import spreads
from tests.dashboards.figures import TARGET, a_cell, a_figure, a_table, an_office_row, facts

HIDDEN = a_cell(value=None, state="too_few")
WHOLE = TableRow("R1", "Region Vest", "region", "R1", (TableCell(a_figure(70, 100), "red", None),))


def table(*values, **more):
    rows = [
        an_office_row(f"NAV {number}", a_cell("red" if value < 0.5 else "green", value=value), code=str(number), **more)
        for number, value in enumerate(values)
    ]
    return a_table(*rows, an_office_row("NAV Skjult", HIDDEN, code="h", **more), of=(facts("IND"),))


def test_a_hidden_cell_is_counted_in_nothing():
    (spread,) = spreads(table(0.2, 0.6, 1.0))
    assert spread.summary == summarise([0.2, 0.6, 1.0])
    assert (spread.green, spread.yellow, spread.red) == (2, 0, 1)
    assert [code for _, code in spread.values] == ["0", "1", "2"]


def test_values_stand_from_the_lowest_to_the_highest():
    (spread,) = spreads(table(0.9, 0.1, 0.5))
    assert spread.values == ((0.1, "1"), (0.5, "2"), (0.9, "0"))


def test_the_group_as_one_unit_is_what_is_stored_and_not_made_of_the_cells():
    (spread,) = spreads(table(0.2, 0.6))
    assert spread.pooled.value == 0.9  # the table's own row for the county
    assert spread.target == TARGET


def test_a_total_that_is_hidden_stays_so():
    shown = table(0.2, 0.6)
    mean, _ = shown.above
    hidden = TableRow("1200", "NAV Hordaland", "county", "", (TableCell(Figure("too_few"), None, None),))
    (spread,) = spreads(type(shown)(**{**fields_of(shown), "above": (mean, hidden)}))
    assert spread.pooled == Figure("too_few")


def fields_of(table):
    return {name: getattr(table, name) for name in table.__slots__}


def test_of_one_region_alone_the_figure_together_is_the_regions():
    of = (facts("IND"),)
    alone = a_table(an_office_row("NAV Os", a_cell(), region="R1"), regions=(WHOLE,), of=of)
    beside = an_office_row("NAV Voss", a_cell(), region="R2")
    both = a_table(an_office_row("NAV Os", a_cell(), region="R1"), beside, regions=(WHOLE,), of=of)
    assert spreads(alone)[0].pooled.value == 0.7
    assert spreads(both)[0].pooled.value == 0.9


def test_without_a_value_there_are_no_figures():
    (spread,) = spreads(table())
    assert (spread.summary.n, spread.summary.mean, spread.values) == (0, None, ())


def test_there_is_a_spread_for_every_column_in_their_order():
    row = an_office_row("NAV Voss", a_cell(), a_cell(value=0.4))
    found = spreads(a_table(row, of=(facts("A"), facts("B"))))
    assert [(spread.indicator.code, spread.summary.mean) for spread in found] == [("A", 0.9), ("B", 0.4)]
