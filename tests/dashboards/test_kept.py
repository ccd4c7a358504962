"""Pages are kept while the figures they were made from stand, and not a moment longer."""

import re

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from organisation.queries import placed
from rankings.services.publishing import publish_ranking
from scorecards.models import Indicator, Result
from scorecards.services.deliveries import publish_delivery, receive_delivery
from scorecards.services.places import prepare_places
from scorecards.versions import count_up_version
from tests.builders import a_person, a_role
from tests.dashboards.world import BACKEND, MAY, a_world, browser_of, reader, text_of

pytestmark = pytest.mark.django_db
PAGE = "/offices/1235/2018-05/"


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY, (73, 90), (95, 100), (8, 10))
    return made


@pytest.fixture
def employee(world):
    return reader("employee", world.offices[0])


def behind_the_scenes(numerator: float) -> None:
    """Change a figure in a way that no version tells of: a page that was kept doesn't know."""
    Result.objects.filter(unit__code="1235").update(numerator=numerator, value=numerator / 90)


def test_a_page_shown_again_is_the_one_that_was_made(employee):
    first = employee.get(PAGE).content
    behind_the_scenes(9)
    assert "10,0" not in text_of(employee.get(PAGE))
    assert "81,1" in first.decode()


def test_it_is_made_anew_when_the_version_counts_up(employee):
    employee.get(PAGE)
    behind_the_scenes(9)
    count_up_version()
    assert "10,0" in text_of(employee.get(PAGE))


def test_a_publication_shows_at_once(world, employee):
    employee.get(PAGE)
    world.publish(MAY, (45, 90), (95, 100), (8, 10))
    count_up_version()
    assert "50,0" in text_of(employee.get(PAGE))


def test_showing_it_again_costs_three_queries(employee, django_assert_num_queries):
    employee.get(PAGE)
    with django_assert_num_queries(3):  # session, person, version with roles
        employee.get(PAGE)


def test_somebody_else_with_the_same_roles_sees_the_same_page_under_their_own_name(world, employee):
    employee.get(PAGE)
    behind_the_scenes(9)
    other = reader("employee", world.offices[0], name="Ola Nordmann")
    shown = text_of(other.get(PAGE))
    assert "Ola Nordmann" in shown
    assert "81,1" in shown


def test_people_of_other_offices_have_pages_of_their_own(world, employee):
    address = f"/indicators/IND0/2018-05/?county={world.county.code}"
    mine = employee.get(address).content.decode()
    theirs = reader("employee", world.offices[1]).get(address).content.decode()
    assert mine != theirs


def test_a_language_has_pages_of_its_own(employee):
    Indicator.objects.update(name_nn="På nynorsk")
    assert "På nynorsk" not in text_of(employee.get(PAGE))
    assert "På nynorsk" in text_of(employee.get(f"{PAGE}?lang=nn"))


def test_a_choice_in_the_address_has_a_page_of_its_own(employee):
    assert employee.get(PAGE).content != employee.get(f"{PAGE}?show=attention").content


def test_files_are_written_each_time(employee):
    employee.get(f"{PAGE}?format=csv")
    behind_the_scenes(9)
    assert ";9.0;90.0;0.1;" in text_of(employee.get(f"{PAGE}?format=csv"))


def test_a_page_that_says_something_is_missing_is_not_kept(world, employee):
    assert "Ingen tall" in text_of(employee.get("/offices/1235/2018-07/"))
    assert len(caches["pages"]._cache) == 0


def test_an_unknown_address_is_not_found_each_time(employee):
    assert [employee.get("/offices/7777/2018-05/").status_code for _ in range(2)] == [404, 404]


