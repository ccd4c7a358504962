"""What an office's months are as one figure, and what hidden months do to it."""

import pytest

from organisation.months import Month
from rankings.windows import MonthFigure, WindowFigure, over_window, since

MAY = Month(2018, 5)


def share(back: int, numerator: float, denominator: float, **more: bool) -> MonthFigure:
    return MonthFigure(MAY - back, numerator, denominator, numerator / denominator, **more)


def value(back: int, number: float | None, **more: bool) -> MonthFigure:
    return MonthFigure(MAY - back, None, None, number, **more)


def over_twelve(figures: list[MonthFigure], pooling: str, **more: bool) -> WindowFigure:
    figures = sorted(figures, key=lambda figure: figure.month)
    return over_window(figures, MAY, pooling, length=12, at_least=6, **more)


def test_a_ratio_pools_the_months_parts():
    months = [share(back, 10 + back, 20 + 3 * back) for back in range(12)]
    found = over_twelve(months, "ratio")
    assert found.numerator == sum(10 + back for back in range(12))
    assert found.denominator == sum(20 + 3 * back for back in range(12))
    assert found.value == pytest.approx(found.numerator / found.denominator)
    assert found.known == 12


def test_months_before_the_window_and_after_the_month_are_left_out():
    inside = [share(back, 1, 2) for back in range(12)]
    outside = [share(12, 100, 100), share(-1, 100, 100)]
    assert over_twelve(inside + outside, "ratio") == over_twelve(inside, "ratio")


@pytest.mark.parametrize("pooling", ["ratio", "mean", "sum"])
def test_five_known_months_are_too_few(pooling: str):
    five = [share(back, 1, 2) for back in range(5)]
    assert over_twelve(five, pooling).value is None
    assert over_twelve(five, pooling).known == 5
    assert over_twelve([*five, share(9, 1, 2)], pooling).value is not None


def test_a_single_month_is_enough_where_months_are_not_pooled():
    found = over_twelve([value(7, 61.0)], "none")
    assert (found.value, found.known) == (61.0, 1)


def test_without_pooling_the_last_known_month_stands():
    assert over_twelve([value(3, 50.0), value(1, 60.0), value(0, None)], "none").value == 60.0


def test_a_mean_is_the_plain_mean_of_the_known_months():
    months = [value(back, float(back)) for back in range(8)] + [value(8, None)]
    assert over_twelve(months, "mean").value == pytest.approx(3.5)


def test_a_sum_is_given_in_the_measure_of_a_month_so_that_missing_months_are_not_zero():
    found = over_twelve([value(back, 10.0) for back in range(6)], "sum")
    assert (found.value, found.known) == (10.0, 6)


def test_nothing_delivered_is_no_figure():
    for pooling in ("ratio", "mean", "sum", "none"):
        assert over_twelve([], pooling) == WindowFigure(None, None, None, 0)


def test_the_mean_of_months_with_parts_rests_on_all_their_cases():
    found = over_twelve([share(back, 1 + back, 4) for back in range(6)], "mean")
    assert found.value == pytest.approx(sum((1 + back) / 4 for back in range(6)) / 6)
    assert (found.numerator, found.denominator) == (21, 24)


def test_a_figure_has_no_base_where_one_of_its_months_has_none():
    months = [share(back, 1, 4) for back in range(6)] + [value(6, 0.5)]
    found = over_twelve(months, "mean")
    assert found.value is not None
    assert (found.numerator, found.denominator) == (None, None)


def test_without_pooling_the_base_is_the_last_months():
    found = over_twelve([share(4, 9, 10), share(2, 3, 12)], "none")
    assert (found.value, found.numerator, found.denominator) == (0.25, 3, 12)


def test_a_total_holds_the_months_we_hide_where_it_may_be_shown():
    months = [share(back, 5, 10) for back in range(11)] + [share(11, 2, 30, hidden=True)]
    found = over_twelve(months, "ratio")
    assert (found.numerator, found.denominator, found.known) == (57, 140, 12)


def test_a_total_that_would_give_a_hidden_month_away_is_missing():
    months = [share(back, 5, 10) for back in range(11)] + [share(11, 2, 30, hidden=True)]
    found = over_twelve(months, "ratio", total_hidden=True)
    assert (found.value, found.numerator, found.denominator) == (None, None, None)
    assert found.known == 11


@pytest.mark.parametrize("pooling", ["ratio", "sum"])
def test_a_total_with_a_month_the_sender_hid_is_missing(pooling: str):
    months = [share(back, 5, 10) for back in range(11)]
    hidden = MonthFigure(MAY - 11, None, None, None, hidden=True, unknown=True)
    assert over_twelve([*months, hidden], pooling).value is None


def test_a_mean_with_a_hidden_month_is_missing_and_never_made_without_it():
    months = [value(back, 20.0) for back in range(11)]
    assert over_twelve(months, "mean").value == 20.0
    assert over_twelve([*months, value(11, 30.0, hidden=True)], "mean").value is None


def test_a_hidden_last_month_is_not_passed_over_for_an_older_one():
    assert over_twelve([value(2, 50.0), value(0, 60.0, hidden=True)], "none").value is None
    assert over_twelve([value(2, 50.0, hidden=True), value(0, 60.0)], "none").value == 60.0


def test_a_hidden_month_outside_the_window_hides_nothing():
    months = [value(back, 20.0) for back in range(12)] + [value(12, 30.0, hidden=True)]
    assert over_twelve(months, "mean").value == 20.0


def test_only_months_of_the_definition_in_force_are_taken():
    months = [value(5, 2.0), value(3, 3.0), value(0, 1.0)]
    assert [figure.month for figure in since(months, MAY - 3)] == [MAY - 3, MAY]
    assert [figure.month for figure in since(months, None)] == [MAY - 5, MAY - 3, MAY]


def test_a_shorter_window_takes_fewer_months():
    months = [value(back, float(back)) for back in reversed(range(12))]
    assert over_window(months, MAY, "mean", length=3, at_least=1).value == 1.0
