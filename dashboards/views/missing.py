"""Pages that say what is not there, and where to go instead. They answer 200: the address is right."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.addresses import kept_now
from dashboards.pages import month_navigation, nearest
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit, nearest_placement, predecessors, successors
from scorecards.figures import Comparison, MonthLinks
from scorecards.queries.readings import AsNow, Reading

FOLDERS = {UnitKind.OFFICE: "offices", UnitKind.COUNTY: "counties", UnitKind.REGION: "regions"}
COUNTRY = "/country/"
MENU = {
    UnitKind.OFFICE: "office", UnitKind.COUNTY: "county", UnitKind.REGION: "county", UnitKind.COUNTRY: "county",
}  # fmt: skip


def not_placed(request: HttpRequest, code: str, read: Reading, kind: UnitKind) -> HttpResponse:
    """For a unit that is known, but has no place: what it became, or what came before it. Read as the organisation is
    now, what became one other unit leads to that.
    """
    at = read.now if isinstance(read, AsNow) else read.month
    unit = nearest_placement(code, at)
    if unit is None or unit.kind != kind:
        raise Http404(_("Koden %(code)s er ikke kjent.") % {"code": code})
    gone = unit.valid_to is not None and unit.valid_to <= at.first_day
    became = read.became(unit) if isinstance(read, AsNow) else []
    if len(became) == 1 and became[0].kind == kind:
        return redirect(f"/{FOLDERS[kind]}/{became[0].code}/{read.month}/?{request.GET.urlencode()}")
    context = {
        "here": MENU[kind],
        "unit": unit,
        "month": read.month,
        "at": at,
        "as_now": "?as=now" if read.is_now else "",
        "gone": gone,
        "relatives": became or (successors(unit) if gone else predecessors(unit)),
        "folder": FOLDERS[kind],
    }
    return render(request, "not_placed.html", context)


def no_figures(request: HttpRequest, unit: PlacedUnit, links: MonthLinks) -> HttpResponse:
    """For a month without results: the nearest one that has some."""
    kind = UnitKind(unit.kind)
    address = COUNTRY if kind == UnitKind.COUNTRY else f"/{FOLDERS[kind]}/{unit.code}/"
    context = {
        "here": MENU[kind],
        "unit": unit,
        "links": links,
        "months": month_navigation(links, address),
        "nearest": nearest(links),
        "address": address,
    }
    return render(request, "no_figures.html", context)


def no_comparison(request: HttpRequest, figures: Comparison) -> HttpResponse:
    """For an indicator that no office of the county has figures of in the month."""
    address, query = f"/indicators/{figures.indicator.code}/", f"?county={figures.county_code}{kept_now(request.GET)}"
    context = {
        "here": "indicators",
        "facts": figures.indicator,
        "county": figures.county_name,
        "months": month_navigation(figures.links, address, query),
        "nearest": nearest(figures.links),
        "address": address,
        "query": query,
    }
    return render(request, "no_comparison.html", context)
