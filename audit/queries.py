"""Reads of the log."""

from audit.models import AuditLine


def latest_lines(count: int = 100) -> list[AuditLine]:
    """The newest lines of the log, newest first, with who did it. One query."""
    return list(AuditLine.objects.select_related("actor")[:count])


def lines_about(subject: object, count: int = 100) -> list[AuditLine]:
    """The newest lines about one subject, as `record` was given it, newest first. One query."""
    return list(AuditLine.objects.select_related("actor").filter(subject=str(subject)[:200])[:count])
