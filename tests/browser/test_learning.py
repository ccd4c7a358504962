"""Whom to learn from and what hangs together, in real Chromium."""

import re

import pytest

from scorecards.versions import count_up_version
from tests.browser.conftest import Site
from tests.browser.test_pages import check
from tests.dashboards.test_related_pages import CALM, MOVES
from tests.dashboards.world import MAY
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/offices/1235/2018-05/learn/",
    "/offices/1235/2018-05/learn/IND0/?where=country",
    "/offices/1235/2018-05/learn/IND1/?beside=1237",
    "/offices/1241/2018-05/learn/",
    "/offices/1235/2018-05/related/IND0/",
    "/offices/1235/2018-05/related/IND2/",
    "/offices/1235/indicators/IND0/",
)


@pytest.fixture(scope="module", autouse=True)
def _figures(site: Site, django_db_blocker):
    """Fifteen months in which two offices reach every target and Voss none, and one indicator goes against another."""
    with django_db_blocker.unblock():
        world = site.world
        first, second, third = world.indicators
        first.related.add(second)
        voss, *teachers = world.offices[:3]
        for place, month in enumerate((MAY - 14).through(MAY)):
            up, down = (0.6 + (*CALM, *MOVES[move])[place] for move in ("up", "down"))
            figures = {
                (first, voss): (1000 * up, 1000.0),
                (second, voss): (1000 * down, 1000.0),
                (third, voss): (60, 90),
            }
            figures |= {(each, office): (960, 1000) for each in world.indicators for office in teachers}
            publish(figures, month, package=world.package)
        count_up_version()


def test_the_pages_are_accessible_quiet_and_fit(site: Site):
    for address in ADDRESSES:
        check(site, "leader", address)


def test_another_office_is_drawn_beside_by_the_keyboard_without_scripts(site: Site):
    opened = site.open("leader", javascript=False)
    opened.go("/offices/1235/2018-05/learn/IND0/")
    link = opened.page.get_by_role("link", name=re.compile("Side om side.*NAV Odda"))
    link.focus()
    opened.page.keyboard.press("Enter")
    opened.page.get_by_role("heading", name="NAV Voss og NAV Odda side om side").wait_for()
    assert opened.page.locator("#beside svg.lines").is_visible()
    assert opened.page.locator("#beside tbody tr").count() == 12
    opened.page.context.close()
