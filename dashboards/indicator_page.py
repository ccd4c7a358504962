"""The page of what an indicator is: the goals above it, the packages it is in, and its targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.catalogue import span_in_words
from dashboards.catalogue_context import Standing
from dashboards.catalogue_tree import IndicatorLink, ItemLine, goals_above, holds, item_lines, name_of
from dashboards.formatting import DASH, current_format
from organisation.months import Month
from scorecards.catalogue_files.rows import rows_under
from scorecards.choices import Part
from scorecards.figures import IndicatorFacts
from scorecards.queries.catalogue import Explanation, TargetLine


@dataclass(frozen=True, slots=True)
class GoalsAbove:
    """The way from a perspective down to an indicator's own goal, what is beside the indicator there, and below."""

    perspective: str
    goals: Sequence[tuple[str, str]]  # code and name, the uppermost first
    indicators: Sequence[IndicatorLink]
    below: Sequence[tuple[str, str]]  # goals under the indicator's own


@dataclass(frozen=True, slots=True)
class InPackage:
    """How an indicator stands in a package."""

    code: str
    name: str
    owner: str
    part: str
    priority: str
    weight: str
    share: str
    span: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    unit: str
    span: str
    green: str
    yellow: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Targets that hold now, that will, or that did."""

    name: str
    rows: Sequence[TargetRow]


def goals_above_indicator(standing: Standing, code: str, month: Month) -> GoalsAbove | None:
    """None for an indicator without a goal."""
    indicator = standing.row("indicators", code)
    goal = standing.row("goals", indicator["goal"]) if indicator and indicator["goal"] else None
    if goal is None:
        return None
    own = goal["code"].upper()
    perspective = standing.row("perspectives", goal["perspective"])
    return GoalsAbove(
        perspective=perspective["name"] if perspective else "",
        goals=[*goals_above(standing, goal), (goal["code"], goal["name"])],
        indicators=[
            IndicatorLink(row["code"], name_of(row), holds(row, month))
            for row in standing.rows["indicators"]
            if row["goal"].upper() == own
        ],
        below=[(row["code"], row["name"]) for row in standing.rows["goals"] if row["parent"].upper() == own],
    )


def packages_with(standing: Standing, code: str, month: Month) -> list[InPackage]:
    """The packages that hold the indicator in the month, by code."""
    found = []
    for package in standing.rows["packages"]:
        items = [item for item in rows_under(standing.rows, "items", package["code"]) if holds(item, month)]
        lines = [line for line in item_lines(items, standing, {}) if line.code.upper() == code.upper()]
        owner = standing.names.units.get(package["owner"], package["owner"])
        found += [_in_package(package["code"], package["name"], owner, line) for line in lines]
    return found


def _in_package(code: str, name: str, owner: str, line: ItemLine) -> InPackage:
    part = str(Part(line.part).label) if line.part else DASH
    return InPackage(
        code, name, owner, part, line.priority or DASH, line.weight or DASH, line.share or DASH, line.span or DASH
    )


def target_groups(explanation: Explanation, month: Month) -> list[TargetGroup]:
    """Those that hold in the month first, then those that come, then those that are over, the last one first."""
    now = [line for line in explanation.targets if line.first <= month and (line.end is None or month < line.end)]
    coming = [line for line in explanation.targets if line.first > month]
    over = [line for line in explanation.targets[::-1] if line.end is not None and line.end <= month]
    now.sort(key=lambda line: (bool(line.unit_code), line.unit_code))
    groups = ((_("Gjelder nå"), now), (_("Kommer"), coming), (_("Tidligere"), over))
    return [TargetGroup(name, list(_target_rows(lines, explanation.facts))) for name, lines in groups if lines]


def _target_rows(lines: Iterable[TargetLine], facts: IndicatorFacts) -> Iterable[TargetRow]:
    form = current_format()
    for line in lines:
        limits = line.limits
        yellow = [form.limit(limit, facts) for limit in (limits.yellow, limits.yellow_upper) if limit is not None]
        yield TargetRow(
            line.unit_name or _("alle enheter"),
            span_in_words(line.first, line.end),
            form.target(limits, facts),
            DASH.join(yellow),
        )
