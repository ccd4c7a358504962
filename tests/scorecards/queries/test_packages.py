"""Which packages a unit is read by, and what is in them."""

import datetime

import pytest

from organisation.models import Unit
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective
from scorecards.queries.months import OF_AN_OFFICE, month_links
from scorecards.queries.packages import (
    choose_package,
    packages_and_links,
    packages_of,
    read_items,
    widest_package,
)
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_goal,
    a_package,
    a_placement,
    a_region,
    an_indicator,
    an_item,
    an_office,
)
from tests.scorecards.published import MAY, as_placed, publish

pytestmark = pytest.mark.django_db

JUNE = MAY + 1


def with_items(package: Package, *indicators: Indicator, **fields) -> Package:
    for indicator in indicators:
        an_item(package, indicator, **fields)
    return package


def codes(unit: Unit, month=MAY) -> list[str]:
    return [choice.facts.code for choice in packages_of(as_placed(unit, month), month)]


class TestTheChoice:
    @pytest.fixture(autouse=True)
    def _a_county_with_an_office(self):
        self.country, self.county = a_country(), a_county()
        self.region = a_region(county=self.county)
        self.office = an_office(county=self.county, region=self.region)
        self.indicators = [an_indicator() for _ in range(3)]

    def test_it_is_among_those_of_the_units_above(self):
        owners = {
            "NASJ": self.country,
            "FYLKE": self.county,
            "REG": self.region,
            "KONTOR": self.office,
            "X": a_county(),
        }
        for code, owner in owners.items():
            with_items(a_package(code, owner=owner), self.indicators[0])
        assert set(codes(self.office)) == {"NASJ", "FYLKE", "REG", "KONTOR"}
        assert set(codes(self.county)) == {"NASJ", "FYLKE"}
        assert set(codes(self.country)) == {"NASJ"}

    def test_the_widest_comes_first_but_those_with_results_before_those_without(self):
        with_items(a_package("A", owner=self.county), self.indicators[0])
        with_items(a_package("B", owner=self.county), *self.indicators[:2])
        with_items(a_package("C", owner=self.county), *self.indicators)
        assert codes(self.office) == ["C", "B", "A"]
        publish({(self.indicators[0], self.office): 0.5})
        assert codes(self.office) == ["C", "B", "A"]
        Package.objects.filter(code="C").update(owner=a_county())
        with_items(a_package("D", owner=self.county), *[an_indicator() for _ in range(4)])
        assert codes(self.office) == ["B", "A", "D"]

    def test_of_equally_wide_ones_the_countys_comes_before_the_countrys(self):
        with_items(a_package("A-NASJ", owner=self.country), *self.indicators)
        with_items(a_package("B-FYLKE", owner=self.county), *self.indicators)
        assert codes(self.office) == ["B-FYLKE", "A-NASJ"]

    def test_only_items_valid_in_the_month_make_it_wide(self):
        with_items(a_package("A", owner=self.county), *self.indicators, until="2018-06-01")
        with_items(a_package("B", owner=self.county), *self.indicators[:2])
        with_items(a_package("C", owner=self.county), self.indicators[0], since="2018-06-01")
        assert codes(self.office, MAY) == ["A", "B"]
        assert codes(self.office, JUNE) == ["B", "C"]

    def test_the_default_is_the_widest_that_has_results(self):
        with_items(a_package("A", owner=self.county), self.indicators[0])
        with_items(a_package("B", owner=self.county), *self.indicators[1:])
        placed = as_placed(self.office)
        assert widest_package(placed, MAY) is None
        publish({(self.indicators[0], self.office): 0.5})
        widest = widest_package(placed, MAY)
        assert widest is not None
        assert (widest.facts.code, widest.items, widest.known) == ("A", 1, 1)

    def test_results_are_those_of_the_offices_county(self):
        with_items(a_package("A", owner=self.country), self.indicators[0])
        publish({(self.indicators[0], an_office(county=a_county())): 0.5})
        assert widest_package(as_placed(self.office), MAY) is None
        assert widest_package(as_placed(self.country), MAY) is not None
        publish({(self.indicators[0], an_office(county=self.county)): 0.5})
        assert widest_package(as_placed(self.office), MAY) is not None
        assert widest_package(as_placed(self.county), MAY) is not None
        assert widest_package(as_placed(self.region), MAY) is None  # nobody of the region has any

    def test_an_office_without_a_county_goes_by_the_country(self):
        alone = Unit.objects.create(code="0001", kind="office")
        a_placement(alone)
        with_items(a_package("A", owner=self.country), self.indicators[0])
        publish({(self.indicators[0], alone): 0.5})
        widest = widest_package(as_placed(alone), MAY)
        assert widest is not None
        assert widest.known == 1

    def test_one_is_found_by_its_code_in_any_case_with_or_without_results(self):
        with_items(a_package("Styring", owner=self.county), self.indicators[0])
        choices = packages_of(as_placed(self.office), MAY)
        found = choose_package(choices, "sTYRING")
        assert found is not None
        assert found.facts.code == "Styring"
        assert choose_package(choices, "OFFSIDE") is None
        assert choose_package(choices, None) is None
        assert choose_package([], None) is None

    def test_the_links_that_come_with_it_are_those_of_the_unit(self):
        with_items(a_package("A", owner=self.county), self.indicators[0])
        for month in (MAY - 2, MAY, JUNE):
            publish({(self.indicators[0], self.office): 0.5}, month)
        placed = as_placed(self.office)
        choices, links = packages_and_links(placed, MAY)
        assert [choice.facts.code for choice in choices] == ["A"]
        assert links == month_links(OF_AN_OFFICE, placed.id, MAY)
        assert (links.previous, links.next, links.has_results) == (MAY - 2, JUNE, True)

    def test_without_a_package_there_are_links_all_the_same(self):
        publish({(self.indicators[0], self.office): 0.5}, JUNE)
        choices, links = packages_and_links(as_placed(self.office), MAY)
        assert (choices, links.next, links.has_results) == ([], JUNE, False)


