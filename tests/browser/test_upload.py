"""Handing in files in the browser: progress, drag and drop, large files that are checked meanwhile, no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_delivery import HEADER, a_month
from tests.other_process import run_command

pytestmark = pytest.mark.django_db

DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, {type: 'text/csv'}));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
}"""


def choose(page, name, content):
    page.get_by_label("Fil", exact=False).first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def large(last=""):
    return (HEADER + "9999;IND0;1;2\r\n" * 70_000 + last).encode()


def test_the_choice_is_said_in_words_and_the_month_follows_the_files_name(site):
    opened = site.open("staff")
    opened.go("/deliveries/new/")
    about = opened.page.locator("[data-about]")
    choose(opened.page, "styringspakke mars 2018.csv", a_month(80))
    expect(opened.page.get_by_label("Måned")).to_have_value("2018-03")
    expect(about).to_contain_text("Leveransen gjelder Styringspakke Hordaland, mars 2018.")
    expect(about).to_contain_text("Denne leveransen blir en rettelse")
    opened.page.get_by_label("Måned").fill("2018-09")
    expect(about).not_to_contain_text("rettelse")
    expect(about).to_contain_text("Filnavnet sier mars 2018.")
    assert opened.violations() == []
    assert opened.messages == []


def test_a_dropped_file_is_sent_and_leads_to_its_check_page(site):
    opened = site.open("staff")
    opened.go("/deliveries/new/")
    opened.page.evaluate(DROP, ["2018-08.csv", a_month(85).decode()])
    expect(opened.page.get_by_label("Måned")).to_have_value("2018-08")
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_text("Funn i filen")).to_be_visible()
    assert opened.messages == []


def test_what_is_wrong_is_said_on_the_form_which_is_kept(site):
    opened = site.open("staff")
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill("2018-08")
    choose(opened.page, "feil.csv", b"%PDF-1.7 no table")
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_role("heading", name="Filen ble ikke tatt imot")).to_be_focused()
    expect(opened.page.get_by_label("Måned")).to_have_value("2018-08")
    expect(opened.page.get_by_role("button", name="Last opp og kontroller")).to_be_enabled()
    assert opened.violations() == []


def test_a_large_file_waits_on_a_page_that_follows_by_itself(site):
    opened = site.open("staff", width=360)
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill("2018-10")
    choose(opened.page, "stor.csv", large())
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_role("heading", name="Filen venter på kontroll")).to_be_visible()
    assert opened.violations() == []
    assert opened.overflow() == 0
    run_command("check_deliveries")  # as the server does by itself
    expect(opened.page.get_by_text("Feil: Ukjent enhet")).to_be_visible(timeout=10_000)
    assert opened.messages == []


def test_a_large_file_that_may_not_be_kept_says_so_on_the_same_page(site):
    opened = site.open("staff")
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill("2018-10")
    choose(opened.page, "stor.csv", large("1235;IND0;01819010001;2"))  # made up: the month is 81
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_role("heading", name="Filen venter på kontroll")).to_be_visible()
    run_command("check_deliveries")
    expect(opened.page.get_by_text("Feil: Fødselsnummer i filen")).to_be_visible(timeout=10_000)
    assert opened.violations() == []


def test_sending_can_be_cancelled(site):
    opened = site.open("staff")
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill("2018-11")
    choose(opened.page, "stor.csv", large())
    opened.page.route("**/deliveries/new/", lambda route: None)  # the network that never answers
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.locator("[data-sending-now] progress")).to_be_visible()
    opened.page.get_by_role("button", name="Avbryt sendingen").click()
    expect(opened.page.locator("[data-said]")).to_have_text("Sendingen er avbrutt. Ingen ting er levert.")
    expect(opened.page.get_by_role("button", name="Last opp og kontroller")).to_be_enabled()


def test_without_a_script_the_plain_form_does_the_same(site):
    opened = site.open("staff", javascript=False)
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill("2018-12")
    choose(opened.page, "stor.csv", large())
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_role("heading", name="Filen venter på kontroll")).to_be_visible()
    run_command("check_deliveries")
    opened.page.get_by_role("link", name="Oppdater").click()
    expect(opened.page.get_by_text("Feil: Ukjent enhet")).to_be_visible()
