"""The country: its counties and indicators in a month."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards import country_page
from dashboards.kept import Page, kept_while_figures_stand
from dashboards.queries import last_month_of_the_country
from dashboards.table_choice import choice_of
from dashboards.then_or_now import switch_context
from dashboards.unit_views import asked_for
from dashboards.views.missing import no_figures
from dashboards.views.reading import chosen_package, refuse_unknown_package
from dashboards.views.unit_views import view_page
from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.queries.readings import reading


@login_required
def latest(request: HttpRequest) -> HttpResponse:
    """The last month that the country has results for; the list of counties where it has none."""
    month = last_month_of_the_country()
    return redirect("country", month) if month else redirect("counties")


@login_required
@kept_while_figures_stand
def page(request: HttpRequest, month: Month) -> HttpResponse | Page:
    """Counties × indicators of the country's own packages."""
    read = reading(month, request.GET.get("as"))
    country = next(iter(read.units(kind=UnitKind.COUNTRY)), None)
    if country is None:
        raise Http404(_("Landet er ikke lagt inn for denne måneden."))
    package, choice = chosen_package(request), choice_of(request.GET)
    figures = read.country_table(country, package, get_language() or "nb", means=choice.means)
    refuse_unknown_package(package, figures.packages)
    if figures.package is None or not figures.links.has_results:
        return no_figures(request, country, figures.links)
    asked = asked_for(country, figures, choice, set(), read)
    around = country_page.page_context(asked, figures.package)
    return view_page(request, f"country-{month}", asked, {**around, **switch_context(read, country, request.GET)})
