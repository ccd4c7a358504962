"""Loading the organisation, with the figures of groups that follow from where offices count."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from accounts.models import User
from organisation.services import OrganisationLoad, load_organisation
from scorecards.models import GroupSummary, Result
from scorecards.queries.held_figures import holds_figures
from scorecards.services.recalculation import recalculate
from scorecards.versions import count_up_version


@transaction.atomic
def load_organisation_and_recalculate(*, paths: Sequence[Path], by: User | None) -> OrganisationLoad:
    """`load_organisation`, after which regions and counties have the figures of the offices that now count in them."""
    loaded = load_organisation(paths=paths, by=by, holds_figures=holds_figures)
    indicators = set(Result.objects.filter(unit__in=loaded.regrouped).values_list("indicator", flat=True))
    if indicators:
        GroupSummary.objects.filter(indicator__in=indicators).delete()  # a group may have lost its last office
        recalculate(indicators)
    if loaded.changed:
        count_up_version()
    return loaded
