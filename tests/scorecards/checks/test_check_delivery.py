"""The check as a whole: all at once, at most a thousand kept, and only sound figures left."""

from scorecards.checks import check_delivery
from scorecards.delivered import keys_of
from tests.scorecards.delivered_files import MAY, a_context, check, csv_file, long_file, parse


def test_at_most_a_thousand_findings_are_kept_and_all_are_counted():
    checked = check(long_file(*(["1299", "KVP", "2018-05", "", "", "5"] for _ in range(1500))))
    assert checked.findings.errors == 1500
    assert len(checked.findings.kept) == 1000
    assert checked.findings.kept[-1].row == 1001


def test_errors_are_kept_before_warnings():
    rows = [["1202", "SVARTID", "2018-05", "0", "0", ""]] * 1500 + [["1299", "KVP", "2018-05", "", "", "5"]]
    checked = check(long_file(*rows))
    assert {found.code for found in checked.findings.kept} >= {"unknown_unit"}
    assert len(checked.findings.kept) == 1000


def test_findings_come_in_the_order_of_the_file():
    rows = [["1299", "KVP", "", "", "", "x"], ["1202", "KVP", "", "", "", "y"]]
    places = [(found.row, found.column) for found in check(long_file(*rows)).findings.kept if found.row]
    assert places == sorted(places)


def test_a_file_that_cannot_be_read_has_neither_rows_nor_figures():
    checked = check(b"%PDF-1.7")
    assert (checked.rows, checked.results, len(checked.figures)) == (None, None, 0)
    assert checked.figures.month == MAY
    assert checked.findings.stop


def test_checking_twice_says_the_same_and_leaves_the_parsed_file_as_it_was():
    parsed = parse(csv_file([["enhet", "SNITT", "KVP"], ["1299", "1", "5"]]))
    before = parsed.findings.total
    first, second = (check_delivery(parsed, a_context()).findings.kept for _ in range(2))
    assert first == second
    assert parsed.findings.total == before == 1


def test_figures_have_a_key_each_and_say_where_they_stand():
    content = csv_file([["enhet", "KVP", "SVARTID"], ["1202", "5", "x"], ["1203", "6", "3"]])
    figures = check(content).figures
    assert len(set(figures.keys.tolist())) == len(figures) == 3
    assert figures.keys.tolist() == keys_of(figures.indicator_ids, figures.unit_ids).tolist()
    assert figures.pair.tolist() == [0, 2, 3]


def test_a_delivery_without_errors_may_be_published():
    checked = check(csv_file([["enhet", "KVP"], ["1202", "5"]]))
    assert not checked.findings.stop
    assert checked.findings.total > 0  # of what is missing
