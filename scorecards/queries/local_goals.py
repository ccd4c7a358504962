"""What a unit has of its own that is counted by hand, live and retired."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.models import Goal
from scorecards.queries.indicators import NAME_IN

READ_OWN = f"""
SELECT DISTINCT ON (n.id) n.id, n.code, {NAME_IN.format("n")},
    coalesce(g.name, ''), i.filled_in_by, i.valid_from, i.valid_to, i."order", p.simulated,
    (SELECT max(r.month) FROM scorecards_result r WHERE r.indicator_id = n.id AND r.unit_id = %(unit)s),
    (SELECT max(r.month) FROM scorecards_result r WHERE r.indicator_id = n.id)
FROM scorecards_packageitem i
JOIN scorecards_package p ON p.id = i.package_id AND p.owner_id = %(unit)s
JOIN scorecards_indicator n ON n.id = i.indicator_id AND n.owner_id = %(unit)s
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
WHERE i.filled_in_by <> ''
ORDER BY n.id, i.valid_from DESC
"""  # noqa: S608  # made of constants


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """An indicator of the unit's that is counted by hand. `end` is the first month without it."""

    id: int
    code: str
    name: str
    goal_name: str
    filled_in_by: str
    first: Month
    end: Month | None
    last: Month | None  # that the unit itself has filled in
    last_of_all: Month | None  # that anybody has
    simulated: bool = False

    @property
    def retire_from(self) -> Month:
        """The first month that it could end before without losing figures."""
        return self.first if self.last_of_all is None else self.last_of_all + 1


def own_goals(unit: PlacedUnit, language: str = "nb") -> list[OwnGoal]:
    """The unit's own indicators that are counted by hand, in their order. One query."""
    known: dict[str, Any] = {"unit": unit.id, "language": language}
    with connection.cursor() as cursor:
        cursor.execute(READ_OWN, known)
        rows = sorted(cursor.fetchall(), key=lambda row: (row[7], row[1]))
    return [_own_goal(*row) for row in rows]


def _own_goal(
    key: int, code: str, name: str, goal: str, filled_in_by: str, first: datetime.date, end: datetime.date | None,
    _order: int, simulated: bool, last: datetime.date | None, last_of_all: datetime.date | None,
) -> OwnGoal:  # fmt: skip
    return OwnGoal(
        key, code, name, goal, filled_in_by, Month.of(first), _month(end), _month(last), _month(last_of_all), simulated
    )


def _month(day: datetime.date | None) -> Month | None:
    return None if day is None else Month.of(day)


def goal_tree() -> list[tuple[Goal, int]]:
    """Every goal with how deep it stands, each after the one above it. One query."""
    goals = list(Goal.objects.select_related("owner").order_by("code"))
    below: dict[int | None, list[Goal]] = {}
    for goal in goals:
        below.setdefault(goal.parent_id, []).append(goal)
    found: list[tuple[Goal, int]] = []

    def place(parent: int | None, depth: int) -> None:
        for goal in below.get(parent, []):
            found.append((goal, depth))
            place(goal.pk, depth + 1)

    place(None, 0)
    return found
