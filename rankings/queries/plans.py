"""What is planned for a county's ranking of a month, and how the last plan went."""

from organisation.months import Month
from rankings.models import PlannedRanking


def waiting_plan(county: int, month: Month) -> PlannedRanking | None:
    """The plan whose time is still to come, or that is about to be carried out."""
    plans = PlannedRanking.objects.filter(county=county, month=month, cancelled_at=None, done_at=None)
    return plans.select_related("made_by").first()


def failed_plan(county: int, month: Month) -> PlannedRanking | None:
    """The month's last plan, where it could not be published."""
    last = PlannedRanking.objects.filter(county=county, month=month, cancelled_at=None).order_by("-at", "-pk").first()
    return last if last is not None and last.failure else None
