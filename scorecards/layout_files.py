"""Layouts as JSON, one or a list of them, read and checked before anything is stored."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from organisation.findings import ERROR, Found
from organisation.models import CODE_FORM
from organisation.near_names import did_you_mean
from organisation.said import in_a_row, said
from scorecards.parsing.layouts import LayoutFacts, columns_without_letters, layout_meaning
from scorecards.parsing.words import Role

LONGEST_WORD = 60  # characters
LAST_ROW = 1_048_576


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def is_mapping_of_texts(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(is_text, value.values()))


def is_row(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LAST_ROW


FIELDS: dict[str, tuple[Callable[[object], bool], str]] = {  # what may stand there, and in words
    "code": (is_text, said("en kode")),
    "package": (is_text, said("koden til en pakke")),
    "sheet_pattern": (is_text, said("et arknavn, gjerne med *")),
    "header_row": (is_row, said("et radnummer fra 1")),
    "unit_column": (is_text, said("en kolonnebokstav")),
    "columns": (is_mapping_of_texts, said('kolonner med innhold, for eksempel {"D": "KODE numerator"}')),
    "ignore": (is_list_of_texts, said("en liste med kolonnebokstaver")),
    "total_rows_start_with": (is_list_of_texts, said("en liste med ord")),
}
REQUIRED = ("code", "package", "header_row", "unit_column", "columns")


@dataclass(frozen=True, slots=True)
class LayoutForm:
    """A layout as a file gives it, and the code of the package it is for."""

    package: str
    facts: LayoutFacts


class UnreadableLayouts(ValueError):
    """A file that is not JSON of the agreed form; `found` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.found = Found("unreadable_file", ERROR, message)


def read_layouts(path: Path, codes: Mapping[str, str]) -> tuple[list[LayoutForm], list[Found]]:
    """The layouts of a file that nothing is wrong with, and what is wrong with the others. Raises UnreadableLayouts.

    `codes`: the known indicators by their code in capitals.
    """
    forms: list[LayoutForm] = []
    findings: list[Found] = []
    for number, entry in enumerate(_entries(path), start=1):
        form, wrong = read_entry(entry, codes, number)
        findings += wrong
        if form:
            forms.append(form)
    seen: set[str] = set()
    for form in forms:
        if form.facts.code.upper() in seen:
            message = said("Oppsett %(code)s står to ganger. Fjern det ene.", code=form.facts.code)
            findings.append(_found("duplicate_code", message))
        seen.add(form.facts.code.upper())
    return forms, findings


def read_entry(
    entry: Mapping[str, Any], codes: Mapping[str, str], number: int = 1
) -> tuple[LayoutForm | None, list[Found]]:
    """One layout, the `number`th of its file, or what is wrong with it."""
    has_code = is_text(entry.get("code"))
    where = said("Oppsett %(code)s", code=entry["code"]) if has_code else said("Oppsett nr. %(number)s", number=number)
    wrong = [*_wrong_fields(entry, where)] or [*_wrong_columns(entry, where, codes)]
    return (None if wrong else _form(entry, codes)), wrong


def as_entry(package: str, facts: LayoutFacts) -> dict[str, Any]:
    """A layout as a file gives it: what `read_entry` reads back as itself."""
    return {
        "code": facts.code,
        "package": package,
        "sheet_pattern": facts.sheet_pattern,
        "header_row": facts.header_row,
        "unit_column": facts.unit_column,
        "columns": dict(facts.columns),
        "ignore": list(facts.ignore),
        "total_rows_start_with": list(facts.total_rows_start_with),
    }


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        message = said("%(file)s er ikke JSON. Se etter et komma eller en klamme for mye.", file=path.name)
        raise UnreadableLayouts(message) from error
    entries = content if isinstance(content, list) else [content]
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        message = said("%(file)s skal ha ett oppsett {…} eller en liste med oppsett [{…}, …].", file=path.name)
        raise UnreadableLayouts(message)
    return entries


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise UnreadableLayouts(said("«%(name)s» står to ganger på samme sted. Fjern den ene.", name=name))
    return dict(pairs)


