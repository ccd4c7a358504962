"""The words that headers are made of, in bokmål, nynorsk and English, and what each column is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from scorecards.reading import Cell, folded


class Role(StrEnum):
    """What a column is for."""

    UNIT = "unit"
    INDICATOR = "indicator"
    MONTH = "month"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    NOTE = "note"


PARTS = (Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE)
WORDS = {
    Role.UNIT: ("unit", "enhet", "eining", "enhetsnummer", "kontor", "kontornr"),
    Role.INDICATOR: ("indicator", "indikator", "styringsparameter", "kode"),
    Role.MONTH: ("month", "måned", "månad", "periode"),
    Role.NUMERATOR: ("numerator", "teller", "teljar", "antall"),
    Role.DENOMINATOR: ("denominator", "nevner", "nemnar", "grunnlag"),
    Role.VALUE: ("value", "verdi", "resultat"),
    Role.NOTE: ("note", "merknad", "merknader", "notat", "kommentar", "kommentarer"),
}
ROLES = {word: role for role, words in WORDS.items() for word in words}
SHOWN = {Role.UNIT: "enhet", Role.INDICATOR: "indikator", Role.NUMERATOR: "teller", Role.DENOMINATOR: "nevner"}
PUNCTUATION = re.compile(r"[\s.:_*-]")
MOST_SUGGESTIONS = 50  # headers of a file that are compared with all that are known: a wrong sheet has thousands
LONGEST_WORD = 100  # characters, spaces around it included
NEAR = 0.8  # of difflib's ratio: a misspelling, not just another word
AROUND_A_WORD = "() -–"
PER_CENT = re.compile(r"\(?(?:\bi )?(?:%|prosent|pst\.?|per ?cent)\)?")
CODE_AND_PART = re.compile(r"([A-Za-z0-9_-]{1,20})[\s:,(]+(.+)")
JOINED = re.compile(r"([A-Za-z0-9_-]{1,20})[_-]([^\W\d_]+)")  # `CODE_teller`


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column of one indicator: which part of its figures stands there, and whether plain numbers are per cent."""

    code: str  # as the catalogue writes it, or as the file does where it is unknown
    part: Role
    per_cent: bool = False

    @property
    def text(self) -> str:
        """In the words of a layout: `CODE numerator`, `CODE value %`."""
        return f"{self.code} {self.part.value}{' %' if self.per_cent else ''}"


def role_of(cell: Cell) -> Role | None:
    """The role that a header's word gives its column; in any case of letters, `Kontor nr.` as `kontornr`."""
    if not isinstance(cell, str) or len(cell) > LONGEST_WORD:
        return None
    return ROLES.get(PUNCTUATION.sub("", folded(cell)))


def part_of(text: str) -> tuple[Role, bool] | None:
    """Which part a word or two name, and whether in per cent: `teller`, `verdi`, `value %`, `%`."""
    folded_text = " ".join(text.split()).casefold().strip(AROUND_A_WORD)
    words = PER_CENT.sub("", folded_text).strip(AROUND_A_WORD)
    per_cent = words != folded_text
    role = Role.VALUE if per_cent and not words else role_of(words)
    return (role, per_cent) if role in PARTS and not (per_cent and role is not Role.VALUE) else None


def meaning_of(cell: Cell, codes: Mapping[str, str]) -> Meaning | None:
    """What a wide file's header names: `CODE`, `CODE teller`, `CODE verdi %`; None for anything else.

    `codes` are the known indicators, by their code in capitals.
    """
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    if code := codes.get(text.upper()):
        return Meaning(code, Role.VALUE)
    for form in (CODE_AND_PART, JOINED):
        found = form.fullmatch(text)
        if found and (code := codes.get(found[1].upper())) and (part := part_of(found[2])):
            return Meaning(code, *part)
    return None


def nearest_header(cell: Cell, codes: Mapping[str, str], names: Mapping[str, str] | None = None) -> str:
    """The known word or code that a header is a misspelling of; empty where there is none.

    Marks don't count: `Enhetsnr.`, `NAV-kontor`. One like an indicator's name (`names`, by code) means its code.
    """
    known = {_plain(name): code for code, name in (names or {}).items()}
    known |= {_plain(name): name for name in (*ROLES, *codes.values())}
    near = get_close_matches(_plain(folded(cell)), known, n=1, cutoff=NEAR)
    return known[near[0]] if near else ""


def _plain(text: str) -> str:
    return PUNCTUATION.sub("", text.casefold())
