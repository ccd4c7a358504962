"""The rule of a county's ranking in the browser: read by all, tried on the last month, and made anew by the county."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.queries import placed
from rankings.models import RankingRule
from rankings.queries.rules import weights_of
from rankings.services.rules import StatedRule, make_rule
from scorecards.models import Result
from tests.builders import a_person
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PAGE, EDIT = "/rankings/1200/rule/", "/rankings/1200/rule/edit/"
WHY = "Ledermøtet ba om det"


@pytest.fixture
def world():
    """Three offices that are good at different things; each month of a year."""
    made = a_world(offices=4)
    for month in (MAY - 11).through(MAY):
        made.publish(month, (70, 80), (66, 80), (60, 80), (50, 80))
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county)


def said(**more):
    """What the form sends: the rule as it stands for everybody, with what is said otherwise."""
    return {
        "seen": "",
        "name": "Regelen for 2018",
        "valid_from": "2018-01",
        "window": "12",
        "at_least": "6",
        "method": "distance",
        "least_weight": "80",
        "missing": "scaled",
        "ties": "best",
        "weighing": "package",
        "reason": WHY,
        "step": "save",
        **more,
    }


def placed_of(county):
    return placed(county.code, MAY)


class TestReading:
    def test_everybody_reads_the_rule_and_only_the_county_is_shown_the_way_to_change_it(self, world, staff):
        page = text_of(reader(unit=world.voss).get(PAGE))
        assert "Gjelder nå: Standardregelen" in page
        assert "det pakken prioriterer, med pakkens vekter" in page
        assert EDIT not in page
        assert EDIT in text_of(staff.get(PAGE))

    def test_a_county_without_a_rule_of_its_own_says_so(self, world, staff):
        assert "Fylket har ikke hatt noen egen regel" in text_of(staff.get(PAGE))

    def test_versions_say_who_when_why_and_what_was_changed(self, world, staff):
        by = a_person(role="county", unit=world.county, name="Ola Hansen")
        first = make_rule(
            county=placed_of(world.county), stated=StatedRule("Regelen", MAY.january, reason="Ny"), seen=None, by=by
        )
        make_rule(
            county=placed_of(world.county),
            stated=StatedRule("Regelen", MAY.january, method="status", window=3, at_least=2, reason=WHY),
            seen=first.pk,
            by=by,
        )
        page = text_of(staff.get(PAGE))
        assert page.index("Regelen, versjon 2") < page.index("Regelen, versjon 1")
        assert WHY in page
        assert "av Ola Hansen" in page
        assert "Poeng: status (før: avstand til kravet)" in page
        assert "Måneder: siste 3 måneder, minst 2 med tall (før: siste 12 måneder, minst 6 med tall)" in page

    def test_a_rule_to_come_is_announced(self, world, staff):
        make_rule(
            county=placed_of(world.county),
            stated=StatedRule("Neste år", MAY.january + 12, reason="x"),
            seen=None,
            by=None,
        )
        page = text_of(staff.get(PAGE))
        assert "Kommer: Neste år" in page
        assert "Gjelder nå: Standardregelen" in page

    @pytest.mark.parametrize("code", ["9999", "1235", "1291"])
    def test_only_a_county_has_one(self, world, staff, code):
        assert staff.get(f"/rankings/{code}/rule/").status_code == 404

    def test_it_costs_as_many_queries_with_many_versions(self, world, staff, django_assert_num_queries):
        made = make_rule(county=placed_of(world.county), stated=StatedRule("R", MAY.january), seen=None, by=None)
        staff.get(PAGE)
        with CaptureQueriesContext(connection) as few:
            staff.get(PAGE)
        for window in (3, 1, 12, 3):
            stated = StatedRule("R", MAY.january, window=window, at_least=1)
            made = make_rule(county=placed_of(world.county), stated=stated, seen=made.pk, by=None)
        with django_assert_num_queries(len(few)):
            staff.get(PAGE)


class TestEditing:
    def test_the_form_begins_with_the_rule_in_force(self, world, staff):
        page = text_of(staff.get(EDIT))
        assert 'name="weight-IND0" value="1"' in page
        assert 'value="2018-01"' in page
        assert "Lagre regelen" not in page  # nothing is saved unseen

    def test_it_can_begin_with_an_older_version(self, world, staff):
        old = make_rule(
            county=placed_of(world.county), stated=StatedRule("Den gamle", MAY.january, reason="x"), seen=None, by=None
        )
        make_rule(county=placed_of(world.county), stated=StatedRule("Den nye", MAY.january), seen=old.pk, by=None)
        assert 'value="Den gamle"' in text_of(staff.get(f"{EDIT}?version={old.pk}"))
        assert 'value="Den nye"' in text_of(staff.get(EDIT))
        assert 'value="Den nye"' in text_of(staff.get(f"{EDIT}?version=99999"))

    def test_a_preview_stands_beside_the_form_and_writes_nothing(self, world, staff):
        page = text_of(staff.post(EDIT, said(step="preview", reason="", weighing="own", **{"weight-IND0": "2,5"})))
        assert "Slik ville mai 2018 blitt" in page
        assert "NAV Voss" in page
        assert "Rekkefølgen blir nesten den samme." in page
        assert "Lagre regelen" in page
        assert not RankingRule.objects.exists()

    def test_the_live_preview_is_that_part_alone(self, world, staff):
        part = text_of(staff.post(EDIT, said(step="preview"), headers={"X-Part": "preview"}))
        assert "Slik ville mai 2018 blitt" in part
        assert "<html" not in part

    def test_what_weights_do_is_shown_with_a_warning_where_one_decides_too_much(self, world, staff):
        light, heavy = world.indicators[0], world.indicators[1]
        Result.objects.filter(indicator=heavy).update(numerator=79, denominator=80, value=79 / 80)
        assert light != heavy
        page = text_of(
            staff.post(EDIT, said(step="preview", weighing="own", **{"weight-IND0": "1", "weight-IND1": "9"}))
        )
        assert "avgjør mer enn dobbelt så mye som vekten sier" in page

    def test_saving_makes_a_version_and_says_so(self, world, staff):
        answer = staff.post(EDIT, said(weighing="own", **{"weight-IND0": "2,5", "base-IND0": "30"}), follow=True)
        assert answer.redirect_chain[-1][0] == PAGE
        assert "er lagret som versjon 1" in text_of(answer)
        rule = RankingRule.objects.get()
        assert (rule.reason, str(rule.valid_from), rule.least_weight) == (WHY, "2018-01", 0.8)
        assert weights_of(rule)[world.indicators[0].pk].weight == 2.5
        assert weights_of(rule)[world.indicators[0].pk].min_base == 30

    def test_the_year_so_far_and_the_packages_own_weights_can_be_chosen(self, world, staff):
        staff.post(EDIT, said(window="year"))
        rule = RankingRule.objects.get()
        assert rule.window is None
        assert weights_of(rule) == {}

    @pytest.mark.parametrize(
        ("more", "text"),
        [
            ({"name": ""}, "Gi regelen et navn."),
            ({"reason": ""}, "Skriv hvorfor."),
            ({"valid_from": "mai"}, "ÅÅÅÅ-MM"),
            ({"at_least": "13"}, "Skriv et helt tall fra 1 til 12."),
            ({"at_least": "seks"}, "Skriv et helt tall fra 1 til 12."),
            ({"window": "3"}, "Det kan ikke kreves tall for flere måneder enn perioden har."),
            ({"least_weight": "120"}, "Skriv en andel fra 0 til 100 prosent."),
            ({"least_weight": ""}, "Skriv en andel fra 0 til 100 prosent."),
            ({"weighing": "own"}, "Gi minst én indikator en vekt over null."),
            ({"weighing": "own", "weight-IND0": "-1"}, "En vekt kan ikke være under null."),
            ({"weighing": "own", "weight-IND0": "mye"}, "Skriv bare et tall"),
            ({"weighing": "own", "weight-IND0": "1", "base-IND0": "-3"}, "Et grunnlag kan ikke være under null."),
        ],
    )
    def test_what_is_no_rule_is_told_at_the_field_and_not_saved(self, world, staff, more, text):
        assert text in text_of(staff.post(EDIT, said(**more)))
        assert not RankingRule.objects.exists()

    def test_who_was_overtaken_is_told_and_keeps_the_text(self, world, staff):
        first = make_rule(county=placed_of(world.county), stated=StatedRule("R", MAY.january), seen=None, by=None)
        make_rule(
            county=placed_of(world.county), stated=StatedRule("R", MAY.january, method="status"), seen=first.pk, by=None
        )
        page = text_of(staff.post(EDIT, said(seen=str(first.pk), name="Min regel")))
        assert "Mens du skrev, endret noen andre regelen" in page
        assert 'value="Min regel"' in page
        assert RankingRule.objects.count() == 2

    def test_a_month_that_cannot_be_ranked_says_why_there_is_no_preview(self, world, staff):
        Result.objects.filter(month=MAY).update(preliminary=True)
        page = text_of(staff.post(EDIT, said(step="preview")))
        assert "Noen av månedens tall er foreløpige" in page
        assert "Lagre regelen" not in page

    @pytest.mark.parametrize("role", ["leader", "employee"])
    def test_offices_may_not(self, world, role):
        person = reader(role, world.voss)
        assert person.get(EDIT).status_code == 403
        assert person.post(EDIT, said()).status_code == 403
        assert not RankingRule.objects.exists()

    def test_its_texts_are_there_before_any_month_is_published(self):
        made = a_world(offices=2)
        page = reader("county", made.county).get(EDIT)
        assert page.status_code == 200
