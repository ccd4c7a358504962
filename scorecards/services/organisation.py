"""Changing the organisation, with the figures of groups that follow from where offices count."""

from collections.abc import Collection, Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.services.succession import give_roles_of_predecessors, take_back_given_roles
from organisation.changes import Change
from organisation.findings import ERROR, Found
from organisation.log import LoggedChange, taken_back
from organisation.models import Unit
from organisation.months import Month
from organisation.organisation_files import NamedContent
from organisation.services import OrganisationLoad, change_organisation, load_organisation, take_back_change
from scorecards.models import GroupSummary, Result
from scorecards.queries.hanging_on import hanging_on
from scorecards.queries.held_figures import holds_figures
from scorecards.services.recalculation import recalculate
from scorecards.versions import count_up_version

EDIT = "edit_organisation"


@transaction.atomic
def load_organisation_and_recalculate(
    *, paths: Sequence[Path] = (), contents: Sequence[NamedContent] = (), by: User | None, stamp: str = ""
) -> OrganisationLoad:
    """`load_organisation`, after which regions and counties have the figures of the offices that now count in them."""
    if refused := _refusal(by):
        return refused
    loaded = load_organisation(paths=paths, contents=contents, by=by, holds_figures=holds_figures, stamp=stamp)
    _recalculate(loaded)
    return loaded


@transaction.atomic
def change_organisation_and_recalculate(
    *, change: Change, by: User | None, stamp: str = "", roles_follow: bool = False
) -> OrganisationLoad:
    """`change_organisation`, and the figures after it; `roles_follow`: whoever has a role at a unit that ends gets the
    same at what it becomes.
    """
    if refused := _refusal(by):
        return refused
    loaded = change_organisation(change=change, by=by, holds_figures=holds_figures, stamp=stamp)
    if roles_follow and loaded.plan and not loaded.refused:
        give_roles_of_predecessors(pairs=loaded.plan.new_successions, by=by)
    _recalculate(loaded)
    return loaded


@transaction.atomic
def take_back_and_recalculate(*, change: LoggedChange, by: User | None) -> OrganisationLoad:
    """`take_back_change`, with the roles that were given by it, where nothing has come to hang on its units since."""
    if refused := _refusal(by):
        return refused
    if change.line in taken_back([change.line]):
        return _refused("taken_back", _("Endringen er alt angret."))
    pairs = [(unit.code, successor) for unit in change.units for successor in unit.new_successors]
    with transaction.atomic():  # the roles come back where the change can't be taken back
        take_back_given_roles(pairs=pairs, since=change.at, by=by)
        loaded = take_back_change(change=change, by=by, holds_figures=holds_figures, hangs_on=hanging_on)
        transaction.set_rollback(loaded.refused)
    _recalculate(loaded)
    return loaded


def _refusal(by: User | None) -> OrganisationLoad | None:
    if by is None or can(by, EDIT):
        return None
    return _refused("not_permitted", _("Bare direktoratet og administratorer kan endre organisasjonen."))


def _refused(code: str, message: str) -> OrganisationLoad:
    return OrganisationLoad((Found(code, ERROR, message),))


def _recalculate(loaded: OrganisationLoad) -> None:
    """The figures of groups from the first month in which a unit counts elsewhere; then pages are made anew."""
    if loaded.plan and loaded.regrouped:
        since = Month.first_from(min(loaded.plan.regrouped.values()))
        groups = Unit.objects.filter(code__in=loaded.plan.groups_concerned).values_list("pk", flat=True)
        _recalculate_groups(loaded.regrouped, since, set(groups))
    if loaded.changed:
        count_up_version()


def _recalculate_groups(units: Collection[int], since: Month, groups: Collection[int]) -> None:
    figures = Result.objects.filter(unit__in=units, month__gte=since)
    indicators = set(figures.values_list("indicator", flat=True).distinct())
    if indicators:
        # A group may have lost its last office
        GroupSummary.objects.filter(group__in=groups, indicator__in=indicators, month__gte=since).delete()
        recalculate(indicators, since=since, groups_concerned=groups)
