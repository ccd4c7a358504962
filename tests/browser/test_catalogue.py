"""County staff change the catalogue in the browser: look first, save, and put back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


def fit_to_be_read(opened):
    """Nothing that axe finds, nothing in the console, nothing that scrolls sideways."""
    return opened.violations() == [] and opened.messages == [] and opened.overflow() == 0


def test_a_weight_is_changed_and_put_back(site):
    opened = site.open("staff")
    page = opened.page
    opened.go("/packages/STYR/")
    page.get_by_role("link", name="Endre indikatorene").click()
    assert fit_to_be_read(opened)

    page.get_by_label("Vekt: Indikator 0").fill("3")
    page.keyboard.press("Enter")  # the first button looks, it doesn't save
    expect(page.get_by_text("Ingenting er lagret ennå.")).to_be_visible()
    expect(page.get_by_role("row", name="Indikator 0")).to_contain_text("60,0\u00a0%")
    assert fit_to_be_read(opened)

    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status")).to_contain_text("Endringen er lagret.")
    expect(page.get_by_role("row", name="Indikator 0")).to_contain_text("60,0\u00a0%")

    page.get_by_role("button", name="Still tilbake").first.click()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status")).to_contain_text("Stilt tilbake.")
    expect(page.get_by_role("row", name="Indikator 0")).to_contain_text("33,3\u00a0%")
    assert fit_to_be_read(opened)


def test_a_target_is_set_on_a_phone_without_javascript(site):
    opened = site.open("staff", width=360, javascript=False)
    page = opened.page
    opened.go("/indicators/IND0/")
    page.get_by_role("link", name="Nytt krav").click()
    page.get_by_label("Gjelder").select_option(label="NAV Hordaland")
    page.get_by_label("Fra og med").fill("2018-07")
    page.get_by_label("Grønn fra").fill("70 %")
    page.get_by_role("button", name="Se hva som endres").click()
    expect(page.get_by_text("fra rød til grønn").or_(page.get_by_text("fra gul til grønn")).first).to_be_visible()

    page.get_by_role("button", name="Lagre").click()

    expect(page.get_by_role("row", name="NAV Hordaland").filter(has_text="≥\u00a070\u00a0%")).to_be_visible()
    assert opened.messages == []
