"""What a figure may be: numbers, parts that fit, values that agree, shares that are shares."""

import pytest

from scorecards.parsing import LayoutFacts
from tests.scorecards.delivered_files import check, csv_file, figures_by_name, found_in, long_file, told, workbook


def line(indicator, numerator="", denominator="", value="", unit="1202"):
    return [unit, indicator, "2018-05", numerator, denominator, value]


def found(*rows):
    return found_in(long_file(*rows))


def message(*row):
    (one,) = [one for one in check(long_file(line(*row))).findings.kept if one.code != "missing_indicator"]
    return one.message


def figure(*row):
    ((_, one),) = figures_by_name(check(long_file(line(*row)))).items()
    return one


class TestWhatIsTaken:
    def test_the_value_is_numerator_over_denominator_whatever_the_unit(self):
        assert figure("OVG_ORD", "44", "74") == (44, 74, 44 / 74, "")
        assert figure("SVARTID", "739", "384") == (739, 384, 739 / 384, "")
        assert figure("TILTAKSBRUK", "56", "50", "1,12") == (56, 50, 1.12, "")
        assert figure("OVG_ORD", "44", "74", "59,5 %") == (44, 74, 44 / 74, "")

    def test_a_value_alone_stands_as_delivered(self):
        assert figure("KVP", "", "", "26") == (None, None, 26, "")
        assert figure("OVG_ORD", "", "", "59,5 %") == (None, None, 0.595, "")

    def test_a_value_stands_where_one_part_is_missing(self):
        assert figure("OVG_ORD", "44", "-", "0,5") == (44, None, 0.5, "")
        assert figure("OVG_ORD", "44", "i.a.", "0,5") == (44, None, 0.5, "")

    def test_zero_is_a_value(self):
        assert figure("KVP", "", "", "0") == (None, None, 0, "")
        assert figure("OVG_ORD", "0", "12") == (0, 12, 0, "")

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (("OVG_ORD", "*", "28"), "too_few"),
            (("OVG_ORD", "12", ":"), "too_few"),
            (("OVG_ORD", "*", "28", "0,5"), "too_few"),
            (("OVG_ORD", "12", "28", "*"), "too_few"),
            (("KVP", "", "", "*"), "too_few"),
            (("OVG_ORD", "-", "-"), "not_delivered"),
            (("OVG_ORD", "", ""), "not_delivered"),
            (("OVG_ORD", "12", "-"), "not_delivered"),
            (("KVP", "", "", ".."), "not_delivered"),
            (("OVG_ORD", "i.a.", "i.a."), "not_applicable"),
            (("KVP", "", "", "I.A."), "not_applicable"),
            (("OVG_ORD", "*", "i.a."), "too_few"),
        ],
    )
    def test_a_marker_says_why_there_is_no_value(self, row, reason):
        _numerator, _denominator, value, absence = figure(*row)
        assert (value, absence) == (None, reason)
        assert found(line(*row)) == []

    def test_of_a_hidden_figure_the_parts_that_came_are_kept(self):
        assert figure("OVG_ORD", "*", "28") == (None, 28, None, "too_few")

    def test_an_empty_cell_of_a_wide_file_is_told_apart_from_a_marker(self):
        checked = check(csv_file([["enhet", "KVP", "SVARTID"], ["1202", "", "-"]]))
        assert checked.figures.emptied.tolist() == [True, False]
        assert checked.figures.absence.tolist() == [2, 2]

    def test_an_empty_line_of_a_long_file_is_a_marker(self):
        assert check(long_file(line("KVP"))).figures.emptied.tolist() == [False]

    def test_half_a_pair_of_a_wide_file_is_not_empty(self):
        checked = check(csv_file([["enhet", "OVG_ORD teller", "OVG_ORD nevner"], ["1202", "", "5"], ["1203", "", ""]]))
        assert checked.figures.emptied.tolist() == [False, True]


