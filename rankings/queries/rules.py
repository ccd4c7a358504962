"""Which rule a county's ranking is made by, and its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from organisation.months import Month
from rankings.calculation import Terms
from rankings.models import RankingRule, RuleIndicator

STANDARD = "STANDARD"
STANDARD_NAME = "Standardregelen"


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much an indicator counts by a rule; without a `min_base` the indicator's own holds."""

    weight: float
    min_base: float | None = None


Weights = Mapping[int, Weighed]  # by indicator id


def rule_of(county: int, month: Month) -> RankingRule:
    """The county's own rule that serves the month, the one that begins last; else the standard one."""
    serving = [rule for rule in rules_of(county) if rule.valid_from is None or rule.valid_from <= month]
    if serving:
        return serving[0]
    return RankingRule.objects.filter(code=STANDARD, county=None).order_by("-version").first() or standard_rule()


def rules_of(county: int) -> list[RankingRule]:
    """The county's own rules, each in its newest version, the one that begins last first. One query."""
    newest: dict[str, RankingRule] = {}
    for rule in RankingRule.objects.filter(county=county).select_related("made_by").order_by("code", "version"):
        newest[rule.code] = rule
    return sorted(newest.values(), key=lambda rule: (str(rule.valid_from or ""), rule.pk), reverse=True)


def versions_of(county: int) -> list[RankingRule]:
    """Every rule that the county has had, in every version, newest first. One query."""
    return list(RankingRule.objects.filter(county=county).select_related("made_by").order_by("-made_at", "-pk"))


def rule_called(code: str, county: int) -> RankingRule | None:
    """The newest version of the rule with that code in any case, if it serves the county."""
    rules = RankingRule.objects.filter(Q(county=county) | Q(county__isnull=True), code__iexact=code)
    return rules.order_by("-version").first() or (standard_rule() if code.upper() == STANDARD else None)


def standard_rule() -> RankingRule:
    """The default rule of METHODS.md 7: the model's own defaults, which are stored when they are first used."""
    return RankingRule(code=STANDARD, name=STANDARD_NAME)


def weights_of(rule: RankingRule) -> Weights:
    """The rule's own indicators; empty where it counts what its package prioritises. One query for a stored rule."""
    rows = RuleIndicator.objects.filter(rule=rule) if rule.pk else ()
    return {row.indicator_id: Weighed(row.weight, row.min_base) for row in rows}


def weights_of_many(rules: Sequence[RankingRule]) -> dict[int, dict[int, Weighed]]:
    """`weights_of` stored rules, by rule id. One query."""
    found: dict[int, dict[int, Weighed]] = {rule.pk: {} for rule in rules}
    for row in RuleIndicator.objects.filter(rule__in=list(found)):
        found[row.rule_id][row.indicator_id] = Weighed(row.weight, row.min_base)
    return found


def terms_of(rule: RankingRule, month: Month) -> Terms:
    """The numbers of a rule for the ranking of a month."""
    window = window_in(rule, month)
    return Terms(
        method=rule.method,
        window=window,
        at_least=min(rule.at_least, window),
        cap=rule.cap,
        least_weight=rule.least_weight,
        draws=rule.draws,
        seed=rule.seed,
        confidence=rule.confidence,
        missing=rule.missing,
        ties=rule.ties,
    )


def window_in(rule: RankingRule, month: Month) -> int:
    """How many months up to this one the rule looks at."""
    return month.number if rule.window is None else rule.window
