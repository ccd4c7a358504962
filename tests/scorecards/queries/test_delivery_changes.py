"""What publishing a delivery would change and has changed: each figure before and after, unusual ones first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.models import Delivery, PackageItem
from scorecards.queries.delivery_changes import changes_of
from scorecards.services.deliveries import publish_delivery
from scorecards.services.withdrawing import withdraw_delivery
from tests.builders import a_region, an_indicator, an_item, an_office
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


def received(county: Delivering, *lines, **more) -> Delivery:
    delivery = county.receive(*lines, **more).delivery
    assert delivery is not None
    return kept(delivery)


def kept(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_related("package__owner", "layout", "file").get(pk=delivery.pk)


def told(lines):
    """Unit, indicator, and the values before and after."""
    return [
        (
            line.unit_code,
            line.indicator.code,
            line.before.value if line.before else None,
            line.after.value if line.after else None,
        )
        for line in lines
    ]


class TestACheckedDelivery:
    def test_its_first_month_is_all_new(self, county):
        changes = changes_of(received(county))
        assert len(changes.changed) == 0
        assert sorted(told(changes.added)) == [
            ("1201", "ANDEL", None, 0.75), ("1202", "ANDEL", None, 0.25), ("1203", "ANDEL", None, 0.5),
        ]  # fmt: skip
        assert changes.unchanged == 0

    def test_says_what_each_figure_was_and_becomes(self, county):
        county.publish()
        changes = changes_of(received(county, ("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "10", "40")))
        assert told(changes.changed) == [("1201", "ANDEL", 0.75, 0.5)]
        assert changes.changed[0].size == -0.25
        assert (len(changes.added), changes.unchanged) == (0, 1)

    def test_says_which_status_turns(self, county):
        county.publish()
        (line,) = changes_of(received(county, ("1201", "ANDEL", "20", "40"))).changed
        assert (line.status_before, line.status_after, line.changes_status) == ("green", "red", True)

    def test_counts_offices_that_turn_once_however_many_figures_turn(self, county):
        other = an_indicator("ANDEL2", owner=county.county)
        an_item(county.package, other)
        county.publish(*FIGURES)
        changes = changes_of(received(county, ("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "30", "40")))
        assert changes.changed.of_units_turning() == 2

    def test_those_that_turn_a_status_stand_first_then_the_largest(self, county):
        county.publish(("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "10", "40"), ("1203", "ANDEL", "3", "10"))
        later = received(
            county, ("1201", "ANDEL", "27", "40"), ("1202", "ANDEL", "11", "40"), ("1203", "ANDEL", "1", "10")
        )
        assert [line.unit_code for line in changes_of(later).changed] == ["1201", "1203", "1202"]

    def test_a_figure_that_gets_a_marker_has_no_size(self, county):
        county.publish()
        (line,) = changes_of(received(county, ("1201", "ANDEL", "*", "*"))).changed
        assert line.after is not None
        assert (line.after.state, line.size) == ("too_few", None)

    def test_compares_with_what_stands_now(self, county):
        delivery = received(county)
        county.publish(("1201", "ANDEL", "8", "40"))
        assert told(changes_of(delivery).changed) == [("1201", "ANDEL", 0.2, 0.75)]

    def test_small_counts_are_not_hidden_from_who_may_deliver(self, county):
        county.share.hide_below = 100
        county.share.save()
        county.publish()
        assert told(changes_of(received(county, ("1201", "ANDEL", "20", "40"))).changed) == [
            ("1201", "ANDEL", 0.75, 0.5)
        ]

    def test_names_are_in_the_readers_language(self, county):
        county.share.name_en = "Share"
        county.share.save()
        assert {line.indicator.name for line in changes_of(received(county), "en").added} == {"Share"}


class TestUnusualFigures:
    @pytest.fixture
    def history(self, county):
        for step in range(8):
            county.publish(
                *((office, "ANDEL", str(300 + step % 3), "400") for office in county.offices), month=MAY - 8 + step
            )

    def test_stand_first_with_what_was_to_be_expected(self, county, history):
        lines = [("1201", "ANDEL", "301", "400"), ("1202", "ANDEL", "100", "400"), ("1203", "ANDEL", "300", "400")]
        changes = changes_of(received(county, *lines))
        first, *others = changes.added
        assert (first.unit_code, first.is_unusual, changes.unusual) == ("1202", True, 1)
        assert first.expected is not None
        assert first.expected[0] > 0.25
        assert not any(line.is_unusual for line in others)

    def test_the_most_unusual_of_them_on_top(self, county, history):
        lines = [("1201", "ANDEL", "200", "400"), ("1202", "ANDEL", "50", "400"), ("1203", "ANDEL", "300", "400")]
        assert [line.unit_code for line in changes_of(received(county, *lines)).added] == ["1202", "1201", "1203"]

    def test_also_among_changes_before_a_status_that_turns(self, county, history):
        county.publish(("1201", "ANDEL", "281", "400"), ("1202", "ANDEL", "300", "400"))
        later = received(county, ("1201", "ANDEL", "279", "400"), ("1202", "ANDEL", "399", "400"))
        first, second = changes_of(later).changed
        assert (first.unit_code, first.is_unusual, first.changes_status) == ("1202", True, False)
        assert (second.unit_code, second.is_unusual, second.changes_status) == ("1201", False, True)

    def test_new_figures_are_held_beside_the_month_before(self, county, history):
        line = next(line for line in changes_of(received(county)).added if line.unit_code == "1201")
        assert line.last is not None
        assert line.last.value == pytest.approx(301 / 400)
        assert line.since_last == pytest.approx(0.75 - 301 / 400)


class TestWhatIsMissing:
    def test_a_unit_without_any_figure_is_one_line(self, county):
        county.publish(*FIGURES, ("1203", "ANTALL", "7", ""), month=MAY - 1)
        changes = changes_of(received(county, *FIGURES[:2]))
        (gone,) = changes.missing
        assert (gone.unit_code, gone.indicator, gone.number) == ("1203", None, 2)
        assert changes.earlier == MAY - 1

    def test_a_single_figure_is_named_with_what_it_was(self, county):
        county.publish(*FIGURES, ("1203", "ANTALL", "7", ""), month=MAY - 1)
        (gone,) = changes_of(received(county)).missing
        assert gone.indicator is not None
        assert gone.last is not None
        assert (gone.unit_code, gone.indicator.code, gone.last.value) == ("1203", "ANTALL", 7)

    def test_what_stands_already_is_not_missing(self, county):
        county.publish(*FIGURES, month=MAY - 1)
        county.publish()
        assert changes_of(received(county, ("1201", "ANDEL", "20", "40"))).missing == ()

    def test_what_had_no_figure_then_is_not_missing(self, county):
        county.publish(*FIGURES[:2], ("1203", "ANDEL", "-", "-"), month=MAY - 1)
        assert changes_of(received(county, *FIGURES[:2])).missing == ()

    def test_a_hidden_figure_counts_as_one(self, county):
        county.publish(*FIGURES[:2], ("1203", "ANDEL", "*", "*"), month=MAY - 1)
        assert [gone.unit_code for gone in changes_of(received(county, *FIGURES[:2])).missing] == ["1203"]

    def test_nor_an_indicator_that_has_left_the_package(self, county):
        county.publish(*FIGURES, ("1203", "ANTALL", "7", ""), month=MAY - 1)
        PackageItem.objects.filter(indicator=county.number).update(valid_to=MAY.first_day)
        assert changes_of(received(county)).missing == ()

    def test_nor_the_owners_own_line_which_is_a_sum(self, county):
        county.publish(*FIGURES, ("1200", "ANDEL", "45", "90"), month=MAY - 1)
        assert changes_of(received(county)).missing == ()

    def test_a_regions_package_misses_the_offices_of_the_region(self, county):
        region = a_region("1291", county=county.county)
        inside, outside = an_office("1204", county=county.county, region=region), county.offices["1201"]
        county.package.owner = region
        county.package.save()
        lines = [(unit.code, "ANDEL", "1", "2") for unit in (inside,)]
        county.publish(*lines, month=MAY - 1, by=None)
        county.publish((outside.code, "ANDEL", "1", "2"), month=MAY - 1, by=None)
        delivery = received(county, ("1291", "ANDEL", "1", "2"), by=None)
        assert [gone.unit_code for gone in changes_of(delivery).missing] == ["1204"]


class TestARejectedDelivery:
    def test_says_what_it_would_do_without_its_errors(self, county):
        delivery = received(county, *FIGURES[:2], ("9999", "ANDEL", "1", "2"))
        assert delivery.state == "rejected"
        assert {line.unit_code for line in changes_of(delivery).added} == {"1201", "1202"}

    def test_an_unreadable_table_does_nothing(self, county):
        delivery = county.receive(content=b"a;b\n1;2\n").delivery
        if delivery is not None:
            assert len(changes_of(kept(delivery)).added) == 0


class TestAPublishedDelivery:
    def published(self, county, *lines) -> Delivery:
        delivery = received(county, *lines)
        publish_delivery(delivery=delivery, by=county.staff)
        return kept(delivery)

    def test_says_what_it_changed_and_brought(self, county):
        county.publish(*FIGURES[:2])
        changes = changes_of(self.published(county, ("1201", "ANDEL", "20", "40"), *FIGURES[1:]))
        assert told(changes.changed) == [("1201", "ANDEL", 0.75, 0.5)]
        assert told(changes.added) == [("1203", "ANDEL", None, 0.5)]
        assert changes.unchanged == 1

    def test_says_the_same_after_a_later_one_took_its_place(self, county):
        county.publish(*FIGURES[:2])
        delivery = self.published(county, ("1201", "ANDEL", "20", "40"), *FIGURES[1:])
        before = changes_of(delivery)
        county.publish(("1201", "ANDEL", "1", "40"), ("1203", "ANDEL", "1", "10"))
        after = changes_of(delivery)
        assert (told(after.changed), told(after.added)) == (told(before.changed), told(before.added))

    def test_says_the_same_after_it_was_withdrawn(self, county):
        county.publish(*FIGURES[:2])
        delivery = self.published(county, ("1201", "ANDEL", "20", "40"), *FIGURES[1:])
        before = changes_of(delivery)
        withdraw_delivery(delivery=delivery, reason="Feil fil", by=county.staff)
        after = changes_of(kept(delivery))
        assert (told(after.changed), told(after.added)) == (told(before.changed), told(before.added))

    def test_a_figure_it_only_came_to_stand_for_by_anothers_withdrawal_is_not_new(self, county):
        first = county.publish(("1201", "ANDEL", "30", "40")).delivery
        assert first is not None
        second = self.published(county, ("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "10", "40"))
        withdraw_delivery(delivery=first, reason="Feil fil", by=county.staff)
        assert told(changes_of(kept(second)).added) == [("1202", "ANDEL", None, 0.25)]


def test_a_waiting_delivery_changes_nothing_yet(county):
    delivery = received(county)
    delivery.state = "received"
    assert len(changes_of(delivery).added) == 0


def test_costs_as_many_queries_for_many_figures_as_for_few(county):
    county.publish(month=Month(2018, 4))
    county.publish()
    few, many = (
        received(county, ("1201", "ANDEL", "1", "40")),
        received(county, *((office, "ANDEL", "2", "40") for office in county.offices)),
    )
    counts = []
    for delivery in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            changes_of(delivery)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
