"""A published ranking as its page, its files and the API show it: six queries, for three offices or three hundred."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from organisation.alphabet import norwegian_key
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.choices import Group, Method, Missing, Reason, Ties
from rankings.figures import (
    MOST_LATER,
    ContributionLine,
    LaterFigure,
    NotRanked,
    RankedIndicator,
    RankedOffice,
    RankingPage,
    RuleFacts,
)
from rankings.models import Contribution, Ranking, RankingEntry, RankingRule
from rankings.moves import Stand, is_more_than_noise
from rankings.queries.editions import edition_facts, editions_of, latest_of, links_from
from rankings.queries.later import Later, later_figures
from rankings.queries.names import OfficeName, office_names, ranked_indicators
from rankings.queries.rules import terms_of
from scorecards.figures import Limits


def ranking_page(
    county: PlacedUnit, month: Month, *, edition: int | None = None, language: str = "nb"
) -> RankingPage | None:
    """The county's published ranking of `month`: its newest edition that stands, or the one asked for.

    Without any edition of the month, a page whose `edition` is None; None where `edition` is one that doesn't exist.
    """
    published = editions_of(county.id)
    of_month = [ranking for ranking in published if ranking.month == month]
    asked = [ranking for ranking in of_month if edition in (None, ranking.edition)]
    shown = latest_of(asked, month) or next(iter(asked), None)
    empty = RankingPage(county.code, county.name, month, links_from(published, month))
    if shown is None:
        return empty if edition is None else None
    if shown.withdrawn_at is not None:
        return replace(
            empty, editions=tuple(edition_facts(other) for other in of_month), withdrawn=edition_facts(shown)
        )
    before = latest_of(published, month - 1)
    return _filled(empty, shown, of_month, before, language)


def _filled(
    page: RankingPage, ranking: Ranking, of_month: Sequence[Ranking], before: Ranking | None, language: str
) -> RankingPage:
    entries, earlier = _entries(ranking, before)
    names = _names(entries, ranking.month)
    indicators = ranked_indicators(ranking.pk, language)
    lines = _contributions(ranking, {indicator.facts.id: indicator for indicator in indicators})
    later = later_figures(ranking)
    placed = [
        _office(entry, (entry.position, entry.place, entry.score), names[entry.unit_id], lines, earlier)
        for entry in entries
        if entry.position is not None and entry.place is not None and entry.score is not None
    ]
    return RankingPage(
        county_code=page.county_code,
        county_name=page.county_name,
        month=page.month,
        links=page.links,
        edition=edition_facts(ranking),
        editions=tuple(edition_facts(other) for other in of_month),
        rule=rule_facts(ranking.rule, ranking.month),
        package_code=ranking.package.code,
        package_name=ranking.package.name,
        simulated=ranking.package.simulated,
        source=ranking.package.source,
        outdated=bool(later),
        later=_later_lines(later, names, indicators),
        later_total=len(later),
        intervals_shown=ranking.intervals_shown,
        entries=tuple(sorted(placed, key=lambda office: (office.position, norwegian_key(office.name)))),
        not_ranked=_not_ranked(entries, names),
        indicators=tuple(indicator for indicator in indicators if indicator.counts),
        not_counting=tuple(indicator for indicator in indicators if not indicator.counts),
    )


def rule_facts(rule: RankingRule, month: Month) -> RuleFacts:
    """What a reader may want to know of a rule, as it ranks a month."""
    terms = terms_of(rule, month)
    return RuleFacts(
        code=rule.code,
        name=rule.name,
        method=Method(rule.method),
        version=rule.version,
        window=terms.window,
        year_to_date=rule.window is None,
        at_least=terms.at_least,
        least_weight=rule.least_weight,
        missing=Missing(rule.missing),
        ties=Ties(rule.ties),
        draws=rule.draws,
        confidence=rule.confidence,
        cap=rule.cap,
        seed=rule.seed,
        valid_from=rule.valid_from,
    )


def _entries(ranking: Ranking, before: Ranking | None) -> tuple[list[RankingEntry], dict[int, RankingEntry]]:
    """The edition's entries, and those of the month before's newest edition by unit. One query."""
    both = [ranking.pk, before.pk] if before else [ranking.pk]
    entries = list(RankingEntry.objects.filter(ranking__in=both).select_related("unit").order_by("position", "id"))
    earlier = {entry.unit_id: entry for entry in entries if entry.ranking_id != ranking.pk}
    return [entry for entry in entries if entry.ranking_id == ranking.pk], earlier


def previous_place(before: RankingEntry | None, now: RankingEntry) -> float | None:
    """The place before, of an office in the same county, where the move is more than noise."""
    if before is None or before.position is None or now.position is None:
        return None
    stood, stands = Stand(before.position, before.low, before.high), Stand(now.position, now.low, now.high)
    return before.place if is_more_than_noise(stood, stands) else None


def _names(entries: Sequence[RankingEntry], month: Month) -> dict[int, OfficeName]:
    """Every office's name in the month; its code where the organisation no longer knows it there."""
    codes = {entry.unit_id: OfficeName(entry.unit.code, entry.unit.code, "", "") for entry in entries}
    return codes | office_names(codes, month)


