"""The one way into the log."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from audit.models import AuditLine, FieldChange

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"


def record(
    *,
    by: "AbstractBaseUser | None",
    verb: str,
    subject: object,
    detail: str = "",
    source: str = COMMAND_LINE,
    changes: Mapping[str, tuple[str, str]] | None = None,
) -> AuditLine:
    """Add a line. `by` is who did it; None where a command did, and `source` then says which way it came.

    `changes`: what each field was and became, as files write it; those that are equal are left out.
    """
    line = AuditLine.objects.create(
        actor_id=by.pk if by else None,
        source="" if by else source,
        verb=verb,
        subject=str(subject)[:200],
        detail=detail,
    )
    FieldChange.objects.bulk_create(
        FieldChange(line=line, field=field, before=before, after=after)
        for field, (before, after) in (changes or {}).items()
        if before != after
    )
    return line
