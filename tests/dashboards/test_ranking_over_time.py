"""An office's places over time in the browser and as a file; and on the ranking's page how fast the order is."""

import csv
import io
import re
from dataclasses import replace

import openpyxl
import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.ranking_over_time import PLACES, order_context
from methods.ranking import Stability
from organisation.models import Placement
from organisation.queries import placed
from rankings.models import Ranking, RankingEntry, RankingRule
from rankings.queries.over_time import OrderOverTime
from rankings.services.publishing import publish_ranking
from rankings.services.withdrawing import withdraw_ranking
from tests.builders import an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/offices/1235/places/"
COUNTY = "/rankings/1200/2018-05/"


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def world():
    """Five offices with figures from October on, so that April and May can be ranked; Voss is the fifth."""
    made = a_world(5)
    for month in (MAY - 7).through(MAY):
        made.publish(month, *((60 + 6 * n, 100) for n in range(5)))
    return made


def publish(month=MAY) -> Ranking:
    county = placed("1200", month)
    assert county is not None
    return publish_ranking(county=county, month=month, by=None)


def withdraw(month, edition: int = 1) -> None:
    county = placed("1200", month)
    assert county is not None
    withdraw_ranking(county=county, month=month, edition=edition, reason="Feil tall", by=None)


def stand(ranking: Ranking, position: int, low: int | None, high: int | None) -> None:
    """Where Voss stands in an edition, whatever was calculated."""
    RankingEntry.objects.filter(ranking=ranking, unit__code="1235").update(
        position=position, place=position, low=low, high=high
    )


def opened(world, query: str = "") -> str:
    return text_of(reader(unit=world.voss).get(ADDRESS + query))


