"""Pages on paper, in real Chromium: what belongs on the sheet is there, what can only be pressed is not."""

import re

import pytest

pytestmark = pytest.mark.django_db
SERIES, COMPARISON = "/offices/1235/indicators/IND0/", "/indicators/IND0/2018-05/?county=1200"
RANKING = "/rankings/1200/2018-05/?show=all"
SHEET = {"width": 1054, "height": 726}  # pixels of A4 lengthwise within its margins
SHOWN = "each => each.checkVisibility({contentVisibilityAuto: true}) && each.getBoundingClientRect().height > 0"
CUT = """(() => { const chart = document.querySelector('.chart').getBoundingClientRect();
    return [...document.querySelectorAll('.chart .main-svg')].map(svg => svg.getBoundingClientRect())
    .filter(svg => svg.right > chart.right + 1 || svg.bottom > chart.bottom + 1 || svg.height < 50).length })()"""
PAGE = re.compile(rb"/Type\s*/Page\b")


def shown(opened, part: str) -> bool:
    """Whether the first such part is seen, also where what holds it is closed."""
    seen: bool = opened.page.locator(part).first.evaluate(SHOWN)
    return seen


def on_paper(opened) -> None:
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size(SHEET)
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_table_of_a_chart_is_on_the_sheet_though_closed_on_the_screen(site, javascript):
    opened = site.open(javascript=javascript)
    opened.page.goto(opened.address + SERIES)
    table = "table.over-time"
    assert not shown(opened, table)
    opened.page.emulate_media(media="print")
    assert shown(opened, table)
    opened.page.emulate_media(media="screen")
    assert not shown(opened, table)
    opened.page.context.close()


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/offices/1235/2018-05/", ".news-help ol"),
        (RANKING, "#order ~ details table"),
        ("/counties/1200/2018-05/?view=follow-up", ".panel-body details ul"),
    ],
)
def test_what_explains_the_sheet_is_on_it(site, path, part):
    opened = site.open("staff")
    opened.go(path)
    assert not shown(opened, part)
    opened.page.emulate_media(media="print")
    assert shown(opened, part)
    opened.page.context.close()


def test_what_the_reader_has_opened_is_printed_open_and_the_rest_is_not(site):
    opened = site.open()
    opened.go(RANKING)
    others = opened.page.locator(".rank li:not(.me)")
    others.first.locator("summary").click()
    opened.page.emulate_media(media="print")
    seen = [others.nth(place).locator(".inside").evaluate(SHOWN) for place in range(3)]
    assert seen == [True, False, False]
    assert shown(opened, ".rank .me .inside")  # the own office's stands open on the screen as well
    opened.page.context.close()


def test_an_opened_row_of_the_office_is_printed_with_what_it_opened_to(site):
    opened = site.open()
    opened.go("/offices/1235/2018-05/")
    opened.page.locator(".opens summary").nth(1).click()
    opened.page.emulate_media(media="print")
    rows = opened.page.locator("tr.more")
    assert [rows.nth(place).evaluate(SHOWN) for place in range(3)] == [False, True, False]
    assert not shown(opened, ".opens")
    opened.page.context.close()


@pytest.mark.parametrize("path", [SERIES, COMPARISON, COMPARISON + "&view=months", RANKING, "/offices/1235/2018-05/"])
def test_nothing_that_can_only_be_pressed_is_printed(site, path):
    opened = site.open("staff")
    opened.go(path)
    opened.page.emulate_media(media="print")
    pressed = opened.page.locator("button, select, textarea, .menu, .aksel-chips, .screen-only, a.aksel-button")
    assert pressed.count() > 3
    assert [each.inner_text() for each in pressed.all() if each.evaluate(SHOWN)] == []
    opened.page.context.close()


@pytest.mark.parametrize("path", [COMPARISON, COMPARISON + "&view=months", RANKING, "/counties/1200/2018-05/"])
def test_the_sheet_says_of_which_month_it_is(site, path):
    opened = site.open()
    opened.go(path)
    opened.page.emulate_media(media="print")
    assert "mai 2018" in opened.page.locator(".page-head").inner_text().lower()
    opened.page.context.close()


@pytest.mark.parametrize("path", [SERIES, COMPARISON])
@pytest.mark.parametrize("width", [1920, 1100, 360])
def test_no_chart_is_cut_however_wide_the_window_was(site, path, width):
    opened = site.open(width=width)
    opened.go(path)
    on_paper(opened)
    assert opened.page.evaluate(CUT) == 0
    assert opened.overflow() <= 0
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator(".chart .main-svg[viewBox]").count() == 0
    assert opened.messages == []
    opened.page.context.close()


@pytest.mark.parametrize(
    ("path", "most"), [(SERIES, 2), (COMPARISON, 2), ("/offices/1235/2018-05/", 1), ("/counties/1200/2018-05/", 1)]
)
def test_a_small_page_is_few_sheets(site, path, most):
    opened = site.open()
    opened.go(path)
    pages = PAGE.findall(opened.page.pdf(prefer_css_page_size=True))
    assert 1 <= len(pages) <= most
    opened.page.context.close()
