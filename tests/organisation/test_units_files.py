"""What is wrong with a units file is said all at once, with row, column and remedy, and changes nothing."""

import datetime

import pytest

from organisation.models import Placement, Unit
from organisation.services import load_organisation
from tests.builders import a_country, a_county, a_region, an_office
from tests.organisation.files import (
    COUNTRY,
    COUNTY,
    EVERYTHING,
    NEW_COUNTY,
    OFFICE,
    OFFICE_LATER,
    REGION,
    UNITS,
    cells,
    text_file,
    units_file,
    workbook,
)

pytestmark = pytest.mark.django_db


def load(*paths):
    return load_organisation(paths=paths, by=None, holds_figures=lambda *_: False)


def findings(*paths):
    """The findings of a load that is refused."""
    loaded = load(*paths)
    assert loaded.refused
    assert not loaded.changed
    return loaded.findings


def finding(*paths):
    """The one finding of a load that is refused."""
    (found,) = findings(*paths)
    return found


def test_a_file_with_one_of_everything_has_nothing_wrong(tmp_path):
    assert load(units_file(tmp_path, *EVERYTHING)).findings == ()


def test_optional_columns_may_be_missing(tmp_path):
    path = units_file(tmp_path, "NO;Hele landet;country;2017-01-01", header="code;name;kind;valid_from")
    assert load(path).units_added == 1


def test_nothing_is_changed_by_a_file_with_an_error(tmp_path):
    findings(units_file(tmp_path, *EVERYTHING, "9;NAV;office;1200;;ikke en dato;"))
    assert not Unit.objects.exists()
    assert not Placement.objects.exists()


class TestTables:
    def test_an_unknown_column_is_an_error_with_the_nearest_name(self, tmp_path):
        path = units_file(tmp_path, COUNTRY, header="code;name;kind;county;region;valid_form;valid_to")
        unknown, missing = findings(path)
        assert (unknown.code, unknown.row, unknown.column) == ("unknown_column", 1, "F")
        assert "Mente du «valid_from»?" in unknown.message
        assert missing.code == "missing_column"

    def test_a_table_of_neither_form_is_refused_with_both_forms(self, tmp_path):
        found = finding(text_file(tmp_path / "evidence.csv", "kode;merknad", "1;x"))
        assert (found.code, found.sheet) == ("unknown_table", "evidence.csv")
        assert UNITS in found.message
        assert "from;to;date" in found.message

    def test_a_table_is_known_by_its_name_where_its_header_is_not(self, tmp_path):
        found = findings(text_file(tmp_path / "units.csv", "kode;navn", "1;x"))
        assert {each.code for each in found} == {"unknown_column", "missing_column"}

    def test_a_sheet_of_neither_form_is_passed_over_and_said(self, tmp_path):
        path = workbook(tmp_path / "w.xlsx", units=cells(UNITS, COUNTRY), lesmeg=[["Skrevet av"], ["Kari"]])
        loaded = load(path)
        assert loaded.units_added == 1
        (found,) = loaded.findings
        assert (found.code, found.severity, found.sheet) == ("unknown_table", "W", "lesmeg")
        assert "ikke lest" in found.message

    def test_a_workbook_of_other_things_is_refused(self, tmp_path):
        path = workbook(tmp_path / "w.xlsx", a=[["Skrevet av"], ["Kari"]], b=[["Dato"], ["i går"]])
        assert {found.severity for found in findings(path)} == {"E"}

    def test_a_file_that_cannot_be_read_is_refused_with_the_rest(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTRY), text_file(tmp_path / "tom.csv", ""))
        assert (found.code, found.sheet) == ("empty_file", "tom.csv")


