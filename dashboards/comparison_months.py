"""The comparison over months: a small line per office on one scale, and the table of the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.comparison import ComparisonWriter, TableLine
from dashboards.dates import month_and_year, short_month
from dashboards.formatting import DASH, limits_of
from dashboards.small_multiples import Scale, behind, multiple, scale_of
from scorecards.choices import Direction
from scorecards.compared import ComparedMonths
from scorecards.figures import Limits


@dataclass(frozen=True, slots=True)
class Multiple:
    """An office's line, with its name and its last figure."""

    name: str
    href: str
    value: Markup | str
    status: Markup | str
    own: bool
    drawing: Markup


@dataclass(frozen=True, slots=True)
class MonthsRow:
    """The same figures in the table; a reference leads nowhere."""

    name: str
    cells: list[Markup | str]
    href: str = ""
    own: bool = False


def own_first(lines: Sequence[TableLine]) -> list[TableLine]:
    """The reader's own offices before the others, each in the order given."""
    return sorted(lines, key=lambda line: not line.own)


def months_view(
    writer: ComparisonWriter, lines: Sequence[TableLine], drawn: Sequence[TableLine], over: ComparedMonths, unit: str
) -> dict[str, Any]:
    """What the template shows of the view; `lines` are all offices, `drawn` those with a line of their own."""
    values = {line.source.code: _values(line, over) for line in drawn}
    goals = _goals(writer, over.county_targets)
    own_goals = {line.source.code: _own_goals(writer, line, over) for line in drawn}
    others = [goal for each in own_goals.values() if each for goal in each]
    known = any(value is not None for each in values.values() for value in each)
    scale = scale_of(len(over.months), *values.values(), over.means, *goals, *others) if known else None
    changed = writer.figures.indicator.definition_changed
    breaks = [place for place, month in enumerate(over.months) if place and month == changed]
    return {
        "multiples": [
            _multiple(line, values[line.source.code], own_goals[line.source.code], scale) for line in drawn if scale
        ],
        "behind": behind(scale, over.means, goals, breaks) if scale else "",
        "axis": _axis(writer, scale, over, unit) if scale else "",
        "break": month_and_year(over.months[breaks[0]]) if breaks else "",
        "has_goal": any(target for target in over.county_targets),
        "month_heads": [short_month(month) for month in over.months],
        "month_rows": [_row(writer, line, over) for line in lines],
        "month_references": _references(writer, over),
        "describe": _("Små linjediagram av %(n)s kontor i %(county)s. %(axis)s Samme tall står i tabellen under.")
        % {"n": len(drawn), "county": writer.figures.county_name, "axis": _axis(writer, scale, over, unit)},
    }


def _values(line: TableLine, over: ComparedMonths) -> list[float | None]:
    return [figure.value for figure in over.figures.get(line.source.unit_id, ())]


def _goals(writer: ComparisonWriter, targets: Sequence[Limits | None]) -> list[list[float | None]]:
    """The green limit by month, and the upper one where the target is an interval."""
    goals = [[None if target is None else target.green for target in targets]]
    if writer.figures.indicator.direction == Direction.INSIDE:
        goals.append([None if target is None else target.green_upper for target in targets])
    return goals


def _own_goals(writer: ComparisonWriter, line: TableLine, over: ComparedMonths) -> list[list[float | None]] | None:
    """The targets of an office that has others than the county in a month where it stood; None for all the rest."""
    targets = over.targets.get(line.source.unit_id, ())
    others = any(own is not None and own != county for own, county in zip(targets, over.county_targets, strict=False))
    return _goals(writer, targets) if others else None


def _multiple(
    line: TableLine, values: list[float | None], own_goals: list[list[float | None]] | None, scale: Scale
) -> Multiple:
    return Multiple(line.name, line.href, line.value, line.status, line.own, multiple(scale, values, own_goals))


def _axis(writer: ComparisonWriter, scale: Scale | None, over: ComparedMonths, unit: str) -> str:
    """From when to when, and from which value to which."""
    if scale is None:
        return ""
    facts = writer.figures.indicator
    return _("%(first)s til %(last)s, alle på samme skala fra %(low)s til %(high)s (%(unit)s).") % {
        "first": month_and_year(over.months[0]),
        "last": month_and_year(over.months[-1]),
        "low": writer.form.bare(scale.low, facts),
        "high": writer.form.bare(scale.high, facts),
        "unit": unit,
    }


def _row(writer: ComparisonWriter, line: TableLine, over: ComparedMonths) -> MonthsRow:
    facts, unit = writer.figures.indicator, line.source.unit_id
    cells: list[Markup | str] = [
        cell(figure, facts, writer.form, writer.marks, limits_of(target), bare=True)
        for figure, target in zip(over.figures.get(unit, ()), over.targets.get(unit, ()), strict=True)
    ]
    return MonthsRow(line.name, cells, line.href, line.own)


def _references(writer: ComparisonWriter, over: ComparedMonths) -> list[MonthsRow]:
    """The county's mean month by month, and the target where there is one."""
    facts, form = writer.figures.indicator, writer.form
    means: list[Markup | str] = [DASH if mean is None else form.bare(mean, facts) for mean in over.means]
    rows = [MonthsRow(_("Snitt av kontorene"), means)]
    if any(over.county_targets):
        targets: list[Markup | str] = [form.target(each, facts) if each else DASH for each in over.county_targets]
        rows.append(MonthsRow(_("Krav"), targets))
    return rows
