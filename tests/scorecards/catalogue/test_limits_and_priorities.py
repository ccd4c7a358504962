"""Targets fit their indicator, and what may be below zero is not ranked."""

import pytest

from scorecards.catalogue_files.standing import Standing, StandingItem
from scorecards.figures import Limits
from tests.scorecards.catalogue.files import (
    UNITS,
    a_folder,
    a_folder_with_only,
    findings_of,
    lines,
    messages_of,
    traits,
)

HEADER = "indicator;green;yellow;green_upper;yellow_upper"
INDICATORS = "code;name;unit;direction;kind;pooling;owner"


def standing(indicator, **rest):
    return Standing(units=UNITS, packages={"MK": "", "SP": ""}, indicators={indicator.code: indicator}, **rest)


def of_a_target(tmp_path, limits, direction="higher", unit="share"):
    folder = a_folder_with_only(tmp_path, targets=lines(HEADER, f"OVG;{limits}"))
    return [(code, column) for code, _, _, column in findings_of(folder, standing(traits("OVG", unit, direction)))]


@pytest.mark.parametrize(
    ("direction", "limits"),
    [
        ("higher", "0,6;0,5;;"),
        ("higher", "0,6;;;"),
        ("higher", "0,6;0,6;;"),
        ("lower", "0,35;0,4;;"),
        ("lower", "0;0,1;;"),
        ("inside", "0,9;0,8;0,95;1"),
        ("inside", "0,9;;1;"),
        ("none", "0,5;0,6;;"),
    ],
)
def test_limits_in_the_order_of_their_direction_are_right(tmp_path, direction, limits):
    assert of_a_target(tmp_path, limits, direction) == []


@pytest.mark.parametrize(
    ("direction", "limits"),
    [
        ("higher", "0,5;0,6;;"),
        ("lower", "0,4;0,35;;"),
        ("inside", "0,9;0,8;;"),
        ("inside", "0,9;0,8;1;"),
        ("inside", "0,9;0,95;1;1"),
        ("inside", "0,9;0,8;0,85;1"),
        ("inside", "0,9;0,8;1;0,95"),
    ],
)
def test_limits_in_the_wrong_order_are_found(tmp_path, direction, limits):
    assert of_a_target(tmp_path, limits, direction) == [("limits_out_of_order", "B")]


@pytest.mark.parametrize(
    ("direction", "limits", "words"),
    [
        ("higher", "0,5;0,6;;", "Høyere er bedre"),
        ("lower", "0,4;0,35;;", "Lavere er bedre"),
        ("inside", "0,9;0,8;;", "innenfor et intervall"),
    ],
)
def test_the_order_is_explained_by_the_direction(tmp_path, direction, limits, words):
    folder = a_folder_with_only(tmp_path, targets=lines(HEADER, f"OVG;{limits}"))

    assert words in messages_of(folder, standing(traits(direction=direction)))[0]


def test_the_limit_of_a_share_is_a_fraction_of_one(tmp_path):
    assert of_a_target(tmp_path, "64;58;;") == [("share_out_of_range", "B"), ("share_out_of_range", "C")]
    assert "Mente du 64 %?" in messages_of(tmp_path, standing(traits()))[0]
    assert of_a_target(tmp_path, "64 %;58 %;;") == []
    assert of_a_target(tmp_path, "1;0,9;;") == []


def test_the_limit_of_anything_else_may_be_any_number(tmp_path):
    assert of_a_target(tmp_path, "16;19;;", direction="lower", unit="rate") == []


def test_upper_limits_where_they_mean_nothing_are_a_warning(tmp_path):
    assert of_a_target(tmp_path, "0,6;0,5;0,7;0,8") == [("limit_without_effect", "D"), ("limit_without_effect", "E")]


def test_a_target_of_an_unknown_indicator_is_found_once(tmp_path):
    folder = a_folder_with_only(tmp_path, targets=lines(HEADER, "XYZ;0,5;0,6;;"))

    assert [code for code, *_ in findings_of(folder, standing(traits()))] == ["unknown_indicator"]


def test_a_direction_that_standing_targets_do_not_fit_is_found(tmp_path):
    folder = a_folder_with_only(tmp_path, indicators=lines(INDICATORS, "OVG;O;share;lower;outcome;ratio;NO"))
    with_targets = standing(traits(), targets={"OVG": (Limits(0.6, 0.5), Limits(0.7))})

    assert findings_of(folder, with_targets) == [("limits_out_of_order", "indicators.csv", 2, "D")]


def test_a_direction_may_change_together_with_the_targets(tmp_path):
    folder = a_folder_with_only(
        tmp_path,
        indicators=lines(INDICATORS, "OVG;O;share;lower;outcome;ratio;NO"),
        targets=lines("indicator;green;yellow", "OVG;0,5;0,6"),
    )

    assert findings_of(folder, standing(traits(), targets={"OVG": (Limits(0.6, 0.5),)})) == []


# Below zero


NEGATIVE = lines(f"{INDICATORS};negative", "OVG;O;number;higher;outcome;sum;NO;yes")


def test_an_indicator_that_may_be_negative_is_not_ranked(tmp_path):
    folder = a_folder(
        tmp_path,
        indicators=NEGATIVE,
        items=lines("package;indicator;priority", "MK;OVG;0", "SP;OVG;2"),
        targets=lines("indicator;green", "OVG;5"),
    )

    assert findings_of(folder) == [("negative_in_ranking", "items.csv", 3, "C")]


def test_an_indicator_that_is_negative_already_is_not_ranked_either(tmp_path):
    folder = a_folder_with_only(tmp_path, items=lines("package;indicator;priority", "MK;ovg;1"))

    assert findings_of(folder, standing(traits(negative=True))) == [("negative_in_ranking", "items.csv", 2, "C")]


def test_an_indicator_that_is_ranked_already_does_not_become_negative(tmp_path):
    items = {("SP", "OVG"): (StandingItem(1, None, None),), ("MK", "OVG"): (StandingItem(0, None, None),)}
    folder = a_folder_with_only(tmp_path, indicators=NEGATIVE)

    assert findings_of(folder, standing(traits(), items=items)) == [("negative_in_ranking", "indicators.csv", 2, "H")]
    assert "prioritert i SP " in messages_of(folder, standing(traits(), items=items))[0]


def test_an_indicator_may_become_negative_as_it_leaves_the_ranking(tmp_path):
    items = {("SP", "OVG"): (StandingItem(1, None, None),)}
    folder = a_folder_with_only(tmp_path, indicators=NEGATIVE, items=lines("package;indicator;priority", "SP;OVG;0"))

    assert findings_of(folder, standing(traits(), items=items)) == []


def test_a_file_without_the_column_leaves_an_indicator_negative(tmp_path):
    folder = a_folder_with_only(
        tmp_path,
        indicators=lines(INDICATORS, "OVG;O;number;higher;outcome;sum;NO"),
        items=lines("package;indicator;priority", "MK;OVG;1"),
    )

    assert [code for code, *_ in findings_of(folder, standing(traits(negative=True)))] == ["negative_in_ranking"]
