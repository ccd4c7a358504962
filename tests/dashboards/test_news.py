"""What is put first on an office's page: new, beyond chance, by priority; never what stands as before."""

import pytest

from scorecards.news import NewsReason, news_of, usual_range
from tests.dashboards.figures import MAY, YEAR, a_figure, a_line, facts

MOSTLY_GOOD = ((92, 100),) * 12  # 92 per cent in each of the twelve months before


def history(*last, before=MOSTLY_GOOD):
    return (*before, *last)


def a_fall(**fields):
    """From green to red, far below the twelve months before."""
    line = {"status": "red", "before": "green", "history": history((60, 100))} | fields
    return a_line(a_figure(60, 100), **line)


def reasons(*lines, months=YEAR):
    return [(news.line.indicator.code, news.reason) for news in news_of(lines, months)]


def test_a_fall_beyond_chance_with_a_worse_colour_is_news():
    assert reasons(a_fall()) == [("DIALOG2", NewsReason.WORSE_COLOUR)]


def test_a_worse_colour_that_chance_explains_is_not():
    assert reasons(a_line(a_figure(8, 10), status="yellow", before="green", history=history((8, 10)))) == []


def test_a_fall_that_keeps_its_colour_is_not():
    assert reasons(a_fall(before="red")) == []


def test_a_better_colour_is_not_bad_news():
    assert reasons(a_fall(status="yellow", before="red")) == []


def test_without_a_colour_last_month_nothing_got_worse():
    assert reasons(a_fall(before=None)) == []


def test_a_hidden_or_missing_figure_is_no_news():
    assert reasons(a_line(a_figure(), status=None, before="green", history=history(None))) == []


def test_where_lower_is_better_a_rise_is_the_fall():
    low = facts(direction="lower")
    rise = a_line(
        a_figure(40, 100), of=low, status="red", before="green", history=history((40, 100), before=((8, 100),) * 12)
    )
    assert reasons(rise) == [("DIALOG2", NewsReason.WORSE_COLOUR)]
    sink = a_line(a_figure(0, 100), of=low, status="red", before="green", history=history((0, 100)))
    assert reasons(sink) == []


def test_inside_an_interval_both_sides_are_bad():
    inside = facts(direction="inside")
    for numerator in (60, 100):
        line = a_line(
            a_figure(numerator, 100),
            of=inside,
            status="red",
            before="green",
            history=history((numerator, 100), before=((80, 100),) * 12),
        )
        assert reasons(line) == [("DIALOG2", NewsReason.WORSE_COLOUR)]


def test_figures_without_bases_wait_for_process_limits():
    assert reasons(a_fall(of=facts(unit="days", direction="lower"))) == []


def test_the_range_is_the_formula_of_the_method():
    usual = usual_range(a_fall(), YEAR)
    p = (12 * 92 + 1) / (1200 + 2)
    reach = 1.96 * (p * (1 - p) * (1 / 100 + 1 / 1200)) ** 0.5
    assert usual is not None
    assert (usual.share, usual.low, usual.high) == pytest.approx((p, p - reach, p + reach))


def test_the_month_itself_is_not_part_of_what_is_usual():
    assert usual_range(a_fall(history=history((0, 100))), YEAR) == usual_range(
        a_fall(history=history((100, 100))), YEAR
    )


def test_without_a_base_now_or_before_nothing_is_usual():
    assert usual_range(a_line(a_figure(value=0.5)), YEAR) is None
    assert usual_range(a_line(a_figure(6, 10), history=(*(None,) * 12, (6, 10))), YEAR) is None


def test_months_of_another_definition_do_not_count():
    changed = facts(changed=MAY - 1)
    before = (*((20, 100),) * 11, (92, 100))
    usual = usual_range(a_fall(of=changed, history=history((60, 100), before=before)), YEAR)
    assert usual is not None
    assert usual.share == pytest.approx(93 / 102)


def test_a_definition_that_changes_this_month_has_no_history():
    assert usual_range(a_fall(of=facts(changed=MAY)), YEAR) is None


def test_a_change_of_definition_to_come_changes_nothing_yet():
    assert usual_range(a_fall(of=facts(changed=MAY + 1)), YEAR) == usual_range(a_fall(), YEAR)


def test_a_target_reached_again_is_good_news():
    line = a_line(a_figure(95, 100), before="red", history=history((95, 100)))
    assert reasons(line) == [("DIALOG2", NewsReason.REACHED_AGAIN)]


def test_a_target_reached_for_the_first_time_in_a_year_is_not_again():
    line = a_line(a_figure(95, 100), before="red", history=history((95, 100), before=((50, 100),) * 12))
    assert reasons(line) == [("DIALOG2", NewsReason.REACHED)]


def test_green_months_of_another_definition_do_not_make_it_again():
    line = a_line(a_figure(95, 100), of=facts(changed=MAY), before="red", history=history((95, 100)))
    assert reasons(line) == [("DIALOG2", NewsReason.REACHED)]


def test_green_as_last_month_is_no_news():
    assert reasons(a_line(before="green"), a_line(before=None)) == []


def test_four_lines_of_bad_news_at_most_and_one_of_good():
    falls = [a_fall(of=facts(f"F{n}")) for n in range(7)]
    rises = [a_line(a_figure(95, 100), of=facts(f"R{n}"), before="red", history=history((95, 100))) for n in range(3)]
    found = reasons(*rises, *falls)
    assert [code for code, _ in found] == ["F0", "F1", "F2", "F3", "R0"]


def test_the_fifth_line_is_kept_for_good_news_even_where_there_is_none():
    assert len(reasons(*(a_fall(of=facts(f"F{n}")) for n in range(7)))) == 4


def test_priority_comes_first_then_weight_then_the_order_of_the_package():
    lines = [
        a_fall(of=facts("unprioritised"), priority=0, weight=9),
        a_fall(of=facts("second"), priority=2, weight=3),
        a_fall(of=facts("light"), priority=1, weight=1),
        a_fall(of=facts("heavy"), priority=1, weight=3),
        a_fall(of=facts("heavy-too"), priority=1, weight=3),
    ]
    assert [code for code, _ in reasons(*lines)] == ["heavy", "heavy-too", "light", "second"]


def test_an_indicator_is_named_once():
    codes = [code for code, _ in reasons(a_fall(), a_line(of=facts("OTHER")))]
    assert len(codes) == len(set(codes))


def test_a_quiet_month_has_no_news():
    assert news_of([a_line(), a_line(of=facts("OTHER"))], YEAR) == ()
    assert news_of([], YEAR) == ()
