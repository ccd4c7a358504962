"""A county's published ranking; a new edition, at once or at a time; an edition taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards import exported_ranking as exported
from dashboards import ranking
from dashboards.forms import TimeForm
from dashboards.kept import Page, kept_while_figures_stand
from dashboards.pages import nearest
from dashboards.queries import own_offices
from dashboards.ranking_actions import actions_context, withdrawn_context
from dashboards.ranking_over_time import order_context
from dashboards.ranking_preview import preview_context
from dashboards.ranking_regions import regions_context
from dashboards.ranking_since import since_in_words
from dashboards.views.missing import not_placed
from dashboards.views.reading import as_file, wants_file
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, placed
from rankings.figures import RankingPage, RegionRanking
from rankings.queries.inputs import package_items
from rankings.queries.over_time import order_over_time
from rankings.queries.page import ranking_page
from rankings.queries.preview import RulePreview, preview_of_edition
from rankings.queries.regions import region_ranking
from rankings.queries.since_edition import since_edition
from rankings.services.planning import cancel_plan, plan_ranking
from rankings.services.publishing import calculable, publish_ranking
from rankings.services.withdrawing import withdraw_ranking
from scorecards.queries.readings import reading


@login_required
@kept_while_figures_stand
def county_ranking(request: HttpRequest, code: str, month: Month) -> HttpResponse | Page:
    """The newest edition of the month, or the one that `?edition=` names."""
    county = placed(code, month)
    if county is None or county.kind != UnitKind.COUNTY:
        return not_placed(request, code, reading(month, None), UnitKind.COUNTY)
    edition = request.GET.get("edition", "")
    language = get_language() or "nb"
    figures = ranking_page(county, month, edition=int(edition) if edition.isdigit() else None, language=language)
    if figures is None:
        raise Http404(_("Rangeringen har ingen slik utgave."))
    if figures.edition and wants_file(request):
        return _as_file(request, figures, region_ranking(county, figures))
    may_publish = can(request.user, "publish_ranking", county, month)
    context = ranking.page_context(figures, own_offices(request.user), may_publish, request.GET)
    context |= {"nearest": nearest(figures.links), "later_heading": ranking.later_heading(figures.later_total)}
    context |= withdrawn_context(figures) | order_context(order_over_time(county, figures))
    context |= regions_context(figures, region_ranking(county, figures), context)
    context["since"] = since_in_words(since_edition(figures, county.id, language))
    if may_publish:
        context |= actions_context(county, month, figures)
    return Page("ranking.html", context)


def _as_file(request: HttpRequest, figures: RankingPage, regions: RegionRanking | None) -> HttpResponse:
    """The offices' figures, in a workbook with all that the page says beside them; as text the regions' on request."""
    name = f"ranking-{figures.county_code}-{figures.month}"
    if request.GET.get("table") == "regions" and request.GET["format"] == "csv":
        return as_file(request, f"{name}-regions", exported.REGIONS, exported.regions(figures, regions))
    return as_file(request, name, exported.RANKING, exported.ranking(figures), exported.sheets(figures, regions))


@login_required
def publish(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """A new edition as it would be; published at once, or at a time. Who may not is told so on the ranking's page."""
    county = _county(code, month)
    may = can(request.user, "publish_ranking", county, month)
    if request.method != "POST" and not may:
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("step") == "later" and may:
        return _plan(request, county, month)
    if request.method == "POST":
        try:
            made = publish_ranking(county=county, month=month, by=own_account(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Utgave %(n)s er publisert.") % {"n": made.edition})
        return redirect("ranking", code, month)
    return _new_edition(request, county, month)


def _plan(request: HttpRequest, county: PlacedUnit, month: Month) -> HttpResponse:
    form = TimeForm(request.POST)
    if form.is_valid():
        try:
            plan_ranking(county=county, month=month, at=form.cleaned_data["at"], by=own_account(request))
        except Refused as refused:
            form.add_error("at", str(refused))
        else:
            messages.success(request, _("Tiden er satt. Du kan avbryte planen på denne siden."))
            return redirect("ranking", county.code, month)
    return _new_edition(request, county, month, at_error=str(form.errors["at"][0]))


def _names_of(preview: RulePreview, county: PlacedUnit) -> dict[int, str]:
    """Of the indicators that the page names: those left out, where there are any."""
    items = package_items(county, preview.month, get_language() or "nb") if preview.left_out else []
    return {item.indicator.id: item.indicator.name for item in items}


def _new_edition(request: HttpRequest, county: PlacedUnit, month: Month, at_error: str = "") -> HttpResponse:
    try:
        with calculable():
            preview = preview_of_edition(county, month)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("ranking", county.code, month)
    context = {
        "here": "ranking",
        "county": county,
        "month": month,
        "ranking_href": f"/rankings/{county.code}/{month}/",
        "lead": county.name,
        "preview": preview_context(preview, _names_of(preview, county)),
        "has_earlier": any(line.now.position is not None for line in preview.lines),
        "who": own_account(request).name,
        "at": request.POST.get("at", ""),
        "at_error": at_error,
    }
    return render(request, "ranking_new.html", context)


@require_POST
@login_required
def cancel_planned(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """Take back the time that was set."""
    try:
        cancel_plan(county=_county(code, month), month=month, by=own_account(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Planen er avbrutt. Ingenting blir publisert."))
    return redirect("ranking", code, month)


@require_POST
@login_required
def withdraw(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """Take an edition back, with the reason that is shown where it stood."""
    edition = request.POST.get("edition", "")
    try:
        withdraw_ranking(
            county=_county(code, month),
            month=month,
            edition=int(edition) if edition.isdigit() else 0,
            reason=request.POST.get("reason", "")[:1000],
            by=own_account(request),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Utgave %(n)s er trukket tilbake.") % {"n": edition})
    return redirect("ranking", code, month)


def _county(code: str, month: Month) -> PlacedUnit:
    county = placed(code, month)
    if county is None or county.kind != UnitKind.COUNTY:
        raise Http404(_("Ingen fylker har koden %(code)s.") % {"code": code})
    return county
