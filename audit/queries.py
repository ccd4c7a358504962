"""Reads of the log."""

from django.db.models import prefetch_related_objects

from audit.models import AuditLine


def lines_about(subject: object, count: int = 100) -> list[AuditLine]:
    """The newest lines about one subject, as `record` was given it, newest first. One query."""
    return list(AuditLine.objects.select_related("actor").filter(subject=str(subject)[:200])[:count])


def lines_with_changes(subject: object, count: int = 100) -> list[AuditLine]:
    """As `lines_about`, each with the fields that it changed. Two queries."""
    lines = lines_about(subject, count)
    prefetch_related_objects(lines, "changes")
    return lines


def line_with_changes(number: int) -> AuditLine | None:
    """A line by its number, with who did it and the fields that it changed."""
    return AuditLine.objects.select_related("actor").prefetch_related("changes").filter(pk=number).first()


def lines_with_detail(detail: str) -> list[AuditLine]:
    """All lines that have that very detail, oldest first, with the fields that they changed. Two queries."""
    return list(AuditLine.objects.filter(detail=detail).order_by("pk").prefetch_related("changes"))
