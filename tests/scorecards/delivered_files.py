"""Delivered files and what they are held against, made small: CSV, workbooks, contexts without a database."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import openpyxl

from organisation.findings import Found
from organisation.months import Month
from scorecards.checks import CheckContext, Checked, check_delivery
from scorecards.checks.context import EarlierMonth, IndicatorRules, UnitFacts
from scorecards.delivered import ABSENCES, Standing, keys_of, nothing_standing
from scorecards.parsing import LayoutFacts, ParsedFile, read_delivery

MAY = Month(2018, 5)
HORDALAND = UnitFacts(1, "1200", "NAV Hordaland", "county")
SOGN = UnitFacts(2, "1400", "NAV Sogn og Fjordane", "county")
COUNTRY = UnitFacts(3, "NO", "Hele landet", "country")
BERGEN = UnitFacts(4, "R-BERGEN", "Region Bergen", "region", county_id=1)
OFFICES = [
    UnitFacts(11, "1202", "NAV Fana", "office", county_id=1, region_id=4),
    UnitFacts(12, "1203", "NAV Åsane", "office", county_id=1, region_id=4),
    UnitFacts(13, "1204", "NAV Arna", "office", county_id=1, region_id=4),
    UnitFacts(14, "1219", "NAV Bømlo", "office", county_id=1),
    UnitFacts(15, "1401", "NAV Flora", "office", county_id=2),
    UnitFacts(16, "0315", "NAV Grünerløkka", "office", county_id=5),
    UnitFacts(
        17, "1227", "NAV Jondal", "office", county_id=1, is_placed=False, became="Den ble til 1231 NAV Ullensvang."
    ),
]
OSLO = UnitFacts(5, "0300", "NAV Oslo", "county")
UNITS = {unit.code: unit for unit in [HORDALAND, SOGN, COUNTRY, BERGEN, OSLO, *OFFICES]}

SHARE = IndicatorRules(101, "OVG_ORD", "Overgang til arbeid", "share", "ratio")
DAYS = IndicatorRules(102, "SVARTID", "Svartid", "days", "mean")
NUMBER = IndicatorRules(103, "KVP", "Deltakere", "number", "sum")
INDEX = IndicatorRules(104, "TILTAKSBRUK", "Bruk av plasser", "index", "ratio")
OUTSIDE = IndicatorRules(105, "GRADERT", "Gradert sykmelding", "share", "ratio", in_package=False)
BALANCE = IndicatorRules(106, "SALDO", "Endring i ledighet", "number", "sum", allows_negative=True)
FOLLOWED = IndicatorRules(107, "OPPF_NEDS", "Oppfølging", "share", "ratio")
INDICATORS = {rules.code: rules for rules in [SHARE, FOLLOWED, DAYS, NUMBER, INDEX, OUTSIDE, BALANCE]}

LONG = ["enhet", "indikator", "måned", "teller", "nevner", "verdi", "merknad"]


def csv_file(rows: Sequence[Sequence[object]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def lines(*written: str) -> bytes:
    """A CSV file of these lines as they are."""
    return "\r\n".join(written).encode()


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    change: Callable[[openpyxl.Workbook], None] | None = None,
) -> bytes:
    """A workbook of these sheets. `merged` and `formats` (cell: number format) are of the first; None is no cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    first = book.worksheets[0]
    for span in merged:
        first.merge_cells(span)
    for cell, form in (formats or {}).items():
        first[cell].number_format = form
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook with its parts changed: `change` takes name and content of each; None leaves it out."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as package:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                package.writestr(name, part)
        for name, part in (extra or {}).items():
            package.writestr(name, part)
    return new.getvalue()


def parse(
    content: bytes,
    *,
    month: Month = MAY,
    layout: LayoutFacts | None = None,
    layouts: Sequence[LayoutFacts] = (),
    file_name: str = "fil.csv",
    names: Mapping[str, str] | None = None,
) -> ParsedFile:
    codes = {code.upper(): code for code in INDICATORS}
    return read_delivery(
        content,
        file_name,
        month=month,
        indicators=codes,
        units=UNITS,
        names=names,
        layout=layout,
        layouts=layouts,
    )


