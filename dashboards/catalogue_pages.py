"""Where the catalogue's things have their pages, and what is said of their history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from audit.models import AuditLine
from dashboards.catalogue_preview import FieldLine, Names
from dashboards.catalogue_words import LABELS, label, shown
from scorecards.catalogue_files.history import parse_field

ADDRESSES = {
    "perspectives": "/perspectives/",
    "goals": "/goals/",
    "indicators": "/indicators/",
    "packages": "/packages/",
}
CHANGED = frozenset({"changed perspective", "changed goal", "changed indicator", "changed package"})  # can be put back


def address_of(table: str, code: str) -> str:
    """The page of a perspective, goal, indicator or package; all perspectives share one."""
    return ADDRESSES[table] if table == "perspectives" else f"{ADDRESSES[table]}{code}/"


def list_of(table: str) -> str:
    """The page that lists them; goals stand under their perspectives."""
    return ADDRESSES["perspectives" if table == "goals" else table]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Who did what when, field by field. `undo` is where it can be put back; empty where it can't."""

    at: datetime
    who: str
    said: str
    fields: tuple[FieldLine, ...]
    undo: str


def history_lines(
    lines: Iterable[AuditLine], table: str, names: Names, *, share: bool, may_edit: bool
) -> list[HistoryLine]:
    """The log of one thing in words, newest first; `lines` come with their changes."""
    return [
        HistoryLine(
            line.at,
            line.actor.name if line.actor else _("kommandolinjen"),
            _said(line),
            tuple(
                _field(change.field, change.before, change.after, table, names, share) for change in line.changes.all()
            ),
            f"/catalogue/undo/{line.pk}/" if may_edit and line.verb in CHANGED and line.changes.all() else "",
        )
        for line in lines
    ]


def _said(line: AuditLine) -> str:
    added = {"added", "removed", "retired", "reopened"}
    words = {
        "added": _("Lagt til"),
        "removed": _("Tatt bort"),
        "retired": _("Lagt ned"),
        "reopened": _("Tatt opp igjen"),
    }
    first = line.verb.split(" ")[0]
    return words[first] if first in added else _("Endret")


def _field(name: str, before: str, after: str, table: str, names: Names, share: bool) -> FieldLine:
    """A field as `catalogue_files.history` names it; one that others named is said as it is."""
    try:
        where = parse_field(name)
    except ValueError:
        return FieldLine(name, before, after)
    if not where.table:
        said = label(where.column) if where.column in LABELS else name
        return FieldLine(said, *(shown(table, where.column, text, units=names.units) for text in (before, after)))
    if where.table == "items":
        whose, is_share = names.indicators.get(where.who, where.who), False
    else:
        whose, is_share = (
            _("krav for %(unit)s") % {"unit": shown("targets", "unit", where.who, units=names.units)},
            share,
        )
    texts = (shown(where.table, where.column, text, share=is_share) for text in (before, after))
    since = f" ({shown(where.table, 'valid_from', where.valid_from)})" if where.valid_from else ""
    return FieldLine(f"{label(where.column)}, {whose}{since}", *texts)
