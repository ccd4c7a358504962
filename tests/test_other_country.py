"""Emergency departments of another country, loaded from files into an empty database: every page is there for them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from organisation.models import Unit
from organisation.months import Month
from tests.builders import a_person
from tests.county_from_files import rows_of, run
from tests.dashboards.world import browser_of, text_of

NHS = Path(__file__).parent / "data" / "nhs_ae"
FIRST, MARCH = Month(2016, 10), Month(2017, 3)
MONTHS = tuple(FIRST.through(MARCH))  # the six that a ranking asks for
LONDON, BARTS = "E-L", "R1H"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nothing_kept")]


@pytest.fixture(scope="module")
def england(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Everything loaded by the commands, once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert not Unit.objects.exists()
        assert run("load_organisation", NHS / "units.csv", NHS / "successions.csv")[0] == 0
        assert run("load_catalogue", NHS / "catalogue")[0] == 0
        for month in MONTHS:
            file = NHS / "deliveries" / f"{month}.csv"
            assert run("import_delivery", file, "--package", "AE", "--month", month, "--publish")[0] == 0
        assert run("prepare_places", "--month", MARCH)[0] == 0
        assert run("publish_ranking", "--county", LONDON, "--month", MARCH)[0] == 0
        yield
        transaction.set_rollback(True)


@pytest.fixture
def nothing_kept() -> None:
    caches["pages"].clear()


@pytest.fixture
def reader() -> Client:
    """Somebody at a trust in London."""
    return browser_of(a_person(role="leader", unit=Unit.objects.get(code=BARTS)))


def delivered(month: Month, indicator: str = "AE4H") -> dict[str, tuple[float, float]]:
    """Numerator and denominator by trust, read from the file by nothing of ours."""
    with (NHS / "deliveries" / f"{month}.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter=";") if row["indicator"] == indicator]
    return {row["unit"]: (float(row["numerator"]), float(row["denominator"])) for row in rows}


def in_london(month: Month) -> set[str]:
    with (NHS / "units.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter=";") if row["county"] == LONDON]
    day = month.first_day.isoformat()
    return {row["code"] for row in rows if row["valid_from"] <= day and not ("" < row["valid_to"] <= day)}


def table(client: Client, address: str) -> list[dict[str, str]]:
    return rows_of(text_of(client.get(address + ("&" if "?" in address else "?") + "format=csv")))


class TestTheTrustsMonth:
    def test_the_leader_comes_home_to_it(self, reader):
        assert reader.get("/", follow=True).redirect_chain[-1][0] == f"/offices/{BARTS}/{MARCH}/"

    def test_its_lines_are_those_of_that_catalogue(self, reader):
        shown = text_of(reader.get(f"/offices/{BARTS}/{MARCH}/"))
        assert "Barts Health NHS Trust" in shown
        for name in ("Seen within four hours, major departments", "Attendances, major departments"):
            assert name in shown

    def test_its_figures_are_those_of_the_file(self, reader):
        line = next(row for row in table(reader, f"/offices/{BARTS}/{MARCH}/") if row["indicator"] == "AE4H")
        above, below = delivered(MARCH)[BARTS]
        assert (float(line["numerator"]), float(line["denominator"])) == (above, below)
        assert float(line["value"]) == above / below
        assert line["status"] == ("green" if above / below >= 0.95 else "yellow" if above / below >= 0.9 else "red")

    def test_the_regions_mean_and_result_are_two_figures(self, reader):
        line = next(row for row in table(reader, f"/offices/{BARTS}/{MARCH}/") if row["indicator"] == "AE4H")
        parts = {trust: each for trust, each in delivered(MARCH).items() if trust in in_london(MARCH)}
        assert int(line["county_n"]) == len(parts) > 10
        assert float(line["county_mean"]) == pytest.approx(fmean(above / below for above, below in parts.values()))
        seen, attended = (sum(each) for each in zip(*parts.values(), strict=True))
        assert float(line["county_result"]) == pytest.approx(seen / attended)

    def test_its_place_is_among_the_trusts_of_london(self, reader):
        line = next(row for row in table(reader, f"/offices/{BARTS}/{MARCH}/") if row["indicator"] == "AE4H")
        values = {trust: x / n for trust, (x, n) in delivered(MARCH).items() if trust in in_london(MARCH)}
        assert int(line["place"]) == 1 + sum(other > values[BARTS] for other in values.values())
        assert int(line["place_of"]) == len(values)

    def test_an_indicator_without_a_direction_has_neither_colour_nor_place(self, reader):
        line = next(row for row in table(reader, f"/offices/{BARTS}/{MARCH}/") if row["indicator"] == "AE_ADM")
        assert (line["status"], line["place"]) == ("", "")
        assert line["value"] != ""

    def test_each_indicator_is_drawn_over_the_months(self, reader):
        rows = table(reader, f"/offices/{BARTS}/indicators/AE4H/")
        known = {row["month"]: float(row["value"]) for row in rows if row["value"]}
        expected = {str(month): delivered(month)[BARTS] for month in MONTHS}
        assert known == {month: above / below for month, (above, below) in expected.items()}


class TestTheRegion:
    def test_it_has_a_page_with_all_its_trusts(self, reader):
        shown = text_of(reader.get(f"/counties/{LONDON}/{MARCH}/"))
        assert "London" in shown
        for trust in in_london(MARCH) & set(delivered(MARCH)):
            assert f"/offices/{trust}/{MARCH}/" in shown

    def test_its_list_has_the_seven_of_the_country(self, reader):
        assert {row["county"] for row in table(reader, "/counties/")} == {
            *("E-L", "E-SE", "E-SW", "E-M", "E-EoE", "E-NW", "E-NEaY")
        }


class TestComparing:
    ADDRESS = f"/indicators/AE4H/{MARCH}/?county={LONDON}"

    def test_the_trusts_of_london_stand_side_by_side(self, reader):
        rows = table(reader, self.ADDRESS)
        known = {row["unit"]: float(row["value"]) for row in rows if row["kind"] == "office" and row["value"]}
        expected = {trust: x / n for trust, (x, n) in delivered(MARCH).items() if trust in in_london(MARCH)}
        assert known == expected

    def test_beside_the_country_and_another_region(self, reader):
        rows = table(reader, self.ADDRESS + "&reference=E-NW")
        country = next(float(row["value"]) for row in rows if row["kind"] == "country_result")
        seen, attended = (sum(each) for each in zip(*delivered(MARCH).values(), strict=True))
        assert country == pytest.approx(seen / attended)
        assert "E-NW" in {row["unit"] for row in rows}

    def test_the_page_draws_them(self, reader):
        assert "Barts Health NHS Trust" in text_of(reader.get(self.ADDRESS))


class TestRanking:
    ADDRESS = f"/rankings/{LONDON}/{MARCH}/"

    def test_everybody_with_figures_has_a_place_or_a_reason(self, reader):
        rows = table(reader, self.ADDRESS)
        assert {row["unit"] for row in rows} >= in_london(MARCH)
        assert all(bool(row["position"]) != bool(row["reason"]) for row in rows)

    def test_the_better_score_has_the_better_place(self, reader):
        placed = {
            row["unit"]: (int(row["position"]), float(row["score"]))
            for row in table(reader, self.ADDRESS)
            if row["position"]
        }
        assert len(placed) > 5
        for position, score in placed.values():
            assert position == 1 + sum(other > score + 1e-9 for _, other in placed.values())

    def test_only_prioritised_indicators_count(self, reader):
        counted = {row["indicator"] for row in table(reader, self.ADDRESS) if row["points"]}
        assert counted <= {"AE4H", "AE4H_OTHER"}
        assert "AE4H" in counted

    def test_the_page_names_the_trusts(self, reader):
        assert "Barts Health NHS Trust" in text_of(reader.get(self.ADDRESS))


def test_the_catalogue_explains_what_is_measured_there(reader):
    assert "Seen within four hours, major departments" in text_of(reader.get("/indicators/"))
    assert "The national standard was 95 per cent." in text_of(reader.get("/indicators/AE4H/"))


def test_every_stored_number_follows_from_the_results():
    assert run("check_numbers", "--json")[0] == 0


@pytest.mark.parametrize(
    "address",
    ["/offices/1235/2017-03/", "/counties/1200/2017-03/", "/indicators/OVG_ORD/", "/rankings/1200/2017-03/"],
)
def test_nothing_of_another_country_is_known(reader, address):
    assert reader.get(address).status_code == 404
