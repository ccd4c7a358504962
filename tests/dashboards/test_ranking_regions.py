"""The regions on the ranking's page, and the page's files: every number, the rule, and who has no place."""

import csv
import io
import re

import openpyxl
import pytest

from dashboards.exported_ranking import RANKING, REGIONS
from organisation.models import Placement
from organisation.queries import placed
from rankings.models import Contribution, RankingIndicator, RankingRule
from rankings.queries.page import ranking_page
from rankings.queries.regions import region_ranking
from rankings.services.publishing import publish_ranking
from tests.builders import a_region, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/rankings/1200/2018-05/"
BEFORE = (
    "county", "month", "edition", "unit", "unit_name", "position", "low", "high", "group", "score", "reason",
    "indicator", "weight", "value", "numerator", "denominator", "known_months", "points", "possible_points",
)  # fmt: skip


@pytest.fixture
def world():
    """Fourteen offices in three regions, with a ranking; the last office has no results."""
    made = a_world(14)
    regions = [made.region, *(a_region(f"129{n}", f"Region {n}", county=made.county) for n in (2, 3))]
    for number, office in enumerate(made.offices):
        Placement.objects.filter(unit=office).update(region=regions[number % 3])
    for month in (MAY - 6).through(MAY):
        made.publish(month, *((60 + 2 * n, 100) for n in range(14)))
    an_office("1299", "NAV Ny", county=made.county, region=made.region)
    publish_ranking(county=county_of(), month=MAY, by=None)
    return made


def county_of():
    found = placed("1200", MAY)
    assert found is not None
    return found


def figures_of():
    page = ranking_page(county_of(), MAY)
    assert page is not None
    return page


def page_of(world, **asked):
    return text_of(reader(unit=world.voss).get(ADDRESS, asked))


