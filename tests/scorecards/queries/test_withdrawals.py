"""What withdrawing a delivery would do to its figures, and what it did: the preview keeps its word."""

import pytest

from scorecards.models import Delivery
from scorecards.queries.withdrawals import what_was_taken_back, withdrawal_preview
from scorecards.services.withdrawing import withdraw_delivery
from tests.scorecards.queries.test_delivery_changes import told
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


def published(county: Delivering, *lines, **more) -> Delivery:
    delivery = county.publish(*lines, **more).delivery
    assert delivery is not None
    return kept(delivery)


def kept(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("package__owner").get(pk=delivery.pk)


def withdrawn(county: Delivering, delivery: Delivery) -> Delivery:
    assert not withdraw_delivery(delivery=delivery, reason="Feil fil", by=county.staff).refused
    return kept(delivery)


def told_of(effects):
    return told(effects.restored), told(effects.removed), effects.left_alone


class TestThePreview:
    def test_a_month_that_nobody_else_delivered_goes(self, county):
        effects = withdrawal_preview(published(county, *FIGURES))
        assert len(effects.restored) == 0
        assert sorted(told(effects.removed)) == [
            ("1201", "ANDEL", 0.75, None), ("1202", "ANDEL", 0.25, None), ("1203", "ANDEL", 0.5, None),
        ]  # fmt: skip

    def test_what_stood_before_stands_again_with_its_status(self, county):
        published(county)
        correction = published(county, ("1201", "ANDEL", "20", "40"))
        (line,) = withdrawal_preview(correction).restored
        assert told([line]) == [("1201", "ANDEL", 0.5, 0.75)]
        assert (line.status_before, line.status_after) == ("red", "green")

    def test_what_a_later_delivery_replaced_is_left_alone_and_by_which(self, county):
        first = published(county)
        later = published(county, ("1201", "ANDEL", "20", "40"))
        effects = withdrawal_preview(first)
        assert {line.unit_code for line in effects.removed} == {"1202", "1203"}
        assert effects.left_alone == ((later.pk, 1),)

    def test_nothing_is_done_by_it(self, county):
        delivery = published(county)
        withdrawal_preview(delivery)
        assert kept(delivery).state == "published"
        assert county.value("1201") == 0.75

    def test_small_counts_are_shown_to_who_may_deliver(self, county):
        county.share.hide_below = 100
        county.share.save()
        published(county)
        correction = published(county, ("1201", "ANDEL", "20", "40"))
        assert told(withdrawal_preview(correction).restored) == [("1201", "ANDEL", 0.5, 0.75)]


class TestAfterwards:
    def test_the_preview_has_kept_its_word(self, county):
        published(county)
        correction = published(county, ("1201", "ANDEL", "20", "40"), ("1201", "ANTALL", "7", ""))
        later = published(county, ("1202", "ANDEL", "39", "40"))
        foretold = told_of(withdrawal_preview(correction))
        assert told_of(what_was_taken_back(withdrawn(county, correction))) == foretold
        assert foretold[0] == [("1201", "ANDEL", 0.5, 0.75)]
        assert later.pk not in dict(foretold[2])

    def test_what_came_since_does_not_change_what_was_done(self, county):
        published(county)
        correction = published(county, ("1201", "ANDEL", "20", "40"), ("1201", "ANTALL", "7", ""))
        correction = withdrawn(county, correction)
        before = told_of(what_was_taken_back(correction))
        published(county, ("1201", "ANDEL", "1", "40"), ("1201", "ANTALL", "9", ""))
        assert told_of(what_was_taken_back(correction))[:2] == before[:2]

    def test_nor_does_a_withdrawal_of_what_came_since(self, county):
        published(county)
        correction = withdrawn(county, published(county, ("1201", "ANDEL", "20", "40")))
        withdrawn(county, published(county, ("1201", "ANDEL", "1", "40")))
        assert told(what_was_taken_back(correction).restored) == [("1201", "ANDEL", 0.5, 0.75)]

    def test_what_was_left_alone_is_counted_by_the_delivery_it_stands_by(self, county):
        first = published(county)
        later = published(county, ("1201", "ANDEL", "20", "40"))
        assert what_was_taken_back(withdrawn(county, first)).left_alone == ((later.pk, 1),)

    def test_a_delivery_that_stands_has_taken_nothing_back(self, county):
        assert told_of(what_was_taken_back(published(county))) == ([], [], ())

    def test_another_month_is_not_touched(self, county):
        published(county, month=MAY - 1)
        effects = what_was_taken_back(withdrawn(county, published(county)))
        assert (len(effects.restored), len(effects.removed)) == (0, 3)
