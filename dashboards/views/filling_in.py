"""The month's form of a unit: each figure saved as it is typed, or all of them by one button."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards import local_exports
from dashboards.filling_in import (
    FIELDS,
    SAVED,
    UNCHANGED,
    WRONG,
    Said,
    Standing,
    as_typed,
    form_rows,
    months_before,
    said_of,
    unfinished,
)
from dashboards.filling_in_page import how_much_is_left, page_context
from dashboards.views.reading import as_file, wants_file
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from scorecards.models import Delivery
from scorecards.queries.by_hand import RowByHand, missing_of, month_to_fill_in, rows_by_hand, standing_by_hand
from scorecards.services.filling_in import Entry, fill_in, undo_fill_in


@never_cache
@login_required
def month_form(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """What the unit counts by hand of the month. A script saves one row (`only`) and is answered as JSON."""
    unit = _unit(code, month)
    rows = rows_by_hand(unit, month, get_language() or "nb")
    if request.method == "POST":
        return _save(request, unit, month, rows)
    if wants_file(request):
        standing = _standing(unit, month, rows)
        return as_file(
            request, f"{code}-{month}", local_exports.BY_HAND, local_exports.by_hand(unit, month, rows, standing)
        )
    return _page(request, unit, month, rows)


def _unit(code: str, month: Month) -> PlacedUnit:
    unit = placed(code, month)
    if unit is None:
        raise Http404(_("Ingen enhet har koden %(code)s i denne måneden.") % {"code": code})
    return unit


def _standing(unit: PlacedUnit, month: Month, rows: list[RowByHand]) -> Standing:
    return standing_by_hand(unit.id, [row.indicator.id for row in rows], months_before(month)[0], month)


def _page(
    request: HttpRequest,
    unit: PlacedUnit,
    month: Month,
    rows: list[RowByHand],
    said: Mapping[str, Said] | None = None,
    typed: Mapping[str, Entry] | None = None,
) -> HttpResponse:
    standing, last = _standing(unit, month, rows), month_to_fill_in()
    shown = form_rows(rows, month, standing, said or {}, typed or {})
    may = can(request.user, "fill_in", unit, month)
    context = page_context(unit, month, rows, shown, missing_of(unit, last), last, may_fill_in=may)
    context["left"] = _left(month, rows, standing)
    context["undo"] = [number for number in request.GET.get("saved", "").split(",") if number.isdecimal()]
    return render(request, "local_month.html", context)


def _left(month: Month, rows: list[RowByHand], standing: Standing) -> str:
    return how_much_is_left(sum((row.indicator.id, month) not in standing for row in rows))


def _save(request: HttpRequest, unit: PlacedUnit, month: Month, rows: list[RowByHand]) -> HttpResponse:
    if not can(request.user, "fill_in", unit, month):
        raise PermissionDenied
    only = request.POST.get("only", "")
    chosen = [row for row in rows if not only or row.code == only]
    standing = _standing(unit, month, chosen)
    typed = {row.code: _entry(request.POST, row.code) for row in chosen}
    said = {row.code: _save_row(request, unit, month, row, typed[row.code], standing) for row in chosen}
    if only and request.headers.get("Accept") == "application/json":
        return _as_json(said.get(only), _left(month, rows, _standing(unit, month, rows)))
    if any(each.state not in (SAVED, UNCHANGED) for each in said.values()):
        return _page(request, unit, month, rows, said, typed)
    return _after_saving(request, [each.undo for each in said.values() if each.undo])


def _after_saving(request: HttpRequest, saved: list[int]) -> HttpResponse:
    """Back to the form, which offers to undo what was `saved` (deliveries)."""
    if not saved:
        messages.info(request, _("Ingen ting er endret."))
        return redirect(request.path)
    text = ngettext("%(n)s tall er lagret.", "%(n)s tall er lagret.", len(saved))
    messages.success(request, text % {"n": len(saved)})
    return redirect(f"{request.path}?saved={','.join(map(str, saved))}")


def _entry(posted: QueryDict, code: str) -> Entry:
    fields = {name: posted.get(f"{code}.{name}", "").strip()[:100] for name in FIELDS}
    shown = posted.get(f"{code}.shown", "")
    if fields["absence"] not in ("not_delivered", "not_applicable"):
        fields["absence"] = ""
    return Entry(code, **fields, shown=int(shown) if shown.isdecimal() else None)


def _save_row(
    request: HttpRequest, unit: PlacedUnit, month: Month, row: RowByHand, entry: Entry, standing: Standing
) -> Said:
    stands = standing.get((row.indicator.id, month))
    untouched = {name: getattr(entry, name) for name in FIELDS} == as_typed(stands)
    if untouched:
        return Said(UNCHANGED, "", stands.delivery if stands else None)
    early = unfinished(row, entry, stands)
    if early is not None:
        return early
    try:
        return said_of(fill_in(unit=unit, month=month, entry=entry, by=own_account(request)))
    except Refused as refused:
        return Said(WRONG, refused.found.text, entry.shown)


def _as_json(said: Said | None, left: str) -> HttpResponse:
    if said is None:
        raise Http404(_("Indikatoren fylles ikke ut av denne enheten denne måneden."))
    return JsonResponse({"state": said.state, "text": said.text, "shown": said.shown, "undo": said.undo, "left": left})


@require_POST
@login_required
def undo(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """Take back what was saved last."""
    numbers = [int(number) for number in request.POST.getlist("delivery") if number.isdecimal()]
    unit = _unit(code, month)
    saved = list(Delivery.objects.filter(pk__in=numbers, month=month).order_by("-pk"))
    if not saved:
        raise Http404(_("Fant ikke det som skulle angres."))
    try:
        for delivery in saved:
            undo_fill_in(unit=unit, delivery=delivery, by=own_account(request))
    except Refused as refused:
        if refused.found.code == "not_permitted":
            raise PermissionDenied from refused
        messages.error(request, refused.found.text)
    else:
        messages.success(request, _("Angret. Det som sto før, står nå."))
    return redirect("fill-in", code, month)
