"""Filling in by hand: every saved figure is a delivery like any other, and nothing is written over unseen."""

import pytest

from accounts.refusals import Refused
from scorecards.models import Delivery, GroupSummary, Result, ResultRevision
from scorecards.queries.deliveries import parsed_file
from scorecards.services.filling_in import undo_fill_in
from tests.builders import a_country, a_county, a_delivery, a_person, a_region, an_office
from tests.scorecards.local import MAY, a_local_indicator, fill
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    a_country()
    county = a_county("1200", "NAV Hordaland")
    return an_office("1232", "NAV Eidfjord", county=county, region=a_region("1291", county=county))


@pytest.fixture
def visits(office):
    return a_local_indicator(office)


def county_of(office):
    return office.placements.get().county


def figure(indicator, unit, month=MAY):
    row = Result.objects.get(indicator=indicator, unit=unit, month=month)
    return row.numerator, row.denominator, row.value, row.absence


class TestSaving:
    def test_a_figure_is_published_at_once_by_a_delivery_of_its_own(self, office, visits):
        person = a_person(role="employee", unit=office)

        filled = fill(office, visits, "12", by=person)

        assert figure(visits, office) == (None, None, 12, "")
        delivery = Delivery.objects.get()
        assert filled.delivery == delivery
        assert (delivery.source, delivery.state, delivery.received_by) == ("form", "published", person)
        assert (delivery.package.code, delivery.month, delivery.rows) == ("LOKAL-1232", MAY, 1)

    def test_its_file_reads_as_any_file_does(self, office, visits):
        delivery = fill(office, visits, "12,5").delivery
        content = bytes(delivery.file.content)

        assert content.decode() == f"enhet;indikator;måned;teller;nevner;verdi\r\n1232;{visits.code};2018-05;;;12,5\r\n"
        assert parsed_file(delivery, content).pairs.value.number.tolist() == [12.5]

    def test_a_share_is_filled_in_as_so_many_of_so_many(self, office):
        share = a_local_indicator(office, unit_of_measure="share")
        fill(office, share, numerator="9", denominator="12")
        assert figure(share, office) == (9, 12, 0.75, "")

    @pytest.mark.parametrize("absence", ["not_delivered", "not_applicable"])
    def test_that_nothing_was_counted_is_an_answer_too(self, office, visits, absence):
        fill(office, visits, absence=absence)
        assert figure(visits, office) == (None, None, None, absence)

    def test_what_is_missing_elsewhere_in_the_package_is_not_found_fault_with(self, office, visits):
        a_local_indicator(office, "Kurs")
        fill(office, visits, "12", "2018-04")
        assert fill(office, visits, "12").findings == ()

    def test_the_county_and_its_region_follow(self, office):
        county = county_of(office)
        other = an_office("1233", county=county)
        visits = a_local_indicator(county, filled_in_by="offices")
        for unit, number in ((office, "12"), (other, "4")):
            fill(unit, visits, number)
        assert GroupSummary.objects.get(indicator=visits, group=county).mean == 8

    def test_a_corrected_figure_keeps_what_stood(self, office, visits):
        first = fill(office, visits, "12").delivery
        fill(office, visits, "14", shown=first.pk)

        assert figure(visits, office)[2] == 14
        assert ResultRevision.objects.get().value == 12

    def test_a_figure_saved_as_it_stands_makes_no_delivery(self, office, visits):
        first = fill(office, visits, "12").delivery

        again = fill(office, visits, "12,0", shown=first.pk)

        assert again.delivery is None
        assert not again.refused
        assert Delivery.objects.count() == 1

    def test_one_can_go_back_to_what_was_before(self, office, visits):
        first = fill(office, visits, "12").delivery
        second = fill(office, visits, "14", shown=first.pk).delivery
        fill(office, visits, "12", shown=second.pk)
        assert figure(visits, office)[2] == 12


class TestErrors:
    @pytest.mark.parametrize(
        ("entry", "code"),
        [
            ({"value": "ca. 30"}, "not_a_number"),
            ({"value": "-3"}, "negative"),
            ({"value": "17;4"}, "not_a_number"),
            ({"value": '"'}, "not_a_number"),
        ],
    )
    def test_what_is_wrong_leaves_nothing_behind(self, office, visits, entry, code):
        filled = fill(office, visits, **entry)

        assert code in [found.code for found in filled.findings]
        assert filled.refused
        assert not Delivery.objects.exists()
        assert not Result.objects.exists()

    def test_a_numerator_may_not_be_above_its_denominator(self, office):
        share = a_local_indicator(office, unit_of_measure="share")
        filled = fill(office, share, numerator="13", denominator="12")
        assert [found.code for found in filled.findings] == ["numerator_over_denominator"]

    def test_an_identity_number_is_not_kept_anywhere(self, office, visits):
        filled = fill(office, visits, "01010750160")

        assert [found.code for found in filled.findings] == ["national_identity_number"]
        assert "01010750160" not in filled.findings[0].message
        assert not Delivery.objects.exists()

    def test_a_month_that_has_not_begun_is_refused(self, office, visits):
        assert [found.code for found in fill(office, visits, "1", "2100-01").findings] == ["month_in_future"]


