"""An indicator: compared across offices, explained, and the catalogue of all."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import Reader, can_somewhere, roles_of
from dashboards import comparison_page, exported, exported_comparison
from dashboards.catalogue import (
    catalogue_chips,
    chosen_lines,
    grouped,
)
from dashboards.comparison_state import MONTHS, SIZE, read_state
from dashboards.kept import Page, kept_while_figures_stand, made_anew_unless_unchanged
from dashboards.queries import home_of, indicators_with_figures, latest_month_of_all, own_offices
from dashboards.then_or_now import comparison_switch, todays_address
from dashboards.views.missing import no_comparison
from dashboards.views.reading import as_file, wants_file
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.compared import ComparedMonths, SizeGroup
from scorecards.figures import Comparison
from scorecards.queries.catalogue import list_indicators
from scorecards.queries.compared import compared_sizes
from scorecards.queries.readings import Reading, reading
from scorecards.services.catalogue import EDIT


@login_required
@kept_while_figures_stand
def comparison(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page:
    """The indicator at all offices of a county, side by side."""
    read = reading(month, request.GET.get("as"))
    if moved := todays_address(read, request.path, request.GET):
        return redirect(moved)
    counties = read.units(kind=UnitKind.COUNTY)
    county = _county(request, counties, read)
    reference = _named(request.GET.get("reference"), counties)
    language = get_language() or "nb"
    figures = read.comparison(code, county, reference, language)
    if figures is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": code})
    if not any(row.figure.delivery for row in figures.offices):
        return no_comparison(request, figures)
    own = {request.GET["office"]} if request.GET.get("office") else own_offices(request.user)
    view = read_state(figures, request.GET).view
    over = read.compared_months(figures, county) if view == MONTHS else None
    sizes = compared_sizes(figures, () if read.is_now else own) if view == SIZE else ()
    if wants_file(request):
        return _file_of(request, comparison_page.as_on_the_page(figures, own, request.GET, sizes), over, sizes)
    indicators = indicators_with_figures(read.group_of_figures(county), month, language)
    context = comparison_page.page_context(figures, own, counties, indicators, request.GET, over, sizes)
    return Page("comparison.html", {**context, **comparison_switch(read, county, request.GET)})


def _file_of(
    request: HttpRequest, figures: Comparison, over: ComparedMonths | None, sizes: Sequence[SizeGroup]
) -> HttpResponse:
    """The view's table as a file, in its order."""
    name = f"{figures.indicator.code}-{figures.links.month}"
    if over is not None:
        rows = exported_comparison.over_months(figures, over)
        return as_file(request, f"{name}-months", exported_comparison.OVER_MONTHS, rows)
    if sizes:
        rows = exported_comparison.by_size(figures, sizes)
        return as_file(request, f"{name}-size", exported_comparison.BY_SIZE, rows)
    return as_file(request, name, exported.COMPARISON, exported.comparison(figures))


def _county(request: HttpRequest, counties: list[PlacedUnit], read: Reading) -> PlacedUnit:
    """The county asked for, else the reader's own, else the first."""
    asked = request.GET.get("county")
    if not asked:
        home = home_of(request.user)
        unit = read.placed(home.unit_code) if home else None
        asked = (unit.code if unit.kind == UnitKind.COUNTY else unit.county_code) if unit else ""
    county = _named(asked, counties) or next(iter(counties), None)
    if county is None:
        raise Http404(_("Ingen fylker fantes i denne måneden."))
    return county


def _named(code: str | None, counties: list[PlacedUnit]) -> PlacedUnit | None:
    """The county with that code; Http404 for a code that none of them has in the month."""
    if not code:
        return None
    county = next((county for county in counties if county.code == code), None)
    if county is None:
        raise Http404(_("Ingen fylker har koden %(code)s i denne måneden.") % {"code": code})
    return county


@login_required
def choose_comparison(request: HttpRequest) -> HttpResponse:
    """From the form's fields to the comparison's own address."""
    try:
        month = Month.parse(request.GET.get("month", ""))
    except ValueError as error:
        raise Http404(_("Måneden er ikke skrevet ÅÅÅÅ-MM.")) from error
    code = request.GET.get("indicator", "")
    names = ("county", "reference", "sort", "view", "office", "all", "as")
    query = {name: request.GET[name] for name in names if request.GET.get(name)}
    return redirect(f"/indicators/{code}/{month}/?{urlencode(query)}") if code else redirect("/indicators/")


def owners_of(reader: Reader) -> set[str]:
    """Codes of the units where the reader has a role: whose indicators are their own."""
    return {role.unit_code for role in roles_of(reader)}


@login_required
@made_anew_unless_unchanged
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator, by perspective and goal; those that are asked for, by what is in use, whose it is or a word."""
    month = latest_month_of_all()
    lines = list_indicators(month, get_language() or "nb")
    shown = chosen_lines(lines, request.GET, owners_of(request.user))
    if wants_file(request):
        return as_file(request, f"indicators-{month}", exported.CATALOGUE, exported.catalogue(shown))
    context = {
        "here": "indicators",
        "month": month,
        "live": sum(line.live for line in lines),
        "total": len(lines),
        "shown": len(shown),
        "perspectives": grouped(shown),
        "chips": catalogue_chips(lines, request.GET, owners_of(request.user)),
        "text": request.GET.get("q", ""),
        "show": request.GET.get("show", ""),
        "query": "&" + request.GET.urlencode() if request.GET else "",
        "may_add": can_somewhere(request.user, EDIT),
    }
    return render(request, "catalogue.html", context)
