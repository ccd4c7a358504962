"""The ranking's page from its figures: one line per office, with what its points are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.dates import day, day_near, month_and_year
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.pages import Chip, month_navigation
from dashboards.places import place_of, span_of
from dashboards.ranking_lines import ALL, REGION, address, choice_of, chosen, orders, what_would_move
from dashboards.ranking_preview import weight_rows
from dashboards.ranking_rules import missing_in_words, ties_in_words
from dashboards.svg import contribution_bar, rank_axis, whisker
from rankings.choices import Group
from rankings.figures import ContributionLine, RankedOffice, RankingPage
from rankings.weighing import IndicatorWeight, indicator_weights


@dataclass(frozen=True, slots=True)
class Contribution:
    name: str
    weight: str
    value: Markup | str
    known: str
    target: str
    bar: Markup | str
    points: str


@dataclass(frozen=True, slots=True)
class OfficeLine:
    code: str
    place: str
    name: str
    half: str
    moved: str
    reach: str
    drawing: Markup
    score: str
    href: str
    places_href: str
    own: bool
    region: str  # its name, on the first line of each region where they stand by region
    moving: str  # what would move it
    contributions: list[Contribution]


def page_context(figures: RankingPage, own: set[str], may_publish: bool, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows. `own` are the reader's offices."""
    month, county = figures.month, f"/rankings/{figures.county_code}/"
    context: dict[str, Any] = {
        "here": "ranking",
        "figures": figures,
        "month": month,
        "months": month_navigation(figures.links, county),
        "simulated": figures.simulated,
        "source": figures.source,
        "crumbs": [(figures.county_name, f"/counties/{figures.county_code}/{month}/")],
        "may_publish": may_publish,
    }
    if figures.edition is None or figures.rule is None:
        return context
    writer, choice = RankingWriter(figures, own), choice_of(asked)
    lines = chosen(figures, own, choice)
    query = {"edition": str(figures.edition.edition)} if asked.get("edition") else {}
    return {
        **context,
        "lead": writer.lead(),
        "rule_lines": writer.rule_lines(),
        "axis": rank_axis(writer.last),
        "offices": [
            writer.line(office, _region_above(lines, place) if choice.order == REGION else "")
            for place, office in enumerate(lines)
        ],
        "orders": orders(choice, query),
        "left_out": len(figures.entries) - len(lines),
        "all_href": address(query, show=ALL),
        "around_href": address(query) if choice.all and own & {office.code for office in figures.entries} else "",
        "weights": weight_rows(_weights(figures), [indicator.facts.name for indicator in figures.indicators]),
        "not_ranked": reasons(figures),
        "not_counting": ", ".join(each.facts.name for each in figures.not_counting if not each.left_out),
        "not_of_all": ", ".join(each.facts.name for each in figures.not_counting if each.left_out),
        "later": later_lines(figures),
        "editions": edition_links(figures),
        "query": "".join(f"&{name}={value}" for name, value in query.items()),
        "rule_href": f"{county}rule/",
    }


def _region_above(lines: Sequence[RankedOffice], place: int) -> str:
    """The region's name where the line is the first of it."""
    name = lines[place].region_name
    return name if not place or lines[place - 1].region_name != name else ""


def _weights(figures: RankingPage) -> tuple[IndicatorWeight, ...]:
    """What the edition's weights do, from its own points."""
    return indicator_weights(
        [[line.points for line in office.contributions] for office in figures.entries],
        [indicator.weight for indicator in figures.indicators],
    )


