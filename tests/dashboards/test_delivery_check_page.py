"""A delivery's page in each of its states: choosing findings, what changes, and each thing that can be done with it."""

import re

import pytest

from rankings.models import Ranking, RankingRule
from scorecards.models import Delivery, Finding
from tests.builders import a_county, a_person, a_role, an_office
from tests.dashboards.handing_in import hand_in, page_of, publish
from tests.dashboards.world import APRIL, MAY, World, a_world, browser_of, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
GOOD = ("1235;IND0;73;90", "1236;IND0;95;100")


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def staff(world):
    return reader("county", world.county, name="Kari Fylke")


def posted(browser, delivery, what, **fields):
    return text_of(browser.post(f"/deliveries/{delivery.pk}/{what}/", fields, follow=True))


def state_of(delivery):
    return Delivery.objects.get(pk=delivery.pk).state


def ranked(world, month=MAY):
    rule = RankingRule.objects.create(code="R", name="R")
    Ranking.objects.create(
        county=world.county, month=month, edition=1, rule=rule, package=world.package, published_at="2018-06-15T00:00Z"
    )


class TestChoosingFindings:
    @pytest.fixture
    def delivery(self, world):
        wrong = [f"99{n:02d};IND0;1;2" for n in range(9)]
        return hand_in(world, "1235;IND0;mange;90", "1236;IND1;-4;90", *wrong)

    def rows(self, page):
        return len(re.findall(r'<td class="nowrap cell">', page))

    def test_all_are_shown_at_first_with_how_many_there_are_of_each(self, staff, delivery):
        page = page_of(staff, delivery)
        assert self.rows(page) == 11
        assert "Ukjent enhet 9" in page
        assert "Feil 11" in page

    def test_errors_can_be_chosen_first(self, staff, delivery):
        page = page_of(staff, delivery)
        assert page.index(">Feil 11<") < page.index(">Advarsler ")
        assert page.index(">Ukjent enhet 9<") < page.index(">En indikator mangler ")

    def test_by_kind(self, staff, delivery):
        page = page_of(staff, delivery, "?kind=not_a_number")
        assert self.rows(page) == 1
        assert "1 funn passer" in page

    def test_by_severity(self, staff, delivery):
        page = page_of(staff, delivery, "?severity=W")
        assert self.rows(page) == 0
        assert "En indikator mangler" in page
        assert "Feil: Ukjent enhet" not in page

    def test_a_choice_keeps_the_others(self, staff, delivery):
        page = page_of(staff, delivery, "?severity=E&q=IND")
        assert 'href="?severity=E&amp;kind=unknown_unit&amp;q=IND#funn"' in page
        assert 'name="severity" value="E"' in page

    def test_by_what_the_cell_holds(self, staff, delivery):
        assert self.rows(page_of(staff, delivery, "?q=mange")) == 1

    def test_by_the_name_of_the_office_on_the_row(self, staff, delivery):
        page = page_of(staff, delivery, "?q=nav+voss")
        assert self.rows(page) == 1
        assert "mange" in page

    def test_by_the_name_of_the_indicator_on_the_row(self, staff, delivery):
        assert self.rows(page_of(staff, delivery, "?q=Indikator+1")) == 1

    def test_by_its_cell(self, staff, delivery):
        assert self.rows(page_of(staff, delivery, "?q=C2")) == 1

    def test_nothing_that_fits_is_said_and_all_are_one_click_away(self, staff, delivery):
        page = page_of(staff, delivery, "?q=finnes-ikke")
        assert "0 funn passer" in page
        assert "Vis alle funn" in page

    def test_a_text_that_looks_like_markup_is_only_text(self, staff, delivery):
        page = page_of(staff, delivery, "?q=%3Cscript%3E")
        assert "<script>alert" not in page
        assert 'value="&lt;script&gt;"' in page

    def test_more_than_two_hundred_of_a_kind_are_on_pages(self, staff, delivery):
        Finding.objects.bulk_create(
            Finding(delivery=delivery, severity="E", code="negative", row=n, column="B", message=f"Nr. {n}")
            for n in range(1, 431)
        )
        first = page_of(staff, delivery)
        assert f"1{chr(8211)}200 av 431" in first
        second = page_of(staff, delivery, "?kind=negative&page=3")
        assert f"401{chr(8211)}431 av 431" in second
        assert "page=2" in second
        assert "page=4" not in second

    @pytest.mark.parametrize("query", ["?page=0", "?page=99999", "?page=x&kind=negative", "?severity=Z", "?kind=none"])
    def test_an_address_that_asks_for_nothing_there_is_does_no_harm(self, staff, delivery, query):
        page_of(staff, delivery, query)

    def test_few_findings_need_no_choosing(self, world, staff):
        assert 'role="search" aria-label="Let i funnene"' not in page_of(staff, hand_in(world, *GOOD))


