"""Indicators of the package, and months of the delivery."""

import pytest

from organisation.months import Month
from tests.scorecards.delivered_files import MAY, SHARE, a_context, check, csv_file, found_in, long_file, only_package


def line(indicator="KVP", month="2018-05", value="5"):
    return ["1202", indicator, month, "", "", value]


def message_about(content, code):
    return next(one.message for one in check(content).findings.kept if one.code == code)


class TestIndicators:
    def test_codes_are_read_in_any_case(self):
        assert found_in(long_file(line("kvp"), line("Svartid"))) == []

    def test_an_unknown_code_is_told_with_the_one_meant(self):
        content = long_file(line("OVG_ORDD", value="0,5"))
        assert found_in(content) == [("unknown_indicator", "E", 2, "B")]
        assert "Mente du OVG_ORD?" in message_about(content, "unknown_indicator")

    def test_a_code_of_another_package_may_have_been_meant(self):
        assert "Mente du GRADERT?" in message_about(long_file(line("GRADERTT")), "unknown_indicator")

    def test_a_name_is_answered_with_its_code(self):
        content = long_file(line("Gradert sjukmelding"), line("Overgang til arbeid"))
        messages = [found.message for found in check(content).findings.kept if found.code == "unknown_indicator"]
        assert "Mente du GRADERT?" in messages[0]
        assert "Mente du OVG_ORD?" in messages[1]

    def test_nothing_is_suggested_where_nothing_is_near(self):
        assert "Mente du" not in message_about(long_file(line("ZZZ")), "unknown_indicator")

    def test_a_code_that_is_missing_is_told_so(self):
        content = long_file(line(""), line("KVP"))
        assert found_in(content) == [("unknown_indicator", "E", 2, "B")]
        assert "mangler i B2" in message_about(content, "unknown_indicator")

    def test_hundreds_of_unknown_codes_are_all_told(self):
        assert check(long_file(*(line(f"X{number}") for number in range(200)))).findings.errors == 200

    def test_an_indicator_outside_the_package_is_told_on_each_line_of_a_long_file(self):
        content = long_file(line("GRADERT", value="0,5"), ["1203", "gradert", "", "", "", "0,6"])
        assert found_in(content) == [("outside_package", "E", 2, "B"), ("outside_package", "E", 3, "B")]
        assert "GRADERT Gradert sykmelding er ikke med i pakken PROVE i mai 2018." in message_about(
            content, "outside_package"
        )

    def test_and_once_in_the_header_of_a_wide_one(self):
        content = csv_file([["Tittel"], ["enhet", "KVP", "GRADERT"], ["1202", "5", "0,5"], ["1203", "6", "0,6"]])
        assert found_in(content) == [("outside_package", "E", 2, "C")]

    def test_at_its_first_column_where_it_has_two(self):
        content = csv_file([["enhet", "GRADERT teller", "GRADERT nevner"], ["1202", "5", "10"], ["1203", "5", "10"]])
        assert found_in(content) == [("outside_package", "E", 1, "B")]

    def test_its_figures_are_not_taken(self):
        assert len(check(csv_file([["enhet", "KVP", "GRADERT"], ["1202", "5", "0,5"]])).figures) == 1

    def test_the_package_of_the_month_decides(self):
        assert found_in(long_file(line("KVP")), a_context(indicators=only_package(SHARE))) == [
            ("outside_package", "E", 2, "B")
        ]


class TestMonths:
    @pytest.mark.parametrize("month", ["2018-05", "mai 2018", "05.2018", "201805", "", "2018-05-01"])
    def test_the_deliverys_own_month_or_none_is_fine(self, month):
        assert found_in(long_file(line(month=month))) == []

    @pytest.mark.parametrize("month", ["2018-04", "april 2018", "2017-05", "uke 20", "2018"])
    def test_another_is_told(self, month):
        assert found_in(long_file(line(month=month), line("SVARTID"))) == [("month_mismatch", "E", 2, "C")]

    def test_what_it_says_and_what_it_should_say_are_told(self):
        assert "gjelder mai 2018" in message_about(long_file(line(month="2018-04")), "month_mismatch")
        assert "lever filen for april 2018" in message_about(long_file(line(month="2018-04")), "month_mismatch")
        assert "ikke er en måned" in message_about(long_file(line(month="uke 20")), "month_mismatch")

    def test_in_a_wide_file_it_is_told_once_a_line(self):
        content = csv_file(
            [["enhet", "måned", "KVP", "SVARTID"], ["1202", "2018-04", "5", "2"], ["1203", "2018-05", "6", "3"]]
        )
        assert found_in(content) == [("month_mismatch", "E", 2, "B")]
        assert len(check(content).figures) == 2

    def test_figures_of_another_month_are_not_taken(self):
        assert len(check(long_file(line(month="2018-04"))).figures) == 0

    def test_a_month_to_come_is_told_once(self):
        context = a_context(month=Month(2018, 7), today=Month(2018, 6))
        content = csv_file([["enhet", "KVP"], ["1202", "5"], ["1203", "6"]])
        assert found_in(content, context) == [("month_in_future", "E", None, "")]
        assert len(check(content, context).figures) == 0

    def test_the_month_that_runs_is_not_to_come(self):
        context = a_context(month=MAY, today=MAY)
        assert found_in(csv_file([["enhet", "KVP"], ["1202", "5"]]), context) == []

    def test_a_wide_file_without_months_is_of_the_deliverys(self):
        assert check(csv_file([["enhet", "KVP"], ["1202", "5"]])).figures.month == MAY
