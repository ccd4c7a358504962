"""What happened on the curve: flags with their words, numbered in the order of the months."""

import dataclasses
import datetime

import pytest

from dashboards.flags import Flag, flags_of, shown_flags
from dashboards.formatting import format_for
from dashboards.periods import in_span
from organisation.months import Month
from scorecards.figures import Figure, Limits, Series
from scorecards.queries.history import Stood
from tests.dashboards.figures import MAY, a_figure, a_month, a_series, facts

FORM = format_for("nb")
NB = "\u00a0"
UTC = datetime.UTC


def a_stood(
    figure: Figure, *, until: str | None = None, preliminary: bool = False, replaced_by: int | None = 2
) -> Stood:
    """A figure that stood from 1 June 2018, until the day that is named."""
    return Stood(
        unit=1,
        figure=dataclasses.replace(figure, preliminary=preliminary),
        since=datetime.datetime(2018, 6, 1, 10, tzinfo=UTC),
        until=datetime.datetime.fromisoformat(until).replace(hour=12, tzinfo=UTC) if until else None,
        delivery=1,
        file_name="fil.csv",
        source="file",
        package_code="STYR",
        package_name="Styringspakken",
        published_by="",
        replaced_by=replaced_by if until else None,
    )


def flags(figures: Series, history=None) -> list[Flag]:
    return flags_of(figures, history or {}, FORM)


def with_target(figures: Series, since: Month, target: Limits | None) -> Series:
    months = tuple(dataclasses.replace(each, target=target) if each.month >= since else each for each in figures.months)
    return dataclasses.replace(figures, months=months)


class TestDefinition:
    def test_a_change_on_the_way_is_flagged_at_its_month(self):
        (flag,) = flags(a_series(of=facts(changed=MAY - 3)))
        assert (flag.month, flag.heading) == (MAY - 3, "Definisjonen er endret")
        assert flag.text == "Tallene før og etter februar 2018 måler ikke helt det samme."

    @pytest.mark.parametrize("changed", [MAY - 12, MAY - 20, MAY + 1])
    def test_one_that_no_month_stands_before_is_not(self, changed):
        assert flags(a_series(of=facts(changed=changed))) == []

    def test_one_with_the_last_month_is(self):
        assert [flag.month for flag in flags(a_series(of=facts(changed=MAY)))] == [MAY]


class TestTargets:
    def test_a_new_target_is_said_with_the_one_before(self):
        (flag,) = flags(with_target(a_series(), MAY - 4, Limits(0.95, 0.8)))
        assert (flag.month, flag.heading) == (MAY - 4, "Nytt krav")
        assert flag.text == f"≥{NB}95{NB}% fra januar 2018, før ≥{NB}90{NB}%."

    def test_each_new_one_has_a_flag(self):
        twice = with_target(with_target(a_series(), MAY - 8, Limits(0.92)), MAY - 2, Limits(0.94))
        assert [flag.month for flag in flags(twice)] == [MAY - 8, MAY - 2]

    def test_a_new_upper_limit_is_a_new_target(self):
        figures = a_series(0.97, 0.98, of=facts(direction="inside"), first=MAY - 1, target=Limits(0.9, None, 1.0, None))
        (flag,) = flags(with_target(figures, MAY, Limits(0.9, None, 1.05, None)))
        assert flag.text == f"90–105{NB}% fra mai 2018, før 90–100{NB}%."

    def test_the_same_target_with_another_yellow_limit_is_none(self):
        assert flags(with_target(a_series(), MAY - 4, Limits(0.9, 0.7))) == []

    def test_neither_is_one_that_begins_or_ends(self):
        assert flags(with_target(a_series(), MAY - 4, None)) == []


