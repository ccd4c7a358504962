"""What a cell of a catalogue may hold, and what is said where it holds something else."""

import datetime

import pytest

from scorecards.catalogue_files import cells
from scorecards.catalogue_files.cells import UnreadableCellError


def what_is_wrong(reader: cells.Reader, written: str) -> UnreadableCellError:
    with pytest.raises(UnreadableCellError) as refused:
        reader(written)
    return refused.value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0.64", 0.64),
        ("0,64", 0.64),
        ("64 %", 0.64),
        ("64%", 0.64),
        ("12,5 %", 0.125),
        ("28,5 %", 0.285),
        ("-1", -1.0),
        ("16", 16.0),
        ("1 000", 1000.0),
        ("1\u00a0000,5", 1000.5),
        ("1e-05", 0.00001),
    ],
)
def test_a_number_is_read_however_it_is_written(written, read):
    assert cells.number()(written) == read


@pytest.mark.parametrize("written", ["sju", "1,2,3", "0.6.4", "%", "--1", "nan", "inf", "1e5 %", "½"])
def test_what_is_no_number_is_refused_with_an_example(written):
    wrong = what_is_wrong(cells.number(), written)

    assert wrong.code == "not_a_number"
    assert "0,75" in wrong.remedy


def test_a_number_under_the_least_is_refused():
    assert cells.number(least=0)("0") == 0
    assert what_is_wrong(cells.number(least=0), "-0,1").code == "too_low"


@pytest.mark.parametrize("written", ["0", "3", "6"])
def test_whole_numbers_are_read_within_their_bounds(written):
    assert cells.whole(0, 6)(written) == int(written)


@pytest.mark.parametrize("written", ["7", "-1", "1,5", "én", "1e3"])
def test_a_whole_number_outside_its_bounds_is_refused_with_the_bounds(written):
    wrong = what_is_wrong(cells.whole(0, 6), written)

    assert wrong.code == "not_a_whole_number"
    assert "fra 0 til 6" in wrong.remedy


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2018-05-17", datetime.date(2018, 5, 17)),
        ("17.05.2018", datetime.date(2018, 5, 17)),
        ("1.5.2018", datetime.date(2018, 5, 1)),
        ("2018-05", datetime.date(2018, 5, 1)),
    ],
)
def test_a_month_stands_for_its_first_day(written, read):
    assert cells.day(written) == read


@pytest.mark.parametrize("written", ["2018", "2018-13", "2018-06-31", "31.06.2018", "mai", "2018/05/01", "05-2018"])
def test_what_is_no_date_is_refused(written):
    assert what_is_wrong(cells.day, written).code == "not_a_date"


def test_where_a_month_is_meant_only_its_first_day_will_do():
    assert cells.first_of_month("2018-04-01") == cells.first_of_month("2018-04") == datetime.date(2018, 4, 1)

    wrong = what_is_wrong(cells.first_of_month, "2018-04-17")

    assert wrong.code == "not_a_month"
    assert "2018-04" in wrong.remedy


def test_what_is_no_date_at_all_is_no_month_either():
    assert what_is_wrong(cells.first_of_month, "april").code == "not_a_date"


@pytest.mark.parametrize("written", ["A", "OVG_ORD", "h1-1", "0315", "x" * 20])
def test_a_code_is_kept_as_it_is_written(written):
    assert cells.code(written) == written


@pytest.mark.parametrize("written", ["", "x" * 21, "ØKO", "A B", "A;B", "A.B", "A/B"])
def test_a_code_of_another_form_is_refused(written):
    assert what_is_wrong(cells.code, written).code == "not_a_code"


def test_codes_in_a_cell_are_separated_by_spaces_and_named_once():
    assert cells.codes("OVG  TID OVG") == ("OVG", "TID")
    assert what_is_wrong(cells.codes, "OVG,TID").code == "not_a_code"


def test_a_word_of_a_list_is_read_in_any_case():
    assert cells.word(["higher", "lower"])("Higher") == "higher"


def test_a_word_outside_its_list_is_refused_with_the_list_and_the_nearest_word():
    wrong = what_is_wrong(cells.word(["higher", "lower", "none"]), "heigher")

    assert wrong.code == "unknown_word"
    assert wrong.remedy == "Skriv higher, lower eller none. Mente du «higher»?"


@pytest.mark.parametrize(("written", "read"), [("yes", True), ("Ja", True), ("no", False), ("NEI", False)])
def test_yes_and_no_are_read_in_both_languages(written, read):
    assert cells.yes_or_no(written) is read


def test_anything_else_than_yes_or_no_is_refused():
    assert what_is_wrong(cells.yes_or_no, "kanskje").code == "unknown_word"


def test_a_text_that_is_too_long_is_refused_with_its_length():
    assert cells.text(5)("Brukr") == "Brukr"
    assert "6 tegn" in what_is_wrong(cells.text(5), "Bruker").remedy