class TestCells:
    @pytest.mark.parametrize(
        ("line", "column", "name"),
        [
            (";Hele landet;country;;;2017-01-01;", "A", "code"),
            ("NO;;country;;;2017-01-01;", "B", "name"),
            ("NO;Hele landet;;;;2017-01-01;", "C", "kind"),
            ("NO;Hele landet;country;;;;", "F", "valid_from"),
        ],
    )
    def test_a_cell_that_must_be_filled_is_named(self, tmp_path, line, column, name):
        found = finding(units_file(tmp_path, line))
        assert (found.code, found.sheet, found.row, found.column) == ("missing_value", "units.csv", 2, column)
        assert f"«{name}»" in found.message

    @pytest.mark.parametrize("code", ["Å1", "1 2", "12.5", "x" * 21])
    def test_a_code_has_the_agreed_form(self, tmp_path, code):
        found = finding(units_file(tmp_path, f"{code};Hele landet;country;;;2017-01-01;"))
        assert (found.code, found.column, found.value) == ("invalid_code", "A", code)

    def test_an_unknown_kind_is_met_with_the_nearest(self, tmp_path):
        found = finding(units_file(tmp_path, "NO;Hele landet;contry;;;2017-01-01;"))
        assert (found.code, found.column) == ("unknown_kind", "C")
        assert "Mente du «country»?" in found.message

    @pytest.mark.parametrize("written", ["01.02.2017", "1.2.2017"])
    def test_a_norwegian_date_is_met_with_how_to_write_it(self, tmp_path, written):
        found = finding(units_file(tmp_path, f"NO;Hele landet;country;;;{written};"))
        assert (found.code, found.column, found.value) == ("not_a_date", "F", written)
        assert "Skriv 2017-02-01." in found.message

    @pytest.mark.parametrize("written", ["20170101", "2017-01", "2017-02-30", "2017-W01-1", "i fjor"])
    def test_anything_but_an_iso_date_is_refused(self, tmp_path, written):
        found = finding(units_file(tmp_path, f"NO;Hele landet;country;;;{written};"))
        assert found.code == "not_a_date"
        assert "2020-01-31" in found.message

    def test_a_wrong_end_is_refused_like_a_wrong_beginning(self, tmp_path):
        assert finding(units_file(tmp_path, "NO;Hele landet;country;;;2017-01-01;2099")).column == "G"

    @pytest.mark.parametrize("end", ["2017-01-01", "2016-12-31"])
    def test_a_span_ends_after_it_begins(self, tmp_path, end):
        found = finding(units_file(tmp_path, f"NO;Hele landet;country;;;2017-01-01;{end}"))
        assert (found.code, found.column) == ("ends_before_it_begins", "G")

    def test_a_name_that_is_too_long_is_refused(self, tmp_path):
        assert finding(units_file(tmp_path, f"NO;{'x' * 121};country;;;2017-01-01;")).code == "too_long"

    def test_all_errors_of_a_file_are_said_at_once(self, tmp_path):
        found = findings(units_file(tmp_path, "Å;;contry;;;2017;2016", "NO;Hele landet;country;;;i går;"))
        assert [(each.row, each.column) for each in found] == [
            *((2, "A"), (2, "B"), (2, "C"), (2, "F"), (2, "G")),
            (3, "F"),
        ]

    def test_what_hangs_on_a_line_that_cannot_be_read_is_not_reported_beside_it(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTRY, "1200;NAV Hordaland;county;;;2017;", REGION, OFFICE))
        assert (found.code, found.row) == ("not_a_date", 3)


class TestCodes:
    def test_lines_of_a_code_that_overlap_are_refused(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTRY, "NO;Landet;country;;;2019-01-01;"))
        assert (found.code, found.row, found.column) == ("overlapping_spans", 3, "F")
        assert "rad 2" in found.message

    def test_the_same_line_twice_overlaps_itself(self, tmp_path):
        assert finding(units_file(tmp_path, COUNTRY, COUNTRY)).code == "overlapping_spans"

    def test_lines_overlap_across_files(self, tmp_path):
        one = units_file(tmp_path, COUNTRY)
        other = units_file(tmp_path, "NO;Landet;country;;;2019-01-01;", name="more.csv")
        found = finding(one, other)
        assert found.sheet == "more.csv"
        assert "units.csv, rad 2" in found.message

    def test_a_span_may_begin_the_day_another_ends(self, tmp_path):
        assert not load(units_file(tmp_path, *EVERYTHING)).refused

    def test_a_code_has_one_kind_in_a_file(self, tmp_path):
        lines = (COUNTRY, COUNTY, "1200;NAV Bergen;office;4600;;2020-01-01;", NEW_COUNTY)
        found = finding(units_file(tmp_path, *lines))
        assert (found.code, found.row, found.column) == ("kind_differs", 4, "C")
        assert "ny kode" in found.message

    def test_a_code_keeps_the_kind_that_it_has(self, tmp_path):
        an_office("1235", county=a_county("1200", until="2020-01-01"))
        found = finding(units_file(tmp_path, COUNTRY, "1235;NAV Voss;county;;;2017-01-01;"))
        assert found.code == "kind_differs"
        assert "kontor" in found.message

    def test_there_is_one_country_at_a_time(self, tmp_path):
        a_country("NO")
        found = finding(units_file(tmp_path, "EN;England;country;;;2016-04-01;"))
        assert found.code == "second_country"
        assert "NO" in found.message

    def test_one_country_may_follow_another(self, tmp_path):
        lines = ("A;Før;country;;;2017-01-01;2020-01-01", "B;Etter;country;;;2020-01-01;")
        assert not load(units_file(tmp_path, *lines)).refused


