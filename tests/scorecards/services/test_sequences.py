"""Deliveries one after another: what stands is what a plain dictionary says, and nothing is lost on the way.

The rule: the latest publication stands, figure by figure; a preliminary figure never replaces a final one; an empty
cell of a wide file replaces nothing; figures belong to the indicator, whichever package they came in.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.models import Delivery, Result, ResultRevision
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery, receive_delivery
from tests.scorecards.services.county import MAY
from tests.scorecards.services.wide_files import EMPTY, JUNE, Cell, Key, Sent, World, a_world, files

pytestmark = pytest.mark.django_db

REASONS = {"-": "not_delivered", "*": "too_few", "i.a.": "not_applicable"}


@dataclass
class Plainly:
    """What stands, and what has stood, as INTERFACES.md has it in words."""

    stands: dict[Key, tuple[Cell, bool]] = field(default_factory=dict)
    replaced: list[tuple[Key, Cell]] = field(default_factory=list)

    def publish(self, sent: Sent) -> tuple[int, int, int]:
        """How many are added, changed, unchanged."""
        counts = [0, 0, 0]
        for key, cell in sent.cells().items():
            stands = self.stands.get(key)
            if stands is None:
                counts[0] += 1
            elif cell is EMPTY or (sent.preliminary and not stands[1]) or stands == (_known(cell), sent.preliminary):
                counts[2] += 1
                continue
            else:
                counts[1] += 1
                self.replaced.append((key, stands[0]))
            self.stands[key] = (_known(cell), sent.preliminary)
        return counts[0], counts[1], counts[2]


def _known(cell: Cell) -> Cell:
    """Empty is not delivered, as a dash is."""
    return "-" if cell is EMPTY else cell


def shown(numerator: float | None, value: float | None, absence: str) -> Cell:
    """A stored figure as the cell that it came from."""
    if absence:
        return next(marker for marker, reason in REASONS.items() if reason == absence)
    return int(value if numerator is None else numerator)  # type: ignore[arg-type]


@pytest.fixture
def world() -> World:
    return a_world()


def standing() -> dict[Key, tuple[Cell, bool]]:
    rows = Result.objects.values_list(
        "month", "indicator__code", "unit__code", "numerator", "value", "absence", "preliminary"
    )
    return {
        (month, indicator, unit): (shown(numerator, value, absence), preliminary)
        for month, indicator, unit, numerator, value, absence, preliminary in rows
    }


def revisions() -> list[tuple[Key, Cell]]:
    rows = ResultRevision.objects.order_by("id").values_list(
        "month", "indicator__code", "unit__code", "numerator", "value", "absence"
    )
    return [
        ((month, indicator, unit), shown(numerator, value, absence))
        for month, indicator, unit, numerator, value, absence in rows
    ]


@given(sequence=st.lists(files, min_size=2, max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_stands_is_what_a_plain_dictionary_says(world, sequence):
    plain = Plainly()
    with transaction.atomic():
        for sent in sequence:
            outcome = world.publish(sent)
            assert not outcome.refused, outcome.findings
            expected = plain.publish(sent)
            answer = outcome.to_json()
            assert (answer["added"], answer["changed"], answer["unchanged"]) == expected
        assert standing() == plain.stands
        assert sorted(revisions(), key=repr) == sorted(plain.replaced, key=repr)
        assert differences() == []
        transaction.set_rollback(True)


@given(sequence=st.lists(files, min_size=2, max_size=4), order=st.randoms(use_true_random=False))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_checked_in_one_order_and_published_in_another_the_order_of_publication_counts(world, sequence, order):
    plain = Plainly()
    with transaction.atomic():
        waiting = []
        for sent in sequence:
            package = world.national if sent.national else world.county.package
            received = receive_delivery(
                package=package, month=sent.month, content=sent.content(), file_name="wide.csv",
                by=None, preliminary=sent.preliminary,
            )  # fmt: skip
            waiting.append((sent, received.delivery))
        order.shuffle(waiting)
        for sent, delivery in waiting:
            published = publish_delivery(delivery=delivery, by=None).delivery
            assert (published.added, published.changed, published.unchanged) == plain.publish(sent)
        assert standing() == plain.stands
        assert sorted(revisions(), key=repr) == sorted(plain.replaced, key=repr)
        assert differences() == []
        transaction.set_rollback(True)


@given(sequence=st.lists(files, min_size=1, max_size=4))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_each_replaced_figure_names_who_brought_it_and_who_replaced_it(world, sequence):
    brought: dict[Key, int] = {}
    expected = []
    plain = Plainly()
    with transaction.atomic():
        for sent in sequence:
            before = dict(plain.stands)
            delivery = world.publish(sent).delivery
            plain.publish(sent)
            for key in sent.cells():
                if plain.stands[key] != before.get(key):
                    expected += [(key, brought[key], delivery.pk)] if key in before else []
                    brought[key] = delivery.pk
        rows = ResultRevision.objects.values_list(
            "month", "indicator__code", "unit__code", "delivery_id", "replaced_by_id"
        )
        assert sorted(((tuple(key), was, by) for *key, was, by in rows), key=repr) == sorted(expected, key=repr)
        held = Result.objects.values_list("month", "indicator__code", "unit__code", "delivery_id")
        assert {tuple(key): delivery for *key, delivery in held} == brought
        transaction.set_rollback(True)


class TestWhatIsCountedAsStandingStill:
    """Examples of the rule that a reader can follow."""

    def test_an_empty_cell_takes_nothing_away_and_a_marker_does(self, world):
        world.publish(Sent(MAY, {"1201": 10, "1202": 20}, {}))
        world.publish(Sent(MAY, {"1201": EMPTY, "1202": "-"}, {}))
        assert standing()[MAY, "ANDEL", "1201"] == (10, False)
        assert standing()[MAY, "ANDEL", "1202"] == ("-", False)

    def test_an_empty_cell_says_not_delivered_where_nothing_stands(self, world):
        world.publish(Sent(MAY, {"1201": EMPTY, "1202": 20}, {}))
        assert standing()[MAY, "ANDEL", "1201"] == ("-", False)

    def test_the_country_corrects_what_the_county_delivered(self, world):
        world.publish(Sent(MAY, {"1201": 10}, {"1201": 7}))
        delivery = world.publish(Sent(MAY, {"1201": 20}, {}, national=True)).delivery
        assert standing()[MAY, "ANDEL", "1201"] == (20, False)
        assert standing()[MAY, "ANTALL", "1201"] == (7, False)
        assert Result.objects.get(indicator__code="ANDEL").delivery == delivery

    def test_preliminary_figures_are_corrected_by_preliminary_ones(self, world):
        world.publish(Sent(MAY, {"1201": 10}, {}, preliminary=True))
        world.publish(Sent(MAY, {"1201": 20}, {}, preliminary=True))
        assert standing()[MAY, "ANDEL", "1201"] == (20, True)

    def test_a_final_figure_takes_a_preliminary_ones_place_also_where_it_is_equal(self, world):
        world.publish(Sent(MAY, {"1201": 10}, {}, preliminary=True))
        outcome = world.publish(Sent(MAY, {"1201": 10}, {}))
        assert outcome.delivery.changed == 1
        assert standing()[MAY, "ANDEL", "1201"] == (10, False)

    def test_a_preliminary_one_is_kept_with_its_delivery_and_changes_nothing(self, world):
        world.publish(Sent(MAY, {"1201": 10}, {"1201": 7}))
        delivery = world.publish(Sent(MAY, {"1201": 20}, {"1201": 9}, preliminary=True)).delivery
        assert (delivery.state, delivery.added, delivery.changed, delivery.unchanged) == ("published", 0, 0, 2)
        assert b"20;40;9" in bytes(delivery.file.content)
        assert standing()[MAY, "ANDEL", "1201"] == (10, False)


class TestTheSameFileMuchLater:
    """The very file that was published once, when others have published since."""

    FIRST = Sent(MAY, {"1201": 10, "1202": 20}, {})
    AGAIN = Sent(MAY, {"1201": 10, "1202": 20, "1203": 30}, {})  # which repeats two figures of the first

    def test_a_figure_that_it_only_repeated_was_replaced_so_it_is_published_anew(self, world):
        world.publish(self.FIRST)
        world.publish(self.AGAIN)
        world.publish(Sent(MAY, {"1201": 40}, {}))  # in place of a figure that came with the first
        outcome = world.publish(self.AGAIN)
        assert not outcome.unchanged_file
        assert (outcome.delivery.changed, standing()[MAY, "ANDEL", "1201"]) == (1, (10, False))

    def test_nothing_was_replaced_so_nothing_changes(self, world):
        world.publish(self.FIRST)
        again = world.publish(self.AGAIN).delivery
        outcome = world.publish(self.AGAIN)
        assert (outcome.unchanged_file, outcome.delivery) == (True, again)
        assert Delivery.objects.count() == 2

    def test_what_it_replaced_itself_is_no_reason_to_publish_it_anew(self, world):
        world.publish(Sent(MAY, {"1201": 40, "1202": 20}, {}))
        world.publish(self.AGAIN)
        assert world.publish(self.AGAIN).unchanged_file

    def test_another_month_that_was_corrected_is_no_reason_either(self, world):
        world.publish(self.FIRST)
        world.publish(self.AGAIN)
        world.publish(Sent(JUNE, {"1201": 10}, {}))
        world.publish(Sent(JUNE, {"1201": 40}, {}))
        assert world.publish(self.AGAIN).unchanged_file

    def test_a_preliminary_file_that_final_figures_have_replaced_changes_nothing(self, world):
        early = Sent(MAY, {"1201": 10}, {}, preliminary=True)
        world.publish(early)
        world.publish(Sent(MAY, {"1201": 20}, {}))
        assert world.publish(early).delivery.changed == 0
        assert standing()[MAY, "ANDEL", "1201"] == (20, False)
