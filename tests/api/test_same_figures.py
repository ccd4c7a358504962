"""A figure is the same wherever it is read: in the API, in the files of five pages, and in what the pages show.

One county with every kind of indicator and of cell is read from all of them, and held together cell by cell.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.test import Client

from rankings.services.publishing import publish_ranking
from scorecards.models import Indicator, PackageItem
from scorecards.services.places import prepare_places
from tests.builders import a_county, a_target, an_indicator, an_item, an_office
from tests.dashboards.world import MAY, World, a_world, reader
from tests.scorecards.published import Stated, as_placed, publish

pytestmark = pytest.mark.django_db
FIGURE = ("state", "numerator", "denominator", "value", "status")
OFFICES = 7
Read = Mapping[tuple[str, str], tuple[Any, ...]]  # by unit and indicator
STATES = {"value", "preliminary", "too_few", "not_delivered", "not_applicable", "under_review"}
# A figure for each office; the first three indicators are the world's own, shares.
STATED: dict[str, list[Stated]] = {
    "IND0": [(73, 90), (95, 100), (61, 70), (50, 80), (88, 96), "too_few", (3, 90)],
    "IND1": [(60, 90), "not_delivered", "not_applicable", "under_review", (20, 30), (0, 40), (40, 40)],
    "IND2": [(7, 9), (5, 6), (9, 12), (4, 8), (8, 9), (6, 7), (1, 3)],
    "DAGER": [13.125, 9.5, "not_delivered", 14.0, 21.75, 0.0, 12.0],
    "ANTALL": [101.0, 88.0, 1250.0, 0.0, "not_applicable", 12.0, 7.0],
    "INNE": [98.5, 101.25, 103.0, 94.0, "too_few", 99.0, 100.0],
    "RATE": [(12, 2.5), (8, 4.0), (3, 1.5), (0, 2.0), (5, 2.0), (9, 3.0), "not_delivered"],
}
PRELIMINARY = "DAGER"
SHARES = ("IND0", "IND1", "IND2")


@pytest.fixture
def world() -> World:
    """Hordaland with six months of everything, a county to be compared to, places and a published ranking."""
    made = a_world(OFFICES)
    Indicator.objects.filter(code="IND0").update(hide_below=5)
    for code, fields, limits in (
        ("DAGER", {"unit": "days", "direction": "lower", "pooling": "mean"}, (12, 14)),
        ("ANTALL", {"unit": "number", "pooling": "sum", "decimals": 0}, (100, 50)),
        ("INNE", {"unit": "index", "direction": "inside", "pooling": "mean"}, (95, 90)),
        ("RATE", {"unit": "rate", "direction": "none"}, None),
    ):
        indicator = an_indicator(code, **fields)
        item = an_item(made.package, indicator, order=9, priority=0)
        PackageItem.objects.filter(pk=item.pk).update(part="tillegg")
        if limits:
            upper = (102, 105) if code == "INNE" else (None, None)
            a_target(indicator, *limits, green_upper=upper[0], yellow_upper=upper[1])
        made.indicators.append(indicator)
    office = an_office("1401", county=a_county("1400", "NAV Sogn og Fjordane"))
    for month in (MAY - 5).through(MAY):
        for preliminary in (False, True):
            figures = {
                (indicator, unit): stated
                for indicator in made.indicators
                if (indicator.code == PRELIMINARY and month == MAY) == preliminary
                for unit, stated in zip([*made.offices, office], [*STATED[indicator.code], 80.0], strict=True)
            }
            if figures:
                publish(figures, month, package=made.package, preliminary=preliminary)
    prepare_places()
    publish_ranking(county=as_placed(made.county), month=MAY, by=None)
    return made


@pytest.fixture
def browser(world) -> Client:
    return reader("county", world.county)


@pytest.fixture
def scorecards(world, browser) -> dict[str, dict[str, dict[str, Any]]]:
    """By office and indicator, the line that the API has."""
    return {
        office.code: {
            line["indicator"]: line
            for line in browser.get(f"/api/v1/offices/{office.code}/scorecard?month={MAY}").json()["lines"]
        }
        for office in world.offices
    }


def comparison_of(browser: Client, code: str) -> dict[str, Any]:
    answer: dict[str, Any] = browser.get(f"/api/v1/indicators/{code}/comparison?month={MAY}&county=1200").json()
    return answer


def file_of(browser: Client, address: str) -> list[dict[str, Any]]:
    """The rows of a page's CSV; numbers as numbers, what is missing as None."""
    answer = browser.get(address, {"format": "csv"})
    assert answer.status_code == 200, address
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return [{name: cell_of(name, text) for name, text in row.items()} for row in rows]