class TestTwoAtOnce:
    def test_a_figure_that_changed_meanwhile_is_not_written_over(self, office, visits):
        kari = a_person(name="Kari Nordmann", role="leader", unit=office)
        fill(office, visits, "12", by=kari)

        filled = fill(office, visits, "14", shown=None)

        assert filled.overtaken
        assert (filled.standing.value, filled.standing.person) == (12, "Kari Nordmann")
        assert figure(visits, office)[2] == 12
        assert Delivery.objects.count() == 1

    def test_whoever_saw_it_may_write_over_it(self, office, visits):
        fill(office, visits, "12")
        seen = fill(office, visits, "14").standing
        assert fill(office, visits, "14", shown=seen.delivery).delivery is not None
        assert figure(visits, office)[2] == 14

    def test_two_who_write_the_same_agree(self, office, visits):
        fill(office, visits, "12")
        again = fill(office, visits, "12")
        assert not again.overtaken
        assert Delivery.objects.count() == 1

    def test_a_figure_that_is_gone_meanwhile_is_told_too(self, office, visits):
        filled = fill(office, visits, "14", shown=999)
        assert filled.overtaken
        assert filled.standing is None


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "place", "may"),
        [
            ("employee", "office", True),
            ("leader", "office", True),
            ("leader", "elsewhere", False),
            ("employee", "region", True),
            ("county", "county", True),
            ("county", "other county", False),
            ("directorate", "country", True),
        ],
    )
    def test_those_of_the_unit_and_of_units_above_it(self, office, visits, role, place, may):
        county = county_of(office)
        where = {
            "office": lambda: office,
            "elsewhere": lambda: an_office("1233", county=county),
            "region": lambda: office.placements.get().region,
            "county": lambda: county,
            "other county": lambda: a_county("1100"),
            "country": a_country,
        }
        person = a_person(role=role, unit=where[place]())
        if may:
            assert fill(office, visits, "1", by=person).delivery
        else:
            with pytest.raises(Refused, match="arbeider ved enheten"):
                fill(office, visits, "1", by=person)

    def test_an_office_fills_in_what_its_county_has_offices_count(self, office):
        county = county_of(office)
        counted = a_local_indicator(county, "Kurs", filled_in_by="offices")
        employee = a_person(role="employee", unit=office)

        assert fill(office, counted, "3", by=employee).delivery.package.owner == county

    def test_an_office_does_not_fill_in_what_the_county_counts_itself(self, office):
        own = a_local_indicator(county_of(office), "Kurs")
        with pytest.raises(Refused, match="fylles ikke ut av denne enheten"):
            fill(office, own, "3")

    def test_a_county_does_not_fill_in_what_its_offices_count(self, office):
        county = county_of(office)
        counted = a_local_indicator(county, "Kurs", filled_in_by="offices")
        with pytest.raises(Refused, match="fylles ikke ut av denne enheten"):
            fill(county, counted, "3")


def undo(unit, delivery, by=None):
    undo_fill_in(unit=as_placed(unit), delivery=delivery, by=by)


class TestUndo:
    def test_what_stood_before_stands_again(self, office, visits):
        first = fill(office, visits, "12").delivery
        second = fill(office, visits, "14", shown=first.pk).delivery

        undo(office, second, by=a_person(role="employee", unit=office))

        assert figure(visits, office)[2] == 12
        second.refresh_from_db()
        assert second.state == "withdrawn"

    def test_where_nothing_stood_nothing_stands(self, office, visits):
        undo(office, fill(office, visits, "12").delivery)
        assert not Result.objects.exists()

    def test_the_figure_can_then_be_filled_in_again(self, office, visits):
        undo(office, fill(office, visits, "12").delivery)
        fill(office, visits, "12")
        assert figure(visits, office)[2] == 12

    def test_what_somebody_changed_since_is_left_alone(self, office, visits):
        first = fill(office, visits, "12").delivery
        fill(office, visits, "14", shown=first.pk)
        with pytest.raises(Refused, match="endret siden"):
            undo(office, first)
        assert figure(visits, office)[2] == 14

    def test_others_may_not(self, office, visits):
        delivery = fill(office, visits, "12").delivery
        elsewhere = a_person(role="leader", unit=an_office("1233", county=county_of(office)))
        with pytest.raises(Refused, match="arbeider ved enheten"):
            undo(office, delivery, by=elsewhere)

    def test_nor_for_another_unit_than_it_was_of(self, office, visits):
        delivery = fill(office, visits, "12").delivery
        other = an_office("1233", county=county_of(office))
        with pytest.raises(Refused, match="endret siden"):
            undo(other, delivery, by=a_person(role="leader", unit=other))
        assert figure(visits, office)[2] == 12

    def test_a_file_is_not_undone_here(self, office):
        with pytest.raises(Refused, match="er en fil"):
            undo(office, a_delivery())
