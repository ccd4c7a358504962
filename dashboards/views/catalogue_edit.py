"""Editing the catalogue: indicators, goals, packages and perspectives, by those who own them."""

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
from dashboards.catalogue_alive import alive_where, proposed_row
from dashboards.catalogue_context import Standing, choices_of, own_units, read_standing_catalogue
from dashboards.catalogue_fields import HEADINGS
from dashboards.catalogue_forms import RowForm
from dashboards.catalogue_pages import address_of, list_of
from dashboards.catalogue_words import in_form_words
from dashboards.formatting import listed
from dashboards.views.editing import BACK, EditPage, carry_out, step_of
from organisation.findings import Found
from scorecards.catalogue_files.amending import with_row
from scorecards.catalogue_files.edits import field_of
from scorecards.catalogue_files.rows import Row
from scorecards.services.catalogue import EDIT


@never_cache
@login_required
def edit_row(request: HttpRequest, table: str, code: str = "") -> HttpResponse:
    """Change a perspective, goal, indicator or package; without a code, add one."""
    standing = read_standing_catalogue()
    row = standing.row(table, code) if code else None
    if code and row is None:
        raise Http404(_("Ingenting i katalogen har koden %(code)s.") % {"code": code})
    refuse_others(request, standing, table, row)
    step = step_of(request)
    choices = choices_of(standing, own_units(request.user, standing))
    form = RowForm(table, row, choices, request.POST if step else None, proposed_row(request.user))
    if not step or step == BACK or not form.is_valid() or not form.merge():
        return _form_page(request, form, standing)
    values = form.values()
    taken = None if code else standing.row(table, values["code"])
    if taken is not None:
        form.add_error("code", _("Koden er i bruk: %(name)s. Velg en annen.") % {"name": taken["name"]})
        return _form_page(request, form, standing)
    edit = with_row(standing.rows, table, code, values)
    page = replace(_page(table, row, values.get("code", code)), sent=form.sent())
    return carry_out(request, edit, standing, page, lambda findings: _form_page(request, form, standing, findings))


def refuse_others(request: HttpRequest, standing: Standing, table: str, row: Row | None) -> None:
    """PermissionDenied for those who may not change the row; without one, for those who may add none."""
    if table == "perspectives" or (row is not None and not row["owner"]):
        allowed = can(request.user, EDIT)
    elif row is None:
        allowed = can_somewhere(request.user, EDIT)
    else:
        allowed = row["owner"] in own_units(request.user, standing) or can(request.user, EDIT)
    if not allowed:
        raise PermissionDenied


def _page(table: str, row: Row | None, code: str) -> EditPage:
    new, change = HEADINGS[table]
    heading = f"{change}: {row['name']}" if row else str(new)
    crumbs = [(_("Indikatorer"), "/indicators/"), *([(row["name"], address_of(table, row["code"]))] if row else [])]
    return EditPage(heading, address_of(table, code) if code else list_of(table), crumbs)


def _form_page(request: HttpRequest, form: RowForm, standing: Standing, findings: Sequence[Found] = ()) -> HttpResponse:
    left = []
    for found in findings:
        name = field_of(found) if found.sheet == form.table else ""
        if name in form.fields:
            form.add_error(name, in_form_words(found.message))
        else:
            left.append(in_form_words(found.message))
    if form.taken_over:
        text = _("Mens du skrev, endret noen andre %(fields)s. Det er tatt med.")
        messages.info(request, text % {"fields": listed([name.lower() for name in form.taken_over])})
    code = form.standing["code"] if form.standing else ""
    context = {
        "here": "indicators",
        "page": _page(form.table, form.standing, code),
        "form": form,
        "errors": left,
        "lists": choices_of(standing, own_units(request.user, standing)),
    }
    if form.table == "indicators" and form.standing is None:
        context |= alive_where(request.user)
    return render(request, "catalogue/row.html", context)
