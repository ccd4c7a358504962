"""Indicators by themselves: found by code, and explained."""

from dataclasses import dataclass

from organisation.months import Month
from scorecards.figures import IndicatorFacts
from scorecards.models import Indicator

# The same as `name_in` in SQL, of the indicator under that alias, with the parameter `language`.
NAME_IN = """CASE %(language)s WHEN 'nn' THEN coalesce(nullif({0}.name_nn, ''), {0}.name)
    WHEN 'en' THEN coalesce(nullif({0}.name_en, ''), {0}.name) ELSE {0}.name END"""


def facts_of(indicator: Indicator, language: str = "nb") -> IndicatorFacts:
    """What pages show of an indicator read with its goal and perspective; its name in `language` where there is one."""
    goal = indicator.goal
    perspective = goal.perspective if goal else None
    changed = indicator.definition_changed
    return IndicatorFacts(
        id=indicator.pk,
        code=indicator.code,
        name=name_in(indicator, language),
        unit_of_measure=indicator.unit_of_measure,
        decimals=indicator.decimals,
        direction=indicator.direction,
        kind=indicator.kind,
        pooling=indicator.pooling,
        min_base=indicator.min_base,
        hide_below=indicator.hide_below,
        definition_changed=None if changed is None else Month.of(changed),
        goal=goal.code if goal else "",
        goal_name=goal.name if goal else "",
        perspective=perspective.code if perspective else "",
        perspective_name=perspective.name if perspective else "",
    )


def name_in(indicator: Indicator, language: str) -> str:
    return {"nn": indicator.name_nn, "en": indicator.name_en}.get(language) or indicator.name


def find_indicator(code: str) -> Indicator | None:
    """The indicator with that code in any case, with its goal and perspective."""
    return Indicator.objects.filter(code__iexact=code).select_related("goal__perspective", "owner").first()


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    code: str
    name: str


def named_indicators(language: str) -> list[NamedIndicator]:
    """Every indicator there is or has been, under its name in `language`, by code. One query."""
    return [NamedIndicator(each.code, name_in(each, language)) for each in Indicator.objects.order_by("code")]
