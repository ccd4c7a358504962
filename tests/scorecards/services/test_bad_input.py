"""Bad input: each a finding that names the place, and nothing is stored but the delivery and its findings."""

import io

import openpyxl
import pytest

from organisation.months import Month
from scorecards.models import Delivery, DeliveryFile, Finding, Result
from scorecards.pile import MOST_KEPT
from scorecards.versions import figures_version
from tests.builders import a_county, an_indicator, an_office
from tests.scorecards.services.county import MAY, Delivering, delivering, everything_that_stands, long_file

pytestmark = pytest.mark.django_db

# Lines of a long file (unit, indicator, numerator, denominator), the kind of finding and its row and column
IN_A_LINE = {
    "an unknown unit": ((("9999", "ANDEL", "1", "2"),), "unknown_unit", 2, "A"),
    "a code that lost its zero and fits nothing": ((("201", "ANDEL", "1", "2"),), "unknown_unit", 2, "A"),
    "an office of another county": ((("1401", "ANDEL", "1", "2"),), "unit_outside_county", 2, "A"),
    "an office that is no more": ((("1299", "ANDEL", "1", "2"),), "unit_not_in_existence", 2, "A"),
    "an unknown indicator": ((("1201", "NOPE", "1", "2"),), "unknown_indicator", 2, "B"),
    "an indicator of another package": ((("1201", "ANNEN", "1", "2"),), "outside_package", 2, "B"),
    "words for a number": ((("1201", "ANDEL", "ca. 30", "40"),), "not_a_number", 2, "C"),
    "words for a denominator": ((("1201", "ANDEL", "30", "førti"),), "not_a_number", 2, "D"),
    "an error of a formula": ((("1201", "ANDEL", "#N/A", "40"),), "formula_error", 2, "C"),
    "a count below zero": ((("1201", "ANDEL", "-3", "40"),), "negative", 2, "C"),
    "more of a share than there is": ((("1201", "ANDEL", "50", "40"),), "numerator_over_denominator", 2, "C"),
    "a value below zero": ((("1201", "ANTALL", "-3", ""),), "negative", 2, "E"),
    "the same line with another figure": (
        (("1201", "ANDEL", "30", "40"), ("1202", "ANDEL", "1", "2"), ("1201", "ANDEL", "31", "40")),
        "duplicate_row",
        4,
        "A",
    ),
}


@pytest.fixture
def county() -> Delivering:
    """With a published month, an office elsewhere, one that is closed, and an indicator of nobody."""
    made = delivering()
    an_office("1401", county=a_county("1400"))
    an_office("1299", county=made.county, until="2018-01-01")
    an_indicator("ANNEN")
    made.publish()
    return made


def errors_of(outcome) -> list[tuple[str, int | None, str]]:
    return [(found.code, found.row, found.column) for found in outcome.findings if found.severity == "E"]


def workbook(*rows, name="Mai") -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(("lines", "code", "row", "column"), IN_A_LINE.values(), ids=IN_A_LINE)
class TestALine:
    def test_is_found_at_its_place_and_kept_with_the_delivery(self, county, lines, code, row, column):
        outcome = county.publish(*lines)
        assert errors_of(outcome) == [(code, row, column)]
        kept = Finding.objects.get(delivery=outcome.delivery, severity="E")
        assert (kept.code, kept.row, kept.column) == (code, row, column)
        assert kept.message.endswith((".", "?"))
        assert bytes(DeliveryFile.objects.get(delivery=outcome.delivery).content) == long_file(*lines)

    def test_stops_the_good_lines_beside_it_and_nothing_changes(self, county, lines, code, row, column):
        stood, version = everything_that_stands(), figures_version()
        outcome = county.publish(*lines, ("1203", "ANDEL", "9", "10"))
        assert (outcome.refused, outcome.delivery.state) == (True, "rejected")
        assert everything_that_stands() == stood
        assert figures_version() == version


class TestSeveralAtOnce:
    def test_all_kinds_in_one_file_are_found_together(self, county):
        alone = [case for case in IN_A_LINE.values() if len(case[0]) == 1]
        outcome = county.publish(*(case[0][0] for case in alone))
        found = set(errors_of(outcome))
        assert {(code, row, column) for row, (_, code, _, column) in enumerate(alone, start=2)} <= found

    def test_the_first_thousand_are_kept_in_the_order_they_are_answered(self, county):
        outcome = county.receive(*((f"X{n}", "ANDEL", "1", "2") for n in range(MOST_KEPT + 50)))
        kept = Finding.objects.filter(delivery=outcome.delivery).values_list("row", "value", "message")
        assert list(kept) == [(found.row, found.value, found.message) for found in outcome.findings]
        assert len(kept) == MOST_KEPT < outcome.findings_total

    def test_one_that_is_corrected_and_one_that_is_not(self, county):
        county.publish(("9999", "ANDEL", "1", "2"), ("1201", "ANDEL", "x", "2"))
        outcome = county.publish(("1202", "ANDEL", "1", "2"), ("1201", "ANDEL", "x", "2"))
        assert errors_of(outcome) == [("not_a_number", 3, "C")]
        assert list(Delivery.objects.order_by("id").values_list("state", flat=True)) == [
            *("published", "rejected", "rejected")
        ]


