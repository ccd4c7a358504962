"""The catalogue as it is read: the list of all indicators, and what one of them is."""

import pytest

from organisation.models import Unit
from scorecards.figures import Limits
from scorecards.models import Goal, Indicator, Perspective
from scorecards.queries.catalogue import Explanation, explain_indicator, list_indicators, unit_names
from scorecards.queries.indicators import facts_of, find_indicator
from tests.builders import (
    a_country,
    a_county,
    a_goal,
    a_package,
    a_placement,
    a_target,
    an_indicator,
    an_item,
    an_office,
    day,
)
from tests.scorecards.published import MAY

pytestmark = pytest.mark.django_db

JUNE = MAY + 1


class TestTheList:
    def test_it_goes_by_perspective_goal_and_code(self):
        users = Perspective.objects.create(code="Z", name="Brukere", order=1)
        work = Perspective.objects.create(code="A", name="Arbeid", order=2)
        first, second = (Goal.objects.create(code=code, name=code, perspective=users) for code in ("G1", "G2"))
        for code, goal in (("D", Goal.objects.create(code="G0", name="G0", perspective=work)), ("C", second)):
            an_indicator(code, goal=goal)
        an_indicator("B", goal=first)
        an_indicator("A", goal=first)
        an_indicator("0")
        assert [line.facts.code for line in list_indicators(MAY)] == ["A", "B", "C", "D", "0"]

    def test_it_says_which_are_measured_in_the_month_and_in_which_packages(self):
        old, new = an_indicator("OLD"), an_indicator("NEW", since="2018-06-01")
        Indicator.objects.filter(code="OLD").update(valid_to=day("2018-06-01"))
        package, later = a_package("P1"), a_package("P2")
        an_item(package, old, until="2018-06-01")
        an_item(later, old, since="2018-06-01")
        an_item(later, new)
        told = {month: {x.facts.code: (x.live, x.packages) for x in list_indicators(month)} for month in (MAY, JUNE)}
        assert told == {
            MAY: {"OLD": (True, ("P1",)), "NEW": (False, ("P2",))},
            JUNE: {"OLD": (False, ("P2",)), "NEW": (True, ("P2",))},
        }

    def test_owners_have_the_names_of_the_month(self):
        office = an_office("1201", "NAV Gamle", until="2018-06-01")
        a_placement(office, name="NAV Nye", since="2018-06-01")
        an_indicator(owner=office)
        names = [list_indicators(month)[0].owner_name for month in (MAY, JUNE)]
        assert names == ["NAV Gamle", "NAV Nye"]

    def test_an_owner_that_had_no_place_is_named_by_its_code(self):
        Unit.objects.create(code="9999", kind="county")
        an_indicator(owner=Unit.objects.get(code="9999"))
        (line,) = list_indicators(MAY)
        assert (line.owner_code, line.owner_name) == ("9999", "9999")

    def test_names_are_in_the_readers_language(self):
        an_indicator(name="Bokmål")
        Indicator.objects.update(name_en="English")
        assert [list_indicators(MAY, language)[0].facts.name for language in ("nb", "nn", "en")] == [
            "Bokmål",
            "Bokmål",
            "English",
        ]

    def test_three_queries_for_sixty_indicators_as_for_three(self, django_assert_num_queries):
        package = a_package()
        for number in (3, 57):
            for _ in range(number):
                an_item(package, an_indicator(goal=a_goal()))
            with django_assert_num_queries(3):
                list_indicators(MAY)


