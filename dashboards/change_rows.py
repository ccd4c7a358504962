"""What a delivery changes, as rows that a page shows: before and after, how much, and what to notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.addresses import chosen_href, page_number
from dashboards.cells import cell
from dashboards.dates import month_and_year
from dashboards.formatting import Format, current_format
from dashboards.marks import Marks, current_marks
from dashboards.pages import Chip
from scorecards.changes import Change, Missing
from scorecards.choices import UnitOfMeasure
from scorecards.figures import Figure, IndicatorFacts
from scorecards.queries.change_lines import Changes, Lines

SHOWN_BRIEFLY = 12  # lines on the delivery's own page
SHOWN_AT_ONCE = 200  # lines of a page of changes
ANCHOR = "#endringer"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    unit: str
    indicator: str
    before_mark: Markup | str
    before: Markup | str
    after_mark: Markup | str
    after: Markup | str
    size: str
    turns: str  # from which status to which, in words
    unusual: str  # what was to be expected, where the figure lies outside
    is_new: bool


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """How many new figures an indicator gets, and how many of them are unusual."""

    name: str
    number: int
    unusual: int
    href: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    unit: str
    indicator: str
    last: Markup | str


class RowWriter:
    """Writes changes as rows; what they all need is looked up once."""

    def __init__(self) -> None:
        self.form: Format = current_format()
        self.marks: Marks = current_marks()

    def change(self, line: Change) -> ChangeRow:
        """A new figure is held beside that of the month before."""
        is_new = line.before is None
        size = line.since_last if is_new else line.size
        return ChangeRow(
            unit=line.unit_name,
            indicator=line.indicator.name,
            before_mark=self.marks.icons[line.status_before],
            before=self.figure(line.last if is_new else line.before, line.indicator),
            after_mark=self.marks.icons[line.status_after],
            after=self.figure(line.after, line.indicator),
            size="" if size is None else self.form.change(size, line.indicator),
            turns=self.turns(line),
            unusual=self.unusual(line),
            is_new=is_new,
        )

    def figure(self, figure: Figure | None, facts: IndicatorFacts) -> Markup | str:
        return _("ingen tall") if figure is None else cell(figure, facts, self.form, self.marks)

    def turns(self, line: Change) -> str:
        """`fra gul til rød`; empty where the status stays."""
        if not line.changes_status:
            return ""
        words = {"before": self._status(line.before, line.status_before)}
        return _("fra %(before)s til %(after)s") % {**words, "after": self._status(line.after, line.status_after)}

    def _status(self, figure: Figure | None, status: str | None) -> str:
        if status is None and (figure is None or figure.value is None):
            return _("uten tall")
        return self.marks.words[status].lower()

    def unusual(self, line: Change) -> str:
        if line.expected is None:
            return ""
        texts = {"range": self.expected(line.expected, line)}
        return _("utenfor vanlig variasjon, %(range)s var å vente") % texts

    def expected(self, limits: tuple[float, float], line: Change) -> str:
        """The range, kept inside what a figure can be, with a decimal more where the value would seem to lie in it."""
        facts, (low, high) = line.indicator, limits
        value = line.after.value if line.after and line.after.value is not None else 0.0
        low = max(low, 0.0) if value >= 0 else low
        high = min(high, 1.0) if facts.unit_of_measure == UnitOfMeasure.SHARE else high
        if self.form.bare(value, facts) in (self.form.bare(low, facts), self.form.bare(high, facts)):
            facts = replace(facts, decimals=facts.decimals + 1)
        return self.form.interval(low, high, facts)

    def missing(self, line: Missing) -> MissingRow:
        if line.indicator is None or line.last is None:
            text = ngettext("%(n)s tall", "alle %(n)s tall", line.number) % {"n": line.number}
            return MissingRow(line.unit_name, text, "")
        return MissingRow(line.unit_name, line.indicator.name, cell(line.last, line.indicator, self.form, self.marks))


def tabs(changes: Changes, show: str, asked: Mapping[str, str]) -> list[Chip]:
    """A link for each pile that has something in it."""
    names = {
        "changed": (_("Endret %(n)s"), len(changes.changed)),
        "added": (_("Nye %(n)s"), len(changes.added)),
        "missing": (_("Mangler %(n)s"), len(changes.missing)),
    }
    count = current_format().numerals.count
    return [
        Chip(text % {"n": count(number)}, chosen_href(asked, ANCHOR, show=pile, indicator=""), pile == show)
        for pile, (text, number) in names.items()
        if number
    ]


def pile_shown(changes: Changes, asked: Mapping[str, str]) -> str:
    """The pile asked for, else the first that has something in it."""
    piles = {"changed": changes.changed, "added": changes.added, "missing": changes.missing}
    show = asked.get("show", "")
    return show if show in piles else next((pile for pile, lines in piles.items() if lines), "changed")


def section(changes: Changes, asked: Mapping[str, str], *, brief: bool, address: str) -> dict[str, Any]:
    """The part of a page that lists changes; `brief`: the first lines alone, with a link to `address` for all."""
    show, writer = pile_shown(changes, asked), RowWriter()
    lines: Sequence[Any] = of_pile(changes, show, asked.get("indicator", ""))
    page = 1 if brief else min(page_number(asked), max(1, -(-len(lines) // SHOWN_AT_ONCE)))
    size = SHOWN_BRIEFLY if brief else SHOWN_AT_ONCE
    shown = lines[(page - 1) * size : page * size]
    by_indicator = show == "added" and not asked.get("indicator")
    return {
        "show": show,
        "tabs": tabs(changes, show, asked),
        "rows": [writer.change(line) for line in shown if not by_indicator or not brief or line.is_unusual]
        if show != "missing"
        else [],
        "missing": [writer.missing(line) for line in shown] if show == "missing" else [],
        "counts": indicator_counts(changes.added, address) if by_indicator else [],
        "before": month_and_year(changes.earlier) if show == "added" and changes.earlier else _("Før"),
        "since": month_and_year(changes.earlier) if changes.earlier else "",
        "total": writer.form.numerals.count(len(lines)),
        "more_href": f"{address}?show={show}" if brief and len(lines) > len(shown) else "",
        "page": page,
        "pages": -(-len(lines) // size),
        "previous_href": chosen_href(asked, page=page - 1) if page > 1 else "",
        "next_href": chosen_href(asked, page=page + 1) if not brief and page * size < len(lines) else "",
    }


def of_pile(changes: Changes, show: str, indicator: str = "") -> Sequence[Change | Missing]:
    """The lines of a pile, of one indicator where one is named."""
    if show == "missing":
        return changes.missing
    lines = changes.added if show == "added" else changes.changed
    return lines.of_indicator(indicator) if indicator else lines


def indicator_counts(added: Lines, address: str) -> list[IndicatorCount]:
    """New figures by indicator, those with unusual ones first."""
    rows = [
        IndicatorCount(facts.name, number, unusual, address + chosen_href({}, show="added", indicator=facts.code))
        for facts, number, unusual in added.by_indicator()
    ]
    return sorted(rows, key=lambda row: (-row.unusual, row.name))
