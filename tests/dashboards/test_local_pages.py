"""Local goals in the browser: the list, adding one, retiring one; and who may."""

import pytest

from organisation.months import Month
from scorecards.models import Indicator, PackageItem, Target
from scorecards.queries.by_hand import month_to_fill_in
from scorecards.services.local_goals import retire_local_indicator
from tests.builders import a_goal, a_person, an_indicator, an_item
from tests.dashboards.world import a_world, browser_of, reader, text_of
from tests.scorecards.local import JANUARY, MAY, a_local_indicator, fill

pytestmark = pytest.mark.django_db
LAST = month_to_fill_in()


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def leader(world):
    return reader("leader", world.voss)


def said(**fields):
    return {
        "name": "Besøk hos bedrifter",
        "unit_of_measure": "number",
        "direction": "higher",
        "filled_in_by": "owner",
        "first": "2018-01",
        **fields,
    }


class TestTheList:
    def test_says_what_a_local_goal_is_where_there_is_none(self, world, leader):
        text = text_of(leader.get("/local/1235/"))
        assert "Ingen lokale mål ennå" in text
        assert 'href="/local/1235/new/"' in text

    def test_names_who_owns_and_who_fills_in(self, world, leader):
        a_local_indicator(world.voss, "Eget mål")
        a_local_indicator(world.county, "Kurs", filled_in_by="offices")

        text = text_of(leader.get("/local/1235/"))

        assert "Eget mål" in text
        assert "Kurs" in text
        assert f'href="/local/1235/{LAST}/"' in text

    def test_tells_which_months_are_missing_and_when_they_were_due(self, world, leader):
        a_local_indicator(world.voss, first=LAST - 1)
        text = text_of(leader.get("/local/1235/"))
        assert f'href="/local/1235/{LAST - 1}/"' in text
        assert "fristen var" in text

    def test_says_so_where_nothing_is(self, world, leader):
        fill(world.voss, a_local_indicator(world.voss, first=LAST), "3", LAST)
        assert "Alt er fylt ut" in text_of(leader.get("/local/1235/"))

    def test_of_a_county_has_each_office_and_month_that_lacks_something(self, world):
        counted = a_local_indicator(world.county, "Kurs", filled_in_by="offices", first=LAST)
        a_local_indicator(world.voss, "Eget", first=LAST)
        fill(world.offices[1], counted, "2", LAST)

        text = text_of(reader("county", world.county).get("/local/1200/"))

        assert "mangler 2" in text
        assert "mangler 1" in text
        assert "NAV Odda" not in text
        assert f'href="/local/1235/{LAST}/"' in text

    def test_what_comes_from_above_says_whose_it_is(self, world, leader):
        a_local_indicator(world.county, "Kurs", filled_in_by="offices", first=LAST)
        text = text_of(leader.get("/local/1235/"))
        assert f"<td>{world.county.placements.get().name}</td><td>NAV Voss</td>" in text

    def test_everybody_may_read_it_and_is_told_who_may_do_more(self, world):
        a_local_indicator(world.voss)
        text = text_of(reader("employee", world.offices[1]).get("/local/1235/"))
        assert "Du kan lese." in text
        for gone in ("/new/", "/retire/", "Fyll ut for"):
            assert gone not in text

    def test_an_employee_fills_in_and_does_not_set_goals(self, world):
        a_local_indicator(world.voss)
        text = text_of(reader("employee", world.voss).get("/local/1235/"))
        assert "Fyll ut for" in text
        assert "/new/" not in text

    def test_is_a_file_too(self, world, leader):
        a_local_indicator(world.voss)
        rows = leader.get("/local/1235/?format=csv").content.decode().splitlines()
        assert rows[0].lstrip("\ufeff").startswith("indicator;name;goal")
        assert "L1235-1" in rows[1]
        missing = leader.get("/local/1235/?format=csv&table=missing").content.decode()
        assert f"1235;NAV Voss;{LAST}" in missing

    def test_an_unknown_unit_is_404(self, leader):
        assert leader.get("/local/9999/").status_code == 404

    def test_takes_as_many_queries_for_thirty_as_for_three(self, world, leader, django_assert_num_queries):
        for number in range(3):
            a_local_indicator(world.voss, f"Mål {number}")
        leader.get("/local/1235/")
        with django_assert_num_queries(10):
            leader.get("/local/1235/")
        for number in range(3, 30):
            a_local_indicator(world.voss, f"Mål {number}")
        with django_assert_num_queries(10):
            leader.get("/local/1235/")


