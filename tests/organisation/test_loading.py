"""A file is the truth for the codes that it names; what it doesn't name is left alone; a repeat changes nothing."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditLine
from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from organisation.queries import offices_of, placed
from organisation.services import load_organisation
from tests.builders import a_person, day
from tests.organisation.files import (
    COUNTRY,
    COUNTY,
    EVERYTHING,
    SUCCESSIONS,
    UNITS,
    cells,
    successions_file,
    units_file,
    workbook,
)

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "demo" / "data"


def load(*paths, by=None, holds_figures=lambda *_: False):
    return load_organisation(paths=paths, by=by, holds_figures=holds_figures)


def everything_stored():
    placements = Placement.objects.values_list(
        "unit__code", "unit__kind", "name", "county__code", "region__code", "valid_from", "valid_to"
    )
    successions = Succession.objects.values_list("predecessor__code", "successor__code", "date")
    return set(placements), set(successions)


class TestUnits:
    def test_units_are_stored_as_the_file_says(self, tmp_path):
        loaded = load(units_file(tmp_path, *EVERYTHING))
        assert (loaded.units_added, loaded.units_changed, loaded.units_unchanged) == (6, 0, 0)
        placements, _ = everything_stored()
        new_year = day("2020-01-01")
        assert placements == {
            ("NO", "country", "Hele landet", None, None, day("2017-01-01"), None),
            ("1200", "county", "NAV Hordaland", None, None, day("2017-01-01"), new_year),
            ("4600", "county", "NAV Vestland", None, None, new_year, None),
            ("R12", "region", "Region Voss", "1200", None, day("2017-01-01"), new_year),
            ("1235", "office", "NAV Voss", "1200", "R12", day("2017-01-01"), new_year),
            ("1235", "office", "NAV Voss herad", "4600", None, new_year, None),
            ("1291", "special", "NAV Arbeidslivssenter", "1200", None, day("2017-01-01"), new_year),
        }

    def test_a_repeat_changes_nothing_and_says_so(self, tmp_path):
        path = units_file(tmp_path, *EVERYTHING)
        load(path)
        ids = set(Placement.objects.values_list("pk", flat=True))
        again = load(path)
        assert not again.changed
        assert again.units_unchanged == 6
        assert set(Placement.objects.values_list("pk", flat=True)) == ids

    def test_lines_may_come_in_any_order(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))
        assert not load(units_file(tmp_path, *reversed(EVERYTHING))).changed

    def test_the_spans_of_a_named_unit_become_those_of_the_file(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))
        loaded = load(units_file(tmp_path, "1235;NAV Voss og Vinje;office;1200;;2018-01-01;2020-01-01"))
        assert (loaded.units_added, loaded.units_changed, loaded.units_unchanged) == (0, 1, 0)
        span = Placement.objects.get(unit__code="1235")
        assert (span.name, span.region, span.valid_from) == ("NAV Voss og Vinje", None, day("2018-01-01"))

    def test_units_that_are_not_named_are_left_alone(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))
        before, _ = everything_stored()
        load(units_file(tmp_path, "1236;NAV Ulvik;office;4600;;2020-01-01;"))
        after, _ = everything_stored()
        assert before < after
        assert len(after) == len(before) + 1

    def test_files_can_be_loaded_together_in_any_order(self, tmp_path):
        later = units_file(tmp_path, *EVERYTHING[3:], name="later.csv")
        first = units_file(tmp_path, *EVERYTHING[:3], name="first.csv")
        assert load(later, first).units_added == 6

    def test_a_code_that_is_reused_for_a_merged_county_is_one_unit_with_two_names(self, tmp_path):
        load(units_file(tmp_path, COUNTRY, COUNTY, "1200;NAV Vestland;county;;;2020-01-01;"))
        assert Unit.objects.filter(code="1200").count() == 1
        assert placed("1200", Month(2019, 12)).name == "NAV Hordaland"
        assert placed("1200", Month(2020, 1)).name == "NAV Vestland"


class TestSuccessions:
    @pytest.fixture(autouse=True)
    def units(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))

    def test_successions_are_stored_as_the_file_says(self, tmp_path):
        loaded = load(successions_file(tmp_path, "1200;4600;2020-01-01"))
        assert (loaded.successions_added, loaded.successions_removed) == (1, 0)
        assert everything_stored()[1] == {("1200", "4600", day("2020-01-01"))}

    def test_a_repeat_changes_nothing(self, tmp_path):
        path = successions_file(tmp_path, "1200;4600;2020-01-01")
        load(path)
        assert not load(path).changed

    def test_what_became_of_a_named_unit_becomes_what_the_file_says(self, tmp_path):
        load(successions_file(tmp_path, "1200;4600;2020-01-01", "R12;1235;2020-01-01"))
        loaded = load(successions_file(tmp_path, "1200;1235;2020-01-01"))
        assert (loaded.successions_added, loaded.successions_removed) == (1, 1)
        stored = everything_stored()[1]
        assert stored == {("1200", "1235", day("2020-01-01")), ("R12", "1235", day("2020-01-01"))}

    def test_a_workbook_holds_both(self, tmp_path):
        office = "1236;NAV Ulvik;office;4600;;2020-01-01;"
        sheets = {"units": cells(UNITS, office), "successions": cells(SUCCESSIONS, "1291;1236;2020-01-01")}
        loaded = load(workbook(tmp_path / "organisation.xlsx", **sheets))
        assert (loaded.units_added, loaded.successions_added) == (1, 1)

    def test_a_file_without_lines_changes_nothing(self, tmp_path):
        load(successions_file(tmp_path, "1200;4600;2020-01-01"))
        assert not load(successions_file(tmp_path)).changed
        assert Succession.objects.count() == 1

    def test_an_unknown_unit_is_met_with_the_nearest(self, tmp_path):
        (found,) = load(successions_file(tmp_path, "120;4600;2020-01-01")).findings
        assert (found.code, found.severity, found.row, found.column) == ("unknown_unit", "E", 2, "A")
        assert "Mente du «1200»?" in found.message

    def test_a_unit_does_not_succeed_itself(self, tmp_path):
        (found,) = load(successions_file(tmp_path, "1200;1200;2020-01-01")).findings
        assert (found.code, found.severity, found.column) == ("succeeds_itself", "E", "B")

    def test_the_same_line_twice_is_said_and_counts_once(self, tmp_path):
        loaded = load(successions_file(tmp_path, "1200;4600;2020-01-01", "1200;4600;2020-01-01"))
        (found,) = loaded.findings
        assert (found.code, found.severity, found.row) == ("duplicate_row", "W", 3)
        assert loaded.successions_added == 1

    @pytest.mark.parametrize(("line", "column"), [("1200;4600;2019-06-01", "B"), ("1200;4600;2021-01-01", "A")])
    def test_a_date_at_which_one_of_them_was_not_there_is_said(self, tmp_path, line, column):
        loaded = load(successions_file(tmp_path, line))
        (found,) = loaded.findings
        assert (found.code, found.severity, found.column) == ("unit_not_in_existence", "W", column)
        assert loaded.successions_added == 1

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            (";4600;2020-01-01", "missing_value"),
            ("1200;4600;1.1.2020", "not_a_date"),
            ("1200;46 00;2020-01-01", "invalid_code"),
        ],
    )
    def test_a_wrong_cell_is_refused(self, tmp_path, line, code):
        loaded = load(successions_file(tmp_path, line))
        assert [found.code for found in loaded.findings] == [code]
        assert not Succession.objects.exists()

    def test_a_missing_column_is_refused(self, tmp_path):
        loaded = load(successions_file(tmp_path, "1200;4600", header="from;to"))
        assert [found.code for found in loaded.findings] == ["missing_column"]

    def test_a_unit_whose_line_cannot_be_read_is_not_called_unknown(self, tmp_path):
        units = units_file(tmp_path, "4700;NAV;county;;;2020;")
        loaded = load(units, successions_file(tmp_path, "1200;4700;2020-01-01"))
        assert [found.code for found in loaded.findings] == ["not_a_date"]

    def test_numbers_are_read_as_the_codes_that_fit(self, tmp_path):
        load(units_file(tmp_path, "0300;NAV Oslo;county;;;2017-01-01;"))
        rows = [SUCCESSIONS.split(";"), [1200, 300, datetime.date(2020, 1, 1)]]
        loaded = load(workbook(tmp_path / "w.xlsx", successions=rows))
        assert [found.code for found in loaded.findings] == ["code_repaired"]
        assert everything_stored()[1] == {("1200", "0300", day("2020-01-01"))}


class TestFigures:
    """A span that holds figures can't be taken away."""

    @pytest.fixture(autouse=True)
    def units(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))

    def asked(self, tmp_path, *lines, answer=False):
        """What the load asks about: (code, first day, end)."""
        asked = []
        codes = dict(Unit.objects.values_list("pk", "code"))

        def holds_figures(unit, first, end):
            asked.append((codes[unit], first, end))
            return answer

        return load(units_file(tmp_path, *lines), holds_figures=holds_figures), asked

    def test_a_span_with_figures_stays(self, tmp_path):
        before = everything_stored()
        loaded, _ = self.asked(tmp_path, "1291;NAV Arbeidslivssenter;special;1200;;2018-01-01;2020-01-01", answer=True)
        (found,) = loaded.findings
        assert (found.code, found.severity, found.row) == ("span_holds_figures", "E", 2)
        assert "1291 har tall i tiden 2017-01-01 til 2018-01-01" in found.message
        assert everything_stored() == before

    def test_a_span_without_figures_can_be_taken_away(self, tmp_path):
        loaded, asked = self.asked(tmp_path, "1291;NAV Arbeidslivssenter;special;1200;;2018-01-01;2019-01-01")
        assert loaded.units_changed == 1
        assert asked == [
            ("1291", day("2017-01-01"), day("2018-01-01")),
            ("1291", day("2019-01-01"), day("2020-01-01")),
        ]

    def test_an_open_end_is_asked_about_as_open(self, tmp_path):
        _, asked = self.asked(tmp_path, "1235;NAV Voss;office;1200;R12;2017-01-01;2020-01-01")
        assert asked == [("1235", day("2020-01-01"), None)]

    def test_a_new_name_or_place_takes_no_time_away(self, tmp_path):
        lines = ("1235;Nytt navn;office;1200;;2017-01-01;2020-01-01", "1235;Voss;office;4600;;2020-01-01;")
        loaded, asked = self.asked(tmp_path, *lines, answer=True)
        assert loaded.units_changed == 1
        assert asked == []

    def test_spans_that_are_split_or_longer_take_no_time_away(self, tmp_path):
        lines = (
            "1235;NAV Voss;office;1200;R12;2017-01-01;2018-06-15",
            "1235;NAV Voss;office;1200;;2018-06-15;2020-01-01",
            "1235;NAV Voss herad;office;4600;;2020-01-01;",
        )
        _, asked = self.asked(tmp_path, *lines, answer=True)
        assert asked == []

    def test_units_that_are_not_named_are_not_asked_about(self, tmp_path):
        _, asked = self.asked(tmp_path, "1236;NAV Ulvik;office;4600;;2020-01-01;", answer=True)
        assert asked == []


