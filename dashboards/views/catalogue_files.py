"""The catalogue as files in the browser: out, and in by way of what would change."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import can_somewhere
from accounts.views.reader import own_account
from dashboards.catalogue_context import own_units, read_standing_catalogue
from dashboards.catalogue_preview import consequences, rows_in_words, shares_in_words
from dashboards.organisation_uploads import UnsuitableUploadError, as_text, from_text, unpacked, uploaded
from dashboards.views.reading import XLSX
from scorecards.catalogue_files.own_part import own_part
from scorecards.catalogue_files.rows import stamp_of
from scorecards.catalogue_files.writing import as_workbook, as_zip
from scorecards.queries.catalogue_rows import read_rows
from scorecards.services.catalogue import EDIT, CatalogueLoad, Change, change_catalogue
from scorecards.services.catalogue_preview import preview_catalogue

MOST_ROWS = 200  # shown of a preview
FORMS = {"xlsx": (as_workbook, XLSX), "zip": (as_zip, "application/zip")}
Contents = Sequence[tuple[str, bytes]]


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The whole catalogue, or with `?own=1` what the reader may edit, as a workbook or a zip of CSV files."""
    if form not in FORMS:
        raise Http404
    rows, name = read_rows(), "catalogue"
    if request.GET.get("own"):
        own = own_units(request.user, read_standing_catalogue())
        rows, name = own_part(rows, own), "catalogue-own"
    write, content_type = FORMS[form]
    response = HttpResponse(write(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@never_cache
@login_required
def files(request: HttpRequest) -> HttpResponse:
    """Download, and upload: with files what would change; confirmed, the change."""
    may_edit = can_somewhere(request.user, EDIT)
    if request.method != "POST":
        return _page(request, may_edit)
    if not may_edit:
        raise PermissionDenied
    confirmed = request.POST.get("step") == "save"
    try:
        sent = [from_text(text) for text in request.POST.getlist("file")] if confirmed else None
        contents = unpacked(uploaded(request.FILES.getlist("files")) if sent is None else sent)
    except UnsuitableUploadError as unsuitable:
        return _page(request, may_edit, str(unsuitable))
    return _load(request, contents) if confirmed else _preview(request, contents)


def _page(request: HttpRequest, may_edit: bool, why: str = "") -> HttpResponse:
    return render(request, "catalogue/files.html", {"here": "indicators", "may_edit": may_edit, "why": why})


def _preview(request: HttpRequest, contents: Contents) -> HttpResponse:
    standing = read_standing_catalogue()
    preview = preview_catalogue(Change.by_upload(contents), by=own_account(request))
    loaded = preview.loaded
    context = {
        "here": "indicators",
        "may_edit": True,
        "names": [name for name, _content in contents],
        "findings": loaded.findings,
        "refused": loaded.refused,
        "changed": loaded.changed,
        "rows": rows_in_words(loaded.differences[:MOST_ROWS], standing.names),
        "left_out": max(0, len(loaded.differences) - MOST_ROWS),
        "total": len(loaded.differences),
        "consequences": consequences(preview, standing.names),
        "shares": shares_in_words(preview.weighed),
        "weighed_in": preview.weighed_in,
        "kept": [as_text(each) for each in contents],
        "stamp": stamp_of(standing.rows),
    }
    return render(request, "catalogue/files.html", context)


def _load(request: HttpRequest, contents: Contents) -> HttpResponse:
    loaded = change_catalogue(Change.by_upload(contents, request.POST.get("stamp") or "none"), by=own_account(request))
    if loaded.refused:
        messages.warning(request, _("Ingenting er endret. Se over forhåndsvisningen på nytt."))
        return _preview(request, contents)
    messages.success(request, _("Katalogen er lest inn: %(what)s.") % {"what": _counted(loaded)})
    return redirect("catalogue-files")


def _counted(loaded: CatalogueLoad) -> str:
    words = {"added": _("nye"), "changed": _("endret"), "removed": _("tatt bort")}
    numbers = {fate: sum(fates[fate] for fates in loaded.counts.values()) for fate in words}
    return ", ".join(f"{numbers[fate]} {word}" for fate, word in words.items())
