"""What an indicator is part of: the goals above it as a tree, the packages it is in, its targets by when they hold."""

import datetime
import re

import pytest

from dashboards.catalogue_context import read_standing_catalogue
from dashboards.indicator_page import goals_above_indicator, packages_with, target_groups
from organisation.months import Month
from scorecards.figures import Limits
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective
from scorecards.queries.catalogue import Explanation, TargetLine, explain_indicator
from scorecards.queries.indicators import find_indicator
from tests.builders import a_package, a_target, an_indicator, an_item
from tests.dashboards.world import MAY, World, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"


@pytest.fixture
def world() -> World:
    made: World = a_world()
    made.publish(MAY)
    return made


@pytest.fixture
def tree(world: World) -> World:
    """Lavere sykefravær > Delmål > DEL and SOSKEN, with a goal below that."""
    top = Goal.objects.get(code="G1")
    own = Goal.objects.create(code="G2", name="Delmål", parent=top, perspective=top.perspective)
    Goal.objects.create(code="G3", name="Nederste mål", parent=own)
    an_indicator("DEL", "Delindikator", goal=own)
    an_indicator("SOSKEN", "Søskenindikator", goal=own)
    return world


def page_of(code: str, query: str = "") -> str:
    page: str = text_of(reader("employee").get(f"/indicators/{code}/{query}"))
    return page


class TestGoalsAbove:
    def above(self, code: str, month=MAY):
        return goals_above_indicator(read_standing_catalogue(), code, month)

    def test_go_from_the_perspective_down_to_its_own(self, tree):
        above = self.above("DEL")
        assert above is not None
        assert above.perspective == "Brukere"
        assert above.goals == [("G1", "Lavere sykefravær"), ("G2", "Delmål")]

    def test_name_those_beside_it_and_itself_and_the_goals_below(self, tree):
        above = self.above("DEL")
        assert above is not None
        assert [link.code for link in above.indicators] == ["DEL", "SOSKEN"]
        assert above.below == [("G3", "Nederste mål")]

    def test_say_which_of_those_are_measured_in_the_month(self, tree):
        Indicator.objects.filter(code="SOSKEN").update(valid_to=datetime.date(2018, 1, 1))
        above = self.above("DEL")
        assert above is not None
        assert [link.alive for link in above.indicators] == [True, False]

    def test_there_are_none_of_an_indicator_without_a_goal(self, world):
        an_indicator("LOS")
        assert self.above("LOS") is None
        assert self.above("FINNES-IKKE") is None

    def test_a_goal_outside_every_perspective_stands_alone(self, world):
        an_indicator("X", goal=Goal.objects.create(code="G9", name="Løst mål"))
        above = self.above("X")
        assert above is not None
        assert (above.perspective, above.goals) == ("", [("G9", "Løst mål")])

    def test_goals_that_go_in_a_circle_end(self, world):
        one, other = (Goal.objects.create(code=code, name=code) for code in ("EN", "TO"))
        Goal.objects.filter(pk=one.pk).update(parent=other)
        Goal.objects.filter(pk=other.pk).update(parent=one)
        an_indicator("X", goal=one)
        above = self.above("X")
        assert above is not None
        assert {code for code, _ in above.goals} == {"EN", "TO"}


class TestTheTree:
    def tree_of(self, page: str) -> str:
        return page[page.index('class="goal-tree"') : page.index('id="hv"')]

    def test_is_a_list_in_a_list_with_links_and_this_one_marked(self, tree):
        found = self.tree_of(page_of("DEL"))
        in_order = ["Brukere", "Lavere sykefravær", "Delmål", "Delindikator", "Søskenindikator", "Nederste mål"]
        assert sorted(in_order, key=found.index) == in_order
        assert found.count("<ul>") == 4
        assert '<b aria-current="true">Delindikator</b>' in found
        for address in ("/perspectives/", "/goals/G1/", "/goals/G2/", "/indicators/SOSKEN/", "/goals/G3/"):
            assert f'href="{address}"' in found
        assert 'href="/indicators/DEL/"' not in found

    def test_one_that_is_not_measured_now_says_so(self, tree):
        Indicator.objects.filter(code="SOSKEN").update(valid_to=datetime.date(2018, 1, 1))
        assert "måles ikke nå" in self.tree_of(page_of("DEL"))

    def test_without_a_perspective_the_uppermost_goal_is_first(self, tree):
        Goal.objects.update(perspective=None)
        Perspective.objects.all().delete()
        found = self.tree_of(page_of("DEL"))
        assert "perspektiv" not in found
        assert found.count("<ul>") == 3

    def test_without_a_goal_there_is_no_tree(self, world):
        an_indicator("LOS")
        assert "Målene over" not in page_of("LOS")

    def test_a_name_with_markup_is_text(self, tree):
        Indicator.objects.filter(code="SOSKEN").update(name="<b>Fet</b>")
        assert "&lt;b&gt;Fet&lt;/b&gt;" in self.tree_of(page_of("DEL"))


