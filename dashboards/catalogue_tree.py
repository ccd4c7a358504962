"""Goals as a tree with their indicators, and packages with their items, from the catalogue's rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.catalogue_context import Standing
from dashboards.catalogue_words import shown
from dashboards.formatting import current_format
from organisation.months import Month
from scorecards.catalogue_files.rows import Row, rows_under
from scorecards.choices import FilledInBy


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    code: str
    name: str
    alive: bool


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with what lies under it."""

    code: str
    name: str
    owner: str
    indicators: tuple[IndicatorLink, ...]
    below: tuple["GoalNode", ...]


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package in the list of all: how many of its items hold in the month, and how many of them are ranked."""

    code: str
    name: str
    owner: str
    items: int
    ranked: int
    due_day: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An indicator of a package: how it counts there, when, and who brings its figures."""

    code: str
    name: str
    part: str
    priority: str
    weight: str
    share: str
    span: str
    reported_by: str


def holds(row: Row, month: Month) -> bool:
    """Whether the row's span holds in the month."""
    day = str(month.first_day)
    return row["valid_from"] <= day and (not row["valid_to"] or day < row["valid_to"])


def name_of(row: Row) -> str:
    """A row's name in the reader's language, where it has one."""
    return row.get(f"name_{get_language()}") or row["name"]


def goal_tree(standing: Standing, month: Month, tops: Iterable[Row]) -> list[GoalNode]:
    """These goals, each with all below it. Circles are refused by the checks."""
    children: dict[str, list[Row]] = {}
    for row in standing.rows["goals"]:
        children.setdefault(row["parent"].upper(), []).append(row)
    indicators: dict[str, list[Row]] = {}
    for row in standing.rows["indicators"]:
        indicators.setdefault(row["goal"].upper(), []).append(row)

    def node(row: Row) -> GoalNode:
        code = row["code"].upper()
        return GoalNode(
            row["code"],
            row["name"],
            shown("goals", "owner", row["owner"], units=standing.names.units),
            tuple(IndicatorLink(each["code"], name_of(each), holds(each, month)) for each in indicators.get(code, ())),
            tuple(node(child) for child in children.get(code, ())),
        )

    return [node(row) for row in tops]


def tops_of(standing: Standing, perspective: str) -> list[Row]:
    """The goals of a perspective (of none, where it is empty) that lie under no other goal of it."""
    of = {row["code"].upper(): row["perspective"].upper() for row in standing.rows["goals"]}
    wanted = perspective.upper()
    return [
        row
        for row in standing.rows["goals"]
        if row["perspective"].upper() == wanted and (not row["parent"] or of.get(row["parent"].upper()) != wanted)
    ]


def goals_above(standing: Standing, goal: Row) -> list[tuple[str, str]]:
    """Code and name of the goals above one, the uppermost first."""
    found: list[tuple[str, str]] = []
    above = standing.row("goals", goal["parent"]) if goal["parent"] else None
    while above is not None and (above["code"], above["name"]) not in found:
        found.append((above["code"], above["name"]))
        above = standing.row("goals", above["parent"]) if above["parent"] else None
    return found[::-1]


def package_lines(standing: Standing, month: Month, due_days: Mapping[str, int]) -> list[PackageLine]:
    """All packages by the level of their owner: how many items each has in the month."""
    lines = []
    for row in standing.rows["packages"]:
        items = [item for item in rows_under(standing.rows, "items", row["code"]) if holds(item, month)]
        owner = shown("packages", "owner", row["owner"], units=standing.names.units)
        ranked = sum(item["priority"] != "0" for item in items)
        lines.append(PackageLine(row["code"], row["name"], owner, len(items), ranked, due_days.get(row["code"], 0)))
    return lines


def item_lines(items: Iterable[Row], standing: Standing, by_hand: Mapping[tuple[str, str], str]) -> list[ItemLine]:
    """A package's items in their order. `by_hand`: who fills in an item, by indicator and first day."""
    items = list(items)
    total = sum(_weight(item) for item in items)
    indicators = {row["code"]: name_of(row) for row in standing.rows["indicators"]}
    return [
        ItemLine(
            item["indicator"],
            indicators[item["indicator"]],
            item["part"],
            item["priority"] if item["priority"] != "0" else "",
            shown("items", "weight", item["weight"] or "1") if item["priority"] != "0" else "",
            _share(_weight(item), total),
            span_of(item),
            _reported(by_hand.get((item["indicator"], item["valid_from"]), "")),
        )
        for item in items
    ]


def span_of(row: Row) -> str:
    """`fra januar 2018`, `til og med desember 2018`, `januar 2018 til desember 2018`; empty for always."""
    first, last = shown("items", "valid_from", row["valid_from"]), shown("items", "valid_to", row["valid_to"])
    if first and last:
        return _("%(first)s til %(last)s") % {"first": first, "last": last}
    if first:
        return _("fra %(first)s") % {"first": first}
    return _("til og med %(last)s") % {"last": last} if last else ""


def _weight(item: Row) -> float:
    return 0.0 if item["priority"] == "0" else float(item["weight"] or 1)


def _share(weight: float, total: float) -> str:
    if not weight:
        return ""
    numerals = current_format().numerals
    return numerals.number(weight / total, 1, share=True) + numerals.per_cent


def _reported(filled_in_by: str) -> str:
    return str(FilledInBy(filled_in_by).label) if filled_in_by else _("i fil")