class TestNumbers:
    @pytest.mark.parametrize(("place", "column"), [(3, "D"), (4, "E"), (5, "F")])
    @pytest.mark.parametrize(
        ("text", "code"),
        [("ca. 30", "not_a_number"), ("1.234", "not_a_number"), ("#REF!", "formula_error"), ("=1+1", "formula_error")],
    )
    def test_what_is_no_number_is_told_where_it_stands(self, place, column, text, code):
        row = line("SVARTID", "10", "5", "2")
        row[place] = text
        assert found(row) == [(code, "E", 2, column)]
        assert len(check(long_file(row)).figures) == 0

    def test_all_that_is_wrong_with_a_line_is_told_at_once(self):
        assert found(line("OVG_ORD", "x", "-3", "#N/A", unit="1299")) == [
            ("unknown_unit", "E", 2, "A"),
            ("not_a_number", "E", 2, "D"),
            ("negative", "E", 2, "E"),
            ("formula_error", "E", 2, "F"),
        ]

    def test_two_ways_of_reading_are_both_told(self):
        assert "Det kan være 1234 eller 1,234" in message("SVARTID", "", "", "1.234")

    def test_a_number_in_another_form_is_told_how_to_be_written(self):
        assert "Bruk mellomrom mellom tusener" in message("KVP", "", "", "1,234,567")
        assert "Bruk mellomrom" not in message("KVP", "", "", "mangler")

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            (("OVG_ORD", "12 %", "30"), "D"),
            (("OVG_ORD", "12", "30 %"), "E"),
            (("KVP", "", "", "12 %"), "F"),
            (("SVARTID", "", "", "12 %"), "F"),
        ],
    )
    def test_a_count_is_no_percentage(self, row, column):
        assert found(line(*row)) == [("not_a_number", "E", 2, column)]

    @pytest.mark.parametrize("row", [("OVG_ORD", "", "", "12 %"), ("TILTAKSBRUK", "", "", "105 %")])
    def test_a_share_or_an_index_may_be(self, row):
        assert found(line(*row)) == []

    @pytest.mark.parametrize(
        ("row", "columns"),
        [
            (("KVP", "", "", "-4"), "F"),
            (("OVG_ORD", "", "", "-0,2"), "F"),
            (("SVARTID", "-5", "10"), "D"),
            (("SVARTID", "5", "-10"), "E"),
            (("SVARTID", "-5", "-10"), "DE"),
            (("SALDO", "5", "-10"), "E"),
        ],
    )
    def test_a_number_below_zero_is_told(self, row, columns):
        assert found(line(*row)) == [("negative", "E", 2, column) for column in columns]

    def test_unless_the_indicator_allows_it(self):
        assert found(line("SALDO", "", "", "-4"), line("SALDO", "-4", "10", unit="1203")) == []
        assert figure("SALDO", "", "", "-4") == (None, None, -4, "")


