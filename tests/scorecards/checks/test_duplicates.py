"""The same unit and indicator twice."""

from tests.scorecards.delivered_files import check, csv_file, figures_by_name, found_in, long_file, workbook


def line(indicator="KVP", value="5", unit="1202", month="2018-05"):
    return [unit, indicator, month, "", "", value]


def message(content):
    return next(one.message for one in check(content).findings.kept if one.code == "duplicate_row")


class TestLongFiles:
    def test_an_identical_line_is_a_warning_at_the_later_one(self):
        assert found_in(long_file(line(), line("SVARTID"), line())) == [("duplicate_row", "W", 4, "A")]

    def test_another_figure_is_an_error(self):
        assert found_in(long_file(line(), line("SVARTID"), line(value="6"))) == [("duplicate_row", "E", 4, "A")]

    def test_the_first_line_is_named(self):
        assert "lik rad 2" in message(long_file(line(), line()))
        assert "står også i rad 2" in message(long_file(line(), line(value="6")))

    def test_the_same_number_in_another_form_is_identical(self):
        assert found_in(long_file(line(value="5"), line(value="5,0"))) == [("duplicate_row", "W", 3, "A")]

    def test_another_marker_is_another_figure(self):
        assert found_in(long_file(line(value="*"), line(value="-"))) == [("duplicate_row", "E", 3, "A")]
        assert found_in(long_file(line(value="*"), line(value=":"))) == [("duplicate_row", "W", 3, "A")]

    def test_codes_in_another_case_are_the_same(self):
        assert found_in(long_file(line("KVP"), line("kvp"))) == [("duplicate_row", "W", 3, "A")]

    def test_a_note_makes_no_difference(self):
        assert found_in(long_file(line(), [*line(), "ring tilbake"])) == [("duplicate_row", "W", 3, "A")]

    def test_each_later_line_is_held_against_the_first(self):
        found = found_in(long_file(line(), line(value="6"), line(), line(value="6")))
        assert found == [("duplicate_row", "E", 3, "A"), ("duplicate_row", "W", 4, "A"), ("duplicate_row", "E", 5, "A")]

    def test_lines_of_unknown_units_or_indicators_are_not_compared(self):
        found = found_in(long_file(line(unit="1299"), line(unit="1299"), line("XXX"), line("XXX")))
        assert [code for code, *_ in found] == ["unknown_unit"] * 2 + ["unknown_indicator"] * 2

    def test_lines_of_another_month_are_no_repeats_of_this_one(self):
        found = found_in(long_file(line(), line(month="2018-04"), line(month="uke 20")))
        assert [code for code, *_ in found] == ["month_mismatch"] * 2

    def test_the_first_figure_is_the_one_that_counts(self):
        checked = check(long_file(line(), line()))
        assert checked.rows == 2
        assert checked.results == 1
        assert figures_by_name(checked) == {("1202", "KVP"): (None, None, 5, "")}


class TestWideFiles:
    def test_a_unit_twice_is_told_once_at_its_later_cell(self):
        rows = [["enhet", "KVP", "SVARTID"], ["1202", "5", "2"], ["1203", "6", "3"], ["1202", "5", "2"]]
        assert found_in(csv_file(rows)) == [("duplicate_row", "W", 4, "A")]
        assert check(csv_file(rows)).results == 4

    def test_one_figure_that_differs_makes_it_an_error(self):
        rows = [["enhet", "KVP", "SVARTID"], ["1202", "5", "2"], ["1202", "5", "3"]]
        assert found_in(csv_file(rows)) == [("duplicate_row", "E", 3, "A")]

    def test_on_another_sheet_it_is_the_same(self):
        content = workbook({"A": [["enhet", "KVP"], ["1202", 5]], "B": [["enhet", "KVP"], ["1202", 5]]})
        (found,) = [one for one in check(content).findings.kept if one.code == "duplicate_row"]
        assert (found.sheet, found.row, found.severity) == ("B", 2, "W")
        assert "rad 2 i arket «A»" in found.message


def test_results_count_what_is_named_known_or_not():
    assert check(long_file(line(), line("XXX"), line(unit="1299"), line("xxx"))).results == 3