def _contributions(
    ranking: Ranking, indicators: Mapping[int, RankedIndicator]
) -> dict[int, tuple[ContributionLine, ...]]:
    """By entry, in the order of the edition's indicators; those that don't count are left out. One query."""
    by_entry: dict[int, dict[int, Contribution]] = {}
    for row in Contribution.objects.filter(entry__ranking=ranking).order_by():
        by_entry.setdefault(row.entry_id, {})[row.indicator_id] = row
    counting = [indicator for indicator in indicators.values() if indicator.counts]
    return {entry: _lines(rows, counting) for entry, rows in by_entry.items()}


def _lines(rows: Mapping[int, Contribution], counting: Sequence[RankedIndicator]) -> tuple[ContributionLine, ...]:
    found = [(indicator, rows[indicator.facts.id]) for indicator in counting if indicator.facts.id in rows]
    whole = sum(indicator.weight for indicator, row in found if row.points is not None)
    return tuple(_line(indicator, row, whole) for indicator, row in found)


def _line(indicator: RankedIndicator, row: Contribution, whole: float) -> ContributionLine:
    limits = None if row.green is None else Limits(row.green, row.yellow, row.green_upper, row.yellow_upper)
    possible, of_hundred = of_what_is_possible(row.points, indicator.weight, whole)
    return ContributionLine(
        indicator=indicator,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        known=row.known,
        target=limits,
        points=row.points,
        possible=possible,
        of_hundred=of_hundred,
        error=row.error,
    )


def of_what_is_possible(points: float | None, weight: float, whole: float) -> tuple[float | None, float | None]:
    """What reaching the target gives, and points as if the indicator were the only one. `whole`: all weight judged."""
    if points is None:
        return None, None
    possible = 100 * weight / whole
    return possible, 100 * points / possible if possible else None


def _office(
    entry: RankingEntry,
    standing: tuple[int, float, float],
    name: OfficeName,
    lines: Mapping[int, tuple[ContributionLine, ...]],
    earlier: Mapping[int, RankingEntry],
) -> RankedOffice:
    position, place, score = standing
    return RankedOffice(
        code=name.code,
        name=name.name,
        region_code=name.region_code,
        region_name=name.region_name,
        position=position,
        place=place,
        low=entry.low,
        high=entry.high,
        group=Group(entry.group) if entry.group else None,
        score=score,
        contributions=lines.get(entry.pk, ()),
        previous_place=previous_place(earlier.get(entry.unit_id), entry),
    )


def _not_ranked(entries: Sequence[RankingEntry], names: Mapping[int, OfficeName]) -> tuple[NotRanked, ...]:
    found = [(names[entry.unit_id], entry.reason) for entry in entries if entry.position is None]
    found.sort(key=lambda pair: (norwegian_key(pair[0].name), pair[0].code))
    return tuple(NotRanked(name.code, name.name, Reason(reason)) for name, reason in found)


def _later_lines(
    later: Sequence[Later], names: Mapping[int, OfficeName], indicators: Sequence[RankedIndicator]
) -> tuple[LaterFigure, ...]:
    facts = {indicator.facts.id: indicator.facts for indicator in indicators}
    return tuple(
        LaterFigure(
            unit_code=names[figure.unit].code,
            unit_name=names[figure.unit].name,
            indicator_code=facts[figure.indicator].code,
            indicator_name=facts[figure.indicator].name,
            month=figure.month,
            at=figure.at,
            delivery=figure.delivery,
        )
        for figure in later[:MOST_LATER]
    )