class TestWhatMakesPagesAnew:
    """Everything that changes what pages show counts the version up; each is done here by its own service."""

    @pytest.fixture
    def shown(self, employee):
        """Make the page, and change a figure behind its back: whoever makes it anew, sees the change."""
        employee.get(PAGE)
        behind_the_scenes(9)
        assert "10,0" not in text_of(employee.get(PAGE))
        return lambda: "10,0" in text_of(employee.get(PAGE))

    def test_a_delivery_that_is_published(self, world, shown):
        content = b"enhet;indikator;teller;nevner\n1236;IND0;95;101\n"
        received = receive_delivery(package=world.package, month=MAY, content=content, file_name="mai.csv", by=None)
        assert not shown()  # receiving it changes nothing that pages show
        publish_delivery(delivery=received.delivery, by=None)
        assert shown()

    def test_not_one_that_was_refused(self, world, shown):
        content = b"enhet;indikator;teller;nevner\n9999;IND0;95;101\n"
        receive_delivery(package=world.package, month=MAY, content=content, file_name="mai.csv", by=None, publish=True)
        assert not shown()

    def test_a_catalogue_that_is_loaded(self, shown, tmp_path):
        path = tmp_path / "perspectives.csv"
        path.write_text("code;name;order\nBRUKER;De vi er til for;1\n")
        call_command("load_catalogue", str(tmp_path))
        assert shown()

    def test_an_organisation_that_is_loaded(self, world, employee, shown, tmp_path):
        path = tmp_path / "units.csv"
        path.write_text(
            "code;name;kind;county;region;valid_from;valid_to\n1236;NAV Røldal;office;1200;1291;2017-01-01;\n"
        )
        call_command("load_organisation", str(path))
        assert shown()
        assert "NAV Røldal" in text_of(employee.get(PAGE))

    def test_places_that_are_prepared(self, shown):
        assert prepare_places() == 1
        assert shown()

    def test_a_ranking_that_is_published(self, world, employee):
        for month in (MAY - 5).through(MAY):
            world.publish(month, (73, 90), (95, 100), (8, 10))
        assert "/rankings/1200/" not in _content_of(text_of(employee.get(PAGE)))
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        assert "/rankings/1200/" in _content_of(text_of(employee.get(PAGE)))


class TestWhoSeesWhichPage:
    ADDRESS = "/indicators/IND0/2018-05/?county=1200"

    def test_a_role_that_was_given_shows_at_once(self, world):
        person = a_person(role="employee", unit=world.offices[0])
        before = browser_of(person).get(self.ADDRESS).content
        a_role(person, "employee", world.offices[1])
        assert browser_of(person).get(self.ADDRESS).content != before

    def test_people_of_one_office_with_other_roles_have_pages_of_their_own(self, world):
        for role in ("employee", "leader"):
            reader(role, world.offices[0]).get(PAGE)
        assert len(caches["pages"]._cache) == 2

    def test_people_with_equal_roles_share_one(self, world):
        for _ in range(3):
            reader("employee", world.offices[0]).get(PAGE)
        assert len(caches["pages"]._cache) == 1

    def test_nobody_sees_a_kept_page_without_logging_in(self, employee, client):
        employee.get(PAGE)
        assert client.get(PAGE).status_code == 302

    def test_somebody_whose_account_was_closed_sees_no_kept_page(self, world):
        person = a_person(role="employee", unit=world.offices[0])
        browser = browser_of(person)
        browser.get(PAGE)
        person.closed_at = timezone.now()
        person.save()
        assert browser.get(PAGE).status_code == 302

    def test_the_menu_is_that_of_the_reader(self, world):
        both = [a_person(role="county", unit=world.county, name=name) for name in ("Kari Fylke", "Ola Fylke")]
        first, second = (text_of(browser_of(person).get(PAGE)) for person in both)
        assert "Kari Fylke" in first
        assert "Kari Fylke" not in second
        assert _content_of(first) == _content_of(second)


class TestForms:
    """A ranking's page has forms for those who may publish it."""

    RANKING = "/rankings/1200/2018-05/"
    FIELD = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')

    @pytest.fixture
    def county(self, world):
        for month in (MAY - 5).through(MAY):
            world.publish(month, (73, 90), (95, 100), (8, 10))
        county = placed("1200", MAY)
        publish_ranking(county=county, month=MAY, by=None)
        return world.county

    @pytest.fixture
    def staff(self, county):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(a_person(role="county", unit=county), backend=BACKEND)
        return browser

    def withdrawal(self, browser):
        """The token that the kept page has for the form by which an edition is taken back."""
        form = _content_of(text_of(browser.get(self.RANKING))).split("/withdraw/")[1]
        return self.FIELD.search(form)[1]

    def test_the_page_is_made_once(self, staff, django_assert_num_queries):
        staff.get(self.RANKING)
        with django_assert_num_queries(3):  # session, person, version with roles
            staff.get(self.RANKING)

    def test_each_reader_and_each_answer_has_a_token_that_holds(self, county, staff):
        other = Client(enforce_csrf_checks=True)
        other.force_login(a_person(role="county", unit=county), backend=BACKEND)
        tokens = [self.withdrawal(browser) for browser in (staff, other, staff, other)]
        assert len(set(tokens)) == 4
        asked = {"edition": "1", "reason": "Feil i grunnlaget"}
        stolen = staff.post(f"{self.RANKING}withdraw/", {**asked, "csrfmiddlewaretoken": tokens[3]})
        assert stolen.status_code == 403
        staff.post(f"{self.RANKING}withdraw/", {**asked, "csrfmiddlewaretoken": tokens[2]})
        assert "Feil i grunnlaget" in text_of(staff.get(self.RANKING))

    def test_nothing_of_the_place_for_the_token_is_sent(self, staff):
        for _first_and_again in range(2):
            assert b"<!-- token -->" not in staff.get(self.RANKING).content

    def test_who_may_not_publish_has_a_page_without_them(self, county, staff, employee):
        staff.get(self.RANKING)
        assert "/withdraw/" not in text_of(employee.get(self.RANKING))