class TestParts:
    def test_a_denominator_of_zero_leaves_no_value(self):
        assert found(line("SVARTID", "0", "0")) == [("denominator_zero", "W", 2, "E")]
        assert figure("SVARTID", "0", "0") == (0, 0, None, "not_delivered")
        assert figure("SVARTID", "0", "0", "2")[2] is None

    def test_and_is_all_that_is_said_of_it(self):
        assert found(line("OVG_ORD", "5", "0", "0,5")) == [("denominator_zero", "W", 2, "E")]

    def test_a_denominator_of_zero_beside_a_marker_is_nothing(self):
        assert found(line("SVARTID", "*", "0")) == []

    def test_the_numerator_of_a_share_is_not_above_its_denominator(self):
        assert found(line("OVG_ORD", "190", "181")) == [("numerator_over_denominator", "E", 2, "D")]
        assert found(line("OVG_ORD", "181", "181")) == []
        assert "190, mer enn nevneren 181" in message("OVG_ORD", "190", "181")

    def test_of_an_index_or_of_days_it_may_be(self):
        assert found(line("TILTAKSBRUK", "56", "50"), line("SVARTID", "739", "384")) == []

    @pytest.mark.parametrize(
        ("row", "agrees"),
        [
            (("OVG_ORD", "44", "74", "0,595"), True),
            (("OVG_ORD", "44", "74", "0,59"), True),
            (("OVG_ORD", "44", "74", "0,6"), True),
            (("OVG_ORD", "44", "74", "59,5 %"), True),
            (("OVG_ORD", "44", "74", "59 %"), True),
            (("OVG_ORD", "44", "74", "60 %"), False),
            (("OVG_ORD", "44", "74", "0,594"), False),
            (("OVG_ORD", "44", "74", "59,4 %"), False),
            (("OVG_ORD", "44", "74", "1"), True),  # rounded to whole ones
            (("OVG_ORD", "1", "8", "0,13"), True),  # half up
            (("OVG_ORD", "1", "8", "0,12"), True),  # half down
            (("OVG_ORD", "1", "8", "0,14"), False),
            (("SVARTID", "739", "384", "1,92"), True),
            (("SVARTID", "739", "384", "1,93"), False),
            (("TILTAKSBRUK", "56", "56", "1,00"), True),
            (("OVG_ORD", "16", "24", "0,912"), False),
            (("OVG_ORD", "0", "24", "0"), True),
        ],
    )
    def test_a_value_agrees_to_half_a_unit_of_its_last_decimal(self, row, agrees):
        assert found(line(*row)) == ([] if agrees else [("value_disagrees", "E", 2, "F")])

    @pytest.mark.parametrize(
        ("value", "agrees"),
        [(44 / 74, True), (0.5946, True), (0.595, True), (0.6, True), (0.594, False), (0.59461, False)],
    )
    def test_a_workbooks_value_has_the_decimals_it_is_stored_with(self, value, agrees):
        content = workbook(
            {"Ark1": [["enhet", "indikator", "teller", "nevner", "verdi"], ["1202", "OVG_ORD", 44, 74, value]]}
        )
        assert found_in(content) == ([] if agrees else [("value_disagrees", "E", 2, "E")])

    def test_what_it_should_be_is_said_in_the_same_form(self):
        assert "nevner er 59,5 %" in message("OVG_ORD", "44", "74", "62 %")
        assert "nevner er 0,5946" in message("OVG_ORD", "44", "74", "0,62")

    def test_a_percentage_without_its_sign_is_recognised(self):
        assert "Mente du 59,5 %?" in message("OVG_ORD", "44", "74", "59,5")
        assert "Mente du" not in message("OVG_ORD", "44", "74", "61,5")


class TestEnglishThousands:
    """A comma-delimited file from an English Excel: `"1,398"` would be read as 1.398, and the base be lost unseen."""

    HEADER = ("Unit", "Indicator", "Numerator", "Denominator", "Value")

    def found(self, *row, delimiter=","):
        content = csv_file([self.HEADER, ["1202", *row]], delimiter=delimiter)
        return [one for one in check(content).findings.kept if one.severity == "E"]

    def test_counts_of_a_share_with_commas_are_asked_about(self):
        above, below = self.found("OVG_ORD", "1,398", "1,734", "")
        assert told([above, below]) == [("not_a_number", "E", 2, "C"), ("not_a_number", "E", 2, "D")]
        assert "Mente du 1398? Skriv det uten komma." in above.message

    def test_a_round_thousand_too(self):
        assert ("not_a_number", "E", 2, "D") in told(self.found("OVG_ORD", "904", "1,000", ""))

    def test_their_figures_are_not_taken(self):
        content = csv_file([self.HEADER, ["1202", "OVG_ORD", "1,398", "1,734", ""]], delimiter=",")
        assert len(check(content).figures) == 0

    @pytest.mark.parametrize(
        "row",
        [
            ("OVG_ORD", "139,8", "173,4", ""),  # what only decimals can be
            ("OVG_ORD", "0,398", "0,734", ""),
            ("OVG_ORD", "1398", "1734", ""),
            ("OVG_ORD", "1.398", "1.734", "0.806"),
            ("SVARTID", "", "", "1,398"),  # days
            ("TILTAKSBRUK", "1,398", "1,734", ""),  # no share: its parts may be anything
        ],
    )
    def test_what_may_be_decimals_is_read_as_such(self, row):
        assert self.found(*row) == []

    def test_where_commas_do_not_delimit_they_are_decimals(self):
        assert self.found("OVG_ORD", "1,398", "1,734", "", delimiter=";") == []
        assert self.found("OVG_ORD", "1,398", "1,734", "", delimiter="\t") == []


