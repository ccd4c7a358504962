"""The bench of a country's rankings still runs: its country fits the tables, and a county of it is ranked."""

import pytest
from django.db import connection

from benchmarks.rankings import MAKE_A_COUNTRY, MONTH, measured
from organisation.queries import units_in
from rankings.models import Contribution, Ranking, RankingEntry
from rankings.queries.recalculation import ranking_differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def counties():
    with connection.cursor() as cursor:
        cursor.execute(MAKE_A_COUNTRY)
    return units_in(MONTH, kind="county")


def test_it_measures_what_it_publishes(counties):
    assert len(counties) == 19
    publish, bare, page = measured(counties[:2])
    assert min(publish, bare, page) > 0
    assert Ranking.objects.filter(month=MONTH).count() == 2
    assert RankingEntry.objects.filter(position__isnull=False).count() == 2 * 24


def test_its_editions_hold_every_figure_that_they_were_made_from(counties):
    measured(counties[:1])
    rows = Contribution.objects.all()
    assert rows.count() == 24 * 24
    assert set(rows.values_list("known", flat=True)) == {12}
    assert list(ranking_differences()) == []


def test_contributions_stand_in_the_order_of_the_indicators(counties):
    measured(counties[:1])
    order = list(Ranking.objects.get().indicators.order_by("order").values_list("indicator_id", flat=True))
    for entry in RankingEntry.objects.all()[:3]:
        assert list(entry.contributions.values_list("indicator_id", flat=True)) == order
