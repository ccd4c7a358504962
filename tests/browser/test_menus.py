"""Menus are opened and closed by keyboard and mouse, one at a time, in real Chromium."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(site):
    opened = site.open("leader")
    opened.go("/offices/1235/2018-05/")
    yield opened
    assert opened.messages == []
    opened.page.context.close()


def menu(opened, text):
    return opened.page.locator("details.menu").filter(has=opened.page.locator("summary", has_text=text))


def is_open(each):
    return each.evaluate("each => each.open")


def test_escape_closes_a_menu_and_the_focus_stays_where_it_was_opened(opened):
    download = menu(opened, "Last ned")
    download.locator("summary").press("Enter")
    assert is_open(download)
    opened.page.keyboard.press("Tab")
    expect(download.get_by_role("link", name="Regneark (XLSX)")).to_be_focused()

    opened.page.keyboard.press("Escape")

    assert not is_open(download)
    expect(download.locator("summary")).to_be_focused()


def test_it_closes_where_the_focus_goes_on(opened):
    download = menu(opened, "Last ned")
    download.locator("summary").press("Enter")
    for _ in range(3):
        opened.page.keyboard.press("Tab")
    assert not is_open(download)


def test_a_click_elsewhere_closes_it_and_one_within_does_not(opened):
    download = menu(opened, "Last ned")
    download.locator("summary").click()
    download.locator("ul").click(position={"x": 2, "y": 2})
    assert is_open(download)
    opened.page.get_by_role("heading", level=1).click()
    assert not is_open(download)


def test_only_one_is_open(opened):
    offices, download = menu(opened, "Andre kontor"), menu(opened, "Last ned")
    offices.locator("summary").click()
    download.locator("summary").press("Enter")
    assert is_open(download)
    assert not is_open(offices)


def test_without_javascript_a_menu_opens_all_the_same(site):
    opened = site.open("leader", javascript=False)
    opened.go("/offices/1235/2018-05/")
    download = menu(opened, "Last ned")
    download.locator("summary").click()
    expect(download.get_by_role("link", name="Regneark (XLSX)")).to_be_visible()
    opened.page.context.close()
