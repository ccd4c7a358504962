"""Editing what hangs under a package or an indicator: items with priority and weight, and targets."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.permissions import can, can_somewhere
from dashboards.catalogue_context import Standing, choices_of, own_units, read_standing_catalogue
from dashboards.catalogue_pages import address_of
from dashboards.catalogue_parts import PartLine, PartsTable, opened, place_findings, posted, rows_of
from dashboards.catalogue_words import CHOICES, in_form_words, label
from dashboards.formatting import listed
from dashboards.queries import latest_month_of_all
from dashboards.views.editing import BACK, SAVE, EditPage, carry_out, step_of
from organisation.findings import Found
from scorecards.catalogue_files.amending import with_parts
from scorecards.catalogue_files.rows import Row, rows_under
from scorecards.services.catalogue import EDIT

NEW_ITEMS = 3  # empty lines to fill in


@never_cache
@login_required
def edit_items(request: HttpRequest, code: str) -> HttpResponse:
    """A package's items as one table: order, part, priority, weight, months; new ones in the empty lines."""
    standing = read_standing_catalogue()
    package = standing.row("packages", code)
    if package is None:
        raise Http404(_("Ingen pakke har koden %(code)s.") % {"code": code})
    if package["owner"] not in own_units(request.user, standing):
        raise PermissionDenied
    page = EditPage(
        _("Indikatorene i %(name)s") % {"name": package["name"]},
        address_of("packages", package["code"]),
        [(_("Pakker"), "/packages/"), (package["name"], address_of("packages", package["code"]))],
    )
    rows = rows_under(standing.rows, "items", code)
    now = str(latest_month_of_all().first_day)
    over = [] if request.GET.get("all") else [row for row in rows if row["valid_to"] and row["valid_to"] <= now]
    shown = opened(
        "items",
        package["code"],
        [row for row in rows if row not in over],
        standing.names.indicators,
        more=NEW_ITEMS,
        hidden=len(over),
    )
    return _edit(request, standing, page, shown, over, rows)


@never_cache
@login_required
def edit_targets(request: HttpRequest, code: str) -> HttpResponse:
    """The targets of an indicator that the reader may change, as one table."""
    standing = read_standing_catalogue()
    indicator = standing.row("indicators", code)
    if indicator is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": code})
    own = own_units(request.user, standing)
    rows = rows_under(standing.rows, "targets", code)
    mine = [row for row in rows if (row["unit"] or indicator["owner"]) in own or can(request.user, EDIT)]
    if not mine and not can_somewhere(request.user, EDIT):
        raise PermissionDenied
    page = EditPage(
        _("Kravene til %(name)s") % {"name": indicator["name"]},
        address_of("indicators", indicator["code"]),
        [(_("Indikatorer"), "/indicators/"), (indicator["name"], address_of("indicators", indicator["code"]))],
    )
    share = indicator["unit"] == "share"
    whole = {**standing.names.units, "": _("alle enheter")}
    shown = opened("targets", indicator["code"], mine, whole, share=share)
    return _edit(request, standing, page, shown, [row for row in rows if row not in mine], rows)


def _edit(
    request: HttpRequest,
    standing: Standing,
    page: EditPage,
    table: PartsTable,
    others: Sequence[Row],
    rows: Sequence[Row],
) -> HttpResponse:
    """Show the table, or what it would change, or save it. `others` are rows that it doesn't show and that stay."""
    step = step_of(request)
    if not step:
        return _table_page(request, standing, page, table)
    more = NEW_ITEMS if table.table == "items" else 0
    sent = posted(table, request.POST, more=more)
    if step == BACK or sent.conflict or (sent.taken_over and step == SAVE):
        return _table_page(request, standing, page, sent)
    wanted, lines = rows_of(sent, others, rows)
    page = replace(page, sent=sent.sent())
    edit = with_parts(standing.rows, table.table, table.code, wanted)

    def form_page(findings: Sequence[Found]) -> HttpResponse:
        return _table_page(request, standing, page, sent, findings, lines, len(others))

    return carry_out(request, edit, standing, page, form_page)


def _table_page(
    request: HttpRequest,
    standing: Standing,
    page: EditPage,
    table: PartsTable,
    findings: Sequence[Found] = (),
    lines: Sequence[PartLine] = (),
    others: int = 0,
) -> HttpResponse:
    left = place_findings(findings, table, lines, first=2 + others)
    if table.taken_over:
        text = _("Mens du skrev, endret noen andre %(lines)s. Det er tatt med.")
        messages.info(request, text % {"lines": listed(table.taken_over)})
    context = {
        "here": "indicators",
        "page": page,
        "table": table,
        "headings": [(column, label(column)) for column in table.columns],
        "parts": CHOICES["part"].choices,
        "errors": [in_form_words(found.message) for found in left],
        "lists": choices_of(standing, {}),
    }
    return render(request, "catalogue/parts.html", context)
