"""The pages about accounts in a real browser."""

import pytest

from accounts.models import User
from accounts.services import issue_token, make_one_time_link
from tests.builders import a_country, a_county, a_person, an_office
from tests.examining import faults, listen

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "korrekt-hest-1"


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url, locale="nb-NO", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def administrator():
    person = a_person("adm@test.example", "Adm", role="administrator", unit=a_country(), password=PASSWORD)
    an_office("1235", "NAV Voss", county=a_county("1200", "NAV Hordaland"))
    issue_token(person=person, by=None)
    return person


def log_in(page):
    page.goto("/login/")
    page.fill("[name=email]", "adm@test.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_the_pages_before_login_have_no_faults(page, administrator):
    heard = listen(page)
    link = make_one_time_link(person=administrator, by=None)
    for address in ("/login/", f"/set-password/{link.uid}/{link.token}/"):
        page.goto(address)
        assert faults(page) == []
    page.goto("/login/")
    page.click("text=Logg inn >> nth=-1")
    assert "Skriv e-posten din." in page.content()
    assert faults(page) == []
    assert heard == []


def test_the_demos_login_has_no_faults(page, administrator, settings):
    settings.IN_DEMO = True
    a_person("leder@demo.example", role="leader", unit=an_office("1236", "NAV Ulvik"))
    heard = listen(page)
    page.goto("/login/")
    assert faults(page) == []
    page.click("button[name=person]")
    page.goto("/settings/")
    assert "Leder, NAV Ulvik" in page.content()
    assert heard == []


def test_the_pages_after_login_have_no_faults(page, administrator):
    log_in(page)
    heard = listen(page)
    for address in ("/settings/", "/people/", "/people/add/", f"/people/{administrator.pk}/", "/logout/"):
        page.goto(address)
        assert faults(page) == [], address
    assert heard == []


def test_an_administrator_adds_a_person_and_hands_out_a_link(page, administrator, browser, live_server):
    log_in(page)
    page.goto("/people/")
    page.click("text=Legg til en person")
    page.fill("[name=email]", "ola@test.example")
    page.fill("[name=name]", "Ola Leder")
    page.select_option("[name=role]", "leader")
    page.fill("[name=unit]", "1235")
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Ola Leder er lagt til.")
    page.click("text=Lag engangslenke")
    address = page.inner_text("code.link")
    assert faults(page) == []

    elsewhere = browser.new_context(base_url=live_server.url)
    theirs = elsewhere.new_page()
    theirs.goto(address)
    theirs.fill("[name=new]", "batteri-stift-2")
    theirs.fill("[name=again]", "batteri-stift-2")
    theirs.click("main button[type=submit]")
    theirs.wait_for_url(lambda url: "set-password" not in url)
    elsewhere.close()
    assert User.objects.get(email="ola@test.example").check_password("batteri-stift-2")
