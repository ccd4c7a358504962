"""The catalogue's pages: all indicators in their order, and what is said of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year
from dashboards.formatting import current_format
from dashboards.pages import Chip
from organisation.months import Month
from scorecards.choices import Direction, IndicatorKind, Pooling, UnitOfMeasure
from scorecards.queries.catalogue import CatalogueLine, Explanation


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    code: str
    name: str
    href: str
    kind: str
    unit: str
    direction: str
    owner: str
    packages: str
    live: bool


@dataclass(frozen=True, slots=True)
class CatalogueGoal:
    code: str
    name: str
    rows: list[CatalogueRow]


@dataclass(frozen=True, slots=True)
class CataloguePerspective:
    name: str
    goals: list[CatalogueGoal]


def grouped(lines: Iterable[CatalogueLine]) -> list[CataloguePerspective]:
    """The indicators by perspective and goal, in the order given."""
    return [
        CataloguePerspective(
            perspective,
            [
                CatalogueGoal(*goal, [row_of(line) for line in of_goal])
                for goal, of_goal in groupby(of_perspective, key=lambda line: (line.facts.goal, line.facts.goal_name))
            ],
        )
        for perspective, of_perspective in groupby(lines, key=lambda line: line.facts.perspective_name)
    ]


LIVE, OVER, OWN = "live", "over", "own"


def chosen_lines(lines: Iterable[CatalogueLine], asked: Mapping[str, str], own: Collection[str]) -> list[CatalogueLine]:
    """Those that are asked for: `show` what is in use, over, one's own; `q` a word of name, code, owner, package."""
    word, show = asked.get("q", "").strip().casefold(), asked.get("show", "")
    return [line for line in lines if _is_shown(line, show, own) and (not word or word in _words_of(line))]


def _is_shown(line: CatalogueLine, show: str, own: Collection[str]) -> bool:
    if show == OWN:
        return line.owner_code in own
    return line.live is (show == LIVE) if show in (LIVE, OVER) else True


def _words_of(line: CatalogueLine) -> str:
    words = (line.facts.name, line.facts.code, line.facts.goal_name, line.owner_name, *line.packages)
    return " ".join(words).casefold()


def catalogue_chips(lines: Sequence[CatalogueLine], asked: Mapping[str, str], own: Collection[str]) -> list[Chip]:
    """Choices of what is shown, each with how many there are."""
    show, word = asked.get("show", ""), asked.get("q", "")
    texts = {"": _("Alle"), LIVE: _("Måles nå"), OVER: _("Måles ikke nå"), OWN: _("Mine egne")}
    chips = []
    for value, text in texts.items():
        number = sum(_is_shown(line, value, own) for line in lines)
        query = urlencode({name: text for name, text in (("show", value), ("q", word)) if text})
        chips.append(Chip(f"{text} ({number})", f"/indicators/?{query}" if query else "/indicators/", show == value))
    return chips


def row_of(line: CatalogueLine) -> CatalogueRow:
    facts = line.facts
    return CatalogueRow(
        code=facts.code,
        name=facts.name,
        href=f"/indicators/{facts.code}/",
        kind=str(IndicatorKind(facts.kind).label),
        unit=str(UnitOfMeasure(facts.unit_of_measure).label),
        direction=str(Direction(facts.direction).label),
        owner=line.owner_name,
        packages=", ".join(line.packages),
        live=line.live,
    )


def facts_in_words(explanation: Explanation) -> list[tuple[str, str]]:
    """How the indicator is counted and read: heading and text."""
    facts = explanation.facts
    found = [
        (_("Eier"), explanation.owner_name),
        (_("Type"), str(IndicatorKind(facts.kind).label)),
        (_("Måleenhet"), str(UnitOfMeasure(facts.unit_of_measure).label)),
        (_("Retning"), str(Direction(facts.direction).label)),
        (_("Måneder og kontor slås sammen ved"), str(Pooling(facts.pooling).label)),
    ]
    if facts.min_base:
        found.append((_("Minste grunnlag i rangeringen"), current_format().numerals.count(facts.min_base)))
    if facts.hide_below:
        found.append((_("Skjules"), _("antall under %(n)s") % {"n": facts.hide_below}))
    if facts.definition_changed:
        found.append((_("Definisjonen endret"), month_and_year(facts.definition_changed)))
    found.append((_("Måles"), span_in_words(explanation.first, explanation.end)))
    return found


def span_in_words(first: Month, end: Month | None) -> str:
    """`fra januar 2018`, `januar 2018 til desember 2018`. `end` is the first month that no longer holds."""
    if end is None:
        return _("fra %(first)s") % {"first": month_and_year(first)}
    return _("%(first)s til %(last)s") % {"first": month_and_year(first), "last": month_and_year(end - 1)}