class TestTheExplanation:
    def explain(self, code: str = "NEDS", language: str = "nb", **names: str) -> Explanation:
        indicator = find_indicator(code)
        assert indicator is not None
        return explain_indicator(indicator, {code.lstrip("U"): name for code, name in names.items()}, language)

    def test_it_says_what_why_how_and_where_it_is_weak(self):
        an_indicator("NEDS", owner=a_county("1200", "NAV Hordaland"))
        Indicator.objects.update(what="Hva", why="Hvorfor", how="Hvordan", weaknesses="Svakheter")
        found = self.explain(U1200="NAV Hordaland")
        assert (found.what, found.why, found.how, found.weaknesses) == ("Hva", "Hvorfor", "Hvordan", "Svakheter")
        assert (found.owner_code, found.owner_name) == ("1200", "NAV Hordaland")
        assert (found.first, found.end) == (MAY - 16, None)

    def test_when_it_ended_is_said(self):
        an_indicator("NEDS")
        Indicator.objects.update(valid_to=day("2018-06-01"))
        assert self.explain().end == JUNE

    def test_what_it_hangs_together_with_is_named_in_the_readers_language(self):
        indicator, other = an_indicator("NEDS"), an_indicator("AKT", "Aktivitet")
        Indicator.objects.filter(pk=other.pk).update(name_nn="Aktivitet (nn)")
        indicator.related.add(other, an_indicator("ABC", "Alfabet"))
        assert self.explain(language="nn").related == (("ABC", "Alfabet"), ("AKT", "Aktivitet (nn)"))

    def test_what_names_it_hangs_together_with_it_too_and_each_is_named_once(self):
        indicator, other, third = an_indicator("NEDS"), an_indicator("AKT", "Aktivitet"), an_indicator("BCD", "Annet")
        indicator.related.add(other)
        other.related.add(indicator)
        third.related.add(indicator)
        assert self.explain().related == (("AKT", "Aktivitet"), ("BCD", "Annet"))
        assert self.explain("BCD").related == (("NEDS", "Indikator NEDS"),)

    def test_two_queries_for_forty_targets_as_for_one(self, django_assert_num_queries):
        indicator = an_indicator("NEDS")
        found = find_indicator("NEDS")
        assert found is not None
        for number in (1, 39):
            for _ in range(number):
                a_target(indicator, 0.5, unit=an_office(county=a_county()))
                indicator.related.add(an_indicator())
            with django_assert_num_queries(2):
                explain_indicator(found, {})

    def test_targets_say_for_whom_and_when(self):
        indicator = an_indicator("NEDS")
        office = an_office("1201", "NAV Bergen")
        gone = Unit.objects.create(code="9999", kind="county")
        a_target(indicator, 0.5, 0.4, until="2018-06-01")
        a_target(indicator, 0.6, unit=office, since="2018-01-01")
        a_target(indicator, 0.7, unit=gone, since="2018-02-01")
        targets = self.explain(U1201="NAV Bergen").targets
        told = [(t.unit_code, t.unit_name, t.first, t.end, t.limits) for t in targets]
        assert told == [
            ("", "", MAY - 16, JUNE, Limits(0.5, 0.4)),
            ("1201", "NAV Bergen", MAY - 4, None, Limits(0.6)),
            ("9999", "9999", MAY - 3, None, Limits(0.7)),
        ]


class TestOneIndicator:
    def test_it_is_found_by_its_code_in_any_case(self):
        indicator = an_indicator("Neds-1")
        assert find_indicator("nEDS-1") == indicator
        assert find_indicator("NEDS") is None

    def test_one_without_goal_and_definition_change_has_none(self):
        facts = facts_of(an_indicator())
        assert (facts.goal, facts.goal_name, facts.perspective, facts.perspective_name) == ("", "", "", "")
        assert facts.definition_changed is None

    def test_a_goal_outside_every_perspective_is_named_alone(self):
        facts = facts_of(an_indicator(goal=Goal.objects.create(code="G", name="Mål"), changed="2018-05-01"))
        assert (facts.goal, facts.goal_name, facts.perspective) == ("G", "Mål", "")
        assert facts.definition_changed == MAY

    def test_units_are_named_as_they_were_in_the_month(self):
        country = a_country()
        office = an_office(name="NAV Bergen", county=a_county(name="NAV Vest"), until="2018-06-01")
        assert unit_names(MAY)[office.pk] == "NAV Bergen"
        assert office.pk not in unit_names(JUNE)
        assert unit_names(JUNE)[country.pk] == "Hele landet"
