"""Every page in nynorsk and in English: no word of bokmål is left over, and numbers are those of the language."""

import html
import re

import pytest

from tests.dashboards.test_rights_of_addresses import MAY_OPEN, NOT_HERE, path_of
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
# Words of bokmål that nynorsk and English haven't got.
BOKMAL = re.compile(
    r"""(?ix) ikke|fra|hvor|hva|hvem|hvordan|hvorfor|hver|hvert|måned|måneden|måneder|enhet|enheten|enheter|enhetene
    |rød|røde|grønn|grønne|tall|tallet|tallene|gjelder|kontorene|mangler|noe|noen|nå|gjør|være|sier|teller|nevner|velg
    |hvis|se|lagret|endret|endringer|leveranser|indikatorer|regioner|fylker|åpne|språket|lenke|siden|leder|fantes
    |finnes|vises|rangeringen|navn|følger|kommer|hadde|sammenlign|forrige|endelige|foreløpige|henger|svakere|bedre"""
)
NORWEGIAN = re.compile(
    rf"{BOKMAL.pattern}|og|er|til|med|som|av|på|å|det|den|kontor|fylke|krav|mål|eller|alle|uten|ingen"
)
FILES = frozenset({"search-names", "catalogue-export", "organisation-export"})
# What the county of these tests calls its own things.
NAMES = (
    "Lavere sykefravær",
    "Indikator",
    *(f"Kontor {n}" for n in range(4, 7)),
    "Styringspakke Hordaland",
    "Region Hardanger og Voss",
    "NAV ",
)
OWN_WORDS = {"nn": {"Bokmål", "bokmål"}, "en": {"Bokmål", "Nynorsk", "bokmål", "nynorsk"}}
NOT_TEXT = re.compile(r"(?s)<(script|style|svg|template)\b.*?</\1>|<!--.*?-->")
SAID = re.compile(r'(?:aria-label|title|placeholder|alt|content|data-[a-z-]*)="([^"]*)"')


@pytest.fixture
def world():
    made = a_world(offices=6)
    made.publish(APRIL)
    made.delivery = made.publish(MAY, preliminary=True).pk
    return made


def words_of(page):
    """All words that are seen or read aloud."""
    page = NOT_TEXT.sub(" ", page)
    spoken = " ".join(SAID.findall(page))
    text = html.unescape(re.sub(r"<[^>]*>", " ", page) + " " + spoken)
    for name in NAMES:
        text = text.replace(name, " ")
    return set(re.findall(r"[A-Za-zÆØÅæøå]+", text))


def opened(world, name, language):
    person = reader("administrator")
    answer = person.get(path_of(name, world.delivery), {"lang": language}, follow=True)
    return text_of(answer)


@pytest.mark.parametrize("name", sorted(set(MAY_OPEN) - NOT_HERE - FILES))
@pytest.mark.parametrize(("language", "foreign"), [("nn", BOKMAL), ("en", NORWEGIAN)], ids=["nn", "en"])
def test_no_word_of_bokmål_is_left(world, name, language, foreign):
    page = opened(world, name, language)
    assert f'<html lang="{language}"' in page
    left = {word for word in words_of(page) if foreign.fullmatch(word)} - OWN_WORDS[language]
    assert left == set()


def test_english_numbers_have_a_point_and_months_a_capital(world):
    page = opened(world, "office", "en")
    assert "May 2018" in page
    assert re.search(r"\d\.\d%", page)
    assert not re.search(r"\d,\d\s?%", page)


def test_nynorsk_numbers_are_those_of_bokmål(world):
    page = opened(world, "office", "nn")
    assert "mai 2018" in page
    assert re.search(r"\d,\d\u00a0%", page)
    assert "Sjå her først" in page


def test_the_words_found_are_those_seen_and_those_read_aloud():
    page = '<p title="Vis tall">Se <b>kontor</b></p><script>hva</script><svg><text>nå</text></svg>'
    assert words_of(page) == {"Vis", "tall", "Se", "kontor"}
