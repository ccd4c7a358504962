"""A ranking published at a time that somebody has set: in their name and by their right, once, or not, and why."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Role
from accounts.refusals import Refused
from audit.models import AuditLine
from rankings.models import PlannedRanking, Ranking
from rankings.queries.plans import failed_plan, waiting_plan
from rankings.services.planning import cancel_plan, plan_ranking, publish_planned
from scorecards.models import Result
from tests.builders import a_county, a_person
from tests.rankings.county import MAY, a_ranked_county

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def county():
    return a_ranked_county((80, 100), (60, 100), (40, 100))


@pytest.fixture
def staff(county):
    return a_person(role="county", unit=county.unit)


def plan(county, by, at=None):
    return plan_ranking(county=county.placed(), month=MAY, at=at or timezone.now() + HOUR, by=by)


def let_its_time_come(planned):
    PlannedRanking.objects.filter(pk=planned.pk).update(at=timezone.now() - HOUR)


class TestPublishing:
    def test_nothing_is_published_before_the_time(self, county, staff):
        plan(county, staff)
        assert publish_planned() == []
        assert not Ranking.objects.exists()

    def test_it_is_published_when_its_time_has_come_in_the_planners_name(self, county, staff):
        planned = plan(county, staff)
        let_its_time_come(planned)
        (ranking,) = publish_planned()
        assert (ranking.county_id, ranking.month, ranking.published_by) == (county.unit.pk, MAY, staff)
        planned.refresh_from_db()
        assert planned.ranking == ranking
        assert planned.done_at is not None

    def test_it_is_published_once(self, county, staff):
        let_its_time_come(plan(county, staff))
        publish_planned()
        assert publish_planned() == []
        assert Ranking.objects.count() == 1

    def test_what_stands_when_the_time_comes_is_what_is_ranked(self, county, staff):
        planned = plan(county, staff)
        Result.objects.filter(unit=county.offices[2]).update(numerator=90, value=0.9)
        let_its_time_come(planned)
        (ranking,) = publish_planned()
        entry = ranking.entries.get(unit=county.offices[2])
        assert entry.position == 1

    def test_preliminary_figures_are_not_published_and_the_plan_says_why(self, county, staff):
        planned = plan(county, staff)
        Result.objects.filter(month=MAY).update(preliminary=True)
        let_its_time_come(planned)
        assert publish_planned() == []
        assert "foreløpige" in failed_plan(county.unit.pk, MAY).failure
        assert waiting_plan(county.unit.pk, MAY) is None
        assert publish_planned() == []  # nor is it tried for ever

    def test_who_has_lost_the_right_publishes_nothing(self, county, staff):
        planned = plan(county, staff)
        Role.objects.filter(user=staff).update(ended_at=timezone.now())
        let_its_time_come(planned)
        assert publish_planned() == []
        assert "rett" in failed_plan(county.unit.pk, MAY).failure

    def test_one_that_fails_does_not_hold_up_another(self, county, staff):
        first = plan(county, staff)
        late = plan_ranking(county=county.placed(MAY + 1), month=MAY + 1, at=timezone.now() + HOUR, by=staff)
        PlannedRanking.objects.filter(pk=late.pk).update(at=timezone.now() - 2 * HOUR)
        let_its_time_come(first)
        assert [ranking.month for ranking in publish_planned()] == [MAY]  # June has no figures
        assert failed_plan(county.unit.pk, MAY + 1) is not None

    def test_a_success_after_a_failure_is_no_failure_any_more(self, county, staff):
        planned = plan(county, staff)
        Result.objects.filter(month=MAY).update(preliminary=True)
        let_its_time_come(planned)
        publish_planned()
        Result.objects.filter(month=MAY).update(preliminary=False)
        let_its_time_come(plan(county, staff))
        publish_planned()
        assert failed_plan(county.unit.pk, MAY) is None


class TestPlanning:
    def test_a_plan_waits_and_is_logged(self, county, staff):
        planned = plan(county, staff)
        assert waiting_plan(county.unit.pk, MAY) == planned
        assert AuditLine.objects.get(verb="planned ranking").actor == staff

    def test_a_new_time_takes_the_place_of_the_old_one(self, county, staff):
        first, second = plan(county, staff), plan(county, staff, timezone.now() + 2 * HOUR)
        assert waiting_plan(county.unit.pk, MAY) == second
        first.refresh_from_db()
        assert first.cancelled_at is not None

    def test_a_cancelled_plan_publishes_nothing(self, county, staff):
        planned = plan(county, staff)
        cancel_plan(county=county.placed(), month=MAY, by=staff)
        let_its_time_come(planned)
        assert publish_planned() == []
        assert waiting_plan(county.unit.pk, MAY) is None
        assert failed_plan(county.unit.pk, MAY) is None

    def test_what_is_not_planned_cannot_be_cancelled(self, county, staff):
        with pytest.raises(Refused) as refused:
            cancel_plan(county=county.placed(), month=MAY, by=staff)
        assert refused.value.found.code == "nothing_planned"

    def test_a_time_that_has_passed_is_refused(self, county, staff):
        with pytest.raises(Refused) as refused:
            plan(county, staff, timezone.now() - HOUR)
        assert refused.value.found.code == "time_has_passed"

    def test_only_the_countys_staff_may(self, county, staff):
        plan(county, staff)
        for person in (a_person(role="leader", unit=county.offices[0]), a_person(role="county", unit=a_county("1400"))):
            with pytest.raises(Refused, match="rett"):
                plan(county, person)
            with pytest.raises(Refused, match="rett"):
                cancel_plan(county=county.placed(), month=MAY, by=person)
        assert waiting_plan(county.unit.pk, MAY) is not None

    def test_the_database_holds_one_plan_at_a_time(self, county, staff):
        planned = plan(county, staff)
        with pytest.raises(IntegrityError), transaction.atomic():
            PlannedRanking.objects.create(county=county.unit, month=MAY, at=planned.at, made_by=staff)

    def test_a_plan_that_is_done_has_a_ranking_or_says_why_not(self, county, staff):
        planned = plan(county, staff)
        with pytest.raises(IntegrityError), transaction.atomic():
            PlannedRanking.objects.filter(pk=planned.pk).update(done_at=timezone.now())
        assert str(planned).startswith(f"ranking {county.unit.pk} 2018-05 planned for")
        assert connection.needs_rollback is False
