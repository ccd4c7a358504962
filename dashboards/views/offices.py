"""An office's month, one of its indicators over time, and the list of offices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dashboards import exported, office
from dashboards.views.missing import no_figures, not_placed
from dashboards.views.reading import as_file, chosen_package, refuse_unknown_package, wants_file
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import neighbours
from rankings.queries.places import place_in_ranking
from scorecards.queries.office_month import office_month


@login_required
def office_page(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """The office's month: what is new, the count of colours, and every indicator of the package."""
    offices = neighbours(code, month)
    unit = next((other for other in offices if other.code == code), None)
    if unit is None:
        return not_placed(request, code, month, UnitKind.OFFICE)
    asked = chosen_package(request)
    figures = office_month(unit, month, asked, get_language() or "nb")
    refuse_unknown_package(asked, figures.packages)
    if figures.package is None or not figures.links.has_results:
        return no_figures(request, unit, figures.links)
    if wants_file(request):
        return as_file(request, f"{code}-{month}", exported.SCORECARD, exported.scorecard(unit, month, figures))
    ranking = place_in_ranking(unit.id, unit.county_id, month) if unit.county_id else None
    return render(
        request, "office.html", office.page_context(unit, figures, figures.package, offices, ranking, request.GET)
    )
