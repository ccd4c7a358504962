"""Held against what is known: units and indicators that are missing, one value for all, figures that stand."""

import pytest

from organisation.months import Month
from scorecards.checks.context import IndicatorRules
from tests.scorecards.delivered_files import (
    COUNTRY,
    DAYS,
    HORDALAND,
    NUMBER,
    OFFICES,
    SHARE,
    SOGN,
    UNITS,
    a_context,
    check,
    csv_file,
    earlier,
    long_file,
    only_package,
    standing,
    told,
    workbook,
)

FANA, ASANE, ARNA, BOMLO, FLORA, GRUNERLOKKA, JONDAL = OFFICES
APRIL = Month(2018, 4)


def found(content, code, **context):
    return [one for one in check(content, a_context(**context)).findings.kept if one.code == code]


def wide(*rows, codes=("KVP", "SVARTID")):
    return csv_file([["enhet", *codes], *rows])


class TestMissingUnits:
    def missing(self, content, *before, **context):
        return [one.value for one in found(content, "missing_unit", earlier=earlier(APRIL, *before), **context)]

    def test_a_unit_that_had_figures_last_time_and_has_none_is_told(self):
        (one,) = found(wide(["1202", "5", "2"]), "missing_unit", earlier=earlier(APRIL, FANA, BOMLO))
        assert (one.severity, one.row, one.column, one.value) == ("W", None, "", "1219")
        assert "NAV Bømlo hadde tall i april 2018" in one.message

    def test_they_come_by_code(self):
        assert self.missing(wide(["1202", "5", "2"]), BOMLO, ASANE, ARNA) == ["1203", "1204", "1219"]

    def test_without_an_earlier_month_nobody_is_missing(self):
        assert found(wide(["1202", "5", "2"]), "missing_unit") == []

    def test_a_unit_that_is_gone_is_not_missing(self):
        assert self.missing(wide(["1202", "5", "2"]), JONDAL) == []

    def test_a_unit_that_moved_to_another_county_is_not_missing(self):
        assert self.missing(wide(["1202", "5", "2"]), FLORA) == []
        assert self.missing(wide(["1202", "5", "2"]), FLORA, owner=COUNTRY) == ["1401"]

    def test_the_countys_own_line_is_not_missing(self):
        assert self.missing(wide(["1202", "5", "2"]), HORDALAND) == []

    def test_markers_are_figures(self):
        assert self.missing(wide(["1202", "-", "*"]), FANA) == []

    def test_empty_cells_are_none(self):
        assert self.missing(wide(["1202", "", ""], ["1203", "5", "2"]), FANA, ASANE) == ["1202"]

    def test_a_unit_whose_figures_are_wrong_is_not_missing(self):
        assert self.missing(wide(["1202", "x", "y"]), FANA) == []


class TestMissingIndicators:
    def missing(self, content, *package):
        return [one.value for one in found(content, "missing_indicator", indicators=only_package(*package))]

    def test_an_item_without_figures_is_told(self):
        assert self.missing(wide(["1202", "5", "2"]), NUMBER, DAYS, SHARE) == ["OVG_ORD"]
        (one,) = found(wide(["1202", "5", "2"]), "missing_indicator", indicators=only_package(NUMBER, DAYS, SHARE))
        assert (one.severity, one.row, one.column) == ("W", None, "")
        assert "OVG_ORD Overgang til arbeid" in one.message

    def test_an_empty_column_has_no_figures(self):
        assert self.missing(wide(["1202", "5", ""], ["1203", "6", ""]), NUMBER, DAYS) == ["SVARTID"]

    def test_a_column_of_markers_has(self):
        assert self.missing(wide(["1202", "5", "-"], ["1203", "6", "-"]), NUMBER, DAYS) == []

    def test_what_is_not_in_the_package_is_not_missing(self):
        assert self.missing(wide(["1202", "5", "2"]), NUMBER, DAYS) == []


