"""Spans of indicators, items and targets."""

import datetime

import pytest

from organisation.months import Month
from scorecards.catalogue_files.losses import losses
from scorecards.catalogue_files.standing import Standing, StandingItem
from tests.scorecards.catalogue.files import (
    TABLES,
    UNITS,
    a_folder,
    a_folder_with_only,
    catalogue_in,
    findings_of,
    lines,
    messages_of,
    traits,
)

JANUARY = datetime.date(2018, 1, 1)
ITEMS = "package;indicator;valid_from;valid_to"
TARGETS = "indicator;unit;valid_from;valid_to;green;yellow"


def items(tmp_path, *rows):
    return a_folder(tmp_path, items=lines(ITEMS, *rows))


def targets(tmp_path, *rows):
    return a_folder(tmp_path, targets=lines(TARGETS, *rows))


@pytest.mark.parametrize("end", ["2018-01-01", "2017-12-31"])
def test_a_span_ends_after_it_begins(tmp_path, end):
    assert findings_of(items(tmp_path, f"MK;OVG;2018-01-01;{end}")) == [("ends_before_it_begins", "items.csv", 2, "D")]
    assert "første dagen som ikke er med" in messages_of(tmp_path)[0]


def test_a_targets_and_an_indicators_span_end_after_they_begin(tmp_path):
    folder = a_folder(
        tmp_path,
        targets=lines(TARGETS, "OVG;;2018-06-01;2018-01-01;0,6;0,5"),
        indicators=lines(
            "code;name;goal;unit;direction;kind;pooling;owner;valid_from;valid_to",
            "OVG;O;H1;share;higher;outcome;ratio;NO;2018-01;2018-01",
            "TID;T;H1;days;lower;activity;mean;NO;2018-01;",
        ),
        items=lines("package;indicator", "MK;TID"),
    )

    assert findings_of(folder) == [
        ("ends_before_it_begins", "targets.csv", 2, "D"),
        ("ends_before_it_begins", "indicators.csv", 2, "J"),
    ]


def test_an_indicator_that_ends_before_the_beginning_it_already_has_is_found(tmp_path):
    folder = a_folder_with_only(
        tmp_path,
        indicators=lines(
            "code;name;unit;direction;kind;pooling;owner;valid_to", "OVG;O;share;higher;outcome;ratio;NO;2017-06"
        ),
    )
    standing = Standing(units=UNITS, indicators={"OVG": traits(valid_from=JANUARY)})

    assert findings_of(folder, standing) == [("ends_before_it_begins", "indicators.csv", 2, "H")]


def test_spans_that_follow_each_other_are_in_order(tmp_path):
    folder = items(tmp_path, "MK;OVG;2019-01-01;", "MK;OVG;2018-01-01;2019-01-01", "SP;OVG;2018-06-01;")

    assert findings_of(folder) == []


def test_an_indicator_is_in_a_package_once_at_a_time(tmp_path):
    folder = items(tmp_path, "MK;OVG;2018-01-01;2019-01-01", "mk;ovg;2018-12-01;")

    assert findings_of(folder) == [("overlapping_items", "items.csv", 3, "C")]
    assert "se rad 2" in messages_of(folder)[0]


def test_every_span_within_a_longer_one_is_found(tmp_path):
    folder = items(tmp_path, "MK;OVG;2018-01-01;", "MK;OVG;2018-03-01;2018-04-01", "MK;OVG;2019-03-01;2019-04-01")

    assert [row for _, _, row, _ in findings_of(folder)] == [3, 4]


def test_a_unit_has_one_target_for_an_indicator_at_a_time(tmp_path):
    folder = targets(
        tmp_path,
        "OVG;;2018-01-01;;0,6;0,5",
        "OVG;1235;2018-01-01;2019-01-01;0,6;0,5",
        "OVG;1235;2018-07-01;;0,7;0,6",
        "OVG;;2019-01-01;;0,7;0,6",
    )

    assert findings_of(folder) == [
        ("overlapping_targets", "targets.csv", 5, "C"),
        ("overlapping_targets", "targets.csv", 4, "C"),
    ]
    assert "har to krav for alle" in messages_of(folder)[0]
    assert "har to krav for 1235" in messages_of(folder)[1]


