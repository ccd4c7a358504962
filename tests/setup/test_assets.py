"""What `make setup` takes out of the npm packages for the browser."""

import re
from xml.etree import ElementTree

import pytest
from plotly.offline import get_plotlyjs_version

from nav_mrs.assets import ICONS, SVG, TARGET, VENDOR_FILES, build_assets


@pytest.fixture(scope="module")
def assets(tmp_path_factory):
    target = tmp_path_factory.mktemp("assets")
    build_assets(target)
    return target


def test_every_file_that_pages_name_is_there(assets):
    assert {file.name for file in (assets / "vendor").iterdir()} == set(VENDOR_FILES)
    assert all(file.stat().st_size for file in (assets / "vendor").iterdir())


def test_nothing_in_the_style_sheets_is_loaded_from_elsewhere(assets):
    for sheet in (assets / "vendor").glob("*.css"):
        assert not re.search(r"(@import|url\(\s*['\"]?(https?:)?//)", sheet.read_text()), sheet.name


def test_every_icon_is_in_the_sprite_and_draws_in_the_colour_of_its_text(assets):
    whole = ElementTree.parse(assets / "icons.svg").getroot()
    assert {symbol.get("id") for symbol in whole} == set(ICONS)
    for symbol in whole:
        assert symbol.get("viewBox") == "0 0 24 24"
        drawn = [part for part in symbol.iter() if part is not symbol]
        assert drawn
        assert not any(part.tag == f"{{{SVG}}}title" or "style" in part.attrib for part in drawn)
        assert {part.get("fill") for part in drawn if part.get("fill")} <= {"currentColor", "none"}


def test_charts_are_drawn_by_the_version_that_python_checks_them_against():
    script = (TARGET / "vendor" / "plotly-basic.min.js").read_text()[:300]
    assert f"v{get_plotlyjs_version()}" in script
