"""Two offices merged in the browser, by somebody who may, and taken back again."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("width", [1440, 360])
def test_two_offices_become_one_and_are_two_again(site, width):
    opened = site.open("administrator", width=width)
    page = opened.page
    opened.go("/organisation/1236/?month=2018-05")
    page.get_by_text("Endre", exact=True).click()
    page.get_by_role("link", name="Slå sammen kontor").click()
    page.get_by_label("Gjelder fra og med måneden").fill("2018-09")
    page.get_by_role("button", name="Vis enhetene da").click()
    page.get_by_label("NAV Odda (1236)").check()
    page.get_by_label("NAV Fedje (1237)").check()
    page.get_by_label("Kode", exact=True).fill(f"19{width}")
    page.get_by_label("Navn", exact=True).fill("NAV Odda og Fedje")
    assert opened.violations() == []
    page.get_by_role("button", name="Se hva som skjer").click()

    expect(page.get_by_text("3 enheter endres")).to_be_visible()
    expect(page.get_by_role("heading", name="Historien for NAV Odda og Fedje")).to_be_visible()
    assert opened.violations() == []
    assert opened.overflow() <= 0
    page.get_by_role("button", name="Bekreft endringen").click()

    expect(page.get_by_role("status")).to_contain_text("Endringen er gjort: 3 enheter.")
    opened.go(f"/organisation/19{width}/?month=2018-09")
    expect(page.get_by_role("heading", name="Historien, som den var og slått sammen")).to_be_visible()
    assert opened.violations() == []
    assert opened.overflow() <= 0

    page.get_by_role("link", name="Kontor slått sammen").click()
    page.get_by_role("button", name="Angre endringen").click()
    expect(page.get_by_role("status")).to_contain_text("Endringen er angret.")
    assert opened.messages == []


def test_it_works_without_javascript(site):
    opened = site.open("administrator", javascript=False)
    page = opened.page
    page.goto(f"{opened.address}/organisation-changes/rename/?month=2018-09&county=1200")
    page.get_by_label("Enhet").select_option("1237")
    page.get_by_label("Nytt navn").fill("NAV Fedje øy")
    page.get_by_role("button", name="Se hva som skjer").click()
    page.get_by_role("button", name="Bekreft endringen").click()
    expect(page.get_by_role("status")).to_contain_text("Endringen er gjort: 1 enhet.")
