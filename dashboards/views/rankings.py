"""A county's published ranking, publishing a new edition, and the way to the reader's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import can
from accounts.refusals import Refused
from accounts.views.reader import own_account
from dashboards import exported, ranking
from dashboards.kept import made_anew_unless_unchanged
from dashboards.pages import nearest
from dashboards.queries import own_offices
from dashboards.views.missing import not_placed
from dashboards.views.reading import as_file, wants_file
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import placed
from rankings.queries.inputs import obstacle_to_publishing
from rankings.queries.page import ranking_page
from rankings.services.publishing import publish_ranking
from scorecards.queries.readings import reading


@login_required
@made_anew_unless_unchanged
def county_ranking(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """The newest edition of the month, or the one that `?edition=` names."""
    county = placed(code, month)
    if county is None or county.kind != UnitKind.COUNTY:
        return not_placed(request, code, reading(month, None), UnitKind.COUNTY)
    edition = request.GET.get("edition", "")
    figures = ranking_page(
        county, month, edition=int(edition) if edition.isdigit() else None, language=get_language() or "nb"
    )
    if figures is None:
        raise Http404(_("Rangeringen har ingen slik utgave."))
    if figures.edition and wants_file(request):
        return as_file(request, f"ranking-{code}-{month}", exported.RANKING, exported.ranking(figures))
    may_publish = can(request.user, "publish_ranking", county, month)
    context = ranking.page_context(figures, own_offices(request.user), may_publish, request.GET)
    context |= {"nearest": nearest(figures.links), "later_heading": ranking.later_heading(figures.later_total)}
    if may_publish and not figures.edition:
        context["obstacle"] = obstacle_to_publishing(county, month)
    return render(request, "ranking.html", context)


@require_POST
@login_required
def publish(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """Calculate and publish a new edition; who may not is told so on the page."""
    county = placed(code, month)
    if county is None or county.kind != UnitKind.COUNTY:
        raise Http404(_("Ingen fylke har koden %(code)s.") % {"code": code})
    try:
        made = publish_ranking(county=county, month=month, by=own_account(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Utgave %(n)s er publisert.") % {"n": made.edition})
    return redirect("ranking", code, month)
