"""What is hidden moves nothing on the pages of whom to learn from and what hangs together, nor in their files."""

import pytest

from scorecards.models import Result
from scorecards.versions import count_up_version
from tests.dashboards.test_learning_pages import address_of, file_of, rows_of, words_of
from tests.dashboards.test_related_pages import CALM, MOVES
from tests.dashboards.world import MAY, reader, text_of
from tests.scorecards.published import publish
from tests.scorecards.teaching import DAYS, YEAR, a_teaching_county

pytestmark = pytest.mark.django_db

LIMIT = 5
BASE = 97
HIDDEN = (1, 2, 4, 93, 96)  # few cases, or few that aren't
NAMES = tuple(f"office{number}" for number in range(6))


@pytest.fixture
def teaching():
    """A year in which one office reaches the target and one doesn't, among others; counts under five are hidden."""
    made = a_teaching_county(hide_below=LIMIT)
    figures = {name: (50 + place, 100 + place) for place, name in enumerate(NAMES)}
    made.publish({"asker": (40, 100), "steady": (70, 100), **figures})
    return made


def publish_with(teaching, name: str, count: int) -> None:
    """May once more, with so few cases at one office that they may not be seen."""
    teaching.publish_month(MAY, {name: (count, BASE)})
    count_up_version()
    cell = Result.objects.get(unit=teaching.office(name), indicator=teaching.indicator, month=MAY)
    assert cell.suppressed


def seen(teaching, browser) -> list[object]:
    """All that the pages say and their files hold."""
    steady = teaching.office("steady").code
    address = address_of(teaching)
    return [
        words_of(text_of(browser.get(address_of(teaching, "")))),
        words_of(text_of(browser.get(address))),
        words_of(text_of(browser.get(f"{address}?where=country&beside={steady}"))),
        file_of(browser, address_of(teaching, "")),
        file_of(browser, address + "?where=country"),
        file_of(browser, f"{address}?table=beside&beside={steady}"),
    ]


@pytest.mark.parametrize("name", ["steady", "asker", "office0"])
def test_pages_and_files_are_the_same_whatever_is_hidden(teaching, name):
    browser, found = reader("employee", teaching.office("office1")), []
    for count in HIDDEN:
        publish_with(teaching, name, count)
        found.append(seen(teaching, browser))
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("name", ["quick", "asker", "usual"])
def test_of_a_rate_they_are_the_same_too(name):
    teaching = a_teaching_county(direction="lower", green=0.1, unit="rate", hide_below=LIMIT)
    levels = {each: level / 100 for each, level in DAYS.items()}
    teaching.publish_levels(levels, base=dict.fromkeys(levels, 1000), swing=0.01)
    teaching.offices["steady"] = teaching.office("quick")
    browser, found = reader("employee", teaching.office("slow")), []
    for count in HIDDEN[:3]:
        publish_with(teaching, name, count)
        found.append(seen(teaching, browser))
    assert all(each == found[0] for each in found)
    assert "NAV Quicker" in found[0][1]


def test_a_teachers_months_leave_the_hidden_one_out_and_say_so(teaching):
    browser = reader("leader", teaching.asker)
    publish_with(teaching, "steady", 2)
    hidden = Result.objects.filter(indicator=teaching.indicator, unit=teaching.office("steady"), suppressed=True)
    known = len(YEAR) - hidden.count()
    page = text_of(browser.get(address_of(teaching)))
    assert ["NAV Steady", "70,0 %", f"{known} av {known} måneder"] in [row[:3] for row in rows_of(page)]
    assert rows_of(page, table=1)[0][3:] == ["for få", ""]
    (row,) = [
        row
        for row in file_of(browser, f"{address_of(teaching)}?table=beside&beside={teaching.office('steady').code}")
        if (row["unit_name"], row["month"]) == ("NAV Steady", "2018-05")
    ]
    assert (row["state"], row["numerator"], row["denominator"], row["value"]) == ("too_few", "", "", "")


def test_no_sum_in_the_file_holds_a_hidden_count(teaching):
    browser = reader("leader", teaching.asker)
    publish_with(teaching, "asker", 2)
    (first, *_rest) = file_of(browser, address_of(teaching))
    shown = Result.objects.filter(indicator=teaching.indicator, unit=teaching.asker, suppressed=False)
    parts = [(row.numerator, row.denominator) for row in shown]
    assert len(parts) < len(YEAR)
    assert float(first["value"]) == pytest.approx(sum(n for n, _ in parts) / sum(of for _, of in parts))
    sizes = Result.objects.filter(indicator=teaching.indicator, unit=teaching.office("steady"), suppressed=False)
    size = sum(row.denominator for row in sizes) / sum(of for _, of in parts)
    assert float(first["size_ratio"]) == pytest.approx(size)


def test_an_office_that_is_hidden_in_half_a_year_is_no_teacher(teaching):
    browser = reader("leader", teaching.asker)
    Result.objects.filter(indicator=teaching.indicator, unit=teaching.office("steady"), month__gt=MAY - 6).update(
        suppressed=True
    )
    count_up_version()
    assert "NAV Steady" not in words_of(text_of(browser.get(address_of(teaching))))


@pytest.mark.parametrize("who", ["asker", "office0"])
def test_what_hangs_together_is_the_same_whatever_is_hidden(teaching, who):
    teaching.indicator.related.add(teaching.others[0])
    asker, other = teaching.asker, teaching.office("office0")
    for place, month in enumerate((MAY - 14).through(MAY)):
        up, down = (0.5 + (*CALM, *MOVES[move])[place] for move in ("up", "down"))
        figures = {(teaching.indicator, asker): (round(1000 * up), 1000), (teaching.others[0], asker): down}
        publish({**figures, (teaching.others[0], other): 0.5}, month, package=teaching.package)
    browser, found = reader("employee", other), []
    address = address_of(teaching).replace("learn", "related")
    for count in HIDDEN:
        publish_with(teaching, who, count)
        found.append((words_of(text_of(browser.get(address))), file_of(browser, address)))
    assert all(each == found[0] for each in found)
    last = [row for row in found[0][1] if row["month"] == "2018-05"]
    assert [row["value"] == "" for row in last] == [who == "asker"]


def test_a_page_that_the_browser_has_already_is_not_sent_again(teaching):
    browser = reader("leader", teaching.asker)
    browser.get(address_of(teaching))  # brings the cookie that the stamp holds for
    for address in (address_of(teaching, ""), address_of(teaching), address_of(teaching).replace("learn", "related")):
        stamp = browser.get(address)["ETag"]
        assert browser.get(address, HTTP_IF_NONE_MATCH=stamp).status_code == 304
        count_up_version()
        assert browser.get(address, HTTP_IF_NONE_MATCH=stamp).status_code == 200
