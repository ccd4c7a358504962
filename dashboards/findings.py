"""Findings of a file as a page shows them: chosen by its address, grouped by kind, two hundred of a kind at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from django.utils.translation import gettext as _

from dashboards.addresses import chosen_href, page_number
from dashboards.finding_words import about, title_of
from dashboards.formatting import DASH
from dashboards.pages import Chip
from organisation.findings import Found
from scorecards.choices import Severity
from scorecards.models import Finding

MOST_SHOWN = 200  # findings of a kind on a page
FEW_WARNINGS = 30  # that stand open where there are no errors
ANCHOR = "#funn"

AnyFinding: TypeAlias = Finding | Found  # as it is stored, or as a service gives it
Words: TypeAlias = Mapping[tuple[str, int, str], str]  # what stands around a cell: sheet, row, column


@dataclass(frozen=True, slots=True)
class FindingRow:
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one kind, of which `rows` are shown."""

    is_error: bool
    title: str
    about: str
    number: int
    rows: list[FindingRow]
    has_sheets: bool
    has_cells: bool
    is_open: bool
    shown: str  # which of them, where not all are
    previous_href: str = ""
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings the address asks for; empty is all."""

    severity: str = ""
    kind: str = ""
    sheet: str = ""
    text: str = ""
    page: int = 1

    rest: Mapping[str, str] = field(default_factory=dict)  # what else the address asks for

    @property
    def is_made(self) -> bool:
        return bool(self.severity or self.kind or self.sheet or self.text)

    def href(self, **changed: str | int) -> str:
        """The address with these changed: severity, kind, sheet, q and page."""
        asked = {**self.rest, "severity": self.severity, "kind": self.kind, "sheet": self.sheet, "q": self.text}
        return chosen_href(asked, ANCHOR, **changed)


def choice_from(asked: Mapping[str, str]) -> Choice:
    return Choice(
        severity=asked.get("severity", "") if asked.get("severity") in Severity.values else "",
        kind=asked.get("kind", ""),
        sheet=asked.get("sheet", ""),
        text=asked.get("q", "").strip(),
        page=page_number(asked),
        rest={name: asked[name] for name in asked if name == "show"},
    )


def chosen(findings: Iterable[AnyFinding], choice: Choice, words: Words | None = None) -> list[AnyFinding]:
    """The findings of the choice. `words`: what stands around each cell, so that a text can be looked for there too."""
    sought = choice.text.casefold()
    return [
        each
        for each in findings
        if choice.severity in ("", each.severity)
        and choice.kind in ("", each.code)
        and choice.sheet in ("", each.sheet)
        and (not sought or sought in _text_of(each, words or {}))
    ]


def _text_of(finding: AnyFinding, words: Words) -> str:
    around = words.get((finding.sheet, finding.row or 0, finding.column), "")
    return " ".join((finding.value, finding.text, _cell(finding), finding.sheet, around)).casefold()


def finding_groups(findings: Iterable[AnyFinding], choice: Choice = Choice()) -> list[FindingGroup]:
    """By kind, errors first, then the order of the file.

    The errors' tables stand open; all do where there are few warnings and no errors, or some findings were chosen.
    """
    by_kind: dict[tuple[bool, str], list[AnyFinding]] = {}
    for finding in findings:
        by_kind.setdefault((finding.severity != Severity.ERROR, finding.code), []).append(finding)
    ordered = sorted(by_kind.items(), key=lambda item: item[0][0])
    few_warnings = all(is_warning for is_warning, _code in by_kind) and sum(map(len, by_kind.values())) <= FEW_WARNINGS
    return [
        _group(code, found, choice, is_error=not is_warning, is_open=not is_warning or few_warnings or choice.is_made)
        for (is_warning, code), found in ordered
    ]


def _group(code: str, found: Sequence[AnyFinding], choice: Choice, *, is_error: bool, is_open: bool) -> FindingGroup:
    last_page = (len(found) - 1) // MOST_SHOWN + 1
    page = min(choice.page, last_page) if choice.kind else 1
    first = (page - 1) * MOST_SHOWN
    rows = [_row(finding) for finding in found[first : first + MOST_SHOWN]]
    shown = _("%(first)s%(dash)s%(last)s av %(of)s") % {
        "first": first + 1, "dash": DASH, "last": first + len(rows), "of": len(found),
    }  # fmt: skip
    return FindingGroup(
        is_error=is_error,
        title=title_of(code),
        about=about(code),
        number=len(found),
        rows=rows,
        has_sheets=any(finding.sheet for finding in found),
        has_cells=any(_cell(finding) for finding in found),
        is_open=is_open,
        shown=shown if last_page > 1 else "",
        previous_href=choice.href(kind=code, page=page - 1) if page > 1 else "",
        next_href=choice.href(kind=code, page=page + 1) if page < last_page else "",
    )


def _row(finding: AnyFinding) -> FindingRow:
    return FindingRow(finding.sheet, _cell(finding), finding.value, finding.text)


def _cell(finding: AnyFinding) -> str:
    """`C4`; the row's number where no column is named, empty for the file as a whole."""
    return f"{finding.column}{finding.row or ''}" if finding.column else str(finding.row or "")


def choices(findings: Sequence[AnyFinding], choice: Choice, words: Words | None = None) -> list[tuple[str, list[Chip]]]:
    """What can be chosen, a row of links each: severity, kind and sheet, each with how many it would show."""
    rows = [
        (_("Alvorlighet"), _chips(findings, choice, words, "severity", lambda each: each.severity, _severity_name)),
        (_("Slag"), _chips(findings, choice, words, "kind", lambda each: each.code, title_of)),
        (_("Ark"), _chips(findings, choice, words, "sheet", lambda each: each.sheet, str)),
    ]
    return [(label, chips) for label, chips in rows if len(chips) > 2]


def _severity_name(severity: str) -> str:
    return _("Feil") if severity == Severity.ERROR else _("Advarsler")


def _chips(
    findings: Sequence[AnyFinding],
    choice: Choice,
    words: Words | None,
    name: str,
    value_of: Callable[[AnyFinding], str],
    name_of: Callable[[str], str],
) -> list[Chip]:
    """A link for each value among the findings that the rest of the choice leaves, and first one for all."""
    left = chosen(findings, replace(choice, **{name: ""}), words)  # type: ignore[arg-type]
    counts: dict[str, int] = {}
    errors = {value_of(each) for each in left if each.severity == Severity.ERROR}
    for value in sorted(map(value_of, left), key=lambda value: (value not in errors, name_of(value))):
        counts[value] = counts.get(value, 0) + 1
    now = getattr(choice, name)
    chips = [Chip(_("Alle %(n)s") % {"n": len(left)}, choice.href(**{name: ""}), not now)]
    for value, number in counts.items():
        if value:
            chips.append(Chip(f"{name_of(value)} {number}", choice.href(**{name: value}), value == now))
    return chips
