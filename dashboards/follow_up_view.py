"""The view that says which offices or counties it may be worth talking to, and why: reasons first, no places."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from dashboards.asked_table import ALL_GROUPS, Asked, UnitView
from dashboards.cells import cell
from dashboards.exported import FIGURE, figure_cells, limit_cells
from dashboards.formatting import Format, current_format, limits_of
from dashboards.line_addresses import indicator_href, line_href
from dashboards.marks import Marks, current_marks
from dashboards.names import shared_word, without
from dashboards.table_choice import narrowed
from organisation.choices import UnitKind
from scorecards.exports import Cell
from scorecards.figures import TableRow, UnitTable
from scorecards.follow_up import FollowUp, Reason, Sign
from scorecards.queries.follow_up import follow_up

HEADER = (
    "month", "unit", "unit_name", "reasons", "indicator", "indicator_name", *FIGURE, "green", "yellow",
    *(str(sign) for sign in Sign),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReasonLine:
    name: str
    href: str
    tag: Markup
    value: Markup
    base: str
    target: str
    signs: list[str]


@dataclass(frozen=True, slots=True)
class AskedLines:
    """An office or a county with its reasons as shown."""

    name: str
    href: str
    reasons: list[ReasonLine]


def read(asked: Asked) -> FollowUp:
    """From the indicators chosen, among all that stand beside each other; only those chosen are listed."""
    figures = narrowed(asked.figures, replace(asked.choice, region="", offices="", columns="", sort=""))
    listed = {row.code for row in asked.shown.offices}
    return follow_up(asked.read.judged_among(asked.unit, means=asked.choice.means), figures, listed)


def rows(asked: Asked, found: FollowUp) -> Iterator[tuple[Cell, ...]]:
    """A row per reason, in the order of HEADER; a sign is true where it strikes."""
    for each in found.units:
        for reason in each.reasons:
            yield (
                str(asked.figures.links.month), each.row.code, each.row.name, len(each.reasons),
                reason.indicator.code, reason.indicator.name, *figure_cells(reason.cell.figure, reason.cell.status),
                *limit_cells(reason.target), *(sign in reason.signs for sign in Sign),
            )  # fmt: skip


def shows(asked: Asked, found: FollowUp) -> dict[str, Any]:
    """What the template shows."""
    form, marks, month, of_counties = current_format(), current_marks(), asked.figures.links.month, asked.of_counties
    prefix = shared_word(row.name for row in asked.figures.offices)
    return {
        "asked_lines": [
            AskedLines(
                without(prefix, each.row.name),
                line_href(each.row, month, asked.end),
                [_line(reason, each.row, asked, form, marks) for reason in each.reasons],
            )
            for each in found.units
        ],
        "of_counties": of_counties,
        "within": asked.unit.kind == UnitKind.REGION,
        "sentence": _sentence(found, of_counties),
        "chance": _chance(found, form) if found.against else "",
        "preliminary_list": _has_preliminary(asked.shown),
    }


def _line(reason: Reason, row: TableRow, asked: Asked, form: Format, marks: Marks) -> ReasonLine:
    facts, figure = reason.indicator, reason.cell.figure
    return ReasonLine(
        name=facts.name,
        href=indicator_href(row, facts.code, asked.figures.links.month, asked.end),
        tag=marks.tags[reason.cell.status],
        value=cell(figure, facts, form, marks, limits_of(reason.target)),
        base=form.base(figure, facts),
        target=form.target(reason.target, facts) if reason.target else "",
        signs=[sign_in_words(sign, of_counties=asked.of_counties) for sign in reason.signs],
    )


def sign_in_words(sign: Sign, *, of_counties: bool = False) -> str:
    words = {
        Sign.FAR: _("Langt fra de andre fylkene") if of_counties else _("Langt fra de andre kontorene"),
        Sign.CONCERN: _("Svakere enn vanlig variasjon"),
        Sign.OUT_OF_REACH: _("Årets krav kan ikke nås lenger"),
        Sign.IN_DANGER: _("Årets krav er i fare"),
        Sign.MISSED: _("Årets krav ble ikke nådd"),
        Sign.RED: _("Rød tre måneder på rad"),
    }
    return words[sign]


def _sentence(found: FollowUp, of_counties: bool) -> str:
    """How many there are on the list, and out of what."""
    if not found.indicators:
        return _("Ingen av indikatorene som vises, er prioritert i pakken, så ingenting er vurdert.")
    if of_counties:
        some = _("%(n)s av %(of)s fylker, vurdert på %(indicators)s.")
        none = _("Ingen av %(of)s fylker skiller seg ut på %(indicators)s denne måneden.")
    else:
        some = _("%(n)s av %(of)s kontor, vurdert på %(indicators)s.")
        none = _("Ingen av %(of)s kontor skiller seg ut på %(indicators)s denne måneden.")
    of = ngettext("%(k)s indikator", "%(k)s indikatorer", found.indicators)
    if found.prioritised:
        of = ngettext("%(k)s prioritert indikator", "%(k)s prioriterte indikatorer", found.indicators)
    numbers = {"n": len(found.units), "of": found.judged_units, "indicators": of % {"k": found.indicators}}
    return (some if found.units else none) % numbers


def _chance(found: FollowUp, form: Format) -> str:
    """How many reasons chance alone would make."""
    least = 0.1
    about = _("omtrent %(number)s") if found.by_chance >= least else _("færre enn %(number)s")
    expected = about % {"number": form.numerals.number(max(found.by_chance, least), 1)}
    return _(
        "Av %(figures)s vurderte tall går %(against)s mot kravet. Om bare tilfeldigheter rådde, ville %(expected)s av"
        " dem stått på listen, og flere der tallene henger sammen fra måned til måned."
    ) % {"figures": form.numerals.count(found.figures), "against": found.against, "expected": expected}


def _has_preliminary(shown: UnitTable) -> bool:
    return any(cell.figure.preliminary for row in shown.offices for cell in row.cells)


VIEW = UnitView(
    gettext_lazy("Verdt å snakke om"), ALL_GROUPS, "unit_views/follow_up.html", HEADER, read, rows, shows, as_now=True
)
