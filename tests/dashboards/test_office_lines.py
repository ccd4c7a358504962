"""The office page's texts: rows of the table, news, the count of colours, what stands as before."""

import re
from dataclasses import replace

import pytest

from dashboards.news_lines import by_chance_alone, news_lines, standing_sentence
from dashboards.office import colour_bar, shown_place, tallies, without_status
from dashboards.office_filters import choices, shown_lines
from dashboards.scorecard import Addresses, grouped_rows, place_text
from organisation.queries import PlacedUnit
from rankings.queries.places import RankedPlace
from scorecards.figures import Figure, Limits, Place
from scorecards.judged import Judged, Peers, judge
from scorecards.news import Standing, standing_of
from tests.dashboards.figures import MAY, YEAR, a_figure, a_group, a_line, facts

NB = "\u00a0"
MINUS = "\u2212"
ADDRESSES = Addresses("/offices/1235/indicators/", "/indicators/", "/2018-05/?county=1200&office=1235")
VOSS = PlacedUnit(1, "1235", "NAV Voss", "office", 2, "1200", "NAV Hordaland")


def row(line):
    return grouped_rows([line], ADDRESSES)[0].goals[0].rows[0]


class TestRow:
    def test_it_has_all_that_the_need_names(self):
        shown = row(
            a_line(
                a_figure(73, 90),
                status="red",
                change=-0.074,
                so_far=0.882,
                county=a_group((0.811, 0.9, 0.95)),
                place=Place(3, 3, 2, 3),
            )
        )
        assert shown.name == "Dialogmøte 2"
        assert "Rød" in shown.status
        assert shown.value == f"81,1{NB}%"
        assert shown.base == "73 av 90"
        assert shown.target == f"≥{NB}90{NB}%"
        assert shown.change == f"{MINUS}7,4{NB}pp"
        assert shown.year_to_date == f"88,2{NB}%"
        assert "Grønn" in shown.year_to_date_mark
        assert shown.mean == f"88,7{NB}%"
        assert shown.place == "2–3 av 3"
        assert "<svg" in shown.trend
        assert "<svg" in shown.strip

    def test_it_leads_to_the_indicator_over_time_and_to_the_comparison(self):
        shown = row(a_line())
        assert shown.href == "/offices/1235/indicators/DIALOG2/"
        assert shown.place_href == "/indicators/DIALOG2/2018-05/?county=1200&office=1235"

    def test_a_missing_figure_says_why_and_has_no_colour_change_or_place(self):
        shown = row(a_line(Figure("too_few"), status=None))
        assert "for få" in shown.value
        assert (shown.status, shown.base, shown.change, shown.place, shown.strip) == ("", "", "", "", "")

    def test_where_the_cases_are_few_it_says_where_the_value_could_lie_by_chance(self):
        assert row(a_line(a_figure(8, 10))).reach == f"kan være 49,0–94,3{NB}%"
        assert row(a_line(a_figure(15, 19))).reach != ""
        assert row(a_line(a_figure(16, 20))).reach == ""

    def test_the_cases_of_a_rate_are_those_counted_whatever_it_is_a_rate_of(self):
        rate = facts(unit="rate", decimals=1)
        assert row(a_line(a_figure(104, 7.03), of=rate)).reach == ""
        assert row(a_line(a_figure(9, 700), of=rate)).reach.startswith("kan være 0,0–0,0")

    def test_but_not_of_what_has_no_interval_or_is_not_shown(self):
        assert row(a_line(a_figure(8, 10, value=12.5), of=facts(unit="days"))).reach == ""
        assert row(a_line(Figure("too_few"), status=None)).reach == ""

    def test_without_a_target_the_status_says_so(self):
        shown = row(a_line(target=None, status=None))
        assert "Uten krav" in shown.status
        assert shown.target == "–"

    def test_a_value_is_not_rounded_across_its_limit(self):
        assert row(a_line(a_figure(8996, 10000), status="yellow")).value == f"89,96{NB}%"

    def test_the_county_mean_is_not_rounded_across_the_limit_either(self):
        assert row(a_line(county=a_group((0.8996,)))).mean == f"89,96{NB}%"

    def test_a_year_to_date_without_a_target_has_no_mark(self):
        assert row(a_line(of=facts(), so_far=None)).year_to_date_mark == ""

    def test_the_trend_is_told_to_screen_readers(self):
        assert f"Siste 13 måneder: fra 91,3{NB}% til 91,3{NB}%" in row(a_line(a_figure(73, 80))).trend

    def test_an_office_without_history_has_no_trend(self):
        assert row(a_line(Figure("not_delivered"), status=None, history=(None,) * 13)).trend == ""

    def test_the_trend_of_a_missing_month_ends_with_the_last_known(self):
        history = (*((73, 80),) * 11, (1, 2), None)
        assert f"til 50,0{NB}%" in row(a_line(Figure("not_delivered"), status=None, history=history)).trend


