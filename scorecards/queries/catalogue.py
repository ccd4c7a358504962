"""The catalogue as it is read: what is measured, why, in which packages, and against which targets."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from organisation.models import Placement
from organisation.months import Month
from organisation.spans import holds_in
from scorecards.figures import IndicatorFacts, Limits
from scorecards.models import Indicator, PackageItem, Target
from scorecards.queries.indicators import facts_of, name_in


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """An indicator in the list of all; `live` tells whether it is measured in the month asked about."""

    facts: IndicatorFacts
    owner_code: str
    owner_name: str
    packages: tuple[str, ...]  # codes of those that hold it in the month
    live: bool


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target and whom it is for: a unit's code and name, or everyone where both are empty."""

    unit_code: str
    unit_name: str
    first: Month
    end: Month | None  # the first month that it no longer holds
    limits: Limits


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an indicator is, why it is measured, how it can be influenced, and what it is weak at."""

    facts: IndicatorFacts
    owner_code: str
    owner_name: str
    what: str
    why: str
    how: str
    weaknesses: str
    related: tuple[tuple[str, str], ...]  # code and name: of those that it names, and of those that name it
    targets: tuple[TargetLine, ...]
    first: Month
    end: Month | None


def list_indicators(month: Month, language: str = "nb") -> list[CatalogueLine]:
    """Every indicator, by perspective, goal and code, as it stands in `month`. Three queries."""
    items = PackageItem.objects.filter(holds_in(month)).select_related("package")
    indicators = (
        Indicator.objects.select_related("goal__perspective", "owner")
        .prefetch_related(Prefetch("items", items, to_attr="items_then"))
        .order_by("goal__perspective__order", "goal__perspective__code", "goal__code", "code")
    )
    names = unit_names(month)
    return [
        CatalogueLine(
            facts=facts_of(each, language),
            owner_code=each.owner.code,
            owner_name=names.get(each.owner_id, each.owner.code),
            packages=tuple(item.package.code for item in each.items_then),
            live=each.valid_from <= month.first_day and (each.valid_to is None or month.first_day < each.valid_to),
        )
        for each in indicators
    ]


def explain_indicator(indicator: Indicator, names: Mapping[str, str], language: str = "nb") -> Explanation:
    """All that the catalogue says of an indicator (read by `find_indicator`). `names` are the units', by code.

    Two queries.
    """
    beside = Indicator.objects.filter(Q(related_from=indicator) | Q(related=indicator)).distinct().order_by("code")
    targets = Target.objects.filter(indicator=indicator).select_related("unit").order_by("valid_from", "unit__code")
    return Explanation(
        facts=facts_of(indicator, language),
        owner_code=indicator.owner.code,
        owner_name=names.get(indicator.owner.code, indicator.owner.code),
        what=indicator.what,
        why=indicator.why,
        how=indicator.how,
        weaknesses=indicator.weaknesses,
        related=tuple((each.code, name_in(each, language)) for each in beside),
        targets=tuple(_target_line(target, names) for target in targets),
        first=Month.of(indicator.valid_from),
        end=None if indicator.valid_to is None else Month.of(indicator.valid_to),
    )


def _target_line(target: Target, names: Mapping[str, str]) -> TargetLine:
    code = target.unit.code if target.unit else ""
    return TargetLine(
        unit_code=code,
        unit_name=names.get(code, code),
        first=Month.of(target.valid_from),
        end=None if target.valid_to is None else Month.of(target.valid_to),
        limits=Limits(target.green, target.yellow, target.green_upper, target.yellow_upper),
    )


def unit_names(month: Month) -> dict[int, str]:
    """Each unit's name in `month`, by id."""
    return dict(Placement.objects.filter(holds_in(month)).values_list("unit_id", "name"))
