"""Changes with a meaning of their own: a new target, an indicator that is retired, a change that is put back."""

from collections.abc import Sequence

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import can, can_somewhere
from audit.models import AuditLine
from audit.queries import line_with_changes, lines_with_detail
from dashboards.catalogue_context import Standing, own_units, read_standing_catalogue
from dashboards.catalogue_pages import CHANGED, address_of
from dashboards.catalogue_target_form import LastMonthForm, TargetForm
from dashboards.catalogue_words import in_form_words
from dashboards.formatting import listed
from dashboards.queries import latest_month_of_all
from dashboards.views.catalogue_edit import refuse_others
from dashboards.views.editing import BACK, EditPage, carry_out, step_of
from organisation.findings import Found
from scorecards.catalogue_files.amending import as_before, packages_holding, retired, with_target
from scorecards.catalogue_files.edits import Edit, field_of, joined
from scorecards.catalogue_files.history import TABLES
from scorecards.catalogue_files.rows import Row
from scorecards.queries.catalogue_effects import last_month_with_figures
from scorecards.services.catalogue import EDIT, TOGETHER


def _indicator(standing: Standing, code: str) -> Row:
    row = standing.row("indicators", code)
    if row is None:
        raise Http404(_("Ingen indikator har koden %(code)s.") % {"code": code})
    return row


def _page_of(indicator: Row, heading: str, **more: object) -> EditPage:
    address = address_of("indicators", indicator["code"])
    crumbs = [(_("Indikatorer"), "/indicators/"), (indicator["name"], address)]
    return EditPage(heading % {"name": indicator["name"]}, address, crumbs, **more)  # type: ignore[arg-type]  # by name


@never_cache
@login_required
def new_target(request: HttpRequest, code: str) -> HttpResponse:
    """A new target for a unit and those below it, or for everyone. The earlier one ends by itself."""
    standing = read_standing_catalogue()
    indicator, own = _indicator(standing, code), own_units(request.user, standing)
    if not can_somewhere(request.user, EDIT):
        raise PermissionDenied
    page = _page_of(indicator, _("Nytt krav til %(name)s"))
    everyone = indicator["owner"] in own or can(request.user, EDIT)
    form = TargetForm(indicator, own, everyone, latest_month_of_all() + 1, request.POST if step_of(request) else None)

    def form_page(findings: Sequence[Found] = ()) -> HttpResponse:
        return _with_findings(request, "catalogue/target.html", page, form, findings)

    if step_of(request) in ("", BACK) or not form.is_valid():
        return form_page()
    return carry_out(request, with_target(standing.rows, form.row()), standing, page, form_page)


@never_cache
@login_required
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """End an indicator, and its places in the packages that the reader may edit."""
    standing = read_standing_catalogue()
    indicator, own = _indicator(standing, code), own_units(request.user, standing)
    refuse_others(request, standing, "indicators", indicator)
    last = last_month_with_figures([indicator["code"]]) or latest_month_of_all()
    form = LastMonthForm(request.POST if step_of(request) else None, initial={"last": str(last)})
    page = _page_of(indicator, _("Legg ned %(name)s"), saved=_("Indikatoren er lagt ned. Du kan stille det tilbake."))

    def form_page(findings: Sequence[Found] = ()) -> HttpResponse:
        return _with_findings(request, "catalogue/retire.html", page, form, findings)

    if step_of(request) in ("", BACK) or not form.is_valid():
        return form_page()
    end = str((form.cleaned_data["last"] + 1).first_day)
    keep = [row["name"] for row in packages_holding(standing.rows, indicator["code"], end) if row["owner"] not in own]
    text = _("Den blir stående i %(packages)s, som andre eier. Be dem ta den ut.")
    page = _page_of(
        indicator,
        _("Legg ned %(name)s"),
        saved=page.saved,
        notes=[text % {"packages": listed(keep)}] if keep else [],
    )
    edit = retired(standing.rows, indicator["code"], end, lambda owner: owner in own)
    return carry_out(request, edit, standing, page, form_page)


def _with_findings(
    request: HttpRequest, template: str, page: EditPage, form: forms.Form, findings: Sequence[Found]
) -> HttpResponse:
    """The form with each finding at its field, where it has one."""
    left = []
    for found in findings:
        name = field_of(found)
        if name in form.fields:
            form.add_error(name, in_form_words(found.message))
        else:
            left.append(in_form_words(found.message))
    return render(request, template, {"here": "indicators", "page": page, "form": form, "errors": left})


@require_POST
@never_cache
@login_required
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Put back what a line of the history changed: shown first, as any other change."""
    standing = read_standing_catalogue()
    line, table, row = _line_to_undo(request, standing, number)
    page = EditPage(
        _("Still tilbake: %(name)s") % {"name": row["name"]},
        address_of(table, row["code"]),
        [(_("Indikatorer"), "/indicators/"), (row["name"], address_of(table, row["code"]))],
        saved=_("Stilt tilbake. Også det står i historikken."),
        has_form=False,
    )
    edit = _edit_back(standing, line)

    def form_page(findings: Sequence[Found]) -> HttpResponse:
        errors = [in_form_words(found.message) for found in findings] or [
            _("Det står allerede slik det gjorde før endringen.")
        ]
        return render(request, "catalogue/not_undone.html", {"here": "indicators", "page": page, "errors": errors})

    return carry_out(request, edit, standing, page, form_page)


def _line_to_undo(request: HttpRequest, standing: Standing, number: int) -> tuple[AuditLine, str, Row]:
    """The line of the history, with the table and the row that it is about; Http404 and 403 elsewhere."""
    line = line_with_changes(number)
    word, _space, code = line.subject.partition(" ") if line else ("", "", "")
    table = TABLES.get(word, "")
    row = standing.row(table, code) if table else None
    if line is None or row is None or line.verb not in CHANGED:
        raise Http404(_("Denne linjen i historikken kan ikke stilles tilbake."))
    if table not in ("indicators", "packages"):
        refuse_others(request, standing, table, row)  # of others, parts may be theirs: the service says which
    elif not can_somewhere(request.user, EDIT):
        raise PermissionDenied
    return line, table, row


def _edit_back(standing: Standing, line: AuditLine) -> Edit:
    """What puts the line back, with all else that was changed in the same edit."""
    lines = lines_with_detail(line.detail) if line.detail.startswith(TOGETHER) else [line]
    try:
        return joined(_one_back(standing, each) for each in lines if each.verb in CHANGED)
    except ValueError as error:
        raise Http404(_("Denne linjen i historikken kan ikke stilles tilbake.")) from error


def _one_back(standing: Standing, line: AuditLine) -> Edit:
    word, _space, code = line.subject.partition(" ")
    changes = {change.field: (change.before, change.after) for change in line.changes.all()}
    return as_before(standing.rows, TABLES[word], code, changes)
