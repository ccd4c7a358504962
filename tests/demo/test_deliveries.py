"""Who delivers what in the demo, month by month."""

import csv

import pytest

from demo.behaviour import FIRST, MONTHS, read_world
from demo.deliveries import Senders, directions, first_counties, indicators_of
from demo.foundations import sender
from demo.plan import DATA, corrections, months_of, people, rankings, real_file, sendings, working_hour
from demo.simulation import Simulation
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import offices_of, units_in
from scorecards.models import Indicator, Package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("foundations")]
MAY, OCTOBER = Month(2018, 5), Month(2018, 10)


@pytest.fixture(scope="module")
def senders(foundations):
    return Senders(Simulation(read_world(), directions()))


def package(code):
    return Package.objects.select_related("owner").get(code=code)


def units_of(lines):
    return {line.unit for line in lines}


def test_a_countys_package_has_a_line_for_each_of_its_offices_and_items(senders):
    lines = senders.lines(package("STYRINGSPAKKE"), MAY)
    offices = {office.code for office in offices_of(Unit.objects.get(code="1200"), MAY)}

    assert units_of(lines) == offices
    assert len(lines) == len(offices) * 28
    assert len({(line.unit, line.indicator) for line in lines}) == len(lines)


def test_the_national_package_has_all_counties_and_the_country_as_well(senders):
    lines = senders.lines(package("MALEKORT"), MAY)
    counties = {county.code for county in units_in(MAY, kind="county")}

    assert {"NO", "1200", "1235", "1400"} <= units_of(lines)
    assert units_of(lines) & counties == counties - {"F40"}
    assert len({line.indicator for line in lines}) == 15


def test_a_countys_own_line_counts_all_its_offices_also_those_that_are_left_out(senders):
    lines = senders.lines(package("MALEKORT"), MAY)
    offices = {office.code for office in offices_of(Unit.objects.get(code="1200"), MAY)}
    of_offices = [line for line in lines if line.indicator == "SVAR" and line.unit in offices]
    own = next(line for line in lines if (line.unit, line.indicator) == ("1200", "SVAR"))

    assert own.denominator >= sum(line.denominator or 0 for line in of_offices)
    assert own.numerator / own.denominator == pytest.approx(
        sum(line.numerator or 0 for line in of_offices) / sum(line.denominator or 0 for line in of_offices), abs=0.02
    )


def test_nothing_is_made_up_for_the_county_with_real_figures(senders):
    real = {unit.code for unit in offices_of(Unit.objects.get(code="F40"), MAY)}

    assert len(real) == 17
    assert not real & units_of(senders.lines(package("MALEKORT"), MAY))


def test_the_county_and_the_country_say_the_same_of_an_office(senders):
    national = {(line.unit, line.indicator): line for line in senders.lines(package("MALEKORT"), MAY)}
    county = senders.lines(package("STYRINGSPAKKE"), MAY)
    shared = [line for line in county if (line.unit, line.indicator) in national]

    assert len(shared) == 40 * 15
    assert all(national[line.unit, line.indicator] == line for line in shared)


def test_an_indicator_that_has_ended_is_no_longer_delivered():
    pack = package("STYRINGSPAKKE")

    assert "SOS_TID" in indicators_of(pack, Month(2018, 12))
    assert "SOS_TID" not in indicators_of(pack, Month(2019, 1))
    assert indicators_of(package("VESTLANDSPAKKE"), MAY) == []


def test_the_late_delivery_is_the_months_file_with_what_was_wrong_put_right(senders):
    first = senders.lines(package("STYRINGSPAKKE"), OCTOBER)
    late = senders.lines(package("STYRINGSPAKKE"), OCTOBER, corrected=True)
    changed = [(one, other) for one, other in zip(first, late, strict=True) if one != other]

    assert len(changed) == len(read_world().corrections)
    assert all(0 <= one.numerator <= one.denominator == other.denominator for one, other in changed)


def test_other_months_are_right_from_the_start(senders):
    assert senders.lines(package("STYRINGSPAKKE"), MAY) == senders.lines(package("STYRINGSPAKKE"), MAY, corrected=True)


def test_no_figure_is_impossible(senders):
    shares = set(Indicator.objects.filter(unit_of_measure="share").values_list("code", flat=True))
    for month in (FIRST, MAY, MONTHS[-1]):
        for line in senders.lines(package("MALEKORT"), month):
            given = [number for number in (line.numerator, line.denominator, line.value) if number is not None]
            assert all(number >= 0 for number in given)
            assert bool(line.mark) != bool(given)
            if line.indicator in shares and line.numerator is not None:
                assert line.numerator <= line.denominator


def test_an_office_keeps_the_habits_of_its_first_county():
    assert first_counties()["1612"] == "1600"
    assert first_counties()["1235"] == "1200"


def test_directions_are_those_of_the_catalogue():
    assert directions()["OVG_ORD"] == 1
    assert directions()["SVARTID"] == -1
    assert directions()["TILTAKSBRUK"] == directions()["TILTAK_AND"] == 0


def test_every_indicator_of_the_made_up_packages_is_simulated():
    with (DATA / "catalogue" / "indicators.csv").open(encoding="utf-8") as table:
        assert {row["code"] for row in csv.DictReader(table, delimiter=";")} == set(read_world().behaviours)


# The plan


def test_deliveries_come_in_the_middle_of_the_next_month_the_national_ones_first():
    at = {sending.package.code: sending.at for sending in sendings([MAY])}

    assert set(at) == {"MALEKORT", "STYRINGSPAKKE", "STATISTIKKPAKKE", "TELEMARK"}
    assert min(at, key=at.get) == "MALEKORT"
    assert {(moment.year, moment.month) for moment in at.values()} == {(2018, 6)}


@pytest.mark.parametrize(("day", "shown"), [(14, 14), (15, 15), (16, 18), (17, 18)])
def test_nobody_delivers_on_a_sunday(day, shown):
    assert working_hour(Month(2018, 6), day, 9).day == shown


def test_a_correction_comes_when_the_next_month_has():
    world = read_world()

    assert corrections(months_of(21), world) == corrections(months_of(22), world) == []
    (late,) = corrections(months_of(23), world)
    assert (late.package.code, late.month, late.corrects) == ("STYRINGSPAKKE", OCTOBER, True)
    assert late.at > max(sending.at for sending in sendings([OCTOBER]))
    assert late.file_name == "styringspakke-2018-10-rettet.csv"


def test_rankings_are_of_the_last_months_of_counties_that_have_priorities():
    missing = {(ranking.package.code, str(ranking.month)) for ranking in rankings(months_of(24))}

    assert {code for code, _ in missing} == {"STYRINGSPAKKE", "TELEMARK"}
    assert min(month for _, month in missing) == "2018-06"


def test_real_months_are_those_that_there_are_files_of():
    assert real_file(MAY).exists()
    assert not real_file(Month(2020, 1)).exists()
    assert all(sending.package.code != "TELEMARK" for sending in sendings([Month(2020, 1)]))


def test_somebody_with_the_right_to_it_delivers_for_each_package():
    assert sender(Unit.objects.get(code="1200")).email == "fylke.hordaland@demo.example"
    assert sender(Unit.objects.get(code="NO")).email == "direktoratet@demo.example"


def test_people_of_the_demo_are_roles_and_not_persons():
    assert len(people()) >= 8
    assert all(row["email"].endswith("@demo.example") for row in people())
    assert {row["role"] for row in people()} == {"leader", "employee", "county", "directorate", "administrator"}
