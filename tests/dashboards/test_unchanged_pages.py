"""Every page that is read says by its ETag whether a browser's copy still holds, and holds no longer than that."""

import datetime

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from organisation.queries import placed
from rankings.models import PlannedRanking
from rankings.services.planning import cancel_plan, plan_ranking, publish_planned
from rankings.services.publishing import publish_ranking
from scorecards.models import Indicator
from tests.builders import a_county, a_person, a_role
from tests.dashboards.test_catalogue_editing import edit
from tests.dashboards.world import APRIL, MAY, World, a_world, browser_of, reader

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
PAGES = {
    "office": "/offices/1235/2018-05/",
    "series": "/offices/1235/indicators/IND0/",
    "comparison": "/indicators/IND0/2018-05/?county=1200",
    "county": "/counties/1200/2018-05/",
    "region": "/regions/1291/2018-05/",
    "country": "/country/2018-05/",
    "ranking": "/rankings/1200/2018-05/",
    "office-places": "/offices/1235/places/",
    "catalogue": "/indicators/",
    "indicator": "/indicators/IND0/",
}
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def world() -> World:
    made = a_world()
    for month in (MAY - 5).through(MAY):
        made.publish(month, (73, 90), (95, 100), (8, 10))
    county = placed("1200", MAY)
    assert county is not None
    publish_ranking(county=county, month=MAY, by=None)
    caches["pages"].clear()
    return made


@pytest.fixture
def person(world):
    return a_person(role="leader", unit=world.voss)


def etag_of(browser, name: str, more: str = "", **headers: str) -> str:
    """What the page is stamped with, once the browser has its cookie for forms."""
    address = PAGES[name]
    if more:
        address += ("&" if "?" in address else "?") + more
    browser.get(address)
    etag: str = browser.get(address, headers=headers)["ETag"]
    return etag


def again(browser, name: str, etag: str) -> int:
    status: int = browser.get(PAGES[name], headers={"if-none-match": etag}).status_code
    return status


