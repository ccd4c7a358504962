"""What to say where no table of figures is found, or where it lacks a column."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from organisation.findings import Found
from organisation.said import all_of, in_a_row, joined, quoted, said
from organisation.tables import column_letter
from scorecards.findings import missing_column
from scorecards.parsing.headers import Header, Known, recognised, rows_searched
from scorecards.parsing.layouts import LayoutFacts
from scorecards.parsing.words import MOST_SUGGESTIONS, PARTS, Role, meaning_of, nearest_header, role_of
from scorecards.pile import Place
from scorecards.reading import Cell, Sheet, cell_text

SHOWN_SUGGESTIONS = 3
UNIT_NEEDED = said("en kolonne for enheten (for eksempel «enhet»)")
INDICATOR_NEEDED = said("en kolonne for indikatoren (for eksempel «indikator») eller en kolonne for hver indikatorkode")


def no_table(sheets: Sequence[Sheet], known: Known) -> Found:
    """By the row that looks most like a header: what it has, and what it lacks."""
    best = max(_header_like(sheets, known), key=lambda row: row[0], default=(0, None, 0))
    _, sheet, number = best
    if sheet is None:
        needed = all_of([UNIT_NEEDED, INDICATOR_NEEDED])
        return missing_column(said("Fant ingen rad med overskrifter. En tabell trenger %(needed)s.", needed=needed))
    row = sheet.rows[number - 1]
    roles = {role_of(cell) for cell in row}
    lacking = [
        need
        for need, is_there in (
            (UNIT_NEEDED, Role.UNIT in roles),
            (INDICATOR_NEEDED, Role.INDICATOR in roles or any(meaning_of(cell, known.indicators) for cell in row)),
        )
        if not is_there
    ]
    what = said("Rad %(row)s ligner en overskrift, men mangler %(needed)s.", row=number, needed=all_of(lacking))
    return missing_column(in_a_row(what, _suggestion(row, known)), Place(sheet.name, number))


def _header_like(sheets: Iterable[Sheet], known: Known) -> Iterator[tuple[int, Sheet, int]]:
    for sheet in sheets:
        for number, row in rows_searched(sheet):
            if likeness := recognised(row, known):
                yield likeness, sheet, number


def _suggestion(row: Sequence[Cell], known: Known) -> str:
    """For the first headers that are nearly known ones."""
    unknown = [
        cell for cell in row if cell_text(cell) and role_of(cell) is None and meaning_of(cell, known.indicators) is None
    ]
    nearest = ((cell, nearest_header(cell, known.indicators, known.names)) for cell in unknown[:MOST_SUGGESTIONS])
    meant = islice(((cell, name) for cell, name in nearest if name), SHOWN_SUGGESTIONS)
    return in_a_row(
        *(said("Mente du «%(name)s» der det står «%(text)s»?", name=name, text=cell_text(cell)) for cell, name in meant)
    )


def hidden_table(sheet: Sheet) -> Found:
    what = said(
        "Tallene står bare i arket «%(sheet)s», som er skjult. Vis arket i Excel og lever filen på nytt.",
        sheet=sheet.name,
    )
    return missing_column(what, Place(sheet.name))


def layout_does_not_fit(layout: LayoutFacts, sheets: Sequence[Sheet], fitting: Sequence[Sheet]) -> Found:
    if not fitting:
        what = said(
            "Ingen ark heter «%(pattern)s», som oppsettet %(layout)s leter etter. Filen har %(sheets)s.",
            pattern=layout.sheet_pattern,
            layout=layout.code,
            sheets=quoted(sheet.name for sheet in sheets),
        )
        return missing_column(what)
    what = said(
        "Arket passer ikke med oppsettet %(layout)s: rad %(row)s eller en av kolonnene er ikke der.",
        layout=layout.code,
        row=layout.header_row,
    )
    return missing_column(what, Place(fitting[0].name))


def parts_missing(sheet: Sheet, header: Header) -> Iterator[Found]:
    """Figures that can't be whole: neither values nor both numerators and denominators."""
    if not header.is_wide:
        parts = {part for part in PARTS if part in header.roles}
        if Role.VALUE not in parts and not {Role.NUMERATOR, Role.DENOMINATOR} <= parts:
            lacking = {Role.NUMERATOR: "nevner", Role.DENOMINATOR: "teller"}.get(next(iter(parts), Role.VALUE))
            what = (
                said(
                    "Kolonnen «%(column)s» mangler. Legg den til, eller kall kolonnen «verdi» hvis tallet står alene.",
                    column=lacking,
                )
                if lacking
                else said("Tallene mangler. Legg til «teller» og «nevner», eller «verdi», i raden med overskrifter.")
            )
            yield missing_column(what, Place(sheet.name, header.last_row))
        return
    by_code: dict[str, dict[Role, int]] = {}
    for column in header.columns:
        by_code.setdefault(column.meaning.code, {})[column.meaning.part] = column.index
    for code, columns in by_code.items():
        if Role.VALUE not in columns and len(columns) == 1:
            ((part, index),) = columns.items()
            lacking = "nevner" if part is Role.NUMERATOR else "teller"
            what = said(
                "Kolonnen «%(column)s» mangler ved siden av kolonne %(letter)s. "
                "Legg den til, eller kall kolonnen «%(code)s» hvis tallet står alene.",
                column=joined(" ", [code, lacking]),
                letter=column_letter(index),
                code=code,
            )
            yield missing_column(what, Place(sheet.name, header.last_row, column_letter(index)))
