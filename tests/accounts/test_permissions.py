"""What each role may do to which unit."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.choices import RoleName
from accounts.models import Role
from accounts.permissions import VERBS, can, can_somewhere, forget_roles, roles_of, those_open_to
from accounts.services import give_role, remove_role
from organisation.months import Month
from organisation.queries import placed
from tests.builders import (
    a_country,
    a_county,
    a_person,
    a_placement,
    a_region,
    a_role,
    a_special_unit,
    a_succession,
    an_office,
)

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture
def units():
    """Hordaland with a region and its office, an office of no region and a special unit; Rogaland with an office."""

    class Units:
        country = a_country()
        hordaland = a_county("1200")
        region = a_region("R12", county=hordaland)
        voss = an_office("1235", county=hordaland, region=region)
        bergenhus = an_office("1201", county=hordaland)
        special = a_special_unit("1291", county=hordaland)
        rogaland = a_county("1100")
        stavanger = an_office("1103", county=rogaland)

    return Units


def everywhere(units):
    names = ("country", "hordaland", "region", "voss", "bergenhus", "special", "rogaland", "stavanger")
    return {name: getattr(units, name) for name in names}


def where(person, verb, units, month=None):
    found = {name for name, unit in everywhere(units).items() if can(person, verb, unit, month)}
    if month is None:  # asked of all at once, the answer is the same
        at_once = those_open_to(person, verb, {unit.pk for unit in everywhere(units).values()})
        assert at_once == {everywhere(units)[name].pk for name in found}
    return found


class TestReach:
    @pytest.mark.parametrize("month", [None, MAY])
    def test_at_an_office_a_role_reaches_the_office(self, units, month):
        assert where(a_person(role="leader", unit=units.voss), "write", units, month) == {"voss"}

    @pytest.mark.parametrize("month", [None, MAY])
    def test_at_a_region_it_reaches_its_offices(self, units, month):
        assert where(a_person(role="leader", unit=units.region), "write", units, month) == {"region", "voss"}

    @pytest.mark.parametrize("month", [None, MAY])
    def test_at_a_county_it_reaches_everything_in_it(self, units, month):
        person = a_person(role="county", unit=units.hordaland)
        assert where(person, "write", units, month) == {"hordaland", "region", "voss", "bergenhus", "special"}

    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_at_the_country_it_reaches_everything(self, units, role):
        assert where(a_person(role=role, unit=units.country), "write", units) == set(everywhere(units))

    def test_roles_add_up(self, units):
        person = a_person(role="leader", unit=units.voss)
        a_role(person, "employee", units.stavanger)
        assert where(person, "write", units) == {"voss", "stavanger"}

    def test_each_role_reaches_with_its_own_verbs(self, units):
        person = a_person(role="leader", unit=units.stavanger)
        a_role(person, "county", units.hordaland)
        assert "stavanger" in where(person, "write", units)
        assert "stavanger" not in where(person, "deliver", units)

    def test_without_a_unit_everything_is_meant(self, units):
        assert can(a_person(role="administrator", unit=units.country), "edit_catalogue")
        assert not can(a_person(role="county", unit=units.hordaland), "edit_catalogue")

    def test_a_unit_can_be_named_in_any_form(self, units):
        person = a_person(role="county", unit=units.hordaland)
        assert can(person, "deliver", units.voss.pk)
        assert can(person, "deliver", placed("1235", MAY))
        assert not can(person, "deliver", placed("1103", MAY))

    def test_a_unit_without_a_place_is_reached_by_its_own_roles_alone(self, units):
        homeless = an_office("9999", county=units.hordaland)
        homeless.placements.all().delete()
        assert can(a_person(role="leader", unit=homeless), "write", homeless)
        assert not can(a_person(role="county", unit=units.hordaland), "write", homeless)


class TestTime:
    @pytest.fixture
    def merger(self, units):
        """Vestland takes over from Hordaland in 2020, and Voss moves on under it."""
        units.hordaland.placements.update(valid_to="2020-01-01")
        units.vestland = a_county("4600", since="2020-01-01")
        units.voss.placements.update(valid_to="2020-01-01")
        a_placement(units.voss, county=units.vestland, since="2020-01-01")
        a_succession(units.hordaland, units.vestland, "2020-01-01")
        return units

    def test_the_county_of_the_month_reaches_the_office(self, merger):
        hordaland = a_person(role="county", unit=merger.hordaland)
        assert can(hordaland, "deliver", merger.voss, MAY)
        assert not can(hordaland, "deliver", merger.voss, Month(2020, 1))

    def test_without_a_month_the_county_of_today_does(self, merger):
        assert not can(a_person(role="county", unit=merger.hordaland), "deliver", merger.voss)
        assert can(a_person(role="county", unit=merger.vestland), "deliver", merger.voss)

    def test_the_successor_may_correct_what_was_its_predecessors(self, merger):
        vestland = a_person(role="county", unit=merger.vestland)
        assert can(vestland, "deliver", merger.hordaland, MAY)
        assert can(vestland, "deliver", merger.voss, MAY)
        assert can(vestland, "deliver", placed("1235", MAY))
        assert not can(vestland, "deliver", merger.stavanger, MAY)

    def test_so_may_the_successors_successor(self, merger):
        next_county = a_county("4700", since="2024-01-01")
        a_succession(merger.vestland, next_county, "2024-01-01")
        assert can(a_person(role="county", unit=next_county), "deliver", merger.hordaland, MAY)

    def test_a_predecessor_does_not_reach_its_successor(self, merger):
        assert not can(a_person(role="county", unit=merger.hordaland), "deliver", merger.vestland)

    @pytest.mark.parametrize("at", ["hordaland", "vestland", "rogaland", "voss", "next_county"])
    @pytest.mark.parametrize("role", ["county", "leader", "directorate"])
    def test_of_many_units_the_answer_is_the_same_as_of_each(self, merger, role, at, django_assert_max_num_queries):
        merger.next_county = a_county("4700", since="2024-01-01")
        a_succession(merger.vestland, merger.next_county, "2024-01-01")
        person = a_person(role=role, unit=getattr(merger, at))
        units = [*everywhere(merger).values(), merger.vestland, merger.next_county]
        each = {unit.pk for unit in units if can(person, "deliver", unit)}
        with django_assert_max_num_queries(2):
            assert those_open_to(person, "deliver", {unit.pk for unit in units}) == each

    def test_units_that_became_each_other_lead_nowhere_else(self, units):
        a_succession(units.voss, units.bergenhus, "2018-01-01")
        a_succession(units.bergenhus, units.voss, "2019-01-01")
        assert not can(a_person(role="leader", unit=units.stavanger), "write", units.voss)

    def test_a_unit_that_is_gone_is_reached_by_who_last_had_it(self, units):
        gone = an_office("1299", county=units.hordaland, until="2018-01-01")
        assert can(a_person(role="county", unit=units.hordaland), "write", gone)


class TestVerbs:
    @pytest.mark.parametrize(
        ("role", "verbs"),
        [
            ("leader", {"write", "fill_in", "set_local_goals"}),
            ("employee", {"write", "fill_in"}),
            (
                "county",
                {"write", "fill_in", "set_local_goals", "deliver", "publish", "publish_ranking", "edit_catalogue"},
            ),
            ("directorate", set(VERBS) - {"manage_people"}),
            ("administrator", set(VERBS)),
        ],
    )
    def test_a_role_may_do_this_at_its_own_unit(self, units, role, verbs):
        places = {"leader": units.voss, "employee": units.voss, "county": units.hordaland}
        unit = places.get(role, units.country)
        person = a_person(role=role, unit=unit)
        assert {verb for verb in VERBS if can(person, verb, unit)} == verbs
        assert {verb for verb in VERBS if can_somewhere(person, verb)} == verbs

    def test_every_role_may_do_something(self):
        assert set().union(*VERBS.values()) == set(RoleName)

    def test_an_unknown_verb_is_a_mistake_in_the_code(self, units):
        with pytest.raises(KeyError):
            can(a_person(), "rule the world", units.voss)


class TestPersons:
    def test_without_a_role_a_person_only_reads(self, units):
        person = a_person()
        assert where(person, "write", units) == set()
        assert not can_somewhere(person, "write")

    def test_an_ended_role_gives_nothing(self, units):
        person = a_person(role="county", unit=units.hordaland)
        Role.objects.update(ended_at=timezone.now())
        assert where(person, "deliver", units) == set()

    def test_a_closed_account_may_do_nothing(self, units):
        person = a_person(role="administrator", unit=units.country)
        person.closed_at = timezone.now()
        assert where(person, "write", units) == set()
        assert roles_of(person) == ()

    def test_nobody_in_particular_may_do_nothing(self, units):
        assert where(AnonymousUser(), "write", units) == set()
        assert not can_somewhere(AnonymousUser(), "write")


class TestQueries:
    def test_roles_are_read_once_for_a_person(self, units, django_assert_num_queries):
        person = a_person(role="county", unit=units.hordaland)
        with django_assert_num_queries(1):
            for verb in VERBS:
                can_somewhere(person, verb)
                can(person, verb, units.hordaland)

    def test_a_page_of_a_unit_below_costs_nothing_beyond_them(self, units, django_assert_num_queries):
        person = a_person(role="county", unit=units.hordaland)
        voss = placed("1235", MAY)
        with django_assert_num_queries(1):
            assert can(person, "write", voss)

    def test_roles_are_read_again_after_one_is_given_or_taken(self, units):
        person = a_person()
        assert not can(person, "write", units.voss)
        give_role(person=person, role="leader", unit=units.voss, by=None)
        assert can(person, "write", units.voss)
        remove_role(person=person, role="leader", unit=units.voss, by=None)
        assert not can(person, "write", units.voss)

    def test_forgetting_what_was_never_read_is_fine(self):
        person = a_person()
        forget_roles(person)
        assert roles_of(person) == ()

    def test_a_role_tells_its_unit(self, units):
        (role,) = roles_of(a_person(role="leader", unit=units.voss))
        assert (role.name, role.unit_id, role.unit_code, role.unit_kind) == ("leader", units.voss.pk, "1235", "office")


class TestLocalGoals:
    def test_whoever_works_somewhere_fills_in_there_and_leaders_set_the_goals(self, units):
        employee, leader = (a_person(role=role, unit=units.voss) for role in ("employee", "leader"))
        assert where(employee, "fill_in", units) == where(leader, "fill_in", units) == {"voss"}
        assert where(leader, "set_local_goals", units) == {"voss"}
        assert where(employee, "set_local_goals", units) == set()
