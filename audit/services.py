"""The one way into the log."""

from typing import TYPE_CHECKING

from audit.models import AuditLine

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"


def record(
    *, by: "AbstractBaseUser | None", verb: str, subject: object, detail: str = "", source: str = COMMAND_LINE
) -> AuditLine:
    """Add a line. `by` is who did it; None where a command did, and `source` then says which way it came."""
    return AuditLine.objects.create(
        actor_id=by.pk if by else None,
        source="" if by else source,
        verb=verb,
        subject=str(subject)[:200],
        detail=detail,
    )
