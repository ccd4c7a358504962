"""Writing the tables of a catalogue whose lines define a code: perspectives, goals, indicators and packages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from organisation.models import Unit
from scorecards.catalogue_files.lines import (
    CodedLine,
    GoalLine,
    IndicatorLine,
    PackageLine,
    PerspectiveLine,
)
from scorecards.models import Goal, Indicator, Package, Perspective

Row = TypeVar("Row", Perspective, Goal, Indicator, Package)
Hanging = TypeVar("Hanging", GoalLine, PackageLine)
Ids = Mapping[str, int]  # of rows by code in upper case; of units by the code as it is


@dataclass(slots=True)
class Outcome:
    """What became of a table's lines (added, changed, unchanged, removed), and whose things were changed by it."""

    fates: list[str] = field(default_factory=list)
    touched: set[int | None] = field(default_factory=set)  # ids of owning units; None is everybody's


FIELDS = {  # of the models, where they aren't called what the column is
    "parent": "parent_id",
    "perspective": "perspective_id",
    "owner": "owner_id",
    "goal": "goal_id",
    "unit": "unit_of_measure",
    "negative": "allows_negative",
}
INDICATOR_COLUMNS = (
    *("name", "name_nn", "name_en", "unit", "decimals", "direction", "kind", "pooling", "min_base", "hide_below"),
    *("negative", "valid_from", "valid_to", "definition_changed", "what", "why", "how", "weaknesses"),
)


def write_perspectives(lines: Iterable[PerspectiveLine]) -> Outcome:
    rows, outcome = _rows(Perspective), Outcome()
    for line in lines:
        _write(Perspective, rows, line, {"name": line.name, "order": line.order}, outcome)
    return outcome


def write_goals(lines: Sequence[GoalLine], units: Ids) -> Outcome:
    rows, perspectives, outcome = _rows(Goal), ids_by_code(Perspective), Outcome()
    for line in parents_first(lines):
        values = {
            "name": line.name,
            "parent": rows[line.parent.upper()].pk if line.parent else None,
            "perspective": perspectives[line.perspective.upper()] if line.perspective else None,
            "owner": units[line.owner] if line.owner else None,
        }
        _write(Goal, rows, line, values, outcome)
    return outcome


def write_packages(lines: Sequence[PackageLine], units: Ids) -> Outcome:
    rows, outcome = _rows(Package), Outcome()
    for line in parents_first(lines):
        parent = rows[line.parent.upper()].pk if line.parent else None
        _write(Package, rows, line, {"name": line.name, "owner": units[line.owner], "parent": parent}, outcome)
    return outcome


def write_indicators(lines: Sequence[IndicatorLine], units: Ids) -> Outcome:
    rows, goals, outcome = _rows(Indicator), ids_by_code(Goal), Outcome()
    for line in lines:
        values = {column: getattr(line, column) for column in INDICATOR_COLUMNS}
        values["goal"] = goals[line.goal.upper()] if line.goal else None
        values["owner"] = units[line.owner]
        _write(Indicator, rows, line, values, outcome)
    _write_relations(lines, rows, outcome)
    return outcome


def _write_relations(lines: Sequence[IndicatorLine], rows: Mapping[str, Indicator], outcome: Outcome) -> None:
    """Relate the indicators as the file says; those that were related to others before are changed by it."""
    before: dict[int, set[int]] = {}
    for one, other in Indicator.related.through.objects.values_list("from_indicator_id", "to_indicator_id"):
        before.setdefault(one, set()).add(other)
    for index, line in enumerate(lines):
        row, related = rows[line.code.upper()], {rows[code.upper()].pk for code in line.related}
        if line.gives("related") and related != before.get(row.pk, set()):
            row.related.set(related)
            outcome.touched.add(row.owner_id)
            if outcome.fates[index] == "unchanged":
                outcome.fates[index] = "changed"


def _write(
    model: type[Row], rows: dict[str, Row], line: CodedLine, values: Mapping[str, Any], outcome: Outcome
) -> None:
    """Bring one line in; what the file has no column for stays as it is."""
    code = line.code.upper()
    row = rows.get(code)
    if row is None:
        rows[code] = row = model(code=line.code)
        fields = {FIELDS.get(column, column): value for column, value in values.items()}
        otherwise, fate = list(fields), "added"
    else:
        fields = {FIELDS.get(column, column): value for column, value in values.items() if line.gives(column)}
        otherwise = [name for name, value in fields.items() if getattr(row, name) != value]
        fate = "changed" if otherwise else "unchanged"
        if otherwise:
            outcome.touched.add(getattr(row, "owner_id", None))
    outcome.fates.append(fate)
    if otherwise:
        for name in otherwise:
            setattr(row, name, fields[name])
        row.save()
        outcome.touched.add(getattr(row, "owner_id", None))


def _rows(model: type[Row]) -> dict[str, Row]:
    return {row.code.upper(): row for row in model._default_manager.all()}


def ids_by_code(model: type[Row]) -> dict[str, int]:
    """The ids of a table's rows by code in upper case."""
    return {code.upper(): pk for code, pk in model._default_manager.values_list("code", "pk")}


def unit_ids() -> dict[str, int]:
    """The ids of all units by code."""
    return dict(Unit.objects.values_list("code", "pk"))


def parents_first(lines: Sequence[Hanging]) -> list[Hanging]:
    """The lines in an order in which nobody comes before its parent. They form no circle."""
    by_code = {line.code.upper(): line for line in lines}
    ordered: dict[str, Hanging] = {}

    def place(line: Hanging) -> None:
        parent = by_code.get(line.parent.upper())
        if parent:
            place(parent)
        ordered.setdefault(line.code.upper(), line)

    for line in lines:
        place(line)
    return list(ordered.values())
