"""Whom an office could learn from: who is named, over which months, and why nobody is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.learning import Nobody, Way, way_of
from scorecards.models import Indicator, PackageItem, Result, Target
from scorecards.queries.indicators import facts_of
from scorecards.queries.learning import (
    COUNTRY,
    COUNTY,
    Learning,
    Lesson,
    learn_at,
    of_one_definition,
    where_from,
)
from tests.builders import a_county, a_package, a_target, an_indicator, an_item, an_office
from tests.dashboards.figures import facts
from tests.scorecards.published import MAY, as_placed, publish
from tests.scorecards.teaching import DAYS, YEAR, a_teaching_county

pytestmark = pytest.mark.django_db

WEAK, STRONG = (40, 100), (70, 100)


@pytest.fixture
def teaching():
    return a_teaching_county()


def found(teaching, *indicators, where=COUNTY) -> Learning:
    chosen = [facts_of(Indicator.objects.get(pk=each.pk)) for each in indicators or (teaching.indicator,)]
    return learn_at(as_placed(teaching.asker), chosen, MAY, where)


def lesson(teaching, **more) -> Lesson:
    (only,) = found(teaching, **more).lessons
    return only


def names(one: Lesson) -> list[str]:
    return [teacher.unit.name for teacher in one.teachers]


class TestWhoIsNamed:
    def test_an_office_that_reaches_the_target_month_after_month(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        one = lesson(teaching)
        (teacher,) = one.teachers
        assert (teacher.unit.name, teacher.months.value, teacher.size_ratio) == ("NAV Steady", 0.7, 1)
        assert (teacher.months.reached, teacher.months.known) == (12, 12)
        assert one.nobody is None

    def test_the_askers_own_months_stand_beside(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        teaching.publish_month(MAY, {"asker": (90, 100)})
        own = lesson(teaching).own
        assert (own.value, own.reached, own.known) == (pytest.approx(530 / 1200), 1, 12)
        assert own.months == (*[0.4] * 11, 0.9)

    def test_not_one_that_is_below_the_target_in_three_months_of_twelve(self, teaching):
        teaching.publish({"asker": WEAK, "unsteady": STRONG})
        for month in YEAR[:3]:
            teaching.publish_month(month, {"unsteady": (50, 100)})
        assert lesson(teaching).teachers == ()

    def test_not_one_whose_lead_is_no_more_than_chance(self, teaching):
        teaching.publish({"asker": (6, 11), "lucky": (7, 11)})
        assert lesson(teaching).teachers == ()

    def test_the_nearest_in_size_first_and_not_the_best(self, teaching):
        teaching.publish({"asker": WEAK, "huge": (950, 1000), "alike": (66, 110), "small": (45, 50)})
        one = lesson(teaching)
        assert names(one) == ["NAV Alike", "NAV Small", "NAV Huge"]
        assert [teacher.size_ratio for teacher in one.teachers] == pytest.approx([1.1, 0.5, 10])

    def test_where_less_is_better_those_who_have_less(self):
        teaching = a_teaching_county(direction="lower", green=0.3)
        teaching.publish({"asker": (60, 100), "low": (20, 100), "high": (80, 100)})
        assert names(lesson(teaching)) == ["NAV Low"]

    def test_months_with_too_small_a_base_are_not_counted(self):
        teaching = a_teaching_county(min_base=50)
        teaching.publish({"asker": WEAK, "steady": STRONG})
        for month in YEAR[:2]:
            teaching.publish_month(month, {"steady": (1, 10)})
        (teacher,) = lesson(teaching).teachers
        assert (teacher.months.reached, teacher.months.known) == (10, 10)

    def test_the_target_is_the_askers_own(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        a_target(teaching.indicator, 0.8, unit=teaching.asker)
        one = lesson(teaching)
        assert one.target is not None
        assert (one.target.green, one.teachers) == (0.8, ())


class TestGoodInGeneral:
    def test_an_office_below_the_middle_on_all_the_rest_is_not_named(self, teaching):
        figures = dict.fromkeys(["asker", "narrow", "wide", "third"], STRONG) | {"asker": WEAK}
        # the first of the others is better high, the second low
        good = {"narrow": (0.1, 0.9), "wide": (0.9, 0.1), "third": (0.5, 0.5)}
        teaching.publish(figures, good)
        one = lesson(teaching)
        assert names(one) == ["NAV Third", "NAV Wide"]
        assert [(teacher.good, teacher.others) for teacher in one.teachers] == [(2, 2), (2, 2)]

    def test_half_of_the_rest_is_enough(self, teaching):
        teaching.publish({"asker": WEAK, "half": STRONG, "third": WEAK}, {"half": (0.9, 0.9)})
        (teacher,) = lesson(teaching).teachers
        assert (teacher.good, teacher.others) == (1, 2)

    def test_the_indicator_itself_does_not_count(self, teaching):
        teaching.publish({"asker": WEAK, "narrow": STRONG, "third": WEAK}, {"narrow": (0.1, 0.9)})
        assert lesson(teaching).teachers == ()

    def test_what_is_not_prioritised_does_not_count(self, teaching):
        teaching.publish({"asker": WEAK, "half": STRONG, "third": WEAK}, {"half": (0.9, 0.9)})
        PackageItem.objects.filter(indicator=teaching.others[1]).update(priority=0)
        (teacher,) = lesson(teaching).teachers
        assert (teacher.good, teacher.others) == (1, 1)

    def test_what_another_county_prioritises_does_not_count(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        elsewhere = an_indicator("ELSEWHERE")
        an_item(a_package(owner=a_county()), elsewhere)
        publish({(elsewhere, teaching.office(name)): 0.5 for name in ("asker", "steady")})
        assert [teacher.others for teacher in lesson(teaching).teachers] == [2]
        an_item(a_package(owner=teaching.county), elsewhere)
        assert [teacher.others for teacher in lesson(teaching).teachers] == [3]

    def test_an_item_that_ended_before_the_month_does_not_count(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        PackageItem.objects.filter(indicator=teaching.others[0]).update(valid_to=MAY.first_day)
        assert [teacher.others for teacher in lesson(teaching).teachers] == [1]

    def test_an_office_of_which_nothing_else_is_known_is_not_named(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Result.objects.filter(unit=teaching.office("steady")).exclude(indicator=teaching.indicator).delete()
        assert lesson(teaching).teachers == ()

    def test_where_the_months_rest_has_not_come_yet_the_month_before_is_looked_at(self, teaching):
        teaching.publish({"asker": WEAK, "half": STRONG, "third": WEAK}, {"half": (0.9, 0.9)})
        for month, known in ((MAY + 1, 1), (MAY + 2, 1), (MAY + 3, 0)):
            teaching.publish_month(month, {"asker": WEAK, "half": STRONG, "third": WEAK})
            learning = learn_at(as_placed(teaching.asker, month), [facts_of(teaching.indicator)], month)
            assert [len(one.teachers) for one in learning.lessons] == [known]

    def test_the_last_known_month_of_the_rest_counts_and_not_the_best(self, teaching):
        teaching.publish({"asker": WEAK, "half": STRONG, "third": WEAK}, {"half": (0.1, 0.1)})
        earlier = {(teaching.others[0], teaching.office(name)): 0.5 for name in ("asker", "third")}
        publish({**earlier, (teaching.others[0], teaching.office("half")): 0.9}, MAY - 1, package=teaching.package)
        assert [(teacher.good, teacher.others) for teacher in lesson(teaching).teachers] == [(1, 2)]

    def test_a_hidden_figure_of_the_rest_is_not_looked_at(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Result.objects.filter(unit=teaching.office("steady"), indicator=teaching.others[0]).update(suppressed=True)
        assert [(teacher.good, teacher.others) for teacher in lesson(teaching).teachers] == [(1, 1)]


class TestWhere:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, teaching):
        teaching.offices["far"] = an_office(county=a_county("1400", "NAV Sogn"), name="NAV Far")
        teaching.publish({"asker": WEAK, "near": (720, 1000), "far": STRONG})

    def test_in_the_county_those_of_the_county_alone(self, teaching):
        assert names(lesson(teaching)) == ["NAV Near"]

    def test_in_the_country_those_of_all_counties_with_their_names(self, teaching):
        one = lesson(teaching, where=COUNTRY)
        assert [(each.unit.name, each.unit.county_name) for each in one.teachers] == [
            ("NAV Far", "NAV Sogn"),
            ("NAV Near", "NAV Hordaland"),
        ]

    def test_each_is_held_against_the_middle_of_its_own_county(self, teaching):
        far = teaching.office("far")
        publish({(teaching.others[0], far): 0.01})  # alone in its county, it is the middle
        assert [each.good for each in lesson(teaching, where=COUNTRY).teachers if each.unit.id == far.pk] == [2]

    def test_an_office_that_had_no_place_in_the_month_is_not_named(self, teaching):
        teaching.office("far").placements.update(valid_to=MAY.first_day)
        assert names(lesson(teaching, where=COUNTRY)) == ["NAV Near"]


class TestWhichMonths:
    def test_the_twelve_up_to_the_one_that_is_read(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        teaching.publish_month(MAY - 12, {"steady": (0, 100)})
        teaching.publish_month(MAY + 1, {"steady": (0, 100)})
        whole = found(teaching)
        assert whole.months == YEAR
        assert whole.lessons[0].teachers[0].months.months == (0.7,) * 12

    def test_only_those_since_the_definition_last_changed(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Indicator.objects.filter(pk=teaching.indicator.pk).update(definition_changed=YEAR[3].first_day)
        (teacher,) = lesson(teaching).teachers
        assert teacher.months.months == (*[None] * 3, *[0.7] * 9)
        assert teacher.months.known == 9
        facts = facts_of(Indicator.objects.get(pk=teaching.indicator.pk))
        assert of_one_definition(facts, YEAR) == list(YEAR[3:])

    def test_a_hidden_month_is_missing_in_the_months_and_the_sum(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        teaching.publish_month(MAY, {"steady": (97, 100)})
        Result.objects.filter(unit=teaching.office("steady"), month=MAY, indicator=teaching.indicator).update(
            suppressed=True
        )
        (teacher,) = lesson(teaching).teachers
        assert teacher.months.months[-1] is None
        assert (teacher.months.value, teacher.months.known) == (0.7, 11)

    def test_a_figure_whose_part_is_larger_than_its_whole_is_left_out(self, teaching):
        """An indicator that was a rate once: nothing is a share of it."""
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Result.objects.filter(unit=teaching.office("steady"), month=MAY).update(numerator=120, value=1.2)
        (teacher,) = lesson(teaching).teachers
        assert teacher.months.known == 11


class TestWhyNobody:
    def test_nobody_is_better(self, teaching):
        teaching.publish({"asker": WEAK, "other": WEAK})
        assert lesson(teaching).nobody == Nobody.NOBODY

    def test_the_office_reaches_its_target_itself(self, teaching):
        teaching.publish({"asker": STRONG, "other": STRONG})
        assert lesson(teaching).nobody == Nobody.REACHES

    def test_there_is_no_target(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Target.objects.all().delete()
        one = lesson(teaching)
        assert (one.nobody, one.teachers, one.own.value) == (Nobody.NO_TARGET, (), 0.4)

    @pytest.mark.parametrize("direction", ["none", "inside"])
    def test_no_side_is_better(self, teaching, direction):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Indicator.objects.filter(pk=teaching.indicator.pk).update(direction=direction)
        assert lesson(teaching).nobody == Nobody.NO_BETTER_SIDE

    @pytest.mark.parametrize("fields", [{"pooling": "sum"}, {"unit_of_measure": "number", "pooling": "none"}])
    def test_it_is_a_count_of_which_large_offices_have_more(self, teaching, fields):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Indicator.objects.filter(pk=teaching.indicator.pk).update(**fields)
        one = lesson(teaching)
        assert (one.nobody, one.way) == (Nobody.NUMBER, None)

    def test_the_office_has_no_figures_of_its_own(self, teaching):
        teaching.publish({"asker": WEAK, "steady": STRONG})
        Result.objects.filter(unit=teaching.asker).delete()
        assert lesson(teaching).nobody == Nobody.NOT_KNOWN


class TestByMonths:
    """Days, indexes and rates: what is chance is read from how the offices' months move."""

    @pytest.fixture
    def teaching(self):
        return a_teaching_county(direction="lower", green=10, unit="days", pooling="mean")

    def test_an_office_that_is_steadily_quick_is_named(self, teaching):
        teaching.publish_levels(DAYS)
        one = lesson(teaching)
        assert one.way == Way.MONTHS
        assert names(one) == ["NAV Quick", "NAV Quicker"]  # of no known size: by the alphabet, not the quickest first
        quick = one.teachers[0]
        assert quick.months.value == pytest.approx(9.0)
        assert (quick.months.reached, quick.months.known, quick.size_ratio) == (12, 12, None)
        assert one.own.value == pytest.approx(14.0)
        assert (one.own.reached, one.own.known) == (0, 12)

    def test_where_they_have_a_base_the_nearest_in_size_is_first(self, teaching):
        teaching.publish_levels(DAYS, base={"asker": 100, "quick": 400, "quicker": 90})
        one = lesson(teaching)
        assert names(one) == ["NAV Quicker", "NAV Quick"]
        assert [teacher.size_ratio for teacher in one.teachers] == pytest.approx([0.9, 4.0])

    def test_a_rate_is_told_by_all_its_cases(self):
        teaching = a_teaching_county(direction="lower", green=10, unit="rate", pooling="ratio")
        teaching.publish_levels(DAYS, base={"quick": 7})
        one = lesson(teaching)
        assert names(one) == ["NAV Quicker", "NAV Quick"]
        assert one.teachers[1].months.value == pytest.approx(9.0)

    def test_months_with_too_small_a_base_are_not_judged_but_seen(self):
        teaching = a_teaching_county(direction="lower", green=10, unit="rate", pooling="ratio", min_base=5)
        teaching.publish_levels(DAYS)
        for month in YEAR[:2]:
            publish({(teaching.indicator, teaching.office("quick")): (50, 2)}, month, package=teaching.package)
        (quick,) = [teacher for teacher in lesson(teaching).teachers if teacher.unit.name == "NAV Quick"]
        assert (quick.months.reached, quick.months.known) == (10, 10)
        assert quick.months.months[0] == 25

    def test_offices_that_only_swing_are_not_named(self, teaching):
        teaching.publish_levels(dict.fromkeys(DAYS, 9.9))
        Target.objects.all().delete()
        a_target(teaching.indicator, 12)
        assert lesson(teaching).nobody == Nobody.REACHES

    def test_fewer_than_six_offices_can_not_say_what_is_chance(self, teaching):
        teaching.publish_levels(dict(list(DAYS.items())[:5]))
        one = lesson(teaching)
        assert (one.nobody, one.own.known) == (Nobody.FEW_OFFICES, 12)

    def test_a_hidden_month_is_missing_in_the_months_and_the_mean(self, teaching):
        teaching.publish_levels(DAYS)
        publish({(teaching.indicator, teaching.office("quick")): 0.5}, MAY, package=teaching.package)
        Result.objects.filter(unit=teaching.office("quick"), month=MAY, indicator=teaching.indicator).update(
            suppressed=True
        )
        quick = lesson(teaching).teachers[0].months
        assert (quick.months[-1], quick.known) == (None, 11)
        assert quick.value == pytest.approx(sum(each for each in quick.months if each is not None) / 11)

    def test_only_months_of_the_definition_that_holds(self, teaching):
        teaching.publish_levels(DAYS)
        Indicator.objects.filter(pk=teaching.indicator.pk).update(definition_changed=YEAR[3].first_day)
        (quick, _) = lesson(teaching).teachers
        assert (quick.months.months[:3], quick.months.known) == ((None,) * 3, 9)

    def test_an_office_without_figures_of_its_own_can_not_be_compared(self, teaching):
        teaching.publish_levels(DAYS)
        Result.objects.filter(unit=teaching.asker).delete()
        assert lesson(teaching).nobody == Nobody.NOT_KNOWN

    def test_in_the_country_they_are_held_against_all_offices(self, teaching):
        far = a_county("1400", "NAV Sogn")
        teaching.offices["quick"] = an_office(county=far, name="NAV Quick")
        teaching.publish_levels(DAYS)
        assert names(lesson(teaching)) == ["NAV Quicker"]
        assert names(lesson(teaching, where=COUNTRY)) == ["NAV Quick", "NAV Quicker"]

    def test_shares_and_others_are_asked_about_together_each_in_its_way(self, teaching):
        teaching.publish_levels(DAYS)
        share = teaching.others[0]
        a_target(share, 0.4)
        learning = found(teaching, teaching.indicator, share)
        assert [(one.way, len(one.teachers)) for one in learning.lessons] == [(Way.MONTHS, 2), (Way.CASES, 0)]

    def test_as_many_queries_as_for_a_share(self, teaching, django_assert_num_queries):
        teaching.publish_levels(DAYS)
        unit, chosen = as_placed(teaching.asker), [facts_of(Indicator.objects.get(pk=teaching.indicator.pk))]
        with django_assert_num_queries(4):
            assert len(learn_at(unit, chosen, MAY).lessons[0].teachers) == 2


