"""Deliveries as files: a long CSV, as registers make them, and a wide workbook, as people do."""

import csv
import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from demo.deliveries import Line
from organisation.months import Month

HEADER = ("enhet", "indikator", "måned", "teller", "nevner", "verdi")
MONTHS = [
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
]
TOP = 2  # the table's first row, from 0: a title and a blank line come before it

Cell = str | float


def long_csv(lines: Sequence[Line], month: Month) -> bytes:
    """One line per unit and indicator, with decimal comma."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines:
        parts = [line.mark] * 3 if line.mark else map(written, (line.numerator, line.denominator, line.value))
        writer.writerow([line.unit, line.indicator, str(month), *parts])
    return text.getvalue().encode()


def written(number: float | None) -> str:
    """A number as Norwegians write it, or nothing."""
    return "" if number is None else f"{number:.10g}".replace(".", ",")


def wide_table(lines: Sequence[Line]) -> list[list[Cell]]:
    """A line per unit under a header of two: the indicator's code, and below it what its one or two columns hold."""
    with_parts = {line.indicator for line in lines if line.denominator is not None}
    columns: dict[str, int] = {}
    header: list[list[Cell]] = [["Enhet"], [""]]
    for indicator in dict.fromkeys(line.indicator for line in lines):
        columns[indicator] = len(header[0])
        parts = ["teller", "nevner"] if indicator in with_parts else ["verdi"]
        header[0] += [indicator, ""][: len(parts)]
        header[1] += parts
    rows: dict[str, list[Cell]] = {}
    for line in lines:
        row = rows.setdefault(line.unit, [line.unit, *[""] * (len(header[0]) - 1)])
        cells = [line.numerator, line.denominator] if line.indicator in with_parts else [line.value]
        for column, cell in enumerate(cells, start=columns[line.indicator]):
            row[column] = line.mark if cell is None else cell
    return [*header, *rows.values()]


def workbook_of(table: Sequence[Sequence[Cell]], month: Month, title: str) -> bytes:
    """A workbook with the table under a title and a blank line; the codes of the header stretch over their columns."""
    in_words = f"{MONTHS[month.number - 1]} {month.year}"
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet(in_words.capitalize())
        sheet.write(0, 0, f"{title}, {in_words}", bold)
        for row, cells in enumerate(table, start=TOP):
            sheet.write_row(row, 0, cells)
        codes = [*table[0], "end"]
        for column in range(1, len(table[0])):
            if codes[column] and not codes[column + 1]:
                sheet.merge_range(TOP, column, TOP, column + 1, codes[column], bold)
    return file.getvalue()
