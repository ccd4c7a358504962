"""Is everything in? The calendar in a browser: from what is late to the file that is missing, and what is due when."""

import pytest
from playwright.sync_api import expect

from scorecards.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def in_time(site, django_db_blocker):
    """Every delivery came in its time."""
    with django_db_blocker.unblock():
        Delivery.objects.update(received_at="2018-07-15T12:00Z")
    return site


@pytest.fixture
def late(in_time, settings):
    """As if it were the 18th of August 2018: July's figures are three days late, June's are preliminary."""
    settings.IN_DEMO = True
    return in_time


def test_what_is_late_is_one_click_from_being_delivered(late):
    opened = late.open("staff")
    page = opened.page
    opened.go("/deliveries/")
    expect(page.locator(".lead")).to_contain_text("Styringspakke Hordaland for juli 2018 er 3 dager forsinket.")
    expect(page.locator(".cal td").last).to_contain_text("Forsinket")
    expect(page.locator(".cal td").nth(10)).to_contain_text("Foreløpig")
    assert opened.violations() == []
    assert opened.messages == []
    page.locator(".cal td a").last.click()
    expect(page.get_by_label("Måned")).to_have_value("2018-07")


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_month_now_due_is_what_one_sees_first(late, javascript):
    opened = late.open("staff", width=360, javascript=javascript)
    opened.page.goto(opened.address + "/deliveries/")
    cell, package = opened.page.locator(".cal td").last, opened.page.locator(".cal tbody th").first
    for shown in (cell, package):
        box = shown.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    if javascript:
        assert opened.overflow() == 0
        assert opened.violations() == []


def test_the_due_day_is_set_where_it_is_seen(late):
    opened = late.open("staff")
    page = opened.page
    opened.go("/deliveries/")
    page.get_by_label("Frist for Styringspakke Hordaland").select_option("25")
    page.locator(".deadlines").get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status")).to_contain_text("Fristen for Styringspakke Hordaland er den 25.")
    expect(page.locator(".lead")).to_contain_text("Neste frist er 25. august")


def test_the_list_is_chosen_without_javascript(late):
    opened = late.open("staff", javascript=False)
    page = opened.page
    page.goto(opened.address + "/deliveries/")
    page.get_by_label("Måned", exact=True).select_option("2018-06")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("#list tbody tr")).to_have_count(1)
    assert "month=2018-06" in page.url