def cell_of(name: str, text: str) -> Any:
    if not text:
        return None
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) and name != "unit" else text


def in_order(line: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(line[name] for name in FIGURE)


# Where a figure can be read


def in_api_scorecards(browser: Client, scorecards) -> Read:
    return {(office, code): in_order(line) for office, lines in scorecards.items() for code, line in lines.items()}


def in_office_files(browser: Client, scorecards) -> Read:
    return {
        (row["unit"], row["indicator"]): in_order(row)
        for office in scorecards
        for row in file_of(browser, f"/offices/{office}/{MAY}/")
    }


def in_api_comparisons(browser: Client, scorecards) -> Read:
    return {
        (office["unit"], code): in_order(office)
        for code in STATED
        for office in comparison_of(browser, code)["offices"]
    }


def in_comparison_files(browser: Client, scorecards) -> Read:
    return {
        (row["unit"], code): in_order(row)
        for code in STATED
        for row in file_of(browser, f"/indicators/{code}/{MAY}/")
        if row["kind"] == "office"
    }


def in_file_of(address: str):
    def read(browser: Client, scorecards) -> Read:
        rows = [row for row in file_of(browser, address) if row["kind"] == "office"]
        return {(row["unit"], row["indicator"]): in_order(row) for row in rows}

    return read


def in_series_files(browser: Client, scorecards) -> Read:
    return {
        (office, code): in_order(row)
        for office, lines in scorecards.items()
        for code in lines
        for row in file_of(browser, f"/offices/{office}/indicators/{code}/")
        if row["month"] == str(MAY)
    }


def in_api_results(browser: Client, scorecards) -> Read:
    """Stored figures have no status: those of the scorecards stand in its place."""
    return {
        (row["unit"], code): (*in_order(row | {"status": None})[:4], scorecards[row["unit"]][code]["status"])
        for code in STATED
        for row in browser.get(f"/api/v1/results?indicator={code}&from={MAY}&to={MAY}").json()
        if row["unit"] in scorecards
    }


PLACES = {
    "the office's files": in_office_files,
    "comparisons of the API": in_api_comparisons,
    "the comparison's files": in_comparison_files,
    "the county's file": in_file_of(f"/counties/1200/{MAY}/"),
    "the region's file": in_file_of(f"/regions/1291/{MAY}/"),
    "files of an indicator over time": in_series_files,
    "stored results of the API": in_api_results,
}


@pytest.mark.parametrize("place", PLACES)
def test_every_cell_is_the_same_as_in_the_scorecards_of_the_api(place, world, browser, scorecards):
    expected = in_api_scorecards(browser, scorecards)
    assert PLACES[place](browser, scorecards) == expected
    assert len(expected) == OFFICES * len(STATED)


def test_the_county_has_every_kind_of_cell(world, browser, scorecards):
    read = in_api_scorecards(browser, scorecards)
    assert {state for state, *_ in read.values()} == STATES
    assert {status for *_, status in read.values()} == {"green", "yellow", "red", None}
    assert {read["1241", "IND0"][0], read["1240", "IND0"][0]} == {"too_few"}  # three cases, and as sent
    assert read["1240", "DAGER"][3] == 0


# The county beside it


def expected_group(scorecards, code: str) -> tuple[Any, ...]:
    """The county of an indicator, which every office's scorecard has alike."""
    (county,) = {tuple(lines[code]["county"].items()) for lines in scorecards.values()}
    facts = dict(county)
    return facts["n"], facts["mean"], facts["pooled"], facts["median"]


def test_the_countys_mean_and_result_are_the_same_everywhere(world, browser, scorecards):
    for code in STATED:
        n, mean, pooled, median = expected_group(scorecards, code)
        county = comparison_of(browser, code)["county"]
        assert (county["n"], county["mean"], county["pooled"], county["median"]) == (n, mean, pooled, median)
        for office in scorecards:
            rows = file_of(browser, f"/offices/{office}/{MAY}/")
            (row,) = [row for row in rows if row["indicator"] == code]
            assert (row["county_n"], row["county_mean"], row["county_result"]) == (n, mean, pooled)
        compared = {
            row["kind"]: row["value"] for row in file_of(browser, f"/indicators/{code}/{MAY}/") if row["unit"] == "1200"
        }
        assert compared == {"county_mean": mean, "county_result": pooled}
        table = {
            row["kind"]: row["value"]
            for row in file_of(browser, f"/counties/1200/{MAY}/")
            if row["unit"] == "1200" and row["indicator"] == code
        }
        assert table == {"mean_of_offices": mean, "county_result": pooled}
        over_time = file_of(browser, f"/offices/1235/indicators/{code}/")[-1]
        assert (over_time["county_mean"], over_time["county_result"]) == (mean, pooled)


def test_places_and_intervals_are_the_same_everywhere(world, browser, scorecards):
    for code in STATED:
        in_comparison = {row["unit"]: row for row in file_of(browser, f"/indicators/{code}/{MAY}/")}
        for office, lines in scorecards.items():
            place, interval = lines[code]["place"], lines[code]["interval"]
            rows = file_of(browser, f"/offices/{office}/{MAY}/")
            (row,) = [row for row in rows if row["indicator"] == code]
            shown = tuple(row[name] for name in ("place", "place_low", "place_high", "place_of"))
            assert shown == (tuple(place[name] for name in ("position", "low", "high", "of")) if place else (None,) * 4)
            assert in_comparison[office]["place"] == (place["position"] if place else None)
            compared = (in_comparison[office]["interval_low"], in_comparison[office]["interval_high"])
            assert compared == (tuple(interval) if interval else (None, None))


def test_some_offices_have_places_between_which_they_could_stand(scorecards):
    places = [line["place"] for lines in scorecards.values() for line in lines.values() if line["place"]]
    assert len(places) > OFFICES * 2
    assert any(place["low"] < place["high"] for place in places if place["low"] is not None)


def test_change_and_year_to_date_are_the_same_in_the_file_of_the_office(world, browser, scorecards):
    for office, lines in scorecards.items():
        for row in file_of(browser, f"/offices/{office}/{MAY}/"):
            line = lines[row["indicator"]]
            assert (row["change"], row["year_to_date"]) == (line["change"], line["year_to_date"])
            assert (row["preliminary"] == 1) == line["preliminary"]


# The ranking


def test_the_ranking_is_the_same_in_the_api_and_in_its_file(world, browser):
    ranking = browser.get(f"/api/v1/rankings/1200/{MAY}").json()
    in_api = {
        (entry["unit"], line["indicator"]): (
            entry["position"], entry["low"], entry["high"], entry["group"], entry["score"], line["points"],
        )
        for entry in ranking["entries"]
        for line in entry["contributions"]
    }  # fmt: skip
    rows = file_of(browser, f"/rankings/1200/{MAY}/")
    names = ("position", "low", "high", "group", "score", "points")
    in_file = {(row["unit"], row["indicator"]): tuple(row[name] for name in names) for row in rows if row["position"]}
    assert in_file == in_api
    assert len(in_api) >= OFFICES
    left_out = {(row["unit"], row["reason"]) for row in rows if row["reason"]}
    assert left_out == {(office["unit"], office["reason"]) for office in ranking["not_ranked"]}
    assert {row["edition"] for row in rows} == {ranking["edition"]}


# What the pages show of it


def rows_of(page: str) -> Iterator[str]:
    """The rows of a page's tables as text, spaces as they are read."""
    for row in re.findall(r"<tr\b.*?</tr>", page, re.DOTALL):
        yield " ".join(re.sub(r"<[^>]+>", " ", row).replace("\u00a0", " ").split())


def written(line: Mapping[str, Any]) -> str:
    """An API's share as a page has it, or the word for why there is none."""
    words = {"too_few": "for få", "not_delivered": "ikke levert", "not_applicable": "gjelder ikke"}
    if line["value"] is None:
        return words.get(line["state"], "til kontroll")
    return f"{100 * line['value']:.1f}".replace(".", ",") + " %"


def shows(page: str, named: str, said: Sequence[str]) -> bool:
    """Whether a row with that name says all of it."""
    rows = [row.lower() for row in rows_of(page) if re.search(rf"\b{named}\b", row)]
    return any(all(words.lower() in row for words in said) for row in rows)


def test_the_page_of_an_office_shows_what_the_api_says(world, browser, scorecards):
    words = {"green": "Grønn", "yellow": "Gul", "red": "Rød"}
    for office, lines in scorecards.items():
        page = browser.get(f"/offices/{office}/{MAY}/").content.decode()
        for code in SHARES:
            line = lines[code]
            said = [written(line)]
            if line["value"] is not None:
                said += [f"{line['numerator']:.0f} av {line['denominator']:.0f}", words[line["status"]]]
            assert shows(page, f"Indikator {code[-1]}", said), (office, said)
            assert not shows(page, f"Indikator {code[-1]}", ["99,9 %"])


def test_the_comparison_shows_what_the_api_says(world, browser, scorecards):
    for code in SHARES:
        page = browser.get(f"/indicators/{code}/{MAY}/", {"county": "1200"}).content.decode()
        for office in world.offices:
            name = as_placed(office, MAY).name.removeprefix("NAV ")
            assert shows(page, name, [written(scorecards[office.code][code])]), (code, name)
