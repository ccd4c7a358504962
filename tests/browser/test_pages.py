"""Every page in real Chromium: accessible, silent in the console, asking nothing of others, fitting its window."""

import pytest

from tests.browser.conftest import Site

pytestmark = pytest.mark.django_db
WIDTHS = (360, 1024, 1440)
NARROWEST = 320  # 400 per cent zoom of 1280
OPEN_TO_ALL = [
    "/offices/1235/2018-05/",
    "/offices/1235/2018-06/",
    "/offices/1235/2018-05/?show=attention",
    "/offices/1241/2018-05/",
    "/offices/1235/2018-09/",
    "/offices/1235/indicators/IND0/",
    "/offices/1241/indicators/IND0/",
    "/offices/1235/indicators/IND0/?period=year&span=13",
    "/indicators/IND0/question/?unit=1235&month=2018-05",
    "/counties/1200/2018-05/",
    "/counties/1200/2018-06/",
    "/counties/1200/2018-05/?view=distribution",
    "/counties/1200/2018-05/?view=changes",
    "/counties/1200/2018-05/?view=follow-up",
    "/regions/1291/2018-05/?view=contributions",
    "/regions/1291/2018-05/?view=follow-up",
    "/regions/1291/2018-05/",
    "/indicators/IND0/2018-05/?county=1200",
    "/indicators/IND0/2018-05/?county=1200&reference=1400&sort=name",
    "/indicators/IND0/2018-05/?county=1200&view=funnel",
    "/indicators/IND0/2018-05/?county=1200&view=months",
    "/indicators/IND0/2018-05/?county=1200&view=size&sort=region",
    "/indicators/IND0/2018-09/?county=1200",
    "/indicators/",
    "/indicators/IND0/",
    "/rankings/1200/2018-05/",
    "/rankings/1200/2018-04/",
    "/offices/1235/places/",
    "/offices/",
    "/counties/",
    "/search/?q=nav",
    "/search/?q=xyz",
    "/settings/",
    "/offices/7777/2018-05/",
    "/deliveries/",
]
FOR_STAFF = ["/deliveries/", "/deliveries/new/", "/deliveries/{delivery}/", "/rankings/1200/2018-05/"]


def check(site: Site, who: str, path: str) -> None:
    opened = site.open(who, width=WIDTHS[0])
    opened.go(path)
    found = []
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {each}" for each in opened.violations()]
        if opened.overflow() > 0:
            found.append(f"{width} px: {opened.overflow()} px wider than the window")
    opened.page.set_viewport_size({"width": NARROWEST, "height": 700})
    if opened.overflow() > 0:
        found.append(f"{NARROWEST} px: {opened.overflow()} px wider than the window")
    said = [message for message in opened.messages if "404" not in message and "403" not in message]
    opened.page.context.close()
    assert found == []
    assert said == []
    assert opened.elsewhere == []


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_is_accessible_quiet_and_fits(site, path):
    check(site, "leader", path)


@pytest.mark.parametrize("path", FOR_STAFF)
def test_so_are_the_pages_of_those_who_deliver(site, path):
    delivery = site.world.package.deliveries.latest("id").pk
    check(site, "staff", path.format(delivery=delivery))


def test_so_is_the_page_for_who_is_not_logged_in(site):
    check(site, "", "/offices/1235/2018-05/")


class TestWithoutJavascript:
    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("/offices/1235/2018-05/", "86,0\u00a0%"),
            ("/indicators/IND0/2018-05/?county=1200", "86,0\u00a0%"),
            ("/offices/1235/indicators/IND0/", "86,0\u00a0%"),
            ("/counties/1200/2018-05/", "86,0"),
            ("/rankings/1200/2018-05/", "NAV Voss"),
        ],
    )
    def test_every_figure_is_there(self, site, path, text):
        opened = site.open(javascript=False)
        opened.page.goto(opened.address + path)
        assert text in opened.page.locator("main").inner_text()

    def test_an_empty_chart_takes_no_room_and_the_table_stands(self, site):
        opened = site.open(javascript=False)
        opened.page.goto(opened.address + "/indicators/IND0/2018-05/?county=1200")
        assert opened.page.locator(".chart").bounding_box() is None
        assert opened.page.locator("table tbody tr").count() == 10

    def test_the_print_button_is_not_offered(self, site):
        opened = site.open(javascript=False)
        opened.page.goto(opened.address + "/offices/1235/2018-05/")
        assert not opened.page.locator("[data-print]").is_visible()

    def test_lists_open_and_lead_on(self, site):
        opened = site.open(javascript=False)
        opened.page.goto(opened.address + "/offices/1235/2018-05/")
        opened.page.locator("summary", has_text="Andre kontor").click()
        opened.page.get_by_role("link", name="NAV Odda").click()
        assert opened.page.url.endswith("/offices/1236/2018-05/")

    def test_a_comparison_can_be_chosen(self, site):
        opened = site.open(javascript=False)
        opened.page.goto(opened.address + "/indicators/IND0/2018-05/?county=1200")
        opened.page.get_by_label("Sammenlign med").select_option("1400")
        opened.page.get_by_label("Rekkefølge").select_option("name")
        opened.page.get_by_role("button", name="Vis").click()
        assert "reference=1400" in opened.page.url
        assert opened.page.get_by_text("Sogn og Fjordane samlet").first.is_visible()