def test_an_item_outside_its_indicators_months_is_a_warning(tmp_path):
    folder = items(tmp_path, "MK;OVG;2017-01-01;2018-06-01", "SP;OVG;2018-01-01;")

    assert findings_of(folder) == [("item_outside_indicator", "items.csv", 2, "B")]
    assert "gyldig fra 2018-01-01" in messages_of(folder)[0]


def test_an_item_that_outlives_its_indicator_is_a_warning(tmp_path):
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "MK;OVG;2018-01-01;"))
    ended = traits(valid_from=JANUARY, valid_to=datetime.date(2019, 1, 1))
    standing = Standing(units=UNITS, packages={"MK": ""}, indicators={"OVG": ended})

    assert findings_of(folder, standing) == [("item_outside_indicator", "items.csv", 2, "B")]


def test_an_item_without_dates_holds_for_as_long_as_its_indicator(tmp_path):
    assert findings_of(a_folder(tmp_path, items=lines("package;indicator", "MK;OVG"))) == []


# What a catalogue would take out of use


def what_is_lost(folder, standing):
    return [
        (loss.line.sheet, loss.line.row, loss.indicator, loss.package, str(loss.first), str(loss.end or ""))
        for loss in losses(catalogue_in(folder), standing)
    ]


def standing_with(*spans, package="MK"):
    items = tuple(StandingItem(0, *[day and datetime.date.fromisoformat(day) for day in span]) for span in spans)
    return Standing(units=UNITS, packages={package: ""}, indicators={"OVG": traits()}, items={(package, "OVG"): items})


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (["MK;OVG;2018-01-01;"], []),
        (["MK;OVG;2017-01-01;"], []),
        (["MK;OVG;2018-01-01;2019-01-01"], [("2019-01", "")]),
        (["MK;OVG;2018-03-01;"], [("2018-01", "2018-03")]),
        (["MK;OVG;2018-01-01;2018-06-01", "MK;OVG;2018-06-01;"], []),
        (["MK;OVG;2018-01-01;2018-06-01", "MK;OVG;2018-08-01;"], [("2018-06", "2018-08")]),
        (["MK;OVG;2018-01-01;2018-06-02", "MK;OVG;2018-06-30;"], []),
        (["MK;OVG;2018-01-15;"], [("2018-01", "2018-02")]),
    ],
)
def test_months_of_an_item_that_no_line_covers_are_lost(tmp_path, rows, lost):
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, *rows))

    found = what_is_lost(folder, standing_with(("2018-01-01", None)))

    assert [(first, end) for *_, first, end in found] == lost
    assert all(place[:2] == ("items.csv", len(rows) + 1) for place in found)


def test_an_item_that_its_packages_lines_leave_out_is_lost(tmp_path):
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "MK;TID;2018-01-01;"))

    lost = what_is_lost(folder, standing_with(("2018-01-01", "2018-04-01"), ("2018-06-01", "2018-08-01")))

    assert lost == [
        ("items.csv", 2, "OVG", "MK", "2018-01", "2018-04"),
        ("items.csv", 2, "OVG", "MK", "2018-06", "2018-08"),
    ]


def test_items_of_packages_that_are_not_named_are_not_lost(tmp_path):
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "SP;TID;2018-01-01;"))

    assert what_is_lost(folder, standing_with(("2018-01-01", None))) == []


def test_months_that_an_indicator_is_no_longer_valid_in_are_lost(tmp_path):
    standing = Standing(units=UNITS, indicators={"OVG": traits(valid_from=datetime.date(2017, 1, 1))})
    ended = (
        TABLES["indicators"]
        .replace("valid_from;related", "valid_from;valid_to")
        .replace("2018-01-01;TID", "2018-01-01;2019-01")
    )

    lost = what_is_lost(a_folder_with_only(tmp_path, indicators=ended), standing)

    assert lost == [
        ("indicators.csv", 2, "OVG", "", "2017-01", "2018-01"),
        ("indicators.csv", 2, "OVG", "", "2019-01", ""),
    ]


def test_a_month_is_lost_where_its_first_day_is(tmp_path):
    folder = a_folder_with_only(tmp_path, items=lines(ITEMS, "MK;OVG;2018-02-01;"))

    assert [loss.first for loss in losses(catalogue_in(folder), standing_with(("2018-01-02", None)))] == []
    assert [loss.first for loss in losses(catalogue_in(folder), standing_with(("2018-01-01", None)))] == [
        Month(2018, 1)
    ]
