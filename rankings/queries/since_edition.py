"""What an edition has otherwise than the one before it of the same month: places, and what they come of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isclose

from rankings.figures import RankedIndicator, RankingPage
from rankings.models import Contribution, Ranking, RankingEntry, RankingRule
from rankings.queries.names import ranked_indicators
from scorecards.figures import IndicatorFacts

LIMITS = ("green", "yellow", "green_upper", "yellow_upper")
Figure = tuple[float | None, ...]  # the value, then the limits


@dataclass(frozen=True, slots=True)
class MovedOffice:
    """An office with another place than before; None where it had, or has, none."""

    code: str
    name: str
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """An office's figure on an indicator that is another, or is judged by another target. Values over the window."""

    office_code: str
    office_name: str
    indicator_code: str
    before: float | None
    now: float | None
    other_target: bool


@dataclass(frozen=True, slots=True)
class OtherWeight:
    """An indicator that weighs otherwise; None where it did, or does, not count."""

    indicator_code: str
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class SinceEdition:
    """All that is otherwise than in edition `edition`."""

    edition: int
    other_rule: bool
    offices: tuple[MovedOffice, ...] = ()  # by place now, those without one last
    figures: tuple[OtherFigure, ...] = ()
    weights: tuple[OtherWeight, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()  # of both editions
    rules: tuple[RankingRule, ...] = ()  # before and now, where they are two


def since_edition(page: RankingPage, county: int, language: str = "nb") -> SinceEdition | None:
    """What the page's edition has otherwise than the newest one before it that stands; None where there is none.

    `page` is in the same language. Seven queries, whatever the editions hold.
    """
    if page.edition is None or page.edition.edition == 1:
        return None
    editions = Ranking.objects.filter(county=county, month=page.month).select_related("rule").order_by("-edition")
    now = editions.get(edition=page.edition.edition)
    before = editions.filter(edition__lt=now.edition, withdrawn_at=None).first()
    if before is None:
        return None
    names = {office.code: office.name for office in page.entries}
    names |= {office.code: office.name for office in page.not_ranked}
    then = ranked_indicators(before.pk, language)
    return SinceEdition(
        edition=before.edition,
        other_rule=before.rule_id != now.rule_id,
        offices=_moved(_places(before), _places(now), names),
        figures=_other_figures(_figures(before), _figures(now), names),
        weights=_other_weights(_weights(then), _weights(page.indicators)),
        indicators=tuple(each.facts for each in (*then, *page.indicators, *page.not_counting)),
        rules=(before.rule, now.rule) if before.rule_id != now.rule_id else (),
    )


def _places(ranking: Ranking) -> dict[str, float | None]:
    entries = RankingEntry.objects.filter(ranking=ranking).values_list("unit__code", "place")
    return dict(entries)


def _figures(ranking: Ranking) -> dict[tuple[str, str], Figure]:
    rows = Contribution.objects.filter(entry__ranking=ranking).order_by("entry__unit__code", "indicator__code")
    return {(unit, code): tuple(rest) for unit, code, *rest in rows.values_list(
        "entry__unit__code", "indicator__code", "value", *LIMITS
    )}  # fmt: skip


def _weights(indicators: Iterable[RankedIndicator]) -> dict[str, float]:
    return {each.facts.code: each.weight for each in indicators if each.counts}


def _moved(
    before: Mapping[str, float | None], now: Mapping[str, float | None], names: Mapping[str, str]
) -> tuple[MovedOffice, ...]:
    codes = [code for code in now if now[code] != before.get(code)]
    codes.sort(key=lambda code: (now[code] is None, now[code] or 0, names.get(code, code)))
    return tuple(MovedOffice(code, names.get(code, code), before.get(code), now[code]) for code in codes)


def _other_figures(
    before: Mapping[tuple[str, str], Figure], now: Mapping[tuple[str, str], Figure], names: Mapping[str, str]
) -> tuple[OtherFigure, ...]:
    found = []
    for (office, indicator), (value, *limits) in now.items():
        was, *limits_then = before.get((office, indicator), (None,) * (1 + len(LIMITS)))
        other_target = limits != limits_then
        if other_target or not _same(was, value):
            found.append(OtherFigure(office, names.get(office, office), indicator, was, value, other_target))
    return tuple(found)


def _other_weights(before: Mapping[str, float], now: Mapping[str, float]) -> tuple[OtherWeight, ...]:
    return tuple(
        OtherWeight(code, before.get(code), now.get(code))
        for code in (*now, *(code for code in before if code not in now))
        if before.get(code) != now.get(code)
    )


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return isclose(first, second, rel_tol=1e-12, abs_tol=1e-12)
