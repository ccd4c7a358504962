"""A published ranking as files: every number of its page, the rule in words and numbers, and who has no place."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from dashboards.places import place_in_file
from dashboards.ranking_rules import missing_in_words, ties_in_words
from rankings.figures import ContributionLine, RankedIndicator, RankingPage, RegionRanking
from scorecards.exports import Cell, Sheet
from scorecards.figures import Limits

LIMITS = ("green", "yellow", "green_upper", "yellow_upper")
RANKING = (
    "county", "month", "edition", "unit", "unit_name", "position", "low", "high", "group", "score", "reason",
    "indicator", "weight", "value", "numerator", "denominator", "known_months", "points", "possible_points",
    "error", *LIMITS, "points_of_hundred", "indicator_name", "weight_share", "previous_position",
    "region", "region_name", "place",
)  # fmt: skip
REGIONS = (
    "county", "month", "edition", "unit", "unit_name", "position", "low", "high", "group", "score", "reason",
    "indicator", "weight", "value", "numerator", "denominator", "known_months", "points", "possible_points",
    "error", *LIMITS, "points_of_hundred", "indicator_name", "weight_share",
    "offices_with_figure", "offices", "place",
)  # fmt: skip
RULE = ("term", "value", "words")
INDICATORS = (
    "indicator", "indicator_name", "weight", "weight_share", "counts", "min_base", "unit", "direction", "pooling",
    "definition_changed", "left_out",
)  # fmt: skip
NOT_RANKED = ("county", "month", "edition", "unit", "unit_name", "reason", "words")


def ranking(figures: RankingPage) -> Iterator[tuple[Cell, ...]]:
    """A row per office and indicator, then one per office without a place, in the order of RANKING.

    All of them, whatever order and lines the reader of the page has chosen.
    """
    for office in figures.entries:
        group = None if office.group is None else office.group.value
        place = (office.code, office.name, office.position, office.low, office.high, group, office.score, None)
        after = (
            place_in_file(office.previous_place),
            office.region_code,
            office.region_name,
            place_in_file(office.place),
        )
        for line in office.contributions:
            yield (*_start(figures), *place, *_contribution(line), *after)
    for unplaced in figures.not_ranked:
        row = (*_start(figures), unplaced.code, unplaced.name, *(None,) * 5, unplaced.reason.value)
        yield (*row, *(None,) * (len(RANKING) - len(row)))


def regions(figures: RankingPage, found: RegionRanking | None) -> Iterator[tuple[Cell, ...]]:
    """A row per region and indicator, in the order of REGIONS."""
    for region in found.regions if found else ():
        group = None if region.group is None else region.group.value
        reason = None if region.reason is None else region.reason.value
        place = (region.code, region.name, region.position, region.low, region.high, group, region.score, reason)
        for line in region.lines:
            after = (line.offices, region.offices, place_in_file(region.place))
            yield (*_start(figures), *place, *_contribution(line.contribution), *after)


def _start(figures: RankingPage) -> tuple[Cell, ...]:
    return (figures.county_code, str(figures.month), figures.edition.edition if figures.edition else None)


def _contribution(line: ContributionLine) -> tuple[Cell, ...]:
    """From `indicator` to `weight_share`."""
    return (
        line.indicator.facts.code, line.indicator.weight, line.value, line.numerator, line.denominator, line.known,
        line.points, line.possible, line.error, *_limits(line.target), line.of_hundred,
        line.indicator.facts.name, line.indicator.weight_share,
    )  # fmt: skip


def _limits(target: Limits | None) -> tuple[Cell, ...]:
    if target is None:
        return (None,) * len(LIMITS)
    return (target.green, target.yellow, target.green_upper, target.yellow_upper)


def sheets(figures: RankingPage, found: RegionRanking | None) -> Sequence[Sheet]:
    """What a workbook has beside the offices' figures."""
    return (
        Sheet(_("Regionene"), REGIONS, regions(figures, found)),
        Sheet(_("Regelen"), RULE, rule(figures)),
        Sheet(_("Indikatorer"), INDICATORS, indicators([*figures.indicators, *figures.not_counting])),
        Sheet(_("Ikke rangert"), NOT_RANKED, not_ranked(figures)),
    )


def rule(figures: RankingPage) -> Iterator[tuple[Cell, ...]]:
    """The edition and the terms of its rule, a row each: name, number and words."""
    terms, edition = figures.rule, figures.edition
    if terms is None or edition is None:
        return
    window = _("månedene i året så langt") if terms.year_to_date else _("måneder som regnes med, den siste er månedens")
    begins = _("første måned regelen gjelder for") if terms.valid_from else _("regelen gjelder for alle måneder")
    yield ("edition", edition.edition, _("utgave av månedens rangering"))
    yield ("published_at", edition.published_at.isoformat(), _("når utgaven ble publisert"))
    yield ("package", figures.package_code, figures.package_name)
    yield ("rule", terms.code, terms.name)
    yield ("version", terms.version, _("versjon av regelen"))
    yield ("valid_from", str(terms.valid_from) if terms.valid_from else None, begins)
    yield ("method", terms.method.value, str(terms.method.label))
    yield ("window_months", terms.window, window)
    yield ("at_least_months", terms.at_least, _("måneder som må ha tall"))
    yield ("least_weight", terms.least_weight, _("del av vekten et kontor må ha tall for, for å få plass"))
    yield ("cap", terms.cap, _("det meste av et krav som gir poeng, der poeng gis etter måloppnåelse"))
    yield ("draws", terms.draws, _("trekninger av hva som kan være tilfeldig"))
    yield ("seed", terms.seed, _("startverdi, så de samme tallene gir de samme plassene"))
    yield ("confidence", terms.confidence, _("del av trekningene som ligger mellom low og high"))
    yield ("intervals_shown", figures.intervals_shown, _("om det kan regnes ut hvor sikre plassene er"))
    yield ("missing", terms.missing.value, missing_in_words(terms.missing, terms.least_weight))
    yield ("ties", terms.ties.value, ties_in_words(terms.ties))


def indicators(found: Sequence[RankedIndicator]) -> Iterator[tuple[Cell, ...]]:
    """A row per indicator of the edition, in the order of INDICATORS."""
    for each in found:
        facts = each.facts
        changed = None if facts.definition_changed is None else str(facts.definition_changed)
        yield (
            facts.code, facts.name, each.weight, each.weight_share, each.counts, each.min_base,
            facts.unit_of_measure, facts.direction, facts.pooling, changed, each.left_out,
        )  # fmt: skip


def not_ranked(figures: RankingPage) -> Iterator[tuple[Cell, ...]]:
    """A row per office without a place, in the order of NOT_RANKED."""
    for unplaced in figures.not_ranked:
        yield (*_start(figures), unplaced.code, unplaced.name, unplaced.reason.value, str(unplaced.reason.label))
