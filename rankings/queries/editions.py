"""A county's editions, as lines of a list."""

from collections.abc import Sequence

from organisation.months import Month
from rankings.figures import EditionFacts, RankingLinks
from rankings.models import Ranking


def editions_of(county: int) -> list[Ranking]:
    """Every edition of the county, newest month and edition first, the withdrawn ones among them. One query."""
    return list(
        Ranking.objects.filter(county=county)
        .select_related("rule", "package", "published_by", "withdrawn_by")
        .order_by("-month", "-edition")
    )


def edition_facts(ranking: Ranking) -> EditionFacts:
    """When and by whom an edition was published, and taken back."""
    return EditionFacts(
        ranking.edition,
        ranking.published_at,
        ranking.published_by.name if ranking.published_by else "",
        ranking.withdrawn_at,
        ranking.withdrawn_by.name if ranking.withdrawn_by else "",
        ranking.withdrawal_reason,
    )


def latest_of(editions: Sequence[Ranking], month: Month) -> Ranking | None:
    """The newest edition of the month that stands; `editions` are in the order of `editions_of`."""
    return next((ranking for ranking in editions if ranking.month == month and ranking.withdrawn_at is None), None)


def links_from(editions: Sequence[Ranking], month: Month) -> RankingLinks:
    """The nearest months with an edition that stands, before and after `month`."""
    months = {ranking.month for ranking in editions if ranking.withdrawn_at is None}
    return RankingLinks(
        month,
        previous=max((other for other in months if other < month), default=None),
        next=min((other for other in months if other > month), default=None),
    )
