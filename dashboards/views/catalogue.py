"""Reading the catalogue: a goal, the packages, the perspectives, with who changed what."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.permissions import can, can_somewhere
from audit.queries import lines_with_changes
from dashboards import exported
from dashboards.catalogue_context import Standing, own_units, read_standing_catalogue
from dashboards.catalogue_pages import HistoryLine, history_lines
from dashboards.catalogue_tree import ItemLine, goal_tree, goals_above, holds, item_lines, package_lines, tops_of
from dashboards.catalogue_words import shown
from dashboards.queries import latest_month_of_all
from dashboards.views.reading import as_file, wants_file
from organisation.months import Month
from scorecards.catalogue_files.history import SINGULAR
from scorecards.catalogue_files.rows import Row, rows_under
from scorecards.choices import Part
from scorecards.models import Package, PackageItem
from scorecards.services.catalogue import EDIT

SHOWN_LINES = 30  # of a history


def history_of(standing: Standing, table: str, row: Row, *, may_edit: bool) -> list[HistoryLine]:
    """What was done to a perspective, goal, indicator or package, newest first. Two queries."""
    lines = lines_with_changes(f"{SINGULAR[table]} {row['code']}", SHOWN_LINES)
    return history_lines(lines, table, standing.names, share=row.get("unit") == "share", may_edit=may_edit)


@login_required
def goal(request: HttpRequest, code: str) -> HttpResponse:
    """A goal with what it is part of, and all that lies under it."""
    standing, month = read_standing_catalogue(), latest_month_of_all()
    row = standing.row("goals", code)
    if row is None:
        raise Http404(_("Ingen mål har koden %(code)s.") % {"code": code})
    may_edit = can(request.user, EDIT) or row["owner"] in own_units(request.user, standing)
    perspective = standing.row("perspectives", row["perspective"])
    context = {
        "here": "indicators",
        "goal": row,
        "perspective": perspective["name"] if perspective else "",
        "owner": shown("goals", "owner", row["owner"], units=standing.names.units) or _("felles for alle"),
        "above": goals_above(standing, row),
        "below": goal_tree(
            standing, month, [each for each in standing.rows["goals"] if each["parent"].upper() == row["code"].upper()]
        ),
        "indicators": [each for each in standing.rows["indicators"] if each["goal"] == row["code"]],
        "may_edit": may_edit,
        "history": history_of(standing, "goals", row, may_edit=may_edit),
    }
    return render(request, "catalogue/goal.html", context)


@login_required
def perspectives(request: HttpRequest) -> HttpResponse:
    """The perspectives in their order, each with its goals."""
    standing, month = read_standing_catalogue(), latest_month_of_all()
    rows = sorted(standing.rows["perspectives"], key=lambda row: (int(row["order"]), row["code"]))
    may_edit = can(request.user, EDIT)
    groups = [(row, goal_tree(standing, month, tops_of(standing, row["code"]))) for row in rows]
    asked = standing.row("perspectives", request.GET.get("history", ""))
    context = {
        "here": "indicators",
        "groups": groups,
        "asked": asked,
        "history": history_of(standing, "perspectives", asked, may_edit=may_edit) if asked else [],
        "loose": goal_tree(standing, month, tops_of(standing, "")),
        "may_edit": may_edit,
        "may_add": can_somewhere(request.user, EDIT),
    }
    return render(request, "catalogue/perspectives.html", context)


@login_required
def packages(request: HttpRequest) -> HttpResponse:
    """Every package, with how many of its indicators are in use."""
    standing, month = read_standing_catalogue(), latest_month_of_all()
    due_days = dict(Package.objects.values_list("code", "due_day"))
    lines = package_lines(standing, month, due_days)
    if wants_file(request):
        return as_file(request, f"packages-{month}", exported.PACKAGES, exported.packages(lines))
    context = {
        "here": "indicators",
        "month": month,
        "lines": lines,
        "may_add": can_somewhere(request.user, EDIT),
    }
    return render(request, "catalogue/packages.html", context)


@login_required
def package(request: HttpRequest, code: str) -> HttpResponse:
    """A package in a month: its items by part, how each counts in the ranking, and who brings the figures."""
    standing, month = read_standing_catalogue(), _month_asked(request)
    row = standing.row("packages", code)
    if row is None:
        raise Http404(_("Ingen pakke har koden %(code)s.") % {"code": code})
    items = [item for item in rows_under(standing.rows, "items", code) if holds(item, month)]
    lines = item_lines(items, standing, _by_hand(row["code"]))
    if wants_file(request):
        rows = exported.catalogue_rows(items, exported.PACKAGE_ITEMS)
        return as_file(request, f"{row['code']}-{month}", exported.PACKAGE_ITEMS, rows)
    context = {
        "here": "indicators",
        "month": month,
        "package": row,
        "parts": _by_part(lines),
        "count": len(lines),
        "ranked": sum(bool(line.priority) for line in lines),
        **_about_package(request, standing, row),
    }
    return render(request, "catalogue/package.html", context)


def _about_package(request: HttpRequest, standing: Standing, row: Row) -> dict[str, Any]:
    """Whose a package is, what it builds on, when it is due, and who changed it."""
    may_edit = row["owner"] in own_units(request.user, standing)
    return {
        "owner": shown("packages", "owner", row["owner"], units=standing.names.units),
        "above": standing.row("packages", row["parent"]),
        "due_day": Package.objects.values_list("due_day", flat=True).get(code=row["code"]),
        "may_edit": may_edit,
        "history": history_of(standing, "packages", row, may_edit=may_edit),
    }


def _month_asked(request: HttpRequest) -> Month:
    asked = request.GET.get("month")
    if not asked:
        return latest_month_of_all()
    try:
        return Month.parse(asked)
    except ValueError as error:
        raise Http404(_("Måneden er ikke skrevet ÅÅÅÅ-MM.")) from error


def _by_hand(code: str) -> dict[tuple[str, str], str]:
    rows = PackageItem.objects.filter(package__code=code).exclude(filled_in_by="")
    found = rows.values_list("indicator__code", "valid_from", "filled_in_by")
    return {(indicator, str(first)): by for indicator, first, by in found}


def _by_part(lines: Sequence[ItemLine]) -> list[tuple[str, list[ItemLine]]]:
    """The lines of each part under its name, those of none last."""
    parts = [(str(part.label).capitalize(), part.value) for part in Part] + [(_("Uten del"), "")]
    found = [(name, [line for line in lines if line.part == value]) for name, value in parts]
    return [(name, of_part) for name, of_part in found if of_part]