@pytest.mark.parametrize(
    ("unit", "pooling", "way"),
    [
        ("share", "ratio", Way.CASES),
        ("share", "mean", Way.MONTHS),
        ("rate", "ratio", Way.MONTHS),
        ("days", "mean", Way.MONTHS),
        ("index", "none", Way.MONTHS),
        ("number", "mean", Way.MONTHS),
        ("number", "sum", None),
        ("number", "none", None),
        ("days", "sum", None),
    ],
)
def test_what_an_indicator_is_says_how_its_offices_are_told_apart(unit, pooling, way):
    assert way_of(facts(unit=unit, pooling=pooling)) == way


def test_each_indicator_that_is_asked_about_has_its_lesson_in_the_same_order(teaching):
    teaching.publish({"asker": WEAK, "steady": STRONG})
    (second,) = [teaching.others[0]]
    a_target(second, 0.9)
    lessons = found(teaching, second, teaching.indicator).lessons
    assert [one.indicator.code for one in lessons] == ["OTHER0", "MAIN"]
    assert [len(one.teachers) for one in lessons] == [0, 1]


def test_without_indicators_there_are_no_lessons(teaching):
    teaching.publish({"asker": WEAK})
    assert learn_at(as_placed(teaching.asker), [], MAY).lessons == ()