class TestWhatChanges:
    def test_new_figures_are_counted_by_indicator(self, world, staff):
        page = page_of(staff, hand_in(world, *GOOD, "1235;IND1;1;2"))
        assert "Nye tall etter indikator" in page
        assert "show=added&amp;indicator=IND0" in page

    def test_and_listed_for_one_of_them(self, world, staff):
        page = page_of(staff, hand_in(world, *GOOD, "1235;IND1;1;2"), "changes/?show=added&indicator=IND1")
        assert "NAV Voss" in page
        assert "NAV Odda" not in page

    def test_a_change_says_its_size_and_which_status_turns(self, world, staff):
        publish(world, *GOOD)
        page = page_of(staff, hand_in(world, "1235;IND0;64;90"))
        assert f"81,1{NB}%" in page
        assert f"−10,0{NB}pp" in page
        assert "fra gul til rød" in page

    def test_piles_are_links_that_the_address_remembers(self, world, staff):
        publish(world, *GOOD)
        delivery = hand_in(world, "1235;IND0;64;90", "1235;IND1;1;2")
        page = page_of(staff, delivery, "?severity=W")
        assert "Endret 1" in page
        assert 'href="?severity=W&amp;show=added#endringer"' in page

    def test_what_is_missing_since_last_month_is_named(self, world, staff):
        publish(world, *GOOD, month=APRIL)
        page = page_of(staff, hand_in(world, GOOD[0]), "?show=missing")
        assert "Hadde tall i april 2018" in page
        assert "NAV Odda" in page

    def test_unusual_figures_are_marked_in_words(self, world, staff):
        for step in range(8):
            publish(world, f"1235;IND0;{700 + step};1000", f"1236;IND0;{800 + step};1000", month=MAY - 8 + step)
        delivery = hand_in(world, "1235;IND0;300;1000", "1236;IND0;802;1000")
        page = page_of(staff, delivery)
        assert "utenfor vanlig variasjon" in page
        assert "Ett tall er utenfor vanlig variasjon." in page

    def test_all_changes_are_on_a_page_of_their_own_and_on_pages(self, world, staff):
        lines = []
        for n in range(205):
            an_office(f"13{n:03d}", county=world.county)
            lines.append(f"13{n:03d};IND0;1;2")
        delivery = hand_in(world, *lines)
        page = page_of(staff, delivery, "changes/?show=added&page=2")
        assert "Side 2 av 2" in page
        assert page.count('<td class="arrow">') == 5

    def test_they_can_be_taken_away_as_a_file(self, world, staff):
        publish(world, *GOOD)
        delivery = hand_in(world, "1235;IND0;64;90", "1235;IND1;1;2")
        answer = staff.get(f"/deliveries/{delivery.pk}/changes/?format=csv")
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert rows[0].startswith("delivery;month;change;unit;")
        assert f"{delivery.pk};2018-05;changed;1235;NAV Voss;IND0;Indikator 0;value;73.0;90.0;" in rows[1]
        assert ";added;1235;NAV Voss;IND1;" in rows[2]

    def test_preliminary_figures_say_so(self, world, staff):
        assert "De merkes på alle sider, og rangeres ikke." in page_of(staff, hand_in(world, *GOOD, preliminary=True))


