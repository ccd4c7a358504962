"""The front page of deliveries: what is late in words, the calendar, due days, reminders, and who may do what.

The day is the 18th of February 2019, three days after January's figures were due: the demo's, after December's.
"""

import csv
import io

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from organisation.months import Month
from scorecards.models import Delivery, Package, PackageItem, Reminder
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_package,
    a_person,
    a_result,
    an_indicator,
    an_item,
    an_office,
)
from tests.dashboards.world import browser_of, reader, text_of
from tests.scorecards.deliveries import a_county_package, a_file, by_hand, fill_in, offices_of, staff_of

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = Month(2018, 12), Month(2019, 1)


@pytest.fixture(autouse=True)
def demo_day(settings):
    settings.IN_DEMO = True


def a_package_to_deliver(*args, **more):
    package = a_county_package(*args, **more)
    Delivery.objects.filter(package=package).update(month=DECEMBER, received_at="2019-01-15T12:00Z")
    return package


@pytest.fixture
def package():
    return a_package_to_deliver()


@pytest.fixture
def ole(package):
    return staff_of(package, "Ole Vik", email="ole@test.example")


@pytest.fixture
def staff(ole):
    return browser_of(ole)


def page_of(browser, query=""):
    return text_of(browser.get(f"/deliveries/{query}"))


def lead_of(page):
    return page.split('class="lead">')[1].split("</p>")[0]


def calendar_of(page):
    return page.split('class="cal"')[1].split("</table>")[0]


def rows_of(browser, query):
    answer = browser.get(f"/deliveries/{query}")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


class TestInWords:
    def test_what_is_late_stands_first_with_who_usually_delivers(self, package, ole, staff):
        Delivery.objects.update(received_by=ole)
        assert "Styringspakken for januar 2019 er 3 dager forsinket. Ole Vik pleier å levere." in lead_of(
            page_of(staff)
        )

    def test_where_nobody_has_delivered_those_with_the_role_are_named(self, staff):
        assert "Ole Vik skal levere." in lead_of(page_of(staff))

    def test_where_nobody_has_the_role_it_says_so(self, package):
        assert "Ingen har rollen for å levere." in lead_of(page_of(reader("directorate")))

    def test_several_are_counted(self, package, staff):
        a_package_to_deliver("TILL", "Tilleggspakken", owner=package.owner)
        assert "2 leveranser er forsinket." in lead_of(page_of(staff))

    def test_when_all_is_in_it_says_so_and_when_the_next_is_due(self, package, staff):
        a_file(package, JANUARY)
        assert "Ingenting er forsinket. Neste frist er 15. mars: Styringspakken for februar." in lead_of(page_of(staff))

    @pytest.mark.parametrize(
        ("day", "when"), [(18, "i dag"), (19, "i morgen"), (21, "om 3 dager"), (25, "25. februar")]
    )
    def test_a_due_day_that_is_near_is_told_in_days(self, package, staff, day, when):
        Package.objects.update(due_day=day)
        assert f"Neste frist er {when}: Styringspakken for januar." in lead_of(page_of(staff))

    def test_in_the_demo_it_says_which_day_it_is(self, staff, settings):
        assert "I denne demoen er det 18. februar 2019." in lead_of(page_of(staff))
        settings.IN_DEMO = False
        assert "demoen" not in lead_of(page_of(staff))

    def test_where_everything_rests_nothing_is_late_and_one_can_go_on(self, staff, settings):
        settings.IN_DEMO = False
        Delivery.objects.update(month="2016-12")
        PackageItem.objects.update(valid_from="2016-01-01")
        page = page_of(staff)
        assert "Ingen frister nå: det er ikke publisert tall på over et år." in lead_of(page)
        assert "hviler" in calendar_of(page)
        assert 'href="/deliveries/new/?package=STYR&amp;month=2017-01"' in calendar_of(page)


