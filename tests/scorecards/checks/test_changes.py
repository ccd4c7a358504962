"""Values outside what earlier months and chance explain."""

from dataclasses import replace

import numpy as np
import pytest

from organisation.months import Month
from scorecards.checks.changes import expected_of, unusual
from scorecards.delivered import keys_of
from scorecards.history import MONTHS, History, no_history
from tests.scorecards.delivered_files import (
    BALANCE,
    BERGEN,
    FOLLOWED,
    INDICATORS,
    MAY,
    NUMBER,
    OFFICES,
    SHARE,
    a_context,
    check,
    long_file,
    told,
)

FANA, ASANE = OFFICES[:2]
STEADY = [(50 + move, 100) for move in (0, 5, 2, -2, 3, 0, 1, -1)]


def history(*figures, before=MAY):
    """Earlier months of (unit, indicator, months): the last of them is the month before; None is no figure."""
    rows = sorted(
        (int(keys_of(np.array([rules.id]), np.array([unit.id]))[0]), months) for unit, rules, months in figures
    )
    table = np.full((3, len(rows), MONTHS), np.nan)
    for row, (_, months) in enumerate(rows):
        for place, figure in enumerate(months, start=MONTHS - len(months)):
            if isinstance(figure, tuple):
                table[:, row, place] = (figure[0] / figure[1], *figure)
            elif figure is not None:
                table[0, row, place] = figure
    return History(before, np.array([key for key, _ in rows], np.int64), *table)


def changes(content, *figures, **context):
    context = a_context(history=history(*figures), **context)
    return [one for one in check(content, context).findings.kept if one.code == "large_change"]


def test_a_value_far_from_its_history_is_told_at_its_cell_with_what_was_expected():
    content = long_file(("1202", "OVG_ORD", "", "90", "100"), ("1203", "OVG_ORD", "", "52", "100"))
    (found,) = changes(content, (FANA, SHARE, STEADY), (ASANE, SHARE, STEADY))
    assert told([found]) == [("large_change", "W", 2, "D")]
    assert "OVG_ORD Overgang til arbeid er 90 %" in found.message
    assert "8 tidligere måneder" in found.message
    assert "35,1 til 66,9 %" in found.message


def test_a_value_alone_is_told_where_it_stands():
    (found,) = changes(long_file(("1202", "KVP", "", "", "", "90")), (FANA, NUMBER, [10, 11, 12, 11, 10, 12, 11]))
    assert told([found]) == [("large_change", "W", 2, "F")]
    assert "5,46 til 16,55" not in found.message
    assert " til " in found.message


def test_chance_widens_the_range_of_a_small_office():
    small = [(above // 10, 10) for above, _ in STEADY]
    assert changes(long_file(("1202", "OVG_ORD", "", "9", "10")), (FANA, SHARE, small)) == []


@pytest.mark.parametrize("months", [[], [10, 11, 10, 11, 10], [10, None, 11, None, 10, None, 11, None, 10, None, 11]])
def test_with_too_few_months_nothing_is_said(months):
    content = long_file(("1202", "KVP", "", "", "", "900"))
    assert changes(content, (FANA, NUMBER, months), (ASANE, NUMBER, [1] * 10)) == []


def test_without_history_nothing_is_said():
    content = long_file(("1202", "KVP", "", "", "", "900"))
    checked = check(content, a_context())
    assert "large_change" not in [one.code for one in checked.findings.kept]
    assert np.isnan(unusual(checked.figures, a_context())).all()
    assert np.isnan(unusual(checked.figures, a_context(history=no_history(MAY)))).all()


def test_a_marker_and_an_empty_cell_are_no_change():
    content = long_file(("1202", "KVP", "", "", "", "*"), ("1203", "KVP", "", "", "", "-"))
    of_both = [(unit, NUMBER, [10, 11, 12, 11, 10, 12, 11]) for unit in (FANA, ASANE)]
    assert changes(content, *of_both) == []


class TestANewDefinition:
    CONTENT = long_file(("1202", "KVP", "", "", "", "90"))
    MONTHS = (10, 11, 12, 11, 10, 12, 11, 10)

    def found(self, changed):
        indicators = INDICATORS | {"KVP": replace(NUMBER, definition_changed=changed)}
        return len(changes(self.CONTENT, (FANA, NUMBER, self.MONTHS), indicators=indicators))

    def test_months_before_it_do_not_count(self):
        assert self.found(Month(2018, 4)) == 0
        assert self.found(MAY) == 0
        assert self.found(Month(2017, 12)) == 0  # five months are too few

    def test_months_since_do(self):
        assert self.found(Month(2017, 11)) == 1
        assert self.found(Month(2010, 1)) == 1

    def test_one_to_come_is_none_yet(self):
        assert self.found(Month(2019, 1)) == 1


def test_a_range_is_told_inside_what_the_indicator_can_be():
    restless = [0, 5, 0, 5, 0, 5, 0, 5]
    (number,) = changes(long_file(("1202", "KVP", "", "", "", "90")), (FANA, NUMBER, restless))
    (balance,) = changes(long_file(("1202", "SALDO", "", "", "", "90")), (FANA, BALANCE, restless))
    assert ": 0 til " in number.message
    assert ": -10,8 til " in balance.message
    high = [(99, 100), (97, 100)] * 4
    (share,) = changes(long_file(("1202", "OPPF_NEDS", "", "20", "100")), (FANA, FOLLOWED, high))
    assert "til 100 %" in share.message
    (alike,) = changes(long_file(("1202", "KVP", "", "", "", "6")), (FANA, NUMBER, [5] * 8))
    assert "tilsier: 5. Er" in alike.message


def test_regions_and_counties_are_judged_like_offices():
    assert len(changes(long_file(("R-BERGEN", "KVP", "", "", "", "90")), (BERGEN, NUMBER, [10, 11] * 4))) == 1


class TestUnusual:
    def of(self, *values, months=(10, 11) * 4):
        rows = [(unit.code, "KVP", "", "", "", str(value)) for unit, value in zip(OFFICES, values, strict=False)]
        context = a_context(history=history(*((unit, NUMBER, months) for unit in OFFICES[: len(values)])))
        return unusual(check(long_file(*rows), context).figures, context)

    def test_it_is_nothing_inside_and_grows_outside(self):
        inside, outside, far = self.of("11", "15", "20")
        assert (inside, 0 < outside < far) == (0, True)
        assert outside == pytest.approx((15 - 10.5 - 2.66) / 2.66)

    def test_months_all_alike_give_a_number_too(self):
        same, other = self.of("5", "6", months=[5] * 8)
        assert same == 0
        assert 0 < other < 10

    def test_what_has_no_value_is_unknown(self):
        assert np.isnan(self.of("*")[0])


def test_what_was_expected_is_there_for_pages():
    context = a_context(history=history((FANA, SHARE, STEADY)))
    figures = check(
        long_file(("1202", "OVG_ORD", "", "90", "100"), ("1203", "OVG_ORD", "", "90", "100")), context
    ).figures
    expected = expected_of(figures, context)
    assert expected.low[0] < 0.5 < expected.high[0]
    assert np.isnan(expected.low[1])
    assert expected.months.tolist() == [8, 0]