class TestConfirming:
    def test_the_page_leads_to_a_confirmation_by_name(self, world, staff):
        delivery = hand_in(world, *GOOD)
        assert f'href="/deliveries/{delivery.pk}/publish/"' in page_of(staff, delivery)
        page = page_of(staff, delivery, "publish/")
        assert "Publiser Styringspakke Hordaland, mai 2018?" in page
        assert "<dt>Publiseres av</dt><dd>Kari Fylke</dd>" in page
        assert "<dt>Slags tall</dt><dd>endelige tall</dd>" in page
        assert "<dt>Nye tall</dt><dd>2</dd>" in page

    def test_it_says_which_offices_turn_and_what_becomes_outdated(self, world, staff):
        publish(world, *GOOD)
        ranked(world)
        page = page_of(staff, hand_in(world, "1235;IND0;64;90"), "publish/")
        assert "fra gul til rød" in page
        assert "Rangeringen for mai 2018 blir merket som utdatert." in page

    def test_preliminary_figures_outdate_no_ranking(self, world, staff):
        publish(world, *GOOD, preliminary=True)
        ranked(world)
        page = page_of(staff, hand_in(world, "1235;IND0;64;90", preliminary=True), "publish/")
        assert "utdatert" not in page
        assert "De merkes som foreløpige og rangeres ikke." in page

    def test_what_would_change_is_counted_against_what_others_have_published_since(self, world, staff):
        delivery = hand_in(world, "1235;IND0;73;90", "1236;IND0;90;100")
        assert "2 nye, 0 uendret" in page_of(staff, delivery)
        publish(world, *GOOD)
        page = page_of(staff, delivery)
        assert re.search(r"Ville endret</dt><dd[^>]*>1<", page)
        assert "0 nye, 1 uendret" in page

    def test_afterwards_the_way_on_is_shown(self, world, staff):
        delivery = hand_in(world, *GOOD)
        page = posted(staff, delivery, "publish")
        assert "Publisert. 2 nye tall, 0 endret." in page
        assert 'href="/counties/1200/2018-05/"' in page
        assert 'href="/indicators/IND0/2018-05/?county=1200"' in page
        assert 'href="/rankings/1200/2018-05/"' in page
        assert "Lag rangeringen for mai 2018" in page

    def test_a_ranking_that_there_is_can_be_made_anew(self, world, staff):
        ranked(world)
        page = posted(staff, hand_in(world, *GOOD), "publish")
        assert "Til rangeringen, som kan lages på nytt" in page
        assert "Lag rangeringen" not in page

    def test_no_ranking_is_offered_of_preliminary_figures(self, world, staff):
        page = posted(staff, hand_in(world, *GOOD, preliminary=True), "publish")
        assert "/rankings/1200/" not in page

    def test_what_is_published_can_not_be_confirmed_again(self, world, staff):
        delivery = publish(world, *GOOD)
        page = text_of(staff.get(f"/deliveries/{delivery.pk}/publish/", follow=True))
        assert "Bare en som er kontrollert, kan publiseres." in page

    def test_another_county_is_refused(self, world):
        delivery = hand_in(world, *GOOD)
        stranger = reader("county", a_county("1400"))
        for what in ("publish", "withdraw", "changes"):
            assert stranger.get(f"/deliveries/{delivery.pk}/{what}/").status_code in (403, 404)


class TestDoing:
    def test_it_can_be_made_preliminary_and_final(self, world, staff):
        delivery = hand_in(world, *GOOD)
        page = posted(staff, delivery, "kind", preliminary="yes")
        assert "Leveransen er nå foreløpige tall" in page
        assert "Gjør om til endelige tall" in page
        page = posted(staff, delivery, "kind", preliminary="no")
        assert "Gjør om til foreløpige tall" in page

    def test_a_mended_catalogue_makes_it_publishable(self, world, staff):
        delivery = hand_in(world, *GOOD, "1299;IND0;1;2")
        assert "Kan ikke publiseres før feilen er rettet i filen." in page_of(staff, delivery)
        an_office("1299", county=world.county)
        page = posted(staff, delivery, "recheck")
        assert "Kontrollert på nytt." in page
        assert f'href="/deliveries/{delivery.pk}/publish/"' in page

    def test_a_check_that_finds_something_else_shows_other_changes(self, world, staff):
        delivery = hand_in(world, *GOOD, "1299;IND0;1;2")
        page_of(staff, delivery)
        an_office("1299", "NAV Nyland", county=world.county)
        posted(staff, delivery, "recheck")
        assert "NAV Nyland" in page_of(staff, delivery, "changes/?show=added")

    def test_what_was_put_aside_can_be_taken_up_again(self, world, staff):
        delivery = hand_in(world, *GOOD)
        page = posted(staff, delivery, "reject")
        assert "Kontroller den på nytt hvis den skal brukes likevel." in page
        posted(staff, delivery, "recheck")
        assert state_of(delivery) == "checked"

    @pytest.mark.parametrize("what", ["reject", "recheck", "kind", "again"])
    def test_a_link_does_nothing(self, world, staff, what):
        delivery = hand_in(world, *GOOD)
        assert staff.get(f"/deliveries/{delivery.pk}/{what}/").status_code == 405

    @pytest.mark.parametrize("what", ["recheck", "kind"])
    def test_what_is_published_is_left_as_it_is_and_says_so(self, world, staff, what):
        page = posted(staff, publish(world, *GOOD), what)
        assert "kan ikke behandles en gang til" in page


