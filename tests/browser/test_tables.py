"""Tables of a county and a region in a browser: sorted and opened from the keyboard, and without a script."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_column_is_sorted_from_the_keyboard_and_says_so(site):
    opened = site.open()
    opened.go("/counties/1200/2018-05/")
    opened.page.get_by_role("link", name="Sorter etter Indikator 0").focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator("th[aria-sort=descending]", has_text="Indikator 0").wait_for()
    assert opened.page.url.endswith("?sort=IND0")
    opened.page.get_by_role("link", name="Sorter etter Indikator 0").focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator("th[aria-sort=ascending]", has_text="Indikator 0").wait_for()
    opened.page.context.close()


def test_what_an_office_contributes_opens_with_enter(site):
    opened = site.open()
    opened.go("/regions/1291/2018-05/?view=contributions")
    summary = opened.page.locator("summary", has_text="Indikator 0")
    summary.focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator("details[open]").first.wait_for()
    opened.page.context.close()
