"""The day by which a package's figures are to be there."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from scorecards.models import Package
from scorecards.versions import count_up_version

FIRST_DAY, LAST_DAY = 1, 28  # days that every month has


@transaction.atomic
def set_due_day(*, package: Package, day: int, by: User | None) -> bool:
    """Have the package's figures due on that day of the month after the one they are about. False where they were.

    `by`: whose right is checked; None where a command does it. Raises Refused: `not_permitted`, `no_such_day`.
    """
    if by is not None and not can(by, "edit_catalogue", package.owner):
        message = _("Du har ikke rett til å endre fristen for %(package)s. Den som eier pakken, kan gjøre det.")
        raise Refused("not_permitted", message % {"package": package.name}, package.code)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused("no_such_day", _("Velg en dag fra 1 til 28: den må finnes i alle måneder."), str(day))
    kept = Package.objects.select_for_update().get(pk=package.pk)
    before, kept.due_day = kept.due_day, day
    if before == day:
        return False
    kept.save(update_fields=["due_day"])
    record(
        by=by,
        verb="set due day",
        subject=f"package {package.code}",
        detail=f"{before} → {day}",
        changes={"due_day": (str(before), str(day))},
    )
    count_up_version()
    return True
