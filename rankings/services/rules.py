"""A county's rule for its ranking: a new version of it, made by the county's staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.choices import Method, Missing, Ties
from rankings.models import RankingRule, RuleIndicator
from rankings.queries.rules import Weighed, weights_of
from scorecards.models import Indicator
from scorecards.versions import count_up_version

YEAR = 12  # months
FIELDS = ("name", "method", "at_least", "least_weight", "missing", "ties")  # beside months and weights


@dataclass(frozen=True, slots=True)
class StatedRule:
    """What somebody says a county's rule is to be. Without weights it counts what the widest package prioritises."""

    name: str
    valid_from: Month
    method: str = Method.DISTANCE
    window: int | None = 12  # months; None: those of the year so far
    at_least: int = 6
    least_weight: float = 0.8  # 1 where all is asked for
    missing: str = Missing.SCALED
    ties: str = Ties.BEST
    weights: Mapping[int, Weighed] = field(default_factory=dict)  # by indicator id
    reason: str = ""


def as_rule(stated: StatedRule, county: PlacedUnit) -> RankingRule:
    """The rule as it would be stored, unsaved. Its versions share a code: the county's, and the first month's."""
    return RankingRule(
        code=f"{county.code}-{stated.valid_from}",
        name=stated.name,
        county_id=county.id,
        valid_from=stated.valid_from,
        method=stated.method,
        window=stated.window,
        at_least=stated.at_least,
        least_weight=stated.least_weight,
        missing=stated.missing,
        ties=stated.ties,
        reason=stated.reason,
    )


@transaction.atomic
def make_rule(*, county: PlacedUnit, stated: StatedRule, seen: int | None, by: User | None) -> RankingRule:
    """A new version of the county's rule that serves from a month on, or its first one.

    `seen` is the id of the rule that its maker started from: the newest of that month, or None where there was none.
    Published rankings keep the rule they were made by. Raises Refused: `not_permitted`, `rule_not_valid`,
    `changed_meanwhile`, `already_there`, `no_change`.
    """
    if by is not None and not can(by, "publish_ranking", county.id, stated.valid_from):
        raise Refused("not_permitted", _("Du har ikke rett til å endre regelen for rangeringen i dette fylket."))
    _refuse_what_is_not_valid(stated)
    Unit.objects.select_for_update(no_key=True).get(pk=county.id)  # one version at a time
    rule = as_rule(stated, county)
    newest = RankingRule.objects.filter(code=rule.code).order_by("-version").first()
    if newest is not None:
        if newest.pk != seen and not _is_of(rule.code, seen):
            text = _("Fylket har alt en regel fra denne måneden. Endre den fra historikken, eller velg en annen måned.")
            raise Refused("already_there", text)
        if newest.pk != seen:
            text = _("Mens du skrev, endret noen andre regelen fra samme måned. Se på den nye før du lagrer din.")
            raise Refused("changed_meanwhile", text)
        if terms_in_words(newest, weights_of(newest)) == terms_in_words(rule, stated.weights):
            raise Refused("no_change", _("Regelen er alt slik. Ingenting er endret."))
        rule.version = newest.version + 1
    rule.made_by = by
    rule.save()
    RuleIndicator.objects.bulk_create(
        RuleIndicator(rule=rule, indicator_id=indicator, weight=each.weight, min_base=each.min_base)
        for indicator, each in stated.weights.items()
    )
    _record(rule, newest, stated, by)
    count_up_version()
    return rule


def _is_of(code: str, key: int | None) -> bool:
    """Whether that is a version of the rule with the code."""
    return key is not None and RankingRule.objects.filter(pk=key, code=code).exists()


def _refuse_what_is_not_valid(stated: StatedRule) -> None:
    window = YEAR if stated.window is None else stated.window
    wrong = (
        (not stated.name.strip(), _("Gi regelen et navn.")),
        (stated.method not in Method.values, _("Velg hvordan poengene regnes ut.")),
        (not 1 <= window <= YEAR, _("Perioden er fra 1 til 12 måneder.")),
        (not 1 <= stated.at_least <= window, _("Det kan ikke kreves tall for flere måneder enn perioden har.")),
        (not 0 <= stated.least_weight <= 1, _("Andelen av vekten er fra 0 til 100 prosent.")),
        (stated.missing not in Missing.values, _("Velg hva som skjer når et kontor mangler tall.")),
        (
            stated.missing == Missing.COMPLETE and stated.least_weight != 1,
            _("Skal kontoret ha alle tallene, er andelen av vekten 100 prosent."),
        ),
        (stated.ties not in Ties.values, _("Velg hvilken plass kontor med like mange poeng får.")),
        (any(not each.weight > 0 for each in stated.weights.values()), _("En vekt må være over null.")),
        (any((each.min_base or 0) < 0 for each in stated.weights.values()), _("Et grunnlag kan ikke være under null.")),
    )
    found = next((text for is_so, text in wrong if is_so), None)
    if found:
        raise Refused("rule_not_valid", found)


def terms_in_words(rule: RankingRule, weights: Mapping[int, Weighed]) -> dict[str, str]:
    """A rule field by field, as the log writes it; indicators by their ids."""
    fields = {name: getattr(rule, name) for name in FIELDS}
    return {
        **{name: str(value) for name, value in fields.items()},
        "window": "year" if rule.window is None else str(rule.window),
        **{f"indicator {key}": _weight(each) for key, each in sorted(weights.items())},
    }


def _weight(each: Weighed) -> str:
    return f"{each.weight:g}" if each.min_base is None else f"{each.weight:g}, at least {each.min_base:g}"


def _record(rule: RankingRule, newest: RankingRule | None, stated: StatedRule, by: User | None) -> None:
    """In the log, with what every field was; indicators by their codes."""
    before = _by_codes(terms_in_words(newest, weights_of(newest))) if newest else {}
    after = _by_codes(terms_in_words(rule, stated.weights))
    record(
        by=by,
        verb="made ranking rule",
        subject=f"ranking rule {rule.code}",
        detail=stated.reason,
        changes={name: (before.get(name, ""), after.get(name, "")) for name in {**before, **after}},
    )


def _by_codes(terms: Mapping[str, str]) -> dict[str, str]:
    keys = [int(name.removeprefix("indicator ")) for name in terms if name.startswith("indicator ")]
    codes = dict(Indicator.objects.filter(pk__in=keys).values_list("pk", "code"))
    names = {f"indicator {key}": f"weight of {code}" for key, code in codes.items()}
    return {names.get(name, name): value for name, value in terms.items()}
