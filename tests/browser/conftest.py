"""A served county for tests in a real browser: made once for a module, and taken away after it.

The tests are marked `django_db` so that there is a database; what the served pages write stays for the module.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from organisation.queries import placed
from rankings.services.publishing import publish_ranking
from scorecards.services.places import prepare_places
from tests.builders import a_county, a_person, an_office
from tests.dashboards.world import MAY, World, a_world, browser_of
from tests.scorecards.published import publish

AXE = Path(settings.BASE_DIR / "node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT = """async (tags) => (await axe.run(document, {runOnly: tags})).violations
    .map(found => `${found.id}: ${found.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')}`)"""
MOST_WINDOWS = 80  # of one person in the tests of a module
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@dataclass
class Opened:
    """A page in the browser, with all that it said to the console and asked of other machines."""

    page: Page
    address: str
    messages: list[str]
    elsewhere: list[str]

    def go(self, path: str) -> None:
        """Open the path, and wait for its charts."""
        self.page.goto(self.address + path, wait_until="networkidle")
        if self.page.query_selector("[data-chart]"):
            self.page.wait_for_selector("[data-drawn]", state="attached")

    @contextmanager
    def before_script(self, path: str, name: str) -> Iterator[None]:
        """The page as it is while that script of it is still on its way, which arrives at the end."""
        held: list[Route] = []
        self.page.route(f"**/{name}", lambda route: held.append(route), times=1)  # Playwright marks what it calls
        self.page.goto(self.address + path, wait_until="commit")
        self.page.locator("main h1").wait_for()
        yield
        for route in held:
            route.continue_()

    def violations(self) -> list[str]:
        """What axe finds. Its script is evaluated, not added, so that the policy stays as strict as it is."""
        self.page.evaluate(AXE.read_text())
        found: list[str] = self.page.evaluate(REPORT, RULES)
        return found

    def overflow(self) -> int:
        """Pixels that the page is wider than the window."""
        wider: int = self.page.evaluate(OVERFLOW)
        return wider


@dataclass
class Site:
    """The served county and the browser that reads it."""

    address: str
    world: World
    sessions: dict[str, list[str]]  # of people who are logged in: one for each window, so that none remembers another's
    browser: Browser

    def open(self, who: str = "leader", *, width: int = 1440, javascript: bool = True) -> Opened:
        """A window in which that person is logged in; "" for nobody."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="nb-NO", java_script_enabled=javascript
        )
        if who:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self.sessions[who].pop(), "url": self.address}
            context.add_cookies([cookie])  # type: ignore[list-item]  # a typed dict in Playwright
        page = context.new_page()
        opened = Opened(page, self.address, [], [])
        page.on("console", lambda message: opened.messages.append(message.text))
        page.on("pageerror", lambda error: opened.messages.append(str(error)))
        page.on("request", lambda request: opened.elsewhere.append(request.url) if outside(request.url, self) else None)
        return opened


def outside(url: str, site: Site) -> bool:
    return not url.startswith((site.address, "data:", "blob:"))


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, browser) -> Iterator[Site]:
    with django_db_blocker.unblock():
        patience, connection.settings_dict["CONN_MAX_AGE"] = connection.settings_dict["CONN_MAX_AGE"], 0
        world = a_county_with_a_year()
        server = LiveServer("localhost")
        people = {
            "leader": a_person("leader@test.example", "Leder, NAV Voss", role="leader", unit=world.voss),
            "staff": a_person("staff@test.example", "Fylkesmedarbeider", role="county", unit=world.county),
            "administrator": a_person("admin@test.example", "Administrator", role="administrator"),
        }
        sessions = {who: [session_of(person) for _ in range(MOST_WINDOWS)] for who, person in people.items()}
        yield Site(server.url, world, sessions, browser)
        for context in browser.contexts:
            context.close()
        server.stop()
        connection.settings_dict["CONN_MAX_AGE"] = patience
        call_command("flush", interactive=False, verbosity=0)


def session_of(person: User) -> str:
    key: str = browser_of(person).cookies[settings.SESSION_COOKIE_NAME].value
    return key


def a_county_with_a_year() -> World:
    """Seven offices over seven months, one hidden and one missing figure, a ranking, a month that is preliminary."""
    world = a_world(7)
    for step, month in enumerate((MAY - 6).through(MAY)):
        world.publish(month, (80 + step, 100), *((70 + 4 * n, 100) for n in range(5)), "too_few")
    other = a_county("1400", "NAV Sogn og Fjordane")
    publish({(each, an_office(county=other)): (80, 100) for each in world.indicators}, MAY, package=world.package)
    world.publish(MAY + 1, (60, 100), *((70 + 4 * n, 100) for n in range(5)), "not_delivered", preliminary=True)
    prepare_places()
    county = placed("1200", MAY)
    assert county is not None
    publish_ranking(county=county, month=MAY, by=None)
    return world
