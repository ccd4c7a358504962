"""The view of a county that says which offices it may be worth talking to, and why: reasons first, no places."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from dashboards.asked_table import Asked, UnitView
from dashboards.cells import cell
from dashboards.exported import FIGURE, figure_cells, limit_cells
from dashboards.formatting import Format, current_format, limits_of
from dashboards.marks import Marks, current_marks
from dashboards.names import shared_word, without
from dashboards.table_choice import narrowed
from organisation.choices import UnitKind
from scorecards.exports import Cell
from scorecards.figures import UnitTable
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
class OfficeLines:
    """An office with its reasons as shown."""

    name: str
    href: str
    reasons: list[ReasonLine]


def read(asked: Asked) -> FollowUp:
    """From the indicators chosen, at all offices of the county; only those of the region chosen are listed."""
    figures = narrowed(asked.figures, replace(asked.choice, region="", offices="", columns="", sort=""))
    return follow_up(asked.unit, figures, {row.code for row in asked.shown.offices})


def rows(asked: Asked, found: FollowUp) -> Iterator[tuple[Cell, ...]]:
    """A row per reason, in the order of HEADER; a sign is true where it strikes."""
    for office in found.offices:
        for reason in office.reasons:
            yield (
                str(asked.figures.links.month), office.row.code, office.row.name, len(office.reasons),
                reason.indicator.code, reason.indicator.name, *figure_cells(reason.cell.figure, reason.cell.status),
                *limit_cells(reason.target), *(sign in reason.signs for sign in Sign),
            )  # fmt: skip


def shows(asked: Asked, found: FollowUp) -> dict[str, Any]:
    """What the template shows."""
    form, marks, month = current_format(), current_marks(), asked.figures.links.month
    prefix = shared_word(row.name for row in asked.figures.offices)
    return {
        "offices": [
            OfficeLines(
                without(prefix, office.row.name),
                f"/offices/{office.row.code}/{month}/",
                [_line(reason, office.row.code, form, marks) for reason in office.reasons],
            )
            for office in found.offices
        ],
        "sentence": _sentence(found),
        "chance": _chance(found, form) if found.against else "",
        "preliminary_list": _has_preliminary(asked.shown),
    }


def _line(reason: Reason, office: str, form: Format, marks: Marks) -> ReasonLine:
    facts, figure = reason.indicator, reason.cell.figure
    return ReasonLine(
        name=facts.name,
        href=f"/offices/{office}/indicators/{facts.code}/",
        tag=marks.tags[reason.cell.status],
        value=cell(figure, facts, form, marks, limits_of(reason.target)),
        base=form.base(figure, facts),
        target=form.target(reason.target, facts) if reason.target else "",
        signs=[sign_in_words(sign) for sign in reason.signs],
    )


def sign_in_words(sign: Sign) -> str:
    words = {
        Sign.FAR: _("Langt fra de andre kontorene"),
        Sign.CONCERN: _("Svakere enn vanlig variasjon"),
        Sign.OUT_OF_REACH: _("Årets krav kan ikke nås lenger"),
        Sign.IN_DANGER: _("Årets krav er i fare"),
        Sign.MISSED: _("Årets krav ble ikke nådd"),
        Sign.RED: _("Rød tre måneder på rad"),
    }
    return words[sign]


def _sentence(found: FollowUp) -> str:
    """How many offices there are on the list, and out of what."""
    if not found.indicators:
        return _("Ingen av indikatorene som vises, er prioritert i pakken, så ingen kontor er vurdert.")
    numbers = {"n": len(found.offices), "of": found.judged_offices, "k": found.indicators}
    if not found.offices:
        return _("Ingen av %(of)s kontor skiller seg ut på de %(k)s prioriterte indikatorene denne måneden.") % numbers
    return _("%(n)s av %(of)s kontor, vurdert på %(k)s prioriterte indikatorer.") % numbers


def _chance(found: FollowUp, form: Format) -> str:
    """How many reasons chance alone would make."""
    expected = form.numerals.number(found.by_chance, 1)
    return _(
        "Av %(figures)s vurderte tall går %(against)s mot kravet. Om bare tilfeldigheter rådde, ville omtrent"
        " %(expected)s av dem stått på listen, og flere der tallene henger sammen fra måned til måned."
    ) % {"figures": form.numerals.count(found.figures), "against": found.against, "expected": expected}


def _has_preliminary(shown: UnitTable) -> bool:
    return any(cell.figure.preliminary for row in shown.offices for cell in row.cells)


VIEW = UnitView(
    gettext_lazy("Verdt å snakke om"), (UnitKind.COUNTY,), "unit_views/follow_up.html", HEADER, read, rows, shows
)
