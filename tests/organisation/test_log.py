"""What the log keeps of a unit's changes, and taking a change back by it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditLine
from organisation.changes import CloseUnit, MergeOffices, NewUnit, RenameUnit
from organisation.findings import ERROR, Found
from organisation.lines import stamp_of
from organisation.log import changes_of_unit, latest_changes, logged_change, taken_back
from organisation.models import Placement, Succession, Unit
from organisation.services import change_organisation, load_organisation, take_back_change
from organisation.standing import standing_organisation
from tests.builders import a_person
from tests.organisation.files import EVERYTHING, successions_file, units_file
from tests.organisation.standings import first

pytestmark = pytest.mark.django_db
JUNE = first("2018-06")
OFFICES = ("1240;NAV Odda;office;1300;;2017-01-01;", "1241;NAV Ulvik;office;1300;;2017-01-01;")
MERGER = MergeOffices(JUNE, ("1240", "1241"), NewUnit("1250", "NAV Hardanger"))


def no_figures(*_) -> bool:
    return False


def load(*paths, by=None):
    return load_organisation(paths=paths, by=by, holds_figures=no_figures)


def change(asked, by=None):
    return change_organisation(change=asked, by=by, holds_figures=no_figures, stamp="")


def take_back(number, holds_figures=no_figures, hangs_on=lambda _: []):
    logged = logged_change(number)
    assert logged is not None
    return take_back_change(change=logged, by=None, holds_figures=holds_figures, hangs_on=hangs_on)


@pytest.fixture(autouse=True)
def organisation(tmp_path):
    load(units_file(tmp_path, *EVERYTHING, "1300;NAV Agder;county;;;2017-01-01;", *OFFICES))
    return stamp_of(standing_organisation())


def codes(done) -> list[str]:
    return [found.code for found in done.findings]


class TestLines:
    def test_a_loaded_unit_is_in_the_log_with_its_lines(self):
        ((whole, unit),) = changes_of_unit("1240")
        assert (whole.verb, whole.subject, whole.who) == ("loaded organisation", "units.csv", "")
        assert unit.placements == ("", "1240;NAV Odda;office;1300;;2017-01-01;\n")

    def test_a_changed_unit_is_in_it_as_it_was_and_became(self, tmp_path):
        person = a_person()
        load(units_file(tmp_path, "1240;NAV Ny;office;1300;;2017-01-01;"), by=person)
        whole, unit = changes_of_unit("1240")[0]
        assert whole.who == person.name
        assert unit.placements == (f"{OFFICES[0]}\n", "1240;NAV Ny;office;1300;;2017-01-01;\n")

    def test_a_unit_that_stays_as_it_was_is_not(self, tmp_path):
        load(units_file(tmp_path, *OFFICES, "1242;NAV Ny;office;1300;;2017-01-01;"))
        assert len(changes_of_unit("1240")) == 1

    def test_what_a_unit_became_is_in_its_log_too(self, tmp_path):
        load(successions_file(tmp_path, "1200;4600;2020-01-01"))
        _, unit = changes_of_unit("1200")[0]
        assert unit.successions == ("", "1200;4600;2020-01-01\n")
        assert unit.new_successors == ["4600"]

    def test_a_guided_change_names_what_was_done(self):
        done = change(MERGER)
        logged = logged_change(done.log_line)
        assert (logged.verb, logged.subject, logged.takes_back) == ("merged offices", "organisation", 0)
        assert [unit.code for unit in logged.units] == ["1250", "1240", "1241"]
        assert latest_changes(1)[0].line == done.log_line

    def test_other_lines_are_no_changes(self):
        line = AuditLine.objects.create(verb="issued token", subject="x", source="test")
        assert logged_change(line.pk) is None
        assert logged_change(AuditLine.objects.filter(verb="added unit").first().pk) is None

    def test_a_change_takes_as_many_queries_for_many_units_as_for_few(self):
        with CaptureQueriesContext(connection) as few:
            logged_change(change(RenameUnit(JUNE, "1240", "NAV A")).log_line)
        with CaptureQueriesContext(connection) as many:
            logged_change(change(MERGER).log_line)
        assert len(many) <= len(few) + 2  # the merger writes a new unit and its successions


class TestTakingBack:
    def test_everything_is_as_before(self, organisation):
        done = change(MERGER)
        back = take_back(done.log_line)
        assert not back.refused
        assert stamp_of(standing_organisation()) == organisation
        assert not Succession.objects.exists()
        assert taken_back([done.log_line]) == {done.log_line}
        assert logged_change(back.log_line).takes_back == done.log_line

    def test_the_code_can_be_used_again(self):
        take_back(change(MERGER).log_line)
        assert Unit.objects.filter(code="1250").exists()
        assert not change(MERGER).refused

    def test_taking_back_can_be_taken_back(self):
        done = change(MERGER)
        after = stamp_of(standing_organisation())
        assert not take_back(take_back(done.log_line).log_line).refused
        assert stamp_of(standing_organisation()) == after

    def test_a_loaded_file_can_be_taken_back(self, organisation, tmp_path):
        line = load(units_file(tmp_path, "1240;NAV Ny;office;1300;;2017-01-01;")).log_line
        assert not take_back(line).refused
        assert stamp_of(standing_organisation()) == organisation

    def test_names_that_need_quotes_come_back(self, tmp_path):
        load(units_file(tmp_path, '1240;"NAV ""O; dda""";office;1300;;2017-01-01;'))
        before = stamp_of(standing_organisation())
        assert not take_back(change(RenameUnit(JUNE, "1240", "NAV A")).log_line).refused
        assert stamp_of(standing_organisation()) == before

    def test_figures_in_its_spans_stand_in_the_way(self):
        done = change(MERGER)
        after = stamp_of(standing_organisation())
        assert codes(take_back(done.log_line, lambda *_: True)) == ["span_holds_figures"]
        assert stamp_of(standing_organisation()) == after

    def test_so_does_what_hangs_on_a_new_unit(self):
        asked = []

        def hangs_on(units):
            asked.extend(units)
            return [Found("something_hangs_on", ERROR, "Pakker.")]

        assert codes(take_back(change(MERGER).log_line, hangs_on=hangs_on)) == ["something_hangs_on"]
        assert asked == [Unit.objects.get(code="1250").pk]

    def test_so_does_a_later_change_of_one_of_its_units(self):
        done = change(MERGER)
        change(RenameUnit(first("2018-09"), "1250", "NAV Ny"))
        assert codes(take_back(done.log_line)) == ["changed_since"]

    def test_so_does_a_unit_that_came_to_stand_under_a_new_one(self, tmp_path):
        line = load(units_file(tmp_path, "1500;NAV Møre;county;;;2017-01-01;")).log_line
        load(units_file(tmp_path, "1501;NAV Kristiansund;office;1500;;2017-01-01;"))
        assert codes(take_back(line)) == ["unit_left_behind"]

    def test_changes_of_other_units_do_not(self):
        done = change(MERGER)
        change(RenameUnit(first("2018-09"), "1300", "NAV Agder fylke"))
        assert not take_back(done.log_line).refused
        assert Placement.objects.filter(name="NAV Agder fylke").exists()


class TestStamp:
    def test_another_state_than_the_one_that_was_seen_is_refused(self, organisation):
        change(RenameUnit(JUNE, "1240", "NAV A"))
        done = change_organisation(change=MERGER, by=None, holds_figures=no_figures, stamp=organisation)
        assert codes(done) == ["organisation_changed"]
        assert not Unit.objects.filter(code="1250").exists()

    def test_the_state_that_was_seen_is_taken(self, organisation):
        assert change_organisation(change=MERGER, by=None, holds_figures=no_figures, stamp=organisation).changed

    def test_a_change_that_changes_nothing_is_not_logged(self):
        lines = AuditLine.objects.count()
        assert not change(RenameUnit(JUNE, "1240", "NAV Odda")).changed
        assert AuditLine.objects.count() == lines

    def test_a_refused_change_is_not_logged(self):
        lines = AuditLine.objects.count()
        assert codes(change(CloseUnit(JUNE, "8888"))) == ["unit_not_in_existence"]
        assert AuditLine.objects.count() == lines
