"""What the database itself refuses of rankings."""

import pytest
from django.db import IntegrityError, models, transaction

from rankings.models import Contribution, Ranking, RankingEntry, RankingIndicator, RankingRule
from rankings.services.publishing import publish_ranking
from tests.rankings.county import MAY, a_ranked_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranking() -> Ranking:
    county = a_ranked_county((30, 50), (33, 50), (45, 60))
    return publish_ranking(county=county.placed(), month=MAY, by=None)


def refuses(rows: models.QuerySet[models.Model], constraint: str, **fields) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**fields)


def test_a_rule_has_a_method_and_numbers_that_make_sense(ranking):
    rules = RankingRule.objects.all()
    refuses(rules, "rule_method_is_known", method="gut_feeling")
    refuses(rules, "rule_window_holds_the_months_it_asks_for", at_least=13)
    refuses(rules, "rule_window_holds_the_months_it_asks_for", window=0, at_least=0)
    refuses(rules, "rule_confidence_is_a_share", confidence=1)
    refuses(rules, "rule_least_weight_is_a_share", least_weight=1.1)


def test_an_edition_is_published_once(ranking):
    with pytest.raises(IntegrityError, match="an_edition_is_published_once"), transaction.atomic():
        Ranking.objects.create(
            county=ranking.county,
            month=MAY,
            edition=1,
            rule=ranking.rule,
            package=ranking.package,
            published_at=ranking.published_at,
        )
    refuses(Ranking.objects.all(), "editions_count_from_one", edition=0)


def test_an_entry_has_a_place_or_a_reason_and_never_both(ranking):
    entries = RankingEntry.objects.filter(pk=ranking.entries.first().pk)
    refuses(entries, "an_entry_is_placed_or_says_why_not", reason="no_results")
    refuses(entries, "an_entry_is_placed_or_says_why_not", position=None, score=None)
    refuses(entries, "an_entry_is_placed_or_says_why_not", score=None)
    refuses(entries, "entry_group_is_known", group="best")


def test_an_interval_holds_its_place(ranking):
    entries = RankingEntry.objects.filter(pk=ranking.entries.first().pk)
    refuses(entries, "an_interval_holds_its_place", position=5, place=5, low=1, high=3)
    refuses(entries, "an_interval_holds_its_place", low=None)


def test_what_an_indicator_counted_is_known(ranking):
    indicators = RankingIndicator.objects.all()
    refuses(indicators, "ranked_weight_is_not_negative", weight=-1)
    refuses(indicators, "ranked_direction_is_known", direction="up")
    refuses(indicators, "ranked_unit_is_known", unit_of_measure="kilo")
    refuses(indicators, "ranked_pooling_is_known", pooling="guess")


def test_nothing_stands_twice_in_an_edition(ranking):
    entry, contribution, indicator = ranking.entries.first(), Contribution.objects.first(), ranking.indicators.get()
    for row, constraint in (
        (entry, "an_office_stands_once_in_an_edition"),
        (contribution, "an_indicator_contributes_once"),
        (indicator, "an_indicator_counts_once_in_an_edition"),
    ):
        row.pk = None
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            row.save(force_insert=True)


def test_what_a_ranking_was_made_from_cannot_be_deleted(ranking):
    for row in (ranking.county, ranking.rule, ranking.package, ranking.indicators.get().indicator):
        with pytest.raises(models.ProtectedError):
            row.delete()


def test_rows_name_themselves_in_logs(ranking):
    entry, indicator = ranking.entries.get(position=1), ranking.indicators.get()
    assert str(ranking.rule) == "STANDARD version 1"
    assert str(ranking) == f"ranking {ranking.county_id} 2018-05 edition 1"
    assert str(entry) == f"{ranking.pk} {entry.unit_id}: 1"
    assert str(indicator) == f"{ranking.pk} {indicator.indicator_id}"
    assert str(entry.contributions.get()) == f"{entry.pk} {indicator.indicator_id}: 100.0"
