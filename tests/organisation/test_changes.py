"""Each guided change becomes the lines of the organisation file that say it, or names all that stands in its way."""

import datetime

import pytest

from organisation.changes import (
    CloseUnit,
    MergeCounties,
    MergeOffices,
    MoveUnits,
    NewUnit,
    OpenUnit,
    RedrawRegions,
    RenameUnit,
    SplitCounty,
    SplitOffice,
    change_lines,
)
from organisation.standing import Standing
from tests.organisation.standings import codes, first, standing_of, successions, units

LINES = (
    "NO;Landet;country;;;2017-01-01;",
    "12;Hordaland;county;;;2017-01-01;",
    "14;Sogn og Fjordane;county;;;2017-01-01;",
    "R1;Voss;region;12;;2017-01-01;",
    "R2;Bergen;region;12;;2017-01-01;",
    "R4;Sogn;region;14;;2017-01-01;",
    "1235;NAV Voss;office;12;R1;2017-01-01;",
    "1233;NAV Ulvik;office;12;R1;2017-01-01;",
    "1201;NAV Bergen;office;12;R2;2017-01-01;",
    "1220;NAV Stord;office;12;;2017-01-01;",
    "1420;NAV Sogndal;office;14;R4;2017-01-01;",
    "1290;NAV Arbeidslivssenter;special;12;R2;2017-01-01;",
    "9900;NAV Utland;special;;;2017-01-01;",
)
JUNE = first("2018-06")


@pytest.fixture
def standing() -> Standing:
    return standing_of(*LINES)


def refusals(change, standing) -> list[str]:
    return codes(change_lines(change, standing), standing)


