"""The comparison over months in real Chromium: what is drawn once is seen in every small line, which leads on."""

import pytest

pytestmark = pytest.mark.django_db
ADDRESS = "/indicators/IND0/2018-05/?county=1200&view=months"


def test_the_shared_mean_and_target_are_lines_and_a_small_line_leads_to_its_office(site):
    opened = site.open()
    opened.go(ADDRESS)
    first = opened.page.locator(".multiples a").first
    first.wait_for()
    looks = opened.page.evaluate(
        "[...document.querySelectorAll('.all-mean, .all-goal')].map(each => {"
        " const look = getComputedStyle(each); return [look.fill, look.stroke !== 'none'] })"
    )
    assert looks == [["none", True], ["none", True]]
    drawn = first.locator("svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 2 * drawn["height"] * 0.9
    assert first.locator("b").inner_text() == "Voss"  # the reader's own
    first.click()
    opened.page.wait_for_url("**/offices/1235/indicators/IND0/")


def test_without_javascript_the_lines_and_their_table_stand(site):
    opened = site.open(javascript=False)
    opened.page.goto(opened.address + ADDRESS)
    opened.page.locator(".multiples svg").first.wait_for()
    assert "86,0" in opened.page.locator(".over-months .me").inner_text()