def test_rows_are_grouped_by_perspective_and_goal_in_their_order():
    lines = [
        a_line(of=facts("A", perspective="Brukere", goal="Svar")),
        a_line(of=facts("B", perspective="Brukere", goal="Svar")),
        a_line(of=facts("C", perspective="Brukere", goal="Møter")),
        a_line(of=facts("D", perspective="Ressurser", goal="Midler")),
    ]
    grouped = grouped_rows(lines, ADDRESSES)
    assert [(p.name, [(g.name, len(g.rows)) for g in p.goals]) for p in grouped] == [
        ("Brukere", [("Svar", 2), ("Møter", 1)]),
        ("Ressurser", [("Midler", 1)]),
    ]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(3, 12, 1, 8), "1–8 av 12"),
        (Place(3, 12, 3, 3), "3 av 12"),
        (Place(3, 12), "3 av 12"),
    ],
)
def test_a_place_is_an_interval_where_that_is_known(place, text):
    assert place_text(place) == text


class TestChoices:
    LINES = (
        a_line(of=facts("A"), status="green", before="red"),
        a_line(of=facts("B"), part="tillegg", status="red", before="yellow"),
        a_line(of=facts("C"), part="tillegg", status="yellow", before="yellow"),
        a_line(of=facts("D"), status=None, target=None),
        a_line(of=facts("E"), part="tillegg", status="red", before=None),
    )

    @pytest.mark.parametrize(
        ("show", "codes"),
        [
            ("all", "ABCDE"),
            ("malekort", "AD"),
            ("attention", "BCE"),
            ("red", "BE"),
            ("changed", "AB"),
            ("", "ABCDE"),
            ("x", "ABCDE"),
        ],
    )
    def test_lines_can_be_chosen(self, show, codes):
        assert "".join(line.indicator.code for line in shown_lines(self.LINES, show)) == codes

    def test_each_choice_says_how_many_it_has(self):
        assert [chip.text for chip in choices(self.LINES, "all", "")] == [
            "Alle 5",
            "Målekortet 2",
            "Gule og røde 3",
            "Røde 2",
            "Skiftet farge 2",
        ]

    def test_the_choice_in_use_is_marked(self):
        assert [chip.on for chip in choices(self.LINES, "attention", "")] == [False, False, True, False, False]
        assert [chip.on for chip in choices(self.LINES, "anything", "")] == [True, False, False, False, False]

    def test_a_package_of_one_part_has_no_choice_of_parts(self):
        texts = ["Alle 1", "Gule og røde 0", "Røde 0", "Skiftet farge 1"]
        assert [chip.text for chip in choices(self.LINES[:1], "all", "")] == texts

    def test_but_shows_the_choice_of_parts_that_is_in_use(self):
        assert [chip.text for chip in choices(self.LINES[:1], "malekort", "") if chip.on] == ["Målekortet 1"]

    def test_a_choice_keeps_the_package(self):
        assert choices(self.LINES, "all", "&package=MALEKORT")[1].href == "?show=malekort&package=MALEKORT"


class TestColours:
    LINES = (
        a_line(status="red", before="red"),
        a_line(status="red", before="yellow"),
        a_line(status="yellow", before="yellow"),
        a_line(status="green", before="red"),
        a_line(status="green", before="green"),
        a_line(target=None, status=None, before=None),
        a_line(Figure("too_few"), status=None, before="red"),
    )

    def test_red_stands_first_with_the_change_since_last_month(self):
        found = tallies(self.LINES, MAY)
        assert [(tally.number, tally.since) for tally in found] == [
            (2, f"{MINUS}1 fra april"),
            (1, f"{MINUS}1 fra april"),
            (2, "+1 fra april"),
        ]

    def test_without_a_colour_last_month_no_change_is_claimed(self):
        assert [tally.since for tally in tallies([a_line(before=None)], MAY)] == ["", "", ""]

    def test_the_same_number_is_said_in_words(self):
        assert tallies([a_line()], MAY)[2].since == "som i april"

    def test_the_bar_has_every_colour_once(self):
        assert colour_bar(self.LINES).count("<rect") == 3
        assert colour_bar([a_line(target=None, status=None)]) == ""

    def test_what_the_count_leaves_out_is_said(self):
        assert without_status(self.LINES) == "1 uten tall, 1 uten krav"
        assert without_status([a_line()]) == ""

    def test_what_stands_as_before_is_one_sentence(self):
        assert standing_sentence(standing_of(judge(self.LINES, YEAR, {})), MAY) == "1 rød og 1 gul står som i april."
        assert standing_sentence(Standing(red=2, yellow=3), MAY) == "2 røde og 3 gule står som i april."
        assert standing_sentence(Standing(red=1), MAY) == "1 rød står som i april."
        every = standing_sentence(Standing(1, 1, in_danger=6, signals=2), MAY)
        assert every == "1 rød, 1 gul, 6 årskrav i fare og 2 signaler står som i april."

    def test_where_nothing_stands_nothing_is_said(self):
        assert standing_sentence(Standing(), MAY) == ""


