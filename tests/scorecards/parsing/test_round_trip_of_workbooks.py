"""Any table of results reads back as itself from a workbook as Excel leaves it, and from an odd one by its layout."""

import io
from typing import Any

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisation.tables import column_letter
from scorecards.parsing import LayoutFacts
from tests.scorecards.delivered_files import SHARE, csv_file, workbook
from tests.scorecards.parsing.test_round_trip import (
    MARKERS,
    Style,
    assert_reads_back,
    cells,
    styles,
    tables,
    with_parts,
)

LONG = ["Kontor nr.", "Styringsparameter:", "\u00a0Periode ", "TELLER", "nevner", "Verdi"]
slow = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def as_excel_keeps_it(draw: Any, text: str, rules: Any, formats: dict[str, Any]) -> tuple[object, Any]:
    """A cell's text as a text, or as Excel's own number in some format."""
    if text in ("", *(marker for markers in MARKERS.values() for marker in markers)) or draw(st.booleans()):
        return text, formats["text"]
    if text.endswith("%"):
        return float(text.rstrip("% ").replace(",", ".")) / 100, formats["per cent"]
    return float(text.replace(",", ".")), formats["per cent" if rules is SHARE else "plain"]


@slow
@given(st.data(), tables())
def test_a_table_in_cells_of_every_kind_reads_back_as_itself(data, table):
    style = Style(",", "", data.draw(st.sampled_from(["", " %"])))
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "per cent": book.add_format({"num_format": data.draw(st.sampled_from(["0 %", "0.0%", "[Red]0.00 %"]))}),
        "plain": book.add_format({"bold": True}),
    }
    lines = list(table.items())
    cut = data.draw(st.integers(0, len(lines) - 1))
    for number, part in enumerate(filter(None, (lines[:cut], lines[cut:]))):
        sheet = book.add_worksheet(f"Del {number}")
        top = data.draw(st.integers(0, 3))
        sheet.write_row(top, 0, LONG)
        for row, ((unit, rules), figure) in enumerate(part, start=top + 1):
            unit_is_number = data.draw(st.booleans())
            sheet.write(row, 0, int(unit.code) if unit_is_number else unit.code)
            sheet.write_string(row, 1, rules.code)
            sheet.write(row, 2, data.draw(st.sampled_from(["mai 2018", 201805, 43221])))
            for place, text in enumerate(cells(data.draw, figure, rules, style), start=3):
                # counts are never per cent
                value, form = as_excel_keeps_it(data.draw, text, rules if place == 5 else None, formats)
                sheet.write(row, place, value if value != "" else None, form)
            if data.draw(st.booleans()):
                sheet.set_row(row, None, None, {"hidden": True})
        for row in range(top + len(part) + 1, top + len(part) + data.draw(st.sampled_from([1, 2, 300]))):
            for place in range(8):
                sheet.write_blank(row, place, None, formats["plain"])
    old = book.add_worksheet("Gammelt")
    old.write_row(0, 0, LONG)
    old.write_row(1, 0, ["1202", "OVG_ORD", "mai 2018", "x"])
    old.hide()
    book.close()
    assert_reads_back(table, content.getvalue())


@slow
@given(st.data(), tables(), styles)
def test_an_odd_sheet_reads_back_as_itself_by_its_layout(data, table, style):
    indicators, split = with_parts(table)
    table = {key: (3, 4) if key[1] in split and isinstance(figure, float) else figure for key, figure in table.items()}
    wanted = [
        (rules, part)
        for rules in indicators
        for part in (("numerator", "denominator") if rules in split else ("value",))
    ]
    places = data.draw(st.permutations(range(2, 4 + len(wanted))))
    unit_column, columns = places[0], dict(zip(wanted, places[1:], strict=False))
    header_row = data.draw(st.integers(1, 4))
    rows: list[list[str]] = [["Statistikk"] for _ in range(header_row - 1)]
    width = 5 + len(wanted)
    header = [""] * width
    for column in (unit_column, *columns.values()):
        header[column] = f"Tall {column}"
    rows.append(header)
    for unit in dict.fromkeys(unit for unit, _ in table):
        line = [""] * width
        line[unit_column] = unit.code
        for rules in indicators:
            numerator, denominator, value = cells(data.draw, table[unit, rules], rules, style)
            texts = {"numerator": numerator or value, "denominator": denominator or value, "value": value or numerator}
            for part in ("numerator", "denominator", "value"):
                if (rules, part) in columns:
                    line[columns[rules, part]] = texts[part]
        rows.append(line)
    rows += data.draw(st.sampled_from([[], [[], ["Kilde: Arena"]]]))
    layout = LayoutFacts(
        code="ODDE",
        header_row=header_row,
        unit_column=column_letter(unit_column),
        columns=tuple((column_letter(column), f"{rules.code} {part}") for (rules, part), column in columns.items()),
    )
    content = csv_file(rows) if data.draw(st.booleans()) else workbook({"Utskrift": rows})
    assert_reads_back(table, content, layout=layout)
    assert_reads_back(table, content, layouts=[layout])
