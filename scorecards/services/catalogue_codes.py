"""Writing the tables of a catalogue whose lines define a code: perspectives, goals, indicators and packages."""

from collections.abc import Iterable, Mapping, Sequence
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


def write_perspectives(lines: Iterable[PerspectiveLine]) -> None:
    rows = _rows(Perspective)
    for line in lines:
        _write(Perspective, rows, line, {"name": line.name, "order": line.order})


def write_goals(lines: Sequence[GoalLine], units: Ids) -> None:
    rows, perspectives = _rows(Goal), ids_by_code(Perspective)
    for line in parents_first(lines):
        values = {
            "name": line.name,
            "parent": rows[line.parent.upper()].pk if line.parent else None,
            "perspective": perspectives[line.perspective.upper()] if line.perspective else None,
            "owner": units[line.owner] if line.owner else None,
        }
        _write(Goal, rows, line, values)


def write_packages(lines: Sequence[PackageLine], units: Ids) -> None:
    rows = _rows(Package)
    for line in parents_first(lines):
        parent = rows[line.parent.upper()].pk if line.parent else None
        _write(Package, rows, line, {"name": line.name, "owner": units[line.owner], "parent": parent})


def write_indicators(lines: Sequence[IndicatorLine], units: Ids) -> None:
    rows, goals = _rows(Indicator), ids_by_code(Goal)
    for line in lines:
        values = {column: getattr(line, column) for column in INDICATOR_COLUMNS}
        values["goal"] = goals[line.goal.upper()] if line.goal else None
        values["owner"] = units[line.owner]
        _write(Indicator, rows, line, values)
    _write_relations(lines, rows)


def _write_relations(lines: Sequence[IndicatorLine], rows: Mapping[str, Indicator]) -> None:
    """Relate the indicators as the file says."""
    before: dict[int, set[int]] = {}
    for one, other in Indicator.related.through.objects.values_list("from_indicator_id", "to_indicator_id"):
        before.setdefault(one, set()).add(other)
    for line in lines:
        row, related = rows[line.code.upper()], {rows[code.upper()].pk for code in line.related}
        if line.gives("related") and related != before.get(row.pk, set()):
            row.related.set(related)


def _write(model: type[Row], rows: dict[str, Row], line: CodedLine, values: Mapping[str, Any]) -> None:
    """Bring one line in; what the file has no column for stays as it is."""
    code = line.code.upper()
    row = rows.get(code)
    if row is None:
        rows[code] = row = model(code=line.code)
        fields = {FIELDS.get(column, column): value for column, value in values.items()}
        otherwise = list(fields)
    else:
        fields = {FIELDS.get(column, column): value for column, value in values.items() if line.gives(column)}
        otherwise = [name for name, value in fields.items() if getattr(row, name) != value]
    if otherwise:
        for name in otherwise:
            setattr(row, name, fields[name])
        row.save()


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