class TestNews:
    def lines(self, *lines):
        """By colours and the last twelve months alone."""
        return news_lines([Judged(line) for line in lines], YEAR, ADDRESSES)

    def test_bad_news_says_what_is_usual_and_what_chance_explains(self):
        history = (*((92, 100),) * 12, (60, 100))
        (line,) = self.lines(a_line(a_figure(60, 100), status="red", before="green", history=history))
        assert line.reason == "Fra grønn til rød"
        assert line.tone == "red"
        assert line.text.startswith(
            f"91,9{NB}% samlet de tolv månedene før. Tilfeldigheter alene kan gi ned til 86,4{NB}%."
        )
        assert line.text.endswith("Hva kan forklare det?")
        assert line.value == f"60,0{NB}%"
        assert line.target == f"≥{NB}90{NB}%"

    def test_where_lower_is_better_chance_reaches_upwards(self):
        history = (*((8, 100),) * 12, (40, 100))
        low = facts(direction="lower")
        (line,) = self.lines(
            a_line(a_figure(40, 100), of=low, target=Limits(0.1, 0.2), status="red", before="yellow", history=history)
        )
        assert line.reason == "Fra gul til rød"
        assert "kan gi opp til" in line.text

    @pytest.mark.parametrize(
        ("before", "now", "words"),
        [
            ("green", "yellow", "Fra grønn til gul"),
            ("green", "red", "Fra grønn til rød"),
            ("yellow", "red", "Fra gul til rød"),
        ],
    )
    def test_every_turn_has_its_words(self, before, now, words):
        history = (*((92, 100),) * 12, (60, 100))
        (line,) = self.lines(a_line(a_figure(60, 100), status=now, before=before, history=history))
        assert line.reason == words
        assert line.tone == now

    def test_good_news_says_where_it_came_from(self):
        history = (*((92, 100),) * 11, (80, 100), (95, 100))
        (line,) = self.lines(a_line(a_figure(95, 100), before="yellow", history=history))
        assert (line.reason, line.tone, line.text) == ("Kravet er nådd igjen", "good", f"80,0{NB}% måneden før.")

    def test_the_first_green_month_in_a_year_is_said_to_be_that(self):
        history = (*((50, 100),) * 12, (95, 100))
        (line,) = self.lines(a_line(a_figure(95, 100), before="red", history=history))
        assert line.reason == "Kravet er nådd"
        assert "Første grønne måned på et år." in line.text

    def test_nothing_is_called_bad_or_worst(self):
        history = (*((92, 100),) * 12, (60, 100))
        (line,) = self.lines(a_line(a_figure(60, 100), status="red", before="green", history=history))
        assert not any(word in line.text.lower() for word in ("dårlig", "verst", "taper", "svikt"))


MARCH = tuple(month - 2 for month in YEAR)
WORSE = facts(unit="days", direction="lower")
USUAL = (10.0, 11.0, 9.0, 10.0, 11.0, 10.0, 9.0, 10.0, 11.0, 9.0, 10.0, 10.0)


