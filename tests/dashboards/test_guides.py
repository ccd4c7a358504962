"""The users' guides as pages: the text of `docs/` in the reader's language."""

import html
import re

import pytest
from django.conf import settings

from dashboards import guides
from dashboards.guides import guide
from tests.dashboards.world import a_world, reader, text_of

ADDRESS = "/rankings/about/"
LANGUAGES = ("nb", "nn", "en")
HEADINGS = {"nb": "Slik lages rangeringen", "nn": "Slik blir rangeringa laga", "en": "How the ranking is made"}


def written(language):
    name = "rangering.md" if language == "nb" else f"rangering.{language}.md"
    return (settings.BASE_DIR / "docs" / name).read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_text_of_the_file_is_shown(language):
    heading, text = guide("rangering", language)
    assert heading == HEADINGS[language]
    shown = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    for word in re.findall(r"\w{6,}", written(language).partition("\n")[2]):
        assert word in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_parts(language):
    assert written(language).count("\n## ") == written("nb").count("\n## ")
    assert written(language).count("\n* ") == written("nb").count("\n* ")


def test_headings_lists_and_stress_are_marked_up():
    _heading, text = guide("rangering", "nb")
    assert "<h2>Små kontor</h2>" in text
    assert "<strong>Vekt:</strong>" in text
    assert "<li>" in text


def test_without_a_text_in_the_language_bokmål_is_shown(tmp_path, monkeypatch):
    (tmp_path / "prøve.md").write_text("# En prøve\n\nTekst.\n")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)
    assert guide("prøve", "en") == ("En prøve", "<p>Tekst.</p>\n")


def test_markup_in_a_text_is_text(tmp_path, monkeypatch):
    (tmp_path / "markup.md").write_text("# X\n\n<script>alert(1)</script>\n")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)
    assert "<script>" not in guide("markup", "nb")[1]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_readers_language(language):
    page = text_of(reader(unit=a_world().voss).get(ADDRESS, {"lang": language}))
    assert f"<h1>{HEADINGS[language]}</h1>" in page
    assert page.count("<h1") == 1


@pytest.mark.django_db
def test_it_is_one_click_from_the_ranking_and_from_its_rule():
    world = a_world()
    for month in (world.publish().month - 5).through(world.publish().month):
        world.publish(month)
    staff = reader("county", world.county)
    staff.post("/rankings/1200/2018-05/publish/")
    assert f'href="{ADDRESS}"' in text_of(staff.get("/rankings/1200/2018-05/"))
    assert f'href="{ADDRESS}"' in text_of(staff.get("/rankings/1200/rule/"))
