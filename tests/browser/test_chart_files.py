"""Charts saved as pictures, and the search field's suggestions, in real Chromium."""

import struct
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
CHARTS = ["/indicators/IND0/2018-05/?county=1200", "/offices/1235/indicators/IND0/"]
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
    assert drawing.startswith(b"<svg")
    name, picture = saved(opened, "png", OF_A_CHART)
    width, height = struct.unpack(">II", picture[16:24])
    chart = opened.page.query_selector(".chart").bounding_box()
    assert name.endswith(".png")
    assert (width, height) == pytest.approx((2 * chart["width"], 2 * chart["height"]), abs=4)
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
