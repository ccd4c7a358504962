"""Indicators that hang together: what is put as a question at an office, drawn and in a table; the rest in a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.dates import month_and_year, short_month
from dashboards.formatting import Format, current_format, listed
from dashboards.line_drawing import Frame, drawing
from dashboards.pages import month_navigation
from methods.verdicts import CoherenceVerdict
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import IndicatorFacts, MonthLinks
from scorecards.queries.coherence import ASKED, Beside, Related
from scorecards.together import RECENT

RELATED = (
    "unit", "unit_name", "indicator", "related", "together", "verdict", "month", "value", "county_mean", "difference",
    "related_value", "related_county_mean", "related_difference",
)  # fmt: skip
MonthRow = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A pair that didn't move as it should: the question, both drawn one above the other, and a line per month."""

    code: str  # of the other indicator
    name: str
    href: str
    heading: str
    text: str
    charts: tuple[tuple[str, Markup], ...]  # each with its name
    rows: list[MonthRow]


def questions_context(unit: PlacedUnit, facts: IndicatorFacts, found: Sequence[Related]) -> dict[str, Any]:
    """What the section shows: questions first, then those about which there is nothing to ask. Empty without pairs."""
    if not found:
        return {}
    form, month = current_format(), found[0].months[-1]
    return {
        "pairs": {
            "first": facts.name,
            "questions": [_question(unit, pair, form) for pair in found if pair.verdict in ASKED],
            "others": _others(found),
            "href": f"/offices/{unit.code}/{month}/related/{facts.code}/",
        }
    }


def page_context(
    unit: PlacedUnit, facts: IndicatorFacts, links: MonthLinks, found: Sequence[Related]
) -> dict[str, Any]:
    """What the page of all pairs of an indicator at an office shows."""
    form, month = current_format(), links.month
    asked = sorted(found, key=lambda pair: pair.verdict not in ASKED)
    return {
        "here": "office",
        "unit": unit,
        "facts": facts,
        "month": month,
        "lead": _("%(unit)s · %(month)s") % {"unit": unit.name, "month": month_and_year(month)},
        "months": month_navigation(links, f"/offices/{unit.code}/", f"related/{facts.code}/"),
        "series_href": f"/offices/{unit.code}/indicators/{facts.code}/",
        "questions": [_question(unit, pair, form) for pair in asked],
    }


def _question(unit: PlacedUnit, pair: Related, form: Format) -> Question:
    return Question(
        code=pair.second.code,
        name=pair.second.name,
        href=f"/offices/{unit.code}/indicators/{pair.second.code}/",
        heading=_heading(pair),
        text=_text(pair),
        charts=(
            (pair.first.name, _chart(unit, pair, pair.first, pair.of_first, form, in_focus=True)),
            (pair.second.name, _chart(unit, pair, pair.second, pair.of_second, form, in_focus=False)),
        ),
        rows=list(reversed(list(_month_rows(pair, form)))),
    )


def _heading(pair: Related) -> str:
    """What has happened, without the names of months."""
    texts = {
        CoherenceVerdict.OPPOSITE: _("Går motsatt vei av «%(other)s»"),
        CoherenceVerdict.UNANSWERED: _("Følges ikke av «%(other)s»"),
        CoherenceVerdict.COHERENT: _("Følges av «%(other)s»"),
        CoherenceVerdict.QUIET: _("Ingen uvanlig endring å lete etter i «%(other)s»"),
        CoherenceVerdict.TOO_FEW: _("For få måneder å holde opp mot «%(other)s»"),
    }
    return texts[pair.verdict] % {"other": pair.second.name}


def _text(pair: Related) -> str:
    """The question in whole sentences; which way they should go follows from what is better for each."""
    names = {"first": pair.first.name, "other": pair.second.name}
    texts = {
        CoherenceVerdict.OPPOSITE: _(
            "«%(first)s» henger vanligvis sammen med «%(other)s», men går nå motsatt vei. Hva kan forklare det?"
        ),
        CoherenceVerdict.UNANSWERED: _(
            "«%(first)s» henger vanligvis sammen med «%(other)s», og har endret seg mer enn vanlig uten at det er å se"
            " igjen der. Hva kan forklare det?"
        ),
        CoherenceVerdict.COHERENT: _("«%(first)s» har endret seg mer enn vanlig, og det er å se igjen i «%(other)s»."),
        CoherenceVerdict.QUIET: _("«%(first)s» har ikke endret seg mer enn vanlig, så det er ikke noe å spørre om."),
        CoherenceVerdict.TOO_FEW: _(
            "Det trengs tall for de siste tre månedene og minst seks av de tolv før, for begge to."
        ),
    }
    way = (
        _("Ut fra hva som er bedre for hver av dem, skal de stige og falle sammen.")
        if pair.sign == 1
        else _("Ut fra hva som er bedre for hver av dem, skal den ene falle når den andre stiger.")
    )
    return f"{texts[pair.verdict] % names} {way}"


def _chart(
    unit: PlacedUnit, pair: Related, facts: IndicatorFacts, beside: Beside, form: Format, *, in_focus: bool
) -> Markup:
    """The differences to the county, with the county as a line across and the recent months on grey ground."""
    frame = Frame(
        first=short_month(pair.months[0]),
        last=short_month(pair.months[-1]),
        text=lambda value: form.change(value, facts),
        sentence=_("%(indicator)s ved %(unit)s: forskjell fra snittet av kontorene. Samme tall står i tabellen.")
        % {"indicator": facts.name, "unit": unit.name},
        mark=0.0,
        mark_css="county-line",
        recent=RECENT,
    )
    return drawing(beside.differences, (), frame) if in_focus else drawing((), beside.differences, frame)


def _month_rows(pair: Related, form: Format) -> Iterator[MonthRow]:
    columns = (pair.of_first.values, pair.of_first.differences, pair.of_second.values, pair.of_second.differences)
    for month, value, difference, other, other_difference in zip(pair.months, *columns, strict=True):
        yield (
            month_and_year(month),
            "" if value is None else form.value(value, pair.first),
            "" if difference is None else form.change(difference, pair.first),
            "" if other is None else form.value(other, pair.second),
            "" if other_difference is None else form.change(other_difference, pair.second),
        )


def _others(found: Sequence[Related]) -> list[str]:
    """A sentence for each of the answers that need no question, with the names it holds for."""
    texts = {
        CoherenceVerdict.COHERENT: _("Har fulgt med, som ventet: %(names)s."),
        CoherenceVerdict.QUIET: _("Ingen uvanlig endring her, så det er ikke noe å lete etter i %(names)s."),
        CoherenceVerdict.TOO_FEW: _("For få måneder med tall til å si noe: %(names)s."),
    }
    sentences = []
    for verdict, text in texts.items():
        if names := [pair.second.name for pair in found if pair.verdict == verdict]:
            sentences.append(text % {"names": listed(names)})
    return sentences


def related_rows(unit: PlacedUnit, found: Sequence[Related]) -> Iterator[tuple[Cell, ...]]:
    """A row per pair and month, oldest first, in the order of RELATED; `together` is 1 where both should rise."""
    for pair in found:
        start = (unit.code, unit.name, pair.first.code, pair.second.code, pair.sign, pair.verdict.value)
        sides = [(side.values, side.means, side.differences) for side in (pair.of_first, pair.of_second)]
        for place, month in enumerate(pair.months):
            yield (*start, str(month), *(column[place] for side in sides for column in side))