class TestToDoNow:
    def matters(self, browser):
        page = page_of(browser)
        return page.split('class="matters"')[1].split("</ul>")[0] if 'class="matters"' in page else ""

    def test_late_figures_are_one_click_from_being_delivered(self, staff):
        assert 'href="/deliveries/new/?package=STYR&amp;month=2019-01"' in self.matters(staff)

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ("checked", "Levert og kontrollert, ikke publisert, frist 15. februar."),
            ("received", "Levert, blir kontrollert, frist 15. februar."),
            ("rejected", "Levert, men avvist, frist 15. februar."),
            ("withdrawn", "Trukket tilbake, ikke levert på nytt, frist 15. februar."),
        ],
    )
    def test_a_delivery_on_its_way_leads_to_it(self, package, staff, state, said):
        delivery = a_file(package, JANUARY, state)
        assert said.rstrip(".") in self.matters(staff)
        assert f'href="/deliveries/{delivery.pk}/"' in self.matters(staff)

    def test_figures_due_within_three_days_are_named(self, package, staff):
        Package.objects.update(due_day=20)
        assert "Frist om 2 dager" in self.matters(staff)
        Package.objects.update(due_day=25)
        assert self.matters(staff) == ""

    def test_a_correction_that_waits_is_named(self, package, staff):
        a_file(package, JANUARY)
        waiting = a_file(package, JANUARY, "checked")
        assert "En rettelse venter på publisering" in self.matters(staff)
        assert f'href="/deliveries/{waiting.pk}/"' in self.matters(staff)

    def test_a_package_that_rests_asks_for_nothing(self, package, staff):
        Delivery.objects.update(month="2017-01")
        a_delivery(a_package(), DECEMBER)
        Delivery.objects.update(received_at="2019-01-15T12:00Z")
        assert self.matters(staff) == ""

    def test_a_long_list_is_cut_and_says_so(self, package, staff):
        for n in range(13):
            a_package_to_deliver(f"P{n}", owner=package.owner, offices=0, items=1)
        page = page_of(staff)
        assert "… og 2 til, som står i kalenderen." in page

    def test_what_comes_in_files_stands_before_what_is_filled_in_by_hand(self, package, staff):
        local = a_package_to_deliver("LOK", "Egne mål", owner=package.owner)
        by_hand(local)
        Package.objects.filter(code="LOK").update(due_day=3)
        page = self.matters(staff)
        assert page.index("Styringspakken for januar 2019") < page.index("Egne mål for januar 2019")

    def test_gaps_of_earlier_months_stand_behind_a_line_the_newest_first(self, package, staff):
        by_hand(package)
        first, _second = offices_of(package)
        for month in (Month(2018, 10), Month(2018, 11), DECEMBER, JANUARY):
            fill_in(package, first, month)
        page = page_of(staff)
        now, old = page.split('class="matters"')[1:3]
        assert "Styringspakken for januar 2019" in now.split("</ul>")[0]
        assert "desember 2018" not in now.split("</ul>")[0]
        assert "3 tidligere måneder der noen ikke har fylt ut" in now
        months = [old.index(f"for {month} 2018 er") for month in ("desember", "november", "oktober")]
        assert months == sorted(months)
        assert 'value="2018-10"' in old  # and they can be reminded of
        assert "Styringspakken for januar 2019 er 3 dager forsinket." in lead_of(page)

    def test_a_gap_alone_is_what_is_to_be_done_now(self, package, staff):
        by_hand(package)
        first, second = offices_of(package)
        fill_in(package, first, DECEMBER)
        fill_in(package, first, JANUARY)
        fill_in(package, second, JANUARY)
        page = page_of(staff)
        assert "Styringspakken for desember 2018" in self.matters(staff)
        assert "der noen ikke har fylt ut" not in page

    def test_offices_that_have_not_filled_in_are_named(self, package, staff):
        by_hand(package)
        first, second = offices_of(package)
        fill_in(package, first, JANUARY)
        assert f"1 av 2 har fylt ut, NAV {second.code} mangler" in self.matters(staff)


