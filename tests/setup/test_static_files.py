"""Files for the browser, as they are named and compressed for serving."""

import pytest
from django.core.files.storage import storages
from django.core.management import call_command


@pytest.fixture
def collected(tmp_path, settings):
    """The storage after collectstatic has run on two modules, one of which imports the other, and a style sheet."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "charts.js").write_text('import { draw } from "./drawing.js";\ndraw();\n')
    (sources / "drawing.js").write_text("export function draw() {}\n" * 20)
    (sources / "frame.css").write_text('@font-face { src: url("letters.woff2"); }\n')
    (sources / "letters.woff2").write_bytes(b"letters")
    settings.STATICFILES_DIRS = [sources]
    settings.STATIC_ROOT = tmp_path / "served"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "nav_mrs.static_files.HashedStaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return storages["staticfiles"]


def test_a_module_imports_another_by_the_name_that_its_content_gives_it(collected):
    drawing = collected.stored_name("drawing.js")
    assert drawing != "drawing.js"
    assert f'from "./{drawing}"' in collected.open(collected.stored_name("charts.js")).read().decode()


def test_a_style_sheet_names_its_font_so_too(collected):
    letters = collected.stored_name("letters.woff2")
    assert f'url("{letters}")' in collected.open(collected.stored_name("frame.css")).read().decode()


def test_what_can_be_compressed_is_so_once_and_for_all(collected):
    drawing = collected.stored_name("drawing.js")
    assert collected.exists(drawing + ".br")
    assert collected.exists(drawing + ".gz")
    assert not collected.exists(collected.stored_name("letters.woff2") + ".gz")


def test_only_hashed_names_are_served(collected):
    assert not collected.exists("drawing.js")
