"""Writing figures: what is there stands as it was delivered, what is missing stays missing, what stood is kept."""

import datetime
from functools import partial
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.months import Month
from scorecards.delivered import units_by_indicator
from scorecards.models import Result, ResultRevision
from scorecards.publish import lock_month
from tests.builders import a_delivery, a_result, an_indicator, an_office
from tests.scorecards.published import MAY, of, offices_in, write
from tests.scorecards.two_connections import meanwhile

APRIL = MAY - 1


def figures_of(*offices) -> list[tuple[Any, ...]]:
    """Numerator, denominator, value and absence of each office, in May."""
    rows = Result.objects.filter(month=MAY).values_list("unit_id", "numerator", "denominator", "value", "absence")
    by_unit = {row[0]: row[1:] for row in rows}
    return [by_unit[office.pk] for office in offices]


@pytest.mark.django_db
class TestNewFigures:
    def test_a_figure_stands_with_its_parts_or_as_a_value_alone(self):
        offices = offices_in(number=2)
        write(a_delivery(), of(an_indicator(), offices, (3, 8), 0.25))
        assert figures_of(*offices) == [(3, 8, 0.375, ""), (None, None, 0.25, "")]

    def test_what_is_missing_is_null_with_its_reason_and_never_zero(self):
        reasons = ["too_few", "not_delivered", "not_applicable", "under_review"]
        offices = offices_in(number=4)
        write(a_delivery(), of(an_indicator(), offices, *reasons))
        assert figures_of(*offices) == [(None, None, None, reason) for reason in reasons]

    def test_a_zero_is_a_value(self):
        offices = offices_in(number=2)
        write(a_delivery(), of(an_indicator(), offices, (0, 12), 0.0))
        assert figures_of(*offices) == [(0, 12, 0, ""), (None, None, 0, "")]

    def test_figures_belong_to_their_delivery_and_month_and_are_final_or_preliminary_with_it(self):
        indicator, office = an_indicator(), an_office()
        april, may = a_delivery(month=APRIL), a_delivery(month=MAY, preliminary=True)
        write(april, {(indicator, office): 0.1})
        write(may, {(indicator, office): 0.2})
        known = Result.objects.order_by("month").values_list("month", "value", "preliminary", "delivery")
        assert list(known) == [(APRIL, 0.1, False, april.pk), (MAY, 0.2, True, may.pk)]

    def test_without_replacing_a_standing_figure_refuses_the_whole_delivery(self):
        indicator, (office, other) = an_indicator(), offices_in(number=2)
        a_result(indicator, office, value=0.5)
        with pytest.raises(IntegrityError), transaction.atomic():
            write(a_delivery(), of(indicator, [other, office], 0.7, 0.8), replace=False)
        assert Result.objects.get().value == 0.5

    def test_a_figure_without_value_and_without_reason_is_refused(self):
        with pytest.raises(IntegrityError, match="result_has_a_value_or_a_reason"), transaction.atomic():
            write(a_delivery(), {(an_indicator(), an_office()): float("nan")})

    def test_a_delivery_without_figures_asks_the_database_nothing(self, django_assert_num_queries):
        delivery = a_delivery()
        with django_assert_num_queries(0):
            write(delivery, {})

    @settings(max_examples=15, deadline=None)
    @given(numbers=st.lists(st.floats(0, 1e15), min_size=1, max_size=40))
    def test_numbers_are_kept_to_the_last_bit(self, numbers):
        with transaction.atomic():
            office, indicators = an_office(), [an_indicator() for _ in numbers]
            write(
                a_delivery(),
                {(indicator, office): number for indicator, number in zip(indicators, numbers, strict=True)},
            )
            standing = Result.objects.order_by("indicator_id").values_list("value", flat=True)
            assert list(standing) == numbers
            transaction.set_rollback(True)


