"""Units: known, there in the month, inside the package's area."""

import pytest

from organisation.months import Month
from scorecards.checks.suggestions import is_one_slip_from
from tests.scorecards.delivered_files import (
    BERGEN,
    COUNTRY,
    HORDALAND,
    OFFICES,
    UNITS,
    a_context,
    check,
    csv_file,
    found_in,
    long_file,
    workbook,
)


def kvp(*units):
    return long_file(*([unit, "KVP", "2018-05", "", "", str(number)] for number, unit in enumerate(units, start=5)))


def message_about(content, code, context=None):
    (found,) = [one for one in check(content, context).findings.kept if one.code == code]
    return found.message


class TestUnknownUnits:
    def test_an_unknown_unit_is_told_on_each_of_its_lines(self):
        assert found_in(long_file(["1299", "KVP", "", "", "", "5"], ["1299", "SVARTID", "", "", "", "2"])) == [
            ("unknown_unit", "E", 2, "A"),
            ("unknown_unit", "E", 3, "A"),
        ]

    def test_in_a_wide_file_once_a_line(self):
        assert found_in(csv_file([["enhet", "KVP", "SVARTID"], ["1299", "5", "2"]])) == [("unknown_unit", "E", 2, "A")]

    def test_its_figures_are_not_taken(self):
        assert len(check(kvp("1299", "1202")).figures) == 1

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("1220", "1202 NAV Fana"),  # two digits have changed places
            ("1209", "1202 NAV Fana"),
            ("1202 NAV Fana", "1202 NAV Fana"),
            ("NAV Fana", "1202 NAV Fana"),
            ("Bømlo", "1219 NAV Bømlo"),
            ("315", "0315 NAV Grünerløkka"),
            ("14O1", "1401 NAV Flora"),
        ],
    )
    def test_the_unit_that_was_probably_meant_is_named(self, written, meant):
        assert f"Mente du {meant}?" in message_about(kvp(written), "unknown_unit")

    def test_among_units_as_near_the_one_that_the_file_lacks_is_named(self):
        assert "Mente du 1203 NAV Åsane?" in message_about(kvp("1202", "1204", "1201"), "unknown_unit")

    @pytest.mark.parametrize("written", ["Sandviken", "9999", "X"])
    def test_nothing_is_named_where_nothing_is_near(self, written):
        assert "Mente du" not in message_about(kvp(written), "unknown_unit")

    def test_case_counts(self):
        assert found_in(kvp("r-bergen")) == [("unknown_unit", "E", 2, "A")]

    def test_zeros_count_in_csv(self):
        assert found_in(kvp("315"), a_context(owner=COUNTRY)) == [("unknown_unit", "E", 2, "A")]

    def test_a_unit_that_is_missing_is_told_so(self):
        assert "mangler i A2" in message_about(kvp(""), "unknown_unit")

    def test_hundreds_of_unknown_units_are_all_told(self):
        checked = check(kvp(*(f"X{number}" for number in range(300))))
        assert checked.findings.errors == 300


class TestNumbersAsCodes:
    UNITS = UNITS | {"315": OFFICES[0]}

    def test_a_number_that_fits_two_codes_is_unknown(self):
        content = workbook({"Ark1": [["enhet", "KVP"], [315, 5]]})
        assert found_in(content, a_context(owner=COUNTRY, units=self.UNITS)) == [("unknown_unit", "E", 2, "A")]

    def test_a_number_that_fits_none_is_unknown(self):
        assert found_in(workbook({"Ark1": [["enhet", "KVP"], [1299, 5], [12.5, 6]]})) == [
            ("unknown_unit", "E", 2, "A"),
            ("unknown_unit", "E", 3, "A"),
        ]

    def test_each_line_of_a_repaired_code_is_told(self):
        content = workbook({"Ark1": [["enhet", "indikator", "verdi"], [315, "KVP", 5], [315, "SVARTID", 2]]})
        assert found_in(content, a_context(owner=COUNTRY)) == [
            ("code_repaired", "W", 2, "A"),
            ("code_repaired", "W", 3, "A"),
        ]


class TestUnitsOfTheMonth:
    def test_a_unit_that_is_not_placed_in_the_month_is_told(self):
        assert found_in(kvp("1227")) == [("unit_not_in_existence", "E", 2, "A")]

    def test_what_became_of_it_is_said(self):
        message = message_about(kvp("1227"), "unit_not_in_existence")
        assert "1227 NAV Jondal fantes ikke i mai 2018." in message
        assert "Den ble til 1231 NAV Ullensvang." in message

    def test_its_place_is_not_asked_for_too(self):
        assert found_in(kvp("1227"), a_context(owner=BERGEN)) == [("unit_not_in_existence", "E", 2, "A")]


class TestUnitsOfThePackage:
    def test_a_county_package_is_of_the_county_and_all_in_it(self):
        assert found_in(kvp("1202", "1200", "R-BERGEN")) == []

    @pytest.mark.parametrize("unit", ["1401", "1400", "0315", "NO"])
    def test_and_of_nothing_else(self, unit):
        assert found_in(kvp(unit)) == [("unit_outside_county", "E", 2, "A")]
        assert "1200 NAV Hordaland" in message_about(kvp(unit), "unit_outside_county")

    def test_a_national_package_is_of_everybody(self):
        assert found_in(kvp("1202", "1401", "0315", "1400", "NO"), a_context(owner=COUNTRY)) == []

    def test_a_regions_package_is_of_the_region(self):
        assert found_in(kvp("1202", "R-BERGEN"), a_context(owner=BERGEN)) == []
        assert found_in(kvp("1219"), a_context(owner=BERGEN)) == [("unit_outside_county", "E", 2, "A")]

    def test_an_offices_package_is_of_the_office(self):
        assert found_in(kvp("1202"), a_context(owner=OFFICES[0])) == []
        assert found_in(kvp("1203", "1200"), a_context(owner=OFFICES[0])) == [
            ("unit_outside_county", "E", 2, "A"),
            ("unit_outside_county", "E", 3, "A"),
        ]

    def test_such_a_figure_is_not_taken(self):
        assert len(check(kvp("1401", "1202")).figures) == 1


def test_a_package_belongs_to_its_owner_in_any_month():
    assert a_context(month=Month(2019, 1)).belongs(HORDALAND)


@pytest.mark.parametrize("written", ["1212", "1302", "120", "12023", "01202", "2102", "1220", "1022"])
def test_a_slip_is_one_character_wrong_missing_or_too_much_or_two_that_changed_places(written):
    assert is_one_slip_from(written, "1202")


@pytest.mark.parametrize("written", ["1211", "2021", "12", "120234", "", "1299"])
def test_more_is_no_slip(written):
    assert not is_one_slip_from(written, "1202")
