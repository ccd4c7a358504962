"""Loading a catalogue into the database: all of it or nothing, and again without effect."""

import datetime

import pytest
from django.db.models import Q

from audit.models import AuditLine
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Target
from scorecards.services.catalogue import describe_source, load_catalogue
from tests.builders import a_country, a_county, a_person, an_office
from tests.scorecards.catalogue.files import (
    TABLES,
    a_folder,
    a_folder_with_only,
    a_workbook,
    as_cells,
    lines,
)

pytestmark = pytest.mark.django_db
INDICATORS = "code;name;unit;direction;kind;pooling;owner"
TABLE_NAMES = ["perspectives", "goals", "indicators", "packages", "items", "targets"]


@pytest.fixture(autouse=True)
def units():
    county = a_county("1200", "NAV Hordaland")
    return {"NO": a_country(), "1200": county, "1235": an_office("1235", "NAV Voss", county=county)}


def load(path):
    loaded = load_catalogue(path, by=None)
    assert loaded.findings == ()
    return loaded


def fates(loaded, table):
    """Added, changed, unchanged and removed lines of a table."""
    return tuple(loaded.counts[table].values())


def everything():
    """All that a catalogue is made of, row by row."""
    tables = [Perspective, Goal, Indicator, Package, PackageItem, Target, Indicator.related.through]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in tables}


def test_a_catalogue_is_loaded_whole(tmp_path, units):
    load(a_folder(tmp_path))

    transition = Indicator.objects.get(code="OVG")
    assert (transition.name, transition.goal.code, transition.owner) == ("Overgang til arbeid", "H1-1", units["NO"])
    assert (transition.unit_of_measure, transition.direction, transition.pooling) == ("share", "higher", "ratio")
    assert (transition.min_base, transition.valid_from) == (20.0, datetime.date(2018, 1, 1))
    assert [other.code for other in transition.related.all()] == ["TID"]
    assert Goal.objects.get(code="H1-1").parent.code == "H1"
    assert Goal.objects.get(code="H1-1").owner == units["1200"]
    assert Package.objects.get(code="SP").parent.code == "MK"
    assert [perspective.code for perspective in Perspective.objects.all()] == ["SAMFUNN", "BRUKER"]


def test_items_and_targets_are_loaded_with_their_spans(tmp_path, units):
    load(a_folder(tmp_path))

    items = PackageItem.objects.filter(package__code="SP").order_by("valid_from", "order")
    assert list(items.values_list("indicator__code", "part", "order", "priority", "weight", "valid_to")) == [
        ("OVG", "malekort", 1, 1, 2.0, datetime.date(2019, 1, 1)),
        ("TID", "tillegg", 2, 0, None, None),
        ("OVG", "malekort", 1, 2, 1.0, None),
    ]
    targets = Target.objects.order_by("pk").values_list("indicator__code", "unit__code", "green", "yellow")
    assert list(targets) == [("OVG", None, 0.64, 0.58), ("OVG", "1235", 0.6, 0.5), ("TID", "1200", 2.0, 3.0)]


def test_loading_says_how_much_was_new(tmp_path):
    loaded = load(a_folder(tmp_path))

    assert {table: fates(loaded, table)[0] for table in TABLE_NAMES} == {
        "perspectives": 2,
        "goals": 2,
        "indicators": 2,
        "packages": 2,
        "items": 4,
        "targets": 3,
    }
    assert loaded.changed


def test_loading_it_again_changes_nothing_and_says_so(tmp_path):
    folder = a_folder(tmp_path)
    load(folder)
    before, audited = everything(), AuditLine.objects.count()

    loaded = load(folder)

    assert everything() == before
    assert not loaded.changed
    assert [fates(loaded, table)[2] for table in TABLE_NAMES] == [2, 2, 2, 2, 4, 3]
    assert AuditLine.objects.count() == audited


def test_the_same_catalogue_as_a_workbook_changes_nothing(tmp_path):
    load(a_folder(tmp_path))

    workbook = a_workbook(tmp_path / "k.xlsx", {name: as_cells(text) for name, text in TABLES.items()})

    assert not load(workbook).changed


def test_a_folder_with_an_error_changes_nothing_at_all(tmp_path):
    load(a_folder(tmp_path))
    before = everything()

    refused = load_catalogue(
        a_folder(
            tmp_path,
            perspectives=TABLES["perspectives"].replace("Brukere", "Innbyggere"),
            targets=lines("indicator;green", "OVGG;0,5"),
        ),
        by=None,
    )

    assert refused.refused
    assert refused.counts == {}
    assert not refused.changed
    assert everything() == before


