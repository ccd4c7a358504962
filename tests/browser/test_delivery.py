"""The main job from file to ranking, as county staff do it in the browser."""

import pytest
from playwright.sync_api import expect

from tests.examining import faults

pytestmark = pytest.mark.django_db
HEADER = "enhet;indikator;teller;nevner\r\n"
OFFICES = [f"12{35 + n}" for n in range(6)]


def a_month(voss: int) -> bytes:
    lines = [f"{office};IND{i};{voss if office == '1235' else 75};100" for office in OFFICES for i in range(3)]
    return (HEADER + "\r\n".join(lines)).encode()


def hand_in(opened, content, name, month="2018-07"):
    page = opened.page
    opened.go("/deliveries/new/")
    page.get_by_label("Måned").fill(month)
    page.locator("#id_file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Last opp og kontroller").click()
    page.wait_for_url(lambda address: not address.endswith("/new/"))
    page.wait_for_load_state("networkidle")


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state("networkidle")


def test_a_month_goes_from_file_to_pages_and_ranking(site):
    opened = site.open("staff")
    page = opened.page
    hand_in(opened, a_month(91) + b"\r\n9999;IND0;1;2\r\n1235;IND1;mange;100", "juli-feil.csv")
    expect(page.get_by_text("Feil: Ukjent enhet")).to_be_visible()
    expect(page.get_by_text("Feil: Ikke et tall")).to_be_visible()
    expect(page.get_by_role("button", name="Publiser")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Last opp rettet fil").click()
    expect(page.get_by_label("Måned")).to_have_value("2018-07")

    hand_in(opened, a_month(91), "juli.csv")
    expect(page.get_by_text("Ingen publiserte tall endres. 18 tall er nye.")).to_be_visible()
    page.get_by_role("link", name="Publiser", exact=True).click()
    expect(page.get_by_text("Publiseres av")).to_be_visible()
    press(page, "Publiser nå")
    expect(page.get_by_role("status")).to_contain_text("Publisert. 18 nye tall, 0 endret.")

    page.get_by_role("link", name="Lag rangeringen for").click()
    page.get_by_role("link", name="Forhåndsvis rangeringen").click()
    page.get_by_role("button", name="Publiser nå").click()
    expect(page.get_by_role("status")).to_contain_text("Utgave 1 er publisert.")
    expect(page.locator("summary.rank-grid")).to_have_count(6)

    opened.go("/offices/1235/2018-07/")
    expect(page.locator("td.col-result .value").first).to_have_text("91,0\u00a0%")
    assert opened.messages == []
    assert opened.violations() == []


def test_a_correction_is_chosen_among_published_and_taken_back_and_every_page_of_it_is_sound(site):
    opened = site.open("staff")
    page, wrong = opened.page, [f"{office};IND0;mange;100" for office in OFFICES * 2]
    hand_in(opened, a_month(90) + "\r\n".join(["", *wrong]).encode(), "feil.csv")
    page.get_by_label("Kontor, indikator eller celle").fill("NAV Voss")
    press(page, "Let")
    expect(page.get_by_text("funn passer")).to_be_visible()
    assert faults(page) == []
    press(page, "Gjør om til foreløpige tall")
    expect(page.get_by_text("De merkes på alle sider, og rangeres ikke.")).to_be_visible()
    assert faults(page) == []

    correction = b"enhet;indikator;teller;nevner\r\n1235;IND0;40;100\r\n1236;IND1;99;100\r\n"
    hand_in(opened, correction, "rettet.csv", "2018-05")
    delivery = page.url
    assert faults(page) == []
    opened.go(delivery.removeprefix(opened.address) + "changes/?show=changed")
    assert faults(page) == []
    opened.go(delivery.removeprefix(opened.address) + "publish/")
    assert faults(page) == []
    press(page, "Publiser nå")
    expect(page.get_by_role("heading", name="Neste steg")).to_be_visible()
    assert faults(page) == []

    opened.go("/offices/1235/indicators/IND0/")
    expect(page.get_by_role("heading", name="Rettelser")).to_be_visible()
    assert faults(page) == []
    opened.go("/offices/1235/2018-05/")
    assert page.locator("sup.revised").count() >= 1
    assert faults(page) == []

    opened.go(delivery.removeprefix(opened.address) + "withdraw/")
    press(page, "Trekk tilbake nå")
    expect(page.get_by_text("Skriv hvorfor leveransen trekkes tilbake")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Hvorfor trekkes den tilbake?").fill("Feil fil")
    press(page, "Trekk tilbake nå")
    expect(page.get_by_role("status")).to_contain_text("Leveransen er trukket tilbake.")
    assert faults(page) == []
    assert opened.messages == []


def test_an_employee_who_tries_is_refused(site):
    opened = site.open("leader")
    answer = opened.page.goto(opened.address + "/deliveries/new/")
    assert answer is not None
    assert answer.status == 403
    assert opened.page.get_by_text("Du har ikke tilgang til denne siden").is_visible()