class TestCalendar:
    def test_a_published_month_leads_to_its_delivery_and_says_how_much_came(self, package, staff):
        first, second = offices_of(package)
        indicator = package.items.first().indicator
        before = Delivery.objects.get()
        delivery = a_file(package, JANUARY)
        for office, kept in ((first, before), (second, before), (second, delivery)):
            a_result(indicator, office, kept.month, 1, 2, delivery=kept)
        cells = calendar_of(page_of(staff))
        assert f'<td class="cal--final"><a href="/deliveries/{delivery.pk}/"' in cells
        assert "1 av 2" in cells
        assert "endelig, 1 av 2 kontor, 0 av 2 indikatorer. Frist 15. februar 2019." in cells

    @pytest.mark.parametrize(
        ("state", "preliminary", "color", "word"),
        [
            ("published", False, "final", "Endelig"),
            ("published", True, "preliminary", "Foreløpig"),
            ("checked", False, "late", "Kontrollert"),
            ("rejected", False, "late", "Avvist"),
        ],
    )
    def test_each_state_has_a_word_and_a_colour(self, package, staff, state, preliminary, color, word):
        a_file(package, JANUARY, state, preliminary=preliminary)
        last = calendar_of(page_of(staff)).split("<td")[-1]
        assert f"cal--{color}" in last
        assert f'<span class="word">{word}</span>' in last

    def test_what_is_not_late_yet_is_not_red(self, package, staff):
        Package.objects.update(due_day=25)
        a_file(package, JANUARY, "rejected")
        assert "cal--open" in calendar_of(page_of(staff)).split("<td")[-1]

    def test_corrections_are_told(self, package, staff):
        for _ in range(3):
            a_file(package, JANUARY)
        assert "rettet 2 ganger" in calendar_of(page_of(staff))
        assert "2 rettelser" in calendar_of(page_of(staff))

    def test_the_month_now_due_is_marked_and_last(self, staff):
        head = calendar_of(page_of(staff)).split("</thead>")[0]
        assert head.count("<th ") == 13
        assert 'aria-current="date"><abbr title="januar 2019">jan 19' in head.split("<th")[-1]

    def test_earlier_and_later_years_are_links(self, package, staff):
        a_file(package, Month(2017, 2))
        page = page_of(staff)
        assert 'href="?until=2018-01#calendar">Tidligere' in page
        assert ">Senere" not in page
        before = page_of(staff, "?until=2018-01")
        assert "Kalender, februar 2017 til januar 2018" in before
        assert 'href="?#calendar">Senere' in before
        assert "Slik var det til og med januar 2018." in lead_of(before)
        assert ">Tidligere" not in before

    @pytest.mark.parametrize("query", ["?until=x", "?until=", "?month=x&who=x&state=x&sort=x&page=x&package=x"])
    def test_an_address_that_is_not_understood_does_no_harm(self, staff, query):
        assert staff.get(f"/deliveries/{query}").status_code == 200

    def test_before_its_first_month_a_package_has_no_links(self, package, staff):
        package.items.update(valid_from="2018-11-01")
        assert calendar_of(page_of(staff)).count("Ikke begynt") == 9

    def test_packages_of_offices_are_shown_when_asked_for(self, package, staff):
        office = offices_of(package)[0]
        local = a_package("LOKAL", owner=office)
        an_item(local, an_indicator(owner=office))
        by_hand(local, "owner")
        page = page_of(staff)
        assert "Vis også kontorenes egne pakker (1)" in page
        assert "Pakke LOKAL" not in calendar_of(page)
        shown = page_of(staff, "?local=1")
        assert "Pakke LOKAL" in calendar_of(shown)
        assert "Skjul kontorenes egne pakker" in shown

    def test_what_one_office_fills_in_leads_to_its_form(self, package, staff):
        by_hand(package, "owner")
        Package.objects.update(due_day=28)
        assert f'href="/local/{package.owner.code}/2019-01/"' in calendar_of(page_of(staff))


