"""Nothing as the organisation is now tells a hidden count: pages, files and answers are the same whatever it is."""

import re

import pytest

from scorecards.models import Result, ResultRevision
from tests.dashboards.world import reader, text_of
from tests.merged import SINCE, THEN, a_merger

pytestmark = pytest.mark.django_db
ADDRESSES = [
    f"/offices/4621/{THEN}/?as=now",
    f"/offices/1438/{THEN}/?as=now",
    "/offices/4621/indicators/IND0/?as=now",
    "/offices/1438/indicators/IND0/?as=now",
    f"/counties/4600/{THEN}/?as=now",
    f"/counties/4600/{THEN}/?view=distribution&as=now",
    f"/counties/4600/{THEN}/?view=changes&as=now",
    f"/counties/4600/{THEN}/?view=follow-up&as=now",
    f"/regions/4691/{THEN}/?as=now",
    f"/regions/4691/{THEN}/?view=follow-up&as=now",
    f"/country/{THEN}/?as=now",
    f"/country/{THEN}/?figure=mean&as=now",
    f"/country/{THEN}/?view=changes&as=now",
    f"/country/{THEN}/?view=changes&figure=mean&as=now",
    f"/country/{THEN}/?view=follow-up&as=now",
    f"/indicators/IND0/{THEN}/?county=4600&as=now",
    f"/indicators/IND0/{THEN}/?county=0800&reference=4600&as=now",
]
ANSWERS = [
    f"/api/v1/offices/4621/scorecard?month={THEN}&as=now",
    f"/api/v1/indicators/IND0/comparison?county=4600&month={THEN}&as=now",
    "/api/v1/results?indicator=IND0&as=now",
]
PASSING = re.compile(r'"delivery": ?\d+|"revisions": ?\d+|name="csrfmiddlewaretoken" value="\w+"|rettet \d+ g\.')


@pytest.fixture
def merged():
    made = a_merger(hide_below=5)
    made.publish(THEN - 1)
    made.publish(SINCE, _4621=(50, 100), _4601=(90, 100), _4602=(70, 100), _1438=(40, 50))
    return made


def all_of(browser, addresses) -> dict[str, str]:
    """What is read at each address, without what tells one delivery from another."""
    return {address: PASSING.sub("", text_of(browser.get(address))) for address in addresses}


def read_everywhere(merged, granvin: int, bergen: int) -> dict[str, str]:
    """Everything, with these two counts of sixty and a hundred in one region, both too few to be shown."""
    merged.publish(THEN, _1234=(granvin, 60), _1203=(bergen, 100))
    hidden = Result.objects.filter(month=THEN, unit__in=[merged["1234"], merged["1203"]])
    assert all(result.suppressed for result in hidden)
    ResultRevision.objects.all().delete()  # what stood before is another matter
    browser = reader("directorate", name="Kari Nordmann")
    return (
        all_of(browser, ADDRESSES)
        | all_of(browser, [f"{each}&format=csv" for each in ADDRESSES])
        | all_of(browser, ANSWERS)
    )


def test_hidden_counts_that_add_up_to_the_same_move_nothing(merged):
    first, second = read_everywhere(merged, 1, 4), read_everywhere(merged, 3, 2)
    for address, text in first.items():
        assert text == second[address], address


def test_a_merged_office_with_a_hidden_part_is_too_few_everywhere(merged):
    read = read_everywhere(merged, 2, 3)
    for address in (f"/offices/4621/{THEN}/?as=now", f"/counties/4600/{THEN}/?as=now"):
        assert "for få" in read[address]
    for address in (f"/offices/4621/{THEN}/?as=now&format=csv", f"/counties/4600/{THEN}/?as=now&format=csv"):
        line = next(line for line in read[address].splitlines() if "4621;NAV Voss" in line)
        assert "too_few;;;;" in line


def test_neither_hidden_part_stands_anywhere(merged):
    for address, text in read_everywhere(merged, 2, 3).items():
        assert "32 av 100" not in text.replace("\u00a0", " "), address  # Voss with Granvin
        for number in (2 / 60, 3 / 100, 32 / 100):
            assert repr(number) not in text, address