class TestMergeOffices:
    def test_a_new_office_takes_over_and_the_old_ones_end(self, standing):
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV Voss og Ulvik")), standing)
        assert units(lines) == {
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1233;NAV Ulvik;office;12;R1;2017-01-01;2018-06-01",
            "1238;NAV Voss og Ulvik;office;12;R1;2018-06-01;",
        }
        assert successions(lines) == {"1235;1238;2018-06-01", "1233;1238;2018-06-01"}
        assert codes(lines, standing) == []

    def test_one_of_them_can_be_the_one_that_stays(self, standing):
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1235", "")), standing)
        assert units(lines) == {"1233;NAV Ulvik;office;12;R1;2017-01-01;2018-06-01"}
        assert successions(lines) == {"1233;1235;2018-06-01"}
        assert codes(lines, standing) == []

    def test_the_one_that_stays_can_get_a_new_name(self, standing):
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1235", "NAV Vossland")), standing)
        assert "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01" in units(lines)
        assert "1235;NAV Vossland;office;12;R1;2018-06-01;" in units(lines)

    def test_an_office_that_is_there_can_take_over_one_alone(self, standing):
        lines = change_lines(MergeOffices(JUNE, ("1233",), NewUnit("1235", "")), standing)
        assert successions(lines) == {"1233;1235;2018-06-01"}
        assert codes(lines, standing) == []

    def test_a_new_office_can_stand_elsewhere(self, standing):
        change = MergeOffices(JUNE, ("1235", "1420"), NewUnit("1499", "NAV Fjord"), ("14", "R4"))
        assert "1499;NAV Fjord;office;14;R4;2018-06-01;" in units(change_lines(change, standing))
        assert refusals(change, standing) == []

    def test_a_region_of_another_county_is_refused(self, standing):
        change = MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "Ny"), ("14", "R1"))
        assert refusals(change, standing) == ["outside_region"]

    def test_a_code_in_use_is_refused(self, standing):
        assert refusals(MergeOffices(JUNE, ("1235", "1233"), NewUnit("R4", "Ny")), standing) == ["wrong_kind"]

    def test_so_is_one_that_was_in_use_before(self):
        standing = standing_of(*LINES, "1299;NAV Gamleby;office;12;;2017-01-01;2018-01-01")
        assert refusals(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1299", "Ny")), standing) == ["code_in_use"]

    def test_a_code_without_spans_of_another_kind_is_refused_and_of_the_same_not(self, standing):
        standing.kinds.update({"X1": "region", "X2": "office"})
        assert refusals(MergeOffices(JUNE, ("1235", "1233"), NewUnit("X1", "Ny")), standing) == ["code_in_use"]
        assert refusals(MergeOffices(JUNE, ("1235", "1233"), NewUnit("X2", "Ny")), standing) == []

    @pytest.mark.parametrize(
        ("unit", "code"),
        [
            (NewUnit("12 38", "Ny"), "invalid_code"),
            (NewUnit("", "Ny"), "invalid_code"),
            (NewUnit("1238", ""), "missing_value"),
            (NewUnit("1238", "x" * 121), "missing_value"),
        ],
    )
    def test_a_new_unit_without_a_proper_code_and_name_is_refused(self, standing, unit, code):
        assert code in refusals(MergeOffices(JUNE, ("1235", "1233"), unit), standing)

    @pytest.mark.parametrize("offices", [(), ("1235",), ("1235", "1235")])
    def test_less_than_two_are_not_merged(self, standing, offices):
        assert "too_few_units" in refusals(MergeOffices(JUNE, offices, NewUnit("1238", "Ny")), standing)

    def test_an_office_is_not_merged_with_itself(self, standing):
        assert refusals(MergeOffices(JUNE, ("1235",), NewUnit("1235", "")), standing) == ["too_few_units"]

    def test_all_that_stands_in_the_way_is_named_at_once(self, standing):
        found = refusals(MergeOffices(datetime.date(2018, 6, 15), ("1235", "8888", "R1"), NewUnit("1", "")), standing)
        assert found == ["not_the_first", "unit_not_in_existence", "wrong_kind"]

    def test_the_day_on_which_an_office_begins_is_too_early(self, standing):
        change = MergeOffices(first("2017-01"), ("1235", "1233"), NewUnit("1238", "Ny"))
        assert refusals(change, standing) == ["date_before_start", "date_before_start"]

    def test_a_date_before_it_begins_is_refused(self, standing):
        change = MergeOffices(first("2016-12"), ("1235", "1233"), NewUnit("1238", "Ny"))
        assert refusals(change, standing) == ["unit_not_in_existence", "unit_not_in_existence"]

    def test_an_office_that_ends_later_is_not_ended_twice(self):
        standing = standing_of(*LINES, "1299;NAV Gamleby;office;12;;2017-01-01;2019-01-01")
        change = MergeOffices(JUNE, ("1299", "1233"), NewUnit("1238", "Ny"))
        assert refusals(change, standing) == ["later_change"]

    def test_nor_one_that_takes_over_from_another_later(self):
        standing = standing_of(
            *LINES[:-1],
            "1299;NAV Gamleby;office;12;;2017-01-01;2019-01-01",
            successions=("1299;1233;2019-01-01",),
        )
        assert refusals(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "Ny")), standing) == ["later_change"]

    def test_mergers_can_follow_one_another(self, standing):
        once = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV A")), standing)
        from organisation.organisation_checks import after_loading

        after = after_loading(once.as_files(), standing)
        lines = change_lines(MergeOffices(first("2019-01"), ("1238", "1220"), NewUnit("1239", "NAV B")), after)
        assert "1238;NAV A;office;12;R1;2018-06-01;2019-01-01" in units(lines)
        assert successions(lines) == {"1238;1239;2019-01-01", "1220;1239;2019-01-01"}
        assert codes(lines, after) == []

    def test_a_new_office_goes_along_with_the_known_moves_of_the_first(self):
        standing = standing_of(
            *(line for line in LINES if not line.startswith("1235")),
            "1235;NAV Voss;office;12;R1;2017-01-01;2020-01-01",
            "1235;NAV Voss;office;14;R4;2020-01-01;",
        )
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV A")), standing)
        assert "1238;NAV A;office;12;R1;2018-06-01;2020-01-01" in units(lines)
        assert "1238;NAV A;office;14;R4;2020-01-01;" in units(lines)
        elsewhere = MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV A"), ("12", "R2"))
        assert "1238;NAV A;office;12;R2;2018-06-01;" in units(change_lines(elsewhere, standing))

    def test_on_the_day_of_another_change_that_one_is_replaced(self):
        standing = standing_of(
            *(line for line in LINES if not line.startswith("1235")),
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1235;NAV Voss;office;12;R2;2018-06-01;",
        )
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV A")), standing)
        assert "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01" in units(lines)
        assert not any("1235" in line and "R2" in line for line in units(lines))

    def test_what_a_unit_became_before_is_kept(self):
        standing = standing_of(*LINES, successions=("1235;1220;2018-01-01",))
        lines = change_lines(MergeOffices(JUNE, ("1235", "1233"), NewUnit("1238", "NAV A")), standing)
        assert "1235;1220;2018-01-01" in successions(lines)


