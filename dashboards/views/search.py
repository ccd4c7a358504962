"""One field for offices, counties, regions and indicators."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from dashboards.search import Place, places, search
from organisation.names import named_units
from scorecards.queries.indicators import named_indicators

KEPT_FOR = 600  # seconds that a browser may keep the names it suggests


def _every_place() -> list[Place]:
    return places(named_units(timezone.localdate()), named_indicators(get_language() or "nb"))


@login_required
def search_page(request: HttpRequest) -> HttpResponse:
    """What fits `?q=`; where one thing alone is meant, its page at once."""
    written = request.GET.get("q", "").strip()[:100]
    found = search(written, _every_place())
    if found.is_meant:
        return redirect(found.places[0].href)
    return render(request, "search.html", {"here": "search", "written": written, "found": found})


@login_required
def names(request: HttpRequest) -> HttpResponse:
    """Every name that can be searched for, for the field's suggestions."""
    response = JsonResponse(sorted({place.name for place in _every_place()}), safe=False)
    patch_cache_control(response, private=True, max_age=KEPT_FOR)
    return response
