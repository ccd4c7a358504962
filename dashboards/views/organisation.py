"""The organisation to read: the tree of a month, a unit through time, and all of it as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import can
from dashboards import organisation
from dashboards.organisation_history import unit_history
from dashboards.organisation_kinds import KINDS
from dashboards.queries import latest_month_of_all
from dashboards.then_and_now import then_and_now
from dashboards.views.reading import XLSX, as_file, wants_file
from organisation.choices import UnitKind
from organisation.exporting import as_workbook, as_zip
from organisation.months import Month
from organisation.queries import nearest_placement, predecessors, successors, units_in
from organisation.standing import standing_organisation
from scorecards.queries.today import today

EDIT = "edit_organisation"


def month_asked(request: HttpRequest, default: Month) -> Month:
    """`?month=`, or the default where there is none or it isn't one."""
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError:
        return default


@login_required
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Counties, regions, offices and special units of a month; `?q=` searches in all times."""
    month = month_asked(request, latest_month_of_all())
    units = units_in(month)
    if wants_file(request):
        return as_file(request, f"organisation-{month}", organisation.COLUMNS, organisation.rows(month, units))
    text = request.GET.get("q", "").strip()
    context = {
        "here": "organisation",
        "month": month,
        "levels": organisation.levels(units),
        "branches": organisation.tree_of(units),
        "text": text,
        "hits": organisation.found_units(text, units) if text else [],
        "kinds": dict(UnitKind.choices),
        "may_edit": can(request.user, EDIT),
    }
    return render(request, "organisation.html", context)


@login_required
@require_safe
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """Where a unit stood when, what it came from and became, and who changed that."""
    month = month_asked(request, Month.of(today()))
    unit = nearest_placement(code, month)
    if unit is None:
        raise Http404(_("Koden %(code)s er ikke kjent.") % {"code": code})
    standing = standing_organisation()
    lines = organisation.span_lines(unit.code, standing)
    if wants_file(request):
        header = ("code", "name", "place", "valid_from", "valid_to")
        spans = ((unit.code, line.name, line.place, str(line.since), str(line.until or "")) for line in lines)
        return as_file(request, f"unit-{code}", header, spans)
    context = {
        "here": "organisation",
        "unit": unit,
        "kind": UnitKind(unit.kind).label,
        "ended": lines[-1].until,
        "lines": lines,
        "predecessors": predecessors(unit),
        "successors": successors(unit),
        "folder": organisation.PAGES.get(UnitKind(unit.kind), ""),
        "history": unit_history(unit.code, standing),
        "then_and_now": then_and_now(unit, get_language() or "nb"),
        "may_edit": can(request.user, EDIT),
        "changes": [change for change in KINDS.values() if unit.kind in change.of_units],
    }
    return render(request, "organisation_unit.html", context)


@login_required
@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """The whole organisation in the form that load_organisation reads: a workbook, or both CSV files in an archive."""
    if ending not in ("xlsx", "zip"):
        raise Http404(_("Organisasjonen kan lastes ned som xlsx eller zip."))
    standing = standing_organisation()
    content, kind = (as_workbook(standing), XLSX) if ending == "xlsx" else (as_zip(standing), "application/zip")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="organisation.{ending}"'
    return response