class TestPlaces:
    @pytest.mark.parametrize(
        ("line", "column"),
        [
            ("1235;NAV Voss;office;;;2017-01-01;", "D"),
            ("R12;Region Voss;region;;;2017-01-01;", "D"),
        ],
    )
    def test_offices_and_regions_need_a_county(self, tmp_path, line, column):
        found = finding(units_file(tmp_path, COUNTRY, line))
        assert (found.code, found.column) == ("missing_value", column)

    @pytest.mark.parametrize(
        ("line", "column"),
        [
            ("NO;Landet;country;1200;;2017-01-01;2020-01-01", "D"),
            ("1400;NAV Sogn;county;1200;;2017-01-01;2020-01-01", "D"),
            ("1400;NAV Sogn;county;;R12;2017-01-01;2020-01-01", "E"),
            ("R14;Region;region;1200;R12;2017-01-01;2020-01-01", "E"),
        ],
    )
    def test_a_unit_stands_under_no_more_than_its_kind_may(self, tmp_path, line, column):
        found = findings(units_file(tmp_path, COUNTY, REGION, line))
        assert ("unexpected_value", column) in {(each.code, each.column) for each in found}

    def test_an_unknown_county_is_met_with_the_nearest(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTY, "1235;NAV Voss;office;120;;2017-01-01;2020-01-01"))
        assert (found.code, found.row, found.column, found.value) == ("unknown_unit", 3, "D", "120")
        assert "Mente du «1200»?" in found.message

    def test_an_unknown_region_is_named(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTY, OFFICE))
        assert (found.code, found.column, found.value) == ("unknown_unit", "E", "R12")

    def test_a_county_that_is_something_else_is_refused(self, tmp_path):
        lines = (COUNTY, REGION, OFFICE, "1236;NAV Ulvik;office;1235;;2017-01-01;2020-01-01")
        found = finding(units_file(tmp_path, *lines))
        assert (found.code, found.row, found.column) == ("wrong_kind", 5, "D")

    def test_counties_and_regions_may_stand_in_the_database_already(self, tmp_path):
        county = a_county("1200", until="2020-01-01")
        a_region("R12", county=county, until="2020-01-01")
        assert load(units_file(tmp_path, OFFICE)).units_added == 1

    def test_a_county_must_be_there_as_long_as_its_offices(self, tmp_path):
        found = finding(units_file(tmp_path, COUNTY, "1235;NAV Voss;office;1200;;2017-01-01;"))
        assert (found.code, found.row, found.column) == ("outside_county", 3, "D")
        assert "1200 finnes ikke fra 2020-01-01" in found.message

    def test_a_region_must_be_there_as_long_as_its_offices(self, tmp_path):
        region = "R12;Region Voss;region;1200;;2018-01-01;2020-01-01"
        found = finding(units_file(tmp_path, COUNTY, region, OFFICE))
        assert (found.code, found.column) == ("outside_region", "E")
        assert "2017-01-01 til 2018-01-01" in found.message

    def test_a_region_must_belong_to_the_county_of_its_offices(self, tmp_path):
        other = "1400;NAV Sogn;county;;;2017-01-01;2020-01-01"
        office = "1411;NAV Eid;office;1400;R12;2017-01-01;2020-01-01"
        found = finding(units_file(tmp_path, COUNTY, other, REGION, office))
        assert (found.code, found.row) == ("outside_region", 5)
        assert "R12 hører ikke til fylket 1400" in found.message

    def test_a_region_may_move_with_its_offices_to_another_county(self, tmp_path):
        later = "R12;Region Voss;region;4600;;2020-01-01;"
        office = "1235;NAV Voss herad;office;4600;R12;2020-01-01;"
        assert not load(units_file(tmp_path, COUNTY, NEW_COUNTY, REGION, later, OFFICE, office)).refused


