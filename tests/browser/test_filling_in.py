"""A local goal from idea to figure in the browser: added, filled in by keyboard, undone; and without scripts."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db
MONTH = "/local/1235/2018-05/"


@pytest.fixture(scope="module")
def goals(site):
    """Two local goals of NAV Voss, added by its leader: a number and a share."""
    opened = site.open("leader")
    page = opened.page
    for name, counted in (("Besøk hos bedrifter", "number"), ("Avtaler i tide", "share")):
        opened.go("/local/1235/new/")
        page.get_by_label("Navn").fill(name)
        page.get_by_label("Hva telles").select_option(counted)
        page.get_by_label("Fra måned").fill("2018-01")
        page.get_by_label("Krav").first.fill("10")
        page.get_by_role("button", name="Legg til").click()
        expect(page.get_by_role("status").first).to_contain_text(f"«{name}» er lagt til.")
    assert opened.violations() == []
    assert opened.messages == []
    return site


def visits(page):
    return page.get_by_role("textbox", name="Besøk hos bedrifter")


def test_a_figure_is_saved_as_one_goes_down_the_column(goals):
    opened = goals.open("leader")
    page = opened.page
    opened.go(MONTH)

    visits(page).fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Avtaler i tide, teller")).to_be_focused()
    expect(page.locator("output").first).to_contain_text("Lagret kl.")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(page.locator("output").nth(1)).to_contain_text("Telleren er større enn nevneren")
    page.get_by_role("textbox", name="Avtaler i tide, nevner").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("output").nth(1)).to_contain_text("Lagret kl.")
    assert opened.violations() == []

    opened.go(MONTH)
    expect(visits(page)).to_have_value("12")
    expect(page.get_by_role("textbox", name="Avtaler i tide, nevner")).to_have_value("12")
    opened.go("/offices/1235/2018-05/")
    expect(page.get_by_role("heading", name="Lokale mål")).to_be_visible()
    expect(page.get_by_role("row", name="Besøk hos bedrifter")).to_contain_text("12")
    assert opened.messages == []


def test_what_is_written_before_the_script_is_there_is_saved_when_it_comes(goals):
    opened = goals.open("leader")
    page = opened.page
    with opened.before_script("/local/1235/2018-02/", "fill_in.js"):
        visits(page).fill("21")
        page.get_by_role("textbox", name="Avtaler i tide, teller").focus()
    expect(page.locator("output").first).to_contain_text("Lagret kl.")
    opened.go("/local/1235/2018-02/")
    expect(visits(page)).to_have_value("21")


def test_two_who_write_the_same_figure_are_told_and_what_was_saved_can_be_undone(goals):
    leader, staff = goals.open("leader"), goals.open("staff")
    for opened in (leader, staff):
        opened.go("/local/1235/2018-04/")
    visits(staff.page).fill("7")
    staff.page.keyboard.press("Enter")
    expect(staff.page.locator("output").first).to_contain_text("Lagret kl.")

    visits(leader.page).fill("8")
    leader.page.keyboard.press("Enter")
    expect(leader.page.locator("output").first).to_contain_text("Fylkesmedarbeider lagret 7 kl.")
    expect(visits(leader.page)).to_have_value("8")
    leader.page.get_by_role("textbox", name="Avtaler i tide, teller").focus()
    visits(leader.page).focus()
    leader.page.keyboard.press("Enter")
    expect(leader.page.locator("output").first).to_contain_text("Lagret kl.")

    leader.page.get_by_role("button", name="Angre").click()
    expect(leader.page.get_by_role("status").first).to_contain_text("Angret.")
    expect(visits(leader.page)).to_have_value("7")


def test_it_works_without_scripts_on_a_phone(goals):
    opened = goals.open("leader", width=360, javascript=False)
    page = opened.page
    page.goto(opened.address + "/local/1235/2018-03/")

    visits(page).fill("5")
    page.get_by_role("combobox", name="Avtaler i tide uten tall").select_option("not_applicable")
    page.get_by_role("button", name="Lagre").click()

    expect(page.get_by_role("status").first).to_contain_text("2 tall er lagret.")
    expect(visits(page)).to_have_value("5")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["/local/1235/", "/local/1235/new/", MONTH, "/local/1200/"])
def test_its_pages_are_in_order(goals, path, width):
    opened = goals.open("staff", width=width)
    opened.go(path)
    assert opened.violations() == []
    assert opened.overflow() <= 0
    assert opened.messages == []
    assert opened.elsewhere == []
