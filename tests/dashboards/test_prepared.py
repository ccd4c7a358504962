"""Offices' pages that are ready before their first reader: the same as those made on demand, and true as long."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dashboards.models import PreparedPage
from dashboards.prepared import hash_of_program
from dashboards.preparing import missing_pages, prepare_page, prepare_pages
from organisation.models import Placement
from scorecards.models import Result
from scorecards.services.deliveries import receive_delivery
from scorecards.services.places import pending_places, prepare_places
from scorecards.services.withdrawing import withdraw_delivery
from scorecards.versions import count_up_version
from tests.builders import a_person, a_target, an_indicator, an_item, an_office
from tests.dashboards.world import APRIL, MAY, a_world, browser_of, reader, text_of
from tests.scorecards.local import a_local_indicator, fill
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
PAGE = "/offices/1235/2018-05/"
ALL = 1000.0  # seconds that nothing here takes


@pytest.fixture
def world():
    made = a_world()
    for month in (APRIL, MAY):
        made.publish(month, (73, 90), (95, 100), (8, 10))
    prepare_places()
    return made


@pytest.fixture
def employee(world):
    return reader("employee", world.voss)


def prepare():
    """Prepare every page, and forget those that some process has in its memory."""
    prepare_places()
    prepare_pages(ALL)
    caches["pages"].clear()


def behind_the_scenes(numerator):
    """Change a figure in a way that no version tells of: a page that was prepared doesn't know."""
    Result.objects.filter(unit__code="1235", month=MAY).update(numerator=numerator, value=numerator / 90)


def own_part(response):
    """The page without its frame, which has the reader's name and a token of their own."""
    page = text_of(response)
    return page[page.index("<main") : page.index("</main>")], page[: page.index("</title>")]


def shows_what_was_prepared(browser, address=PAGE):
    """Whether the page is the prepared one: that knows nothing of what is changed behind its back."""
    behind_the_scenes(9)
    return "10,0" not in text_of(browser.get(address))


class TestTheFirstReader:
    def test_is_shown_the_page_that_was_prepared(self, employee):
        prepare()
        assert shows_what_was_prepared(employee)

    def test_of_any_role_and_office_too(self, world, employee):
        prepare()
        behind_the_scenes(9)
        readers = [reader(role, unit) for role, unit in
                   (("leader", world.offices[1]), ("county", world.county), ("directorate", None))]  # fmt: skip
        assert ["10,0" in text_of(browser.get(PAGE)) for browser in readers] == [False] * 3

    def test_asks_the_database_less_than_where_nothing_was_prepared(self, employee):
        employee.get(PAGE)  # the visit begins
        asked = []
        for ready in (prepare, caches["pages"].clear):
            ready()
            with CaptureQueriesContext(connection) as queries:
                employee.get(PAGE)
            asked.append(len(queries))
            PreparedPage.objects.all().delete()
        assert asked[0] == 5  # session, person, version with roles, the county's offices, the page
        assert asked[1] <= 12

    def test_is_told_on_it_what_has_changed_since_the_last_visit(self, world):
        person = a_person(role="employee", unit=world.voss)
        browser_of(person).get(PAGE)
        world.publish(MAY, (45, 90), (95, 100), (8, 10))
        prepare()
        assert "Siden du så på siden" in text_of(browser_of(person).get(PAGE))

    def test_is_shown_the_page_as_long_as_it_stands_in_memory_afterwards(self, employee):
        prepare()
        employee.get(PAGE)
        PreparedPage.objects.all().delete()
        assert shows_what_was_prepared(employee)