class TestLog:
    def test_a_load_is_logged_with_what_it_changed_and_who_did_it(self, tmp_path):
        person = a_person()
        load(units_file(tmp_path, *EVERYTHING), by=person)
        line = AuditLine.objects.get(verb="loaded organisation")
        assert (line.actor, line.verb, line.subject) == (person, "loaded organisation", "units.csv")
        assert "6 added" in line.detail

    def test_from_the_command_line_the_source_is_logged(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))
        assert set(AuditLine.objects.values_list("source", flat=True)) == {"command line"}

    def test_a_load_that_changes_nothing_is_not_logged(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))
        load(units_file(tmp_path, *EVERYTHING))
        load(units_file(tmp_path, "feil"))
        assert AuditLine.objects.filter(verb="loaded organisation").count() == 1


class TestCountry:
    """The whole country as the demo has it."""

    UNITS = DATA / "organisation" / "units.csv"
    SUCCESSIONS = DATA / "organisation" / "successions.csv"

    def test_it_loads_without_a_finding_and_repeats_without_a_change(self):
        loaded = load(self.UNITS, self.SUCCESSIONS)
        assert loaded.findings == ()
        assert not load(self.UNITS, self.SUCCESSIONS).changed

    def test_it_takes_as_many_queries_as_a_small_file(self, tmp_path):
        with CaptureQueriesContext(connection) as small:
            load(units_file(tmp_path, COUNTRY, COUNTY))
        Placement.objects.all().delete()
        Unit.objects.all().delete()
        with CaptureQueriesContext(connection) as large:
            load(self.UNITS)
        assert len(large) == len(small)

    def test_hordaland_has_its_forty_offices_in_2018_and_none_in_2020(self):
        load(self.UNITS)
        hordaland = Unit.objects.get(code="1200")
        assert len(offices_of(hordaland, Month(2018, 5))) == 40
        assert offices_of(hordaland, Month(2020, 1)) == []


