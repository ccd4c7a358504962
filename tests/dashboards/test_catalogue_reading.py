"""Reading the catalogue: found by a word, goals as a tree, packages by month."""

import datetime

import pytest

from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective
from tests.builders import a_country, a_county, a_package, a_person, a_succession, an_indicator, an_item
from tests.dashboards.world import MAY, a_world, browser_of, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def browser(world):
    return reader("leader", world.voss)


class TestFinding:
    def names(self, browser, query: str) -> list[str]:
        lines = browser.get(f"/indicators/?{query}&format=csv").content.decode("utf-8-sig").splitlines()[1:]
        return [line.split(";")[0] for line in lines]

    @pytest.mark.parametrize(
        ("word", "codes"),
        [
            ("indikator 1", ["IND1"]),
            ("ind2", ["IND2"]),
            ("STYR", ["IND0", "IND1", "IND2"]),
            ("sykefravær", ["IND0", "IND1", "IND2"]),
            ("landet", ["IND0", "IND1", "IND2"]),
            ("finnes ikke", []),
        ],
    )
    def test_a_word_of_name_code_package_goal_or_owner(self, world, browser, word, codes):
        world.publish(MAY)
        assert self.names(browser, f"q={word}") == codes

    def test_what_is_in_use_what_is_over_and_what_is_one_s_own(self, world, browser):
        Indicator.objects.filter(code="IND1").update(valid_to=datetime.date(2018, 1, 1))
        Indicator.objects.filter(code="IND2").update(owner=world.voss)
        assert self.names(browser, "show=live") == ["IND0", "IND2"]
        assert self.names(browser, "show=over") == ["IND1"]
        assert self.names(browser, "show=own") == ["IND2"]
        assert "Måles ikke nå (1)" in text_of(browser.get("/indicators/"))

    def test_nothing_found_says_what_to_do(self, browser):
        assert "Ingen treff" in text_of(browser.get("/indicators/?q=xyz"))

    def test_the_catalogue_has_an_address_of_its_own_too(self, browser):
        assert browser.get("/catalogue/").headers["Location"] == "/indicators/"

    def test_targets_of_an_indicator_come_as_a_file(self, browser):
        content = browser.get("/indicators/IND0/?format=csv").content.decode("utf-8-sig")
        assert content.splitlines()[1] == "IND0;;2017-01-01;;0.9;0.8;;"


class TestGoals:
    @pytest.fixture(autouse=True)
    def tree(self, world):
        top = Goal.objects.get(code="G1")
        below = Goal.objects.create(
            code="G2", name="Delmål", parent=top, perspective=top.perspective, owner=world.county
        )
        an_indicator("DEL", "Delindikator", goal=below)

    def test_a_goal_shows_what_it_is_part_of_and_what_it_is_broken_down_to(self, browser):
        page = text_of(browser.get("/goals/g1/"))
        assert page.index("Delmål") < page.index("Delindikator")
        assert "felles for alle" in page
        below = text_of(browser.get("/goals/G2/"))
        assert 'href="/goals/G1/"' in below
        assert "eies av NAV Hordaland" in below

    def test_all_goals_stand_under_their_perspective(self, world, browser):
        Perspective.objects.create(code="TOM", name="Tomt perspektiv", order=2)
        Goal.objects.create(code="LOS", name="Løst mål")
        page = text_of(browser.get("/perspectives/"))
        assert page.index("Brukere") < page.index("Lavere sykefravær") < page.index("Delmål")
        assert "Ingen mål ennå." in page
        assert page.index("Uten perspektiv") < page.index("Løst mål")

    def test_a_goal_below_another_perspective_s_is_found_under_its_own(self, browser):
        other = Perspective.objects.create(code="A", name="Annet perspektiv", order=9)
        Goal.objects.filter(code="G2").update(perspective=other)
        page = text_of(browser.get("/perspectives/"))
        assert page.index("Annet perspektiv") < page.rindex("Delmål")

    def test_an_indicator_that_is_over_says_so(self, browser):
        Indicator.objects.filter(code="DEL").update(valid_to=datetime.date(2018, 1, 1))
        assert "måles ikke nå" in text_of(browser.get("/goals/G1/"))

    def test_without_any_the_page_says_what_will_be_here(self, browser):
        Indicator.objects.update(goal=None)
        Goal.objects.filter(code="G2").delete()
        Goal.objects.all().delete()
        Perspective.objects.all().delete()
        assert "Ingen mål ennå" in text_of(browser.get("/perspectives/"))


