"""Changing the organisation with figures in it: groups follow from the first month concerned, two people at a time."""

import threading

import pytest
from django.db import connection

from organisation.changes import MergeOffices, MoveUnits, NewUnit, RenameUnit
from organisation.lines import stamp_of
from organisation.log import logged_change
from organisation.models import Succession, Unit
from organisation.standing import standing_organisation
from rankings.models import Ranking
from scorecards.models import GroupSummary
from scorecards.queries.hanging_on import hanging_on
from scorecards.services.organisation import (
    change_organisation_and_recalculate,
    load_organisation_and_recalculate,
    take_back_and_recalculate,
)
from scorecards.versions import figures_version
from tests.builders import (
    a_country,
    a_county,
    a_package,
    a_person,
    a_role,
    a_target,
    an_indicator,
    an_office,
)
from tests.organisation.files import units_file
from tests.organisation.standings import first
from tests.scorecards.published import publish

MARCH, MAY = first("2018-03"), first("2018-05")


class World:
    """Two counties, two offices in the first and one in the other, with figures of three months."""

    def __init__(self) -> None:
        a_country()
        self.counties = [a_county("1200"), a_county("1400")]
        self.offices = [an_office(code, county=self.counties[0]) for code in ("1235", "1236")]
        self.other = an_office("1410", county=self.counties[1])
        self.indicator = an_indicator("IND", pooling="ratio")
        for month in ("2018-03", "2018-04", "2018-05"):
            figures = {(self.indicator, office): (n, 40) for office, n in zip(self.offices, (30, 10), strict=True)}
            publish({**figures, (self.indicator, self.other): (20, 40)}, month)

    def pooled(self, month):
        return dict(GroupSummary.objects.filter(month=month).values_list("group__code", "pooled"))


@pytest.fixture
def world(db) -> World:
    return World()


def move(code: str, place: tuple[str, str], date=MAY, by=None):
    return change_organisation_and_recalculate(change=MoveUnits(date, (code,), place), by=by)


def codes(done) -> list[str]:
    return [found.code for found in done.findings]


class TestFigures:
    def test_from_the_month_of_a_move_its_groups_have_its_figures(self, world):
        move("1236", ("1400", ""), first("2018-04"))
        assert world.pooled("2018-03") == {"NO": 0.5, "1200": 0.5, "1400": 0.5}
        for month in ("2018-04", "2018-05"):
            assert world.pooled(month) == {"NO": 0.5, "1200": 0.75, "1400": 30 / 80}

    def test_months_before_it_are_not_calculated_anew(self, world):
        GroupSummary.objects.update(places_prepared=True)
        move("1236", ("1400", ""))
        pending = set(GroupSummary.objects.filter(places_prepared=False).values_list("month", flat=True))
        assert {str(month) for month in pending} == {"2018-05"}

    def test_a_county_without_offices_has_no_figures_left(self, world):
        move("1410", ("1200", ""))
        assert set(world.pooled("2018-05")) == {"NO", "1200"}
        assert set(world.pooled("2018-04")) == {"NO", "1200", "1400"}

    def test_taking_it_back_brings_them_back(self, world):
        before = {month: world.pooled(month) for month in ("2018-03", "2018-04", "2018-05")}
        done = move("1236", ("1400", ""), MARCH)
        take_back_and_recalculate(change=logged_change(done.log_line), by=None)
        assert {month: world.pooled(month) for month in before} == before

    def test_figures_are_those_of_a_file_that_says_the_same(self, world, tmp_path):
        move("1236", ("1400", ""), first("2018-04"))
        changed = world.pooled("2018-05")
        lines = ("1236;NAV 1236;office;1200;;2017-01-01;2018-04-01", "1236;NAV 1236;office;1400;;2018-04-01;")
        loaded = load_organisation_and_recalculate(paths=[units_file(tmp_path, *lines)], by=None)
        assert not loaded.changed  # the browser and the file can't disagree
        assert world.pooled("2018-05") == changed

    def test_pages_are_made_anew(self, world):
        before = figures_version()
        change_organisation_and_recalculate(change=RenameUnit(MAY, "1235", "NAV Nytt"), by=None)
        assert figures_version() > before

    def test_a_span_with_figures_stays(self, world):
        merger = MergeOffices(MAY, ("1235", "1236"), NewUnit("1299", "NAV Ny"))
        assert codes(change_organisation_and_recalculate(change=merger, by=None)) == ["span_holds_figures"] * 2
        later = MergeOffices(first("2018-06"), ("1235", "1236"), NewUnit("1299", "NAV Ny"))
        assert codes(change_organisation_and_recalculate(change=later, by=None)) == []


class TestRights:
    @pytest.mark.parametrize(("role", "may"), [("county", False), ("directorate", True), ("administrator", True)])
    def test_the_right_is_asked_for_by_every_service(self, world, tmp_path, role, may):
        by = a_person(role=role, unit=world.counties[0] if role == "county" else None)
        done = [
            move("1236", ("1400", ""), by=by),
            load_organisation_and_recalculate(paths=[units_file(tmp_path, "1236;X;office;1200;;2017-01-01;")], by=by),
        ]
        change = logged_change(move("1235", ("1400", "")).log_line)
        done.append(take_back_and_recalculate(change=change, by=by))
        assert [codes(each) == ["not_permitted"] for each in done] == [not may] * 3


class TestHangingOn:
    def test_what_belongs_to_a_unit_is_named_by_kind(self, world):
        county = world.counties[0]
        a_package(owner=county)
        a_target(world.indicator, 0.9, unit=county)
        an_indicator(owner=county)
        a_role(a_person(), "county", county)
        found = hanging_on([county.pk])
        assert {each.code for each in found} == {"something_hangs_on"}
        text = " ".join(each.message for each in found)
        for words in ("1200 har pakker.", "krav", "indikatorer", "personer med rolle"):
            assert words in text

    def test_what_is_calculated_is_not_asked_about(self, world):
        empty = a_county("1500")
        assert GroupSummary.objects.filter(group=world.counties[1]).exists()
        assert hanging_on([empty.pk]) == []
        assert hanging_on([]) == []

    def test_what_other_apps_know_of_a_unit_counts_without_their_being_named(self):
        assert Ranking in {relation.related_model for relation in Unit._meta.related_objects}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_the_same_time_the_second_is_shown_it_again():
    World()
    stamp = stamp_of(standing_organisation())
    answers: list[list[str]] = []
    begin = threading.Barrier(2)

    def confirm(code: str) -> None:
        merger = MergeOffices(first("2018-07"), ("1235", "1236"), NewUnit(code, f"NAV {code}"))
        begin.wait()
        done = change_organisation_and_recalculate(change=merger, by=None, stamp=stamp)
        answers.append(codes(done))
        connection.close()

    people = [threading.Thread(target=confirm, args=(code,)) for code in ("1298", "1299")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(map(bool, answers)) == [False, True]
    assert "organisation_changed" in max(answers, key=len)
    assert Succession.objects.count() == 2
