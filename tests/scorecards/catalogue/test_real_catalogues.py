"""Whole catalogues of several countries and counties, as folders and as workbooks."""

from pathlib import Path

import pytest

from organisation.services import load_organisation
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Target
from scorecards.queries.catalogue_standing import read_standing
from scorecards.services.catalogue import load_catalogue
from tests.scorecards.catalogue.files import a_workbook, as_cells

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parent.parent.parent.parent
DEMO, NHS = ROOT / "demo" / "data", ROOT / "tests" / "data" / "nhs_ae"
TABLES = {
    "perspectives": Perspective,
    "goals": Goal,
    "indicators": Indicator,
    "packages": Package,
    "items": PackageItem,
    "targets": Target,
}
NATIONAL = [DEMO / "organisation" / "units.csv", DEMO / "organisation" / "successions.csv"]
CASES = {
    "a scorecard": (NATIONAL, DEMO / "catalogue", [5, 14, 28, 4, 115, 68]),
    "the labour market": (
        [*NATIONAL, DEMO / "telemark" / "units.csv"],
        DEMO / "telemark" / "catalogue",
        [2, 3, 8, 1, 8, 3],
    ),
    "emergency departments": ([NHS / "units.csv"], NHS / "catalogue", [2, 2, 5, 1, 5, 2]),
}


@pytest.fixture(params=CASES)
def case(request):
    """The catalogue's folder and how many lines its tables have, with its organisation loaded."""
    units, folder, sizes = CASES[request.param]
    for path in units:
        loaded = load_organisation(paths=[path], by=None, holds_figures=lambda *_: False)
        assert not loaded.refused, loaded.findings
    return folder, sizes


def as_workbook(folder, path):
    """The folder's tables as the sheets of one workbook."""
    tables = {
        table.stem: as_cells(table.read_text(encoding="utf-8").replace('"', "")) for table in folder.glob("*.csv")
    }
    return a_workbook(path, tables)


def test_it_is_loaded_whole_without_a_finding(case):
    folder, sizes = case

    loaded = load_catalogue(folder, by=None)

    assert loaded.findings == ()
    assert [model.objects.count() for model in TABLES.values()] == sizes
    assert [loaded.counts[table]["added"] for table in TABLES] == sizes


def test_loaded_again_it_changes_nothing(case):
    folder, sizes = case
    load_catalogue(folder, by=None)
    before = read_standing()

    again = load_catalogue(folder, by=None)

    assert not again.changed
    assert [again.counts[table]["unchanged"] for table in TABLES] == sizes
    assert read_standing() == before


def test_table_by_table_it_comes_to_the_same(case):
    folder, sizes = case
    for table in TABLES:
        loaded = load_catalogue(folder / f"{table}.csv", by=None)
        assert not loaded.refused, loaded.findings

    assert [model.objects.count() for model in TABLES.values()] == sizes


@pytest.mark.parametrize("case", ["a scorecard"], indirect=True)
def test_as_a_workbook_it_says_the_same(case, tmp_path):
    folder, _ = case
    load_catalogue(folder, by=None)

    from_workbook = load_catalogue(as_workbook(folder, tmp_path / "catalogue.xlsx"), by=None)

    assert from_workbook.findings == ()
    assert not from_workbook.changed


@pytest.mark.parametrize("case", ["a scorecard"], indirect=True)
def test_goals_form_their_tree_and_indicators_hang_on_it(case):
    load_catalogue(case[0], by=None)

    assert Goal.objects.get(code="H1-4").parent.code == "H1"
    assert Goal.objects.filter(parent=None).count() == 6
    assert not Indicator.objects.filter(goal=None).exists()
    assert Indicator.objects.get(code="OVG_ORD").goal.perspective.code == "SAMFUNN"


@pytest.mark.parametrize("case", ["a scorecard"], indirect=True)
def test_what_stands_is_read_as_checks_ask_for_it(case):
    load_catalogue(case[0], by=None)

    standing = read_standing()

    assert {"NO", "1200", "R12-BERGEN", "1235"} <= standing.units
    assert standing.goals["H1-1"] == "H1"
    assert standing.packages["STYRINGSPAKKE"] == "MALEKORT"
    assert standing.indicators["TILTAKSBRUK"].direction == "inside"
    assert [item.priority for item in standing.items["STYRINGSPAKKE", "SVAR"]] == [3, 0]
    assert standing.targets["TILTAKSBRUK"][0].green_upper == 1.05


@pytest.mark.parametrize("case", ["a scorecard"], indirect=True)
def test_checks_take_no_more_queries_for_a_large_catalogue(case, django_assert_max_num_queries):
    load_catalogue(case[0], by=None)

    with django_assert_max_num_queries(7):
        read_standing()
    with django_assert_max_num_queries(40):
        load_catalogue(case[0], by=None)