class TestOneValueForAll:
    def equal(self, content):
        return told(found(content, "all_equal"))

    def test_one_value_for_every_office_is_told_at_its_column(self):
        content = wide(["1202", "5", "2"], ["1203", "5", "3"], ["1204", "5", "4"])
        assert self.equal(content) == [("all_equal", "W", None, "B")]
        (one,) = found(content, "all_equal")
        assert one.value == "KVP"
        assert "KVP Deltakere er 5 for alle kontorene" in one.message

    def test_two_offices_may_well_have_the_same(self):
        assert self.equal(wide(["1202", "5", "2"], ["1203", "5", "3"])) == []

    def test_one_that_differs_is_enough(self):
        assert (
            self.equal(wide(["1202", "5", "2"], ["1203", "5", "3"], ["1204", "5", "4"], ["1219", "6", "5"]))
            == []
            != [1]
        )

    def test_markers_and_errors_do_not_count(self):
        rows = [["1202", "5", "2"], ["1203", "5", "3"], ["1204", "5", "4"], ["1219", "*", "5"]]
        assert self.equal(wide(*rows)) == [("all_equal", "W", None, "B")]
        rows[3][1] = "x"
        assert self.equal(wide(*rows)) == [("all_equal", "W", None, "B")]

    def test_counties_and_regions_do_not_count(self):
        rows = [["1202", "5", "2"], ["1203", "5", "3"], ["1204", "5", "4"], ["1200", "15", "9"]]
        assert self.equal(wide(*rows)) == [("all_equal", "W", None, "B")]
        assert self.equal(wide(["1202", "5", "2"], ["1200", "5", "3"], ["R-BERGEN", "5", "4"])) == []

    def test_of_parts_the_value_counts_and_the_numerators_column_is_named(self):
        rows = [["1202", "1", "2"], ["1203", "5", "10"], ["1204", "50", "100"]]
        content = wide(*rows, codes=("OVG_ORD teller", "OVG_ORD nevner"))
        assert self.equal(content) == [("all_equal", "W", None, "B")]
        assert "50 %" in found(content, "all_equal")[0].message

    def test_in_a_long_file_the_value_column_is_named(self):
        rows = [[unit, "KVP", "", "", "", "5"] for unit in ("1202", "1203", "1204")]
        assert self.equal(long_file(*rows)) == [("all_equal", "W", None, "F")]

    def test_the_sheet_is_named(self):
        content = workbook({"Mai": [["enhet", "KVP"], ["1202", 5], ["1203", 5], ["1204", 5]]})
        assert found(content, "all_equal")[0].sheet == "Mai"


class TestPublishedFigures:
    STANDING = standing((FANA, SHARE, (44, 74)), (FANA, NUMBER, 26.0), (ASANE, NUMBER, "too_few"))

    def differs(self, content, **context):
        return found(content, "published_figure_differs", standing=self.STANDING, **context)

    def test_another_figure_is_told_on_its_line(self):
        content = long_file(["1202", "OVG_ORD", "", "41", "74", ""], ["1202", "KVP", "", "", "", "26"])
        (one,) = self.differs(content)
        assert (one.severity, one.row, one.column) == ("W", 2, "D")
        assert "OVG_ORD 44 av 74 → 41 av 74" in one.message
        assert "De erstattes" in one.message

    def test_the_same_figure_is_not(self):
        assert self.differs(long_file(["1202", "OVG_ORD", "", "44", "74", ""], ["1203", "KVP", "", "", "", ":"])) == []

    def test_a_figure_where_none_stands_is_not(self):
        assert self.differs(long_file(["1204", "KVP", "", "", "", "5"])) == []

    def test_a_line_of_a_wide_file_is_told_once_with_all_that_differs(self):
        content = csv_file([["enhet", "KVP", "OVG_ORD"], ["1202", "29", "0,5"], ["1203", "7", "0,5"]])
        first, second = self.differs(content)
        assert (first.row, second.row) == (2, 3)
        assert "OVG_ORD 44 av 74 → 50 %" in first.message
        assert "KVP 26 → 29" in first.message
        assert "KVP skjult → 7" in second.message

    def test_more_than_three_are_counted(self):
        rules = [IndicatorRules(200 + n, f"I{n}", f"Indikator {n}", "number", "sum") for n in range(5)]
        content = csv_file([["enhet", *(one.code for one in rules)], ["1202", *"12345"]])
        from scorecards.checks import check_delivery
        from scorecards.parsing import read_delivery

        context = a_context(
            indicators={one.code: one for one in rules}, standing=standing(*((FANA, one, 9.0) for one in rules))
        )
        parsed = read_delivery(content, "x", month=context.month, indicators=context.codes, units=UNITS)
        (one,) = [
            one for one in check_delivery(parsed, context).findings.kept if one.code == "published_figure_differs"
        ]
        assert "I2 9 → 3; og 2 til" in one.message

    @pytest.mark.parametrize(
        ("marker", "words"), [("*", "skjult"), ("-", "ikke levert"), ("i.a.", "gjelder ikke"), ("", "ikke levert")]
    )
    def test_a_marker_differs_from_a_figure(self, marker, words):
        (one,) = self.differs(long_file(["1202", "KVP", "", "", "", marker]))
        assert f"KVP 26 → {words}" in one.message

    def test_an_empty_cell_of_a_wide_file_differs_from_nothing(self):
        assert self.differs(csv_file([["enhet", "KVP"], ["1202", ""]])) == []

    def test_a_preliminary_figure_that_replaces_nothing_says_so(self):
        (one,) = self.differs(long_file(["1202", "KVP", "", "", "", "29"]), preliminary=True)
        assert "Foreløpige tall erstatter ikke endelige." in one.message

    def test_of_preliminary_figures_the_later_replaces_the_earlier(self):
        before = standing((FANA, NUMBER, 26.0), preliminary=True)
        (one,) = found(
            long_file(["1202", "KVP", "", "", "", "29"]), "published_figure_differs", standing=before, preliminary=True
        )
        assert "De erstattes" in one.message


