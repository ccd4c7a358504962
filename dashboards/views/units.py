"""A county and a region: all their offices and indicators in a month, and the list of counties."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.permissions import can
from dashboards import unit_page
from dashboards.kept import Page, kept_while_figures_stand
from dashboards.queries import own_offices
from dashboards.table_choice import choice_of
from dashboards.then_or_now import switch_context
from dashboards.unit_views import asked_for
from dashboards.views.local_lines import local_goals_of
from dashboards.views.missing import no_figures, not_placed
from dashboards.views.reading import chosen_package, refuse_unknown_package
from dashboards.views.unit_views import view_page
from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.queries.office_month import unit_lines
from scorecards.queries.readings import reading


@login_required
@kept_while_figures_stand
def county_page(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page:
    return _table_page(request, code, month, UnitKind.COUNTY)


@login_required
@kept_while_figures_stand
def region_page(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page:
    return _table_page(request, code, month, UnitKind.REGION)


def _table_page(request: HttpRequest, code: str, month: Month, kind: UnitKind) -> HttpResponse | Page:
    """Offices × indicators of the group called `code`."""
    read = reading(month, request.GET.get("as"))
    unit = read.placed(code)
    if unit is None or unit.kind != kind:
        return not_placed(request, code, read, kind)
    package = chosen_package(request)
    figures = read.unit_table(unit, package, get_language() or "nb")
    refuse_unknown_package(package, figures.packages)
    if figures.package is None or not figures.links.has_results:
        return no_figures(request, unit, figures.links)
    asked = asked_for(unit, figures, choice_of(request.GET), own_offices(request.user), read)
    lines, may_fill_in = unit_lines(unit, month, get_language() or "nb"), can(request.user, "fill_in", unit)
    local = local_goals_of(unit, month, lines, may_fill_in=may_fill_in)
    around = {**unit_page.page_context(asked, figures.package), **local, **switch_context(read, unit, request.GET)}
    return view_page(request, f"{code}-{month}", asked, around)