class TestCorrections:
    def test_a_corrected_month_says_when_and_what_stood_before_and_leads_there(self):
        history = {MAY: (a_stood(a_figure(80, 100), until="2018-07-03"), a_stood(a_figure(81, 100)))}
        (flag,) = flags(a_series(), history)
        assert flag.heading == "Tallet er rettet"
        assert flag.text == f"Tallet for mai 2018 ble endret 3. juli 2018. Før det sto det 80,0{NB}%."
        assert (flag.href, flag.link) == ("#rettet-2018-05", "Se hva som sto før")

    def test_a_preliminary_figure_that_became_final_is_no_correction(self):
        first = a_stood(a_figure(80, 100), until="2018-07-03", preliminary=True)
        assert flags(a_series(), {MAY: (first, a_stood(a_figure(81, 100)))}) == []

    def test_of_several_corrections_the_last_is_told(self):
        history = {
            MAY: (
                a_stood(a_figure(70, 100), until="2018-06-20"),
                a_stood(a_figure(75, 100), until="2018-07-03"),
                a_stood(a_figure(81, 100)),
            )
        }
        (flag,) = flags(a_series(), history)
        assert f"75,0{NB}%" in flag.text
        assert "3. juli" in flag.text

    def test_a_hidden_figure_is_not_said_of_what_stood(self):
        history = {MAY: (a_stood(Figure("too_few"), until="2018-07-03"), a_stood(a_figure(81, 100)))}
        (flag,) = flags(a_series(), history)
        assert flag.text == "Tallet for mai 2018 ble endret 3. juli 2018."

    def test_what_stood_is_written_so_that_it_does_not_contradict_the_target(self):
        history = {MAY: (a_stood(a_figure(8996, 10000), until="2018-07-03"), a_stood(a_figure(95, 100)))}
        (flag,) = flags(a_series(), history)
        assert f"89,96{NB}%" in flag.text

    def test_a_month_that_is_not_on_the_curve_has_no_flag(self):
        history = {MAY - 40: (a_stood(a_figure(80, 100), until="2018-07-03"), a_stood(a_figure(81, 100)))}
        assert flags(a_series(), history) == []


class TestPreliminary:
    def series(self, *preliminary: bool) -> Series:
        plain = a_series(*[0.9] * len(preliminary), first=Month(2018, 1)).months
        months = tuple(
            dataclasses.replace(each, figure=dataclasses.replace(each.figure, preliminary=early))
            for each, early in zip(plain, preliminary, strict=True)
        )
        return dataclasses.replace(a_series(), months=months)

    def test_a_preliminary_month_is_flagged(self):
        (flag,) = flags(self.series(False, False, True))
        assert (flag.month, flag.heading) == (Month(2018, 3), "Foreløpige tall")
        assert flag.text.startswith("Tallene for mars 2018 kan endre seg")

    def test_months_in_a_row_share_a_flag_at_the_first(self):
        (flag,) = flags(self.series(False, True, True, True))
        assert flag.month == Month(2018, 2)
        assert "februar 2018–april 2018" in flag.text

    def test_months_apart_have_each_their_own(self):
        assert [flag.month.number for flag in flags(self.series(True, False, True))] == [1, 3]


class TestAllTogether:
    def everything(self) -> list[Flag]:
        history = {MAY - 1: (a_stood(a_figure(80, 100), until="2018-07-03"), a_stood(a_figure(81, 100)))}
        return flags(with_target(a_series(of=facts(changed=MAY - 3)), MAY - 5, Limits(0.95)), history)

    def test_they_stand_by_month_whatever_they_are(self):
        assert [flag.month for flag in self.everything()] == [MAY - 5, MAY - 3, MAY - 1]

    def test_those_of_months_that_are_not_shown_are_left_out(self):
        few = dataclasses.replace(a_series(), months=(a_month(MAY - 1, 0.9), a_month(MAY, 0.9)))
        assert [flag.month for flag in shown_flags(self.everything(), few)] == [MAY - 1]

    def test_a_change_with_the_first_month_that_is_shown_is_there(self):
        long = a_series(*[0.9] * 30, of=facts(changed=MAY - 12), first=MAY - 29)
        assert [flag.month for flag in shown_flags(flags(long), in_span(long, "13"))] == [MAY - 12]
