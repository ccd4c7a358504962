"""Findings: what they say, where, and how many are kept."""

import inspect

import pytest

from organisation.months import Month
from scorecards import findings
from scorecards.pile import Findings, Place

PLACE = Place("Ark1", 2, "D", "ca. 30")
CODES = {
    *(
        "unreadable_file",
        "encrypted_file",
        "too_large",
        "empty_file",
        "missing_column",
        "unknown_column",
        "unknown_unit",
    ),
    *("unknown_indicator", "outside_package", "unit_outside_county", "unit_not_in_existence", "duplicate_row"),
    *("not_a_number", "negative", "denominator_zero", "numerator_over_denominator", "value_disagrees"),
    *("month_mismatch", "month_in_future", "national_identity_number", "formula_error", "missing_unit"),
    *("missing_indicator", "all_equal", "large_change", "published_figure_differs", "county_figure_differs"),
    *("share_out_of_range", "not_permitted", "code_repaired", "same_file"),
}
OF_WITHDRAWAL = {"not_published", "no_reason", "left_alone"}  # answers to a person, about no file
WARNINGS = {
    *("unknown_column", "denominator_zero", "missing_unit", "missing_indicator", "all_equal", "large_change"),
    *("published_figure_differs", "county_figure_differs", "code_repaired", "same_file", "left_alone"),
}
ARGUMENTS = {"place": PLACE, "month": Month(2018, 5), "written": Month(2018, 4), "delivery": 7}


def made_by(make):
    """A finding of that kind, its texts filled with a sentence."""
    parameters = inspect.signature(make).parameters.values()
    given = {one.name: ARGUMENTS.get(one.name, "Ord.") for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD}
    if make is findings.national_identity_number:
        given["place"] = Place("Ark1", 2, "D")
    flags = {one.name: False for one in parameters if one.kind is one.KEYWORD_ONLY}
    return make(**given, **flags)


MAKERS = [
    make
    for name, make in vars(findings).items()
    if inspect.isfunction(make) and make.__module__ == findings.__name__ and name[0] != "_"
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_finding_has_a_code_a_severity_and_a_sentence_with_a_remedy(make):
    found = made_by(make)
    assert found.code in CODES | OF_WITHDRAWAL
    assert found.severity == ("W" if found.code in WARNINGS else "E")
    assert found.message[-1] in ".?"
    assert "None" not in found.message


def test_every_agreed_code_has_its_finding():
    assert {made_by(make).code for make in MAKERS} - OF_WITHDRAWAL == CODES


def test_a_place_is_named_as_a_person_points():
    assert PLACE.cell == "D2"
    assert Place(row=2).cell == "rad 2"
    assert Place(column="D").cell == "kolonne D"
    assert Place().cell == ""
    assert PLACE.stands == "I D2 står «ca. 30»"
    assert Place(row=2, column="D").stands == "I D2 står det ingen ting"
    assert Place(value="x").stands == "Her står «x»"


def test_an_identity_number_is_never_handed_on():
    with pytest.raises(ValueError, match="never repeats"):
        findings.national_identity_number(PLACE)
    assert "i filen" in findings.national_identity_number(Place()).message


def test_a_long_value_is_cut_and_a_null_character_left_out():
    found = findings.not_a_number(Place(value="x\0" * 300))
    assert found.value == "x" * 200


def test_a_duplicate_may_be_identical():
    assert findings.duplicate_row(PLACE, "rad 1", identical=True).severity == "W"
    assert findings.duplicate_row(PLACE, "rad 1", identical=False).severity == "E"


class TestThePile:
    def pile(self, errors, warnings):
        pile = Findings()
        pile.extend(findings.negative(Place(row=row)) for row in range(1, errors + 1))
        pile.extend(findings.denominator_zero(Place(row=row)) for row in range(1, warnings + 1))
        return pile

    def test_it_counts_all_and_keeps_a_thousand(self):
        pile = self.pile(700, 700)
        assert (pile.total, pile.errors, len(pile.kept)) == (1400, 700, 1000)
        assert sum(found.severity == "E" for found in pile.kept) == 700

    def test_it_stops_a_publication_where_there_is_an_error(self):
        assert self.pile(1, 0).stop
        assert not self.pile(0, 5).stop
        assert not Findings().stop

    def test_it_is_sorted_by_sheet_row_and_column(self):
        pile = Findings()
        for place in (Place("B", 1), Place("A", 10, "B"), Place("A", 10, "AA"), Place("A", 2), Place("A")):
            pile.add(findings.negative(place))
        assert [(one.sheet, one.row, one.column) for one in pile.kept] == [
            ("A", None, ""),
            ("A", 2, ""),
            ("A", 10, "B"),
            ("A", 10, "AA"),
            ("B", 1, ""),
        ]

    def test_what_is_not_kept_is_counted_without_being_made(self):
        made = []

        def make(spot):
            made.append(spot)
            return findings.negative(Place(row=spot))

        pile = Findings()
        pile.add_each(range(1, 5001), make)
        pile.add_each([], make)
        assert (pile.total, len(made)) == (5000, 1000)

    def test_a_copy_grows_alone(self):
        pile = self.pile(1, 1)
        copy = pile.copy()
        copy.add(findings.negative(PLACE))
        assert (pile.total, copy.total) == (2, 3)
        assert len(pile.kept) == 2
