"""The one way into the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audit.models import AuditLine, FieldChange

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to be, of one thing: what was done to it, and what its fields were and became."""

    verb: str
    subject: str
    detail: str = ""
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


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


def record_many(
    entries: Iterable[Entry], *, by: "AbstractBaseUser | None", source: str = COMMAND_LINE
) -> list[AuditLine]:
    """Add a line for each entry, as `record` does, in two queries however many there are."""
    entries = list(entries)
    lines = AuditLine.objects.bulk_create(
        AuditLine(
            actor_id=by.pk if by else None,
            source="" if by else source,
            verb=entry.verb,
            subject=entry.subject[:200],
            detail=entry.detail,
        )
        for entry in entries
    )
    FieldChange.objects.bulk_create(
        FieldChange(line=line, field=name, before=before, after=after)
        for line, entry in zip(lines, entries, strict=True)
        for name, (before, after) in entry.changes.items()
        if before != after
    )
    return lines
