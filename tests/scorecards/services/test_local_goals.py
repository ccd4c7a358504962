"""A unit's own indicators: added with all that belongs to them, retired, taken up again."""

import pytest

from accounts.refusals import Refused
from audit.models import AuditLine, FieldChange
from organisation.months import Month
from scorecards.figures import Limits
from scorecards.models import Goal, Indicator, Package, PackageItem, Target
from scorecards.services.local_goals import reopen_local_indicator, retire_local_indicator
from scorecards.versions import figures_version
from tests.builders import (
    a_country,
    a_county,
    a_goal,
    a_package,
    a_person,
    a_region,
    a_special_unit,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.local import JANUARY, MAY, a_local_indicator, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    a_country()
    county = a_county("1200", "NAV Hordaland")
    return an_office("1232", "NAV Eidfjord", county=county, region=a_region("1291", county=county))


def county_of(office):
    return office.placements.get().county


class TestAdding:
    def test_the_first_one_makes_the_units_package(self, office):
        indicator = a_local_indicator(office)

        package = Package.objects.get()
        assert (package.code, package.name) == ("LOKAL-1232", "Lokale mål, NAV Eidfjord")
        assert (package.owner, package.due_day, package.simulated) == (office, 10, False)
        item = package.items.get()
        assert (item.indicator, item.filled_in_by, item.priority) == (indicator, "owner", 0)
        assert item.valid_from == JANUARY.first_day

    def test_further_ones_stand_after_it_in_the_same_package(self, office):
        first, second = a_local_indicator(office, "Besøk"), a_local_indicator(office, "Kurs")

        assert [item.indicator for item in Package.objects.get().items.all()] == [first, second]
        assert [first.code, second.code] == ["L1232-1", "L1232-2"]

    def test_a_code_that_is_taken_in_any_case_is_passed_over(self, office):
        an_indicator("l1232-1")
        a_package("lokal-1232")

        assert a_local_indicator(office).code == "L1232-2"
        assert Package.objects.filter(owner=office).get().code == "LOKAL-1232-1"

    def test_the_code_of_a_unit_with_a_long_code_is_cut(self):
        county = a_county("A-COUNTY-OF-20-CHARS")
        other = a_county("A-COUNTY-OF-20-OTHER")
        codes = {a_local_indicator(unit).code for unit in (county, other)}
        packages = set(Package.objects.values_list("code", flat=True))

        assert len(codes) == len(packages) == 2
        assert all(len(code) <= 20 for code in codes | packages)

    @pytest.mark.parametrize(
        ("unit", "pooling"),
        [("share", "ratio"), ("rate", "ratio"), ("number", "sum"), ("days", "mean"), ("index", "mean")],
    )
    def test_how_it_is_pooled_follows_from_what_is_counted(self, office, unit, pooling):
        assert a_local_indicator(office, unit_of_measure=unit).pooling == pooling

    def test_it_belongs_under_the_goal_that_was_chosen(self, office):
        goal = a_goal("G1")
        assert a_local_indicator(office, goal=goal).goal == goal

    def test_a_goal_of_ones_own_stands_under_the_one_that_was_chosen(self, office):
        above = a_goal("G1")
        goal = a_local_indicator(office, goal=above, own_goal="Flere unge i jobb").goal

        assert goal is not None
        assert (goal.code, goal.name, goal.parent, goal.owner) == ("M1232-1", "Flere unge i jobb", above, office)
        assert goal.perspective == above.perspective

    def test_a_goal_of_ones_own_may_stand_alone(self, office):
        goal = a_local_indicator(office, own_goal="Flere unge i jobb").goal
        assert goal is not None
        assert goal.parent is None

    def test_its_target_holds_for_everyone_who_has_it(self, office):
        indicator = a_local_indicator(office, target=Limits(10, 8))

        target = Target.objects.get()
        assert (target.indicator, target.unit, target.green, target.yellow) == (indicator, None, 10, 8)
        assert target.valid_from == JANUARY.first_day

    def test_without_a_target_it_has_none(self, office):
        a_local_indicator(office)
        assert not Target.objects.exists()

    def test_a_county_may_have_each_office_count(self, office):
        a_local_indicator(county_of(office), filled_in_by="offices")
        assert PackageItem.objects.get().filled_in_by == "offices"

    def test_an_office_or_special_unit_has_none_below_it_to_count(self, office):
        for unit in (office, a_special_unit("1299", county=county_of(office))):
            with pytest.raises(Refused, match="selv fyller ut"):
                a_local_indicator(unit, filled_in_by="offices")

    def test_two_live_ones_of_a_unit_may_not_have_one_name(self, office):
        a_local_indicator(office, "Besøk")
        with pytest.raises(Refused, match="Velg et annet navn"):
            a_local_indicator(office, "besøk")
        a_local_indicator(county_of(office), "Besøk")

    def test_the_log_tells_who_added_what(self, office):
        leader = a_person(role="leader", unit=office)
        a_local_indicator(office, "Besøk", own_goal="Flere i jobb", target=Limits(10), by=leader)

        assert set(AuditLine.objects.values_list("verb", "subject", "actor")) == {
            ("added package", "package LOKAL-1232", leader.pk),
            ("added goal", "goal M1232-1", leader.pk),
            ("added local indicator", "indicator L1232-1", leader.pk),
        }
        changes = dict(FieldChange.objects.filter(line__subject="indicator L1232-1").values_list("field", "after"))
        assert (changes["name"], changes["green"], changes["filled_in_by"]) == ("Besøk", "10", "owner")

    def test_pages_are_made_anew(self, office):
        before = figures_version()
        a_local_indicator(office)
        assert figures_version() > before


class TestRetiring:
    def test_it_ends_before_the_month_and_its_figures_stay(self, office):
        indicator = a_local_indicator(office)
        fill(office, indicator, "4", "2018-03")

        assert retire_local_indicator(indicator=indicator, first_without=MAY, by=None)

        indicator.refresh_from_db()
        assert indicator.valid_to == indicator.items.get().valid_to == MAY.first_day
        assert AuditLine.objects.filter(verb="retired local indicator").get().changes.get().after == "2018-05-01"

    def test_months_with_figures_are_not_lost(self, office):
        indicator = a_local_indicator(office)
        fill(office, indicator, "4", MAY)

        with pytest.raises(Refused, match=r"til og med mai 2018\. Legg den ned fra og med juni 2018"):
            retire_local_indicator(indicator=indicator, first_without=MAY, by=None)
        assert retire_local_indicator(indicator=indicator, first_without=MAY + 1, by=None)

    def test_one_that_never_held_is_taken_away_with_its_target(self, office):
        indicator = a_local_indicator(office, target=Limits(10))

        assert not retire_local_indicator(indicator=indicator, first_without=JANUARY, by=None)

        assert {model.objects.count() for model in (Indicator, PackageItem, Target)} == {0}
        assert AuditLine.objects.filter(verb="removed local indicator", detail="Besøk hos bedrifter").exists()

    def test_it_can_be_taken_up_again(self, office):
        indicator = a_local_indicator(office)
        retire_local_indicator(indicator=indicator, first_without=MAY, by=None)

        reopen_local_indicator(indicator=indicator, by=None)

        indicator.refresh_from_db()
        assert indicator.valid_to is None
        assert indicator.items.get().valid_to is None

    def test_what_comes_in_files_is_not_retired_here(self, office):
        indicator = an_indicator(owner=office)
        an_item(a_package(owner=office), indicator)

        with pytest.raises(Refused, match="ikke et lokalt mål"):
            retire_local_indicator(indicator=indicator, first_without=MAY, by=None)

    def test_after_it_a_new_one_may_have_its_name(self, office):
        indicator = a_local_indicator(office, "Besøk")
        retire_local_indicator(indicator=indicator, first_without=MAY, by=None)
        assert a_local_indicator(office, "Besøk", first=Month(2018, 6)).code == "L1232-2"


class TestRights:
    @pytest.mark.parametrize(
        ("role", "place", "may"),
        [
            ("leader", "office", True),
            ("employee", "office", False),
            ("leader", "elsewhere", False),
            ("leader", "region", True),
            ("county", "county", True),
            ("county", "other county", False),
            ("directorate", "country", True),
            ("administrator", "country", True),
        ],
    )
    def test_leaders_set_their_own_units_goals_and_those_of_units_below(self, office, role, place, may):
        county = county_of(office)
        where = {
            "office": lambda: office,
            "elsewhere": lambda: an_office("1233", county=county),
            "region": lambda: office.placements.get().region,
            "county": lambda: county,
            "other county": lambda: a_county("1100"),
            "country": a_country,
        }
        person = a_person(role=role, unit=where[place]())
        kept = a_local_indicator(office, "Kurs")
        steps = (
            lambda: a_local_indicator(office, by=person),
            lambda: retire_local_indicator(indicator=kept, first_without=MAY, by=person),
            lambda: reopen_local_indicator(indicator=kept, by=person),
        )
        for step in steps:
            if may:
                step()
            else:
                with pytest.raises(Refused, match="egen enhet"):
                    step()
        assert Goal.objects.count() == 0