class TestAdding:
    def test_a_short_form_is_enough(self, world, leader):
        response = leader.post("/local/1235/new/", said(), follow=True)

        assert "«Besøk hos bedrifter» er lagt til." in text_of(response)
        indicator = Indicator.objects.get(owner=world.voss)
        assert (indicator.unit_of_measure, indicator.pooling, indicator.valid_from) == (
            "number",
            "sum",
            JANUARY.first_day,
        )

    def test_all_that_can_be_said_is_kept(self, world, leader):
        goal = a_goal("G9", "Flere i arbeid")
        more = {
            "unit_of_measure": "share",
            "goal": goal.pk,
            "own_goal": "Flere unge i arbeid",
            "green": "90 %",
            "yellow": "82,5",
            "why": "Fordi",
        }
        leader.post("/local/1235/new/", said(**more))

        indicator = Indicator.objects.get(owner=world.voss)
        target = Target.objects.get(indicator=indicator)
        assert (target.green, target.yellow) == (0.9, 0.825)
        assert (indicator.goal.name, indicator.goal.parent, indicator.why) == ("Flere unge i arbeid", goal, "Fordi")

    def test_an_interval_has_upper_limits(self, world, leader):
        more = {"direction": "inside", "green": "95", "green_upper": "102", "yellow": "90", "yellow_upper": "110"}
        leader.post("/local/1235/new/", said(**more))
        target = Target.objects.get(indicator__owner=world.voss)
        assert (target.green, target.green_upper, target.yellow, target.yellow_upper) == (95, 102, 90, 110)

    def test_a_county_chooses_who_fills_in_and_an_office_is_not_asked(self, world, leader):
        county = reader("county", world.county)
        county.post("/local/1200/new/", said(filled_in_by="offices"))
        assert PackageItem.objects.get(package__code="LOKAL-1200").filled_in_by == "offices"
        assert "filled_in_by" in text_of(county.get("/local/1200/new/"))
        assert "filled_in_by" not in text_of(leader.get("/local/1235/new/"))

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"name": ""}, "Gi det som telles, et navn."),
            ({"first": "mai"}, "Skriv måneden som ÅÅÅÅ-MM"),
            ({"green": "mange"}, "Skriv bare et tall"),
            ({"green": "80", "yellow": "90"}, "er den gule grensen lavere enn kravet"),
            ({"direction": "lower", "green": "80", "yellow": "70"}, "er den gule grensen høyere enn kravet"),
            ({"direction": "inside", "green": "80"}, "Et intervall trenger en øvre grense"),
            ({"direction": "none", "green": "80"}, "Et krav trenger en retning"),
            ({"yellow": "80"}, "Skriv kravet også"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_nothing_is_added(self, world, leader, fields, text):
        assert text in text_of(leader.post("/local/1235/new/", said(**fields)))
        assert not Indicator.objects.filter(owner=world.voss).exists()

    def test_a_name_that_is_taken_is_said_at_the_name(self, world, leader):
        a_local_indicator(world.voss)
        assert "Velg et annet navn" in text_of(leader.post("/local/1235/new/", said()))

    def test_beside_it_stands_how_many_live_already_and_who_reports_them(self, world, leader):
        an_item(world.package, an_indicator("OWN", owner=world.county))
        a_local_indicator(world.voss, "Eget mål")
        a_local_indicator(world.county, "Kurs", filled_in_by="offices")

        text = text_of(leader.get("/local/1235/new/"))

        assert (
            "NAV Voss følger nå 6 indikatorer: 3 fra direktoratet (fil), 1 fra fylket (fil),"
            " 1 fra fylket (for hånd av hvert kontor) og 1 egen (for hånd)." in text
        )
        assert "Kan en av disse legges ned samtidig?" in text
        assert "/local/1235/L1235-1/retire/" in text

    @pytest.mark.parametrize("role", ["employee", "leader"])
    def test_others_may_not(self, world, role):
        other = reader(role, world.offices[1])
        assert other.get("/local/1235/new/").status_code == 403
        assert other.post("/local/1235/new/", said()).status_code == 403
        assert not Indicator.objects.filter(owner=world.voss).exists()


class TestRetiring:
    def test_is_one_click_and_can_be_undone_by_another(self, world, leader):
        indicator = a_local_indicator(world.voss)
        fill(world.voss, indicator, "3")

        text = text_of(leader.post("/local/1235/L1235-1/retire/", {"month": "2018-06"}, follow=True))
        assert "er lagt ned fra og med juni 2018" in text
        assert "/local/1235/L1235-1/reopen/" in text

        text = text_of(leader.post("/local/1235/L1235-1/reopen/", follow=True))
        assert "er tatt opp igjen" in text
        assert Indicator.objects.get(pk=indicator.pk).valid_to is None

    def test_the_first_month_that_loses_nothing_is_proposed(self, world, leader):
        fill(world.voss, a_local_indicator(world.voss), "3", MAY)
        assert 'value="2018-06"' in text_of(leader.get("/local/1235/"))

    def test_one_without_figures_is_taken_away(self, world, leader):
        a_local_indicator(world.voss)
        text = text_of(leader.post("/local/1235/L1235-1/retire/", {"month": "2018-01"}, follow=True))
        assert "er tatt bort. Det hadde ingen tall." in text
        assert not Indicator.objects.filter(owner=world.voss).exists()

    @pytest.mark.parametrize(
        ("month", "text"), [("2018-03", "Det er tall til og med mai 2018"), ("mars", "Skriv måneden som")]
    )
    def test_what_stands_in_the_way_is_said(self, world, leader, month, text):
        fill(world.voss, a_local_indicator(world.voss), "3", MAY)
        assert text in text_of(leader.post("/local/1235/L1235-1/retire/", {"month": month}, follow=True))

    def test_a_retired_one_says_since_when(self, world, leader):
        indicator = a_local_indicator(world.voss)
        retire_local_indicator(indicator=indicator, first_without=Month(2018, 6), by=None)
        assert "lagt ned fra og med juni 2018" in text_of(leader.get("/local/1235/"))

    def test_others_may_not(self, world):
        a_local_indicator(world.voss)
        other = browser_of(a_person(role="leader", unit=world.offices[1]))
        for step in ("retire", "reopen"):
            assert other.post(f"/local/1235/L1235-1/{step}/", {"month": "2018-06"}).status_code == 403

    def test_what_the_unit_does_not_own_is_404(self, world, leader):
        assert leader.post("/local/1235/IND0/retire/", {"month": "2018-06"}).status_code == 404
