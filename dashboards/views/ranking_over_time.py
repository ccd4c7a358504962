"""An office's places through the months' published rankings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from dashboards.kept import Page, kept_while_figures_stand
from dashboards.ranking_over_time import PLACES, places_context, places_rows
from dashboards.views.offices import known_office
from dashboards.views.reading import as_file, wants_file
from organisation.months import Month
from rankings.queries.over_time import office_over_time


@login_required
@kept_while_figures_stand
def office_places(request: HttpRequest, code: str) -> HttpResponse | Page:
    """Month by month up to `?month=`, else to the office's newest ranking."""
    unit, month = known_office(code)
    asked = _asked_month(request)
    figures = office_over_time(unit.id, asked)
    if wants_file(request):
        return as_file(request, f"{unit.code}-places", PLACES, places_rows(unit, figures))
    context = places_context(unit, figures, asked)
    return Page("office_places.html", {**context, "month": context["month"] or month})


def _asked_month(request: HttpRequest) -> Month | None:
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError:
        return None
