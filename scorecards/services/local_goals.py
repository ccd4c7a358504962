"""A unit's own indicators: added with all that belongs to them, retired from a month, and taken up again."""

from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit
from organisation.said import said
from scorecards.choices import Direction, FilledInBy, IndicatorKind, Pooling, UnitOfMeasure
from scorecards.figures import Limits
from scorecards.models import Goal, Indicator, Package, PackageItem, Result, ResultRevision, Target
from scorecards.month_words import in_words
from scorecards.versions import count_up_version

SET = "set_local_goals"
LOCAL = "LOKAL-"  # how the codes of local packages begin
DUE_DAY = 10  # before the packages of others arrive, in the middle of the month
LONGEST_CODE = 20
POOLED = {UnitOfMeasure.SHARE: Pooling.RATIO, UnitOfMeasure.RATE: Pooling.RATIO, UnitOfMeasure.NUMBER: Pooling.SUM}


@dataclass(frozen=True, slots=True)
class LocalIndicator:
    """What somebody says of an indicator that their unit is to have. Shares and their limits are fractions of one."""

    name: str
    unit_of_measure: str
    first: Month
    goal: Goal | None = None  # that it belongs under
    own_goal: str = ""  # the name of a new goal of the unit's, under `goal`, that it then belongs to
    direction: str = Direction.HIGHER
    decimals: int = 0
    target: Limits | None = None
    filled_in_by: str = FilledInBy.OWNER
    what: str = ""
    why: str = ""
    how: str = ""
    weaknesses: str = ""


@transaction.atomic
def add_local_indicator(*, unit: PlacedUnit, stated: LocalIndicator, by: User | None) -> Indicator:
    """Give the unit an indicator of its own, in its local package, which is made with the first one.

    Codes are made here. Raises Refused: `not_permitted`, `only_offices_below`, `name_taken`.
    """
    owner = _locked(unit.id)
    _refuse_others(by, owner)
    if stated.filled_in_by == FilledInBy.OFFICES and owner.kind in (UnitKind.OFFICE, UnitKind.SPECIAL):
        raise Refused("only_offices_below", _("Et kontor fyller ut sine egne tall. Velg at kontoret selv fyller ut."))
    same_name = Indicator.objects.filter(owner=owner, name__iexact=stated.name, valid_to=None)
    if same_name.exists():
        text = _("Enheten har allerede en indikator som heter «%(name)s». Velg et annet navn.")
        raise Refused("name_taken", text % {"name": stated.name}, stated.name)
    package = _local_package(unit, owner, by)
    indicator = _indicator(owner, _goal(owner, stated, by), stated)
    last = package.items.order_by("-order").values_list("order", flat=True).first()
    PackageItem.objects.create(
        package=package,
        indicator=indicator,
        filled_in_by=stated.filled_in_by,
        order=0 if last is None else last + 1,
        valid_from=stated.first.first_day,
    )
    _set_target(indicator, stated)
    record(
        by=by,
        verb="added local indicator",
        subject=f"indicator {indicator.code}",
        detail=f"{owner.code} from {stated.first}",
        changes=_as_written(indicator, stated),
    )
    count_up_version()
    return indicator


@transaction.atomic
def retire_local_indicator(*, indicator: Indicator, first_without: Month, by: User | None) -> bool:
    """Let the indicator end before that month; its figures stay. One that would never have held is taken away: False.

    Raises Refused: `not_permitted`, `not_by_hand`, `holds_figures` where figures stand in later months.
    """
    item = _item_by_hand(indicator, by)
    later = Result.objects.filter(indicator=indicator, month__gte=first_without).order_by("-month")
    latest = later.values_list("month", flat=True).first()
    if latest is not None:
        message = said(
            "Det er tall til og med %(month)s. Legg den ned fra og med %(next)s eller senere.",
            month=in_words(latest),
            next=in_words(latest + 1),
        )
        raise Refused("holds_figures", message)
    if first_without.first_day <= item.valid_from:
        _take_away(indicator, Month.of(item.valid_from), by)
        return False
    _end(item, first_without, "retired local indicator", by)
    return True


@transaction.atomic
def reopen_local_indicator(*, indicator: Indicator, by: User | None) -> None:
    """Let a retired indicator hold on. Raises Refused: `not_permitted`, `not_by_hand`."""
    _end(_item_by_hand(indicator, by), None, "reopened local indicator", by)


def _end(item: PackageItem, first_without: Month | None, verb: str, by: User | None) -> None:
    end = None if first_without is None else first_without.first_day
    before = item.valid_to
    PackageItem.objects.filter(pk=item.pk).update(valid_to=end)
    Indicator.objects.filter(pk=item.indicator_id).update(valid_to=end)
    changes = {"valid_to": (before.isoformat() if before else "", end.isoformat() if end else "")}
    record(by=by, verb=verb, subject=f"indicator {item.indicator.code}", changes=changes)
    count_up_version()


