"""A county's rule for its ranking in words: what it says, what was changed when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import day, month_and_year
from dashboards.formatting import current_format
from rankings.choices import Missing, Ties
from rankings.models import RankingRule
from rankings.queries.rules import Weighed, Weights

Lines = list[tuple[str, str]]  # heading and text


def rule_in_words(rule: RankingRule, weights: Weights, names: Mapping[int, str]) -> Lines:
    """The rule, a line for each thing it says. `names` of indicators by id."""
    number = current_format().numerals
    certain = number.number(rule.confidence, 0, share=True) + number.per_cent
    return [
        (_("Gjelder"), _serves(rule)),
        (_("Hva som teller"), _counted(weights, names)),
        (_("Poeng"), str(rule.get_method_display())),
        (_("Måneder"), _window(rule)),
        (_("Uten tall"), missing_in_words(rule.missing, rule.least_weight)),
        (_("Likt"), ties_in_words(rule.ties)),
        (
            _("Streken"),
            _("%(certain)s av %(draws)s trekninger") % {"certain": certain, "draws": number.count(rule.draws)},
        ),
    ]


def _serves(rule: RankingRule) -> str:
    if rule.valid_from is None:
        return _("alltid")
    return _("fra %(month)s") % {"month": month_and_year(rule.valid_from)}


def missing_in_words(missing: str, least_weight: float) -> str:
    """Who has a place, and what becomes of an indicator that an office with a place lacks."""
    if missing == Missing.COMPLETE:
        return _("Et kontor må ha tall på alt som teller, ellers rangeres det ikke.")
    number = current_format().numerals
    words = {"share": number.number(least_weight, 0, share=True) + number.per_cent}
    if missing == Missing.COMMON:
        return (
            _(
                "Et kontor må ha tall på indikatorer med minst %(share)s av vekten. "
                "En indikator som et kontor med plass mangler tall på, teller ikke for noen."
            )
            % words
        )
    return (
        _(
            "Et kontor må ha tall på indikatorer med minst %(share)s av vekten. "
            "Mangler det tall på en indikator, teller kontorets andre indikatorer mer."
        )
        % words
    )


def ties_in_words(ties: str) -> str:
    """Which place offices with equal scores have."""
    return {
        Ties.BEST: _("Kontor med like mange poeng deler den beste plassen."),
        Ties.MEAN: _("Kontor med like mange poeng får midten av plassene de deler."),
        Ties.TARGETS: _(
            "Av kontor med like mange poeng står det først som når krav med mest av vekten. "
            "Er det også likt, deler de den beste plassen."
        ),
    }[Ties(ties)]


def _window(rule: RankingRule) -> str:
    least = {"least": rule.at_least}
    if rule.window is None:
        return _("hittil i år, minst %(least)s med tall når så mange er gått") % least
    return ngettext("måneden alene", "siste %(n)s måneder, minst %(least)s med tall", rule.window) % {
        "n": rule.window,
        **least,
    }


def _counted(weights: Weights, names: Mapping[int, str]) -> str:
    if not weights:
        return _("det pakken prioriterer, med pakkens vekter")
    known = sorted(weights.items(), key=lambda pair: (-pair[1].weight, names.get(pair[0], "")))
    return "; ".join(_weighed(names.get(key, str(key)), each) for key, each in known)


def _weighed(name: str, each: Weighed) -> str:
    number = current_format().numerals
    if each.min_base is None:
        return _("%(name)s (vekt %(weight)s)") % {"name": name, "weight": number.count(each.weight)}
    words = {"name": name, "weight": number.count(each.weight), "base": number.count(each.min_base)}
    return _("%(name)s (vekt %(weight)s, minst %(base)s i grunnlag)") % words


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A line of the history: which version, made when, by whom and why, and what it changed."""

    key: int
    heading: str
    made: str
    reason: str
    changes: Lines  # heading, and `before → after`; empty for a first version


def history_of(
    versions: Sequence[RankingRule], weights: Mapping[int, Weights], names: Mapping[int, str]
) -> list[RuleVersion]:
    """The county's versions, newest first as given; each with what differs from the one before it of the same rule."""
    found = []
    for rule in versions:
        before = next((v for v in versions if v.code == rule.code and v.version == rule.version - 1), None)
        found.append(
            RuleVersion(
                key=rule.pk,
                heading=_("%(name)s, versjon %(n)s") % {"name": rule.name, "n": rule.version},
                made=_made(rule),
                reason=rule.reason,
                changes=_changes(before, rule, weights, names) if before else [],
            )
        )
    return found


def _made(rule: RankingRule) -> str:
    if rule.made_by is None:
        return day(rule.made_at)
    return _("%(day)s av %(who)s") % {"day": day(rule.made_at), "who": rule.made_by.name}


def changed_terms(before: RankingRule, after: RankingRule) -> Lines:
    """What one rule says otherwise than another, weights and the months that they serve apart."""
    return [line for line in _changes(before, after, {}, {}) if line[0] != _("Gjelder")]


def _changes(
    before: RankingRule, after: RankingRule, weights: Mapping[int, Weights], names: Mapping[int, str]
) -> Lines:
    was = rule_in_words(before, weights.get(before.pk, {}), names)
    now = rule_in_words(after, weights.get(after.pk, {}), names)
    return [
        (heading, _("%(text)s (før: %(old)s)") % {"text": text, "old": old})
        for (heading, text), (_heading, old) in zip(now, was, strict=True)
        if text != old
    ]
