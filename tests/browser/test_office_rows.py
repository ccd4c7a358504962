"""Rows of an office's table that open to the row below them, by the stylesheet alone."""

import pytest

from tests.browser.conftest import Site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("width", "javascript"), [(1440, False), (360, True)])
def test_a_row_opens_and_closes_from_the_keyboard_and_without_a_script(site: Site, width, javascript):
    opened = site.open("leader", width=width, javascript=javascript)
    page = opened.page
    page.goto(f"{opened.address}/offices/1235/2018-05/")
    first = page.locator("tr.more").nth(0)
    page.locator(".opens summary").nth(0).wait_for()
    assert not first.is_visible()
    page.locator(".opens summary").nth(0).press("Enter")
    first.wait_for(state="visible")
    assert not page.locator("tr.more").nth(1).is_visible()
    assert first.get_by_role("link", name="Om indikatoren").is_visible()
    if javascript:
        assert (opened.violations(), opened.overflow()) == ([], 0)
    page.locator(".opens summary").nth(0).press("Enter")
    first.wait_for(state="hidden")
