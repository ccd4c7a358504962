"""A count that is hidden stands on no page that everybody may read, in no file of one and in no answer of the API."""

import io
import zipfile

import pytest

from organisation.months import Month
from scorecards.models import Indicator
from tests.builders import a_county, an_office
from tests.dashboards.test_rights_of_addresses import READ_BY_ALL, path_of
from tests.dashboards.world import APRIL, MAY, a_world, reader

pytestmark = pytest.mark.django_db
# A denominator that stands nowhere else, whichever way numbers are written.
BASE = 97713
WRITTEN = ("97713", "97\u00a0713", "97 713", "97,713", "97.713")
SHOWN_BASE = 88141  # of an office whose figure may be read, so that a page without figures is no success
SHOWN = ("88141", "88\u00a0141", "88 141", "88,141", "88.141")
WITH_FIGURES = ("office", "series", "comparison")
QUERIES = ("", "?format=csv", "?format=xlsx", "?view=funnel&county=1200", "?figure=mean", "?show=attention", "?lang=en")
VIEWS_OF_TABLES = ("distribution", "changes", "follow-up", "contributions")
API = (
    "/api/v1/offices/{code}/scorecard?month=2018-05",
    "/api/v1/indicators/IND0/comparison?month=2018-05&county=1200",
    "/api/v1/results?indicator=IND0&from=2018-01&to=2018-12",
    "/api/v1/results?unit={code}",
)


@pytest.fixture
def world():
    """Voss has three cases of very many in May; under five are hidden. In April it had enough."""
    made = a_world(offices=8)
    Indicator.objects.filter(code="IND0").update(hide_below=5)
    others = [(40 + number, 60 + number) for number in range(6)]
    made.publish(APRIL, (700, 900), (800, SHOWN_BASE), *others)
    made.publish(MAY, (3, BASE), (900, SHOWN_BASE), *others)
    for indicator in made.indicators[1:]:  # those hide nothing, and would show the same base
        made.indicators = [indicator]
        made.publish(MAY, *[(8, 10)] * 8)
    return made


@pytest.fixture
def readers(world):
    elsewhere = an_office("1401", "NAV Flora", county=a_county("1400", "NAV Sogn og Fjordane"))
    return {
        "leader": reader("leader", world.voss),
        "county": reader("county", world.county),
        "employee elsewhere": reader("employee", elsewhere),
    }


def texts_of(answer):
    """All that an answer says: of a workbook or an archive what its parts say."""
    content = answer.content
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    parts = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def says(answer, written: tuple[str, ...]) -> bool:
    text = texts_of(answer)
    return any(each in text for each in written)


@pytest.mark.parametrize("who", ["leader", "county", "employee elsewhere"])
@pytest.mark.parametrize("query", QUERIES)
def test_no_page_or_file_says_it(world, readers, who, query):
    found = []
    for name in READ_BY_ALL:
        answer = readers[who].get(path_of(name, 1) + query, follow=True)
        assert answer.status_code in (200, 404), name
        if says(answer, WRITTEN):
            found.append(name)
    assert found == []


@pytest.mark.parametrize("view", VIEWS_OF_TABLES)
@pytest.mark.parametrize("form", ["", "&format=csv", "&format=xlsx"])
@pytest.mark.parametrize("name", ["county", "region", "country"])
def test_no_view_of_a_table_says_it(world, readers, name, view, form):
    answer = readers["employee elsewhere"].get(f"{path_of(name, 1)}?view={view}&sort=IND0{form}")
    assert answer.status_code == 200
    assert not says(answer, WRITTEN)


@pytest.mark.parametrize("period", ["year", "rolling"])
@pytest.mark.parametrize("more", ["", "&span=13", "&format=csv", "&format=xlsx"])
def test_what_is_summed_over_months_at_an_office_says_nothing_of_it_either(readers, period, more):
    answer = readers["employee elsewhere"].get(f"/offices/1235/indicators/IND0/?period={period}{more}")
    assert answer.status_code == 200
    assert not says(answer, WRITTEN)
    assert not says(answer, ("98613", "98\u00a0613", "98 613"))  # with April's


@pytest.mark.parametrize("form", ["", "&format=csv", "&format=xlsx"])
@pytest.mark.parametrize("view", ["months", "size", "&sort=region", "&sort=-base"])
def test_no_view_or_order_of_a_comparison_says_it_and_each_says_what_may_be_read(readers, view, form):
    path = f"/indicators/IND0/2018-05/?county=1200&view={view}{form}"
    for browser in readers.values():
        answer = browser.get(path)
        assert not says(answer, WRITTEN)
        assert says(answer, SHOWN) or (view, form) == ("months", "")  # that page's table has no bases


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_the_page_of_an_office_that_may_be_read_does_say_its_own(world, readers, name):
    path = path_of(name, 1).replace("1235", "1236")
    assert says(readers["county"].get(path), SHOWN)


@pytest.mark.parametrize("path", API)
def test_the_api_says_nothing_of_it(world, readers, path):
    for browser in readers.values():
        assert not says(browser.get(path.format(code="1235")), WRITTEN)


@pytest.mark.parametrize("path", API)
def test_the_api_says_what_may_be_read(world, readers, path):
    assert says(readers["leader"].get(path.format(code="1236")), SHOWN)


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_the_hidden_figure_is_said_to_be_hidden(world, readers, name):
    assert "for få" in texts_of(readers["county"].get(path_of(name, 1))).lower()


def test_the_change_since_april_gives_nothing_away(world, readers):
    page = texts_of(readers["employee elsewhere"].get("/offices/1235/2018-05/?format=csv"))
    (line,) = [line for line in page.splitlines() if ";IND0;" in line]
    assert "too_few" in line
    assert "0.77" not in line  # what it was in April


def test_a_later_month_with_enough_cases_is_shown_and_may_hold_the_base(world, readers):
    world.indicators = [Indicator.objects.get(code="IND0")]
    world.publish(Month(2018, 6), (500, BASE), (900, SHOWN_BASE), *[(40, 60)] * 6)
    assert says(readers["employee elsewhere"].get("/offices/1235/2018-06/"), WRITTEN)