def rows_of(page: str) -> list[list[str]]:
    """The texts of the table's cells, line by line."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    lines = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", line)]
        for line in lines
    ]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


class TestPage:
    def test_each_month_stands_in_the_table_newest_first(self, world):
        stand(publish(APRIL), 5, 3, 5)
        stand(publish(), 4, 2, 5)
        scores = dict(RankingEntry.objects.filter(unit=world.voss).values_list("ranking__month", "score"))
        april, may = (f"{scores[month]:.1f}".replace(".", ",") for month in (APRIL, MAY))
        assert rows_of(opened(world)) == [
            ["mai 2018", "4", "5", "2–5", may, "1", ""],
            ["april 2018", "5", "5", "3–5", april, "1", ""],
        ]

    def test_the_drawing_has_the_same_months_and_says_what_it_is(self, world):
        stand(publish(APRIL), 5, 3, 5)
        stand(publish(), 4, 2, 5)
        page = opened(world)
        assert (
            'role="img" aria-label="Plassene til NAV Voss, april 2018 til mai 2018, med plass 1 øverst. '
            'Tallene står i tabellen under."' in page
        )
        assert "<title>mai 2018: plass 4, kan ligge fra 2 til 5</title>" in page
        assert page.count('<circle class="dot"') == 2

    def test_it_says_where_the_office_stood_last_and_over_which_places(self, world):
        stand(publish(APRIL), 5, 3, 5)
        stand(publish(), 4, 2, 5)
        said = words(opened(world))
        assert "I mai 2018 hadde NAV Voss plass 4 av 5, og kunne ligge fra 2 til 5." in said
        assert "I de 2 månedene med plass har den vært fra 4 til 5." in said
        assert "Ingen endring fra måned til måned er større enn tilfeldigheter kan gi." in said

    def test_a_change_that_is_more_than_noise_is_told_in_its_line_and_in_a_sentence(self, world):
        stand(publish(APRIL), 5, 4, 5)
        stand(publish(), 1, 1, 2)
        page = opened(world)
        assert [row[-1] for row in rows_of(page)] == ["var nr. 5", ""]
        assert "Én endring fra måned til måned er større enn tilfeldigheter kan gi." in page

    def test_of_one_month_alone_nothing_is_said_of_changes(self, world):
        publish()
        said = words(opened(world))
        assert "NAV Voss · mai 2018" in said
        assert "månedene med plass" not in said
        assert "endring fra måned" not in said

    def test_a_month_without_a_ranking_says_so(self, world):
        publish(APRIL - 1)
        publish()
        assert rows_of(opened(world))[1] == ["april 2018", "ingen rangering", "", ""]

    def test_a_month_without_a_place_says_why(self, world):
        newcomer = an_office("1299", "NAV Ny", county=world.county, region=world.region)
        publish()
        page = text_of(reader(unit=newcomer).get("/offices/1299/places/"))
        assert rows_of(page) == [["mai 2018", "ikke rangert: ingen resultater", "1", ""]]
        assert "NAV Ny har ikke vært rangert i disse månedene." in page
        assert "<svg class=" not in page[page.index("<main") :].replace('<svg class="icon"', "")

    def test_places_without_intervals_have_a_dash_and_a_word_about_it(self, world):
        ranking = publish()
        stand(ranking, 4, None, None)
        page = opened(world)
        assert rows_of(page)[0][3] == "–"
        assert "<title>mai 2018: plass 4</title>" in page
        assert "I mai 2018 hadde NAV Voss plass 4 av 5." in words(page)
        assert "Uten strek: hvor sikker plassen er, kan ikke regnes ut for måneden." in page

    def test_an_outdated_edition_is_marked_in_the_table_and_in_the_drawing(self, world):
        publish()
        assert "utdatert" not in opened(world)
        world.publish(MAY, (10, 100), *((60 + 6 * n, 100) for n in range(1, 5)))
        page = opened(world)
        assert rows_of(page)[0][5] == "1 utdatert"
        assert 'class="dot old"' in page
        assert "Åpen prikk: utgaven er utdatert" in page

    def test_the_newest_edition_that_stands_is_shown(self, world):
        stand(publish(), 1, 1, 1)
        stand(publish(), 3, 2, 4)
        assert [(row[1], row[5]) for row in rows_of(opened(world))] == [("3", "2")]
        withdraw(MAY, edition=2)
        assert [(row[1], row[5]) for row in rows_of(opened(world))] == [("1", "1")]

    def test_each_month_leads_to_its_ranking(self, world):
        publish(APRIL)
        publish()
        page = opened(world)
        assert '<a href="/rankings/1200/2018-04/">april 2018</a>' in page
        assert 'href="/rankings/1200/2018-05/">Rangering</a>' in page

    def test_the_county_stands_in_the_table_only_where_there_are_several(self, world):
        publish()
        assert '<th scope="col">Fylke</th>' not in opened(world)

    def test_the_month_in_the_address_is_the_last_one(self, world):
        publish(APRIL)
        publish()
        assert [row[0] for row in rows_of(opened(world, "?month=2018-04"))] == ["april 2018"]
        assert len(rows_of(opened(world, "?month=2018-07"))) == 4

    @pytest.mark.parametrize("query", ["?month=mai", "?month=2018-13", "?month="])
    def test_what_is_no_month_is_as_none(self, world, query):
        publish()
        assert [row[0] for row in rows_of(opened(world, query))] == ["mai 2018"]

    def test_nothing_is_praised_or_blamed(self, world):
        publish(APRIL)
        publish()
        said = words(opened(world)).lower()
        assert not any(word in said for word in ("medalje", "vinner", "taper", "verst", "dårlig", "best ", "beste"))


class TestEmpty:
    def test_without_a_ranking_it_says_what_will_stand_there(self, world):
        page = opened(world)
        assert "Ingen plasser å vise" in page
        assert "når fylket har publisert en rangering som kontoret er med i" in page
        assert 'href="/offices/1235/2018-05/"' in page
        assert "<table" not in page
        assert "?format=" not in page

    def test_a_month_before_the_first_ranking_is_as_empty(self, world):
        publish()
        assert "Ingen plasser å vise" in opened(world, "?month=2018-02")

    @pytest.mark.parametrize("month", ["0001-01", "9999-12"])
    def test_the_ends_of_time_are_months_too(self, world, month):
        publish()
        assert "Ingen plasser å vise" in opened(world, f"?month={month}")

    @pytest.mark.parametrize("code", ["7777", "1200", "1291"])
    def test_only_an_office_has_places(self, world, code):
        assert reader(unit=world.voss).get(f"/offices/{code}/places/").status_code == 404

    def test_who_isnt_logged_in_is_sent_to_log_in(self, client, world):
        assert client.get(ADDRESS).status_code == 302


class TestFiles:
    def lines(self, world, query: str = "") -> list[dict[str, str]]:
        answer = reader(unit=world.voss).get(f"{ADDRESS}?format=csv{query}")
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    def test_a_file_has_every_month_oldest_first(self, world):
        publish(APRIL - 1)
        stand(publish(APRIL + 1), 4, 2, 5)
        first, gap, last = self.lines(world)
        assert (first["month"], gap["month"], last["month"]) == ("2018-03", "2018-04", "2018-05")
        assert set(gap.values()) == {"1235", "NAV Voss", "2018-04", ""}
        assert [last[name] for name in ("edition", "position", "of", "low", "high")] == ["1", "4", "5", "2", "5"]
        assert (last["county"], last["county_name"]) == ("1200", "NAV Hordaland")

    def test_points_are_unrounded(self, world):
        publish()
        (line,) = self.lines(world)
        stored = RankingEntry.objects.get(unit=world.voss).score
        assert stored is not None
        assert float(line["score"]) == pytest.approx(stored, abs=1e-9)

    def test_a_move_and_an_outdated_edition_stand_there(self, world):
        stand(publish(APRIL), 5, 4, 5)
        stand(publish(), 1, 1, 2)
        world.publish(MAY, (10, 100), *((60 + 6 * n, 100) for n in range(1, 5)))
        april, may = self.lines(world)
        assert (april["previous_position"], may["previous_position"]) == ("", "5")
        assert (april["outdated"], may["outdated"]) == ("0", "1")

    def test_why_an_office_has_no_place_stands_there(self, world):
        world.offices.insert(0, an_office("1299", "NAV Ny", county=world.county, region=world.region))
        publish()
        answer = reader(unit=world.voss).get("/offices/1299/places/?format=csv")
        assert "no_results" in answer.content.decode()

    def test_the_workbook_says_the_same(self, world):
        stand(publish(), 4, 2, 5)
        answer = reader(unit=world.voss).get(f"{ADDRESS}?format=xlsx")
        header, line = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
        found = dict(zip(header, line, strict=True))
        assert tuple(header) == PLACES
        assert (found["unit"], found["position"], found["low"], found["high"], found["of"]) == ("1235", 4, 2, 5, 5)
        assert "1235-places.xlsx" in answer["Content-Disposition"]

    def test_without_a_ranking_it_is_a_header_alone(self, world):
        answer = reader(unit=world.voss).get(f"{ADDRESS}?format=csv")
        assert answer.content.decode("utf-8-sig").splitlines() == [";".join(PLACES)]

    def test_the_page_links_the_file_of_the_months_that_it_shows(self, world):
        publish(APRIL)
        publish()
        assert 'href="?format=csv&amp;month=2018-04"' in opened(world, "?month=2018-04")
        assert [line["month"] for line in self.lines(world, "&month=2018-04")] == ["2018-04"]


class TestLinks:
    def test_the_rankings_line_of_an_office_leads_there(self, world):
        publish()
        page = text_of(reader(unit=world.voss).get(COUNTY))
        assert 'href="/offices/1235/places/?month=2018-05">Plassene over tid' in page

    def test_the_offices_own_page_leads_there_where_the_month_has_a_ranking(self, world):
        browser = reader(unit=world.voss)
        assert "/places/" not in text_of(browser.get("/offices/1235/2018-05/"))
        publish()
        assert 'href="/offices/1235/places/?month=2018-05">over tid' in text_of(browser.get("/offices/1235/2018-05/"))


class TestKept:
    def test_a_new_edition_shows_at_once(self, world):
        browser = reader(unit=world.voss)
        stand(publish(), 4, 2, 5)
        assert rows_of(text_of(browser.get(ADDRESS)))[0][5] == "1"
        publish()
        assert rows_of(text_of(browser.get(ADDRESS)))[0][5] == "2"

    def test_a_withdrawal_shows_at_once(self, world):
        browser = reader(unit=world.voss)
        publish()
        assert "Ingen plasser å vise" not in text_of(browser.get(ADDRESS))
        withdraw(MAY)
        assert "Ingen plasser å vise" in text_of(browser.get(ADDRESS))

    def test_a_browser_that_has_the_page_is_sent_nothing(self, world):
        publish()
        browser = reader(unit=world.voss)
        browser.get(ADDRESS)  # which brings the cookie that the stamp is made with
        stamp = browser.get(ADDRESS)["ETag"]
        assert browser.get(ADDRESS, headers={"If-None-Match": stamp}).status_code == 304

    def test_it_asks_as_often_for_one_month_as_for_three(self, world):
        browser = reader(unit=world.voss)
        publish()
        browser.get(ADDRESS)
        asked = []
        for months in ((), (APRIL - 1, APRIL)):
            for month in months:
                publish(month)
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as queries:
                page = text_of(browser.get(ADDRESS))
            asked.append((len(rows_of(page)), len(queries)))
        (one, before), (three, after) = asked
        assert (one, three) == (1, 3)
        assert before == after


class TestAnotherCounty:
    def test_the_table_names_the_county_of_each_month(self, world):
        publish(APRIL)
        ranking = publish()
        other = an_office("1401", "NAV Flora")
        Ranking.objects.filter(pk=ranking.pk).update(county=Placement.objects.get(unit=other).county)
        page = opened(world)
        assert '<th scope="col">Fylke</th>' in page
        assert [row[1] for row in rows_of(page)][1] == "NAV Hordaland"
        assert rows_of(page)[0][1] != "NAV Hordaland"


# How fast the order is


def order_on(world) -> str:
    page = text_of(reader(unit=world.voss).get(COUNTY))
    return words(page[page.index("<main") : page.index("Regelen:")])


class TestOrderOnThePage:
    def test_it_stands_under_the_lines(self, world):
        publish(APRIL)
        publish()
        said = order_on(world)
        assert "Hvor fast er rekkefølgen?" in said
        assert "Rekkefølgen er nesten den samme som i april 2018 (rangkorrelasjon 1,00, der 1 er helt lik)." in said
        assert "Kontorene flyttet seg 0,0 plasser i snitt." in said
        assert "11 av de 12 månedene er de samme som sist: lik rekkefølge betyr ikke riktig rekkefølge." in said

    def test_intervals_and_chance_are_said_in_plain_words(self, world):
        RankingEntry.objects.filter(ranking=publish()).update(low=1, high=5)
        said = order_on(world)
        assert "I snitt kan et kontor ligge på 5 av 5 plasser når tilfeldigheter regnes med." in said
        assert "forskjellene mellom kontorene" in said

    def test_each_indicator_has_its_line(self, world):
        publish()
        page = text_of(reader(unit=world.voss).get(COUNTY))
        table = page[page.index("Indikator for indikator") : page.index("Regelen:")]
        assert re.findall(r'<th scope="row">([^<]+)</th>', table) == ["Indikator 0", "Indikator 1", "Indikator 2"]

    def test_without_the_month_before_it_says_so(self, world):
        publish()
        assert "Det er ingen rangering for april 2018 å sammenligne med." in order_on(world)

    def test_a_rule_that_is_new_is_said_to_be(self, world):
        publish(APRIL)
        RankingRule.objects.create(code="EGEN", county=world.county, name="Egen", valid_from=MAY)
        publish()
        said = order_on(world)
        assert "Regelen er en annen enn den var da" in said
        assert "månedene er de samme" not in said

    def test_a_month_without_a_ranking_says_nothing_of_it(self, world):
        publish(APRIL)
        assert "Hvor fast er rekkefølgen?" not in text_of(reader(unit=world.voss).get(COUNTY))

    def test_a_withdrawn_ranking_says_nothing_of_it(self, world):
        publish()
        withdraw(MAY)
        assert "Hvor fast er rekkefølgen?" not in text_of(reader(unit=world.voss).get(COUNTY))


KNOWN = OrderOverTime(
    month=MAY,
    placed=40,
    before=APRIL,
    alike=Stability(0.9, 40),
    mean_moved=2.14,
    window=12,
    same_months=11,
    mean_places=14.4,
    reliability=0.62,
    weight=1.0,
    parts=(),
)


def sentences(**other) -> str:
    found = order_context(replace(KNOWN, **other))["order_sentences"]
    return " ".join(found)


class TestWords:
    def test_without_an_edition_there_are_none(self):
        assert order_context(None) == {}

    @pytest.mark.parametrize(
        ("correlation", "says"),
        [
            (0.96, "Rekkefølgen er nesten den samme som i april 2018 (rangkorrelasjon 0,96,"),
            (0.9, "Rekkefølgen er mye lik den i april 2018 (rangkorrelasjon 0,90,"),
            (0.5, "Rekkefølgen er bare noe lik den i april 2018 (rangkorrelasjon 0,50,"),
            (-0.3, "Rekkefølgen er en annen enn i april 2018 (rangkorrelasjon −0,30,"),
        ],
    )
    def test_how_alike_two_months_are(self, correlation, says):
        assert says in sentences(alike=Stability(correlation, 40))

    def test_without_a_correlation_nothing_is_said_of_it(self):
        assert "rangkorrelasjon" not in sentences(alike=Stability(None, 2))

    def test_moves_and_widths_are_means(self):
        said = sentences()
        assert "Kontorene flyttet seg 2,1 plasser i snitt." in said
        assert "I snitt kan et kontor ligge på 14 av 40 plasser" in said
        assert "I snitt" not in sentences(mean_places=None)

    @pytest.mark.parametrize(("same", "window", "says"), [(2, 3, "2 av de 3 månedene"), (4, 5, "4 av de 5 månedene")])
    def test_months_that_two_windows_share_are_told(self, same, window, says):
        assert says in sentences(same_months=same, window=window)

    def test_windows_of_a_month_alone_share_none(self):
        assert "de samme som sist" not in sentences(same_months=0, window=1)

    @pytest.mark.parametrize(
        ("reliability", "says"),
        [
            (0.0, "Forskjellene mellom kontorene er ikke større enn tilfeldigheter kan gi."),
            (0.024, "Forskjellene mellom kontorene er ikke større enn tilfeldigheter kan gi."),
            (0.03, "om lag 5\u00a0% mer enn tilfeldigheter"),
            (0.62, "Av forskjellene mellom kontorene er om lag 60\u00a0% mer enn tilfeldigheter."),
            (0.63, "om lag 65\u00a0% mer enn tilfeldigheter"),
            (0.97, "om lag 95\u00a0% mer enn tilfeldigheter"),
            (0.98, "Nesten alt av forskjellene mellom kontorene er mer enn tilfeldigheter."),
        ],
    )
    def test_how_much_is_more_than_chance(self, reliability, says):
        assert says in sentences(reliability=reliability)

    def test_without_bases_nothing_is_said_of_chance(self):
        assert "forskjellene" not in sentences(reliability=None, weight=0.0).lower()

    def test_the_weight_is_told_where_it_is_not_all(self):
        assert "med teller og nevner, 75\u00a0% av vekten." in sentences(weight=0.75)
        assert "av vekten" not in sentences(weight=1.0)
        assert "av vekten" not in sentences(weight=1.0 - 1e-12)