def section_of(page: str) -> str:
    found = re.search(r'<section [^>]*aria-labelledby="regions">.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def csv_of(world, **asked):
    answer = reader(unit=world.voss).get(ADDRESS, {"format": "csv", **asked})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def workbook_of(world, **asked):
    answer = reader(unit=world.voss).get(ADDRESS, {"format": "xlsx", **asked})
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def rows_of(sheet) -> list[dict[str, object]]:
    header, *rows = sheet.values
    return [dict(zip(header, row, strict=True)) for row in rows]


class TestOnThePage:
    def test_the_regions_stand_by_their_places(self, world):
        section = section_of(page_of(world))
        found = region_ranking(county_of(), figures_of())
        assert found is not None
        assert "Regionene</h2>" in section
        names = re.findall(r'<span class="name">(Region [^<]*?) <span', section)
        assert names == [region.name for region in found.regions]
        assert len(names) == 3

    def test_each_says_how_many_offices_and_where_it_could_stand(self, world):
        section = section_of(page_of(world))
        assert (section.count("4 kontor"), section.count("5 kontor")) == (1, 1)
        assert "6 kontor" in section  # the one with the office that has no results
        assert len(re.findall(r'aria-label="Plass \d, kan ligge fra \d til \d"', section)) == 3

    def test_each_figure_says_of_how_many_offices_it_is_made(self, world):
        section = section_of(page_of(world))
        assert section.count(">5 av 5<") == 3  # three indicators of one region
        assert section.count(">5 av 6<") == 3  # of the one whose office has no results
        assert section.count(">4 av 4<") == 3
        assert "Kontor med tall" in section

    def test_a_region_is_no_winner_and_no_loser(self, world):
        words = section_of(page_of(world)).lower()
        assert not any(word in words for word in ("medalje", "vinner", "taper", "verst", "dårlig", "best"))

    def test_a_county_of_one_region_has_no_such_part(self):
        made = a_world(7)
        for month in (MAY - 5).through(MAY):
            made.publish(month, *((60 + 5 * n, 100) for n in range(7)))
        publish_ranking(county=county_of(), month=MAY, by=None)
        assert 'aria-labelledby="regions"' not in page_of(made)

    def test_two_regions_are_said_to_be_without_known_certainty(self, world):
        Placement.objects.filter(region__code="1293").update(region=None)
        section = section_of(page_of(world, show="all"))
        assert "Hvor sikre plassene er, kan ikke regnes ut." in section
        assert "4 kontor hører ikke til noen region." in section
        assert "kan ligge fra" not in section

    def test_a_region_without_figures_is_named_with_the_reason(self, world):
        newcomers = a_region("1294", "Region Ny", county=world.county)
        Placement.objects.filter(unit__code="1299").update(region=newcomers)
        section = section_of(page_of(world))
        assert "Ikke rangert, ingen resultater:</b> Region Ny" in section
        assert section.count('<summary class="rank-grid">') == 3


class TestText:
    def test_the_columns_that_stood_before_stand_first(self):
        assert RANKING[: len(BEFORE)] == BEFORE
        assert REGIONS[: len(BEFORE)] == BEFORE
        assert len(set(RANKING)) == len(RANKING)

    def test_it_has_every_number_of_every_line(self, world):
        rows = {(row["unit"], row["indicator"]): row for row in csv_of(world)}
        figures = figures_of()
        for office in figures.entries:
            for line in office.contributions:
                row, target = rows[office.code, line.indicator.facts.code], line.target
                assert target is not None
                assert (int(row["position"]), int(row["low"]), int(row["high"])) == (
                    office.position, office.low, office.high,
                )  # fmt: skip
                told = [float(row[name]) for name in ("score", "weight", "value", "numerator", "denominator")]
                assert told == [
                    office.score, line.indicator.weight, line.value, line.numerator, line.denominator,
                ]  # fmt: skip
                told = [float(row[name]) for name in ("points", "possible_points", "points_of_hundred")]
                assert told == [line.points, line.possible, line.of_hundred]
                assert [float(row["green"]), float(row["yellow"])] == [target.green, target.yellow]
                assert (row["green_upper"], row["error"], row["known_months"]) == ("", "", str(line.known))
                assert (row["region"], row["region_name"]) == (office.region_code, office.region_name)

    def test_the_standard_error_is_the_stored_one(self, world):
        Contribution.objects.filter(entry__unit__code="1235", indicator__code="IND0").update(error=0.125)
        row = next(row for row in csv_of(world) if (row["unit"], row["indicator"]) == ("1235", "IND0"))
        assert row["error"] == "0.125"

    def test_order_and_surroundings_of_the_page_do_not_shorten_it(self, world):
        rows = csv_of(world)
        assert len({row["unit"] for row in rows}) == 15
        assert csv_of(world, order="name", show="around") == rows
        assert page_of(world).count('<li id="12') < 14

    def test_the_offices_file_has_no_regions_among_its_rows(self, world):
        assert not {row["unit"] for row in csv_of(world)} & {"1291", "1292", "1293"}

    def test_the_regions_have_a_file_of_their_own_that_the_page_links_to(self, world):
        assert 'href="?format=csv&amp;table=regions"' in section_of(page_of(world))
        rows = csv_of(world, table="regions")
        assert len(rows) == 3 * 3
        by_region = {row["unit"]: row for row in rows if row["indicator"] == "IND1"}
        offices = csv_of(world)
        for code, row in by_region.items():
            own = [each for each in offices if each["region"] == code and each["indicator"] == "IND1"]
            assert float(row["numerator"]) == sum(float(each["numerator"]) for each in own)
            assert float(row["denominator"]) == sum(float(each["denominator"]) for each in own)
            assert float(row["value"]) == pytest.approx(float(row["numerator"]) / float(row["denominator"]))
            assert int(row["offices_with_figure"]) == len(own)

    def test_the_regions_file_has_a_name_of_its_own(self, world):
        answer = reader(unit=world.voss).get(ADDRESS, {"format": "csv", "table": "regions"})
        assert answer["Content-Disposition"] == 'attachment; filename="ranking-1200-2018-05-regions.csv"'


class TestWorkbook:
    def test_it_has_the_offices_the_regions_the_rule_and_who_has_no_place(self, world):
        assert workbook_of(world).sheetnames == ["Tall", "Regionene", "Regelen", "Indikatorer", "Ikke rangert"]

    def test_the_offices_and_regions_are_those_of_the_text_files(self, world):
        book = workbook_of(world)
        for sheet, asked in (("Tall", {}), ("Regionene", {"table": "regions"})):
            as_text = [
                {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows_of(book[sheet])
            ]
            text = csv_of(world, **asked)
            assert [(row["unit"], row["indicator"]) for row in as_text] == [
                (row["unit"], row["indicator"]) for row in text
            ]
            for mine, other in zip(as_text, text, strict=True):
                for name in ("score", "value", "points", "green"):
                    assert mine[name] == other[name] == "" or float(mine[name]) == pytest.approx(float(other[name]))

    def test_every_term_of_the_rule_is_there_in_numbers_and_words(self, world):
        rows = rows_of(workbook_of(world)["Regelen"])
        terms = {row["term"]: row["value"] for row in rows}
        rule = figures_of().rule
        assert rule is not None
        assert (terms["rule"], terms["version"], terms["method"]) == ("STANDARD", 1, "distance")
        assert (terms["window_months"], terms["at_least_months"], terms["valid_from"]) == (12, 6, None)
        assert (terms["least_weight"], terms["cap"], terms["confidence"]) == (0.8, 1, 0.9)
        assert (terms["draws"], terms["seed"], terms["edition"]) == (2000, 1, 1)
        assert (terms["package"], terms["intervals_shown"]) == ("STYR", True)
        assert all(row["words"] for row in rows)

    def test_a_countys_own_rule_says_from_when_it_holds(self, world):
        RankingRule.objects.update(valid_from=MAY - 4, window=None, cap=1.2)
        terms = {row["term"]: row for row in rows_of(workbook_of(world)["Regelen"])}
        assert terms["valid_from"]["value"] == "2018-01"
        assert (terms["window_months"]["value"], terms["cap"]["value"]) == (5, 1.2)
        assert terms["window_months"]["words"] == "månedene i året så langt"

    def test_every_indicator_stands_with_its_weight_and_whether_it_counts(self, world):
        RankingIndicator.objects.filter(indicator__code="IND2").update(counts=False)
        RankingIndicator.objects.filter(indicator__code="IND0").update(min_base=10)
        rows = {row["indicator"]: row for row in rows_of(workbook_of(world)["Indikatorer"])}
        assert [rows[code]["counts"] for code in ("IND0", "IND1", "IND2")] == [True, True, False]
        assert rows["IND0"]["min_base"] == 10
        assert rows["IND0"]["weight_share"] == pytest.approx(0.5)
        assert (rows["IND1"]["unit"], rows["IND1"]["direction"], rows["IND1"]["pooling"]) == (
            "share", "higher", "ratio",
        )  # fmt: skip

    def test_those_without_a_place_stand_with_the_reason_in_words(self, world):
        assert rows_of(workbook_of(world)["Ikke rangert"]) == [
            {
                "county": "1200",
                "month": "2018-05",
                "edition": 1,
                "unit": "1299",
                "unit_name": "NAV Ny",
                "reason": "no_results",
                "words": "ingen resultater",
            }
        ]

    def test_an_older_edition_is_the_file_where_it_is_asked_for(self, world):
        publish_ranking(county=county_of(), month=MAY, by=None)
        for edition in (1, 2):
            terms = {row["term"]: row["value"] for row in rows_of(workbook_of(world, edition=edition)["Regelen"])}
            assert terms["edition"] == edition
            assert {row["edition"] for row in csv_of(world, edition=edition, table="regions")} == {str(edition)}
