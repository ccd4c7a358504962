"""Each thing's history: what a file or an edit changed of it, field by field, and how it is put back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import AuditLine
from scorecards.catalogue_files.amending import as_before, with_parts, with_row, with_target
from scorecards.catalogue_files.differences import Difference, differences
from scorecards.catalogue_files.history import EVERYONE, parse_field, put_back, things_changed
from scorecards.catalogue_files.rows import columns_of, rows_under
from scorecards.models import Indicator
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import Change, change_catalogue, load_catalogue
from tests.builders import a_country, a_county, a_person, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder, a_folder_with_only

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing(tmp_path):
    a_country()
    an_office("1235", county=a_county("1200"))
    load_catalogue(a_folder(tmp_path), by=None)
    for table in tmp_path.glob("*.csv"):
        table.unlink()


def changes_of(subject: str) -> dict[str, tuple[str, str]]:
    line = AuditLine.objects.filter(subject=subject).first()
    return {change.field: (change.before, change.after) for change in line.changes.all()} if line else {}


class TestOfFiles:
    def test_the_first_load_is_one_line_however_many_rows_it_has(self):
        assert AuditLine.objects.count() == 1

    def test_what_a_file_changes_stands_in_the_history_of_each_thing(self, tmp_path):
        person = a_person(role="directorate")
        goals, packages = TABLES["goals"].replace("Rask vei", "Kort vei"), TABLES["packages"].replace("Målekort", "MK")

        load_catalogue(a_folder_with_only(tmp_path, goals=goals, packages=packages), by=person)

        assert changes_of("goal H1-1") == {"name": ("Rask vei", "Kort vei")}
        assert changes_of("package MK") == {"name": ("Målekort", "MK")}
        assert AuditLine.objects.filter(actor=person).count() == 3  # with the load's own

    def test_items_belong_to_the_history_of_their_package(self, tmp_path):
        items = TABLES["items"].replace("SP;OVG;malekort;1;1;2;", "SP;OVG;malekort;1;3;2;")

        load_catalogue(a_folder_with_only(tmp_path, items=items), by=None)

        assert changes_of("package SP") == {"item OVG 2018-01-01 priority": ("1", "3")}

    def test_targets_belong_to_the_history_of_their_indicator(self, tmp_path):
        targets = TABLES["targets"].replace("0.64", "0.7") + "OVG;1200;2018-01-01;;0.65;\n"

        load_catalogue(a_folder_with_only(tmp_path, targets=targets), by=None)

        assert changes_of("indicator OVG") == {
            "target * 2018-01-01 green": ("0.64", "0.7"),
            "target 1200 2018-01-01 green": ("", "0.65"),
        }

    def test_what_is_repeated_leaves_no_line(self, tmp_path):
        load_catalogue(a_folder(tmp_path), by=None)

        assert AuditLine.objects.count() == 1

    def test_many_changed_rows_take_as_many_queries_as_one(self, tmp_path, django_assert_max_num_queries):
        lines = "".join(f"N{number};Navn;share;higher;outcome;ratio;NO\n" for number in range(60))
        header = "code;name;unit;direction;kind;pooling;owner\n"
        load_catalogue(a_folder_with_only(tmp_path, indicators=header + lines), by=None)
        items = "package;indicator;weight\n" + "".join(f"MK;N{number};{{0}}\n" for number in range(60))
        load_catalogue(a_folder_with_only(tmp_path, indicators=header + lines, items=items.format(1)), by=None)
        folder = a_folder_with_only(tmp_path, indicators=header + lines, items=items.format(2))

        with django_assert_max_num_queries(50):
            load_catalogue(folder, by=None)

        assert len(changes_of("package MK")) == 60


class TestOfEdits:
    def test_an_edit_is_one_line_of_the_thing_alone(self):
        edit = with_row(read_rows(), "indicators", "ovg", {"name": "Ny", "why": "Fordi"})

        change_catalogue(Change.by_hand(edit), by=None)

        line = AuditLine.objects.exclude(verb="loaded catalogue").get()
        assert (line.verb, line.subject) == ("changed indicator", "indicator OVG")
        assert changes_of("indicator OVG") == {"name": ("Overgang til arbeid", "Ny"), "why": ("", "Fordi")}

    def test_something_new_is_said_to_be_added(self):
        edit = with_row(read_rows(), "perspectives", "", {"code": "NY", "name": "Nytt", "order": "3"})

        change_catalogue(Change.by_hand(edit), by=None)

        assert AuditLine.objects.filter(verb="added perspective", subject="perspective NY").exists()

    def test_what_was_changed_meanwhile_is_refused(self):
        edit = with_row(read_rows(), "indicators", "OVG", {"name": "Mitt"})
        Indicator.objects.filter(code="OVG").update(name="Ditt")

        refused = change_catalogue(Change.by_hand(edit), by=None)

        assert [found.code for found in refused.findings] == ["changed_meanwhile"]
        assert Indicator.objects.get(code="OVG").name == "Ditt"

    def test_so_is_a_code_that_somebody_else_took(self):
        edit = with_row(read_rows(), "packages", "", {"code": "NY", "name": "Min", "owner": "NO"})
        change_catalogue(Change.by_hand(edit), by=None)

        again = change_catalogue(Change.by_hand(edit), by=None)

        assert [found.code for found in again.findings] == ["changed_meanwhile"]

    def test_a_package_can_be_emptied(self):
        change_catalogue(Change.by_hand(with_parts(read_rows(), "items", "MK", [])), by=None)

        assert rows_under(read_rows(), "items", "MK") == ()
        assert changes_of("package MK")["item OVG 2018-01-01 priority"] == ("0", "")


class TestFieldNames:
    @pytest.mark.parametrize(
        ("name", "parts"),
        [
            ("name", ("name", "", "", "")),
            ("item OVG 2018-01-01 weight", ("weight", "items", "OVG", "2018-01-01")),
            (f"target {EVERYONE} 1900-01-01 green", ("green", "targets", "", "")),
        ],
    )
    def test_a_name_says_what_it_is_about(self, name, parts):
        where = parse_field(name)
        assert (where.column, where.table, where.who, where.valid_from) == parts

    @pytest.mark.parametrize(
        "name", ["a b", "item OVG 2018-01-01 colour", "thing OVG 2018-01-01 weight", "item X mai y"]
    )
    def test_other_names_are_refused(self, name):
        with pytest.raises(ValueError, match=r".+"):
            parse_field(name)

    def test_what_has_no_such_field_is_not_put_back(self):
        with pytest.raises(ValueError, match="no field"):
            put_back(read_rows(), "indicators", "OVG", {"colour": ("red", "blue")})
        with pytest.raises(ValueError, match="nothing"):
            put_back(read_rows(), "indicators", "NOPE", {"name": ("a", "b")})

    def test_a_row_without_before_and_after_is_no_difference(self):
        with pytest.raises(ValueError, match="before or after"):
            _ = Difference("goals", ("X",), None, None).row


NAMES = st.sampled_from(["Ett", "To", "Tre"])
MONTHS = st.sampled_from(["2018-03-01", "2019-01-01", "2019-07-01", "2020-01-01"])
STEPS = st.one_of(
    st.tuples(st.just("name"), NAMES),
    st.tuples(st.just("weight"), st.sampled_from(["1", "2.5", ""])),
    st.tuples(st.just("target"), st.tuples(st.sampled_from(["", "1200"]), MONTHS)),
    st.tuples(st.just("fewer"), st.just("")),
)


def edit_of(step, value):
    """An edit of some kind."""
    rows = read_rows()
    if step == "name":
        return with_row(rows, "indicators", "OVG", {"name": value})
    if step == "target":
        unit, begins = value
        row = {**dict.fromkeys(columns_of("targets"), ""), "indicator": "OVG", "unit": unit, "green": "0.5"}
        return with_target(rows, {**row, "valid_from": begins})
    items = [dict(row) for row in rows_under(rows, "items", "SP")]
    if step == "fewer":
        return with_parts(rows, "items", "SP", items[:-1])
    return with_parts(rows, "items", "SP", [{**row, "weight": value} for row in items])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=5))
def test_any_edits_put_back_from_the_newest_give_what_stood_before(steps):
    before = read_rows()
    last = AuditLine.objects.latest("pk").pk
    for step, value in steps:
        change_catalogue(Change.by_hand(edit_of(step, value)), by=None)

    for line in AuditLine.objects.filter(pk__gt=last).order_by("-pk"):
        word, _space, code = line.subject.partition(" ")
        changes = {change.field: (change.before, change.after) for change in line.changes.all()}
        edit = as_before(read_rows(), {"indicator": "indicators", "package": "packages"}[word], code, changes)
        assert not change_catalogue(Change.by_hand(edit), by=None).refused

    assert read_rows() == before


def test_differences_are_by_row_and_name_each_field():
    before = read_rows()
    change_catalogue(Change.by_hand(with_row(before, "goals", "H1", {"name": "Ny"})), by=None)

    (found,) = differences(before, read_rows())

    assert (found.table, found.fate, found.changes) == ("goals", "changed", {"name": ("Flere i arbeid", "Ny")})
    assert [thing.subject for thing in things_changed([found])] == ["goal H1"]
