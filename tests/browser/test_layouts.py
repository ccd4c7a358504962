"""An odd workbook described once in the browser, with the preview following; the next month reads by itself."""

import pytest
from playwright.sync_api import expect

from tests.scorecards.delivered_files import workbook

pytestmark = pytest.mark.django_db

ROWS = [
    ["Statistikk til ledermøtet", None, None, None, None],
    [],
    [None, "Kontor nr", "Fulgt opp", "Skulle følges opp", "Merknad"],
    *([f"NAV {n}", f"12{35 + n}", 30 + n, 90, "fint"] for n in range(6)),
    ["Fylket", "Fylket", 195, 540, None],
]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def odd(more=0):
    rows = [[*row[:2], row[2] + more, *row[3:]] if len(row) > 2 and isinstance(row[2], int) else row for row in ROWS]
    return {
        "name": "ledermøtet.xlsx",
        "mimeType": EXCEL,
        "buffer": workbook({"Forside": [["x"]], "Kontorvis 1805": rows}),
    }


def hand_in(opened, month, file):
    opened.go("/deliveries/new/")
    opened.page.get_by_label("Måned").fill(month)
    opened.page.locator("#id_file").set_input_files(file)
    opened.page.get_by_role("button", name="Last opp og kontroller").click()
    expect(opened.page.get_by_text("Funn i filen")).to_be_visible()


def test_a_file_that_could_not_be_read_is_described_and_the_next_is_read_by_itself(site):
    opened = site.open("staff")
    page = opened.page
    hand_in(opened, "2018-09", odd())
    page.get_by_role("link", name="Beskriv filen med et oppsett").click()
    said = page.locator("#preview")
    expect(said).to_contain_text("Velg minst én kolonne med tall")
    page.get_by_label("Kolonne C: hva står der?").select_option("numerator")
    page.get_by_label("Kolonne C: indikator").select_option("IND1")
    page.get_by_label("Kolonne D: hva står der?").select_option("denominator")
    expect(said).to_contain_text("Kolonne D: velg indikatoren.")
    page.get_by_label("Kolonne D: indikator").select_option("IND1")
    expect(said).to_contain_text("6 linjer og 6 tall leses.")
    expect(said.locator("tbody tr").first).to_contain_text("1235 NAV Voss")
    page.get_by_label("Rad 4 har overskriftene").check()
    expect(said).to_contain_text("5 linjer og 5 tall leses.")
    page.get_by_label("Rad 3 har overskriftene").check()
    expect(said).to_contain_text("6 linjer og 6 tall leses.")
    assert opened.violations() == []
    assert opened.overflow() == 0

    page.get_by_label("Kode for oppsettet").fill("LEDERMOTE")
    page.get_by_role("button", name="Lagre oppsettet").click()
    expect(page.get_by_role("status").first).to_contain_text("leveransen er kontrollert på nytt")
    expect(page.get_by_text("Kontrollert").first).to_be_visible()

    hand_in(opened, "2018-10", odd(5))
    expect(page.get_by_text("Kontrollert").first).to_be_visible()
    opened.go("/layouts/")
    expect(page.get_by_role("row", name="LEDERMOTE")).to_contain_text("2 leveranser")
    assert opened.messages == []


def test_what_is_chosen_before_the_script_is_there_is_shown_when_it_comes(site):
    opened = site.open("staff")
    page = opened.page
    opened.go("/layouts/new/")
    page.locator("#id_file").set_input_files(odd())
    page.get_by_role("button", name="Last opp eksempelet").click()
    page.wait_for_url("**/layouts/new/?*")
    with opened.before_script(page.url.removeprefix(opened.address), "layout.js"):
        page.get_by_label("Kolonne C: hva står der?").select_option("numerator")
    expect(page.get_by_label("Kolonne C: indikator")).to_be_visible()
    expect(page.locator("#preview")).to_contain_text("Kolonne C: velg indikatoren.")


def test_on_a_phone_without_a_script_a_button_shows_the_preview(site):
    opened = site.open("staff", width=360, javascript=False)
    page = opened.page
    opened.go("/layouts/new/")
    page.locator("#id_file").set_input_files(odd())
    page.get_by_role("button", name="Last opp eksempelet").click()
    page.get_by_label("Kolonne C: hva står der?").select_option("value")
    page.get_by_label("Kolonne C: indikator").select_option("IND2")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.locator("#preview")).to_contain_text("6 linjer og 6 tall leses.")
    page.get_by_role("button", name="Forside").click()
    expect(page.locator(".grid")).not_to_contain_text("Kontor nr")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.locator("#preview")).to_contain_text("6 linjer og 6 tall leses.")
