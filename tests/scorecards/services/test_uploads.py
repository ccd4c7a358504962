"""Files that are taken in first and checked later: in turn, once, and removed where they may not be kept."""

import datetime

import pytest
from django.utils import timezone

from audit.models import AuditLine
from scorecards.models import Delivery, DeliveryFile, Finding, RefusedDelivery, RefusedFinding, WaitingCheck
from scorecards.queries.uploads import findings_of_refused, is_unread, refused_delivery, takes_long, waiting_of
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.services.uploads import MOST_ATTEMPTS, cancel_delivery, check_waiting_deliveries
from tests.builders import a_county, a_person
from tests.scorecards.delivered_files import csv_file, repacked, workbook
from tests.scorecards.services.county import MAY, Delivering, delivering, everything_that_stands, long_file

pytestmark = pytest.mark.django_db

IDENTITY_NUMBER = "01819010001"  # made up: the month is 81
WITH_IDENTITY_NUMBER = long_file(("1201", "ANDEL", "8", "40"), ("1202", "ANDEL", IDENTITY_NUMBER, "40"))
DAMAGED = b"PK\x03\x04 not a workbook"


@pytest.fixture
def county() -> Delivering:
    return delivering()


def taken_in(county: Delivering, *lines, **more) -> Delivery:
    """A delivery whose file waits to be checked."""
    delivery = county.receive(*lines, check_later=True, **more).delivery
    assert delivery is not None
    return delivery


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


class TestTakingIn:
    def test_keeps_the_file_and_says_nothing_of_it_yet(self, county):
        delivery = taken_in(county)
        assert delivery.state == "received"
        assert bytes(delivery.file.content) == long_file(
            ("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "10", "40"), ("1203", "ANDEL", "5", "10")
        )
        assert not Finding.objects.exists()
        assert is_unread(delivery)

    def test_asks_for_the_right_to_deliver(self, county):
        outcome = county.receive(check_later=True, by=a_person(role="county", unit=a_county()))
        assert (outcome.delivery, outcome.findings[0].code) == (None, "not_permitted")
        assert not Delivery.objects.exists()

    def test_leads_to_the_same_file_that_stands_already(self, county):
        stands = county.publish().delivery
        outcome = county.receive(check_later=True)
        assert outcome.unchanged_file
        assert outcome.delivery == stands

    def test_is_in_the_log(self, county):
        delivery = taken_in(county)
        assert AuditLine.objects.get(subject=str(delivery)).verb == "received delivery"


class TestTheCheck:
    def test_finds_what_it_would_have_found_at_once(self, county):
        lines = (("1201", "ANDEL", "30", "40"), ("9999", "ANDEL", "1", "2"), ("1202", "ANDEL", "mange", "40"))
        at_once, later = county.receive(*lines).delivery, taken_in(county, *lines, file_name="to.csv")
        assert check_waiting_deliveries() == 1
        later.refresh_from_db()
        for name in ("state", "rows", "results", "added", "changed", "unchanged", "findings_total"):
            assert getattr(later, name) == getattr(at_once, name), name
        fields = ("code", "severity", "sheet", "row", "column", "value", "message")
        assert list(later.findings.values_list(*fields)) == list(at_once.findings.values_list(*fields))

    def test_leaves_nothing_waiting(self, county):
        delivery = taken_in(county)
        check_waiting_deliveries()
        assert not WaitingCheck.objects.exists()
        assert (state_of(delivery), waiting_of(delivery)) == ("checked", None)
        assert check_waiting_deliveries() == 0

    def test_publishes_nothing(self, county):
        county.publish()
        stood = everything_that_stands()
        taken_in(county, ("1201", "ANDEL", "1", "40"))
        check_waiting_deliveries()
        assert everything_that_stands() == stood

    def test_takes_them_in_the_order_they_came(self, county):
        numbers = [taken_in(county, ("1201", "ANDEL", str(n), "40")).pk for n in range(3)]
        begun = []
        while (first := WaitingCheck.objects.order_by("due_at").first()) is not None:
            begun.append(first.pk)
            first.delivery.delete()
        assert begun == numbers
        assert check_waiting_deliveries() == 0

    def test_a_checked_one_can_be_published(self, county):
        delivery = taken_in(county)
        check_waiting_deliveries()
        assert not publish_delivery(delivery=delivery, by=county.staff).refused
        assert county.value("1201") == 0.75

    def test_reads_by_the_layout_that_was_chosen(self, county):
        from scorecards.models import Layout, LayoutColumn

        layout = Layout.objects.create(code="ODD", package=county.package, header_row=2, unit_column="B")
        LayoutColumn.objects.create(layout=layout, column="C", meaning="ANDEL value %")
        content = workbook({"Ark1": [["", "x", ""], ["", "kontor", "tall"], ["", "1201", 75]]})
        delivery = taken_in(county, content=content, file_name="odd.xlsx", layout=layout)
        check_waiting_deliveries()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.results) == ("checked", 1)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (WITH_IDENTITY_NUMBER, "mai.csv", "national_identity_number"),
        (long_file(("1201", "ANDEL", "8", "40")), f"{IDENTITY_NUMBER}.csv", "national_identity_number"),
        (DAMAGED, "mai.xlsx", "unreadable_file"),
        (b"%PDF-1.7", "mai.csv", "unreadable_file"),
    ],
)
class TestAFileThatMayNotBeKept:
    def test_is_removed_with_all_of_its_delivery(self, county, content, name, code):
        taken_in(county, content=content, file_name=name)
        check_waiting_deliveries()
        for model in (Delivery, DeliveryFile, WaitingCheck, Finding):
            assert not model.objects.exists(), model

    def test_leaves_what_was_wrong_and_where_for_whoever_handed_it_in(self, county, content, name, code):
        number = taken_in(county, content=content, file_name=name).pk
        check_waiting_deliveries()
        refused = refused_delivery(number)
        assert refused is not None
        assert (refused.package, refused.month, refused.received_by) == (county.package, MAY, county.staff)
        assert [found.code for found in findings_of_refused(refused)] == [code]

    def test_is_in_the_log_by_its_number_alone(self, county, content, name, code):
        delivery = taken_in(county, content=content, file_name=name)
        subject = str(delivery)
        check_waiting_deliveries()
        line = AuditLine.objects.get(verb="refused delivery")
        assert (line.subject, line.detail, line.source) == (subject, code, "background")


