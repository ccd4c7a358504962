"""A file comes in: what is kept of it, what is found, and what it changes while nobody has published it."""

import io
import zipfile

import pytest

from audit.models import AuditLine
from organisation.months import Month
from scorecards.models import Delivery, DeliveryFile, Finding, GroupSummary, Result
from scorecards.pile import MOST_KEPT
from tests.builders import a_county, a_person
from tests.scorecards.services.county import FIGURES, Delivering, delivering, long_file

pytestmark = pytest.mark.django_db
IDENTITY_NUMBER = "01819010001"  # made up: the month is 81


@pytest.fixture
def county() -> Delivering:
    return delivering()


class TestAGoodFile:
    def test_it_is_checked_and_kept_byte_for_byte(self, county):
        outcome = county.receive()
        assert outcome.delivery.state == "checked"
        assert bytes(outcome.delivery.file.content) == long_file(*FIGURES)
        assert not outcome.refused

    def test_it_says_what_publishing_would_do(self, county):
        delivery = county.receive().delivery
        assert (delivery.rows, delivery.results) == (3, 3)
        assert (delivery.added, delivery.changed, delivery.unchanged) == (3, 0, 0)

    def test_nothing_is_published_by_it(self, county):
        county.receive()
        assert not Result.objects.exists()
        assert not GroupSummary.objects.exists()

    def test_the_log_says_who_sent_it(self, county):
        delivery = county.receive().delivery
        line = AuditLine.objects.get(verb="received delivery")
        assert (line.actor, line.subject) == (county.staff, str(delivery))

    def test_without_anybody_the_log_names_the_command_line(self, county):
        county.receive(by=None)
        assert AuditLine.objects.get(verb="received delivery").source == "command line"

    def test_a_long_file_name_is_cut_and_not_refused(self, county):
        assert county.receive(file_name="a" * 400 + ".csv").delivery.file_name == "a" * 255


class TestAFileWithErrors:
    LINES = (("1201", "ANDEL", "ca. 30", "40"), ("9999", "ANDEL", "1", "2"), ("1202", "ANDEL", "50", "40"))

    def test_it_is_rejected_and_kept_with_its_findings(self, county):
        outcome = county.receive(*self.LINES)
        assert outcome.delivery.state == "rejected"
        assert outcome.refused
        assert {found.code for found in outcome.findings} == {
            "not_a_number", "unknown_unit", "numerator_over_denominator", "missing_indicator",
        }  # fmt: skip

    def test_its_findings_stand_in_the_database_as_they_were_answered(self, county):
        outcome = county.receive(*self.LINES)
        kept = Finding.objects.filter(delivery=outcome.delivery).values_list("code", "severity", "row", "column")
        assert list(kept) == [(each.code, each.severity, each.row, each.column) for each in outcome.findings]

    def test_at_most_a_thousand_findings_are_kept_and_all_are_counted(self, county):
        lines = [(f"X{n}", "ANDEL", "1", "2") for n in range(MOST_KEPT + 200)]
        outcome = county.receive(*lines)
        assert Finding.objects.filter(delivery=outcome.delivery).count() == MOST_KEPT
        assert outcome.delivery.findings_total == outcome.findings_total > MOST_KEPT + 199

    def test_it_publishes_nothing_even_where_that_was_asked_for(self, county):
        outcome = county.publish(*self.LINES)
        assert outcome.delivery.state == "rejected"
        assert not Result.objects.exists()

    def test_what_stood_stands(self, county):
        county.publish()
        county.publish(*self.LINES)
        assert county.value("1201") == 0.75


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def not_a_workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("les.txt", "hei")
    return packed.getvalue()


class TestAFileThatMayNotBeKept:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "unreadable_file"),
            (not_a_workbook(), "unreadable_file"),
            (encrypted(), "encrypted_file"),
            (b"\0" * (51 * 2**20), "too_large"),
            (long_file(("1201", "ANDEL", "1", IDENTITY_NUMBER)), "national_identity_number"),
        ],
        ids=["pdf", "zip", "encrypted", "too large", "personal data"],
    )
    def test_nothing_of_it_is_stored(self, county, content, code):
        outcome = county.receive(content=content)
        assert [found.code for found in outcome.findings] == [code]
        assert outcome.delivery is None
        assert not Delivery.objects.exists()
        assert not DeliveryFile.objects.exists()

    def test_an_identity_number_is_repeated_nowhere(self, county):
        outcome = county.receive(content=long_file(("1201", "ANDEL", "1", IDENTITY_NUMBER)))
        assert IDENTITY_NUMBER not in repr(outcome)
        assert outcome.findings[0].row == 2

    def test_an_empty_file_is_kept_as_rejected(self, county):
        outcome = county.receive(content=b"enhet;indikator;teller;nevner\n")
        assert outcome.delivery.state == "rejected"
        assert "empty_file" in {found.code for found in outcome.findings}


class TestWhoMay:
    def test_somebody_from_an_office_is_refused_and_nothing_is_kept(self, county):
        employee = a_person(role="employee", unit=county.offices["1201"])
        outcome = county.receive(by=employee)
        assert [found.code for found in outcome.findings] == ["not_permitted"]
        assert not Delivery.objects.exists()

    def test_another_countys_staff_is_refused(self, county):
        stranger = a_person(role="county", unit=a_county("1400"))
        assert county.receive(by=stranger).findings[0].code == "not_permitted"

    def test_the_directorate_may_deliver_for_every_county(self, county):
        assert not county.receive(by=a_person(role="directorate")).refused


class TestTheSameFileAgain:
    def test_it_changes_nothing_and_says_so(self, county):
        first = county.publish().delivery
        again = county.publish()
        assert (again.delivery, again.unchanged_file) == (first, True)
        assert [found.code for found in again.findings] == ["same_file"]
        assert Delivery.objects.count() == 1

    def test_its_answer_counts_all_as_unchanged(self, county):
        county.publish()
        answer = county.publish().to_json()
        assert (answer["state"], answer["added"], answer["changed"], answer["unchanged"]) == ("published", 0, 0, 3)

    def test_one_that_was_only_checked_is_taken_in_again(self, county):
        county.receive()
        assert not county.receive().unchanged_file
        assert Delivery.objects.count() == 2

    def test_one_of_which_a_figure_was_replaced_since_may_come_again(self, county):
        county.publish()
        county.publish(("1201", "ANDEL", "31", "40"))
        assert county.publish().delivery.changed == 1
        assert county.value("1201") == 0.75

    def test_for_another_month_it_is_another_delivery(self, county):
        county.publish()
        assert not county.publish(month=Month(2018, 6)).unchanged_file

    def test_preliminary_first_and_final_then_is_no_repetition(self, county):
        county.publish(preliminary=True)
        outcome = county.publish()
        assert (outcome.unchanged_file, outcome.delivery.changed) == (False, 3)
        assert not Result.objects.filter(preliminary=True).exists()