class TestAPreparedPage:
    """It is what would have been made on demand."""

    @pytest.mark.parametrize("language", ["", "nn", "en"])
    @pytest.mark.parametrize("role", ["employee", "county", "directorate"])
    def test_looks_as_one_that_is_made_on_demand(self, world, role, language):
        fill(world.voss, a_local_indicator(world.voss, "Besøk"), "12")
        a_local_indicator(world.voss, "Kurs")
        prepare_places()
        person = a_person(role=role, unit={"employee": world.voss, "county": world.county}.get(role))
        person.language = language
        person.save()
        browser = browser_of(person)
        on_demand = own_part(browser.get(PAGE))
        prepare()
        assert PreparedPage.objects.filter(unit=world.voss, language=language or "nb").count() == 2
        assert own_part(browser.get(PAGE)) == on_demand

    def test_leads_only_those_to_filling_in_who_may(self, world):
        a_local_indicator(world.voss, "Besøk")
        prepare()
        pages = {unit.code: text_of(reader("leader", unit).get(PAGE)) for unit in world.offices[:2]}
        assert "/local/1235/2018-05/" in pages["1235"]
        assert "mangler (frist" in pages["1235"]
        assert "/local/1235/2018-05/" not in pages["1236"]
        assert "mangler (frist" not in pages["1236"]

    def test_shows_no_figure_that_is_hidden(self, world):
        hidden = an_indicator("SMA", hide_below=5)
        an_item(world.package, hidden, order=9)
        publish({(hidden, office): (2, 90) for office in world.offices}, MAY, package=world.package)
        prepare()
        shown, _head = own_part(reader("employee", world.voss).get(PAGE))
        assert "for få" in shown
        assert "2 av 90" not in shown

    def test_has_the_readers_own_name_and_form_token_in_its_frame(self, world):
        prepare()
        pages = [text_of(reader("employee", world.voss, name=name).get(PAGE)) for name in ("Kari By", "Ola By")]
        assert ["Kari By" in page for page in pages] == [True, False]
        assert ["Ola By" in page for page in pages] == [False, True]

    def test_is_not_for_who_is_not_logged_in(self, world, client):
        prepare()
        assert client.get(PAGE).status_code == 302


class TestItIsShownNoLonger:
    """Whatever counts the version up (tests in `test_kept.py` go through it all) makes it untrue."""

    @pytest.fixture(autouse=True)
    def prepared(self, world):
        prepare()

    def test_when_the_version_counts_up(self, employee):
        count_up_version()
        assert not shows_what_was_prepared(employee)

    def test_when_a_delivery_is_published_corrected_and_withdrawn(self, world, employee):
        seen = [text_of(employee.get(PAGE))]
        content = b"enhet;indikator;teller;nevner\n1235;IND0;45;90\n"
        received = receive_delivery(
            package=world.package, month=MAY, content=content, file_name="mai.csv", by=None, publish=True
        )
        seen.append(text_of(employee.get(PAGE)))
        prepare()
        seen.append(text_of(employee.get(PAGE)))
        withdraw_delivery(delivery=received.delivery, reason="feil fil", by=None)
        seen.append(text_of(employee.get(PAGE)))
        assert ["45 av 90" in page for page in seen] == [False, True, True, False]

    def test_when_a_target_is_changed(self, world, employee):
        target = a_target(world.indicators[0], 0.5, 0.4, unit=world.voss)
        count_up_version()
        assert f"{target.green:.0%}".replace("%", "\u00a0%") in text_of(employee.get(PAGE))

    def test_on_another_day(self, employee):
        yesterday = timezone.localdate() - timezone.timedelta(days=1)
        PreparedPage.objects.update(day=yesterday)
        assert not shows_what_was_prepared(employee)

    def test_by_another_program(self, employee):
        PreparedPage.objects.update(program="of last week")
        assert not shows_what_was_prepared(employee)

    @pytest.mark.parametrize("address", [f"{PAGE}?show=all", f"{PAGE}?package=styr", f"{PAGE}?lang=nb"])
    def test_by_an_address_that_chooses_something(self, employee, address):
        assert not shows_what_was_prepared(employee, address)

    def test_in_a_language_that_nobody_had_chosen(self, world):
        person = a_person(role="employee", unit=world.voss, language="nn")
        assert not shows_what_was_prepared(browser_of(person))

    def test_in_a_file(self, employee):
        behind_the_scenes(9)
        assert ";9.0;90.0;0.1;" in text_of(employee.get(f"{PAGE}?format=csv"))


