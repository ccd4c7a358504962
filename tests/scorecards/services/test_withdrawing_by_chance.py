"""Publishing and withdrawing in any order leaves what the remaining deliveries give from the start."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scorecards.models import Delivery, GroupSummary, HiddenTotal, Result, StandbyFigure
from scorecards.queries.numbers import differences
from scorecards.services.withdrawing import withdraw_delivery
from tests.scorecards.services.county import MAY
from tests.scorecards.services.wide_files import OFFICES, Sent, World, a_world, files

pytestmark = pytest.mark.django_db

FIGURES = ("numerator", "denominator", "value", "absence", "preliminary", "suppressed")
SUMMARIES = ("n", "mean", "numerator", "denominator", "pooled", "published", "values", "preliminary", "total_hidden")

Step = Sent | int  # publish this, or withdraw the delivery with that number (counted round)


@pytest.fixture
def world() -> World:
    return a_world()


def what_stands() -> dict[str, list[Any]]:
    """Everything that follows from what is published, but for which of two that say the same it stands by."""
    key = ("month", "indicator_id", "unit_id")
    return {
        "figures": list(Result.objects.order_by(*key).values_list(*key, *FIGURES)),
        "groups": list(GroupSummary.objects.order_by("pk").values_list("pk", *SUMMARIES)),
        "hidden totals": list(HiddenTotal.objects.order_by("pk").values_list("pk", flat=True)),
    }


def carry_out(world, steps):
    """Publish and withdraw; what was sent and remains, in the order of publication."""
    remaining = {}
    for step in steps:
        if isinstance(step, Sent):
            outcome = world.publish(step)
            assert not outcome.refused, outcome.findings
            remaining.setdefault(outcome.delivery.pk, step)
        elif remaining:
            number = list(remaining)[step % len(remaining)]
            del remaining[number]
            assert not withdraw_delivery(delivery=Delivery(pk=number), reason="Feil fil", by=None).refused
        assert differences() == []
        assert each_says_one_thing()
    return list(remaining.values())


def each_says_one_thing() -> bool:
    """No delivery both stands and stands by with a figure."""
    standing = set(Result.objects.values_list("delivery", "indicator", "unit"))
    return standing.isdisjoint(StandbyFigure.objects.values_list("delivery", "indicator", "unit"))


SIX: Any
SEVEN: Any
SIX, SEVEN = ({"1201": 10, "1202": "*"}, {"1201": 20}), ({"1201": None, "1202": 10}, {"1201": None})


@given(steps=st.lists(st.one_of(files, files, st.integers(0, 5)), min_size=2, max_size=8))
@example(steps=[Sent(MAY, *SIX), Sent(MAY, *SEVEN), 0, Sent(MAY, *SIX), 0])
@example(steps=[Sent(MAY, *SIX), Sent(MAY, SIX[0], SIX[1], preliminary=True), Sent(MAY, *SEVEN), 0, 1])
@example(steps=[*(Sent(MAY, {"1201": count}, {}) for count in (10, 20, 30)), 2])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_left_is_what_the_remaining_ones_give(world, steps):
    with transaction.atomic():
        remaining = carry_out(world, steps)
        left = what_stands()
        transaction.set_rollback(True)
    with transaction.atomic():
        carry_out(world, remaining)
        assert left == what_stands()
        transaction.set_rollback(True)


small = st.sampled_from([1, 3, 10, 20, 38, "-", "*", None])
few = st.dictionaries(st.sampled_from(OFFICES), small, min_size=1, max_size=3)


@given(steps=st.lists(st.one_of(st.builds(Sent, month=st.just(MAY), shares=few, numbers=few), st.integers(0, 5)),
    min_size=2, max_size=5))  # fmt: skip
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_of_small_counts_the_same_figures_stand_and_each_is_hidden_that_is_small_itself(world, steps):
    """What is hidden for the sake of others depends on what people have seen: nobody forgets a withdrawn file."""
    world.county.share.hide_below = 5
    world.county.share.save()
    with transaction.atomic():
        remaining = carry_out(world, steps)
        figures, hidden = without_hiding()
        assert hidden >= {row[:3] for row in figures if is_small(*row[3:5])}
        transaction.set_rollback(True)
    with transaction.atomic():
        carry_out(world, remaining)
        assert without_hiding()[0] == figures
        transaction.set_rollback(True)


def without_hiding() -> tuple[list[Any], set[Any]]:
    """Everything that stands, and the keys of those that we hide."""
    figures = what_stands()["figures"]
    return [row[:-1] for row in figures], {row[:3] for row in figures if row[-1]}


def is_small(numerator: float | None, denominator: float | None) -> bool:
    """Of a share: fewer than five, or than five others."""
    if numerator is None or denominator is None:
        return False
    return 0 < numerator < 5 or 0 < denominator - numerator < 5