class TestWhatIsSaidOfIt:
    def test_owner_source_and_whether_it_is_made_up(self):
        county = a_county("1200")
        office = an_office(county=county)
        package = with_items(a_package("A", owner=county, simulated=True), an_indicator())
        Package.objects.filter(pk=package.pk).update(source="NAVs statistikk")
        (choice,) = packages_of(as_placed(office), MAY)
        assert (choice.facts.owner, choice.facts.simulated, choice.facts.source) == ("1200", True, "NAVs statistikk")
        assert (choice.facts.name, choice.facts.published_at, choice.facts.preliminary) == ("Pakke A", None, False)

    def test_when_the_months_figures_were_last_published(self):
        country = a_country()
        office = an_office()
        package = with_items(a_package(owner=country), an_indicator())
        for at in ("2018-06-05T10:00+02:00", "2018-06-08T09:30+02:00", "2018-06-06T12:00+02:00"):
            a_delivery(package, MAY, at=at)
        a_delivery(package, JUNE, at="2018-07-05T10:00+02:00")
        a_delivery(a_package(owner=a_county()), MAY, at="2018-07-05T10:00+02:00")
        (choice,) = packages_of(as_placed(office), MAY)
        assert choice.facts.published_at == datetime.datetime.fromisoformat("2018-06-08T09:30+02:00")

    def test_whether_some_of_its_figures_are_preliminary(self):
        county = a_county()
        office = an_office(county=county)
        one, other = an_indicator(), an_indicator()
        with_items(a_package("A", owner=county), one, other)
        with_items(a_package("B", owner=county), one)
        publish({(one, office): 0.5})
        publish({(other, office): 0.5}, preliminary=True)
        told = {choice.facts.code: choice.facts.preliminary for choice in packages_of(as_placed(office), MAY)}
        assert told == {"A": True, "B": False}


class TestItems:
    def test_they_stand_by_perspective_goal_order_and_code(self):
        users = Perspective.objects.create(code="Z", name="Brukere", order=1)
        work = Perspective.objects.create(code="A", name="Arbeid", order=2)
        first, second = (Goal.objects.create(code=code, name=code, perspective=users) for code in ("G1", "G2"))
        later = Goal.objects.create(code="G0", name="G0", perspective=work)
        package = a_package()
        an_item(package, an_indicator("E", goal=later), order=1)
        an_item(package, an_indicator("D", goal=second), order=1)
        an_item(package, an_indicator("B", goal=first), order=7)
        an_item(package, an_indicator("C", goal=first), order=7)
        an_item(package, an_indicator("F", goal=first), order=3)
        an_item(package, an_indicator("A"), order=0)
        assert [item.indicator.code for item in read_items(package.pk, MAY)] == ["F", "B", "C", "D", "E", "A"]

    def test_they_count_in_their_months_with_the_priority_they_have_then(self):
        package, indicator = a_package(), an_indicator()
        an_item(package, indicator, priority=2, weight=None, until="2018-06-01")
        an_item(package, indicator, priority=0, weight=0.5, since="2018-06-01")
        an_item(package, an_indicator(), since="2018-07-01")
        told = {month: [(i.priority, i.weight) for i in read_items(package.pk, month)] for month in (MAY, JUNE)}
        assert told == {MAY: [(2, 1.0)], JUNE: [(0, 0.5)]}

    def test_they_say_all_of_the_indicator(self):
        goal = a_goal("G", "Flere i arbeid")
        package = a_package()
        indicator = an_indicator(
            "NEDS",
            "Overgang",
            goal=goal,
            min_base=10.0,
            hide_below=5,
            decimals=2,
            changed="2018-03-01",
            direction="lower",
        )
        an_item(package, indicator)
        PackageItem.objects.update(part="malekort")
        (item,) = read_items(package.pk, MAY)
        facts = item.indicator
        assert item.part == "malekort"
        assert (facts.id, facts.code, facts.name, facts.decimals) == (indicator.pk, "NEDS", "Overgang", 2)
        assert (facts.unit_of_measure, facts.direction, facts.kind, facts.pooling) == (
            "share",
            "lower",
            "outcome",
            "ratio",
        )
        assert (facts.min_base, facts.hide_below, facts.definition_changed) == (10.0, 5, MAY - 2)
        assert (facts.goal, facts.goal_name, facts.perspective, facts.perspective_name) == (
            "G",
            "Flere i arbeid",
            "BRUKER",
            "Brukere",
        )

    @pytest.mark.parametrize(
        ("language", "name"), [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"), ("de", "Bokmål")]
    )
    def test_names_are_in_the_readers_language(self, language, name):
        package, indicator = a_package(), an_indicator()
        an_item(package, indicator)
        Indicator.objects.update(name="Bokmål", name_nn="Nynorsk", name_en="English")
        (item,) = read_items(package.pk, MAY, language)
        assert item.indicator.name == name