class TestFiles:
    def test_the_calendar_is_a_row_per_package_and_month(self, package, ole, staff):
        a_file(package, JANUARY, "rejected", by=ole)
        rows = rows_of(staff, "?format=csv&table=calendar")
        assert len(rows) == 12
        last = rows[-1]
        assert (last["package"], last["month"], last["state"]) == ("STYR", "2019-01", "with_errors")
        assert (last["due"], last["days_late"], last["last_delivered_by"]) == ("2019-02-15", "3", "Ole Vik")
        assert rows[-2]["state"] == "final"

    def test_the_list_is_the_one_that_was_chosen_all_pages_of_it(self, package, staff):
        for _ in range(51):
            a_file(package, JANUARY, "rejected")
        assert len(rows_of(staff, "?format=csv")) == 52
        assert len(rows_of(staff, "?format=csv&state=published")) == 1

    def test_both_are_workbooks_too(self, staff):
        for query in ("?format=xlsx", "?format=xlsx&table=calendar"):
            assert staff.get(f"/deliveries/{query}").content.startswith(b"PK")


class TestDueDay:
    def set_day(self, browser, day, package="STYR"):
        return browser.post("/deliveries/due-day/", {"package": package, "day": day}, follow=True)

    def test_the_owners_staff_set_it(self, package, staff):
        page = text_of(self.set_day(staff, "20"))
        assert "Fristen for Styringspakken er den 20. i måneden etter." in page
        assert Package.objects.get().due_day == 20

    @pytest.mark.parametrize("day", ["0", "29", "", "x"])
    def test_a_day_that_is_none_is_refused_in_words(self, staff, day):
        assert "Velg en dag fra 1 til 28" in text_of(self.set_day(staff, day))
        assert Package.objects.get().due_day == 15

    def test_a_package_that_one_may_not_deliver_is_not_there(self, package, staff):
        a_package("LAND", owner=a_country())
        assert self.set_day(staff, "20", "LAND").status_code == 404

    def test_others_are_refused_and_a_link_does_nothing(self, package, staff):
        leader = reader("leader", offices_of(package)[0])
        assert self.set_day(leader, "20").status_code == 403
        assert staff.get("/deliveries/due-day/").status_code == 405