def test_a_warning_is_shown_and_stops_nothing(tmp_path):
    folder = a_folder(tmp_path, targets=lines("indicator;green;green_upper", "OVG;0,6;0,7"))

    loaded = load_catalogue(folder, by=None)

    assert [found.code for found in loaded.findings] == ["limit_without_effect"]
    assert not loaded.refused
    assert Target.objects.count() == 1


def test_what_differs_is_changed_and_counted(tmp_path):
    load(a_folder(tmp_path))

    loaded = load(
        a_folder(
            tmp_path,
            goals=TABLES["goals"].replace("Rask vei", "Kort vei"),
            indicators=TABLES["indicators"].replace("mean;;1200", "mean;5;NO"),
            packages=TABLES["packages"].replace(";MK", ";"),
        )
    )

    assert fates(loaded, "goals") == fates(loaded, "indicators") == fates(loaded, "packages") == (0, 1, 1, 0)
    assert Goal.objects.get(code="H1-1").name == "Kort vei"
    assert Indicator.objects.get(code="TID").min_base == 5
    assert Indicator.objects.get(code="TID").owner.code == "NO"
    assert Package.objects.get(code="SP").parent is None


def test_a_column_that_the_file_does_not_have_leaves_what_stands(tmp_path):
    load(a_folder(tmp_path))

    load(a_folder_with_only(tmp_path, indicators=lines(INDICATORS, "OVG;Til arbeid;share;higher;outcome;ratio;NO")))

    transition = Indicator.objects.get(code="OVG")
    assert transition.name == "Til arbeid"
    assert (transition.goal.code, transition.min_base, transition.related.count()) == ("H1-1", 20.0, 1)
    assert transition.valid_from == datetime.date(2018, 1, 1)


def test_a_cell_that_is_empty_takes_away_what_stood(tmp_path):
    load(a_folder(tmp_path))

    load(
        a_folder_with_only(
            tmp_path, indicators=TABLES["indicators"].replace("ratio;20", "ratio;").replace("TID\n", "\n")
        )
    )

    transition = Indicator.objects.get(code="OVG")
    assert transition.min_base is None
    assert transition.related.count() == 0


def test_relations_that_change_count_as_a_change(tmp_path):
    load(a_folder(tmp_path))
    related = TABLES["indicators"].replace("2018-01-01;\n", "2018-01-01;OVG\n")

    assert fates(load(a_folder(tmp_path, indicators=related)), "indicators") == (0, 1, 1, 0)
    assert fates(load(a_folder(tmp_path, indicators=related.replace("Svartid", "Tid"))), "indicators") == (0, 1, 1, 0)
    assert [other.code for other in Indicator.objects.get(code="TID").related.all()] == ["OVG"]


def test_a_code_keeps_the_case_in_which_it_was_first_written(tmp_path):
    load(a_folder(tmp_path))

    loaded = load(a_folder_with_only(tmp_path, packages=lines("code;name;owner", "mk;Målekortet;NO")))

    assert fates(loaded, "packages") == (0, 1, 0, 0)
    assert Package.objects.get(code="MK").name == "Målekortet"


def test_a_parent_may_stand_after_what_hangs_under_it(tmp_path):
    goals = lines("code;name;parent;perspective;owner", "H1-1-1;C;h1-1;;", "H1-1;B;H1;;", "H1;A;;;")

    load(a_folder(tmp_path, goals=goals))

    assert Goal.objects.get(code="H1-1-1").parent.parent.code == "H1"
    assert Goal.objects.get(code="H1").perspective is None


def test_the_items_of_a_package_become_those_of_the_file(tmp_path):
    load(a_folder(tmp_path))

    loaded = load(
        a_folder_with_only(
            tmp_path,
            items=lines(
                "package;indicator;part;order;priority;weight;valid_from;valid_to",
                "SP;OVG;malekort;1;1;2;2018-01-01;2019-01-01",  # as before
                "SP;OVG;malekort;1;3;1;2019-01-01;",  # another priority
                "SP;TID;tillegg;2;0;;2019-01-01;",  # from another day
            ),
        )
    )

    assert fates(loaded, "items") == (1, 1, 1, 1)
    assert set(
        PackageItem.objects.filter(package__code="SP").values_list("indicator__code", "valid_from", "priority")
    ) == {
        ("OVG", datetime.date(2018, 1, 1), 1),
        ("OVG", datetime.date(2019, 1, 1), 3),
        ("TID", datetime.date(2019, 1, 1), 0),
    }
    assert PackageItem.objects.filter(package__code="MK").count() == 1


