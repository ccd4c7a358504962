"""The six tables of a catalogue: their columns, which of them must be there, and how each cell is read."""

from dataclasses import dataclass

from scorecards.catalogue_files import cells
from scorecards.catalogue_files.lines import (
    GoalLine,
    IndicatorLine,
    ItemLine,
    Line,
    PackageLine,
    PerspectiveLine,
    TargetLine,
)
from scorecards.choices import Direction, IndicatorKind, Part, Pooling, UnitOfMeasure

NAME = cells.text(200)
EXPLANATION = cells.text(4000)
ORDER = cells.whole(-9999, 9999)


@dataclass(frozen=True, slots=True)
class Form:
    """A table: what its lines become, its columns with their readers, and those that must be there and be filled in."""

    line: type[Line]
    readers: dict[str, cells.Reader]
    required: frozenset[str]


FORMS = {
    "perspectives": Form(
        PerspectiveLine, {"code": cells.code, "name": NAME, "order": ORDER}, frozenset({"code", "name"})
    ),
    "goals": Form(
        GoalLine,
        {"code": cells.code, "name": NAME, "parent": cells.code, "perspective": cells.code, "owner": cells.code},
        frozenset({"code", "name"}),
    ),
    "indicators": Form(
        IndicatorLine,
        {
            "code": cells.code,
            "name": NAME,
            "name_nn": NAME,
            "name_en": NAME,
            "goal": cells.code,
            "unit": cells.word(UnitOfMeasure.values),
            "decimals": cells.whole(0, 6),
            "direction": cells.word(Direction.values),
            "kind": cells.word(IndicatorKind.values),
            "pooling": cells.word(Pooling.values),
            "min_base": cells.number(least=0),
            "owner": cells.code,
            "valid_from": cells.day,
            "valid_to": cells.day,
            "definition_changed": cells.first_of_month,
            "what": EXPLANATION,
            "why": EXPLANATION,
            "how": EXPLANATION,
            "weaknesses": EXPLANATION,
            "related": cells.codes,
            "hide_below": cells.whole(0, 1000),
            "negative": cells.yes_or_no,
        },
        frozenset({"code", "name", "unit", "direction", "kind", "pooling", "owner"}),
    ),
    "packages": Form(
        PackageLine,
        {"code": cells.code, "name": NAME, "owner": cells.code, "parent": cells.code},
        frozenset({"code", "name", "owner"}),
    ),
    "items": Form(
        ItemLine,
        {
            "package": cells.code,
            "indicator": cells.code,
            "part": cells.word(Part.values),
            "order": ORDER,
            "priority": cells.whole(0, 99),
            "weight": cells.number(least=0),
            "valid_from": cells.day,
            "valid_to": cells.day,
        },
        frozenset({"package", "indicator"}),
    ),
    "targets": Form(
        TargetLine,
        {
            "indicator": cells.code,
            "unit": cells.code,
            "valid_from": cells.day,
            "valid_to": cells.day,
            "green": cells.number(),
            "yellow": cells.number(),
            "green_upper": cells.number(),
            "yellow_upper": cells.number(),
        },
        frozenset({"indicator", "green"}),
    ),
}
