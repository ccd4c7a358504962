"""Charts saved as pictures, and the search field's suggestions, in real Chromium."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.django_db
CHARTS = ["/indicators/IND0/2018-05/?county=1200", "/offices/1235/indicators/IND0/"]
SVG = "{http://www.w3.org/2000/svg}"
OF_A_CHART = "figure:has(.chart) "


def saved(opened, form: str, among: str = "") -> tuple[str, bytes]:
    """The name and content of the file that the button gives: of the first chart, or that of the buttons `among`."""
    with opened.page.expect_download() as download:
        opened.page.locator(f"{among}[data-form={form}]").first.click()
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes()


@pytest.mark.parametrize("path", CHARTS)
def test_a_chart_is_saved_as_svg_and_as_png_of_twice_the_size(site, path):
    opened = site.open("leader")
    opened.go(path)
    name, drawing = saved(opened, "svg", OF_A_CHART)
    assert name.endswith(".svg")
    root = ElementTree.fromstring(drawing)
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    chart = opened.page.query_selector(".chart").bounding_box()
    assert chart["width"] <= width <= chart["width"] + 60
    assert height > chart["height"]
    name, picture = saved(opened, "png", OF_A_CHART)
    assert name.endswith(".png")
    assert struct.unpack(">II", picture[16:24]) == (2 * width, 2 * height)
    assert opened.messages == []
    opened.page.context.close()


@pytest.mark.parametrize("path", CHARTS)
def test_the_file_of_a_chart_says_what_it_is_and_explains_its_lines(site, path):
    opened = site.open("leader")
    opened.go(path)
    drawing = ElementTree.fromstring(saved(opened, "svg", OF_A_CHART)[1])
    written = [(each.text or "").strip() for each in drawing.iter(f"{SVG}text")]
    assert written[0] == opened.page.locator("h1").inner_text() == "Indikator 0"
    assert opened.page.locator("figure h2").inner_text() in written
    assert any(text in opened.page.locator("figure .legend").first.inner_text() for text in written if len(text) > 10)
    assert written[-1] == opened.page.locator(".demo-note").inner_text()
    assert not {"Vis tallene som tabell", "SVG", "PNG"} & set(written)
    plots = [each for each in drawing.iter(f"{SVG}svg") if each.get("class") == "main-svg"]
    assert len(plots) == 1
    assert len(list(plots[0].iter(f"{SVG}path"))) > 5  # it is drawn, and not only its frame
    assert opened.messages == []
    opened.page.context.close()


def test_an_office_is_found_by_typing_and_enter(site):
    opened = site.open("leader")
    opened.go("/offices/1235/2018-05/")
    opened.page.focus("#search")
    opened.page.locator("datalist option").nth(3).wait_for(state="attached")
    opened.page.keyboard.type("odda")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/offices/1236/**")
    assert opened.messages == []
    opened.page.context.close()