class TestCharts:
    def test_a_bar_chart_is_drawn_with_all_offices(self, site):
        opened = site.open()
        opened.go("/indicators/IND0/2018-05/?county=1200")
        assert opened.page.locator(".chart .bars .point").count() == 6
        assert opened.page.locator('.chart svg[aria-hidden="true"]').count() >= 1

    def test_a_line_chart_is_drawn_with_all_months(self, site):
        opened = site.open()
        opened.go("/offices/1235/indicators/IND0/")
        assert opened.page.locator(".chart .trace").count() == 4
        assert opened.page.locator(".chart .points path").count() == 8

    def test_hovering_a_bar_shows_its_figures(self, site):
        opened = site.open()
        opened.go("/indicators/IND0/2018-05/?county=1200")
        bar = opened.page.locator(".chart .bars .point").first.bounding_box()
        assert bar is not None
        opened.page.mouse.move(bar["x"] + 30, bar["y"] + bar["height"] / 2)
        opened.page.wait_for_selector(".hoverlayer .hovertext")
        assert "86 av 100" in (opened.page.locator(".hoverlayer").text_content() or "")
        assert opened.messages == []

    def test_the_names_are_not_cut_off_on_a_phone(self, site):
        opened = site.open(width=360)
        opened.go("/indicators/IND0/2018-05/?county=1200&reference=1400")
        chart = opened.page.locator(".chart").bounding_box()
        assert chart is not None
        for name in opened.page.locator(".chart .annotation").all():
            box = name.bounding_box()
            assert box is not None
            assert box["x"] >= chart["x"] - 1


class TestKeyboard:
    def test_the_first_stop_leads_past_the_menu(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-05/")
        opened.page.keyboard.press("Tab")
        assert opened.page.evaluate("document.activeElement.textContent") == "Hopp til innhold"
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate("document.activeElement.id") == "innhold"

    def test_a_list_opens_with_enter(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-05/")
        opened.page.locator("summary", has_text="Andre kontor").focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.get_by_role("link", name="NAV Odda").is_visible()

    def test_contributions_open_with_enter(self, site):
        opened = site.open()
        opened.go("/rankings/1200/2018-05/")
        summary = opened.page.locator("summary.rank-grid").first
        summary.focus()
        was_open = opened.page.locator(".rank details").first.get_attribute("open") is not None
        opened.page.keyboard.press("Enter")
        assert (opened.page.locator(".rank details").first.get_attribute("open") is not None) is not was_open

    def test_a_wide_table_can_be_scrolled_from_the_keyboard(self, site):
        opened = site.open(width=360)
        opened.go("/counties/1200/2018-05/")
        table = opened.page.locator(".heat-wrap")
        table.focus()
        opened.page.keyboard.press("ArrowRight")
        for _ in range(50):  # scrolling is smooth, and takes a moment
            if table.evaluate("each => each.scrollLeft") > 0:
                return
            opened.page.wait_for_timeout(100)
        raise AssertionError("the table has not scrolled")

    def test_what_has_focus_is_seen(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-05/")
        for _ in range(12):
            opened.page.keyboard.press("Tab")
            style = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = opened.page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert style != "none" or shadow != "none", opened.page.evaluate("document.activeElement.outerHTML")


class TestPaper:
    def test_what_can_not_be_pressed_is_not_printed(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-05/")
        opened.page.emulate_media(media="print")
        for part in (".aksel-internalheader", ".actions", ".month"):
            assert not opened.page.locator(part).first.is_visible(), part
        assert opened.page.locator("table.scorecard").is_visible()

    def test_status_keeps_its_colour_on_paper(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-05/")
        opened.page.emulate_media(media="print")
        found = opened.page.evaluate("getComputedStyle(document.querySelector('.status')).printColorAdjust")
        assert found == "exact"


class TestStates:
    def test_a_hidden_figure_has_a_word(self, site):
        opened = site.open()
        opened.go("/offices/1241/2018-05/")
        assert opened.page.locator("td.col-result", has_text="for få").count() == 3

    def test_a_preliminary_month_says_so_at_once(self, site):
        opened = site.open()
        opened.go("/offices/1235/2018-06/")
        alert = opened.page.locator(".aksel-alert").first.bounding_box()
        assert alert is not None
        assert alert["y"] < 300

    def test_on_a_phone_the_count_of_colours_stands_first(self, site):
        opened = site.open(width=360)
        opened.go("/offices/1235/2018-05/")
        tally = opened.page.locator(".tally").bounding_box()
        news = opened.page.get_by_role("heading", name="Se her først").bounding_box()
        assert tally is not None
        assert news is not None
        assert tally["y"] < news["y"]

    def test_on_a_phone_every_link_is_large_enough_to_hit(self, site):
        opened = site.open(width=360)
        opened.go("/offices/1235/2018-05/")
        for link in opened.page.locator("nav .aksel-internalheader__button").all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 44