def _wrong_fields(entry: Mapping[str, Any], where: str) -> Iterator[Found]:
    for name in entry:
        if name not in FIELDS:
            message = said("%(layout)s: «%(name)s» er ukjent.", layout=where, name=name)
            yield _found("unknown_field", in_a_row(message, did_you_mean(name, FIELDS)), name)
    for name in REQUIRED:
        if name not in entry:
            message = said(
                "%(layout)s: «%(name)s» mangler. Skriv %(what)s.", layout=where, name=name, what=FIELDS[name][1]
            )
            yield _found("missing_field", message, name)
    for name, (holds, in_words) in FIELDS.items():
        if name in entry and not holds(entry[name]):
            message = said("%(layout)s: «%(name)s» skal være %(what)s.", layout=where, name=name, what=in_words)
            yield _found("wrong_value", message, str(entry[name]))


def _wrong_columns(entry: Mapping[str, Any], where: str, codes: Mapping[str, str]) -> Iterator[Found]:
    if not re.fullmatch(CODE_FORM, entry["code"]):
        message = said("%(layout)s: koden kan ha 1–20 tegn av A–Z, a–z, 0–9, - og _.", layout=where)
        yield _found("wrong_value", message, entry["code"])
    letters = [entry["unit_column"], *entry["columns"], *entry.get("ignore", [])]
    for letter in columns_without_letters(letters):
        message = said(
            "%(layout)s: «%(letter)s» er ingen kolonne. Skriv bokstaver fra A til XFD.", layout=where, letter=letter
        )
        yield _found("wrong_value", message, letter)
    for letter in sorted({letter for letter in letters if [*map(str.upper, letters)].count(letter.upper()) > 1}):
        message = said(
            "%(layout)s: kolonne %(letter)s er nevnt to ganger. La den bety én ting.", layout=where, letter=letter
        )
        yield _found("wrong_value", message, letter)
    meanings: dict[tuple[str, Role], str] = {}
    for letter, text in entry["columns"].items():
        meaning = layout_meaning(text, codes)
        if meaning is None:
            near = did_you_mean(text.split()[0], codes.values()) if text.split()[0].upper() not in codes else ""
            message = said(
                "%(layout)s: «%(text)s» i kolonne %(letter)s er ikke en kjent indikatorkode og «numerator»,"
                " «denominator», «value» eller «value %%».",
                layout=where,
                text=text,
                letter=letter,
            )
            yield _found("unknown_indicator", in_a_row(message, near), text)
        elif meanings.setdefault((meaning.code, meaning.part), letter) != letter:
            message = said("%(layout)s: «%(text)s» står i to kolonner. Fjern den ene.", layout=where, text=text)
            yield _found("wrong_value", message, text)
    yield from _half_figures(meanings, where)
    yield from _long_words(entry, where)


def _long_words(entry: Mapping[str, Any], where: str) -> Iterator[Found]:
    for word in [*entry.get("total_rows_start_with", []), entry.get("sheet_pattern", "")]:
        if len(word) > LONGEST_WORD:
            message = said(
                "%(layout)s: «%(beginning)s…» er for langt, mer enn %(most)s tegn.",
                layout=where,
                beginning=word[:20],
                most=LONGEST_WORD,
            )
            yield _found("wrong_value", message, word)


def _half_figures(meanings: Mapping[tuple[str, Role], str], where: str) -> Iterator[Found]:
    """Indicators of which a layout could never read a whole figure."""
    for code in dict.fromkeys(code for code, _ in meanings):
        parts = {part for one, part in meanings if one == code}
        if Role.VALUE not in parts and len(parts) == 1:
            lacking = Role.DENOMINATOR if Role.NUMERATOR in parts else Role.NUMERATOR
            message = said(
                "%(layout)s: %(code)s mangler «%(code)s %(part)s». Legg den til, eller bruk «%(code)s value».",
                layout=where,
                code=code,
                part=lacking,
            )
            yield _found("wrong_value", message, code)


def _form(entry: Mapping[str, Any], codes: Mapping[str, str]) -> LayoutForm:
    meanings = ((letter.upper(), layout_meaning(text, codes)) for letter, text in entry["columns"].items())
    columns = tuple((letter, meaning.text) for letter, meaning in meanings if meaning)
    return LayoutForm(
        package=entry["package"].strip(),
        facts=LayoutFacts(
            code=entry["code"],
            header_row=entry["header_row"],
            unit_column=entry["unit_column"].upper(),
            columns=columns,
            sheet_pattern=entry.get("sheet_pattern", "*"),
            ignore=tuple(letter.upper() for letter in entry.get("ignore", [])),
            total_rows_start_with=tuple(entry.get("total_rows_start_with", [])),
        ),
    )


def _found(code: str, message: str, value: str = "") -> Found:
    return Found(code, ERROR, message, value=value[:200])