def a_context(**changed: Any) -> CheckContext:
    """The package of Hordaland for May 2018, with nothing published yet."""
    known: dict[str, Any] = {
        "package": "PROVE",
        "owner": HORDALAND,
        "month": MAY,
        "today": Month(2018, 6),
        "units": UNITS,
        "indicators": INDICATORS,
    }
    return CheckContext(**(known | changed))


def only_package(*rules: IndicatorRules) -> dict[str, IndicatorRules]:
    """The indicators, of which the package has these."""
    return {
        code: IndicatorRules(
            one.id, one.code, one.name, one.unit_of_measure, one.pooling, one.allows_negative, one in rules
        )
        for code, one in INDICATORS.items()
    }


def check(content: bytes, context: CheckContext | None = None, **how: Any) -> Checked:
    context = context or a_context()
    return check_delivery(parse(content, month=context.month, **how), context)


def long_file(*rows: Sequence[object], header: Sequence[str] = LONG) -> bytes:
    """A long file; a row is unit, indicator, month, numerator, denominator, value, note, or the first few of them."""
    return csv_file([header, *(list(row) + [""] * (len(header) - len(row)) for row in rows)])


def told(findings: Sequence[Found]) -> list[tuple[str, str, int | None, str]]:
    """Code, severity, row and column of findings."""
    return [(found.code, found.severity, found.row, found.column) for found in findings]


ABOUT_WHOLE_FILES = ("missing_indicator", "missing_unit", "all_equal")


def found_in(content: bytes, context: CheckContext | None = None, **how: Any) -> list[tuple[str, str, int | None, str]]:
    """What is found in the cells of a file: what is missing from it is left aside."""
    findings = check(content, context, **how).findings.kept
    return told([found for found in findings if found.code not in ABOUT_WHOLE_FILES])


def figures_by_name(checked: Checked) -> dict[tuple[str, str], tuple[float | None, float | None, float | None, str]]:
    """Numerator, denominator, value and absence by unit and indicator code."""
    units = {unit.id: unit.code for unit in UNITS.values()}
    indicators = {rules.id: code for code, rules in INDICATORS.items()}
    figures = checked.figures

    def number(one: float) -> float | None:
        return None if one != one else float(one)

    return {
        (units[unit], indicators[indicator]): (number(above), number(below), number(value), ABSENCES[reason])
        for unit, indicator, above, below, value, reason in zip(
            figures.unit_ids.tolist(),
            figures.indicator_ids.tolist(),
            figures.numerator,
            figures.denominator,
            figures.value,
            figures.absence,
            strict=True,
        )
    }


def standing(*figures: tuple[UnitFacts, IndicatorRules, Any], preliminary: bool = False) -> Standing:
    """Published figures: (numerator, denominator), a value alone, or an absence."""
    if not figures:
        return nothing_standing()
    rows = sorted(
        (int(keys_of(np.array([rules.id]), np.array([unit.id]))[0]), figure) for unit, rules, figure in figures
    )
    numerators, denominators, values, absences = zip(*(_parts(figure) for _, figure in rows), strict=True)
    return Standing(
        np.array([key for key, _ in rows]),
        np.array(numerators, np.float64),
        np.array(denominators, np.float64),
        np.array(values, np.float64),
        np.array(absences, np.int8),
        np.full(len(rows), preliminary),
        np.ones(len(rows), np.int64),
    )


def _parts(figure: Any) -> tuple[float, float, float, int]:
    nan = float("nan")
    if isinstance(figure, str):
        return nan, nan, nan, ABSENCES.index(figure)
    if isinstance(figure, tuple):
        return figure[0], figure[1], figure[0] / figure[1], 0
    return nan, nan, figure, 0


def earlier(month: Month, *units: UnitFacts) -> EarlierMonth:
    return EarlierMonth(month, frozenset(unit.id for unit in units))
