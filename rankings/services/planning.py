"""Rankings that are published at a time somebody has set: planned, cancelled, and published when it has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from rankings.models import PlannedRanking, Ranking
from rankings.queries.plans import waiting_plan
from rankings.services.publishing import publish_ranking
from scorecards.versions import count_up_version


@transaction.atomic
def plan_ranking(*, county: PlacedUnit, month: Month, at: datetime, by: User) -> PlannedRanking:
    """Have the county's ranking of the month published at a time to come, in this person's name.

    A plan that waits for the same month is replaced. Raises Refused: `not_permitted`, `time_has_passed`.
    """
    _refuse_others(by, county, month)
    if at <= timezone.now():
        raise Refused("time_has_passed", _("Tiden er alt ute. Velg et senere tidspunkt, eller publiser nå."))
    Unit.objects.select_for_update(no_key=True).get(pk=county.id)
    earlier = waiting_plan(county.id, month)
    if earlier is not None:
        _cancel(earlier)
    plan = PlannedRanking.objects.create(county_id=county.id, month=month, at=at, made_by=by)
    record(by=by, verb="planned ranking", subject=f"planned ranking {plan.pk}", detail=f"{county.code} {month} {at}")
    count_up_version()
    return plan


@transaction.atomic
def cancel_plan(*, county: PlacedUnit, month: Month, by: User) -> None:
    """Take the month's plan back. Raises Refused: `not_permitted`, `nothing_planned`."""
    _refuse_others(by, county, month)
    Unit.objects.select_for_update(no_key=True).get(pk=county.id)
    plan = waiting_plan(county.id, month)
    if plan is None:
        raise Refused("nothing_planned", _("Ingen rangering er planlagt for måneden, eller den er alt publisert."))
    _cancel(plan)
    record(by=by, verb="cancelled ranking", subject=f"planned ranking {plan.pk}", detail=f"{county.code} {month}")
    count_up_version()


def publish_planned() -> list[Ranking]:
    """Publish what has come due, each by the rights its maker has now; what can't be published says why on its page."""
    published = []
    due = PlannedRanking.objects.filter(at__lte=timezone.now(), done_at=None, cancelled_at=None).order_by("at", "pk")
    for key in list(due.values_list("pk", flat=True)):
        ranking = _publish(key)
        if ranking is not None:
            published.append(ranking)
    return published


@transaction.atomic
def _publish(key: int) -> Ranking | None:
    """One plan, unless another process has it in its hands."""
    waiting = PlannedRanking.objects.select_for_update(skip_locked=True, of=("self",))
    plan = waiting.filter(pk=key, done_at=None, cancelled_at=None).select_related("county", "made_by").first()
    if plan is None:
        return None
    county = placed(plan.county.code, plan.month)
    try:
        if county is None:
            raise Refused("not_in_existence", _("Fylket fantes ikke i måneden."))
        with transaction.atomic():
            plan.ranking = publish_ranking(county=county, month=plan.month, by=plan.made_by)
    except Refused as refused:
        plan.failure = str(refused)
    plan.done_at = timezone.now()
    plan.save(update_fields=["ranking", "failure", "done_at"])
    count_up_version()
    return plan.ranking


def _cancel(plan: PlannedRanking) -> None:
    plan.cancelled_at = timezone.now()
    plan.save(update_fields=["cancelled_at"])


def _refuse_others(by: User, county: PlacedUnit, month: Month) -> None:
    if not can(by, "publish_ranking", county.id, month):
        raise Refused("not_permitted", _("Du har ikke rett til å publisere rangeringen for dette fylket."))