class TestWhatIsPrepared:
    def test_is_the_last_month_of_each_office(self, world):
        prepare_pages(ALL)
        assert {(page.unit.code, page.month) for page in PreparedPage.objects.all()} == {
            (office.code, MAY) for office in world.offices
        }

    def test_is_the_last_month_of_files_though_something_is_filled_in_for_a_later_one(self, world):
        fill(world.voss, a_local_indicator(world.voss, "Besøk"), "12", MAY + 1)
        prepare()
        assert {page.month for page in PreparedPage.objects.filter(unit=world.voss)} == {MAY}

    def test_comes_in_the_languages_that_people_have_chosen(self, world):
        a_person(role="employee", unit=world.voss, language="en")
        closed = a_person(role="employee", unit=world.voss, language="nn")
        closed.closed_at = timezone.now()
        closed.save()
        prepare_pages(ALL)
        assert set(PreparedPage.objects.values_list("language", flat=True)) == {"nb", "en"}

    def test_is_made_once(self, world):
        assert [prepare_pages(ALL), prepare_pages(ALL)] == [3, 0]

    def test_is_made_anew_after_a_change_in_the_place_of_what_stood(self, world):
        for _ in range(2):
            prepare()
            count_up_version()
        assert PreparedPage.objects.count() == 2 * len(world.offices)

    def test_goes_with_the_month_that_it_was_of(self, world):
        prepare()
        world.publish(MAY + 1)
        prepare()
        assert {page.month for page in PreparedPage.objects.all()} == {MAY + 1}

    def test_goes_with_the_office_that_has_lost_its_place(self, world):
        prepare()
        Placement.objects.filter(unit=world.voss).update(valid_to="2018-05-01")
        count_up_version()
        prepare()
        assert {page.unit.code for page in PreparedPage.objects.all()} == {"1236", "1237"}

    def test_waits_for_places_that_count_the_version_up(self, world):
        world.publish(MAY, (73, 90), (95, 100), (9, 10))
        assert pending_places()
        assert prepare_pages(ALL) == 0
        prepare_places()
        assert prepare_pages(ALL) == 3

    def test_is_a_little_at_a_time(self, world):
        assert [prepare_pages(0.0) for _ in range(4)] == [1, 1, 1, 0]

    def test_leaves_out_an_office_without_figures(self, world):
        an_office("1299", "NAV Tom", county=world.county)
        assert "1299" not in {code for code, _month, _language in missing_pages()}

    def test_leaves_out_an_office_that_stood_nowhere_in_its_last_month(self, world):
        Placement.objects.filter(unit=world.voss).update(valid_to="2018-05-01")
        assert "1235" not in {code for code, _month, _language in missing_pages()}

    def test_of_an_office_whose_figures_no_package_has_is_tried_once(self, world):
        world.package.items.all().delete()
        count_up_version()
        prepare_pages(ALL)
        assert prepare_pages(ALL) == 0
        assert "Ingen tall" in text_of(reader("employee", world.voss).get(PAGE))

    def test_of_one_office_is_not_that_of_another(self, world, employee):
        prepare_page("1236", MAY, "nb")
        assert not shows_what_was_prepared(employee)


class TestTheHashOfTheProgram:
    @pytest.fixture
    def program(self, tmp_path):
        for name in ("templates/office.html", "dashboards/office.py", "locale/nn/texts.mo", "requirements.lock"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("one")
        return tmp_path

    @pytest.mark.parametrize(
        "name", ["templates/office.html", "dashboards/office.py", "locale/nn/texts.mo", "requirements.lock"]
    )
    def test_is_another_when_a_file_of_it_changes(self, program, name):
        before = hash_of_program(program)
        assert hash_of_program(program) == before
        (program / name).write_text("two")
        assert hash_of_program(program) != before

    def test_is_another_when_a_file_has_another_name(self, program):
        before = hash_of_program(program)
        (program / "templates/office.html").rename(program / "templates/offices.html")
        assert hash_of_program(program) != before

    def test_is_another_when_browser_files_have_other_names(self, program):
        before = hash_of_program(program)
        (program / "build/static").mkdir(parents=True)
        (program / "build/static/staticfiles.json").write_text('{"office.css": "office.1234.css"}')
        assert hash_of_program(program) != before

    def test_is_the_same_whatever_else_lies_beside(self, program):
        before = hash_of_program(program)
        (program / "dashboards/notes.txt").write_text("two")
        (program / "tests").mkdir()
        (program / "tests/test_office.py").write_text("two")
        assert hash_of_program(program) == before
