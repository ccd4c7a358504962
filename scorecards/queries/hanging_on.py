"""What would be left hanging if a unit were no more."""

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from organisation.findings import ERROR, Found
from organisation.models import Placement, Succession, Unit
from scorecards.models import GroupSummary, HiddenTotal, PlaceInterval

# What says where a unit stands, or is calculated anew
NOTHING_OF_ITS_OWN: tuple[type[Model], ...] = (Placement, Succession, GroupSummary, HiddenTotal, PlaceInterval)
ENDED = {"Role": {"ended_at": None}}  # of these only what still holds counts


def hanging_on(units: Sequence[int]) -> list[Found]:
    """A finding for each kind of thing that belongs to one of the units: roles, packages, targets, rankings."""
    findings = []
    for relation in Unit._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or model in NOTHING_OF_ITS_OWN or not units:
            continue
        only = ENDED.get(model.__name__, {})
        held = model._default_manager.filter(**{f"{relation.field.name}__in": units}, **only)
        codes = sorted(set(held.values_list(f"{relation.field.name}__code", flat=True)))
        findings += [_found(code, model) for code in codes]
    return findings


def _found(code: str, model: type[Model]) -> Found:
    names = {
        "Role": _("personer med rolle"),
        "Package": _("pakker"),
        "Indicator": _("indikatorer"),
        "Goal": _("mål"),
        "Target": _("krav"),
        "Ranking": _("rangeringer"),
    }
    what = names.get(model.__name__, _("opplysninger som er lagt inn"))
    message = _("%(code)s har %(what)s. Flytt dem først.") % {"code": code, "what": what}
    return Found("something_hangs_on", ERROR, message, value=code)