def test_it_takes_as_many_queries_for_many_indicators_and_offices_as_for_one(teaching):
    teaching.publish({"asker": WEAK, "steady": STRONG})
    unit, facts = as_placed(teaching.asker), [facts_of(teaching.indicator)]
    with CaptureQueriesContext(connection) as few:
        learn_at(unit, facts, MAY)
    teaching.publish({"asker": WEAK, **{f"office {number}": STRONG for number in range(10)}})
    every = [facts_of(each) for each in (teaching.indicator, *teaching.others)]
    with CaptureQueriesContext(connection) as many:
        assert len(learn_at(unit, every, MAY, COUNTRY).lessons[0].teachers) == 11
    assert len(few) == len(many) == 4


def test_where_figures_come_from_is_told_of_the_months_that_are_looked_at(teaching):
    teaching.publish({"asker": WEAK, "steady": STRONG})
    unit, facts = as_placed(teaching.asker), facts_of(teaching.indicator)
    assert where_from(unit, facts, YEAR) == (False, "")
    made_up = a_package(simulated=True)
    made_up.source = "NAVs statistikk"
    made_up.save()
    publish({(teaching.indicator, teaching.asker): WEAK}, MAY - 11, package=made_up)
    assert where_from(unit, facts, YEAR) == (True, "NAVs statistikk")
    assert where_from(unit, facts, YEAR[1:]) == (False, "")