@pytest.mark.django_db
class TestReplacedFigures:
    def test_what_stood_is_kept_with_both_deliveries_and_the_time(self):
        before = timezone.now()
        indicator, office = an_indicator(), an_office()
        first, second = a_delivery(preliminary=True), a_delivery()
        write(first, {(indicator, office): (3, 8)})
        write(second, {(indicator, office): (4, 8)})
        assert figures_of(office) == [(4, 8, 0.5, "")]
        assert not Result.objects.get().preliminary
        kept = ResultRevision.objects.get()
        assert (kept.indicator, kept.unit, kept.month) == (indicator, office, MAY)
        assert (kept.numerator, kept.denominator, kept.value, kept.absence) == (3, 8, 0.375, "")
        assert kept.preliminary
        assert (kept.delivery, kept.replaced_by) == (first, second)
        assert before < kept.replaced_at < timezone.now() + datetime.timedelta(seconds=1)

    def test_a_reason_replaces_a_value_and_a_value_a_reason(self):
        indicator, offices = an_indicator(), offices_in(number=2)
        write(a_delivery(), of(indicator, offices, (3, 8), "too_few"))
        write(a_delivery(), of(indicator, offices, "not_applicable", (9, 10)))
        assert figures_of(*offices) == [(None, None, None, "not_applicable"), (9, 10, 0.9, "")]
        kept = ResultRevision.objects.order_by("unit").values_list("value", "absence")
        assert list(kept) == [(0.375, ""), (None, "too_few")]

    def test_every_revision_of_a_figure_is_kept_in_order(self):
        indicator, office = an_indicator(), an_office()
        for value in (0.1, 0.2, 0.3, 0.4):
            write(a_delivery(), {(indicator, office): value})
        assert list(ResultRevision.objects.values_list("value", flat=True)) == [0.1, 0.2, 0.3]
        deliveries = [pair for kept in ResultRevision.objects.all() for pair in (kept.delivery_id, kept.replaced_by_id)]
        assert deliveries[1::2] == [*deliveries[2::2], Result.objects.get().delivery_id]

    def test_what_the_delivery_does_not_name_stands(self):
        indicator, other, (one, two) = an_indicator(), an_indicator(), offices_in(number=2)
        write(a_delivery(), {(indicator, one): 0.1, (indicator, two): 0.2, (other, one): 0.3})
        write(a_delivery(month=APRIL), {(indicator, one): 0.4})
        write(a_delivery(), {(indicator, one): 0.9})
        known = {(r.indicator_id, r.unit_id, r.month): r.value for r in Result.objects.all()}
        assert known == {
            (indicator.pk, one.pk, MAY): 0.9,
            (indicator.pk, two.pk, MAY): 0.2,
            (other.pk, one.pk, MAY): 0.3,
            (indicator.pk, one.pk, APRIL): 0.4,
        }
        assert ResultRevision.objects.count() == 1

    def test_a_figure_that_was_hidden_by_us_is_judged_anew(self):
        indicator, office = an_indicator(), an_office()
        a_result(indicator, office, numerator=3, denominator=50, suppressed=True)
        write(a_delivery(), {(indicator, office): (30, 50)})
        assert not Result.objects.get().suppressed


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_the_same_month_wait_for_each_other_and_others_do_not():
    def take(month: Month) -> None:
        with transaction.atomic():
            lock_month(month)

    with transaction.atomic():
        lock_month(MAY)
        elsewhere = meanwhile(partial(take, APRIL))
        assert elsewhere.ends()
        here = meanwhile(partial(take, MAY))
        assert here.waits_for_a_lock()
    assert here.ends()
    assert here.error is elsewhere.error is None


@given(pairs=st.sets(st.tuples(st.integers(1, 5), st.integers(1, 40))))
def test_pairs_are_sorted_by_their_indicator_and_none_is_lost(pairs):
    indicators, units = np.array(list(pairs), np.int64).reshape(-1, 2).T
    found = units_by_indicator(indicators, units)
    assert {(indicator, unit) for indicator, these in found.items() for unit in these} == pairs
    assert sum(map(len, found.values())) == len(pairs)
    assert list(found) == sorted({indicator for indicator, _ in pairs})