class TestSplitOffice:
    PARTS = (NewUnit("1236", "NAV A"), NewUnit("1237", "NAV B"))

    def test_the_parts_stand_where_the_office_stood(self, standing):
        lines = change_lines(SplitOffice(JUNE, "1235", self.PARTS), standing)
        assert units(lines) == {
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1236;NAV A;office;12;R1;2018-06-01;",
            "1237;NAV B;office;12;R1;2018-06-01;",
        }
        assert successions(lines) == {"1235;1236;2018-06-01", "1235;1237;2018-06-01"}
        assert codes(lines, standing) == []

    def test_the_office_can_go_on(self, standing):
        lines = change_lines(SplitOffice(JUNE, "1235", self.PARTS[:1], goes_on=True), standing)
        assert units(lines) == {"1236;NAV A;office;12;R1;2018-06-01;"}
        assert successions(lines) == {"1235;1236;2018-06-01"}
        assert codes(lines, standing) == []

    def test_one_part_is_no_split(self, standing):
        assert refusals(SplitOffice(JUNE, "1235", self.PARTS[:1]), standing) == ["too_few_units"]

    def test_two_parts_have_two_codes(self, standing):
        twice = (self.PARTS[0], self.PARTS[0])
        assert refusals(SplitOffice(JUNE, "1235", twice), standing) == ["code_in_use"]

    def test_a_region_is_no_office(self, standing):
        assert refusals(SplitOffice(JUNE, "R1", self.PARTS), standing) == ["wrong_kind"]


class TestMove:
    def test_offices_and_special_units_move(self, standing):
        lines = change_lines(MoveUnits(JUNE, ("1235", "1290"), ("14", "R4")), standing)
        assert units(lines) == {
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1235;NAV Voss;office;14;R4;2018-06-01;",
            "1290;NAV Arbeidslivssenter;special;12;R2;2017-01-01;2018-06-01",
            "1290;NAV Arbeidslivssenter;special;14;R4;2018-06-01;",
        }
        assert successions(lines) == set()
        assert codes(lines, standing) == []

    def test_from_its_first_day_the_span_is_another(self, standing):
        lines = change_lines(MoveUnits(first("2017-01"), ("1235",), ("12", "")), standing)
        assert units(lines) == {"1235;NAV Voss;office;12;;2017-01-01;"}

    def test_to_where_it_stands_nothing_changes(self, standing):
        assert units(change_lines(MoveUnits(JUNE, ("1235",), ("12", "R1")), standing)) == set()

    def test_a_move_that_is_known_to_come_stands(self):
        standing = standing_of(
            *(line for line in LINES if not line.startswith("1235")),
            "1235;NAV Voss;office;12;R1;2017-01-01;2019-01-01",
            "1235;NAV Vossland;office;12;R1;2019-01-01;2020-01-01",
            "1235;NAV Vossland;office;14;R4;2020-01-01;2021-01-01",
            "1235;NAV Vossland;office;12;R1;2021-01-01;",
        )
        assert units(change_lines(MoveUnits(JUNE, ("1235",), ("12", "R2")), standing)) == {
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1235;NAV Voss;office;12;R2;2018-06-01;2019-01-01",
            "1235;NAV Vossland;office;12;R2;2019-01-01;2020-01-01",
            "1235;NAV Vossland;office;14;R4;2020-01-01;2021-01-01",
            "1235;NAV Vossland;office;12;R1;2021-01-01;",
        }

    def test_nothing_chosen_is_said(self, standing):
        assert refusals(MoveUnits(JUNE, (), ("12", "")), standing) == ["too_few_units"]

    def test_regions_are_not_moved(self, standing):
        assert refusals(MoveUnits(JUNE, ("R1",), ("14", "")), standing) == ["wrong_kind"]

    def test_to_a_county_that_is_not_there_is_refused(self, standing):
        assert refusals(MoveUnits(JUNE, ("1235",), ("15", "")), standing) == ["unknown_unit"]


