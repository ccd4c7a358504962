"""The main pages look as they did when somebody last approved of them.

After a change that is meant to be seen: `make looks`, look at the pictures in tests/browser/looks/, and commit them.
"""

import datetime
import io

import numpy as np
import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from rankings.models import Ranking
from scorecards.models import Delivery
from scorecards.versions import count_up_version
from tests.browser.conftest import Site
from tests.browser.looks import APPROVED, MOST_OTHER, share_of_difference, small

pytestmark = pytest.mark.django_db
LOOKS = {
    "office": ("/offices/1235/2018-05/", 1440),
    "office-360": ("/offices/1235/2018-05/", 360),
    "county": ("/counties/1200/2018-05/", 1440),
    "comparison": ("/indicators/IND0/2018-05/?county=1200", 1440),
    "series": ("/offices/1235/indicators/IND0/", 1440),
    "ranking": ("/rankings/1200/2018-05/", 1440),
}
SEEN = settings.BASE_DIR / "build" / "looks"
PUBLISHED = datetime.datetime(2018, 6, 15, 9, 14, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def dated(site: Site, django_db_blocker) -> Site:
    """The site with days of publication that don't change from run to run."""
    with django_db_blocker.unblock():
        Delivery.objects.update(published_at=PUBLISHED, received_at=PUBLISHED)
        Ranking.objects.update(published_at=PUBLISHED)
        count_up_version()
    return site


def picture_of(site: Site, path: str, width: int) -> Image.Image:
    opened = site.open("leader", width=width)
    opened.go(path)
    opened.page.evaluate("() => document.fonts.ready")
    screenshot = opened.page.screenshot(full_page=True, animations="disabled", caret="hide")
    opened.page.context.close()
    return small(screenshot)


@pytest.mark.parametrize("name", LOOKS)
def test_a_page_looks_as_it_was_approved(name, dated, request):
    seen, approved = picture_of(dated, *LOOKS[name]), APPROVED / f"{name}.png"
    if request.config.getoption("--approve-looks"):
        APPROVED.mkdir(exist_ok=True)
        seen.quantize(128, dither=Image.Dither.NONE).save(approved, optimize=True)
    other = share_of_difference(seen, Image.open(approved).convert("RGB"))
    if other > MOST_OTHER:
        SEEN.mkdir(parents=True, exist_ok=True)
        seen.save(SEEN / f"{name}.png")
    assert other <= MOST_OTHER, f"{other:.2%} differs: {SEEN / name}.png against {approved}; `make looks` approves it"


# What counts as another picture


def a_page(*, heading: str = "NAV Voss", red: bool = False, taller: int = 0) -> Image.Image:
    """Something like a page: a dark header, a panel, some text and a status."""
    page = Image.new("RGB", (1440, 900 + taller), "#f5f6f7")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 1440, 48), "#23262a")
    draw.rectangle((40, 120, 1400, 800), "white", "#cfd3d8")
    for row in range(20):
        draw.text((60, 140 + 32 * row), f"{heading} {row}", "#202733", font_size=18)
    draw.rectangle((900, 140, 1000, 172), "#cb0035" if red else "#007629")
    return page


def kept(page: Image.Image) -> Image.Image:
    file = io.BytesIO()
    page.save(file, "PNG")
    return small(file.getvalue())


def test_the_edges_of_letters_say_nothing():
    page = np.asarray(a_page(), dtype=np.int16)
    noise = np.random.default_rng(1).integers(-12, 13, page.shape)
    noisy = Image.fromarray(np.clip(page + noise, 0, 255).astype(np.uint8))
    assert share_of_difference(kept(noisy), kept(a_page())) == 0
    assert share_of_difference(kept(a_page()).quantize(128).convert("RGB"), kept(a_page())) < MOST_OTHER


def test_a_status_of_another_colour_is_another_picture():
    assert share_of_difference(kept(a_page(red=True)), kept(a_page())) > 0.002


def test_another_text_in_every_row_is_another_picture():
    assert share_of_difference(kept(a_page(heading="NAV Ullensvang og Eidfjord")), kept(a_page())) > MOST_OTHER


def moved(by: int) -> Image.Image:
    page = Image.new("RGB", (1440, 900), "#f5f6f7")
    page.paste(a_page(), (0, by))
    return page


def test_what_a_line_that_breaks_elsewhere_moves_is_the_same_picture():
    assert share_of_difference(kept(moved(24)), kept(a_page())) < MOST_OTHER
    assert share_of_difference(kept(a_page(taller=24)), kept(a_page())) < MOST_OTHER


def test_a_panel_elsewhere_or_a_page_that_is_taller_is_another_picture():
    assert share_of_difference(kept(moved(200)), kept(a_page())) > MOST_OTHER
    assert share_of_difference(kept(a_page(taller=100)), kept(a_page())) == 1
    beside = Image.new("RGB", (1440, 900), "#f5f6f7")
    beside.paste(a_page(), (60, 0))
    assert share_of_difference(kept(beside), kept(a_page())) > MOST_OTHER


def test_every_approved_picture_is_of_a_page_that_is_looked_at_and_is_small():
    assert {path.stem for path in APPROVED.glob("*.png")} == set(LOOKS)
    assert all(path.stat().st_size < 100_000 for path in APPROVED.glob("*.png"))