class TestWithdrawing:
    @pytest.fixture
    def correction(self, world):
        publish(world, *GOOD)
        return publish(world, "1235;IND0;64;90", "1235;IND1;1;2")

    def test_the_page_says_what_would_stand_instead(self, staff, correction):
        assert f'href="/deliveries/{correction.pk}/withdraw/"' in page_of(staff, correction)
        page = page_of(staff, correction, "withdraw/")
        assert "1 tall som sto før, gjelder igjen" in page
        assert "1 tall uten noe å falle tilbake på" in page
        assert f"81,1{NB}%" in page
        assert "<dt>Trekkes tilbake av</dt><dd>Kari Fylke</dd>" in page

    def test_looking_does_nothing(self, staff, correction):
        page_of(staff, correction, "withdraw/")
        assert state_of(correction) == "published"

    def test_a_reason_is_required_and_asked_for_at_its_field(self, staff, correction):
        page = posted(staff, correction, "withdraw", reason="   ")
        assert 'aria-invalid="true" aria-describedby="e-reason"' in page
        assert state_of(correction) == "published"

    def test_afterwards_it_says_who_when_why_and_what_stood_again(self, staff, correction):
        page = posted(staff, correction, "withdraw", reason="Tallene gjaldt april.")
        assert "Leveransen er trukket tilbake. 1 tall står som før, 1 er borte." in page
        assert "av Kari Fylke. Grunn: Tallene gjaldt april." in page
        assert "Da den ble trukket tilbake" in page
        assert "Dette hadde endret seg" in page

    def test_pages_show_what_stands_again(self, staff, correction):
        assert f"71,1{NB}%" in text_of(staff.get("/offices/1235/2018-05/"))
        posted(staff, correction, "withdraw", reason="Feil fil")
        assert f"81,1{NB}%" in text_of(staff.get("/offices/1235/2018-05/"))

    def test_the_file_can_be_delivered_again(self, staff, correction):
        posted(staff, correction, "withdraw", reason="Feil fil")
        page = posted(staff, correction, "again")
        again = Delivery.objects.latest("id")
        assert again.pk != correction.pk
        assert "Filen er levert på nytt og kontrollert." in page
        assert f"/deliveries/{again.pk}/publish/" in page

    def test_the_difference_report_is_kept_with_what_the_withdrawal_did(self, staff, correction):
        posted(staff, correction, "withdraw", reason="Feil fil")
        answer = staff.get(f"/deliveries/{correction.pk}/changes/?format=csv")
        words = [row.split(";")[2] for row in answer.content.decode("utf-8-sig").splitlines()[1:]]
        assert words == ["restored", "removed", "changed", "added"]

    def test_twice_is_refused_in_words(self, staff, correction):
        posted(staff, correction, "withdraw", reason="Feil fil")
        assert "Bare en som er publisert, kan trekkes tilbake." in posted(staff, correction, "withdraw", reason="Igjen")

    def test_what_later_deliveries_brought_is_left_alone_and_named(self, world, staff):
        first = publish(world, *GOOD)
        later = publish(world, "1235;IND0;64;90")
        page = page_of(staff, first, "withdraw/")
        assert "Røres ikke" in page
        assert f'href="/deliveries/{later.pk}/"' in page


def test_a_role_in_the_county_counts_beside_one_at_an_office(world):
    person = a_person(role="employee", unit=world.voss)
    a_role(person, "county", world.county)
    assert browser_of(person).get(f"/deliveries/{hand_in(world, *GOOD).pk}/").status_code == 200