def test_spans_may_move_past_each_other(tmp_path):
    load(a_folder(tmp_path))
    moved = TABLES["items"].replace("2019-01-01\n", "2019-07-01\n").replace("2019-01-01;\n", "2019-07-01;\n")

    assert fates(load(a_folder(tmp_path, items=moved)), "items") == (1, 1, 2, 1)


def test_the_targets_of_an_indicator_become_those_of_the_file(tmp_path):
    load(a_folder(tmp_path))

    loaded = load(
        a_folder_with_only(
            tmp_path,
            targets=lines(
                "indicator;unit;valid_from;valid_to;green;yellow",
                "OVG;;2018-01-01;;0.64;0.6",
                "OVG;1200;2018-01-01;;0.5;",
            ),
        )
    )

    assert fates(loaded, "targets") == (1, 1, 0, 1)
    assert set(Target.objects.filter(indicator__code="OVG").values_list("unit__code", "green", "yellow")) == {
        (None, 0.64, 0.6),
        ("1200", 0.5, None),
    }
    assert Target.objects.filter(indicator__code="TID").count() == 1


def test_what_is_not_named_is_left_alone(tmp_path):
    load(a_folder(tmp_path))
    before = everything()

    loaded = load(a_folder_with_only(tmp_path, perspectives=lines("code;name;order", "MARKED;Marked;3")))

    after = everything()
    assert fates(loaded, "perspectives") == (1, 0, 0, 0)
    assert len(after.pop("Perspective")) == len(before.pop("Perspective")) + 1
    assert after == before


def test_a_limit_for_hiding_and_values_below_zero_are_loaded(tmp_path):
    load(
        a_folder(
            tmp_path,
            indicators=lines(
                f"{INDICATORS};hide_below;negative;definition_changed;what",
                "OVG;O;number;higher;outcome;sum;NO;5;yes;2018-04;Antall",
                "TID;T;days;lower;activity;mean;NO;;;;",
            ),
            items=lines("package;indicator", "MK;OVG"),
            targets=lines("indicator;green", "OVG;5"),
        )
    )

    transition = Indicator.objects.get(code="OVG")
    assert (transition.hide_below, transition.allows_negative, transition.what) == (5, True, "Antall")
    assert transition.definition_changed == datetime.date(2018, 4, 1)
    assert not Indicator.objects.filter(Q(hide_below__isnull=False) | Q(allows_negative=True), code="TID").exists()


def test_a_code_that_lost_its_zeros_is_loaded_with_a_warning(tmp_path):
    an_office("0315", "NAV Frogner")
    sheets = {name: as_cells(text) for name, text in TABLES.items()}
    sheets["targets"] = [["indicator", "unit", "green"], ["OVG", 315, 0.5]]

    loaded = load_catalogue(a_workbook(tmp_path / "k.xlsx", sheets), by=None)

    assert [found.code for found in loaded.findings] == ["code_repaired"]
    assert Target.objects.get().unit.code == "0315"


def test_the_log_says_who_loaded_what(tmp_path):
    person = a_person("katalog@test.example", role="directorate")

    load_catalogue(a_folder(tmp_path), by=person)

    line = AuditLine.objects.get()
    assert (line.actor, line.verb, line.subject) == (person, "loaded catalogue", tmp_path.name)
    assert "perspectives: 2 added" in line.detail


def test_a_refused_catalogue_is_not_in_the_log(tmp_path):
    load_catalogue(a_folder(tmp_path, items=lines("package;indicator", "MK;X")), by=None)

    assert not AuditLine.objects.exists()


def test_a_package_says_whether_its_figures_are_made_up_and_where_they_come_from(tmp_path):
    load(a_folder(tmp_path))
    package = Package.objects.get(code="MK")

    describe_source(package=package, simulated=True, source="", by=None)
    describe_source(package=package, simulated=True, source="", by=None)

    assert Package.objects.get(code="MK").simulated
    assert AuditLine.objects.filter(verb="described source of package").count() == 1
