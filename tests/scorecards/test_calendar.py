"""What a package's month is in the calendar, by what has come and which day it is."""

import datetime

import pytest

from organisation.months import Month
from scorecards.calendar import Arrival, CellState, Schedule, Share, Span, cell_of, month_now_due

OCTOBER = Month(2026, 10)
DUE = datetime.date(2026, 11, 15)
JANUARY_2017 = datetime.date(2017, 1, 1)


def a_schedule(*, since=JANUARY_2017, until=None, by_hand=False, first="2025-01", last="2026-09", due_day=15):
    published = [Month.parse(text) if text else None for text in (first, last)]
    return Schedule(due_day, (Span(since, until, by_hand),), *published)


def arrived(state, key=1, *, source="file", preliminary=False):
    return Arrival(key, state, source, preliminary)


def on(days, *arrivals, schedule=None, month=OCTOBER, filled=None):
    """The cell of October as it is so many days after the due day."""
    return cell_of(schedule or a_schedule(), month, arrivals, filled, DUE + datetime.timedelta(days=days))


class TestDueDay:
    def test_figures_are_due_on_that_day_of_the_month_after(self):
        assert a_schedule().due(OCTOBER) == DUE

    def test_also_over_new_year(self):
        assert a_schedule(due_day=28).due(Month(2026, 12)) == datetime.date(2027, 1, 28)

    def test_the_month_now_due_is_the_last_one_that_is_over(self):
        assert month_now_due(datetime.date(2026, 11, 1)) == OCTOBER
        assert month_now_due(datetime.date(2026, 11, 30)) == OCTOBER


class TestNothingHasCome:
    @pytest.mark.parametrize(
        ("days", "state", "late"),
        [(-20, "not_due", 0), (-4, "not_due", 0), (-3, "soon", 0), (0, "soon", 0), (1, "late", 1), (40, "late", 40)],
    )
    def test_it_is_late_from_the_day_after_the_due_day(self, days, state, late):
        cell = on(days)
        assert (cell.state, cell.days_left, cell.days_late) == (state, -days, late)

    def test_before_the_packages_first_month_nothing_is_missed(self):
        assert on(30, schedule=a_schedule(since=datetime.date(2026, 11, 1))).state == "before"

    def test_nor_after_its_last(self):
        assert on(30, schedule=a_schedule(until=datetime.date(2026, 10, 1))).state == "after"

    def test_a_package_without_items_has_not_begun(self):
        assert cell_of(Schedule(15, ()), OCTOBER, [], None, DUE).state == "before"

    def test_a_gap_between_published_months_is_late(self):
        cell = on(100, schedule=a_schedule(last="2026-12"))
        assert (cell.state, cell.days_late) == ("late", 100)

    def test_nobody_waits_for_what_is_before_the_first_publication(self):
        cell = on(100, schedule=a_schedule(first="2026-11", last="2026-11"))
        assert (cell.state, cell.days_late) == ("not_expected", 0)


class TestRest:
    def test_a_package_that_nobody_has_published_for_over_a_year_rests(self):
        assert on(1, schedule=a_schedule(last="2025-09")).state == "not_expected"
        assert a_schedule(last="2025-09").rests(DUE)

    def test_one_that_was_published_a_year_ago_is_late(self):
        assert on(1, schedule=a_schedule(last="2025-10")).state == "late"

    def test_a_new_one_is_waited_for_though_nothing_was_ever_published(self):
        new = a_schedule(since=datetime.date(2026, 9, 1), first=None, last=None)
        assert on(1, schedule=new).state == "late"

    def test_an_old_one_that_never_was_published_is_not(self):
        assert on(1, schedule=a_schedule(first=None, last=None)).state == "not_expected"

    def test_what_came_before_it_rested_is_shown_as_it_is(self):
        cell = on(900, arrived("published"), schedule=a_schedule(last="2026-10"))
        assert (cell.state, cell.days_late) == ("final", 0)

    def test_a_delivery_that_waits_is_not_late_where_nobody_waits_for_it(self):
        cell = on(900, arrived("checked"), schedule=a_schedule(last="2024-10"))
        assert (cell.state, cell.days_late) == ("waiting", 0)


class TestFiles:
    @pytest.mark.parametrize(
        ("state", "seen"),
        [("received", "checking"), ("checked", "waiting"), ("rejected", "with_errors"), ("withdrawn", "withdrawn")],
    )
    def test_until_something_is_published_the_newest_file_says_the_state(self, state, seen):
        cell = on(-1, arrived(state, 7), arrived("rejected", 3))
        assert (cell.state, cell.delivery, cell.days_late) == (seen, 7, 0)

    @pytest.mark.parametrize("state", ["received", "checked", "rejected", "withdrawn"])
    def test_and_the_month_is_late_all_the_same(self, state):
        assert on(2, arrived(state)).days_late == 2

    def test_a_final_publication_is_final_whatever_comes_after(self):
        cell = on(9, arrived("rejected", 3), arrived("published", 2, preliminary=True), arrived("published", 1))
        assert (cell.state, cell.days_late, cell.delivery) == ("final", 0, 2)

    def test_preliminary_figures_are_preliminary_until_final_ones_stand(self):
        preliminary = arrived("published", 1, preliminary=True)
        assert on(9, preliminary).state == "preliminary"
        assert on(9, preliminary).days_late == 0
        assert on(9, arrived("published", 2), preliminary).state == "final"

    def test_a_correction_that_waits_is_named_beside_what_stands(self):
        cell = on(9, arrived("checked", 5), arrived("published", 4))
        assert (cell.state, cell.delivery, cell.waiting) == ("final", 4, 5)
        assert on(9, arrived("rejected", 5), arrived("published", 4)).waiting is None

    def test_publications_after_the_first_are_corrections_and_withdrawn_ones_are_counted(self):
        cell = on(9, arrived("published", 4), arrived("withdrawn", 3), arrived("published", 2), arrived("published", 1))
        assert (cell.corrections, cell.withdrawn) == (2, 1)
        assert on(9).corrections == 0

    def test_a_form_does_not_publish_what_comes_in_files(self):
        assert on(9, arrived("published", source="form")).state == "late"

    def test_what_is_open_is_still_to_be_done(self):
        assert on(9, arrived("checked")).is_open
        assert not on(9, arrived("published")).is_open
        assert not on(9, arrived("published", preliminary=True)).is_open


class TestByHand:
    @pytest.mark.parametrize(
        ("days", "known", "state", "late"),
        [
            (-9, 0, "not_due", 0),
            (-9, 5, "partly", 0),
            (-9, 8, "final", 0),
            (3, 0, "late", 3),
            (3, 5, "partly", 3),
            (3, 8, "final", 0),
        ],
    )
    def test_the_units_that_have_filled_in_say_the_state(self, days, known, state, late):
        cell = on(days, schedule=a_schedule(by_hand=True), filled=Share(known, 8))
        assert (cell.state, cell.days_late, cell.filled) == (state, late, Share(known, 8))

    def test_forms_are_no_deliveries_to_go_to(self):
        cell = on(3, arrived("published", source="form"), schedule=a_schedule(by_hand=True), filled=Share(8, 8))
        assert (cell.delivery, cell.corrections) == (None, 0)


def test_states_have_words():
    assert all(str(state.label) for state in CellState)
