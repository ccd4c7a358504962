"""The button that copies the address of what is seen, in real Chromium."""

import pytest

pytestmark = pytest.mark.django_db
PATH = "/offices/1235/indicators/IND0/?period=year&span=13"


def test_the_address_with_its_choices_is_copied_and_said(site):
    opened = site.open("leader", width=360)
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.go(PATH)
    button = opened.page.get_by_role("button", name="Kopier lenke")
    button.wait_for()
    button.press("Enter")
    said = opened.page.locator("[aria-live]").filter(has_text="Lenken er kopiert")
    said.wait_for()
    assert opened.page.evaluate("navigator.clipboard.readText()") == opened.address + PATH
    assert opened.violations() == []
    assert opened.overflow() <= 0
    opened.page.evaluate("document.querySelector('h1').dataset.state = '?period=rolling'")
    button.click()
    said.wait_for()
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied == opened.address + PATH.split("?")[0] + "?period=rolling"
    assert opened.messages == []
    opened.page.context.close()


def test_without_javascript_there_is_no_button(site):
    opened = site.open("leader", javascript=False)
    opened.page.goto(opened.address + PATH)
    assert not opened.page.locator("[data-copy-link]").is_visible()
    assert opened.page.get_by_role("link", name="Hittil i år").is_visible()
    opened.page.context.close()
