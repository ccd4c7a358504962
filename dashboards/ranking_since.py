"""What is otherwise in an edition than in the one before it, in words: who has another place, and what it comes of."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.formatting import DASH, Format, current_format
from dashboards.places import place_of
from dashboards.ranking_rules import Lines, changed_terms
from rankings.queries.since_edition import MovedOffice, OtherFigure, OtherWeight, SinceEdition
from scorecards.figures import IndicatorFacts

MOST_SHOWN = 50  # figures that are listed; the rest are counted


@dataclass(frozen=True, slots=True)
class SinceText:
    """For the page: a heading, a sentence for each thing, and lists behind them."""

    heading: str
    sentences: list[str]
    rule: Lines  # heading, and what it says now and said before
    offices: list[str]
    figures: list[str]
    more: str


def since_in_words(since: SinceEdition | None) -> SinceText | None:
    """None where nothing came before."""
    if since is None:
        return None
    facts = {each.code: each for each in since.indicators}
    left = len(since.figures) - MOST_SHOWN
    return SinceText(
        heading=_("Hva som er nytt siden utgave %(n)s") % {"n": since.edition},
        sentences=list(_sentences(since, facts)),
        rule=changed_terms(*since.rules) if since.rules else [],
        offices=[_office(office) for office in since.offices],
        figures=[_figure(figure, facts, current_format()) for figure in since.figures[:MOST_SHOWN]],
        more=_("og %(n)s til") % {"n": left} if left > 0 else "",
    )


def _sentences(since: SinceEdition, facts: Mapping[str, IndicatorFacts]) -> list[str]:
    found = [_places(len(since.offices))]
    if since.other_rule:
        found.append(_("Regelen er en annen."))
    found += [_weight(each, facts) for each in since.weights]
    targets = sum(figure.other_target for figure in since.figures)
    values = len(since.figures) - targets
    if values:
        text = ngettext("Ett tall bak plassene er et annet.", "%(n)s tall bak plassene er andre.", values)
        found.append(text % {"n": values})
    if targets:
        text = ngettext("Ett tall er målt mot et annet krav.", "%(n)s tall er målt mot andre krav.", targets)
        found.append(text % {"n": targets})
    return found


def _places(number: int) -> str:
    if not number:
        return _("Alle kontor har samme plass som før.")
    text = ngettext("Ett kontor har en annen plass.", "%(n)s kontor har en annen plass.", number)
    return text % {"n": number}


def _weight(each: OtherWeight, facts: Mapping[str, IndicatorFacts]) -> str:
    number = current_format().numerals
    name = facts[each.indicator_code].name
    if each.now is None:
        return _("%(name)s teller ikke lenger.") % {"name": name}
    if each.before is None:
        return _("%(name)s teller nå, med vekt %(weight)s.") % {"name": name, "weight": number.count(each.now)}
    words = {"name": name, "weight": number.count(each.now), "before": number.count(each.before)}
    return _("%(name)s har vekt %(weight)s, før %(before)s.") % words


def _office(office: MovedOffice) -> str:
    now, before = (DASH if place is None else place_of(place) for place in (office.now, office.before))
    words = {"name": office.name, "now": now, "before": before}
    if office.now is None:
        return _("%(name)s: ikke rangert, før plass %(before)s") % words
    if office.before is None:
        return _("%(name)s: plass %(now)s, før ikke rangert") % words
    return _("%(name)s: plass %(now)s, før %(before)s") % words


def _figure(figure: OtherFigure, facts: Mapping[str, IndicatorFacts], form: Format) -> str:
    known = facts[figure.indicator_code]
    now, before = (DASH if value is None else form.value(value, known) for value in (figure.now, figure.before))
    words = {"office": figure.office_name, "indicator": known.name, "now": now, "before": before}
    if figure.other_target and now == before:
        return _("%(office)s, %(indicator)s: %(now)s, mot et annet krav") % words
    return _("%(office)s, %(indicator)s: %(now)s, før %(before)s") % words
