"""Any table of results, written in any of the agreed forms, reads back as itself."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.checks.context import IndicatorRules
from tests.scorecards.delivered_files import (
    DAYS,
    NUMBER,
    OFFICES,
    SHARE,
    a_context,
    check,
    csv_file,
    figures_by_name,
    workbook,
)

UNITS = [unit for unit in OFFICES if unit.county_id == 1 and unit.is_placed]
INDICATORS = [SHARE, DAYS, NUMBER]
MARKERS = {
    "too_few": ["*", ":", " * "],
    "not_delivered": ["-", "–", "..", ".", "n/a", "N/A"],
    "not_applicable": ["i.a.", "I.A."],
}
WORDS = {
    "nb": ["Enhet", "Indikator", "Måned", "Teller", "Nevner", "Verdi"],
    "nn": ["EINING", "styringsparameter", "månad", "teljar", "nemnar", "resultat"],
    "en": ["unit", "indicator", "month", "numerator", "denominator", "value"],
    "other": ["Kontor nr.", "Kode", "Periode", "Antall", "Grunnlag", "Resultat"],
}
MONTHS = ["2018-05", "201805", "05.2018", "mai 2018", "Mai 2018", "2018-05-01", ""]


@dataclass(frozen=True)
class Style:
    """How a file writes its numbers."""

    decimal: str
    thousands: str
    per_cent: str  # how a share's per cent sign is written; empty: as a fraction

    def number(self, number: float) -> str:
        whole, _, decimals = f"{number:.4f}".rstrip("0").rstrip(".").partition(".")
        grouped = f"{int(whole):,}".replace(",", self.thousands)
        return grouped + (self.decimal + decimals if decimals else "")

    def value(self, number: float, rules: IndicatorRules) -> str:
        if rules is SHARE and self.per_cent:
            return self.number(round(number * 100, 2)) + self.per_cent
        return self.number(number)


styles = st.builds(
    Style,
    decimal=st.sampled_from(",."),
    thousands=st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f"]),
    per_cent=st.sampled_from(["", " %", "%", "\u00a0%"]),
)
counts = st.integers(0, 2_000_000)


@st.composite
def figures(draw, rules):
    """A figure: both parts, a value, or a reason why there is none."""
    kind = draw(st.sampled_from(["parts", "value", "absence"]))
    if kind == "absence":
        return draw(st.sampled_from(sorted(MARKERS)))
    if kind == "parts" and rules is not NUMBER:
        denominator = draw(st.integers(1, 2_000_000))
        return draw(st.integers(0, denominator)), denominator
    return (
        draw(st.integers(0, 10_000)) / 10_000 if rules is SHARE else draw(counts) / draw(st.sampled_from([1, 2, 4, 10]))
    )


@st.composite
def tables(draw):
    """Figures by unit and indicator, every unit with the same indicators."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique_by=lambda unit: unit.id))
    indicators = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, unique_by=lambda rules: rules.id))
    return {(unit, rules): draw(figures(rules)) for unit in units for rules in indicators}


def expected(table):
    def parts(figure):
        if isinstance(figure, str):
            return None, None, None, figure
        if isinstance(figure, tuple):
            return *figure, figure[0] / figure[1], ""
        return None, None, figure, ""

    return {(unit.code, rules.code): parts(figure) for (unit, rules), figure in table.items()}


def cells(draw, figure, rules, style):
    """Numerator, denominator and value as the file writes them."""
    if isinstance(figure, str):
        marker = draw(st.sampled_from(MARKERS[figure]))
        return [[marker, marker, ""], ["", "", marker], [marker] * 3][draw(st.integers(0, 2))]
    if isinstance(figure, tuple):
        return [*map(style.number, figure), ""]
    return ["", "", style.value(figure, rules)]


def written(draw, rows, *, native=False):
    """The rows as a CSV file in some encoding or as a workbook, with titles above and totals and notes below."""
    above = draw(st.sampled_from([[], [["Styringspakke mai 2018"], []], [["Foreløpig"], ["Uttrekk 12.06.2018"]]]))
    below = draw(st.sampled_from([[], [[], ["Kilde: Arena"]], [["Totalt", *["1"] * (len(rows[0]) - 1)]]]))
    everything = [*above, *rows, *below]
    if native or draw(st.booleans()):
        return workbook({"Ark1": [[cell if cell != "" else None for cell in row] for row in everything]})
    text = "".join(str(cell) for row in everything for cell in row)
    encodings = ["utf-8", "utf-8-sig"] + (
        ["cp1252"] if text.encode("cp1252", "ignore").decode("cp1252") == text else []
    )
    delimiter = draw(st.sampled_from([";", ",", "\t"]))
    return csv_file(everything, delimiter=delimiter, encoding=draw(st.sampled_from(encodings)))