class TestRename:
    @pytest.mark.parametrize("code", ["1235", "R1", "12", "9900"])
    def test_any_unit_gets_a_new_name_from_the_date(self, standing, code):
        lines = change_lines(RenameUnit(JUNE, code, "Nytt navn"), standing)
        assert len(units(lines)) == 2
        assert any(line.startswith(f"{code};Nytt navn;") and line.endswith(";2018-06-01;") for line in units(lines))
        assert codes(lines, standing) == []

    def test_with_the_same_name_nothing_changes(self, standing):
        assert units(change_lines(RenameUnit(JUNE, "1235", "NAV Voss"), standing)) == set()

    def test_the_name_follows_through_later_moves(self):
        standing = standing_of(
            *(line for line in LINES if not line.startswith("1235")),
            "1235;NAV Voss;office;12;R1;2017-01-01;2020-01-01",
            "1235;NAV Voss;office;14;R4;2020-01-01;",
        )
        lines = units(change_lines(RenameUnit(JUNE, "1235", "NAV V"), standing))
        assert "1235;NAV V;office;14;R4;2020-01-01;" in lines

    def test_on_the_day_of_an_earlier_change_there_is_one_span(self, standing):
        from organisation.organisation_checks import after_loading

        moved = after_loading(change_lines(MoveUnits(JUNE, ("1235",), ("12", "R2")), standing).as_files(), standing)
        assert units(change_lines(RenameUnit(JUNE, "1235", "NAV V"), moved)) == {
            "1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01",
            "1235;NAV V;office;12;R2;2018-06-01;",
        }

    @pytest.mark.parametrize(("name", "code"), [("", "missing_value"), ("x" * 121, "too_long")])
    def test_a_name_has_letters_and_fits(self, standing, name, code):
        assert code in refusals(RenameUnit(JUNE, "1235", name), standing)

    def test_an_unknown_unit_is_said(self, standing):
        assert refusals(RenameUnit(JUNE, "8888", "Nytt"), standing) == ["unit_not_in_existence"]


class TestCloseAndOpen:
    def test_an_office_ends_and_others_take_over(self, standing):
        lines = change_lines(CloseUnit(JUNE, "1235", ("1233", "1220")), standing)
        assert units(lines) == {"1235;NAV Voss;office;12;R1;2017-01-01;2018-06-01"}
        assert successions(lines) == {"1235;1233;2018-06-01", "1235;1220;2018-06-01"}
        assert codes(lines, standing) == []

    def test_nobody_need_take_over(self, standing):
        lines = change_lines(CloseUnit(JUNE, "9900"), standing)
        assert units(lines) == {"9900;NAV Utland;special;;;2017-01-01;2018-06-01"}
        assert successions(lines) == set()

    def test_whoever_takes_over_stands_then(self, standing):
        assert refusals(CloseUnit(JUNE, "1235", ("8888",)), standing) == ["unit_not_in_existence"]

    def test_nobody_takes_over_from_itself(self, standing):
        assert "unit_not_in_existence" in refusals(CloseUnit(JUNE, "1235", ("1235",)), standing)

    @pytest.mark.parametrize("code", ["12", "R1", "NO"])
    def test_counties_and_regions_are_not_closed_so(self, standing, code):
        assert refusals(CloseUnit(JUNE, code), standing) == ["wrong_kind"]

    def test_a_new_office_begins(self, standing):
        lines = change_lines(OpenUnit(JUNE, "office", NewUnit("1300", "NAV Ny"), ("12", "R1")), standing)
        assert units(lines) == {"1300;NAV Ny;office;12;R1;2018-06-01;"}
        assert codes(lines, standing) == []

    def test_a_code_in_use_is_refused(self, standing):
        assert refusals(OpenUnit(JUNE, "office", NewUnit("1235", "Ny"), ("12", "")), standing) == ["code_in_use"]


