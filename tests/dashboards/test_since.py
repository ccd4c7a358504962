"""What an office's page says has changed since its reader last saw it; the page itself is kept for everybody."""

import datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Look
from tests.builders import a_person
from tests.dashboards.world import MAY, a_world, browser_of, reader, text_of

pytestmark = pytest.mark.django_db
VOSS = "/offices/1235/2018-05/"
SAID = "Siden du så på siden"


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY, (73, 90), (95, 100), (4, 5))
    return made


@pytest.fixture
def person(world):
    return a_person("leser@test.example", role="leader", unit=world.voss)


def visit(person):
    """A browser that comes anew."""
    return browser_of(person)


def an_hour_passes(more=datetime.timedelta(hours=1, seconds=1)):
    """For everybody who has looked, and for what is in memory."""
    for look in Look.objects.all():
        look.looked_at -= more
        look.save()
    caches["visits"].clear()


def line_of(page):
    found = page[page.index('class="since">') :]
    return found[: found.index("</details>")]


def test_the_first_visit_is_told_nothing(person):
    page = text_of(visit(person).get(VOSS))
    assert SAID not in page
    assert "<!-- since -->" not in page


def test_the_next_is_told_nothing_where_nothing_has_changed(person):
    visit(person).get(VOSS)
    assert SAID not in text_of(visit(person).get(VOSS))


def test_corrections_are_counted_and_named_with_links(world, person):
    visit(person).get(VOSS)
    Look.objects.update(looked_at=timezone.now())
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    line = line_of(text_of(visit(person).get(VOSS)))
    assert ": 3 tall er rettet</summary>" in line
    assert '<li><a href="/offices/1235/indicators/IND0/">Indikator 0</a> rettet</li>' in line


def test_it_says_when_that_was(world, person):
    visit(person).get(VOSS)
    Look.objects.update(looked_at=datetime.datetime(2018, 6, 12, 10, tzinfo=datetime.UTC))
    line = line_of(text_of(visit(person).get(VOSS)))
    assert f"{SAID} 12. juni: 3 tall er nye</summary>" in line


def test_what_is_no_longer_preliminary_is_told(world, person):
    world.publish("2018-06", (73, 90), preliminary=True)
    visit(person).get("/offices/1235/2018-06/")
    world.publish("2018-06", (73, 90))
    assert "3 tall er blitt endelige</summary>" in line_of(text_of(visit(person).get("/offices/1235/2018-06/")))


def test_a_month_that_had_no_figures_then_is_told_as_new(world, person):
    visit(person).get("/offices/1235/2018-06/")
    world.publish("2018-06", (73, 90))
    assert "3 tall er nye</summary>" in line_of(text_of(visit(person).get("/offices/1235/2018-06/")))


def test_others_who_read_the_same_kept_page_are_told_their_own(world, person):
    visit(person).get(VOSS)
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    assert SAID in text_of(visit(person).get(VOSS))
    other = a_person("annen@test.example", role="leader", unit=world.voss)
    assert SAID not in text_of(visit(other).get(VOSS))
    assert "82,2" in text_of(visit(other).get(VOSS))


def test_it_stands_through_the_visit_and_is_gone_in_the_next(world, person):
    visit(person).get(VOSS)
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    browser = visit(person)
    assert [SAID in text_of(browser.get(VOSS + more)) for more in ("", "?show=red", "?show=all")] == [True] * 3
    assert SAID not in text_of(visit(person).get(VOSS))


def test_an_hour_later_it_is_another_visit(world, person):
    browser = visit(person)
    browser.get(VOSS)
    an_hour_passes()
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    assert SAID in text_of(browser.get(VOSS))


def test_a_browser_that_has_the_page_gets_it_anew_when_there_is_something_to_tell(world, person):
    browser = visit(person)
    browser.get(VOSS)
    stamp = browser.get(VOSS)["ETag"]
    assert browser.get(VOSS, headers={"if-none-match": stamp}).status_code == 304
    an_hour_passes(datetime.timedelta(days=1))
    answer = browser.get(VOSS, headers={"if-none-match": stamp})
    assert SAID in text_of(answer)
    assert browser.get(VOSS, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_page_shown_again_in_the_visit_asks_and_writes_no_more_than_any_other(person, django_assert_num_queries):
    browser = visit(person)
    browser.get(VOSS)
    with django_assert_num_queries(3):  # session, person, version with roles
        browser.get(VOSS)


def test_the_visit_is_noted_once(person):
    browser = visit(person)
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            browser.get(VOSS)
    assert sum("INTO accounts_look" in query["sql"] for query in queries) == 1


def test_another_process_of_the_server_tells_the_same_in_the_visit(world, person):
    visit(person).get(VOSS)
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    browser = visit(person)
    first = line_of(text_of(browser.get(VOSS)))
    caches["visits"].clear()  # what another process has in memory is nothing
    assert line_of(text_of(browser.get(VOSS))) == first


def test_it_is_no_matter_of_the_session(person):
    browser = visit(person)
    before = dict(browser.session)
    browser.get(VOSS)
    assert dict(browser.session) == before


def test_files_and_other_readings_are_no_visit(world, person):
    browser = visit(person)
    browser.get(VOSS + "?format=csv")
    browser.get(VOSS + "?as=now")
    assert not Look.objects.exists()


def test_an_office_that_is_not_there_is_not_found_and_not_noted(person):
    assert visit(person).get("/offices/7777/2018-05/").status_code == 404
    assert not Look.objects.exists()


def test_names_are_escaped(world):
    for indicator in world.indicators:
        indicator.name = "A <b>"
        indicator.save()
    browser = reader(unit=world.voss)
    browser.get(VOSS)
    an_hour_passes(datetime.timedelta(days=1))
    assert "A &lt;b&gt;" in line_of(text_of(browser.get(VOSS)))
