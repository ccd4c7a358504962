"""Whom an office could learn from: on one indicator, and on all that are yellow or red."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.kept import Page, kept_while_figures_stand
from dashboards.learning import chosen_beside, indicator_context, overview_context
from dashboards.learning_files import LEARNING, SIDE_BY_SIDE, learning, side_by_side
from dashboards.views.missing import no_figures, not_placed
from dashboards.views.reading import as_file, chosen_package, refuse_unknown_package, wants_file
from methods.verdicts import Status
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from scorecards.queries.as_now import shown_cells
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.learning import COUNTRY, COUNTY, Learning, learn_at, of_one_definition, where_from
from scorecards.queries.months import OF_AN_OFFICE, month_links
from scorecards.queries.office_month import office_month
from scorecards.queries.readings import AsThen


@login_required
@kept_while_figures_stand
def overview(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page:
    """For each prioritised indicator that is yellow or red the offices to learn from, nearest in size first."""
    unit = office_in(code, month)
    if unit is None:
        return not_placed(request, code, AsThen(month), UnitKind.OFFICE)
    asked = chosen_package(request)
    figures = office_month(unit, month, asked, get_language() or "nb")
    refuse_unknown_package(asked, figures.packages)
    if figures.package is None or not figures.links.has_results:
        return no_figures(request, unit, figures.links)
    lines = [line for line in figures.lines if line.priority and line.status in (Status.YELLOW, Status.RED)]
    found = learn_at(unit, [line.indicator for line in lines], month, _where(request))
    if wants_file(request):
        return as_file(request, f"{code}-{month}-learn", LEARNING, learning(unit, found))
    return Page("learn_overview.html", overview_context(unit, lines, figures, found, request.GET))


@login_required
@kept_while_figures_stand
def on_indicator(request: HttpRequest, code: str, month: Month, indicator: str) -> HttpResponse | Page:
    """The offices to learn from on one indicator, and one of them drawn beside the asker."""
    unit, known = office_in(code, month), find_indicator(indicator)
    if known is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": indicator})
    if unit is None:
        return not_placed(request, code, AsThen(month), UnitKind.OFFICE)
    facts = facts_of(known, get_language() or "nb")
    found = learn_at(unit, [facts], month, _where(request))
    beside = _beside(request, unit, found)
    pair = [unit, beside] if beside else [unit]
    cells = shown_cells([each.id for each in pair], [facts], of_one_definition(facts, found.months))
    if wants_file(request) and request.GET.get("table") == "beside":
        return as_file(request, f"{code}-{facts.code}-{month}", SIDE_BY_SIDE, side_by_side(pair, facts, cells))
    if wants_file(request):
        return as_file(request, f"{code}-{facts.code}-{month}-learn", LEARNING, learning(unit, found))
    links = month_links(OF_AN_OFFICE, unit.id, month, facts.id)
    origin = where_from(unit, facts, found.months)
    return Page("learn.html", indicator_context(unit, links, found, beside, cells, origin, request.GET))


def office_in(code: str, month: Month) -> PlacedUnit | None:
    """The office as it stood in the month; None where it had no place, or is no office."""
    unit = placed(code, month)
    return unit if unit and unit.kind == UnitKind.OFFICE else None


def _where(request: HttpRequest) -> str:
    return COUNTRY if request.GET.get("where") == COUNTRY else COUNTY


def _beside(request: HttpRequest, unit: PlacedUnit, found: Learning) -> PlacedUnit | None:
    """The office to draw beside the asker. Http404 for a code that none of those looked among has."""
    code = request.GET.get("beside", "")
    beside = chosen_beside(unit, found, code)
    if code and beside is None:
        raise Http404(_("Ingen kontor har koden %(code)s.") % {"code": code})
    return beside
