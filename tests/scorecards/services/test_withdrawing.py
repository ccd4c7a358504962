"""Taking a delivery back: what stands instead, what is left alone, and what follows, one case at a time."""

import pytest

from audit.models import AuditLine
from scorecards.models import Delivery, GroupSummary, HiddenTotal, PlaceInterval, Result, ResultRevision, StandbyFigure
from scorecards.queries.numbers import differences
from scorecards.services.deliveries import publish_delivery
from scorecards.services.places import prepare_places
from scorecards.services.withdrawing import Withdrawal, withdraw_delivery
from scorecards.versions import figures_version
from tests.builders import a_county, a_person
from tests.scorecards.services.county import MAY
from tests.scorecards.services.wide_files import EMPTY, JUNE, Cell, Sent, World, a_world

pytestmark = pytest.mark.django_db

OFFICE, OTHER = "1201", "1202"


@pytest.fixture
def world() -> World:
    return a_world()


def sent(cell: Cell, *, preliminary: bool = False, national: bool = False, **others: Cell) -> Sent:
    """A file with one office's share; `_1202=10` is another's."""
    shares = {OFFICE: cell} | {office.strip("_"): each for office, each in others.items()}
    return Sent(MAY, shares, {}, preliminary=preliminary, national=national, narrow=True)


def publish(world: World, cell: Cell, **more: Cell) -> Delivery:
    delivery = world.publish(sent(cell, **more)).delivery  # type: ignore[arg-type]
    assert delivery is not None
    assert delivery.state == "published"
    return delivery


def withdraw(delivery: Delivery) -> Withdrawal:
    withdrawal = withdraw_delivery(delivery=delivery, reason="Feil fil", by=None)
    assert not withdrawal.refused, withdrawal.findings
    assert differences() == []
    return withdrawal


def stands():
    """The office's count (or why there is none) and the delivery it stands by; None where nothing does."""
    row = Result.objects.filter(unit__code=OFFICE, indicator__code="ANDEL", month=MAY).first()
    return row and ((row.absence or row.numerator or 0), row.delivery_id)


class TestWhatStandsInstead:
    def test_nothing_where_nothing_stood(self, world):
        withdrawal = withdraw(publish(world, 10))
        assert (withdrawal.restored, withdrawal.removed, withdrawal.left_alone) == (0, 1, ())
        assert stands() is None

    def test_what_it_replaced(self, world):
        first, second = publish(world, 10), publish(world, 20)
        assert withdraw(second).restored == 1
        assert stands() == (10, first.pk)

    def test_what_another_said_and_that_changed_nothing_then(self, world):
        first, second = publish(world, 10), publish(world, 10, national=True)
        assert stands() == (10, first.pk)
        withdraw(first)
        assert stands() == (10, second.pk)
        assert not StandbyFigure.objects.exists()  # it says it in one place

    def test_a_preliminary_figure_that_a_final_one_had_kept_back(self, world):
        first, early = publish(world, 10), publish(world, 20, preliminary=True)
        withdraw(first)
        assert stands() == (20, early.pk)
        assert Result.objects.get().preliminary

    def test_an_empty_cell_where_nothing_else_is_left(self, world):
        first = publish(world, 10, _1202=10)
        second = publish(world, EMPTY, _1202=20)
        assert stands() == (10, first.pk)
        withdraw(first)
        assert stands() == ("not_delivered", second.pk)

    def test_a_figure_rather_than_a_later_empty_cell(self, world):
        first, _empty, third = publish(world, 10), publish(world, EMPTY, _1202=20), publish(world, 30)
        withdraw(third)
        assert stands() == (10, first.pk)

    def test_a_marker_as_any_other_figure(self, world):
        marked, second = publish(world, "-"), publish(world, 20)
        withdraw(second)
        assert stands() == ("not_delivered", marked.pk)

    def test_the_country_s_figure_in_place_of_the_county_s(self, world):
        national, county = publish(world, 10, national=True), publish(world, 20)
        withdraw(county)
        assert stands() == (10, national.pk)

    def test_another_month_is_not_touched(self, world):
        june = world.publish(Sent(JUNE, {OFFICE: 30}, {}, narrow=True)).delivery
        withdraw(publish(world, 10))
        assert Result.objects.get().delivery == june


class TestOneAfterAnother:
    """A and B are taken back while others come and go."""

    def test_what_was_withdrawn_is_never_restored(self, world):
        first, second, third = publish(world, 10), publish(world, 20), publish(world, 30)
        withdraw(first)
        withdraw(second)
        withdraw(third)
        assert stands() is None

    def test_one_that_was_restored_and_replaced_again_says_one_thing(self, world):
        first = publish(world, 10)
        withdraw(publish(world, 20))
        withdraw(publish(world, 30))
        fourth = publish(world, 40)
        assert ResultRevision.objects.filter(delivery=first).count() == 3
        assert withdraw(fourth).restored == 1
        assert stands() == (10, first.pk)

    def test_a_final_one_counts_also_where_a_later_final_one_repeated_it(self, world):
        publish(world, 10, preliminary=True)
        second, third = publish(world, 20), publish(world, 20, national=True)
        withdraw(second)
        assert stands() == (20, third.pk)

    def test_a_preliminary_one_published_later_yields_to_a_final_one_before_it(self, world):
        first, early, third = publish(world, 10), publish(world, 20, preliminary=True), publish(world, 30)
        withdraw(third)
        assert stands() == (10, first.pk)
        withdraw(first)
        assert stands() == (20, early.pk)

    def test_the_order_is_that_of_publication_not_of_arrival(self, world):
        waiting = world.county.receive((OFFICE, "ANDEL", "10", "40")).delivery
        before = publish(world, 20)
        publish_delivery(delivery=waiting, by=None)
        last = publish(world, 30)
        withdraw(last)
        assert stands() == (10, waiting.pk)
        withdraw(waiting)
        assert stands() == (20, before.pk)

    def test_a_withdrawn_file_can_be_published_again(self, world):
        first = publish(world, 10)
        withdraw(first)
        outcome = world.publish(sent(10))
        assert not outcome.unchanged_file
        assert stands() == (10, outcome.delivery.pk)

    def test_a_file_whose_replacement_was_withdrawn_stands_and_is_the_same(self, world):
        first = publish(world, 10)
        second = publish(world, 20)
        assert not world.publish(sent(10)).unchanged_file  # something else stood
        third = Delivery.objects.latest("id")
        withdraw(third)
        withdraw(second)
        again = world.publish(sent(10))
        assert (again.unchanged_file, again.delivery) == (True, first)