class TestTheFrame:
    def test_a_message_is_shown_once_and_is_not_kept(self, world):
        staff = reader("county", world.county)
        for month in (MAY - 5).through(MAY):
            world.publish(month, (73, 90), (95, 100), (8, 10))
        address = "/counties/1200/2018-05/"
        without = text_of(staff.get(address))
        staff.post("/rankings/1200/2018-05/publish/")  # leaves a message for the next page
        first, second = (text_of(staff.get(address)) for _ in range(2))
        assert "Utgave 1 er publisert." in first
        assert "Utgave 1 er publisert." not in second
        assert "Utgave 1 er publisert." not in without

    def test_each_log_out_form_has_a_token_of_its_own(self, employee):
        tokens = {re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text_of(employee.get(PAGE)))[1] for _ in "12"}
        assert len(tokens) == 2

    def test_a_kept_page_says_as_clearly_that_it_is_simulated(self, employee):
        first, again = (text_of(employee.get(PAGE)) for _ in range(2))
        assert "simulert" in first.lower()
        assert "simulert" in again.lower()

    def test_a_kept_page_has_the_same_title_and_language(self, employee):
        pages = [text_of(employee.get(f"{PAGE}?lang=en")) for _ in range(2)]
        first, again = (page[: page.index("</title>")] for page in pages)
        assert '<html lang="en">' in first
        assert first == again


def _content_of(page: str) -> str:
    """What stands between the frame's head and foot."""
    return page[page.index("<main") : page.index("</main>")]


class TestABrowserThatHasThePage:
    def etag(self, browser):
        browser.get(PAGE)  # brings the cookie for forms
        return browser.get(PAGE)["ETag"]

    def test_is_sent_nothing_while_the_figures_stand(self, employee):
        again = employee.get(PAGE, headers={"if-none-match": self.etag(employee)})
        assert (again.status_code, again.content) == (304, b"")

    def test_is_sent_the_page_when_they_have_changed(self, employee):
        etag = self.etag(employee)
        count_up_version()
        assert employee.get(PAGE, headers={"if-none-match": etag}).status_code == 200

    def test_is_sent_the_page_when_somebody_else_reads_in_it(self, world, employee):
        other = reader("employee", world.offices[0], name="Ola Nordmann")
        assert other.get(PAGE, headers={"if-none-match": self.etag(employee)}).status_code == 200

    def test_is_sent_the_page_in_another_language(self, employee):
        again = employee.get(PAGE + "?lang=nn", headers={"if-none-match": self.etag(employee)})
        assert again.status_code == 200

    def test_is_sent_the_page_after_a_new_login_with_a_new_form_token(self, employee):
        etag = self.etag(employee)
        employee.cookies["csrftoken"] = "n" * 32
        assert employee.get(PAGE, headers={"if-none-match": etag}).status_code == 200

    def test_asks_each_time_and_nobody_between_keeps_it(self, employee):
        assert set(employee.get(PAGE)["Cache-Control"].split(", ")) == {"private", "no-cache"}

    def test_costs_as_few_queries_as_a_kept_page(self, employee, django_assert_num_queries):
        etag = self.etag(employee)
        with django_assert_num_queries(3):
            employee.get(PAGE, headers={"if-none-match": etag})

    def test_a_message_is_not_lost(self, employee):
        etag = self.etag(employee)
        employee.post("/settings/language/", {"language": "nb"})  # leaves a message for the next page
        shown = employee.get(PAGE, headers={"if-none-match": etag})
        assert shown.status_code == 200
        assert "ETag" not in shown
