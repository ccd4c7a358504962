"""What is put first on an office's page: new, beyond chance, by priority; never what stands as before."""

from dataclasses import replace

import pytest

from scorecards.figures import Limits
from scorecards.judged import Judged, judge
from scorecards.news import NewsReason, Standing, news_of, standing_of, usual_range
from tests.dashboards.figures import MAY, YEAR, a_figure, a_line, facts

MOSTLY_GOOD = ((92, 100),) * 12  # 92 per cent in each of the twelve months before


def history(*last, before=MOSTLY_GOOD):
    return (*before, *last)


def a_fall(**fields):
    """From green to red, far below the twelve months before."""
    line = {"status": "red", "before": "green", "history": history((60, 100))} | fields
    return a_line(a_figure(60, 100), **line)


def judged(*lines, months=YEAR):
    return judge(lines, months, {})


def named(every, months):
    return [(news.line.indicator.code, news.reason) for news in news_of(every, months)]


def found(*lines, months=YEAR):
    return named(judged(*lines, months=months), months)


def reasons(*lines, months=YEAR):
    """What the colours and the last twelve months say, without the methods that look at more."""
    return named([Judged(line) for line in lines], months)


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


DAYS = facts(unit="days", direction="inside")
USUAL_DAYS = (10.0, 11.0, 9.0, 10.0, 11.0, 10.0, 9.0, 10.0, 11.0, 9.0, 10.0, 10.0)
FROM_9_TO_12 = Limits(9.0, 8.0, 12.0, 13.0)


def a_number(last, *, usual=USUAL_DAYS, target=FROM_9_TO_12, **fields):
    line = {"status": "red", "before": "green", "of": DAYS} | fields
    return a_line(values=(*usual, last), target=target, **line)


def test_figures_without_bases_are_held_against_the_process_limits():
    assert found(a_number(20.0)) == [("DIALOG2", NewsReason.WORSE_COLOUR)]
    assert found(a_number(1.0)) == [("DIALOG2", NewsReason.WORSE_COLOUR)]
    assert found(a_number(12.1)) == []  # worse in colour, and as usual


def test_beyond_the_limits_on_the_side_where_the_target_is_not_is_no_bad_news():
    assert found(a_number(20.0, target=Limits(21.0, 20.5, 25.0, 26.0))) == []
    assert found(a_number(1.0, target=Limits(0.0, 0.0, 0.5, 0.6))) == []


def test_without_ten_known_months_there_are_no_limits_and_no_news():
    assert found(a_number(20.0, usual=(None,) * 4 + USUAL_DAYS[4:])) == []
    assert found(a_number(20.0, usual=(None,) * 4 + USUAL_DAYS[4:], earlier=USUAL_DAYS)) != []


def test_a_value_weaker_than_usual_variation_is_a_concern():
    worse = facts(unit="days", direction="lower")
    assert found(a_number(20.0, of=worse, before="red")) == [("DIALOG2", NewsReason.CONCERN)]
    assert found(a_number(1.0, of=worse, before="red")) == [("DIALOG2", NewsReason.IMPROVEMENT)]


def test_a_concern_that_was_there_last_month_is_not_said_again():
    worse = facts(unit="days", direction="lower")
    line = a_number(20.0, of=worse, before="red", usual=(*USUAL_DAYS[1:], 20.0), earlier=USUAL_DAYS * 2)
    assert found(line) == []
    assert standing_of(judged(line)) == Standing(red=1, signals=1)


def test_a_concern_of_a_month_before_one_that_is_missing_is_not_said_again():
    worse = facts(unit="days", direction="lower")
    values = (*USUAL_DAYS[2:], 20.0, None, 20.0)
    line = a_line(values=values, of=worse, status="red", before=None, earlier=USUAL_DAYS * 2, target=None)
    assert found(line) == []


def test_an_improvement_that_stands_is_no_news():
    better = facts(unit="days", direction="lower")
    line = a_line(values=(*USUAL_DAYS[1:], 1.0, 1.0), of=better, earlier=USUAL_DAYS * 2, target=None, status=None)
    assert found(line) == []


def a_year(*months, target=0.9, **fields):
    """The figures up to May; `months` are the last of them, the rest as May to December before."""
    figures = (((95, 100),) * 13 + months)[-13:]
    return a_line(a_figure(*months[-1]), years_target=target, history=figures, **fields)


def test_a_years_target_that_comes_in_danger_is_news_once():
    sinking = a_year(*((87, 100),) * 12, (80, 100), target=0.9, status="red", before="green")
    (one,) = judged(sinking)
    assert (one.danger, one.year_before) == ("in_danger", "open")
    assert named([replace(one, point=None)], YEAR) == [("DIALOG2", NewsReason.IN_DANGER)]
    low = a_year(*((50, 100),) * 5, status="red", before="red")
    assert found(low, months=YEAR) == []
    assert standing_of(judged(low)).in_danger == 1