class RankingWriter:
    """Writes a ranking's lines; what they all need is looked up once."""

    def __init__(self, figures: RankingPage, own: set[str]) -> None:
        self.figures, self.own = figures, own
        self.form: Format = current_format()
        self.last = max((office.position for office in figures.entries), default=1)
        self.last = max(self.last, len(figures.entries))
        self.of_hundred = _("%(n)s av 100 mulige")

    def lead(self) -> str:
        """`38 kontor etter tolv måneders resultater på 13 prioriterte indikatorer · Standardregelen · utgave 1, …`"""
        figures = self.figures
        if figures.rule is None or figures.edition is None:
            return ""
        parts = [
            _("%(n)s kontor etter %(window)s måneders resultater på %(k)s prioriterte indikatorer")
            % {"n": len(figures.entries), "window": figures.rule.window, "k": len(figures.indicators)},
            _("utgave %(n)s, publisert %(day)s")
            % {"n": figures.edition.edition, "day": day_near(figures.edition.published_at, figures.month)},
        ]
        return " · ".join(parts)

    def rule_lines(self) -> list[tuple[str, str]]:
        """The rule in words: heading and text."""
        rule, number = self.figures.rule, self.form.numerals
        if rule is None:
            return []
        certain = number.number(rule.confidence, 0, share=True) + number.per_cent
        return [
            (_("Poeng"), str(rule.method.label)),
            (_("Måneder"), _("%(n)s, minst %(least)s med tall") % {"n": rule.window, "least": rule.at_least}),
            (_("Uten tall"), missing_in_words(rule.missing, rule.least_weight)),
            (_("Likt"), ties_in_words(rule.ties)),
            (
                _("Streken"),
                _("%(certain)s av %(draws)s trekninger") % {"certain": certain, "draws": number.count(rule.draws)},
            ),
        ]

    def line(self, office: RankedOffice, region: str = "") -> OfficeLine:
        return OfficeLine(
            code=office.code,
            place=place_of(office.place),
            name=office.name,
            half=str(office.group.label) if office.group in (Group.UPPER, Group.LOWER) else "",
            moved=_moved(office),
            reach=span_of(office.low, office.high),
            drawing=whisker_of(office.place, office.low, office.high, self.last),
            score=self.form.numerals.number(office.score, 1),
            href=f"/offices/{office.code}/{self.figures.month}/",
            places_href=f"/offices/{office.code}/places/?month={self.figures.month}",
            own=office.code in self.own,
            region=region,
            moving=what_would_move(office, self.figures.entries),
            contributions=[self.contribution(line) for line in office.contributions],
        )

    def contribution(self, line: ContributionLine) -> Contribution:
        """The line in words."""
        facts, number = line.indicator.facts, self.form.numerals
        window = self.figures.rule.window if self.figures.rule else line.known
        value: Markup | str = DASH if line.value is None else self.form.value(line.value, facts, limits_of(line.target))
        bar: Markup | str = _("uten tall")
        if line.of_hundred is not None:
            bar = contribution_bar(line.of_hundred, self.of_hundred % {"n": number.number(line.of_hundred, 0)})
        return Contribution(
            name=facts.name,
            weight=number.count(line.indicator.weight),
            value=value,
            known=_("%(n)s md.") % {"n": line.known} if 0 < line.known < window else "",
            target=self.form.target(line.target, facts) if line.target else DASH,
            bar=bar,
            points=DASH if line.points is None else number.number(line.points, 1),
        )


def whisker_of(place: float, low: int | None, high: int | None, last: int) -> Markup:
    """The place and where the unit could stand, drawn, with the same in words."""
    words = {"n": place_of(place), "low": low, "high": high}
    text = _("Plass %(n)s") if low is None else _("Plass %(n)s, kan ligge fra %(low)s til %(high)s")
    return whisker(place, low, high, last, text % words)


def _moved(office: RankedOffice) -> str:
    """A change of place in words, only where it is more than noise."""
    if office.previous_place is None or office.previous_place == office.place:
        return ""
    return _("var nr. %(n)s") % {"n": place_of(office.previous_place)}


def reasons(figures: RankingPage) -> list[tuple[str, str]]:
    """Why some offices have no place: reason and names."""
    by_reason: dict[str, list[str]] = {}
    for office in figures.not_ranked:
        by_reason.setdefault(str(office.reason.label), []).append(office.name)
    return [(reason, ", ".join(names)) for reason, names in by_reason.items()]


def later_lines(figures: RankingPage) -> Sequence[str]:
    """What has changed since the edition: office, indicator, month and day."""
    return [
        _("%(unit)s, %(indicator)s for %(month)s, rettet %(day)s")
        % {
            "unit": each.unit_name,
            "indicator": each.indicator_name,
            "month": month_and_year(each.month),
            "day": day(each.at),
        }
        for each in figures.later
    ]


def later_heading(number: int) -> str:
    return ngettext("Ett tall er endret etter utgaven.", "%(n)s tall er endret etter utgaven.", number) % {"n": number}


def edition_links(figures: RankingPage) -> list[Chip]:
    """The month's editions where there are several."""
    if len(figures.editions) < 2 or figures.edition is None:
        return []
    return [
        Chip(_("Utgave %(n)s") % {"n": each.edition}, f"?edition={each.edition}", each == figures.edition)
        for each in figures.editions
    ]