@every_page
def test_an_unchanged_page_is_not_sent_again(name, person):
    browser = browser_of(person)
    answer = browser.get(PAGES[name], headers={"if-none-match": etag_of(browser, name)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"].startswith('W/"')
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}


@every_page
def test_a_publication_changes_every_page(name, world, person):
    browser = browser_of(person)
    etag = etag_of(browser, name)
    world.publish(APRIL, (70, 90), (95, 100), (8, 10))
    assert again(browser, name, etag) == 200
    assert etag_of(browser, name) != etag


@every_page
def test_language_rights_and_choices_have_stamps_of_their_own(name, world, person):
    def stamp(more: str = "") -> str:
        browser = browser_of(person)  # a new one: the office's page remembers what was chosen in the one before
        browser.cookies["csrftoken"] = "n" * 32
        return etag_of(browser, name, more)

    stamps = [stamp(more) for more in ("", "lang=nn", "lang=en", "show=attention", "sort=name")]
    assert stamp() == stamps[0]
    a_role(person, "county", world.county)
    stamps.append(stamp())
    assert len(set(stamps)) == len(stamps)


class TestWhatEveryPageIsSentAnewAfter:
    @pytest.fixture
    def browser(self, person):
        return browser_of(person)

    @pytest.fixture
    def sent_anew(self, browser):
        """Which pages a browser that had all of them is sent once more: asked after the change."""
        etags = {name: etag_of(browser, name) for name in PAGES}
        assert {again(browser, name, etag) for name, etag in etags.items()} == {304}
        return lambda: {name for name, etag in etags.items() if again(browser, name, etag) == 200}

    def test_nothing_has_changed_and_none_is(self, sent_anew):
        assert sent_anew() == set()

    def test_an_office_got_another_name(self, sent_anew, browser, tmp_path):
        path = tmp_path / "units.csv"
        path.write_text(
            "code;name;kind;county;region;valid_from;valid_to\n1235;NAV Nyvoss;office;1200;1291;2017-01-01;\n"
        )
        call_command("load_organisation", str(path))
        assert sent_anew() == set(PAGES)
        assert "Nyvoss" in browser.get(PAGES["county"]).content.decode()

    def test_a_ranking_got_another_edition(self, sent_anew):
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        assert sent_anew() == set(PAGES)

    def test_the_reader_chose_another_language(self, sent_anew, browser, person):
        person.language = "en"
        person.save()
        assert sent_anew() == set(PAGES)
        assert '<html lang="en">' in browser.get(PAGES["county"]).content.decode()

    def test_the_reader_got_a_role_or_lost_one(self, sent_anew, person, world):
        role = a_role(person, "county", world.county)
        assert sent_anew() == set(PAGES)
        role.ended_at = timezone.now()
        role.save()
        assert sent_anew() == set()  # what they had before is true for them again
        person.roles.update(ended_at=timezone.now())
        assert sent_anew() == set(PAGES)

    def test_the_readers_name_was_mended(self, sent_anew, browser, person):
        person.name = "Kari Nordmann Hansen"
        person.save()
        assert sent_anew() == set(PAGES)
        assert "Kari Nordmann Hansen" in browser.get(PAGES["county"]).content.decode()


@every_page
def test_the_stamp_says_the_same_as_long_as_nothing_changes(name, person):
    browser = browser_of(person)
    assert etag_of(browser, name) == etag_of(browser, name)


@every_page
def test_nobody_elses_stamp_is_taken(name, world, person):
    theirs = etag_of(browser_of(a_person(role="leader", unit=world.voss)), name)
    browser = browser_of(person)
    browser.get(PAGES[name])
    assert again(browser, name, theirs) == 200


@every_page
def test_a_copy_is_no_good_to_somebody_who_logged_out(name, person):
    browser = browser_of(person)
    etag = etag_of(browser, name)
    browser.logout()
    assert again(browser, name, etag) == 302


@every_page
def test_a_copy_holds_for_a_day_since_pages_count_days(name, person, monkeypatch):
    browser = browser_of(person)
    etag = etag_of(browser, name)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert again(browser, name, etag) == 200


@every_page
def test_it_takes_three_queries_to_say_so(name, person, django_assert_num_queries):
    browser = browser_of(person)
    etag = etag_of(browser, name)
    with django_assert_num_queries(3):  # session, person, version with roles
        assert again(browser, name, etag) == 304


@every_page
def test_files_are_sent_each_time(name, person):
    browser = browser_of(person)
    etag = etag_of(browser, name)
    answer = browser.get(PAGES[name], {"format": "csv"}, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert "ETag" not in answer


def test_an_indicator_that_is_added_changes_the_catalogue(world):
    browser = browser_of(a_person(role="directorate"))
    etag = etag_of(browser, "catalogue")
    given = {"unit": "number", "direction": "higher", "kind": "input", "pooling": "sum"}
    edit(browser, "/catalogue/indicators/new/", code="NY", name="Helt ny", **given)
    answer = browser.get(PAGES["catalogue"], headers={"if-none-match": etag})
    assert Indicator.objects.filter(code="NY").exists()
    assert "Helt ny" in answer.content.decode()


def test_a_new_due_day_changes_the_line_that_tells_a_countys_staff_of_it(world):
    staff = reader("county", world.county)
    etag = etag_of(staff, "county")
    staff.post("/deliveries/due-day/", {"package": "STYR", "day": "3"})
    staff.get("/deliveries/")  # shows the message
    assert again(staff, "county", etag) == 200


def test_a_form_on_the_ranking_still_works_from_a_browsers_copy(world):
    staff = reader("county", world.county)
    page = staff.get(PAGES["ranking"])
    assert again(staff, "ranking", etag_of(staff, "ranking")) == 304
    assert b"csrfmiddlewaretoken" in page.content
    staff.post("/rankings/1200/2018-05/publish/")
    assert "Utgave 2 er publisert." in staff.get(PAGES["ranking"]).content.decode()


def test_a_plan_for_a_ranking_is_told_to_a_browser_that_had_the_page_before(world):
    staff = reader("county", world.county)
    before = etag_of(staff, "ranking")
    colleague = a_person(role="county", unit=world.county)
    plan_ranking(county=placed("1200", MAY), month=MAY, at=timezone.now() + HOUR, by=colleague)
    assert again(staff, "ranking", before) == 200
    planned = etag_of(staff, "ranking")
    cancel_plan(county=placed("1200", MAY), month=MAY, by=colleague)
    assert again(staff, "ranking", planned) == 200
    plan = plan_ranking(county=placed("1200", MAY), month=MAY, at=timezone.now() + HOUR, by=colleague)
    waiting = etag_of(staff, "ranking")
    PlannedRanking.objects.filter(pk=plan.pk).update(at=timezone.now())
    colleague.roles.update(ended_at=timezone.now())
    assert publish_planned() == []
    assert again(staff, "ranking", waiting) == 200
    assert "Den planlagte rangeringen ble ikke publisert." in staff.get(PAGES["ranking"]).content.decode()


def test_what_is_not_there_has_no_stamp(person):
    browser = browser_of(person)
    assert "ETag" not in browser.get("/indicators/NOPE/")
    assert "ETag" not in browser.get("/rankings/9999/2018-05/")


def test_a_county_of_another_time_says_so_on_the_rankings_page(world, person):
    a_county("1600", "NAV Gamlefylket", until="2018-01-01")
    page = browser_of(person).get("/rankings/1600/2018-05/")
    assert page.status_code == 200
    assert "Gamlefylket" in page.content.decode()