def test_the_year_is_not_spoken_of_before_three_of_its_months_are_known():
    march = tuple(month - 2 for month in YEAR)
    low = a_year(*((75, 100),) * 13, status="red", before="red")
    assert found(low, months=march) == [("DIALOG2", NewsReason.IN_DANGER)]
    february = tuple(month - 3 for month in YEAR)
    assert found(low, months=february) == []


def test_two_lines_about_the_year_at_the_most():
    march = tuple(month - 2 for month in YEAR)
    lines = [a_year(*((50, 100),) * 13, of=facts(f"Y{n}"), status="red", before="red") for n in range(4)]
    assert [code for code, _ in found(*lines, months=march)] == ["Y0", "Y1"]


def test_a_target_out_of_reach_is_news_though_it_was_in_danger():
    october = tuple(month + 5 for month in YEAR)
    line = a_year(*((99, 100),) * 3, *((60, 100),) * 10, target=0.7, status="red", before="red")
    (one,) = judged(line, months=october)
    assert (one.danger, one.year_before) == ("out_of_reach", "in_danger")
    assert found(line, months=october) == [("DIALOG2", NewsReason.OUT_OF_REACH)]


def test_a_danger_is_held_against_the_target_of_this_month_so_that_a_new_target_alone_is_no_news():
    line = a_year(*((85, 100),) * 13, target=0.95, status="red", before="green")
    assert NewsReason.IN_DANGER not in [reason for _, reason in found(line)]


def test_in_december_the_year_is_over():
    december = tuple(month + 7 for month in YEAR)
    assert found(a_year(*((50, 100),) * 13, status="red", before="red"), months=december) == []


MUCH = 0.026  # three months of it are more than chance explains, two are not
CALM = (0.01, -0.01, 0.02, 0.0, -0.02, 0.01, 0.0, -0.01, 0.01, 0.0, -0.01, 0.0, 0.01)


def moving(key, by, *, months=3, **fields):
    """A year that is calm, then some months that lie `by` off it."""
    every = tuple(0.7 + each for each in CALM) + (0.7 + by,) * months
    of = facts(f"M{key}", key=key, unit="number", name=f"Tall {key}", **fields)
    return a_line(values=every[-13:], of=of, earlier=every[:-13], target=None, status=None, related=(3 - key,))


def of_pair(one, other):
    """What is said of two indicators beside the process: each alone is a signal too."""
    return [each.opposite and (each.opposite.other.code, each.opposite.is_new) for each in judged(one, other)]


def test_two_that_should_go_together_and_go_apart_are_opposite():
    assert of_pair(moving(1, MUCH), moving(2, -MUCH)) == [("M2", True), ("M1", True)]
    assert of_pair(moving(1, MUCH), moving(2, MUCH)) == [None, None]
    assert of_pair(moving(1, MUCH), moving(2, MUCH, direction="lower")) == [("M2", True), ("M1", True)]


def test_the_two_sides_of_one_question_are_one_line():
    alone = [replace(each, point=None) for each in judged(moving(1, MUCH), moving(2, -MUCH))]
    assert named(alone, YEAR) == [("M1", NewsReason.OPPOSITE)]
    assert alone[0].opposite.moved == pytest.approx(MUCH - sum(CALM[1:]) / 12)
    assert alone[0].opposite.other_moved == pytest.approx(-MUCH - sum(CALM[1:]) / 12)


def test_what_went_apart_last_month_too_stands():
    pair = moving(1, 0.1), moving(2, -0.1)  # so far that two months were enough
    assert of_pair(*pair) == [("M2", False), ("M1", False)]
    alone = [replace(each, point=None) for each in judged(*pair)]
    assert named(alone, YEAR) == []
    assert standing_of(alone).signals == 2


def test_an_indicator_that_is_not_on_the_page_or_has_no_better_side_is_in_no_pair():
    assert [each.opposite for each in judged(moving(1, MUCH))] == [None]
    assert of_pair(moving(1, MUCH), moving(2, -MUCH, direction="none")) == [None, None]


def test_a_month_without_a_figure_brings_nothing_and_keeps_nothing():
    line = a_line(a_figure(), values=(*USUAL_DAYS, None), of=facts(unit="days", direction="lower"), status=None)
    assert judged(line) == (Judged(line),)


def test_a_definition_that_changes_this_month_leaves_nothing_to_judge_by():
    line = a_number(20.0, of=facts(unit="days", direction="lower", changed=MAY))
    assert [(each.signal, each.process_before) for each in judged(line)] == [(None, "too_few")]


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
    assert news_of(judged(a_line(), a_line(of=facts("OTHER"))), YEAR) == ()
    assert news_of([], YEAR) == ()