class TestAnIdentityNumber:
    def test_is_told_by_its_cell_and_stands_nowhere_afterwards(self, county):
        number = taken_in(county, content=WITH_IDENTITY_NUMBER).pk
        check_waiting_deliveries()
        (found,) = findings_of_refused(refused_delivery(number))
        assert (found.row, found.column, found.value) == (3, "C", "")
        everything = [*RefusedFinding.objects.values_list(), *AuditLine.objects.values_list()]
        assert IDENTITY_NUMBER not in str(everything)

    def test_what_is_left_of_refusals_goes_after_a_month(self, county):
        old = RefusedDelivery.objects.create(number=99, package=county.package, month=MAY, received_by=county.staff)
        RefusedDelivery.objects.filter(pk=old.pk).update(refused_at=timezone.now() - datetime.timedelta(days=31))
        taken_in(county, content=DAMAGED)
        check_waiting_deliveries()
        assert refused_delivery(99) is None
        assert RefusedDelivery.objects.count() == 1


class TestWhileItWaits:
    def test_it_can_be_neither_published_nor_put_aside(self, county):
        delivery = taken_in(county, content=WITH_IDENTITY_NUMBER)
        for step in (publish_delivery, reject_delivery):
            outcome = step(delivery=delivery, by=county.staff)
            assert outcome.findings[0].message.startswith("Filen er ikke kontrollert ennå.")
        assert state_of(delivery) == "received"

    def test_it_can_be_cancelled_and_is_then_gone(self, county):
        delivery = taken_in(county)
        assert cancel_delivery(delivery=delivery, by=county.staff).delivery is None
        assert not Delivery.objects.exists()
        assert not RefusedDelivery.objects.exists()
        assert AuditLine.objects.filter(verb="cancelled delivery").count() == 1

    def test_others_can_not_cancel_it(self, county):
        delivery = taken_in(county)
        outcome = cancel_delivery(delivery=delivery, by=a_person(role="county", unit=a_county()))
        assert outcome.findings[0].code == "not_permitted"
        assert state_of(delivery) == "received"

    def test_a_checked_one_is_not_cancelled(self, county):
        delivery = county.receive().delivery
        outcome = cancel_delivery(delivery=delivery, by=county.staff)
        assert outcome.refused
        assert state_of(delivery) == "checked"

    def test_it_says_how_many_are_before_it(self, county):
        first, second = taken_in(county), taken_in(county, ("1201", "ANDEL", "1", "2"))
        assert (waiting_of(first).ahead, waiting_of(second).ahead) == (0, 1)
        assert waiting_of(first).begun_at is None


class TestAfterAStop:
    """A check that was stopped leaves the delivery as it was, with the attempt counted."""

    def stopped(self, delivery: Delivery, times: int) -> None:
        WaitingCheck.objects.filter(delivery=delivery).update(attempts=times, begun_at=timezone.now())

    def test_it_is_tried_again(self, county):
        delivery = taken_in(county)
        self.stopped(delivery, MOST_ATTEMPTS - 1)
        check_waiting_deliveries()
        assert state_of(delivery) == "checked"

    def test_a_file_that_stops_every_check_is_given_up_and_the_next_has_its_turn(self, county):
        delivery, after = taken_in(county), taken_in(county, ("1201", "ANDEL", "1", "2"))
        number = delivery.pk
        self.stopped(delivery, MOST_ATTEMPTS)
        assert check_waiting_deliveries() == 2
        (found,) = findings_of_refused(refused_delivery(number))
        assert found.code == "unreadable_file"
        assert "stanset flere ganger" in found.message
        assert state_of(after) == "checked"

    def test_one_that_was_received_at_once_is_left_to_whoever_received_it_for_a_while(self, county):
        delivery = county.receive().delivery
        Delivery.objects.filter(pk=delivery.pk).update(state="received")
        soon = timezone.now() + datetime.timedelta(minutes=5)
        WaitingCheck.objects.create(delivery=delivery, due_at=soon)
        assert check_waiting_deliveries() == 0
        assert not is_unread(delivery)  # it was read before it was kept
        WaitingCheck.objects.update(due_at=timezone.now())
        assert check_waiting_deliveries() == 1
        assert state_of(delivery) == "checked"


class TestWhatTakesLong:
    def test_a_small_file_is_checked_at_once(self):
        assert not takes_long(long_file(("1201", "ANDEL", "8", "40")))
        assert not takes_long(workbook({"Ark1": [["enhet", "ANDEL"], ["1201", 0.5]]}))

    def test_a_large_text_is_not(self):
        assert takes_long(csv_file([["1201", "ANDEL", n, 100] for n in range(70_000)]))

    def test_a_workbook_counts_as_it_is_unpacked(self):
        small = workbook({"Ark1": [["enhet", "ANDEL"], ["1201", 0.5]]})
        much = repacked(small, lambda name, part: part + b" " * 3_000_000 if name.endswith("sheet1.xml") else part)
        assert len(much) < 100_000
        assert takes_long(much)

    def test_what_is_no_workbook_is_refused_at_once(self):
        assert not takes_long(DAMAGED)