class TestRegions:
    def test_offices_are_divided_anew_and_an_empty_region_ends(self, standing):
        change = RedrawRegions(JUNE, "12", (("1201", "R9"), ("1220", "R9"), ("1233", "")), (NewUnit("R9", "Vest"),))
        lines = change_lines(change, standing)
        assert {line for line in units(lines) if "2018-06-01" in line.split(";")[5]} == {
            "R9;Vest;region;12;;2018-06-01;",
            "1201;NAV Bergen;office;12;R9;2018-06-01;",
            "1220;NAV Stord;office;12;R9;2018-06-01;",
            "1233;NAV Ulvik;office;12;;2018-06-01;",
            "1290;NAV Arbeidslivssenter;special;12;;2018-06-01;",
        }
        assert "R2;Bergen;region;12;;2017-01-01;2018-06-01" in units(lines)
        assert codes(lines, standing) == []

    def test_an_office_of_another_county_is_refused(self, standing):
        assert refusals(RedrawRegions(JUNE, "12", (("1420", "R1"),)), standing)[0] == "outside_county"

    def test_a_region_of_another_county_is_refused(self, standing):
        assert "outside_region" in refusals(RedrawRegions(JUNE, "12", (("1235", "R4"),)), standing)

    def test_a_new_region_has_an_office(self, standing):
        assert refusals(RedrawRegions(JUNE, "12", (), (NewUnit("R9", "Vest"),)), standing) == ["empty_region"]

    def test_the_code_of_a_new_region_is_not_in_use(self, standing):
        change = RedrawRegions(JUNE, "12", (("1220", "R2"),), (NewUnit("R2", "Ny"),))
        assert refusals(change, standing) == ["code_in_use"]

    def test_only_a_county_has_regions(self, standing):
        assert refusals(RedrawRegions(JUNE, "R1", ()), standing) == ["wrong_kind"]

    def test_an_unknown_office_is_said(self, standing):
        assert refusals(RedrawRegions(JUNE, "12", (("8888", "R1"),)), standing) == ["unit_not_in_existence"]