class TestLeftBehind:
    """A file may not take a county or a region away from over units that it doesn't name."""

    @pytest.fixture(autouse=True)
    def loaded(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))

    def test_a_county_that_is_cut_short_is_refused_while_others_stand_under_it(self, tmp_path):
        found = findings(units_file(tmp_path, "1200;NAV Hordaland;county;;;2017-01-01;2019-01-01"))
        assert {each.code for each in found} == {"unit_left_behind"}
        assert {each.value for each in found} == {"1235", "1291", "R12"}
        assert all("Ta med linjene" in each.message for each in found)

    def test_a_region_that_moves_is_refused_while_offices_stay(self, tmp_path):
        moved = "R12;Region Voss;region;1400;;2017-01-01;2020-01-01"
        found = finding(units_file(tmp_path, "1400;NAV Sogn;county;;;2017-01-01;2020-01-01", moved))
        assert (found.code, found.value) == ("unit_left_behind", "1235")

    def test_with_their_lines_it_goes(self, tmp_path):
        lines = (
            "1200;NAV Hordaland;county;;;2017-01-01;2019-01-01",
            "4600;NAV Vestland;county;;;2019-01-01;",
            "R12;Region Voss;region;1200;;2017-01-01;2019-01-01",
            "1235;NAV Voss;office;1200;R12;2017-01-01;2019-01-01",
            "1235;NAV Voss herad;office;4600;;2019-01-01;",
            "1291;NAV Arbeidslivssenter;special;1200;;2017-01-01;2019-01-01",
        )
        assert load(units_file(tmp_path, *lines)).units_changed == 5


class TestLostZeros:
    """In Excel a code may have lost its zeros by being a number."""

    def rows(self, *rows):
        return [UNITS.split(";"), *rows]

    def test_a_number_is_read_as_the_one_code_that_fits(self, tmp_path):
        rows = self.rows(
            ["NO", "Hele landet", "country", "", "", "2017-01-01"],
            ["0300", "NAV Oslo", "county", "", "", "2017-01-01"],
            ["0315", "NAV Grünerløkka", "office", 300, "", "2017-01-01"],
        )
        loaded = load(workbook(tmp_path / "w.xlsx", units=rows))
        (found,) = loaded.findings
        assert (found.code, found.severity, found.row, found.column) == ("code_repaired", "W", 4, "D")
        assert Placement.objects.get(unit__code="0315").county.code == "0300"

    def test_a_unit_that_stands_is_found_by_its_number(self, tmp_path):
        office = an_office("0315", "NAV Grünerløkka", county=a_county("0300"))
        rows = self.rows([315, "Nytt navn", "office", "0300", "", "2017-01-01"])
        assert load(workbook(tmp_path / "w.xlsx", units=rows)).units_changed == 1
        assert office.placements.get().name == "Nytt navn"

    def test_a_number_that_is_a_code_as_it_stands_is_left_alone(self, tmp_path):
        rows = self.rows([1200, "NAV Hordaland", "county", "", "", "2017-01-01"])
        loaded = load(workbook(tmp_path / "w.xlsx", units=rows))
        assert loaded.findings == ()
        assert Unit.objects.get().code == "1200"

    def test_a_number_that_fits_several_codes_is_refused(self, tmp_path):
        a_county("0300")
        a_county("00300")
        rows = self.rows(["0315", "X", "office", 300, "", "2017-01-01"])
        found = findings(workbook(tmp_path / "w.xlsx", units=rows))[0]
        assert (found.code, found.column) == ("ambiguous_code", "D")
        assert "00300 eller 0300" in found.message

    def test_a_new_code_that_seems_to_have_lost_zeros_is_refused(self, tmp_path):
        found = finding(workbook(tmp_path / "w.xlsx", units=self.rows([315, "X", "county", "", "", "2017-01-01"])))
        assert (found.code, found.column, found.value) == ("code_may_have_lost_zeros", "A", "315")

    def test_in_text_a_code_is_what_it_says(self, tmp_path):
        a_county("0315")
        assert load(units_file(tmp_path, "315;NAV;county;;;2017-01-01;")).units_added == 1


def test_dates_of_a_workbook_are_dates(tmp_path):
    rows = [UNITS.split(";"), ["NO", "Hele landet", "country", None, None, datetime.date(2017, 1, 1), None]]
    load(workbook(tmp_path / "w.xlsx", units=rows))
    assert Placement.objects.get().valid_from == datetime.date(2017, 1, 1)
    assert Placement.objects.get().valid_to is None


def test_offices_later_placed_elsewhere_need_their_new_county(tmp_path):
    found = finding(units_file(tmp_path, COUNTY, REGION, OFFICE, OFFICE_LATER))
    assert (found.code, found.value) == ("unknown_unit", "4600")