class TestShares:
    def test_a_share_alone_is_at_most_one(self):
        assert found(line("OVG_ORD", "", "", "73,4")) == [("share_out_of_range", "E", 2, "F")]
        assert found(line("OVG_ORD", "", "", "1"), line("OVG_ORD", "", "", "100 %", unit="1203")) == []

    def test_what_was_meant_is_asked(self):
        assert "Mente du 73,4 %?" in message("OVG_ORD", "", "", "73,4")
        assert "Mente du" not in message("OVG_ORD", "", "", "734")
        assert "Mente du" not in message("OVG_ORD", "", "", "134 %")

    def test_how_to_write_it_is_told(self):
        assert message("OVG_ORD", "", "", "73,4").endswith("Mente du 73,4 %? Skriv prosenttegnet også.")

    def test_of_a_column_of_its_own_its_header_may_say_it(self):
        content = csv_file([["enhet", "OVG_ORD"], ["1202", "73,4"]])
        (found,) = [one for one in check(content).findings.kept if one.severity == "E"]
        assert "eller «OVG_ORD %» øverst hvis hele kolonnen er i prosent" in found.message
        assert found_in(csv_file([["enhet", "OVG_ORD %"], ["1202", "73,4"]])) == []

    def test_where_a_layout_names_the_columns_the_header_is_no_remedy(self):
        layout = LayoutFacts("ODD", 1, "A", (("B", "OVG_ORD value"),))
        content = csv_file([["Kontor", "Overgang"], ["1202", "73,4"]])
        (found,) = [one for one in check(content, layout=layout).findings.kept if one.severity == "E"]
        assert found.message.endswith("Skriv prosenttegnet også.")

    def test_below_zero_it_is_negative_alone(self):
        assert found(line("OVG_ORD", "", "", "-73,4")) == [("negative", "E", 2, "F")]

    def test_an_index_may_be_above_one(self):
        assert found(line("TILTAKSBRUK", "", "", "1,05")) == []

    def test_beside_one_part_a_share_is_still_alone(self):
        assert found(line("OVG_ORD", "44", "-", "59,5")) == [("share_out_of_range", "E", 2, "F")]


class TestLoneNumerators:
    """A numerator without its denominator is half a figure, and not one that wasn't delivered."""

    def test_it_is_told_where_the_denominator_is_missing(self):
        content = long_file(("1202", "OVG_ORD", "", "30"), ("1203", "OVG_ORD", "", "30", "40"))
        (found,) = [one for one in check(content).findings.kept if one.severity == "E"]
        assert told([found]) == [("not_a_number", "E", 2, "E")]
        assert "Telleren i D2 er 30" in found.message
        assert ("1202", "OVG_ORD") not in figures_by_name(check(content))

    def test_in_a_file_without_denominators_it_is_told_where_the_value_is_missing(self):
        content = csv_file([["enhet", "kode", "teller", "verdi"], ["1202", "KVP", "5", ""], ["1203", "KVP", "5", "5"]])
        assert found_in(content) == [("not_a_number", "E", 2, "D")]

    def test_in_a_wide_file_too(self):
        content = csv_file([["enhet", "KVP teller", "KVP nevner"], ["1202", "5", ""], ["1203", "", ""]])
        assert found_in(content) == [("not_a_number", "E", 2, "C")]

    @pytest.mark.parametrize(
        "rest", [["-", ""], ["*", ""], ["", "*"], ["", "0,5"], ["i.a.", "i.a."]], ids=lambda rest: "+".join(rest)
    )
    def test_beside_a_marker_or_a_value_it_is_not_alone(self, rest):
        assert found_in(long_file(("1202", "OVG_ORD", "", "30", *rest))) == []

    def test_a_denominator_may_be_alone(self):
        checked = check(long_file(("1202", "OVG_ORD", "", "", "40")))
        assert figures_by_name(checked)["1202", "OVG_ORD"][3] == "not_delivered"
        assert found_in(long_file(("1202", "OVG_ORD", "", "", "40"))) == []

    def test_a_column_that_is_missing_is_told_once(self):
        content = csv_file([["enhet", "kode", "teller"], ["1202", "KVP", "5"], ["1203", "KVP", "6"]])
        assert found_in(content) == [("missing_column", "E", 1, "")]
