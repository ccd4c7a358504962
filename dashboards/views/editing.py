"""Changing the catalogue in two steps: see what would change, then save."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views.reader import own_account
from dashboards.catalogue_context import Standing
from dashboards.catalogue_preview import consequences, rows_in_words, shares_in_words
from dashboards.catalogue_words import in_form_words
from organisation.findings import Found
from scorecards.catalogue_files.edits import Edit
from scorecards.services.catalogue import Change, change_catalogue
from scorecards.services.catalogue_preview import Preview, preview_catalogue

PREVIEW, SAVE, BACK = "preview", "save", "edit"
NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "step"}

Shown = Callable[[Sequence[Found]], HttpResponse]


@dataclass(frozen=True, slots=True)
class EditPage:
    """What a page of an edit says above its form or preview, and where it leads to."""

    heading: str
    back: str  # the thing's own page
    crumbs: Sequence[tuple[str, str]]
    saved: str = ""
    notes: Sequence[str] = ()  # beside the preview
    has_form: bool = True  # to which the preview leads back
    sent: Mapping[str, str] | None = None  # what the preview sends on; None: what was sent to it


def step_of(request: HttpRequest) -> str:
    """What was asked for; empty for a page that is opened."""
    return request.POST.get("step", "") if request.method == "POST" else ""


def carry_out(request: HttpRequest, edit: Edit, standing: Standing, page: EditPage, form_page: Shown) -> HttpResponse:
    """Show what the edit would do, or do it; with `form_page` where there is something wrong with it."""
    change, person = Change.by_hand(edit), own_account(request)
    if step_of(request) == SAVE:
        loaded = change_catalogue(change, by=person)
        if loaded.refused:
            return form_page(loaded.findings)
        messages.success(request, page.saved or _("Endringen er lagret. Den står i historikken nederst på siden."))
        return redirect(page.back)
    preview = preview_catalogue(change, by=person)
    if preview.loaded.refused:
        return form_page(preview.loaded.findings)
    if not preview.loaded.changed:
        messages.info(request, _("Ingenting er endret."))
        return form_page(preview.loaded.findings)
    return show_preview(request, preview, standing, page)


def show_preview(request: HttpRequest, preview: Preview, standing: Standing, page: EditPage) -> HttpResponse:
    """What would change, in words and figures, with a button that saves it."""
    sent = request.POST if page.sent is None else page.sent
    context = {
        "here": "indicators",
        "page": page,
        "rows": rows_in_words(preview.loaded.differences, standing.names),
        "consequences": consequences(preview, standing.names),
        "shares": shares_in_words(preview.weighed),
        "weighed_in": preview.weighed_in,
        "warnings": [in_form_words(found.message) for found in preview.loaded.findings],
        "sent": [(name, text) for name, text in sent.items() if name not in NOT_SENT_AGAIN],
    }
    return render(request, "catalogue/preview.html", context)
