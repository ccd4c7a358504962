"""Which rule a county's ranking is made by, and its numbers."""

from django.db.models import F, Q

from rankings.calculation import Terms
from rankings.models import RankingRule

STANDARD = "STANDARD"
STANDARD_NAME = "Standardregelen"


def rule_for(county: int, code: str | None = None) -> RankingRule | None:
    """The rule called `code` in any case, if it serves the county; without a code its latest, else the standard one.

    The standard rule is the model's own defaults, and not stored before it is first used. None: no such rule.
    """
    rules = RankingRule.objects.filter(Q(county=county) | Q(county__isnull=True))
    if code:
        found = rules.filter(code__iexact=code).first()
        return found or (standard_rule() if code.upper() == STANDARD else None)
    own = Q(county=county) | Q(code=STANDARD)
    return rules.filter(own).order_by(F("county").asc(nulls_last=True), "-id").first() or standard_rule()


def standard_rule() -> RankingRule:
    """The default rule of METHODS.md 7, not yet stored."""
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