class TestReminding:
    def remind(self, browser, month="2019-01", package="STYR"):
        return browser.post("/deliveries/remind/", {"package": package, "month": month}, follow=True)

    @pytest.fixture
    def boss(self, package, ole):
        return browser_of(staff_of(package, "Sjefen"))

    def test_a_late_month_can_be_reminded_of_and_it_is_told_to_whom(self, boss, settings):
        settings.SENDS_MAIL = True
        assert "Send påminnelse nå" in page_of(boss)
        page = text_of(self.remind(boss))
        assert "Påminnelse er sendt til Ole Vik og Sjefen." in page
        assert "Påminnelse sendt" in page.split('class="matters"')[1]
        assert len(mail.outbox) == 2

    def test_where_mail_does_not_leave_it_says_so(self, boss, settings):
        settings.SENDS_MAIL = False
        assert "er skrevet i loggen: her sendes ikke e-post." in text_of(self.remind(boss))

    def test_twice_a_day_is_too_much(self, boss):
        self.remind(boss)
        assert "er minnet om det i dag" in text_of(self.remind(boss))
        assert Reminder.objects.count() == 2

    def test_who_has_said_no_is_named(self, boss, ole):
        User.objects.filter(pk=ole.pk).update(wants_reminders=False)
        assert "Ole Vik har sagt nei takk til påminnelser." in text_of(self.remind(boss))

    def test_what_could_not_be_sent_is_said(self, boss, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        assert "ole@test.example ble ikke sendt" in text_of(self.remind(boss))

    def test_there_is_no_button_for_reminding_oneself(self, staff):
        assert "Send påminnelse nå" not in page_of(staff)

    def test_a_month_that_is_none_is_not_found(self, boss):
        assert self.remind(boss, month="januar").status_code == 404

    def test_others_are_refused_and_a_link_does_nothing(self, package, boss):
        assert self.remind(reader("leader", offices_of(package)[0])).status_code == 403
        assert boss.get("/deliveries/remind/").status_code == 405
        assert mail.outbox == []


class TestList:
    def chosen(self, browser, query):
        return page_of(browser, query).split('id="list"')[1]

    @pytest.fixture
    def others(self, package, ole):
        a_file(package, JANUARY, "rejected", by=ole)
        a_file(package, JANUARY, source="form", by=a_person(name="Kari Kontor"))
        return package

    def rows(self, browser, query):
        return self.chosen(browser, query).count('<th scope="row">')

    @pytest.mark.parametrize(
        ("query", "number"),
        [
            ("", 2),
            ("?forms=1", 3),
            ("?month=2019-01", 1),
            ("?month=2019-01&forms=1", 2),
            ("?state=rejected", 1),
            ("?package=STYR", 2),
            ("?package=styr", 2),
            ("?package=OTHER", 0),
        ],
    )
    def test_it_is_chosen_by_the_address_and_forms_are_hidden(self, others, staff, query, number):
        assert self.rows(staff, query) == number

    def test_many_figures_are_counted_in_thousands(self, package, staff):
        Delivery.objects.filter(package=package).update(results=1120, findings_total=1000)
        page = page_of(staff)
        assert '<td class="num">1\u00a0120</td><td class="num">1\u00a0000</td>' in page

    def test_by_who_delivered(self, others, ole, staff):
        assert self.rows(staff, f"?who={ole.pk}") == 1

    def test_nothing_found_says_so_and_leads_back(self, others, staff):
        found = self.chosen(staff, "?state=withdrawn&until=2019-01")
        assert "Ingen leveranser passer med valgene." in found
        assert 'href="?until=2019-01#list">Vis alle' in found

    def test_the_chip_for_forms_is_there_where_something_came_by_one(self, package, staff):
        assert "Vis også skjema" not in page_of(staff)
        a_file(package, JANUARY, source="form")
        assert 'href="?forms=1#list"' in page_of(staff)
        assert "Vis også skjema" in page_of(staff, "?forms=1")

    def test_the_choice_stays_when_sorting_and_turning_pages(self, package, staff):
        for _ in range(52):
            a_file(package, JANUARY, "rejected")
        found = self.chosen(staff, "?state=rejected")
        assert 'href="?state=rejected&amp;sort=month#list"' in found
        assert 'href="?state=rejected&amp;page=2#list">Neste side' in found
        assert 'href="?state=rejected&amp;page=1#list">Forrige side' in self.chosen(staff, "?state=rejected&page=2")

    @pytest.mark.parametrize("sort", ["package", "file_name", "received_by"])
    def test_it_is_sorted_before_it_is_cut_into_pages(self, package, ole, staff, sort):
        last = a_package_to_deliver("AA", "Årspakken", owner=package.owner)
        a_file(last, JANUARY, by=a_person(name="Åse"))
        Delivery.objects.filter(package=last).update(file_name="å.csv")
        Delivery.objects.filter(package=package).update(received_by=ole)
        assert self.chosen(staff, f"?sort=-{sort}").index("Årspakken</a>") < self.chosen(staff, f"?sort=-{sort}").index(
            "Styringspakken</a>"
        )
        assert 'aria-sort="descending"' in self.chosen(staff, f"?sort=-{sort}")


def test_somebody_who_may_not_edit_the_deadline_is_told_who_may(package):
    national = a_package("LAND", owner=a_country())
    an_item(national, an_indicator())
    page = page_of(browser_of(staff_of(package)))
    assert "Den som eier en pakke, kan endre fristen." not in page
    assert page.count('action="/deliveries/due-day/"') == 1


def test_the_number_of_queries_is_the_same_for_three_packages_and_thirty(package, staff):
    def make(numbers):
        for n in numbers:
            owner = an_office(county=package.owner) if n % 2 else package.owner
            a_package_to_deliver(f"P{n}", owner=owner, items=1, offices=0)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(staff)
        return len(asked)

    make(range(3))
    with_three = queries()
    make(range(3, 30))
    assert queries() == with_three < 30


def test_a_county_of_another_name_sees_its_own(package):
    other = a_package_to_deliver("ROGA", "Rogalandspakken", owner=a_county())
    page = page_of(browser_of(staff_of(other)))
    assert "Rogalandspakken" in page
    assert "Styringspakken" not in page