class TestTheCountysOwnLine:
    OFFICES = (["1202", "40", "80"], ["1203", "10", "20"])

    def differs(self, *rows, codes=("OVG_ORD teller", "OVG_ORD nevner"), **context):
        return found(csv_file([["enhet", *codes], *rows]), "county_figure_differs", **context)

    def test_a_line_that_is_not_what_the_offices_come_to_is_told(self):
        (one,) = self.differs(*self.OFFICES, ["1200", "60", "100"])
        assert (one.severity, one.row, one.column) == ("W", 4, "B")
        assert "fylkets egen linje sier 60 %, mens kontorene samlet gir 50 %" in one.message

    def test_one_that_is_is_not(self):
        assert self.differs(*self.OFFICES, ["1200", "50", "100"]) == []

    def test_a_value_alone_may_be_rounded(self):
        header = ["enhet", "indikator", "teller", "nevner", "verdi"]
        rows = (["1202", "OVG_ORD", "1", "2", ""], ["1203", "OVG_ORD", "1", "4", ""])
        for value, number in (("33,3 %", 0), ("0,33", 0), ("33,4 %", 1), ("0,34", 1)):
            content = csv_file([header, *rows, ["1200", "OVG_ORD", "", "", value]])
            assert len(found(content, "county_figure_differs")) == number

    def test_offices_that_the_file_lacks_count_as_they_stand(self):
        others = standing((ARNA, SHARE, (50, 100)), (FANA, SHARE, (1, 80)))
        assert self.differs(*self.OFFICES, ["1200", "100", "200"], standing=others) == []
        assert len(self.differs(*self.OFFICES, ["1200", "50", "101"], standing=others)) == 1

    def test_an_empty_cell_leaves_what_stands(self):
        others = standing((ARNA, SHARE, (50, 100)))
        assert self.differs(*self.OFFICES, ["1204", "", ""], ["1200", "100", "200"], standing=others) == []

    def test_offices_of_other_counties_do_not_count(self):
        assert self.differs(*self.OFFICES, ["1401", "0", "50"], ["1200", "50", "100"], owner=COUNTRY) == []

    def test_each_county_is_held_against_its_own(self):
        rows = (*self.OFFICES, ["1401", "10", "50"], ["1200", "50", "100"], ["1400", "50", "100"])
        (one,) = self.differs(*rows, owner=COUNTRY)
        assert one.row == 6

    def test_where_an_office_is_hidden_nothing_is_said(self):
        assert self.differs(*self.OFFICES, ["1204", "*", "20"], ["1200", "60", "100"]) == []

    def test_without_figures_of_offices_nothing_is_said(self):
        assert self.differs(["1200", "60", "100"]) == []
        assert self.differs(["1202", "-", "-"], ["1200", "60", "100"]) == []

    def test_the_countys_own_marker_is_no_figure(self):
        assert self.differs(*self.OFFICES, ["1200", "*", "100"]) == []

    def test_what_does_not_pool_is_not_compared(self):
        assert self.differs(["1202", "40", "80"], ["1200", "9", "10"], codes=("SVARTID teller", "SVARTID nevner")) == []

    def test_regions_are_not_compared(self):
        assert self.differs(*self.OFFICES, ["R-BERGEN", "60", "100"]) == []

    def test_a_county_that_is_not_in_the_file_is_not_compared(self):
        assert self.differs(*self.OFFICES, units={k: u for k, u in UNITS.items() if u is not SOGN}) == []
