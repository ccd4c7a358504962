"""What a layout is described by: an example somebody uploaded, or a delivery's kept file. 403 for others."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.permissions import can
from accounts.views.reader import own_account
from dashboards.queries import packages_to_deliver
from scorecards.models import Delivery, Layout, Package
from scorecards.queries.layouts import Example, example_of_delivery, kept_example, latest_delivery_by
from scorecards.queries.uploads import is_unread


def packages_of(request: HttpRequest) -> list[Package]:
    """The packages whose layouts the reader may change; 403 where there are none, unless it could be any package."""
    packages = packages_to_deliver(request.user)
    if not packages and not can(request.user, "deliver"):
        raise PermissionDenied
    return packages


def layout_named(request: HttpRequest, code: str) -> Layout:
    """The layout, where the reader may change it; Http404 and 403 elsewhere."""
    packages_of(request)
    layout = get_object_or_404(Layout.objects.select_related("package__owner"), code__iexact=code)
    if not can(request.user, "deliver", layout.package.owner):
        raise PermissionDenied
    return layout


def example_of(request: HttpRequest, layout: Layout | None = None) -> Example | None:
    """The example that the address names, else the latest file read by the layout; None where there is neither."""
    if (number := request.GET.get("example", "")).isdigit():
        example = kept_example(int(number), own_account(request))
        if example is None:
            raise Http404(_("Eksempelet er slettet. Last det opp på nytt."))
        return example
    if (number := request.GET.get("delivery", "")).isdigit():
        kept = Delivery.objects.select_related("package__owner", "file")
        return _of_delivery(request, get_object_or_404(kept, pk=number))
    latest = latest_delivery_by(layout) if layout else None
    return _of_delivery(request, latest) if latest else None


def _of_delivery(request: HttpRequest, delivery: Delivery) -> Example:
    if not can(request.user, "deliver", delivery.package.owner, delivery.month):
        raise PermissionDenied
    if is_unread(delivery):
        raise Http404(_("Filen er ikke kontrollert ennå."))
    return example_of_delivery(delivery)
