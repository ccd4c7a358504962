"""Where to go: the reader's own pages, and the lists of offices and counties to choose from."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards import exported
from dashboards.queries import (
    LatestMonths,
    home_of,
    last_month_of_office,
    last_month_of_the_country,
    latest_by_county,
    latest_month_of_all,
)
from dashboards.views.reading import as_file, wants_file
from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, nearest_placement, placed, units_in
from scorecards.queries.today import today


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Where the reader belongs: own office, region or county; the list of counties for those of the whole country."""
    role = home_of(request.user)
    if role is None or role.unit_kind == UnitKind.COUNTRY:
        return redirect("counties")
    if role.unit_kind in (UnitKind.OFFICE, UnitKind.SPECIAL):
        return redirect("office", role.unit_code, last_month_of_office(role.unit_code) or latest_month_of_all())
    month = _latest_of(role.unit_id).results
    return redirect("region" if role.unit_kind == UnitKind.REGION else "county", role.unit_code, month)


def _latest_of(group: int) -> LatestMonths:
    return latest_by_county().get(group) or LatestMonths(latest_month_of_all(), None)


@login_required
def own_office(request: HttpRequest) -> HttpResponse:
    """The menu's "Kontor": the reader's own, or the list for those who have none."""
    role = home_of(request.user)
    if role is None or role.unit_kind != UnitKind.OFFICE:
        return redirect("offices")
    return redirect("office", role.unit_code, last_month_of_office(role.unit_code) or latest_month_of_all())


def _own_county(request: HttpRequest) -> PlacedUnit | None:
    """The county that the reader's unit is, or stands in, in the last month with figures."""
    role = home_of(request.user)
    if role is None or role.unit_kind == UnitKind.COUNTRY:
        return None
    unit = nearest_placement(role.unit_code, latest_month_of_all())
    if unit is None or unit.kind == UnitKind.COUNTY:
        return unit
    month = last_month_of_office(unit.code) or latest_month_of_all()
    then = placed(unit.code, month) or unit
    return placed(then.county_code, month)


@login_required
def own_county(request: HttpRequest) -> HttpResponse:
    """The menu's "Fylke"."""
    county = _own_county(request)
    return redirect("county", county.code, _latest_of(county.id).results) if county else redirect("counties")


@login_required
def own_ranking(request: HttpRequest) -> HttpResponse:
    """The menu's "Rangering": the last one of the reader's county."""
    county = _own_county(request)
    if county is None:
        return redirect("counties")
    latest = _latest_of(county.id)
    return redirect("ranking", county.code, latest.ranking or latest.results)


@login_required
def latest_county(request: HttpRequest, code: str) -> HttpResponse:
    """From a county's address without a month to its last one with results."""
    county = nearest_placement(code, latest_month_of_all())
    if county is None or county.kind != UnitKind.COUNTY:
        raise Http404(_("Ingen fylker har koden %(code)s.") % {"code": code})
    return redirect("county", code, _latest_of(county.id).results)


@login_required
def latest_region(request: HttpRequest, code: str) -> HttpResponse:
    """From a region's address without a month to its last one with results."""
    region = nearest_placement(code, latest_month_of_all())
    if region is None or region.kind != UnitKind.REGION:
        raise Http404(_("Ingen region har koden %(code)s.") % {"code": code})
    return redirect("region", code, latest_month_of_all())


@login_required
def counties(request: HttpRequest) -> HttpResponse:
    """Every county with results, also those that are no more: last month, last ranking, number of offices then."""
    latest = latest_by_county()
    standing = {unit.id for unit in units_in(Month.of(today()), kind=UnitKind.COUNTY)}
    found = [_line(unit, latest[unit.id], offices, unit.id in standing) for unit, offices in _with_results(latest)]
    found.sort(key=lambda line: norwegian_key(str(line["name"])))
    if wants_file(request):
        return as_file(request, "counties", exported.COUNTIES, exported.counties(found))
    context = {"here": "county", "counties": found, "country": last_month_of_the_country() is not None}
    return render(request, "counties.html", context)


def _with_results(latest: dict[int, LatestMonths]) -> Iterable[tuple[PlacedUnit, int]]:
    """Each county as it stood in its last month with results, with the number of its offices then."""
    for month in {each.results for each in latest.values()}:
        units = units_in(month)
        offices: dict[int | None, int] = {}
        for unit in units:
            if unit.kind == UnitKind.OFFICE:
                offices[unit.county_id] = offices.get(unit.county_id, 0) + 1
        for unit in units:
            if unit.id in latest and latest[unit.id].results == month:
                yield unit, offices.get(unit.id, 0)


def _line(unit: PlacedUnit, latest: LatestMonths, offices: int, stands: bool) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "month": latest.results,
        "ranking": latest.ranking,
        "offices": offices,
        "stands": stands,
    }


@login_required
def offices(request: HttpRequest) -> HttpResponse:
    """All offices of a month, by county and the alphabet."""
    month = _month_asked(request) or latest_month_of_all()
    found = [unit for unit in units_in(month) if unit.kind == UnitKind.OFFICE]
    if wants_file(request):
        return as_file(request, f"offices-{month}", exported.OFFICES, exported.offices(month, found))
    found.sort(key=lambda unit: norwegian_key(unit.county_name))  # stable: by name within each
    by_county = [(name, list(units)) for name, units in groupby(found, key=lambda unit: unit.county_name)]
    return render(
        request, "offices.html", {"here": "office", "month": month, "counties": by_county, "number": len(found)}
    )


def _month_asked(request: HttpRequest) -> Month | None:
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError:
        return None
