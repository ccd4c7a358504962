"""The drawings of the server saved as files, in real Chromium: each stands by itself and says no more than its page."""

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.browser.test_chart_files import saved

pytestmark = pytest.mark.django_db
MONTHS = "/indicators/IND0/2018-05/?county=1200&view=months"
DRAWINGS = {
    "IND0-2018-05-months": MONTHS,
    "IND0-2018-05-distribution": "/indicators/IND0/2018-05/?county=1200",
    "1200-2018-05-distribution": "/counties/1200/2018-05/?view=distribution",
    "ranking-1200-2018-05": "/rankings/1200/2018-05/",
    "1235-places": "/offices/1235/places/",
}
OUTSIDE = """[...document.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect();
    return box.width < 1 || box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1 })
    .map(text => text.textContent)"""


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def texts_of(drawing: bytes) -> list[str]:
    """What is written in it, from top to bottom as it was put there."""
    elements = ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")
    return [squeezed(each.text) for each in elements if each.text]


def saved_as(opened, name: str, form: str) -> bytes:
    given, content = saved(opened, form, f"[data-chart-files='{name}'] ")
    assert given == f"{name}.{form}"
    return content


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_a_file_that_stands_by_itself(site, tmp_path, name):
    opened = site.open()
    opened.go(DRAWINGS[name])
    drawing = saved_as(opened, name, "svg")
    for needs_the_page in (b" class=", b" style=", b"href=", b"<use", b"<style", b"<script", b"var("):
        assert needs_the_page not in drawing
    root = ElementTree.fromstring(drawing)
    title, ground, *_rest = root
    assert opened.page.locator("h1").inner_text() in (title.text or "")
    assert "2018" in (title.text or "")
    assert (ground.get("width"), ground.get("fill")) == (root.get("width"), "#fff")
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    alone = opened.page.context.new_page()
    alone.set_viewport_size({"width": width, "height": height})
    (tmp_path / "alone.svg").write_bytes(drawing)
    alone.goto((tmp_path / "alone.svg").as_uri())
    assert alone.locator("text").count() > 3
    assert alone.evaluate(OUTSIDE) == []
    picture = saved_as(opened, name, "png")
    assert struct.unpack(">II", picture[16:24]) == (2 * width, 2 * height)
    assert opened.messages == []
    assert opened.elsewhere == []
    opened.page.context.close()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_says_nothing_that_the_page_does_not_show(site, name):
    """So what is hidden on the page is hidden in the file."""
    opened = site.open()
    opened.go(DRAWINGS[name])
    shown = squeezed(opened.page.locator("body").inner_text())
    drawn = " ".join(opened.page.locator("svg text").all_text_contents())  # not a page's text to the browser
    texts = texts_of(saved_as(opened, name, "svg"))
    assert len(texts) > 3
    assert [each for each in texts[2:] if each not in shown and each not in drawn] == []
    opened.page.context.close()


def test_all_small_drawings_are_one_picture_and_the_office_that_is_hidden_has_no_figure(site):
    opened = site.open()
    opened.go(MONTHS)
    drawing = saved_as(opened, "IND0-2018-05-months", "svg")
    texts = texts_of(drawing)
    names = opened.page.locator(".multiples b").all_text_contents()
    assert len(names) == 7
    assert [each for each in texts if each in names] == names
    assert texts[texts.index("Kontor 7") + 1] == "for få"
    dashed = [each for each in ElementTree.fromstring(drawing).iter() if "px" in each.get("stroke-dasharray", "")]
    assert len(dashed) >= len(names)  # the target behind each of them, drawn once on the page
    opened.page.context.close()


def test_what_leads_elsewhere_is_not_in_the_picture(site):
    opened = site.open()
    opened.go("/rankings/1200/2018-05/")
    assert "Bidrag" in opened.page.locator(".rank").inner_text()
    texts = texts_of(saved_as(opened, "ranking-1200-2018-05", "svg"))
    assert {"Plass", "Kontor", "Poeng"} <= set(texts)
    assert "NAV Voss" in texts
    assert not {"Bidrag", "Av 100 mulige", "SVG", "PNG", "Diagrammet som bilde:"} & set(texts)
    assert opened.page.locator(".rank .inside").first.evaluate("each => each.closest('.pictured')") is None  # as before
    opened.page.context.close()


def test_a_drawing_is_saved_by_keyboard_and_on_a_narrow_screen(site):
    opened = site.open(width=360)
    opened.go(MONTHS)
    buttons = opened.page.locator("[data-chart-files='IND0-2018-05-months'] button")
    buttons.first.focus()
    with opened.page.expect_download() as download:
        opened.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "IND0-2018-05-months.svg"
    size = ElementTree.fromstring(Path(download.value.path()).read_bytes())
    assert int(size.get("width", "")) > 360  # as its words are
    opened.page.keyboard.press("Tab")
    with opened.page.expect_download() as download:
        opened.page.keyboard.press("Space")
    assert download.value.suggested_filename == "IND0-2018-05-months.png"
    assert opened.overflow() == 0
    assert opened.messages == []
    opened.page.context.close()


def test_without_javascript_there_are_no_such_buttons(site):
    opened = site.open(javascript=False)
    for address in DRAWINGS.values():
        opened.page.goto(opened.address + address)
        assert opened.page.locator("[data-chart-files]").count() > 0
        assert not opened.page.locator("[data-chart-files] button").first.is_visible()
    opened.page.context.close()
