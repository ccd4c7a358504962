"""A layout while somebody describes it: as the editor's form holds it, and as `load_layout` writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scorecards.layout_files import as_entry
from scorecards.parsing import LayoutFacts

UNIT, IGNORE = "unit", "ignore"
PARTS = (  # what a column may hold, as the form sends it
    ("", gettext_lazy("– ikke beskrevet")),
    (UNIT, gettext_lazy("Enhetens kode")),
    ("numerator", gettext_lazy("Teller")),
    ("denominator", gettext_lazy("Nevner")),
    ("value", gettext_lazy("Verdi")),
    ("value %", gettext_lazy("Verdi i prosent")),
    (IGNORE, gettext_lazy("Skal ikke leses")),
)
TRIED_AS = "PROVE"  # the code of a layout that is tried before it has one


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. Columns by their letters; an indicator stands only where a part of a figure does."""

    code: str = ""
    sheet_pattern: str = "*"
    header_row: str = "1"
    totals: str = ""  # beginnings of total rows, with commas between
    parts: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit_columns(self) -> list[str]:
        return [letter for letter, part in self.parts.items() if part == UNIT]

    @property
    def read_columns(self) -> list[str]:
        return [letter for letter, part in self.parts.items() if part not in ("", UNIT, IGNORE)]


def draft_of(facts: LayoutFacts) -> Draft:
    """A layout in the form."""
    meanings = {letter: meaning.split(" ", 1) for letter, meaning in facts.columns}
    return Draft(
        code=facts.code,
        sheet_pattern=facts.sheet_pattern,
        header_row=str(facts.header_row),
        totals=", ".join(facts.total_rows_start_with),
        parts={
            **{letter: part for letter, (_code, part) in meanings.items()},
            **dict.fromkeys(facts.ignore, IGNORE),
            facts.unit_column: UNIT,
        },
        indicators={letter: code for letter, (code, _part) in meanings.items()},
    )


def draft_from(sent: Mapping[str, str]) -> Draft:
    """What was sent: `part-D` and `indicator-D` for column D."""

    def by_letter(beginning: str) -> dict[str, str]:
        return {name.removeprefix(beginning): sent[name] for name in sent if name.startswith(beginning) and sent[name]}

    return Draft(
        code=sent.get("code", "").strip(),
        sheet_pattern=sent.get("sheet_pattern", "").strip() or "*",
        header_row=sent.get("header_row", "").strip(),
        totals=sent.get("totals", ""),
        parts=by_letter("part-"),
        indicators=by_letter("indicator-"),
    )


def what_is_missing(draft: Draft) -> list[str]:
    """What is still to be said before anything can be read, in sentences."""
    missing = []
    if not draft.header_row.isdigit():
        missing.append(_("Velg raden som har overskriftene."))
    if len(draft.unit_columns) > 1:
        columns = ", ".join(draft.unit_columns)
        missing.append(_("Enhetens kode kan bare stå i én kolonne. Nå er %(columns)s valgt.") % {"columns": columns})
    if not draft.unit_columns:
        missing.append(_("Velg kolonnen der enhetens kode står."))
    if not draft.read_columns:
        missing.append(_("Velg minst én kolonne med tall, og hvilken indikator tallene hører til."))
    missing += [
        _("Kolonne %(letter)s: velg indikatoren.") % {"letter": letter}
        for letter in draft.read_columns
        if letter not in draft.indicators
    ]
    return missing


def entry_of(draft: Draft, package: str) -> dict[str, Any]:
    """The draft in the form of `load_layout`; nothing may be missing. Without a code it is one that is only tried."""
    facts = LayoutFacts(
        code=draft.code or TRIED_AS,
        header_row=int(draft.header_row),
        unit_column=draft.unit_columns[0],
        columns=tuple((letter, f"{draft.indicators[letter]} {draft.parts[letter]}") for letter in draft.read_columns),
        sheet_pattern=draft.sheet_pattern,
        ignore=tuple(letter for letter, part in draft.parts.items() if part == IGNORE),
        total_rows_start_with=_texts(draft.totals.split(",")),
    )
    return as_entry(package, facts)


def _texts(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())
