"""Edits by hand as rows: pure functions of what stands."""

import pytest

from scorecards.catalogue_files.amending import packages_holding, retired, with_parts, with_row, with_target
from scorecards.catalogue_files.edits import Basis, Edit, catalogue_of, field_of
from scorecards.catalogue_files.own_part import own_part
from scorecards.catalogue_files.rows import columns_of, key_of, stamp_of


def a_row(table: str, **values: str) -> dict[str, str]:
    return {**dict.fromkeys(columns_of(table), ""), **values}


def a_target(unit="", since="2018-01-01", until="", green="0.9"):
    return a_row("targets", indicator="A", unit=unit, valid_from=since, valid_to=until, green=green)


def an_item(package="P", indicator="A", since="2018-01-01", until=""):
    return a_row(
        "items", package=package, indicator=indicator, order="0", priority="1", valid_from=since, valid_to=until
    )


def standing(**tables):
    rows = {
        "perspectives": [],
        "goals": [a_row("goals", code="G", name="Mål", owner="NO")],
        "indicators": [a_row("indicators", code="A", name="En", owner="NO", valid_from="2018-01-01")],
        "packages": [a_row("packages", code="P", name="Pakke", owner="NO"), a_row("packages", code="Q", owner="1200")],
        "items": [],
        "targets": [],
    }
    return {**rows, **tables}


def spans(edit, table="targets"):
    return [(row.get("unit", ""), row["valid_from"], row["valid_to"]) for row in edit.rows[table]]


class TestNewTarget:
    def test_the_open_one_before_ends_when_it_begins(self):
        edit = with_target(standing(targets=[a_target()]), a_target(since="2019-01-01"))
        assert spans(edit) == [("", "2018-01-01", "2019-01-01"), ("", "2019-01-01", "")]

    def test_those_of_other_units_stay(self):
        edit = with_target(standing(targets=[a_target("1200")]), a_target(since="2019-01-01"))
        assert spans(edit) == [("1200", "2018-01-01", ""), ("", "2019-01-01", "")]

    def test_one_that_is_over_stays(self):
        edit = with_target(standing(targets=[a_target(until="2018-07-01")]), a_target(since="2019-01-01"))
        assert spans(edit)[0] == ("", "2018-01-01", "2018-07-01")

    def test_it_ends_where_the_nearest_later_one_begins(self):
        later = [a_target(since="2021-01-01"), a_target(since="2020-01-01", until="2021-01-01")]
        edit = with_target(standing(targets=later), a_target(since="2019-01-01"))
        assert spans(edit)[-1] == ("", "2019-01-01", "2020-01-01")

    def test_one_with_an_end_of_its_own_keeps_it_where_it_is_earlier(self):
        edit = with_target(
            standing(targets=[a_target(since="2020-01-01")]), a_target(since="2019-01-01", until="2019-07-01")
        )
        assert spans(edit)[-1] == ("", "2019-01-01", "2019-07-01")

    def test_one_from_the_beginning_is_before_all(self):
        edit = with_target(standing(targets=[a_target(since="")]), a_target(since="2019-01-01"))
        assert spans(edit)[0] == ("", "", "2019-01-01")

    def test_one_that_begins_on_the_same_day_is_left_to_the_checks(self):
        edit = with_target(standing(targets=[a_target()]), a_target())
        assert spans(edit) == [("", "2018-01-01", ""), ("", "2018-01-01", "")]


class TestRetiring:
    def test_open_items_end_and_later_ones_go(self):
        items = [an_item(until="2019-01-01"), an_item(since="2019-01-01"), an_item(since="2020-01-01")]
        edit = retired(standing(items=items), "a", "2018-06-01", lambda owner: True)
        assert spans(edit, "items") == [("", "2018-01-01", "2018-06-01")]
        assert edit.rows["indicators"][0]["valid_to"] == "2018-06-01"

    def test_what_ended_before_stays(self):
        items = [an_item(until="2018-03-01"), an_item(indicator="B")]
        edit = retired(standing(items=items), "A", "2018-06-01", lambda owner: True)
        assert edit.rows["items"] == []  # nothing of the package is named: it is left alone

    def test_packages_of_others_are_left_alone(self):
        rows = standing(items=[an_item("P"), an_item("Q")])
        edit = retired(rows, "A", "2018-06-01", lambda owner: owner == "1200")
        assert [row["package"] for row in edit.rows["items"]] == ["Q"]
        assert [row["code"] for row in packages_holding(rows, "A", "2018-06-01")] == ["P", "Q"]

    def test_a_package_that_it_leaves_empty_is_emptied(self):
        edit = retired(standing(items=[an_item(since="2019-01-01")]), "A", "2018-06-01", lambda owner: True)
        assert edit.emptied == {"items": frozenset({"P"})}


class TestRows:
    def test_fields_that_are_not_named_stay(self):
        edit = with_row(standing(), "indicators", "a", {"name": "To"})
        (row,) = edit.rows["indicators"]
        assert (row["code"], row["name"], row["owner"]) == ("A", "To", "NO")

    def test_a_new_row_is_based_on_there_being_none(self):
        edit = with_row(standing(), "goals", "", {"code": "NY", "name": "Nytt"})
        assert edit.basis == (Basis("goals", "NY", ()),)

    def test_no_parts_left_is_said(self):
        assert with_parts(standing(), "items", "P", []).emptied == {"items": frozenset({"P"})}

    def test_keys_are_in_upper_case_but_for_units(self):
        assert key_of("targets", a_target("a-1", since="")) == ("A", "a-1", "1900-01-01")
        assert key_of("goals", a_row("goals", code="h1")) == ("H1",)

    def test_an_edit_is_read_as_a_file_is(self):
        catalogue, found = catalogue_of(Edit({"targets": [a_target(green="mye")]}))
        assert catalogue.targets == ()
        assert [(fault.code, field_of(fault)) for fault in found] == [("not_a_number", "green")]

    def test_an_edit_of_nothing_is_an_empty_catalogue(self):
        catalogue, found = catalogue_of(Edit({"items": []}, {"items": frozenset({"P"})}))
        assert (catalogue.items, catalogue.emptied, found) == ((), {"items": frozenset({"P"})}, [])

    def test_a_stamp_tells_states_apart(self):
        assert stamp_of(standing()) == stamp_of(standing())
        assert stamp_of(standing()) != stamp_of(standing(items=[an_item()]))


@pytest.mark.parametrize(
    ("owners", "indicators", "targets"), [({"NO"}, ["A"], 2), ({"1200"}, [], 2), ({"1400"}, [], 0)]
)
def test_one_s_own_part_has_all_targets_of_what_one_has_targets_for(owners, indicators, targets):
    part = own_part(standing(targets=[a_target(), a_target("1200")]), owners)
    assert [row["code"] for row in part["indicators"]] == indicators
    assert len(part["targets"]) == targets
    assert part["perspectives"] == []
