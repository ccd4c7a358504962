"""The rule of a county's ranking in a real browser: each choice shows at once what it would do, and is then saved."""

import pytest
from playwright.sync_api import expect

from scorecards.models import Result
from tests.dashboards.world import MAY

pytestmark = pytest.mark.django_db
EDIT = "/rankings/1200/rule/edit/"
LEFT_OUT = "Teller ikke, fordi et kontor med plass mangler tall: Indikator 2"


@pytest.fixture(scope="module")
def rankable(site, django_db_blocker):
    """The county with a last month that is final: two offices alike, and one without the last indicator."""
    with django_db_blocker.unblock():
        Result.objects.filter(month=MAY + 1, value__isnull=False).update(preliminary=False)
        for at, like in ((1, 2), (4, 5)):
            for result in Result.objects.filter(unit=site.world.offices[like]):
                same = Result.objects.filter(unit=site.world.offices[at], month=result.month)
                same.filter(indicator=result.indicator).update(
                    numerator=result.numerator, denominator=result.denominator, value=result.value
                )
        Result.objects.filter(unit=site.world.offices[5], indicator=site.world.indicators[2]).delete()
    return site


def test_choices_of_ties_and_missing_results_are_tried_as_they_are_made_and_then_saved(rankable):
    opened = rankable.open("staff")
    opened.go(EDIT)
    page, said = opened.page, opened.page.locator("#preview")
    page.get_by_label("Poeng etter").select_option("status")
    page.get_by_label("Tall på så mye av vekten, i prosent").fill("50")
    expect(said).to_contain_text("Slik ville juni 2018 blitt")
    expect(said).not_to_contain_text(LEFT_OUT)
    page.get_by_label("Når et kontor mangler tall").select_option("common")
    expect(said).to_contain_text(LEFT_OUT)
    page.get_by_label("Når kontor har like mange poeng").select_option("mean")
    expect(said.locator("tbody").first).to_contain_text(",5")
    page.get_by_label("Hvorfor regelen endres").fill("Ledermøtet ba om det")
    page.get_by_role("button", name="Lagre regelen").click()
    expect(page.get_by_text("Kontor med like mange poeng får midten av plassene de deler.")).to_be_visible()
    assert opened.messages == []


@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_fits_and_is_accessible(rankable, width):
    opened = rankable.open("staff", width=width)
    opened.go(EDIT)
    assert opened.overflow() == 0
    assert opened.violations() == []
