"""Local goals of the demo: added and filled in by the same services as anybody's, a unit's month at one go."""

from collections.abc import Iterator
from zlib import crc32

import numpy as np

from accounts.choices import RoleName
from accounts.models import User
from demo.deliveries import Line
from demo.files import long_csv
from demo.foundations import sender
from demo.local_plan import YEAR, Filling, LocalGoal, local_goals
from demo.plan import NotSeededError, people
from demo.simulation import SEED
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, offices_of, placed
from scorecards.choices import DeliverySource, DeliveryState, FilledInBy
from scorecards.figures import Limits
from scorecards.models import Delivery, Goal, Indicator, Package
from scorecards.services.catalogue import describe_source
from scorecards.services.deliveries import receive_delivery
from scorecards.services.local_goals import LocalIndicator, add_local_indicator


def make_local_goals(months: list[Month]) -> None:
    """Add those that are missing, from a year before the last month on. Raises NotSeededError."""
    first = months[-YEAR:][0]
    for goal in local_goals():
        if Indicator.objects.filter(owner__code=goal.unit, name=goal.name).exists():
            continue
        unit = _unit(goal.unit, first)
        indicator = add_local_indicator(unit=unit, stated=_stated(goal, first), by=_counter(unit))
        package = Package.objects.get(items__indicator=indicator)
        describe_source(package=package, simulated=True, source="", by=None)


def fill_in(filling: Filling, last: Month) -> None:
    """Deliver a unit's month as its form does, and date it as if it had been done in its time."""
    unit = _unit(filling.unit, filling.month)
    lines = list(_lines(unit, filling.month, last))
    package = Package.objects.select_related("owner").filter(owner=unit.id, items__filled_in_by__gt="").distinct().get()
    outcome = receive_delivery(
        package=package,
        month=filling.month,
        content=long_csv(lines, filling.month),
        file_name=filling.file_name,
        by=_counter(unit),
        publish=True,
        source=DeliverySource.FORM,
        right=("fill_in", unit.id),
    )
    delivery = outcome.delivery
    if delivery is None or delivery.state != DeliveryState.PUBLISHED:
        why = "; ".join(found.message for found in outcome.findings[:5])
        raise NotSeededError(f"{filling.file_name}: {why}")
    Delivery.objects.filter(pk=delivery.pk).update(received_at=filling.at, published_at=filling.at)


def _unit(code: str, month: Month) -> PlacedUnit:
    unit = placed(code, month)
    if unit is None:
        raise NotSeededError(f"{code} finnes ikke i {month}")
    return unit


def _counter(unit: PlacedUnit) -> User:
    """Who counts for a unit: its leader, where the demo has one, else its county."""
    leaders = [row["email"] for row in people() if row["unit"] == unit.code and row["role"] == RoleName.LEADER]
    if leaders:
        return User.objects.get(email=leaders[0])
    return sender(Unit.objects.get(pk=unit.county_id or unit.id))


def _stated(goal: LocalGoal, first: Month) -> LocalIndicator:
    return LocalIndicator(
        name=goal.name,
        unit_of_measure=goal.counted,
        first=first,
        goal=Goal.objects.get(code=goal.goal),
        own_goal=goal.own_goal,
        direction=goal.direction,
        decimals=0 if goal.counted == "number" else 1,
        target=Limits(goal.green, goal.yellow),
        filled_in_by=goal.filled_in_by,
        what=goal.what,
        why=goal.why,
    )


def _lines(unit: PlacedUnit, month: Month, last: Month) -> Iterator[Line]:
    """What the unit's goals came to in the month, at the unit or at each of its offices; some is forgotten."""
    for goal in local_goals():
        if goal.unit != unit.code or (goal.is_late and month == last):
            continue
        indicator = Indicator.objects.get(owner__code=goal.unit, name=goal.name)
        by_offices = goal.filled_in_by == FilledInBy.OFFICES
        for code in [office.code for office in offices_of(unit, month)] if by_offices else [unit.code]:
            chance = np.random.default_rng([SEED, crc32(code.encode()), crc32(goal.name.encode()), month.index])
            if chance.random() >= goal.gaps:
                yield _line(code, indicator.code, goal, chance)


def _line(unit: str, indicator: str, goal: LocalGoal, chance: np.random.Generator) -> Line:
    if goal.base is not None:
        of = int(chance.poisson(goal.base)) or 1
        return Line(unit, indicator, float(chance.binomial(of, goal.level)), float(of))
    if goal.counted == "days":
        return Line(unit, indicator, value=round(float(chance.gamma(20, goal.level / 20)), 1))
    return Line(unit, indicator, value=float(chance.poisson(goal.level)))
