"""The demo's local goals: of the offices that one can log in at, and one that every office of the county counts."""

import pytest
from django.core.management import call_command

from demo.local_plan import local_goals, not_filled_in
from demo.plan import months_of
from scorecards.models import Delivery, Indicator, Package, PackageItem, Result
from tests.demo.conftest import MONTHS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
LAST = months_of(MONTHS)[-1]


def test_every_goal_of_the_table_is_a_local_indicator_of_its_unit():
    found = Indicator.objects.exclude(items__filled_in_by="").values_list("owner__code", "name")
    assert set(found) == {(goal.unit, goal.name) for goal in local_goals()}


def test_their_figures_came_by_the_form_in_their_time_and_are_simulated():
    deliveries = Delivery.objects.filter(source="form")
    assert deliveries.count() == MONTHS * len({goal.unit for goal in local_goals()})
    assert set(deliveries.values_list("state", "package__simulated")) == {("published", True)}
    assert max(deliveries.values_list("received_at", flat=True)).year == 2017


def test_most_offices_have_counted_for_the_county_and_some_have_forgotten():
    (item,) = PackageItem.objects.filter(filled_in_by="offices")
    counted = Result.objects.filter(indicator=item.indicator, month=LAST).count()
    assert 30 < counted <= 40


def test_something_of_the_last_month_is_left_to_fill_in():
    late = [goal for goal in local_goals() if goal.is_late]
    assert late
    for goal in late:
        figures = Result.objects.filter(indicator__name=goal.name)
        assert set(figures.values_list("month", flat=True)) == set(months_of(MONTHS)[:-1])


def test_made_once_nothing_of_it_is_missing():
    assert not_filled_in(months_of(MONTHS)) == []
    before = Delivery.objects.count(), Package.objects.count()
    call_command("seed_demo", months=MONTHS)
    assert (Delivery.objects.count(), Package.objects.count()) == before
