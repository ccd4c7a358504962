"""The office page from its figures: the lead, the count of colours, the table's choices, what stands as before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.addresses import chosen_href, kept_now
from dashboards.dates import month_and_year, month_name
from dashboards.formatting import current_format
from dashboards.marks import current_marks
from dashboards.news_lines import by_chance_alone, news_lines, standing_sentence
from dashboards.numbers import MINUS
from dashboards.office_filters import ALL, choices, kept_choice, shown_lines
from dashboards.pages import month_navigation, publication
from dashboards.places import place_of, span_of
from dashboards.row_details import DetailsWriter, RowDetails
from dashboards.scorecard import Addresses, grouped_rows
from dashboards.states import explained
from dashboards.svg import share_bar
from methods.verdicts import Signal
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.queries.places import RankedPlace
from scorecards.cells import has_few_cases
from scorecards.choices import Part
from scorecards.figures import OfficeMonth, PackageFacts, ScorecardLine
from scorecards.judged import Judged
from scorecards.news import standing_of

COLOURS = ("red", "yellow", "green")


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Points and place of the month's ranking."""

    score: str
    text: str
    href: str


def page_context(
    unit: PlacedUnit,
    figures: OfficeMonth,
    judged: Sequence[Judged],
    package: PackageFacts,
    offices: Sequence[PlacedUnit],
    ranking: RankedPlace | None,
    asked: Mapping[str, str],
) -> dict[str, Any]:
    """What the template shows. `asked` is the address's query: `show` and `package`."""
    month, lines, show = figures.links.month, figures.lines, asked.get("show", ALL)
    query = (f"&package={package.code}" if asked.get("package") else "") + kept_now(asked)
    now = kept_now(asked, "?")
    addresses = Addresses(
        office=f"/offices/{unit.code}/indicators/",
        comparison="/indicators/",
        comparison_end=f"/{month}/?county={unit.county_code}&office={unit.code}{kept_now(asked)}",
        office_end=f"/{now}",
    )
    return {
        **_about(unit, figures, package, query, now),
        "months": month_navigation(
            figures.links, f"/offices/{unit.code}/", (query + kept_choice(asked)).replace("&", "?", 1)
        ),
        "offices": offices,
        "news": news_lines(judged, figures.months, addresses),
        "standing": standing_sentence(standing_of(judged), month),
        "by_chance": by_chance_alone(len(lines)),
        "colour_bar": colour_bar(lines),
        "tallies": tallies(lines, month),
        "without_status": without_status(lines),
        "place": shown_place(unit, month, ranking),
        **_heading(lines, package),
        "chips": choices(lines, show, query),
        "state": chosen_href(asked, show=show),  # what a copied address says: a reader's own last choice may be another
        "perspectives": grouped_rows(shown_lines(lines, show), addresses, details_of(judged, figures.months)),
        "compare": _("sammenlign"),
        **_legend(lines, judged),
    }


def _legend(lines: Sequence[ScorecardLine], judged: Sequence[Judged]) -> dict[str, Any]:
    """What occurs in the table and is explained under it."""
    return {
        "has_few_cases": any(line.interval and has_few_cases(line.indicator, line.figure) for line in lines),
        "has_signals": any(each.signal in (Signal.IMPROVEMENT, Signal.CONCERN) for each in judged),
        "has_revised": any(line.figure.revised for line in lines),
        "states": explained(line.figure.state for line in lines),
    }


def details_of(judged: Sequence[Judged], months: Sequence[Month]) -> dict[int, RowDetails]:
    """What each row opens to, by indicator id."""
    writer = DetailsWriter(months, current_format())
    return {each.line.indicator.id: writer.of(each) for each in judged}


def _about(unit: PlacedUnit, figures: OfficeMonth, package: PackageFacts, query: str, now: str) -> dict[str, Any]:
    """Which office, month and package the page is about, and what could be read instead."""
    month = figures.links.month
    return {
        "here": "office",
        "unit": unit,
        "crumbs": crumbs_above(unit, f"{month}/{now}"),
        "lead": _("%(package)s for %(month)s · %(published)s")
        % {"package": package.name, "month": month_and_year(month), "published": publication(package, month)},
        "month": month,
        "month_name": month_name(month),
        "previous_month": month_name(month - 1),
        "packages": figures.packages,
        "package_code": package.code,
        "query": query,
        "preliminary": package.preliminary,
        "only_by_hand": figures.only_by_hand,
        "simulated": package.simulated,
        "source": package.source,
    }


def _heading(lines: Sequence[ScorecardLine], package: PackageFacts) -> dict[str, Any]:
    """What the table is called; `mixed` where the package holds the scorecard and more."""
    mixed = 0 < sum(line.part == Part.MALEKORT for line in lines) < len(lines)
    return {"heading": _("Målekort og tilleggsindikatorer") if mixed else package.name, "mixed": mixed}


def crumbs_above(unit: PlacedUnit, page: str) -> list[tuple[str, str]]:
    """County and region of an office, with links to their pages; `page` is what these end with."""
    return [
        (unit.county_name, f"/counties/{unit.county_code}/{page}"),
        (unit.region_name, f"/regions/{unit.region_code}/{page}"),
    ]


def shown_place(unit: PlacedUnit, month: Month, ranking: RankedPlace | None) -> ShownPlace | None:
    """The office in the month's ranking; None where there is none."""
    if ranking is None:
        return None
    href = f"/rankings/{unit.county_code}/{month}/"
    if ranking.place is None or ranking.score is None:
        return ShownPlace(_("ikke rangert"), _("se hvorfor"), href)
    reach = span_of(ranking.low, ranking.high, place_of(ranking.place))
    score = current_format().numerals.number(ranking.score, 1)
    return ShownPlace(
        _("%(score)s av 100") % {"score": score}, _("%(n)s av %(of)s") % {"n": reach, "of": ranking.of}, href
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines have a colour, and how that compares to the month before."""

    tag: Markup
    number: int
    since: str


def tallies(lines: Sequence[ScorecardLine], month: Month) -> list[Tally]:
    """Red, yellow and green lines with the change from the month before, where that has colours."""
    marks, before = current_marks(), month_name(month - 1)
    known = any(line.previous_status for line in lines)
    found = []
    for colour in COLOURS:
        now = sum(line.status == colour for line in lines)
        change = now - sum(line.previous_status == colour for line in lines)
        found.append(Tally(marks.tags[colour], now, _since(change, before) if known else ""))
    return found


def _since(change: int, before: str) -> str:
    if not change:
        return _("som i %(month)s") % {"month": before}
    number = f"+{change}" if change > 0 else f"{MINUS}{-change}"
    return _("%(change)s fra %(month)s") % {"change": number, "month": before}


def colour_bar(lines: Sequence[ScorecardLine]) -> Markup:
    """The three counts as one bar."""
    red, yellow, green = (sum(line.status == colour for line in lines) for colour in COLOURS)
    return share_bar(green, yellow, red)


def without_status(lines: Sequence[ScorecardLine]) -> str:
    """`3 uten krav, 2 uten tall`: the lines that the three counts leave out."""
    parts = []
    if without_value := sum(line.figure.value is None for line in lines):
        parts.append(_("%(n)s uten tall") % {"n": without_value})
    if without_target := sum(line.figure.value is not None and line.status is None for line in lines):
        parts.append(_("%(n)s uten krav") % {"n": without_target})
    return ", ".join(parts)