def assert_reads_back(table, content, **how):
    checked = check(content, a_context(), **how)
    errors = [found for found in checked.findings.kept if found.severity == "E"]
    assert errors == []
    read = figures_by_name(checked)
    assert {name: figure[2:] for name, figure in read.items()} == {
        name: figure[2:] for name, figure in expected(table).items()
    }
    assert {name: figure for name, figure in read.items() if not figure[3]} == {
        name: figure for name, figure in expected(table).items() if not figure[3]
    }
    assert checked.results == len(table)


slow = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(st.data(), tables(), styles)
def test_a_long_table_reads_back_as_itself(data, table, style):
    month = data.draw(st.sampled_from(MONTHS))
    rows = [
        [
            unit.code,
            data.draw(st.sampled_from([rules.code, rules.code.lower()])),
            month,
            *cells(data.draw, figure, rules, style),
        ]
        for (unit, rules), figure in table.items()
    ]
    header = WORDS[data.draw(st.sampled_from(sorted(WORDS)))]
    order = data.draw(st.permutations(range(6)))
    rows = [[row[column] for column in order] for row in [header, *data.draw(st.permutations(rows))]]
    if order[0] != 0:  # what a row below is, its first word says
        rows = [
            [row[order.index(0)], *(cell for place, cell in enumerate(row) if place != order.index(0))] for row in rows
        ]
    assert_reads_back(table, written(data.draw, rows))


def with_parts(table):
    """The indicators, and which of them have parts in the table."""
    indicators = list(dict.fromkeys(rules for _, rules in table))
    return indicators, {rules for (_, rules), figure in table.items() if isinstance(figure, tuple)}


def wide_line(draw, unit, indicators, split, table, style):
    line = [unit.code]
    for rules in indicators:
        numerator, denominator, value = cells(draw, table[unit, rules], rules, style)
        if rules not in split:
            line.append(value or numerator)
        elif isinstance(table[unit, rules], str):
            marker = numerator or value
            line += [marker, marker]
        else:
            line += [numerator, denominator]
    return line


@slow
@given(st.data(), tables(), styles, st.booleans())
def test_a_wide_table_reads_back_as_itself(data, table, style, two_lines):
    indicators, split = with_parts(table)
    # a column pair holds parts alone: a value alone is given as one over its base there
    table = {key: (3, 4) if key[1] in split and isinstance(figure, float) else figure for key, figure in table.items()}
    units = list(dict.fromkeys(unit for unit, _ in table))
    above, below = [data.draw(st.sampled_from(["Enhet", "eining", "kontornr"]))], [""]
    for rules in indicators:
        above += [rules.code, ""] if rules in split else [rules.code]
        below += ["teller", "nevner"] if rules in split else ["verdi"]
    if two_lines:
        header = [above, below]
    else:
        names = [name if name else above[place - 1] for place, name in enumerate(above)]
        header = [[above[0], *(f"{name} {part}" for name, part in zip(names[1:], below[1:], strict=True))]]
    lines = [wide_line(data.draw, unit, indicators, split, table, style) for unit in units]
    assert_reads_back(table, written(data.draw, [*header, *lines]))


@slow
@given(st.data(), tables())
def test_a_workbooks_own_numbers_read_back_as_themselves(data, table):
    def own(figure):
        if isinstance(figure, str):
            marker = data.draw(st.sampled_from(MARKERS[figure]))
            return [marker, marker, None]
        return [*figure, None] if isinstance(figure, tuple) else [None, None, figure]

    rows = [[int(unit.code), rules.code, "2018-05", *own(figure)] for (unit, rules), figure in table.items()]
    assert_reads_back(table, written(data.draw, [WORDS["nb"], *rows], native=True))


@slow
@given(st.data(), tables())
def test_points_between_thousands_are_read_where_the_file_has_decimal_commas(data, table):
    style = Style(",", ".", "")
    table = table | {(UNITS[0], SHARE): 0.5}
    rows = [
        [unit.code, rules.code, "", *cells(data.draw, figure, rules, style)] for (unit, rules), figure in table.items()
    ]
    assert_reads_back(table, written(data.draw, [WORDS["nb"], *rows]))