class TestPackages:
    def packages(self, code: str, month=MAY):
        return packages_with(read_standing_catalogue(), code, month)

    def test_each_says_owner_part_priority_weight_and_share(self, world):
        PackageItem.objects.filter(indicator__code="IND0").update(priority=2, weight=2)
        (found,) = self.packages("IND0")
        assert (found.code, found.name, found.owner) == ("STYR", "Styringspakke Hordaland", "NAV Hordaland")
        assert (found.part, found.priority, found.weight, found.share) == ("målekort", "2", "2", f"50,0{NB}%")
        assert found.span == "fra januar 2017"

    def test_one_without_priority_has_dashes(self, world):
        PackageItem.objects.filter(indicator__code="IND0").update(priority=0, part="")
        (found,) = self.packages("IND0")
        assert (found.part, found.priority, found.weight, found.share) == ("–", "–", "–", "–")

    def test_the_share_is_of_what_holds_in_the_month(self, world):
        PackageItem.objects.filter(indicator__code="IND2").update(valid_to=datetime.date(2018, 5, 1))
        assert [self.packages("IND0", month)[0].share for month in (MAY - 1, MAY)] == [f"33,3{NB}%", f"50,0{NB}%"]

    def test_those_that_held_it_before_are_not_named(self, world):
        PackageItem.objects.filter(indicator__code="IND0").update(valid_to=datetime.date(2018, 5, 1))
        assert self.packages("IND0") == []
        assert "Indikatoren er ikke i noen pakke nå." in page_of("IND0")

    def test_every_package_is_named_with_a_link(self, world):
        an_item(a_package("ANNEN"), world.indicators[0])
        page = page_of("IND0")
        assert 'href="/packages/ANNEN/"' in page
        assert 'href="/packages/STYR/"' in page
        Package.objects.filter(code="ANNEN").update(name="Annet navn")
        assert [found.name for found in self.packages("IND0")] == ["Annet navn", "Styringspakke Hordaland"]


class TestTargets:
    def explanation(self, *targets: TargetLine) -> Explanation:
        indicator = find_indicator("IND0")
        assert indicator is not None
        found = explain_indicator(indicator, {})
        return type(found)(**{name: getattr(found, name) for name in found.__slots__} | {"targets": targets})

    def line(self, first: Month, end: Month | None = None, unit: str = "", **limits) -> TargetLine:
        return TargetLine(unit, unit and f"NAV {unit}", first, end, Limits(**{"green": 0.9, "yellow": 0.8, **limits}))

    def groups(self, *targets: TargetLine):
        return [
            (group.name, [row.span for row in group.rows]) for group in target_groups(self.explanation(*targets), MAY)
        ]

    def test_those_that_hold_now_stand_first_then_those_that_come_then_those_that_are_over(self, world):
        found = self.groups(self.line(MAY - 12, MAY - 6), self.line(MAY + 1), self.line(MAY - 6, MAY + 1))
        assert [name for name, _ in found] == ["Gjelder nå", "Kommer", "Tidligere"]
        assert found[0][1] == ["november 2017 til mai 2018"]

    def test_a_target_that_begins_with_the_month_holds_and_one_that_ended_with_it_does_not(self, world):
        assert self.groups(self.line(MAY)) == [("Gjelder nå", ["fra mai 2018"])]
        assert [name for name, _ in self.groups(self.line(MAY - 3, MAY))] == ["Tidligere"]

    def test_of_those_that_hold_the_one_for_everybody_is_first(self, world):
        groups = target_groups(self.explanation(self.line(MAY, unit="1200"), self.line(MAY)), MAY)
        assert [row.unit for row in groups[0].rows] == ["alle enheter", "NAV 1200"]

    def test_of_those_that_are_over_the_last_is_first(self, world):
        ((_, spans),) = self.groups(self.line(MAY - 12, MAY - 6), self.line(MAY - 6, MAY))
        assert spans == ["november 2017 til april 2018", "mai 2017 til oktober 2017"]

    def test_both_limits_of_an_interval_are_said(self, world):
        Indicator.objects.filter(code="IND0").update(direction="inside")
        line = self.line(MAY, green=0.95, green_upper=1.02, yellow=0.9, yellow_upper=1.1)
        (group,) = target_groups(self.explanation(line), MAY)
        assert (group.rows[0].green, group.rows[0].yellow) == (f"95–102{NB}%", f"90{NB}%–110{NB}%")

    def test_without_a_yellow_limit_that_cell_is_empty(self, world):
        (group,) = target_groups(self.explanation(self.line(MAY, yellow=None)), MAY)
        assert group.rows[0].yellow == ""

    def test_each_group_has_a_heading_in_the_table(self, world):
        a_target(world.indicators[0], 0.95, unit=world.voss, since="2018-07-01")
        page = page_of("IND0")
        assert len(re.findall(r'<th scope="rowgroup"', page)) == 2
        assert "NAV Voss" in page


class TestThePage:
    def test_what_names_it_is_named_on_it_too(self, world):
        world.indicators[1].related.add(world.indicators[0])
        assert 'href="/indicators/IND1/">Indikator 1' in page_of("IND0")
        assert 'href="/indicators/IND0/">Indikator 0' in page_of("IND1")

    def test_its_owner_is_named_with_a_link(self, world):
        Indicator.objects.filter(code="IND0").update(owner=world.county)
        assert 'Eies av <a href="/organisation/1200/">NAV Hordaland</a>' in page_of("IND0")

    def test_it_leads_to_whom_to_ask(self, world):
        assert 'href="/indicators/IND0/question/"' in page_of("IND0")

    def test_over_time_it_names_those_beside_it_both_ways_too(self, world):
        world.indicators[1].related.add(world.indicators[0])
        page = text_of(reader("employee").get("/offices/1235/indicators/IND0/"))
        assert 'href="/indicators/IND1/">Indikator 1' in page