class TestNewsOfTheMethods:
    def line(self, *lines, months=YEAR, peers=None):
        (line,) = news_lines(judge(lines, months, peers or {}), months, ADDRESSES)
        return line

    def days(self, last, status="red"):
        return a_line(values=(*USUAL, last), of=WORSE, target=Limits(11.0, 12.0), status=status, before=status)

    def test_a_concern_says_what_is_usual_and_which_rule_strikes(self):
        line = self.line(self.days(20.0))
        assert (line.reason, line.tone, line.icon) == ("Svakere enn vanlig variasjon", "red", "trend")
        assert line.text == (
            f"Vanlig variasjon: {self.usual(20.0)}{NB}dager. Nå: utenfor grensene. Hva kan forklare det?"
        )

    def test_what_is_usual_never_holds_the_figure_that_is_outside_it(self):
        few = facts(unit="number", decimals=0, pooling="sum")
        usual = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
        line = self.line(a_line(values=(*usual, 2.0), of=few, target=None, status=None, before=None))
        assert "Nå: utenfor grensene." in line.text
        (high,) = re.search(r"Vanlig variasjon: .*–(.*)\. Nå", line.text).groups()
        assert float(high.replace(",", ".")) < 2

    def usual(self, last):
        (judged,) = judge([self.days(last)], YEAR, {})
        return "–".join(f"{limit:.1f}".replace(".", ",") for limit in judged.usual)

    def test_a_concern_of_a_green_figure_is_a_question(self):
        assert self.line(self.days(20.0, "green")).tone == "ask"

    def test_an_improvement_is_good_news(self):
        line = self.line(self.days(2.0, "green"))
        assert (line.reason, line.tone, line.icon) == ("Bedre enn vanlig variasjon", "good", "good")

    def test_a_year_in_danger_says_what_is_needed_and_what_may_be_expected(self):
        low = a_line(a_figure(75, 100), status="red", before="red", history=((75, 100),) * 13, years_target=0.9)
        line = self.line(low, months=MARCH)
        assert (line.reason, line.icon) == ("Årets krav er i fare", "target")
        assert line.text.startswith(f"75,0{NB}% hittil i år. Resten av året trengs ≥{NB}95,0{NB}%, ventet nivå er 6")
        assert line.text.endswith("Hva skal til?")

    def test_a_year_out_of_reach_says_where_it_stands(self):
        low = a_line(a_figure(50, 100), status="red", before="red", history=((50, 100),) * 13, years_target=0.9)
        line = self.line(low, months=MARCH)
        assert line.reason == "Årets krav kan ikke nås lenger"
        assert line.text.startswith(f"50,0{NB}% hittil i år, mot 90{NB}% for året.")

    def test_far_from_the_others_says_where_offices_of_its_size_lie(self):
        numerators = range(440, 460, 2)
        peers = Peers(numerators, [500] * 10), Peers(numerators, [500] * 10)
        history = (*((180, 200),) * 12, (100, 200))
        low = a_line(a_figure(100, 200), status="green", history=history, county=a_group())
        (judged,) = judge([low], YEAR, {1: peers})
        (line,) = news_lines([replace(judged, point=None)], YEAR, ADDRESSES)
        assert (line.reason, line.icon, line.tone) == ("Langt fra de andre kontorene", "funnel", "ask")
        reach = f"{judged.far.low_998:.1%}–{judged.far.high_998:.1%}".replace(".", ",").replace("%–", "–")
        assert f"ligger 99,8 prosent av kontorene i fylket på {reach[:-1]}{NB}%." in line.text
        assert judged.far.low_998 > 0.5

    def test_two_that_go_apart_name_each_other_and_both_moves(self):
        calm = tuple(0.7 + each for each in (-0.01, 0.02, 0.0, -0.02, 0.01, 0.0, -0.01, 0.01, 0.0, -0.01, 0.0, 0.01))
        one, other = (
            a_line(
                values=(*calm, *(0.7 + by,) * 3)[-13:],
                earlier=(0.71, *calm[:2]),
                of=facts(f"M{key}", key=key, name=f"Andel {key}"),
                related=(3 - key,),
                target=None,
                status=None,
            )
            for key, by in ((1, 0.026), (2, -0.026))
        )
        both = [replace(each, point=None) for each in judge([one, other], YEAR, {})]
        (line,) = news_lines(both, YEAR, ADDRESSES)
        assert (line.reason, line.icon, line.target) == ("Går motsatt vei av Andel 2", "link", "")
        assert f"+2,6{NB}pp her, {MINUS}2,6{NB}pp for Andel 2." in line.text


@pytest.mark.parametrize(
    ("indicators", "words"),
    [
        (24, "Med 24 indikatorer kommer om lag 2 linjer i måneden av tilfeldigheter alene."),
        (11, "Med 11 indikatorer kommer om lag 1 linje i måneden av tilfeldigheter alene."),
        (300, "Med 300 indikatorer kommer om lag 5 linjer i måneden av tilfeldigheter alene."),
        (3, "Med så få indikatorer kommer en linje nå og da av tilfeldigheter alene."),
    ],
)
def test_the_help_says_how_much_comes_by_chance(indicators, words):
    assert by_chance_alone(indicators) == words


class TestPlaceInTheRanking:
    def test_it_is_an_interval_that_leads_to_the_ranking(self):
        place = shown_place(VOSS, MAY, RankedPlace(3, 1, 5, 94.84, 38))
        assert place is not None
        assert (place.score, place.text, place.href) == ("94,8 av 100", "1–5 av 38", "/rankings/1200/2018-05/")

    def test_an_office_without_a_place_can_read_why(self):
        place = shown_place(VOSS, MAY, RankedPlace(None, None, None, None, 38))
        assert place is not None
        assert (place.score, place.text) == ("ikke rangert", "se hvorfor")

    def test_without_a_ranking_nothing_is_shown(self):
        assert shown_place(VOSS, MAY, None) is None
