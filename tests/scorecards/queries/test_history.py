"""What has stood of a figure: in order, with its times, who brought it, and why it ended."""

import pytest

from scorecards.models import Delivery
from scorecards.queries.history import Stood, figure_history, revised_months
from scorecards.services.recalculation import recalculate
from scorecards.services.withdrawing import withdraw_delivery
from tests.scorecards.published import publish
from tests.scorecards.services.county import MAY, Delivering, delivering
from tests.scorecards.services.wide_files import JUNE

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


def send(county, count, office="1201", **more):
    """Publish one office's share of forty."""
    delivery = county.publish((office, "ANDEL", str(count), "40"), **more).delivery
    assert delivery is not None
    return delivery


def withdraw(county: Delivering, delivery: Delivery, reason: str = "Feil fil") -> None:
    assert not withdraw_delivery(delivery=delivery, reason=reason, by=county.staff).refused


def history(county: Delivering, office: str = "1201") -> tuple[Stood, ...]:
    return figure_history(county.share.pk, county.offices[office].pk, MAY)


def counts(*stood: Stood) -> list[float | None]:
    return [each.figure.numerator for each in stood]


class TestAFigure:
    def test_that_never_stood_has_none(self, county):
        assert history(county) == ()

    def test_that_stands_has_stood_since_it_was_published(self, county):
        delivery = send(county, 10)
        (stood,) = history(county)
        assert (stood.stands, stood.since, stood.until) == (True, delivery.published_at, None)
        assert (stood.delivery, stood.file_name, stood.package_code) == (delivery.pk, "mai.csv", "STYR")
        assert stood.published_by == county.staff.name
        assert not stood.preliminary

    def test_that_a_command_brought_names_nobody(self, county):
        send(county, 10, by=None)
        assert history(county)[0].published_by == ""

    def test_that_was_replaced_says_by_which_and_when(self, county):
        send(county, 10, preliminary=True)
        second = send(county, 20)
        first, now = history(county)
        assert counts(first, now) == [10, 20]
        assert (first.preliminary, first.replaced_by, first.was_withdrawn) == (True, second.pk, False)
        assert first.until == now.since
        assert now.stands

    def test_that_was_withdrawn_says_why_and_by_whom_and_what_stood_again(self, county):
        first = send(county, 10)
        withdraw(county, send(county, 20), "Tallene gjaldt april")
        before, wrong, now = history(county)
        assert counts(before, wrong, now) == [10, 20, 10]
        assert (wrong.was_withdrawn, wrong.replaced_by) == (True, None)
        assert (wrong.withdrawn_reason, wrong.withdrawn_by) == ("Tallene gjaldt april", county.staff.name)
        assert (now.delivery, now.since, now.stands) == (first.pk, wrong.until, True)
        assert before.withdrawn_reason == ""

    def test_between_a_withdrawal_and_the_next_file_nothing_stood(self, county):
        withdraw(county, send(county, 10))
        second = send(county, 20)
        gone, now = history(county)
        assert gone.until < now.since == second.published_at

    def test_that_was_withdrawn_and_has_no_other_stands_no_more(self, county):
        withdraw(county, send(county, 10))
        (gone,) = history(county)
        assert gone.was_withdrawn
        assert not gone.stands

    def test_that_was_replaced_before_its_delivery_was_withdrawn_ended_by_being_replaced(self, county):
        first, second = send(county, 10), send(county, 20)
        withdraw(county, first)
        ended, _now = history(county)
        assert (ended.replaced_by, ended.withdrawn_reason, ended.was_withdrawn) == (second.pk, "", False)


class TestWhatIsHidden:
    def test_a_count_that_was_never_shown_is_not_shown_afterwards(self, county):
        county.share.hide_below = 5
        county.share.save()
        send(county, 3)
        send(county, 20)
        small, now = history(county)
        assert (small.figure.state, counts(small), counts(now)) == ("too_few", [None], [20])

    def test_nor_one_that_a_limit_set_later_hides(self, county):
        send(county, 3)
        send(county, 20)
        county.share.hide_below = 5
        county.share.save()
        recalculate([county.share.pk])
        assert history(county)[0].figure.state == "too_few"

    def test_nor_one_that_its_sender_hid(self, county):
        county.publish(("1201", "ANDEL", "*", "*"))
        send(county, 20)
        assert history(county)[0].figure.state == "too_few"

    def test_nor_a_group_s_own_line_while_its_total_is_hidden(self, county):
        publish({(county.share, county.county): (30, 120)})
        publish({(county.share, county.county): (40, 120), (county.share, county.offices["1201"]): (20, 40)})
        line = figure_history(county.share.pk, county.county.pk, MAY)
        assert counts(*line) == [30, 40]
        publish({(county.share, county.offices["1201"]): "too_few"})
        line = figure_history(county.share.pk, county.county.pk, MAY)
        assert [each.figure.state for each in line] == ["too_few", "too_few"]


def test_a_history_takes_as_many_queries_however_long(county, django_assert_max_num_queries):
    for count in (10, 20, 30, 12, 14):
        send(county, count)
    with django_assert_max_num_queries(5):
        assert len(history(county)) == 5


def test_every_month_that_was_revised_has_its_own(county):
    send(county, 10)
    send(county, 20)
    send(county, 20, month=JUNE)
    months = revised_months(county.share.pk, [county.offices["1201"].pk])
    assert list(months) == [MAY]
    assert counts(*months[MAY]) == [10, 20]