class TestTheWholeFile:
    def test_another_month_than_asked_for(self, county):
        content = b"enhet;indikator;periode;teller;nevner\n1201;ANDEL;2018-04;30;40\n"
        assert errors_of(county.publish(content=content)) == [("month_mismatch", 2, "C")]

    def test_a_month_that_has_not_been(self, county):
        outcome = county.publish(("1201", "ANDEL", "30", "40"), month=Month(2999, 1))
        assert [code for code, _, _ in errors_of(outcome)] == ["month_in_future"]
        assert not Result.objects.filter(month=Month(2999, 1)).exists()

    def test_a_column_that_is_not_there(self, county):
        outcome = county.publish(content=b"enhet;teller;nevner\n1201;30;40\n")
        assert "missing_column" in {code for code, _, _ in errors_of(outcome)}
        assert outcome.delivery.state == "rejected"

    def test_a_file_without_a_byte(self, county):
        outcome = county.publish(content=b"")
        assert [code for code, _, _ in errors_of(outcome)] == ["empty_file"]

    def test_a_picture_that_is_called_a_workbook(self, county):
        outcome = county.publish(content=b"\x89PNG\r\n\x1a\n" + bytes(range(256)), file_name="mai.xlsx")
        assert [code for code, _, _ in errors_of(outcome)] == ["unreadable_file"]
        assert outcome.delivery is None

    def test_a_workbook_whose_sheet_is_empty(self, county):
        outcome = county.publish(content=workbook(), file_name="mai.xlsx")
        assert "empty_file" in {code for code, _, _ in errors_of(outcome)}

    def test_in_a_workbook_the_sheet_is_named_too(self, county):
        content = workbook(["enhet", "indikator", "teller", "nevner"], ["1201", "ANDEL", "tretti", 40])
        outcome = county.publish(content=content, file_name="mai.xlsx")
        kept = Finding.objects.get(delivery=outcome.delivery, severity="E")
        assert (kept.sheet, kept.column, kept.row, kept.value) == ("Mai", "C", 2, "tretti")

    def test_a_refused_file_can_be_kept_as_often_as_it_is_sent(self, county):
        for _ in range(3):
            county.publish(("9999", "ANDEL", "1", "2"))
        assert Delivery.objects.filter(state="rejected").count() == 3


class TestWhatADatabaseCanNotHold:
    def test_a_character_that_is_none(self, county):
        outcome = county.publish(content=b"enhet;indikator;teller;nevner\n1201;ANDEL;3\x000;40\n")
        assert outcome.refused
        assert county.value("1201") == 0.75

    @pytest.mark.parametrize("name", ["m\udce5ned.csv", "mai\x00.csv"], ids=["bytes of another time", "nothing"])
    def test_a_file_name_that_is_no_text(self, county, name):
        delivery = county.publish(("1201", "ANDEL", "31", "40"), file_name=name).delivery
        assert delivery.state == "published"
        assert Delivery.objects.get(pk=delivery.pk).file_name.endswith(".csv")

    def test_a_value_as_long_as_a_letter(self, county):
        outcome = county.publish(("1201", "ANDEL", "x" * 5000, "40"))
        assert len(Finding.objects.get(delivery=outcome.delivery, severity="E").value) <= 200

    def test_a_number_beyond_all_measure(self, county):
        outcome = county.publish(("1201", "ANTALL", "9" * 400, ""))
        assert outcome.refused or county.value("1201", MAY, county.number) is not None
        assert not Result.objects.filter(value=float("inf")).exists()


class TestWarningsAlone:
    def test_an_identical_line_twice_is_one_figure(self, county):
        outcome = county.publish(("1201", "ANDEL", "20", "40"), ("1201", "ANDEL", "20", "40"))
        assert ("duplicate_row", "W") in {(found.code, found.severity) for found in outcome.findings}
        assert (outcome.delivery.state, county.value("1201")) == ("published", 0.5)

    def test_a_denominator_of_zero_is_no_value_and_no_zero(self, county):
        outcome = county.publish(("1201", "ANDEL", "0", "0"))
        result = Result.objects.get(unit=county.offices["1201"], indicator=county.share)
        assert "denominator_zero" in {found.code for found in outcome.findings}
        assert (result.value, result.absence) == (None, "not_delivered")

    def test_an_office_that_had_figures_and_has_none_is_said(self, county):
        outcome = county.publish(("1201", "ANDEL", "20", "40"), ("1202", "ANDEL", "20", "41"), month=MAY + 1)
        (found,) = (each for each in outcome.findings if each.code == "missing_unit")
        assert "1203" in found.message
        assert outcome.delivery.state == "published"

    def test_a_figure_that_differs_from_what_stands_is_said_at_its_line(self, county):
        outcome = county.receive(("1202", "ANDEL", "10", "40"), ("1201", "ANDEL", "20", "40"))
        (found,) = (each for each in outcome.findings if each.code == "published_figure_differs")
        assert (found.row, found.severity) == (3, "W")
