"""The organisation to read: the tree of a month, a unit through time, and files."""

import pytest

from organisation.services import load_organisation
from tests.builders import a_county, a_placement, a_result, a_special_unit, a_succession, an_indicator, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.organisation.files import units_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world(3)


class TestTree:
    def test_everybody_sees_counties_regions_and_offices_of_the_month(self, world):
        text = text_of(reader("employee", world.voss).get("/organisation/?month=2018-05"))
        for name in ("NAV Hordaland", "Region Hardanger og Voss", "NAV Voss", "NAV Odda"):
            assert name in text
        assert "Enhetene slik de står i mai 2018" in text

    def test_the_number_of_units_of_each_kind_is_said(self, world):
        a_special_unit("1299", "NAV Arbeidslivssenter", county=world.county)
        text = " ".join(text_of(reader().get("/organisation/?month=2018-05")).split())
        for words in (
            "<dt>Fylker</dt><dd>1",
            "<dt>Regioner</dt><dd>1",
            "<dt>Kontor</dt><dd>3",
            "Spesialenheter</dt><dd>1",
        ):
            assert words in text

    def test_a_unit_stands_only_in_the_months_of_its_span(self, world):
        an_office("1260", "NAV Nyby", county=world.county, since="2019-01-01")
        client = reader()
        assert "NAV Nyby" not in text_of(client.get("/organisation/?month=2018-12"))
        assert "NAV Nyby" in text_of(client.get("/organisation/?month=2019-01"))

    def test_a_month_without_units_says_so(self, world):
        assert "Ingen enheter i januar 1990" in text_of(reader().get("/organisation/?month=1990-01"))

    @pytest.mark.parametrize("month", ["", "mai", "2018-13"])
    def test_a_month_that_is_none_is_the_latest_with_results(self, world, month):
        world.publish(MAY)
        assert "mai 2018" in text_of(reader().get(f"/organisation/?month={month}"))

    def test_units_without_a_county_have_their_own_place(self, world):
        a_special_unit("9900", "NAV Utland")
        text = text_of(reader().get("/organisation/?month=2018-05"))
        assert text.index("Uten fylke") < text.index("NAV Utland")

    def test_the_month_can_be_downloaded(self, world):
        answer = reader().get("/organisation/?month=2018-05&format=csv")
        lines = answer.content.decode().splitlines()
        assert lines[0].endswith("month;code;name;kind;county;region;valid_from;valid_to")
        assert "2018-05;1235;NAV Voss;office;1200;1291;2017-01-01;" in lines
        assert reader().get("/organisation/?month=2018-05&format=xlsx").content.startswith(b"PK")

    def test_it_takes_as_many_queries_for_many_units_as_for_few(self, world, django_assert_num_queries):
        client = reader()
        client.get("/organisation/")
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as few:
            client.get("/organisation/?month=2018-05&q=NAV")
        for _ in range(10):
            an_office(county=world.county)
        with CaptureQueriesContext(connection) as many:
            client.get("/organisation/?month=2018-05&q=NAV")
        assert len(many) == len(few)

    def test_who_is_not_logged_in_is_sent_to_the_login(self, client):
        assert client.get("/organisation/").status_code == 302


class TestSearch:
    def test_a_unit_is_found_by_a_part_of_its_name_or_code_in_any_case(self, world):
        client = reader()
        for asked in ("voss", "1235"):
            assert "/organisation/1235/" in text_of(client.get(f"/organisation/?month=2018-05&q={asked}"))

    def test_a_unit_of_another_time_is_found_and_said_not_to_stand(self, world):
        an_office("1299", "NAV Gamleby", county=world.county, until="2018-01-01")
        text = text_of(reader().get("/organisation/?month=2018-05&q=gamleby"))
        assert "NAV Gamleby" in text
        assert "finnes ikke i mai 2018" in text

    def test_nothing_found_is_said(self, world):
        assert "Ingen enhet har det i navnet" in text_of(reader().get("/organisation/?q=finnesikke"))


