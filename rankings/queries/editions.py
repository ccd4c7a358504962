"""A county's editions, as lines of a list."""

from collections.abc import Sequence

from organisation.models import Unit
from organisation.months import Month
from rankings.figures import EditionFacts, RankingLinks
from rankings.models import Ranking


def editions_of(county: int) -> list[Ranking]:
    """Every edition of the county, newest month and edition first, with rule, package and publisher. One query."""
    return list(
        Ranking.objects.filter(county=county)
        .select_related("rule", "package", "published_by")
        .order_by("-month", "-edition")
    )


def edition_facts(ranking: Ranking) -> EditionFacts:
    """When and by whom an edition was published."""
    by = ranking.published_by.name if ranking.published_by else ""
    return EditionFacts(ranking.edition, ranking.published_at, by)


def latest_of(editions: Sequence[Ranking], month: Month) -> Ranking | None:
    """The newest edition of the month; `editions` are in the order of `editions_of`."""
    return next((ranking for ranking in editions if ranking.month == month), None)


def links_from(editions: Sequence[Ranking], month: Month) -> RankingLinks:
    """The nearest months with an edition, before and after `month`."""
    months = {ranking.month for ranking in editions}
    return RankingLinks(
        month,
        previous=max((other for other in months if other < month), default=None),
        next=min((other for other in months if other > month), default=None),
    )


def latest_ranked_month(county: Unit | int) -> Month | None:
    """The last month of which the county has a published ranking."""
    return Ranking.objects.filter(county=county).order_by("-month").values_list("month", flat=True).first()
