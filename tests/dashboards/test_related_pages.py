"""What an indicator hangs together with: the question on its page, and the page of all pairs."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.models import Indicator, Package, Result
from scorecards.versions import count_up_version
from tests.builders import an_indicator
from tests.dashboards.test_exports import read_xlsx
from tests.dashboards.test_learning_pages import rows_of, words_of
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db

CALM = (0.01, -0.01, 0.02, 0.0, -0.02, 0.01, 0.0, -0.01, 0.01, 0.0, -0.01, 0.0)
MOVES = {"up": (0.1,) * 3, "down": (-0.1,) * 3, "still": (0.0,) * 3}
SERIES, RELATED = "/offices/1235/indicators/IND0/", "/offices/1235/2018-05/related/IND0/"
CODES = ("IND0", "IND1", "IND2")


@pytest.fixture
def world():
    """The first indicator hangs together with the other two."""
    made = a_world()
    first, *others = made.indicators
    first.related.add(*others)
    for place, name in enumerate(("Oppfølging", "Overgang til arbeid", "Aktivitet")):
        Indicator.objects.filter(code=CODES[place]).update(name=name)
    return made


def published(world, *moves: str) -> None:
    """A calm year at Voss and three months in which each indicator moves as said; the other offices stay at a half."""
    voss, *others = world.offices
    for place, month in enumerate((MAY - 14).through(MAY)):
        figures = {}
        for indicator, move in zip(world.indicators, moves, strict=True):
            figures[indicator, voss] = 0.5 + (*CALM, *MOVES[move])[place]
            figures |= {(indicator, office): 0.5 for office in others}
        publish(figures, month, package=world.package)
    count_up_version()


def page_of(world, address):
    return text_of(reader(unit=world.voss).get(address))


def drawings_of(page: str) -> list[str]:
    return re.findall(r'<svg class="lines".*?</svg>', page, flags=re.DOTALL)


class TestOnTheIndicatorOverTime:
    def test_one_that_goes_the_other_way_is_put_as_a_question(self, world):
        published(world, "up", "down", "up")
        page = words_of(page_of(world, SERIES))
        assert "Går motsatt vei av «Overgang til arbeid»" in page
        assert (
            "«Oppfølging» henger vanligvis sammen med «Overgang til arbeid», men går nå motsatt vei. "
            "Hva kan forklare det? Ut fra hva som er bedre for hver av dem, skal de stige og falle sammen."
        ) in page

    def test_one_that_did_not_follow_is_a_question_too(self, world):
        published(world, "up", "still", "up")
        page = words_of(page_of(world, SERIES))
        assert "Følges ikke av «Overgang til arbeid»" in page
        assert "har endret seg mer enn vanlig uten at det er å se igjen der. Hva kan forklare det?" in page

    def test_where_one_should_fall_as_the_other_rises_it_says_so(self, world):
        Indicator.objects.filter(code="IND1").update(direction="lower")
        published(world, "up", "up", "up")
        page = words_of(page_of(world, SERIES))
        assert "Går motsatt vei av «Overgang til arbeid»" in page
        assert "skal den ene falle når den andre stiger." in page

    def test_those_that_followed_are_a_short_line(self, world):
        published(world, "up", "up", "up")
        page = page_of(world, SERIES)
        assert "Har fulgt med, som ventet: Overgang til arbeid og Aktivitet." in words_of(page)
        assert drawings_of(page) == []

    def test_where_nothing_has_moved_there_is_nothing_to_ask(self, world):
        published(world, "still", "down", "up")
        page = words_of(page_of(world, SERIES))
        assert "Ingen uvanlig endring her, så det er ikke noe å lete etter i Overgang til arbeid og Aktivitet." in page
        assert "Hva kan forklare det?" not in page

    def test_where_months_are_missing_it_says_that_they_are_too_few(self, world):
        published(world, "up", "down", "up")
        Result.objects.filter(unit=world.voss, indicator__code="IND1", month=MAY - 1).delete()
        count_up_version()
        page = words_of(page_of(world, SERIES))
        assert "For få måneder med tall til å si noe: Overgang til arbeid." in page

    def test_both_are_drawn_above_each_other_with_the_county_and_the_recent_months(self, world):
        published(world, "up", "down", "up")
        first, second = drawings_of(page_of(world, SERIES))
        assert (first.count('<circle class="own"'), first.count("other")) == (15, 0)
        assert (second.count('<circle class="other"'), second.count("own")) == (15, 0)
        for drawn in (first, second):
            assert 'class="county-line"' in drawn
            assert 'class="recent"' in drawn
        assert "Oppfølging ved NAV Voss: forskjell fra snittet av kontorene." in first

    def test_the_table_has_both_with_their_difference_to_the_county(self, world):
        published(world, "up", "down", "up")
        page = page_of(world, SERIES)
        section = page[page.index('id="henger"') :]
        rows = rows_of(section)
        assert len(rows) == 15
        # Voss is one of three, so the mean moves a third as far as it does
        assert rows[0] == ["mai 2018", "60,0 %", "+6,7 pp", "40,0 %", "−6,7 pp"]
        assert rows[-1][0] == "mars 2017"

    def test_a_hidden_month_is_an_empty_field_and_the_table_says_why(self, world):
        published(world, "up", "down", "up")
        Result.objects.filter(unit=world.voss, indicator__code="IND1", month=MAY - 14).update(suppressed=True)
        count_up_version()
        page = page_of(world, SERIES)
        section = page[page.index('id="henger"') :]
        assert rows_of(section)[-1][3:] == ["", ""]
        assert "Tomt felt: tallet mangler, vises ikke eller hører til en tidligere definisjon." in words_of(page)

    def test_an_indicator_that_hangs_together_with_nothing_has_no_section(self, world):
        published(world, "up", "down", "up")
        world.indicators[0].related.clear()
        count_up_version()
        page = page_of(world, SERIES)
        assert "Henger sammen med andre indikatorer" not in page
        assert "lines.css" not in page

    def test_the_other_one_asks_it_from_its_side(self, world):
        published(world, "up", "down", "up")
        page = words_of(page_of(world, SERIES.replace("IND0", "IND1")))
        assert "«Overgang til arbeid» henger vanligvis sammen med «Oppfølging», men går nå motsatt vei." in page

    def test_it_leads_to_all_pairs_to_the_other_and_to_whom_to_learn_from(self, world):
        published(world, "up", "down", "up")
        page = page_of(world, SERIES)
        for href in (RELATED, SERIES.replace("IND0", "IND1"), "/offices/1235/2018-05/learn/IND0/"):
            assert f'href="{href}"' in page

    def test_an_office_without_figures_of_it_is_asked_nothing(self, world):
        published(world, "up", "down", "up")
        empty = an_indicator("EMPTY")
        empty.related.add(world.indicators[0])
        page = page_of(world, SERIES.replace("IND0", "EMPTY"))
        assert "Henger sammen med andre" not in page
        assert "/learn/" not in page


class TestAllPairs:
    def test_questions_come_first_and_the_rest_follows(self, world):
        published(world, "up", "up", "down")
        page = words_of(page_of(world, RELATED))
        assert page.index("Går motsatt vei av «Aktivitet»") < page.index("Følges av «Overgang til arbeid»")
        assert "«Oppfølging» har endret seg mer enn vanlig, og det er å se igjen i «Overgang til arbeid»." in page

    @pytest.mark.parametrize(
        ("moves", "heading"),
        [
            (("still", "up", "up"), "Ingen uvanlig endring å lete etter i «Overgang til arbeid»"),
            (("up", "up", "up"), "Følges av «Overgang til arbeid»"),
            (("down", "up", "up"), "Går motsatt vei av «Overgang til arbeid»"),
        ],
    )
    def test_each_pair_is_drawn_whatever_there_is_to_say(self, world, moves, heading):
        published(world, *moves)
        page = page_of(world, RELATED)
        assert heading in words_of(page)
        assert len(drawings_of(page)) == 4

    def test_a_pair_without_months_says_what_it_takes(self, world):
        published(world, "up", "up", "up")
        Result.objects.filter(unit=world.voss, indicator__code="IND2").delete()
        count_up_version()
        page = words_of(page_of(world, RELATED))
        assert "Det trengs tall for de siste tre månedene og minst seks av de tolv før, for begge to." in page
        assert "Ingen måneder med tall å tegne." in page

    def test_an_earlier_month_is_read_as_it_was(self, world):
        published(world, "up", "down", "up")
        page = page_of(world, RELATED.replace("2018-05", "2018-02"))
        assert "Ingen uvanlig endring" in words_of(page)
        assert f'href="{RELATED.replace("2018-05", "2018-03")}"' in page

    def test_without_pairs_it_says_where_they_would_come_from(self, world):
        published(world, "up", "up", "up")
        world.indicators[0].related.clear()
        count_up_version()
        page = words_of(page_of(world, RELATED))
        assert "Ingen indikatorer å holde opp mot" in page
        assert "Katalogen sier ikke at indikatoren henger sammen med noen" in page

    def test_the_file_has_every_pair_and_month_with_the_pages_figures(self, world):
        published(world, "up", "down", "up")
        text = reader(unit=world.voss).get(RELATED + "?format=csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert len(rows) == 30
        last = next(row for row in rows if (row["related"], row["month"]) == ("IND1", "2018-05"))
        assert (last["verdict"], last["together"]) == ("opposite", "1")
        numbers = [float(last[name]) for name in ("value", "county_mean", "difference", "related_difference")]
        assert numbers == pytest.approx([0.6, 1.6 / 3, 0.2 / 3, -0.2 / 3])
        assert {row["verdict"] for row in rows if row["related"] == "IND2"} == {"coherent"}

    def test_the_workbook_has_as_many_rows(self, world):
        published(world, "up", "down", "up")
        assert len(read_xlsx(reader(unit=world.voss).get(RELATED + "?format=xlsx").content)) == 30

    def test_simulated_figures_say_so(self, world):
        published(world, "up", "down", "up")
        assert "simulert" in page_of(world, RELATED)
        Package.objects.update(simulated=False)
        count_up_version()
        assert "simulert" not in page_of(world, RELATED)

    @pytest.mark.parametrize("address", ["/offices/1235/2018-05/related/NONE/", "/offices/1200/2018-05/related/IND0/"])
    def test_what_is_not_there_is_not_found(self, world, address):
        assert reader(unit=world.voss).get(address).status_code == 404

    def test_an_office_without_a_place_in_the_month_says_so(self, world):
        world.voss.placements.update(valid_from="2018-05-01")
        page = words_of(page_of(world, RELATED.replace("2018-05", "2018-01")))
        assert "NAV Voss" in page
        assert "Ingen indikatorer å holde opp mot" not in page

    def test_it_takes_as_many_queries_for_many_pairs_as_for_one(self, world):
        published(world, "up", "down", "up")
        browser = reader(unit=world.voss)

        def queries() -> int:
            count_up_version()
            with CaptureQueriesContext(connection) as captured:
                text_of(browser.get(RELATED))
            return len(captured)

        queries()
        few = queries()
        world.indicators[0].related.add(*(an_indicator(f"MORE{number}") for number in range(10)))
        assert queries() == few