class TestPackages:
    def test_each_has_its_owner_its_size_and_its_day(self, world, browser):
        Package.objects.filter(code="STYR").update(due_day=12)
        lines = browser.get("/packages/?format=csv").content.decode("utf-8-sig").splitlines()
        assert lines[1] == "STYR;Styringspakke Hordaland;NAV Hordaland;3;3;12"
        assert "den 12." in text_of(browser.get("/packages/"))

    def test_items_stand_by_part_with_their_weight_in_the_ranking(self, browser):
        PackageItem.objects.filter(indicator__code="IND0").update(weight=2)
        page = text_of(browser.get("/packages/STYR/"))
        assert page.index("Målekort") < page.index("Indikator 0") < page.index("Tillegg") < page.index("Indikator 2")
        assert f"50,0{NB}%" in page

    def test_those_of_another_month_are_asked_for_by_month(self, browser):
        PackageItem.objects.filter(indicator__code="IND1").update(valid_to=datetime.date(2018, 1, 1))
        now, then = (text_of(browser.get(f"/packages/STYR/?month={month}")) for month in ("2018-05", "2017-12"))
        assert "Indikator 1" not in now
        assert "januar 2017 til desember 2017" in then
        csv = browser.get("/packages/STYR/?month=2018-05&format=csv").content.decode("utf-8-sig")
        assert [line.split(";")[1] for line in csv.splitlines()[1:]] == ["IND0", "IND2"]

    def test_a_month_without_any_says_so(self, browser):
        assert "Ingen indikatorer i januar 2010" in text_of(browser.get("/packages/STYR/?month=2010-01"))

    def test_it_says_who_brings_the_figures(self, browser):
        PackageItem.objects.filter(indicator__code="IND0").update(filled_in_by="offices")
        page = text_of(browser.get("/packages/STYR/"))
        assert "kontorene under eieren" in page
        assert "i fil" in page

    def test_without_any_the_page_says_what_will_be_here(self, browser):
        PackageItem.objects.all().delete()
        Package.objects.all().delete()
        assert "Ingen pakker ennå" in text_of(browser.get("/packages/"))


class TestPeopleOfUnitsThatAreNoMore:
    def test_what_a_county_had_before_it_was_merged_it_may_still_edit(self, world):
        """And so may those of the county that it became."""
        new = a_county("4600", "NAV Vestland", since="2020-01-01")
        world.county.placements.update(valid_to=datetime.date(2020, 1, 1))
        a_succession(world.county, new)
        for unit in (world.county, new):
            page = reader("county", unit).get("/catalogue/packages/STYR/items/")
            assert page.status_code == 200


@pytest.mark.parametrize("path", ["/packages/", "/packages/STYR/", "/perspectives/", "/goals/G1/", "/indicators/IND0/"])
def test_a_page_takes_as_many_queries_for_many_rows(world, path, django_assert_max_num_queries):
    browser = browser_of(a_person(role="county", unit=world.county))
    package = a_package("MANGE", owner=a_country())
    goal = Goal.objects.get(code="G1")
    for number in range(25):
        indicator = an_indicator(f"N{number}", goal=goal)
        an_item(package, indicator)
        an_item(world.package, indicator)
    browser.get(path)
    with django_assert_max_num_queries(28):
        assert browser.get(path).status_code == 200
