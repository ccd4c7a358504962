"""What a change would do, told before it is made: by the same rules, with nothing left behind."""

import pytest

from audit.models import AuditLine
from organisation.months import Month
from scorecards.catalogue_files.amending import retired, with_parts, with_row, with_target
from scorecards.catalogue_files.rows import columns_of, rows_under
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import Change, change_catalogue
from scorecards.services.catalogue_preview import preview_catalogue
from scorecards.versions import figures_version
from tests.builders import a_country, a_county, a_package, a_person, a_target, an_indicator, an_item, an_office
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


class World:
    def __init__(self):
        a_country()
        self.county = a_county("1200", "NAV Hordaland")
        self.offices = [an_office(f"123{n}", f"NAV Kontor {n}", county=self.county) for n in range(4)]
        self.package = a_package("SP", owner=self.county)
        self.indicators = [an_indicator(code, owner=self.county) for code in ("A", "B")]
        for order, indicator in enumerate(self.indicators):
            an_item(self.package, indicator, order=order)
        a_target(self.indicators[0], 0.9, 0.8)

    def publish(self, month="2018-05", *values):
        publish({(self.indicators[0], office): value for office, value in zip(self.offices, values, strict=False)},
                month, package=self.package)  # fmt: skip


@pytest.fixture
def world():
    made = World()
    made.publish("2018-05", (95, 100), (85, 100), (75, 100), "too_few")
    return made


def a_new_target(**values: str):
    row = {**dict.fromkeys(columns_of("targets"), ""), "indicator": "A", **values}
    return Change.by_hand(with_target(read_rows(), row))


def told(change, by=None):
    return preview_catalogue(change, by=by)


class TestTurns:
    def test_the_offices_that_would_turn_are_named_and_a_hidden_figure_is_not(self, world):
        seen = told(a_new_target(valid_from="2018-06-01", green="0.7", yellow="0.6"))

        assert [(turn.unit, turn.before, turn.after) for turn in seen.turns] == [
            ("1231", "yellow", "green"),
            ("1232", "red", "green"),
        ]
        assert (seen.judged, seen.figures_of, seen.targets_of) == (3, MAY, Month(2018, 6))

    def test_a_target_of_one_office_turns_it_alone(self, world):
        seen = told(a_new_target(unit="1232", valid_from="2018-01-01", green="0.7"))

        assert [turn.unit for turn in seen.turns] == ["1232"]

    def test_a_span_in_the_past_is_judged_by_figures_of_it(self, world):
        world.publish("2018-02", (75, 100))
        seen = told(a_new_target(unit="1200", valid_from="2018-01-01", valid_to="2018-04-01", green="0.7"))

        assert seen.figures_of == Month(2018, 2)
        assert [(turn.unit, turn.after) for turn in seen.turns] == [("1230", "green")]

    def test_another_direction_turns_too(self, world):
        rows = read_rows()
        target = {**rows_under(rows, "targets", "A")[0], "yellow": "0.95"}
        edit = with_row(rows, "indicators", "A", {"direction": "lower"})
        seen = told(Change.by_hand(type(edit)({**edit.rows, "targets": [target]}, basis=edit.basis)))

        assert {(turn.unit, turn.after) for turn in seen.turns} == {
            ("1230", "yellow"), ("1231", "green"), ("1232", "green")
        }  # fmt: skip

    def test_without_figures_nothing_is_judged(self, world):
        change = Change.by_hand(with_target(read_rows(), {
            **dict.fromkeys(columns_of("targets"), ""), "indicator": "B", "green": "0.5", "valid_from": "2018-01-01"
        }))  # fmt: skip
        seen = told(change)

        assert (seen.judged, seen.figures_of, seen.turns) == (0, None, ())
        assert seen.loaded.changed


class TestShares:
    def test_weights_are_told_as_shares_of_the_ranking(self, world):
        rows = read_rows()
        items = [dict(row) for row in rows_under(rows, "items", "SP")]
        items[0]["weight"] = "3"
        seen = told(Change.by_hand(with_parts(rows, "items", "SP", items)))

        assert [(each.indicator, each.before.share, each.after.share) for each in seen.weighed] == [
            ("A", 0.5, 0.75),
            ("B", 0.5, 0.25),
        ]
        assert seen.weighed_in == MAY

    def test_one_that_ends_later_is_told_of_the_month_after(self, world):
        seen = told(Change.by_hand(retired(read_rows(), "A", "2019-01-01", lambda owner: True)))

        assert seen.weighed_in == Month(2019, 1)
        by_code = {each.indicator: each for each in seen.weighed}
        assert by_code["A"].after is None
        assert by_code["B"].after.share == 1

    def test_without_priorities_nobody_has_a_share(self, world):
        rows = read_rows()
        items = [{**row, "priority": "0"} for row in rows_under(rows, "items", "SP")]
        seen = told(Change.by_hand(with_parts(rows, "items", "SP", items)))

        assert {each.after.share for each in seen.weighed} == {0}


class TestNothingIsLeft:
    def test_neither_rows_nor_lines_nor_a_new_version(self, world):
        before, version = read_rows(), figures_version()

        told(a_new_target(valid_from="2018-06-01", green="0.7"))

        assert read_rows() == before
        assert figures_version() == version
        assert not AuditLine.objects.exists()

    def test_it_says_what_the_change_then_says(self, world):
        change = a_new_target(valid_from="2018-06-01", green="0.7")

        seen = told(change).loaded
        done = change_catalogue(change, by=None)

        assert seen == done

    def test_a_refused_one_has_the_same_findings(self, world):
        change = a_new_target(valid_from="2018-06-01", green="7")

        assert told(change).loaded.findings == change_catalogue(change, by=None).findings

    def test_what_is_others_is_told_to_be(self, world):
        stranger = a_person(role="county", unit=a_county("1400"))

        seen = told(a_new_target(valid_from="2018-06-01", green="0.7"), by=stranger)

        assert {found.code for found in seen.loaded.findings} == {"not_permitted"}

    def test_what_changes_nothing_follows_nothing(self, world):
        seen = told(Change.by_hand(with_row(read_rows(), "indicators", "A", {})))

        assert not seen.loaded.changed
        assert seen.turns == ()

    @pytest.mark.parametrize(("field", "value", "months"), [("pooling", "mean", 1), ("name", "Ny", 0)])
    def test_what_is_calculated_anew_is_counted(self, world, field, value, months):
        assert told(Change.by_hand(with_row(read_rows(), "indicators", "A", {field: value}))).recalculated == months

    def test_a_new_indicator_recalculates_nothing(self, world):
        row = {**rows_under(read_rows(), "indicators", "A")[0], "code": "NY"}

        assert told(Change.by_hand(with_row(read_rows(), "indicators", "", row))).recalculated == 0


def test_it_takes_as_many_queries_for_many_offices(world, django_assert_max_num_queries):
    many = [an_office(county=world.county) for _ in range(20)]
    publish({(world.indicators[0], office): (80, 100) for office in many}, MAY, package=world.package)
    change = a_new_target(valid_from="2018-06-01", green="0.7", yellow="0.6")
    with django_assert_max_num_queries(50):
        seen = told(change)
    assert len(seen.turns) > 20