class TestRegrouped:
    """Units that count in another county or region than before are named: figures of groups follow from it."""

    @pytest.fixture(autouse=True)
    def units(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))

    def regrouped(self, tmp_path, *lines):
        ids = load(units_file(tmp_path, *lines)).regrouped
        return set(Unit.objects.filter(pk__in=ids).values_list("code", flat=True))

    def test_a_unit_that_leaves_its_region_is_named(self, tmp_path):
        lines = ("1235;NAV Voss;office;1200;;2017-01-01;2020-01-01", "1235;NAV Voss herad;office;4600;;2020-01-01;")
        assert self.regrouped(tmp_path, *lines) == {"1235"}

    def test_a_unit_with_another_name_or_end_is_not(self, tmp_path):
        assert self.regrouped(tmp_path, "1235;Nytt navn;office;1200;R12;2017-01-01;2019-01-01") == set()

    def test_a_new_unit_is_not(self, tmp_path):
        assert self.regrouped(tmp_path, "1236;NAV Ulvik;office;4600;;2020-01-01;") == set()

    def test_a_move_from_a_later_day_is_named(self, tmp_path):
        lines = (
            "1235;NAV Voss;office;1200;R12;2017-01-01;2019-01-01",
            "1235;NAV Voss;office;1200;;2019-01-01;2020-01-01",
            "1235;NAV Voss herad;office;4600;;2020-01-01;",
        )
        assert self.regrouped(tmp_path, *lines) == {"1235"}
