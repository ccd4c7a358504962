"""An office's month, one of its indicators over time, and the list of offices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import can
from dashboards import exported, office, series
from dashboards.addresses import asks_for_now
from dashboards.kept import MadePage, Page, kept_while_figures_stand
from dashboards.office_filters import remembering_what_is_shown
from dashboards.periods import chosen_view, in_span
from dashboards.prepared import prepared_page
from dashboards.queries import about_indicator, office_in_its_last_month, packages_to_deliver
from dashboards.revisions import revision_rows
from dashboards.since import telling_what_changed
from dashboards.then_or_now import switch_context
from dashboards.views.local_lines import local_goals_of
from dashboards.views.missing import no_figures, not_placed
from dashboards.views.reading import as_file, chosen_package, refuse_unknown_package, wants_file
from dashboards.views.related import questions_beside
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.queries.places import place_in_ranking
from scorecards.figures import OfficeMonth, Series
from scorecards.queries.history import revised_months
from scorecards.queries.office_news import judged_lines
from scorecards.queries.origin import origin_of
from scorecards.queries.package_neighbours import neighbours_in_package
from scorecards.queries.readings import Reading, office_now, reading, series_as


@login_required
@remembering_what_is_shown
@telling_what_changed
@kept_while_figures_stand
def office_page(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page | MadePage:
    """The office's month: what is new, the count of colours, and every indicator of the package."""
    read, language = reading(month, request.GET.get("as")), get_language() or "nb"
    offices = read.neighbours(code)
    unit = next((other for other in offices if other.code == code), None)
    if unit is None:
        return not_placed(request, code, read, UnitKind.OFFICE)
    may_fill_in = can(request.user, "fill_in", unit)
    if not request.GET and (made := prepared_page(unit, month, language, fills_in=may_fill_in)):
        return made
    asked = chosen_package(request)
    figures = read.office_month(unit, asked, language, with_local=True)
    refuse_unknown_package(asked, figures.packages)
    if figures.package is None or not figures.links.has_results:
        return no_figures(request, unit, figures.links)
    if wants_file(request):
        return as_file(request, f"{code}-{month}", exported.SCORECARD, exported.scorecard(unit, month, figures))
    return with_local_goals(office_month_page(read, unit, offices, figures, request.GET), unit, figures, may_fill_in)


def office_month_page(
    read: Reading, unit: PlacedUnit, offices: Sequence[PlacedUnit], figures: OfficeMonth, asked: Mapping[str, str]
) -> Page:
    """The office's month of a package with results, but for what readers see of what is counted by hand."""
    if figures.package is None:
        raise ValueError("no package has figures of the month")
    as_published = not read.recalculates(unit)
    ranking = place_in_ranking(unit.id, unit.county_id, read.month) if unit.county_id and as_published else None
    judged = judged_lines(figures, unit, offices if as_published else ())
    context = office.page_context(unit, figures, judged, figures.package, offices, ranking, asked)
    return Page("office.html", {**context, **switch_context(read, unit, asked)})


def with_local_goals(page: Page, unit: PlacedUnit, figures: OfficeMonth, may_fill_in: bool) -> Page:
    """With what the office counts by hand, for readers who may fill it in or may not."""
    local = local_goals_of(unit, figures.links.month, figures.local, figures.local_due, may_fill_in=may_fill_in)
    return replace(page, context={**page.context, **local})


@login_required
def latest(request: HttpRequest, code: str) -> HttpResponse:
    """From an office's address without a month to its last one with results."""
    unit, month = known_office(code)
    return redirect("office", unit.code, month)


@login_required
@kept_while_figures_stand
def indicator_page(request: HttpRequest, code: str, indicator: str) -> HttpResponse | Page:
    """One indicator at an office, month by month."""
    language, view = get_language() or "nb", chosen_view(request.GET)
    unit, month = known_office(code)
    if asks_for_now(request.GET):
        unit = office_now(unit)
    if unit.code != code:
        return redirect(f"/offices/{unit.code}/indicators/{indicator}/?{request.GET.urlencode()}")
    figures, read = series_as(request.GET.get("as"), indicator, unit, language)
    if figures is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": indicator})
    if wants_file(request):
        rows = exported.series(unit, in_span(figures, view.span))
        return as_file(request, f"{code}-{figures.indicator.code}", exported.SERIES, rows)
    around = around_series(figures, unit, month, view.package, language, read.parts(unit))
    context = series.page_context(unit, figures, around, view)
    if around.history:
        context["revisions"] = revision_rows(around.history, figures, packages_to_deliver(request.user), around.parts)
    beside = questions_beside(figures, unit, language)
    return Page("series.html", {**context, **beside, **switch_context(read, unit, request.GET)})


def around_series(
    figures: Series, unit: PlacedUnit, month: Month, package: str, language: str, parts: Mapping[int, str]
) -> series.Around:
    """What the page says beside the figures; what was revised is read where something was, at all of its `parts`."""
    facts, last = figures.indicator, next(iter(figures.months[::-1]), None)
    revised = any(each.revisions for each in figures.months)
    return series.Around(
        about=about_indicator(facts.id, language),
        package=neighbours_in_package(unit, last.month if last else month, facts.id, package, language),
        history=revised_months(facts.id, list(parts)) if revised else {},
        parts=parts,
        origin=origin_of(last.figure.delivery) if last and last.figure.delivery else None,
    )


def known_office(code: str) -> tuple[PlacedUnit, Month]:
    """The office as it stood in its last month with figures, and that month. Http404 for a code that no office has."""
    found = office_in_its_last_month(code)
    if found is None:
        raise Http404(_("Ingen kontor har koden %(code)s.") % {"code": code})
    return found
