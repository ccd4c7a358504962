"""A finding says what, where, and how bad."""

from organisation.findings import ERROR, WARNING, Found, stops


def test_a_finding_as_json_has_every_field():
    found = Found("unknown_unit", ERROR, "9999 er ukjent.", "units.csv", 4, "D", "9999")
    assert found.to_json() == {
        "code": "unknown_unit",
        "severity": "E",
        "message": "9999 er ukjent.",
        "sheet": "units.csv",
        "row": 4,
        "column": "D",
        "value": "9999",
    }


def test_a_place_is_pointed_at_as_far_as_it_is_known():
    assert Found("x", ERROR, "", "units.csv", 4, "D").place == "units.csv, rad 4, kolonne D"
    assert Found("x", ERROR, "", "units.csv").place == "units.csv"
    assert Found("x", ERROR, "").place == ""


def test_errors_stop_and_warnings_do_not():
    error, warning = Found("x", ERROR, ""), Found("y", WARNING, "")
    assert stops([warning, error])
    assert not stops([warning])
    assert not stops([])
