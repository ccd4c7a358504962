"""The rule of a ranking tried while it is written, in real Chromium: the preview follows what is in the form."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.dashboards.world import MAY
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
PAGE, EDIT = "/rankings/1200/rule/", "/rankings/1200/rule/edit/"
PLACES, WEIGHTS = "#preview table >> nth=0", "#preview table >> nth=1"


@pytest.fixture(scope="module", autouse=True)
def _figures(site: Site, django_db_blocker):
    """Voss is far from the target on the last indicator, and the others reach it: its weight decides where Voss is."""
    with django_db_blocker.unblock():
        world = site.world
        last = world.indicators[2]
        world.publish(MAY + 1, (86, 100), *((70 + 4 * n, 100) for n in range(5)), "not_delivered")  # as final ones
        for month in (MAY - 6).through(MAY + 1):
            figures = {(last, office): (95, 100) for office in world.offices[1:]}
            publish({**figures, (last, world.voss): (10, 100)}, month, package=world.package)


def weight(page: Page, name: str):
    return page.get_by_label(f"Vekt for {name}")


def row(page: Page, table: str, name: str):
    return page.locator(table).get_by_role("row", name=name)


def place_of_voss(page: Page) -> str:
    """By the rule as it is written."""
    return page.locator(PLACES).get_by_role("row", name="NAV Voss").get_by_role("cell").nth(1).inner_text()


def test_a_changed_weight_is_previewed_without_a_press(site):
    opened = site.open("staff")
    page = opened.page
    opened.go(EDIT)
    expect(page.locator("#preview")).to_be_empty()
    weight(page, "Indikator 2").fill("0")
    expect(page.locator("#preview")).to_contain_text("Slik ville juni 2018 blitt")
    expect(row(page, PLACES, "NAV Voss").get_by_role("cell").nth(1)).to_have_text("2")
    expect(page.locator(WEIGHTS)).not_to_contain_text("Indikator 2")
    weight(page, "Indikator 2").fill("6")
    expect(row(page, WEIGHTS, "Indikator 2").get_by_role("cell").first).to_have_text("75 %")
    assert place_of_voss(page) == "6"  # of six
    expect(page.locator("[name=weighing]")).to_have_value("own")  # chosen by writing a weight
    assert opened.messages == []
    page.context.close()


def test_the_last_of_several_changes_is_what_is_shown(site):
    opened = site.open("staff")
    page = opened.page
    opened.go(EDIT)
    for written in ("9", "4", "2"):
        weight(page, "Indikator 0").fill(written)
    expect(row(page, WEIGHTS, "Indikator 0").get_by_role("cell").first).to_have_text("50 %")
    page.context.close()


def test_what_is_changed_before_the_script_is_there_is_previewed_when_it_comes(site):
    opened = site.open("staff")
    page = opened.page
    with opened.before_script(EDIT, "live_preview.js"):
        page.locator("[name=weighing]").select_option("own")
        weight(page, "Indikator 0").fill("6")
        expect(page.locator("#preview")).to_be_empty()
    expect(row(page, WEIGHTS, "Indikator 0").get_by_role("cell").first).to_have_text("75 %")
    assert opened.messages == []
    page.context.close()


def test_nothing_is_previewed_where_nothing_was_changed(site):
    opened = site.open("staff")
    with opened.before_script(EDIT, "live_preview.js"):
        pass
    opened.page.wait_for_load_state("networkidle")
    opened.page.wait_for_timeout(1000)  # longer than the script waits after a key
    expect(opened.page.locator("#preview")).to_be_empty()
    opened.page.context.close()


def test_a_preview_saves_nothing_and_the_button_in_it_does(site):
    opened = site.open("staff")
    page = opened.page
    opened.go(EDIT)
    weight(page, "Indikator 1").fill("3")
    page.locator("#preview").get_by_role("button", name="Lagre regelen").wait_for()
    reader = site.open()
    reader.go(PAGE)
    expect(reader.page.locator("main")).to_contain_text("Gjelder nå: Standardregelen")
    page.get_by_label("Hvorfor").fill("Ledermøtet ba om det")
    page.locator("#preview").get_by_role("button", name="Lagre regelen").click()
    page.wait_for_url(f"**{PAGE}")
    expect(page.locator("main")).not_to_contain_text("Gjelder nå: Standardregelen")
    assert opened.messages == []
    page.context.close()
    reader.page.context.close()


def test_without_a_script_a_button_shows_the_same(site):
    live, plain = site.open("staff"), site.open("staff", javascript=False)
    for opened in (live, plain):
        opened.page.goto(opened.address + EDIT)
        opened.page.locator("[name=weighing]").select_option("own")
        weight(opened.page, "Indikator 2").fill("8")
    plain.page.get_by_role("button", name="Se hva som endres").click()
    expect(live.page.locator("#preview")).to_contain_text("Slik ville juni 2018 blitt")
    assert live.page.locator(PLACES).inner_text() == plain.page.locator(PLACES).inner_text()
    for opened in (live, plain):
        opened.page.context.close()