class TestWhatIsLeftAlone:
    def test_a_figure_that_a_later_delivery_replaced_is_named_with_it(self, world):
        first = publish(world, 10, _1202=10)
        second = publish(world, 20)
        withdrawal = withdraw(first)
        (left,) = withdrawal.left_alone
        assert (left.indicator, left.unit, left.delivery) == ("ANDEL", OFFICE, second.pk)
        assert (withdrawal.removed, stands()) == (1, (20, second.pk))

    def test_one_that_never_came_to_stand_is_named_with_what_stood(self, world):
        first = publish(world, 10)
        second = publish(world, 10, _1202=20)
        (left,) = withdraw(second).left_alone
        assert (left.unit, left.delivery) == (OFFICE, first.pk)
        assert stands() == (10, first.pk)

    def test_one_that_stands_again_is_not_among_them(self, world):
        first = publish(world, 10)
        withdraw(publish(world, 20))
        assert withdraw(first).left_alone == ()

    def test_where_all_are_left_alone_nothing_else_changes(self, world):
        first, second = publish(world, 10), publish(world, 20)
        withdrawal = withdraw(first)
        assert (withdrawal.restored, withdrawal.removed, len(withdrawal.left_alone)) == (0, 0, 1)
        assert Delivery.objects.get(pk=first.pk).state == "withdrawn"
        assert stands() == (20, second.pk)


class TestWhatFollows:
    def test_what_stood_is_kept_with_nothing_in_its_place(self, world):
        publish(world, 10)
        second = publish(world, 20)
        withdraw(second)
        kept = ResultRevision.objects.latest("id")
        assert (kept.numerator, kept.delivery, kept.replaced_by) == (20, second, None)

    def test_the_groups_that_have_nothing_left_have_no_figures(self, world):
        delivery = publish(world, 10)
        assert GroupSummary.objects.exists()
        withdraw(delivery)
        assert not GroupSummary.objects.exists()

    def test_the_groups_that_have_something_left_are_of_that(self, world):
        publish(world, 10, _1202=20)
        withdraw(publish(world, 40))
        assert list(GroupSummary.objects.values_list("values", flat=True).distinct()) == [[0.25, 0.5]]

    def test_places_are_to_be_prepared_anew_and_those_of_removed_figures_are_gone(self, world):
        publish(world, None, _1202=20, _1203=30)
        delivery = world.publish(Sent(MAY, {OFFICE: 10}, {}, narrow=True)).delivery
        prepare_places()
        assert PlaceInterval.objects.filter(unit__code=OFFICE).exists()
        withdraw(delivery)
        assert GroupSummary.objects.filter(places_prepared=False).exists()
        alone = world.publish(Sent(JUNE, {OFFICE: 10}, {}, narrow=True)).delivery
        prepare_places()
        withdraw(alone)
        assert not PlaceInterval.objects.filter(month=JUNE).exists()

    def test_what_was_hidden_for_its_sake_is_shown_again(self, world):
        publish(world, 10, _1202=20)
        assert not HiddenTotal.objects.exists()
        hidden = publish(world, "*")
        assert HiddenTotal.objects.exists()
        withdraw(hidden)
        assert not HiddenTotal.objects.exists()
        assert GroupSummary.objects.filter(group=world.county.county, numerator=30).exists()

    def test_pages_are_made_anew(self, world):
        delivery = publish(world, 10)
        before = figures_version()
        withdraw(delivery)
        assert figures_version() == before + 1

    def test_the_log_and_the_delivery_say_who_and_why(self, world):
        delivery = publish(world, 10)
        staff = world.county.staff
        assert not withdraw_delivery(delivery=delivery, reason=" Tallene gjaldt april. ", by=staff).refused
        delivery.refresh_from_db()
        assert (delivery.state, delivery.withdrawn_by) == ("withdrawn", staff)
        assert delivery.withdrawn_reason == "Tallene gjaldt april."
        assert delivery.withdrawn_at > delivery.published_at
        line = AuditLine.objects.get(verb="withdrew delivery")
        assert line.detail == "STYR 2018-05: 0 restored, 1 removed, 0 left alone. Tallene gjaldt april."


class TestWhoMay:
    def test_another_county_may_not(self, world):
        delivery = publish(world, 10)
        other = a_person(role="county", unit=a_county())
        withdrawal = withdraw_delivery(delivery=delivery, reason="Feil fil", by=other)
        assert [found.code for found in withdrawal.findings] == ["not_permitted"]
        assert stands() == (10, delivery.pk)

    def test_the_county_may_not_take_back_what_the_country_published(self, world):
        delivery = publish(world, 10, national=True)
        assert withdraw_delivery(delivery=delivery, reason="Feil fil", by=world.county.staff).refused
        assert stands() == (10, delivery.pk)