def _take_away(indicator: Indicator, first: Month, by: User | None) -> None:
    """For one that was added by mistake: it has no figures, and never had any."""
    if ResultRevision.objects.filter(indicator=indicator).exists():
        message = said(
            "Den har vært fylt ut. Legg den ned fra og med %(month)s eller senere.", month=in_words(first + 1)
        )
        raise Refused("holds_figures", message)
    indicator.items.all().delete()
    indicator.targets.all().delete()
    indicator.delete()
    record(by=by, verb="removed local indicator", subject=f"indicator {indicator.code}", detail=indicator.name)
    count_up_version()


def _item_by_hand(indicator: Indicator, by: User | None) -> PackageItem:
    """The item by which the indicator's owner has it filled in, with the owner locked and the right checked."""
    _refuse_others(by, _locked(indicator.owner_id))
    items = PackageItem.objects.filter(indicator=indicator, package__owner=indicator.owner_id).exclude(filled_in_by="")
    item = items.select_related("indicator").order_by("-valid_from").first()
    if item is None:
        raise Refused("not_by_hand", _("Indikatoren er ikke et lokalt mål. Be fylket eller direktoratet endre den."))
    return item


def _locked(unit: int) -> Unit:
    """The unit; who else changes its local goals waits, so that codes and orders stay one's own."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit)


def _refuse_others(by: User | None, owner: Unit) -> None:
    if by is not None and not can(by, SET, owner):
        raise Refused("not_permitted", _("Du kan bare endre lokale mål for egen enhet og enhetene under den."))


def _local_package(unit: PlacedUnit, owner: Unit, by: User | None) -> Package:
    package = Package.objects.filter(owner=owner, code__startswith=LOCAL).order_by("pk").first()
    if package is None:
        code = _free_code(Package, f"{LOCAL}{unit.code}", bare=True)
        name = _("Lokale mål, %(unit)s") % {"unit": unit.name}
        package = Package.objects.create(code=code, name=name[:200], owner=owner, due_day=DUE_DAY)
        record(by=by, verb="added package", subject=f"package {code}", changes={"name": ("", package.name)})
    return package


def _free_code(model: type[Package] | type[Goal] | type[Indicator], stem: str, *, bare: bool = False) -> str:
    """`STEM-1`, `STEM-2` …, with `bare` STEM first: the first that is free, cut to the length that a code may have."""
    taken = {code.upper() for code in model._default_manager.values_list("code", flat=True)}
    if bare and len(stem) <= LONGEST_CODE and stem.upper() not in taken:
        return stem
    endings = (f"-{number}" for number in count(1))
    codes = (stem[: LONGEST_CODE - len(ending)] + ending for ending in endings)
    return next(code for code in codes if code.upper() not in taken)


def _goal(owner: Unit, stated: LocalIndicator, by: User | None) -> Goal | None:
    """The goal that the indicator belongs to: the one that was chosen, or a new one of the unit's under it."""
    if not stated.own_goal:
        return stated.goal
    code = _free_code(Goal, f"M{owner.code}")
    above = stated.goal
    goal = Goal.objects.create(
        code=code, name=stated.own_goal, parent=above, perspective=above.perspective if above else None, owner=owner
    )
    changes = {"name": ("", goal.name), "parent": ("", above.code if above else ""), "owner": ("", owner.code)}
    record(by=by, verb="added goal", subject=f"goal {code}", changes=changes)
    return goal


def _indicator(owner: Unit, goal: Goal | None, stated: LocalIndicator) -> Indicator:
    return Indicator.objects.create(
        code=_free_code(Indicator, f"L{owner.code}"),
        name=stated.name,
        goal=goal,
        unit_of_measure=stated.unit_of_measure,
        decimals=stated.decimals,
        direction=stated.direction,
        kind=IndicatorKind.ACTIVITY,
        pooling=POOLED.get(UnitOfMeasure(stated.unit_of_measure), Pooling.MEAN),
        owner=owner,
        valid_from=stated.first.first_day,
        what=stated.what,
        why=stated.why,
        how=stated.how,
        weaknesses=stated.weaknesses,
    )


def _set_target(indicator: Indicator, stated: LocalIndicator) -> None:
    """The target holds for everyone who has the indicator: its owner and who stands below it."""
    limits = stated.target
    if limits is not None:
        Target.objects.create(
            indicator=indicator,
            valid_from=stated.first.first_day,
            green=limits.green,
            yellow=limits.yellow,
            green_upper=limits.green_upper,
            yellow_upper=limits.yellow_upper,
        )


def _as_written(indicator: Indicator, stated: LocalIndicator) -> dict[str, tuple[str, str]]:
    """The fields of a new indicator as the history shows them."""
    limits = stated.target
    written = {
        "name": indicator.name,
        "goal": indicator.goal.code if indicator.goal else "",
        "unit": indicator.unit_of_measure,
        "direction": indicator.direction,
        "pooling": indicator.pooling,
        "valid_from": indicator.valid_from.isoformat(),
        "filled_in_by": stated.filled_in_by,
        "green": "" if limits is None else f"{limits.green:g}",
        "yellow": "" if limits is None or limits.yellow is None else f"{limits.yellow:g}",
    }
    return {field: ("", text) for field, text in written.items()}
