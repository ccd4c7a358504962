"""What the county's staff may do with a month's ranking, in words: what is in the way, is planned, or was withdrawn."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.dates import clock, day
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.figures import EditionFacts, RankingPage
from rankings.queries.inputs import obstacle_to_publishing
from rankings.queries.plans import failed_plan, waiting_plan


def actions_context(county: PlacedUnit, month: Month, figures: RankingPage) -> dict[str, Any]:
    """For the page's forms of those who may publish."""
    before = f"/rankings/{county.code}/{month}/"
    plan, failed = waiting_plan(county.id, month), failed_plan(county.id, month)
    return {
        "obstacle": obstacle_to_publishing(county, month),
        "planned": _planned(plan.at, plan.made_by.name) if plan else "",
        "failed": failed.failure if failed else "",
        "publish_href": f"{before}publish/",
        "plan_href": f"{before}plan/",
        "withdraw_href": f"{before}withdraw/",
    }


def _planned(at: datetime.datetime, who: str) -> str:
    local = timezone.localtime(at)
    words = {"day": day(local), "clock": clock(local), "who": who}
    return _("Publiseres %(day)s %(clock)s, satt av %(who)s.") % words


def withdrawn_context(figures: RankingPage) -> dict[str, str]:
    """What is said at the address of an edition that was taken back."""
    if figures.withdrawn is None:
        return {}
    standing = any(each.withdrawn_at is None for each in figures.editions)
    href = f"/rankings/{figures.county_code}/{figures.month}/" if standing else ""
    return {"withdrawn": withdrawn_in_words(figures.withdrawn), "standing_href": href}


def withdrawn_in_words(edition: EditionFacts) -> str:
    if edition.withdrawn_at is None:
        return ""
    words = {"day": day(edition.withdrawn_at), "who": edition.withdrawn_by, "reason": edition.withdrawal_reason}
    if edition.withdrawn_by:
        return _("Trukket tilbake %(day)s av %(who)s. Grunn: %(reason)s") % words
    return _("Trukket tilbake %(day)s. Grunn: %(reason)s") % words