class TestMergeCounties:
    VESTLAND = MergeCounties(JUNE, ("12", "14"), NewUnit("46", "Vestland"))

    def test_everything_follows_into_the_new_county(self, standing):
        lines = change_lines(self.VESTLAND, standing)
        since = {line for line in units(lines) if line.split(";")[5] == "2018-06-01"}
        assert since == {
            "46;Vestland;county;;;2018-06-01;",
            "R1;Voss;region;46;;2018-06-01;",
            "R2;Bergen;region;46;;2018-06-01;",
            "R4;Sogn;region;46;;2018-06-01;",
            "1235;NAV Voss;office;46;R1;2018-06-01;",
            "1233;NAV Ulvik;office;46;R1;2018-06-01;",
            "1201;NAV Bergen;office;46;R2;2018-06-01;",
            "1220;NAV Stord;office;46;;2018-06-01;",
            "1420;NAV Sogndal;office;46;R4;2018-06-01;",
            "1290;NAV Arbeidslivssenter;special;46;R2;2018-06-01;",
        }
        assert "12;Hordaland;county;;;2017-01-01;2018-06-01" in units(lines)
        assert successions(lines) == {"12;46;2018-06-01", "14;46;2018-06-01"}
        assert codes(lines, standing) == []

    def test_the_regions_can_be_no_more(self, standing):
        change = MergeCounties(JUNE, ("12", "14"), NewUnit("46", "Vestland"), regions_follow=False)
        lines = change_lines(change, standing)
        assert "R1;Voss;region;12;;2017-01-01;2018-06-01" in units(lines)
        assert "1235;NAV Voss;office;46;;2018-06-01;" in units(lines)
        assert codes(lines, standing) == []

    def test_one_can_stay_and_get_a_new_name(self, standing):
        lines = change_lines(MergeCounties(JUNE, ("12", "14"), NewUnit("12", "Vestland")), standing)
        assert "12;Vestland;county;;;2018-06-01;" in units(lines)
        assert not any(line.startswith("1235") for line in units(lines))
        assert "1420;NAV Sogndal;office;12;R4;2018-06-01;" in units(lines)
        assert successions(lines) == {"14;12;2018-06-01"}
        assert codes(lines, standing) == []

    def test_one_county_is_no_merger(self, standing):
        assert "too_few_units" in refusals(MergeCounties(JUNE, ("12",), NewUnit("46", "V")), standing)

    def test_a_region_is_no_county(self, standing):
        assert refusals(MergeCounties(JUNE, ("12", "R1"), NewUnit("46", "V")), standing) == ["wrong_kind"]

    def test_a_code_in_use_is_refused(self, standing):
        assert refusals(MergeCounties(JUNE, ("12", "14"), NewUnit("1235", "V")), standing) == ["wrong_kind"]

    def test_what_stands_elsewhere_later_is_left_there(self):
        standing = standing_of(
            *(line for line in LINES if not line.startswith("1235")),
            "NO2;Andre;county;;;2017-01-01;",
            "1235;NAV Voss;office;12;R1;2017-01-01;2020-01-01",
            "1235;NAV Voss;office;NO2;;2020-01-01;",
        )
        lines = change_lines(self.VESTLAND, standing)
        assert "1235;NAV Voss;office;46;R1;2018-06-01;2020-01-01" in units(lines)
        assert "1235;NAV Voss;office;NO2;;2020-01-01;" in units(lines)
        assert codes(lines, standing) == []


class TestSplitCounty:
    PARTS = (NewUnit("46", "Nord"), NewUnit("47", "Sør"))
    SHARES = (("R1", "46"), ("R2", "47"), ("1220", "47"))

    def test_regions_go_with_their_offices_and_others_one_by_one(self, standing):
        lines = change_lines(SplitCounty(JUNE, "12", self.PARTS, self.SHARES), standing)
        since = {line for line in units(lines) if line.split(";")[5] == "2018-06-01"}
        assert "1235;NAV Voss;office;46;R1;2018-06-01;" in since
        assert "1290;NAV Arbeidslivssenter;special;47;R2;2018-06-01;" in since
        assert "1220;NAV Stord;office;47;;2018-06-01;" in since
        assert successions(lines) == {"12;46;2018-06-01", "12;47;2018-06-01"}
        assert "12;Hordaland;county;;;2017-01-01;2018-06-01" in units(lines)
        assert codes(lines, standing) == []

    def test_the_county_itself_can_go_on_as_a_part(self, standing):
        shares = (("R1", "12"), ("R2", "47"), ("1220", "12"))
        lines = change_lines(SplitCounty(JUNE, "12", (NewUnit("12", ""), self.PARTS[1]), shares), standing)
        assert not any(line.startswith(("12;", "1235")) for line in units(lines))
        assert successions(lines) == {"12;47;2018-06-01"}
        assert codes(lines, standing) == []

    def test_every_unit_has_its_part(self, standing):
        found = refusals(SplitCounty(JUNE, "12", self.PARTS, (("R1", "46"), ("1220", "48"))), standing)
        assert found.count("missing_share") == 4  # region 2, its office and special unit, and the one sent astray

    def test_one_part_is_no_split(self, standing):
        shares = tuple((code, "46") for code, _ in self.SHARES)
        assert "too_few_units" in refusals(SplitCounty(JUNE, "12", self.PARTS[:1], shares), standing)

    def test_an_office_is_no_county(self, standing):
        assert refusals(SplitCounty(JUNE, "1235", self.PARTS, ()), standing) == ["wrong_kind"]
