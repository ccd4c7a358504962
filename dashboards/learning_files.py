"""Whom to learn from as rows for files: the same figures as on the page, unrounded, shares as fractions of one."""

from collections.abc import Iterator, Sequence

from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import IndicatorFacts
from scorecards.queries.as_now import Cells
from scorecards.queries.learning import Learning

LEARNING = (
    "unit", "unit_name", "first_month", "month", "indicator", "indicator_name", "green", "value", "months_reached",
    "months_known", "teacher", "teacher_name", "teacher_county", "teacher_value", "teacher_months_reached",
    "teacher_months_known", "size_ratio", "others_good", "others_known", "nobody", "judged_by",
)  # fmt: skip
SIDE_BY_SIDE = ("unit", "unit_name", "indicator", "month", "state", "numerator", "denominator", "value")


def learning(unit: PlacedUnit, found: Learning) -> Iterator[tuple[Cell, ...]]:
    """A row per teacher, all of them, and one with the reason where there is none, in the order of LEARNING."""
    for lesson in found.lessons:
        facts, own = lesson.indicator, lesson.own
        start = (
            unit.code, unit.name, str(found.months[0]), str(found.months[-1]), facts.code, facts.name,
            lesson.target.green if lesson.target else None, own.value, own.reached, own.known,
        )  # fmt: skip
        for teacher in lesson.teachers:
            office, its = teacher.unit, teacher.months
            yield (
                *start, office.code, office.name, office.county_code, its.value, its.reached, its.known,
                teacher.size_ratio, teacher.good, teacher.others, None, lesson.way,
            )  # fmt: skip
        if lesson.nobody:
            yield (*start, *(None,) * 9, lesson.nobody.value, lesson.way)


def side_by_side(offices: Sequence[PlacedUnit], facts: IndicatorFacts, cells: Cells) -> Iterator[tuple[Cell, ...]]:
    """A row per office and month, in the order of SIDE_BY_SIDE; months without any figure are left out."""
    for office in offices:
        for unit, _indicator, month in sorted(key for key in cells if key[0] == office.id):
            figure = cells[unit, facts.id, month]
            yield (
                office.code, office.name, facts.code, str(month), figure.state,
                figure.numerator, figure.denominator, figure.value,
            )  # fmt: skip
