"""Local goals on the pages of offices, regions and counties."""

import pytest

from scorecards.figures import Limits
from tests.builders import a_person
from tests.dashboards.world import MAY, a_world, browser_of, reader, text_of
from tests.scorecards.local import a_local_indicator, fill

pytestmark = pytest.mark.django_db
OFFICE, COUNTY, REGION = "/offices/1235/2018-05/", "/counties/1200/2018-05/", "/regions/1291/2018-05/"


@pytest.fixture
def world():
    world = a_world()
    world.publish(MAY)
    return world


def section(response):
    return text_of(response).partition('aria-labelledby="local"')[2]


class TestTheOfficesPage:
    def test_has_a_section_after_the_packages_lines(self, world):
        fill(world.voss, a_local_indicator(world.voss, "Besøk", target=Limits(10)), "12")
        text = section(reader("employee", world.voss).get(OFFICE))
        for part in ("Lokale mål", "Besøk", "Grønn", "≥\u00a010", "/offices/1235/indicators/L1235-1/"):
            assert part in text

    def test_has_none_without_local_goals(self, world):
        assert section(reader("employee", world.voss).get(OFFICE)) == ""

    def test_compares_what_other_offices_count_and_nothing_else(self, world):
        counted = a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        for office in world.offices:
            fill(office, counted, "3")
        fill(world.voss, a_local_indicator(world.voss, "Besøk"), "12")

        text = section(reader("employee", world.voss).get(OFFICE))

        assert "/indicators/L1200-1/2018-05/" in text
        assert "/indicators/L1235-1/2018-05/" not in text
        assert "1 av 1" not in text

    def test_leaves_out_the_columns_of_comparison_where_nobody_else_counts(self, world):
        fill(world.voss, a_local_indicator(world.voss, "Besøk"), "12")
        browser = reader("employee", world.voss)
        assert "scorecard--alone" in section(browser.get(OFFICE))
        counted = a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        for office in world.offices:
            fill(office, counted, "3")
        assert "scorecard--alone" not in section(browser.get(OFFICE))

    def test_tells_those_who_may_fill_in_what_is_missing_and_by_when(self, world):
        for name in ("Besøk", "Kurs"):
            a_local_indicator(world.voss, name)
        text = section(reader("employee", world.voss).get(OFFICE))
        assert "2 lokale tall for mai mangler (frist 10. juni)." in text
        assert "/local/1235/2018-05/" in text

    def test_does_not_ask_others(self, world):
        a_local_indicator(world.voss)
        page = reader("leader", world.offices[1]).get(OFFICE)
        assert "mangler (frist" not in text_of(page)
        assert "/local/1235/2018-05/" not in text_of(page)

    def test_counts_neither_colours_nor_news_of_local_goals(self, world):
        before = text_of(reader("employee", world.voss).get(OFFICE)).partition('aria-labelledby="card"')[0]
        fill(world.voss, a_local_indicator(world.voss, target=Limits(10)), "1")
        after = text_of(reader("employee", world.voss).get(OFFICE)).partition('aria-labelledby="card"')[0]
        assert after.count("Rød") == before.count("Rød")

    def test_is_made_anew_when_a_figure_was_filled_in(self, world):
        indicator = a_local_indicator(world.voss)
        client = browser_of(a_person(role="leader", unit=world.voss))
        assert "1 lokalt tall for mai mangler" in text_of(client.get(OFFICE))
        fill(world.voss, indicator, "12")
        assert "mangler (frist" not in text_of(client.get(OFFICE))

    def test_says_where_only_local_goals_have_figures_yet(self, world):
        fill(world.voss, a_local_indicator(world.voss), "12", "2018-06")
        text = text_of(reader("employee", world.voss).get("/offices/1235/2018-06/"))
        assert "Bare lokale mål har tall for juni 2018 ennå." in text

    def test_its_queries_are_as_many_with_thirty_local_goals_as_with_three(self, world, django_assert_num_queries):
        client = reader("employee", world.voss)
        client.get(OFFICE)  # where a visit begins
        for number in range(30):
            if number == 3:
                with django_assert_num_queries(12, exact=False) as few:
                    client.get(OFFICE)
            a_local_indicator(world.voss, f"Mål {number}")
        with django_assert_num_queries(len(few)):
            client.get(OFFICE)


class TestGroupsPages:
    @pytest.mark.parametrize(
        ("address", "unit", "heading"),
        [(COUNTY, "county", "Fylkets egne mål"), (REGION, "region", "Regionens egne mål")],
    )
    def test_show_what_the_group_counts_itself(self, world, address, unit, heading):
        group = getattr(world, unit)
        indicator = a_local_indicator(group, "Besøk på kontor")
        fill(group, indicator, "12")

        text = section(reader("employee", world.voss).get(address))

        assert heading in text
        assert "Besøk på kontor" in text
        assert f"/indicators/{indicator.code}/" in text

    def test_lead_those_who_may_fill_in_to_the_local_goals(self, world):
        assert 'href="/local/1200/"' in text_of(reader("county", world.county).get(COUNTY))
        assert 'href="/local/1200/"' not in text_of(reader("employee", world.voss).get(COUNTY))
