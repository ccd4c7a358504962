"""What travels to a reader's browser: little on the first visit, less on each further page; no script is waited for.

Sizes are those of the wire: pages as the server compresses them, files as they are collected. The chart library, which
a page's tables never wait for, is apart.
"""

import itertools
import random
import re
from functools import cache
from pathlib import PurePosixPath

import pytest
from django.contrib.staticfiles import finders
from whitenoise.compress import Compressor

from scorecards.models import Indicator
from tests.dashboards.world import MAY, a_world, reader
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
KB = 1000
FIRST_VISIT, FURTHER_PAGE = 110 * KB, 25 * KB
LINES, OFFICES = 80, 8
OFFICE = "/offices/1235/2018-05/"
FURTHER = {
    "another office": "/offices/1236/2018-05/",
    "an earlier month": "/offices/1235/2018-04/",
    "what wants attention": f"{OFFICE}?show=attention",
    "an indicator over time": "/offices/1235/indicators/IND0/",
    "a comparison": "/indicators/IND0/2018-05/?county=1200",
    "what an indicator is": "/indicators/IND0/",
    "a ranking that is not made": "/rankings/1200/2018-05/",
}
CHART_LIBRARY = "plotly"
FONT = ".woff2"  # compressed already


WORDS = (
    "andel av sykmeldte arbeidssøkere virksomheter vedtak brukere med uten oppfølging aktivitetsplan dialogmøte innen"
    " tolv uker måneder behandlet overgang til arbeid ungdom langtidsledige nedsatt arbeidsevne tiltak kontakt svar"
)


@pytest.fixture
def browser():
    """Somebody at an office of eighty lines with thirteen months behind them: no two names or figures are alike."""
    world, draw = a_world(OFFICES, indicators=LINES), random.Random(1)
    levels = {indicator: draw.uniform(0.6, 0.95) for indicator in world.indicators}
    for indicator in world.indicators:
        indicator.name = " ".join(draw.sample(WORDS.split(), 6)).capitalize()
    Indicator.objects.bulk_update(world.indicators, ["name"])
    for month in (MAY - 12).through(MAY):
        bases = [(key, draw.randint(20, 400)) for key in itertools.product(world.indicators, world.offices)]
        figures = {key: (min(base, round(base * draw.gauss(levels[key[0]], 0.05))), base) for key, base in bases}
        publish(figures, month, package=world.package)
    return reader("leader", world.voss)


def page_of(browser, address: str) -> tuple[int, str]:
    """Bytes on the wire, and the page."""
    plain = browser.get(address)
    assert plain.status_code == 200, address
    sent = browser.get(address, headers={"accept-encoding": "gzip, br"})
    assert sent["Content-Encoding"] == "gzip"
    return len(sent.content), plain.content.decode()


def files_of(page: str) -> set[str]:
    """The page's stylesheets, scripts and fonts, with those that they ask for in turn."""
    found: set[str] = set()
    wanted = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    while wanted:
        name = wanted.pop()
        found.add(name)
        if name.endswith((".css", ".js")) and CHART_LIBRARY not in name:
            wanted |= named_in(name) - found
    return {name for name in found if not (CHART_LIBRARY in name and name.endswith(".js"))}


def named_in(name: str) -> set[str]:
    """The files that a stylesheet or a module names, beside itself."""
    text = content(name).decode()
    named = re.findall(r'url\("?\.?/?([\w./-]+)"?\)|from "\./([\w.-]+)"', text)
    return {str(PurePosixPath(name).parent / (css or js)) for css, js in named}


def content(name: str) -> bytes:
    path = finders.find(name)
    assert path, f"{name} is no file"
    with open(path, "rb") as file:
        return file.read()


def weight(names: set[str]) -> int:
    """Bytes on the wire of files as they are collected."""
    return sum(len(content(name)) if name.endswith(FONT) else len(compressed(name)) for name in names)


@cache
def compressed(name: str) -> bytes:
    brotli: bytes = Compressor.compress_brotli(content(name))
    return brotli


def test_the_first_visit_and_each_further_page_are_small(browser):
    size, page = page_of(browser, OFFICE)
    kept = files_of(page)
    assert {"scorecard.css", "frame.css", "search.js"} <= kept
    assert any(name.endswith(FONT) for name in kept)
    assert page.count("IND") >= LINES
    assert size + weight(kept) <= FIRST_VISIT, {name: weight({name}) for name in kept} | {"page": size}
    too_large = {}
    for name, address in FURTHER.items():
        size, page = page_of(browser, address)
        new = files_of(page) - kept
        kept |= new
        if size + weight(new) > FURTHER_PAGE:
            too_large[name] = (size, weight(new))
    assert too_large == {}
    assert 1 * KB < weight({"scorecard.css"}) < len(content("scorecard.css")) / 2


def test_the_county_of_eighty_lines_travels_small_too(browser):
    size, page = page_of(browser, "/counties/1200/2018-05/")
    assert page.count("/indicators/") > LINES * OFFICES
    assert size <= 1000 * KB * OFFICES * LINES / (456 * 30)  # a megabyte for the country's offices and thirty lines


def test_no_script_is_waited_for_and_no_style_comes_late(browser):
    for address in (OFFICE, *FURTHER.values(), "/counties/1200/2018-05/"):
        page = page_of(browser, address)[1]
        scripts = [tag for tag in re.findall(r"<script\b[^>]*>", page) if "application/json" not in tag]
        assert scripts, address
        assert [tag for tag in scripts if 'type="module"' not in tag and " defer" not in tag] == [], address
        assert "<style" not in page
        assert 'rel="stylesheet"' not in page[page.index("<body") :], address
