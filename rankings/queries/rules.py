"""Which rule a county's ranking is made by, and its numbers."""

from django.db.models import F, Q

from rankings.calculation import Terms
from rankings.models import RankingRule

STANDARD = "STANDARD"
STANDARD_NAME = "Standardregelen"


def rule_of(county: int) -> RankingRule:
    """The county's own newest rule, else the standard one."""
    rules = RankingRule.objects.filter(Q(county=county) | Q(code=STANDARD, county__isnull=True))
    return rules.order_by(F("county").asc(nulls_last=True), "-id").first() or standard_rule()


def rule_called(code: str, county: int) -> RankingRule | None:
    """The rule with that code in any case, if it serves the county."""
    found = RankingRule.objects.filter(Q(county=county) | Q(county__isnull=True), code__iexact=code).first()
    return found or (standard_rule() if code.upper() == STANDARD else None)


def standard_rule() -> RankingRule:
    """The default rule of METHODS.md 7: the model's own defaults, which are stored when they are first used."""
    return RankingRule(code=STANDARD, name=STANDARD_NAME)


def terms_of(rule: RankingRule) -> Terms:
    """The numbers of a rule, for the calculation."""
    return Terms(
        method=rule.method,
        window=rule.window,
        at_least=rule.at_least,
        cap=rule.cap,
        least_weight=rule.least_weight,
        draws=rule.draws,
        seed=rule.seed,
        confidence=rule.confidence,
    )
