"""The pages of layouts: the list, and describing an odd workbook against an example with a preview of what is read."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.reader import own_account
from dashboards.findings import finding_groups
from dashboards.layout_draft import Draft, draft_from, draft_of, entry_of, what_is_missing
from dashboards.layout_editor import Tried, editor_context, preview_context, try_draft
from dashboards.layout_list import LAYOUTS, layout_rows, package_sections
from dashboards.upload_limit import size_of_what_was_skipped
from dashboards.uploading import first_with_files
from dashboards.views.layout_sources import example_of, layout_named, packages_of
from dashboards.views.reading import as_file, wants_file
from organisation.findings import Found
from scorecards.layout_files import as_entry
from scorecards.layouts import layout_facts
from scorecards.models import Layout
from scorecards.queries.layouts import Example, first_guess, layouts_of, read_example
from scorecards.reading.refusals import too_many_bytes
from scorecards.services.layout_editing import delete_layout, keep_example, read_delivery_by, retire_layout, save_layout


@login_required
def layout_list(request: HttpRequest) -> HttpResponse:
    """The layouts of the packages that the reader may deliver."""
    layouts = layouts_of(packages_of(request))
    if wants_file(request):
        return as_file(request, "layouts", LAYOUTS, layout_rows(layouts))
    return render(request, "layouts.html", {"here": "deliveries", "sections": package_sections(layouts)})


@login_required
def new_layout(request: HttpRequest) -> HttpResponse:
    """Describe a workbook, beginning with a guess or with another layout; without an example the form asks for one."""
    packages_of(request)
    copied = layout_named(request, request.GET["copy"]) if request.GET.get("copy") else None
    example = example_of(request, copied)
    if example is None:
        return _ask_for_example(request, copied)
    return _editor(request, example, copied, changes=None)


@login_required
def edit_layout(request: HttpRequest, code: str) -> HttpResponse:
    """Change a layout against the latest file that was read by it, or a new example."""
    layout = layout_named(request, code)
    example = example_of(request, layout)
    if example is None:
        return _ask_for_example(request, layout)
    return _editor(request, example, layout, changes=layout)


def _ask_for_example(request: HttpRequest, layout: Layout | None, findings: Sequence[Found] = ()) -> HttpResponse:
    packages = [layout.package] if layout else packages_of(request)
    asked = request.POST.get("package") or request.GET.get("package")
    if not asked and packages:
        asked = first_with_files(packages).code
    context = {
        "packages": packages,
        "asked": asked,
        "layout": layout,
        "is_copy": "copy" in {**request.GET, **request.POST},
    }
    return render(request, "layout_example.html", {"here": "deliveries", **context, "groups": finding_groups(findings)})


@require_POST
@login_required
def upload_example(request: HttpRequest) -> HttpResponse:
    """Keep a file to describe a layout by, and open the editor with it."""
    layout = layout_named(request, request.POST["layout"]) if request.POST.get("layout") else None
    package = next((each for each in packages_of(request) if each.code == request.POST.get("package")), None)
    file = request.FILES.get("file")
    if size := size_of_what_was_skipped(request.META.get("CONTENT_LENGTH", "")):
        return _ask_for_example(request, layout, [too_many_bytes(size)])
    if package is None or file is None:
        messages.error(request, _("Velg pakke og fil."))
        return redirect("edit-layout", layout.code) if layout else redirect("new-layout")
    name = file.name or ""
    example, findings = keep_example(package=package, content=file.read(), file_name=name, by=own_account(request))
    if example is None:
        return _ask_for_example(request, layout, findings)
    address = f"/layouts/{layout.code}/" if layout and "copy" not in request.POST else "/layouts/new/"
    copied = f"&copy={layout.code}" if layout and "copy" in request.POST else ""
    return redirect(f"{address}?example={example.pk}{copied}")


def _editor(request: HttpRequest, example: Example, start: Layout | None, changes: Layout | None) -> HttpResponse:
    """The editor; what was sent is tried on the example, and saved where that is asked for."""
    sent = draft_from(request.POST.dict()) if request.method == "POST" else None
    draft = sent or _first_draft(example, start, changes, request.GET.get("sheet", ""))
    findings: Sequence[Found] = ()
    if sent and "save" in request.POST and not what_is_missing(sent):
        saved = save_layout(entry=_entry(sent, example), example=example, changes=changes, by=own_account(request))
        if saved.layout:
            return _after_saving(request, saved.layout, example)
        findings = saved.findings
    tried = Tried(findings=findings) if findings else try_draft(draft, example)
    if request.headers.get("X-Part") == "preview":
        return render(request, "layout_preview.html", preview_context(example, tried))
    sheets = read_example(example).sheets
    if not sheets:
        return _ask_for_example(request, start, read_example(example).findings.kept)
    shown = request.POST.get("show") or request.POST.get("shown") or request.GET.get("sheet", "")
    context = editor_context(example, draft, sheets, shown, tried)
    return render(request, "layout_editor.html", {**context, "layout": changes, "refused": bool(findings)})


def _entry(draft: Draft, example: Example) -> dict[str, Any]:
    return {**entry_of(draft, example.package.code), "code": draft.code}


def _first_draft(example: Example, start: Layout | None, changes: Layout | None, sheet: str) -> Draft:
    if start is not None:
        draft = draft_of(layout_facts(start))
        return draft if changes else replace(draft, code="")
    guessed = first_guess(example, sheet)
    return draft_of(guessed) if guessed else Draft()


def _after_saving(request: HttpRequest, layout: Layout, example: Example) -> HttpResponse:
    """To the delivery that it was described by, checked anew, or to the list."""
    if example.delivery and "delivery" in request.GET:
        outcome = read_delivery_by(delivery=example.delivery, layout=layout, by=own_account(request))
        if any(found.code == "not_permitted" for found in outcome.findings):
            messages.success(request, _("Oppsettet %(code)s er lagret.") % {"code": layout.code})
        else:
            done = _("Oppsettet %(code)s er lagret, og leveransen er kontrollert på nytt med det.")
            messages.success(request, done % {"code": layout.code})
        return redirect("delivery", example.delivery.pk)
    messages.success(
        request, _("Oppsettet %(code)s er lagret. Filer som passer, leses nå slik.") % {"code": layout.code}
    )
    return redirect("layouts")


@login_required
def layout_file(request: HttpRequest, code: str) -> HttpResponse:
    """The layout as JSON, which `load_layout` loads back unchanged."""
    layout = layout_named(request, code)
    text = json.dumps(as_entry(layout.package.code, layout_facts(layout)), ensure_ascii=False, indent=2)
    response = HttpResponse(text + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{layout.code}.json"'
    return response


@require_POST
@login_required
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Take it out of use, or back."""
    layout = layout_named(request, code)
    retired = request.POST.get("retired") == "yes"
    wrong = retire_layout(layout=layout, retired=retired, by=own_account(request))
    done = _("Oppsettet %(code)s er tatt ut av bruk.") if retired else _("Oppsettet %(code)s er i bruk igjen.")
    return _back_to_list(request, wrong, done % {"code": layout.code})


@require_POST
@login_required
def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete one that no delivery was read by."""
    layout = layout_named(request, code)
    wrong = delete_layout(layout=layout, by=own_account(request))
    return _back_to_list(request, wrong, _("Oppsettet %(code)s er slettet.") % {"code": layout.code})


def _back_to_list(request: HttpRequest, wrong: Sequence[Found], done: str) -> HttpResponse:
    if wrong:
        messages.error(request, wrong[0].text)
    else:
        messages.success(request, done)
    return redirect("layouts")
