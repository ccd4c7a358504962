"""A published edition taken back: it is no longer shown, and its address says when, by whom and why."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.models import Ranking
from scorecards.versions import count_up_version


@transaction.atomic
def withdraw_ranking(*, county: PlacedUnit, month: Month, edition: int, reason: str, by: User | None) -> Ranking:
    """Take the edition back. What was calculated stays stored: an edition is a document.

    Raises Refused: `not_permitted`, `reason_missing`, `unknown_edition`, `already_withdrawn`.
    """
    if by is not None and not can(by, "publish_ranking", county.id, month):
        raise Refused("not_permitted", _("Du har ikke rett til å trekke tilbake rangeringer for dette fylket."))
    if not reason.strip():
        raise Refused("reason_missing", _("Skriv hvorfor rangeringen trekkes tilbake. Grunnen vises der den sto."))
    ranking = Ranking.objects.select_for_update().filter(county=county.id, month=month, edition=edition).first()
    if ranking is None:
        raise Refused("unknown_edition", _("Rangeringen har ingen slik utgave."))
    if ranking.withdrawn_at is not None:
        raise Refused("already_withdrawn", _("Utgaven er alt trukket tilbake."))
    ranking.withdrawn_at, ranking.withdrawn_by, ranking.withdrawal_reason = timezone.now(), by, reason.strip()
    ranking.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(by=by, verb="withdrew ranking", subject=f"ranking {ranking.pk}", detail=f"{county.code} {month}: {reason}")
    count_up_version()
    return ranking