class TestUnit:
    def test_its_spans_are_told_in_order(self, world):
        world.voss.placements.update(valid_to="2019-01-01")
        a_placement(world.voss, name="NAV Voss herad", county=world.county, since="2019-01-01")
        text = text_of(reader().get("/organisation/1235/"))
        assert text.index("1. januar 2017 – 31. desember 2018") < text.index("fra 1. januar 2019")
        assert "NAV Hordaland, Region Hardanger og Voss" in text

    def test_what_it_came_from_and_became_is_linked(self, world):
        before = an_office("1233", "NAV Ulvik", county=world.county, until="2018-01-01")
        after = a_county("4600", "NAV Vestland")
        a_succession(before, world.voss, "2018-01-01")
        a_succession(world.voss, after, "2020-01-01")
        text = text_of(reader().get("/organisation/1235/"))
        assert "/organisation/1233/" in text
        assert "/organisation/4600/" in text

    def test_its_history_tells_who_made_it_what_it_was(self, world, tmp_path):
        load_organisation(
            paths=[units_file(tmp_path, "1235;NAV Voss herad;office;1200;1291;2017-01-01;")],
            by=None,
            holds_figures=lambda *_: False,
        )
        text = text_of(reader().get("/organisation/1235/"))
        assert "Lest inn fra fil: units.csv" in text
        assert "kommandolinjen" in text
        assert text.count("NAV Voss herad") > 1
        assert "NAV Voss</b>" in text

    def test_its_figures_of_before_are_shown_as_they_were_and_as_one(self, world):
        before = an_office("1233", "NAV Ulvik", county=world.county, region=world.region, until="2018-05-01")
        a_succession(before, world.voss, "2018-05-01")
        world.publish("2018-04", (30, 40))
        a_result(world.indicators[0], before, "2018-04", 10, 40)
        text = text_of(reader().get("/organisation/1235/"))
        assert "Historien, som den var og slått sammen" in text
        for value in ("75,0\u00a0%", "25,0\u00a0%", "<b>50,0\u00a0%</b>"):
            assert value in text

    def test_an_office_that_stayed_has_the_name_of_then_beside_the_other(self, world):
        before = an_office("1233", "NAV Ulvik", county=world.county, region=world.region, until="2018-05-01")
        a_succession(before, world.voss, "2018-05-01")
        world.voss.placements.update(valid_to="2018-05-01")
        a_placement(world.voss, name="NAV Hardanger", county=world.county, region=world.region, since="2018-05-01")
        world.publish("2018-04", (30, 40))
        a_result(world.indicators[0], before, "2018-04", 10, 40)
        text = text_of(reader().get("/organisation/1235/"))
        assert '<th scope="col" class="num">NAV Voss</th>' in text
        assert '<th scope="col" class="num">NAV Hardanger</th>' not in text

    def test_a_unit_that_is_no_more_says_since_when(self, world):
        an_office("1233", "NAV Ulvik", county=world.county, until="2018-05-01")
        assert "finnes ikke fra 1. mai 2018" in text_of(reader().get("/organisation/1233/"))
        assert "finnes ikke fra" not in text_of(reader().get("/organisation/1235/"))

    def test_its_pages_are_linked(self, world):
        client = reader()
        assert 'href="/offices/1235/"' in text_of(client.get("/organisation/1235/"))
        assert 'href="/regions/1291/"' in text_of(client.get("/organisation/1291/"))
        assert 'href="/counties/1200/"' in text_of(client.get("/organisation/1200/"))

    def test_an_unknown_code_is_404(self, world):
        assert reader().get("/organisation/9999/").status_code == 404

    def test_its_spans_can_be_downloaded(self, world):
        answer = reader().get("/organisation/1235/?format=csv").content.decode()
        assert "1235;NAV Voss;NAV Hordaland, Region Hardanger og Voss;2017-01-01;" in answer

    def test_an_indicator_that_is_not_pooled_is_not_shown(self, world):
        before = an_office("1233", "NAV Ulvik", county=world.county, until="2018-05-01")
        a_succession(before, world.voss, "2018-05-01")
        a_result(an_indicator(pooling="none"), before, "2018-04", 10, 40)
        assert "Slått sammen" not in text_of(reader().get("/organisation/1235/"))


class TestExport:
    @pytest.mark.parametrize("ending", ["xlsx", "zip"])
    def test_everybody_may_download_all_of_it(self, world, ending):
        answer = reader("employee", world.voss).get(f"/organisation.{ending}")
        assert answer.content.startswith(b"PK")
        assert f"organisation.{ending}" in answer["Content-Disposition"]

    def test_another_form_is_404(self, world):
        assert reader().get("/organisation.pdf").status_code == 404
