"""What an indicator hangs together with, at an office in a month."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.kept import Page, kept_while_figures_stand
from dashboards.related import RELATED, page_context, questions_context, related_rows
from dashboards.views.learning import office_in
from dashboards.views.missing import not_placed
from dashboards.views.reading import as_file, wants_file
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import Series
from scorecards.queries.coherence import related_at
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.learning import where_from
from scorecards.queries.months import OF_AN_OFFICE, month_links
from scorecards.queries.readings import AsThen


def questions_beside(figures: Series, unit: PlacedUnit, language: str) -> dict[str, Any]:
    """For the page of an indicator over time: what it hangs together with in its last month, and whom to learn from."""
    if not figures.months:
        return {}
    facts, month = figures.indicator, figures.months[-1].month
    learn_href = f"/offices/{unit.code}/{month}/learn/{facts.code}/"
    return {**questions_context(unit, facts, related_at(unit, [facts], month, language)), "learn_href": learn_href}


@login_required
@kept_while_figures_stand
def on_indicator(request: HttpRequest, code: str, month: Month, indicator: str) -> HttpResponse | Page:
    """Every indicator that the catalogue says this one hangs together with, held against it; questions first."""
    unit, known, language = office_in(code, month), find_indicator(indicator), get_language() or "nb"
    if known is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": indicator})
    if unit is None:
        return not_placed(request, code, AsThen(month), UnitKind.OFFICE)
    facts = facts_of(known, language)
    found = related_at(unit, [facts], month, language)
    if wants_file(request):
        return as_file(request, f"{code}-{facts.code}-{month}-related", RELATED, related_rows(unit, found))
    simulated, source = where_from(unit, facts, [month])
    context = page_context(unit, facts, month_links(OF_AN_OFFICE, unit.id, month, facts.id), found)
    return Page("related.html", {**context, "simulated": simulated, "source": source})
