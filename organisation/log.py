"""The organisation's part of the log: a line for each change as a whole, and one for each unit that it touched.

A unit's lines hold what it was and became as the organisation file writes it, so that a change can be taken back by
loading what was.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.models import AuditLine
from audit.services import Entry
from organisation import changes
from organisation.lines import as_text, succession_rows, unit_rows
from organisation.planning import OrganisationPlan

LOADED = "loaded organisation"
TAKEN_BACK = "took back change"
CHANGE_VERBS: dict[type, str] = {
    changes.MergeOffices: "merged offices",
    changes.SplitOffice: "split office",
    changes.MoveUnits: "moved units",
    changes.RenameUnit: "renamed unit",
    changes.CloseUnit: "closed unit",
    changes.OpenUnit: "opened unit",
    changes.RedrawRegions: "redrew regions",
    changes.MergeCounties: "merged counties",
    changes.SplitCounty: "split county",
}
VERBS = (LOADED, TAKEN_BACK, *CHANGE_VERBS.values())
UNIT_VERBS = ("added unit", "changed unit", "emptied unit")
PLACEMENTS, SUCCESSIONS = "placements", "successions"
LATEST = 100  # lines of a unit or of all changes that a page shows


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit in a change: its lines of the two files before and after."""

    code: str
    placements: tuple[str, str]
    successions: tuple[str, str]

    @property
    def new_successors(self) -> list[str]:
        """Codes of what the unit became by the change."""
        before, after = (text.splitlines() for text in self.successions)
        return [line.split(";")[1] for line in after if line not in before]


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change as a whole. `takes_back` is the change that this one undid, or 0."""

    line: int
    at: datetime.datetime
    who: str  # empty: nobody, by command
    verb: str
    subject: str
    detail: str
    units: tuple[UnitChange, ...] = ()

    @property
    def takes_back(self) -> int:
        words = self.detail.partition(";")[0].split()
        return int(words[2]) if self.verb == TAKEN_BACK else 0


def particulars(added: int, changed: int, successions_added: int, successions_removed: int) -> str:
    return (
        f"units: {added} added, {changed} changed; "
        f"successions: {successions_added} added, {successions_removed} removed"
    )


def entries_of(plan: OrganisationPlan, line: int) -> Iterator[Entry]:
    """The lines of the units that a plan changes, pointing at the line of the change as a whole."""
    for code in dict.fromkeys([*plan.added, *plan.changed, *plan.succeeded_otherwise]):
        fields = {
            PLACEMENTS: (as_text(unit_rows(plan.before, [code])), as_text(unit_rows(plan.after, [code]))),
            SUCCESSIONS: (as_text(succession_rows(plan.before, [code])), as_text(succession_rows(plan.after, [code]))),
        }
        added, _changed, emptied = UNIT_VERBS
        verb = added if code in plan.added else "changed unit" if plan.after.spans_of(code) else emptied
        yield Entry(verb, f"unit {code}", _points_at(line), fields)


def _points_at(line: int) -> str:
    return f"change {line}"


def latest_changes(count: int = LATEST) -> list[LoggedChange]:
    """The newest changes of the organisation, newest first, without their units. One query."""
    lines = AuditLine.objects.select_related("actor").filter(verb__in=VERBS)[:count]
    return [_change(line) for line in lines]


def logged_change(number: int) -> LoggedChange | None:
    """The change of that line, with its units. Three queries."""
    line = AuditLine.objects.select_related("actor").filter(pk=number, verb__in=VERBS).first()
    if line is None:
        return None
    of_units = AuditLine.objects.filter(pk__gt=number, verb__in=UNIT_VERBS, detail=_points_at(number))
    return _change(line, tuple(map(_unit, of_units.order_by("pk").prefetch_related("changes"))))


def changes_of_unit(code: str, count: int = LATEST) -> list[tuple[LoggedChange, UnitChange]]:
    """What happened to a unit, newest first: the change as a whole, and the unit in it. Three queries."""
    own = list(
        AuditLine.objects.filter(subject=f"unit {code}", verb__in=UNIT_VERBS).prefetch_related("changes")[:count]
    )
    numbers = [int(line.detail.split()[1]) for line in own]
    wholes = {line.pk: line for line in AuditLine.objects.select_related("actor").filter(pk__in=numbers)}
    return [(_change(wholes[number]), _unit(line)) for number, line in zip(numbers, own, strict=True)]


def taken_back(numbers: Iterable[int]) -> set[int]:
    """Which of these changes were taken back. One query."""
    first = min(numbers, default=0)
    lines = AuditLine.objects.filter(pk__gt=first, verb=TAKEN_BACK)
    return {_change(line).takes_back for line in lines}


def _change(line: AuditLine, units: tuple[UnitChange, ...] = ()) -> LoggedChange:
    who = line.actor.name if line.actor_id and line.actor else ""
    return LoggedChange(line.pk, line.at, who, line.verb, line.subject, line.detail, units)


def _unit(line: AuditLine) -> UnitChange:
    fields = {change.field: (change.before, change.after) for change in line.changes.all()}
    nothing = ("", "")
    code = line.subject.removeprefix("unit ")
    return UnitChange(code, fields.get(PLACEMENTS, nothing), fields.get(SUCCESSIONS, nothing))
