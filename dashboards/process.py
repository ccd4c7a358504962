"""An indicator's months as a process: what is usual from month to month, and which months are more than that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year
from dashboards.formatting import DASH, Format
from methods.control import SLOW, TRIAL_MONTHS, Chart, Point, assurance, control_chart, lag_correlation
from methods.verdicts import Assurance, ProcessVerdict, Signal
from organisation.months import Month
from scorecards.figures import IndicatorFacts, Series


@dataclass(frozen=True, slots=True)
class Band:
    """Usual variation in a stretch of months: first and last as places in the series, mean and limits unrounded."""

    first: int
    last: int
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class SignalSpan:
    """Months in a row that signal the same, and which rule they strike, in words."""

    when: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Process:
    """Bands to draw, the places of months that signal, and what is to be said of them."""

    bands: tuple[Band, ...] = ()
    signals: frozenset[int] = frozenset()
    spans: tuple[SignalSpan, ...] = ()
    sentences: tuple[str, ...] = ()


def process_of(figures: Series, form: Format) -> Process:
    """The control chart of the shown values, with a new phase where the definition changed."""
    months = [each.month for each in figures.months]
    changed = figures.indicator.definition_changed
    breaks = [months.index(changed)] if changed in months[1:] else []
    values = [each.figure.value for each in figures.months]
    chart = control_chart(values, breaks, figures.indicator.direction)
    bands = tuple(
        Band(phase.first, phase.last, phase.mean, phase.lower, phase.upper)
        for phase in chart.phases
        if phase.mean is not None and phase.lower is not None and phase.upper is not None
    )
    return Process(
        bands=bands,
        signals=frozenset(place for place, point in enumerate(chart.points) if point.signal),
        spans=tuple(_spans(chart, months)),
        sentences=tuple(_sentences(chart, bands, figures, form)),
    )


def shown_from(process: Process, first: int) -> Process:
    """The same judgement of all months, drawn for those from the place `first` on."""
    bands = tuple(
        replace(band, first=max(0, band.first - first), last=band.last - first)
        for band in process.bands
        if band.last >= first
    )
    signals = frozenset(place - first for place in process.signals if place >= first)
    return replace(process, bands=bands, signals=signals)


def signal_in_words(signal: Signal) -> str:
    words = {
        Signal.IMPROVEMENT: _("bedre enn vanlig variasjon"),
        Signal.CONCERN: _("svakere enn vanlig variasjon"),
        Signal.HIGH: _("høyere enn vanlig variasjon"),
        Signal.LOW: _("lavere enn vanlig variasjon"),
    }
    return words[signal]


def _spans(chart: Chart, months: Sequence[Month]) -> list[SignalSpan]:
    """Latest first."""
    found = []
    for (signal, _phase), group in groupby(enumerate(chart.points), key=lambda each: (each[1].signal, each[1].phase)):
        places = list(group)
        if signal is None:
            continue
        first, last = (month_and_year(months[places[end][0]]) for end in (0, -1))
        when = first if first == last else f"{first}{DASH}{last}"
        found.append(SignalSpan(when, signal_in_words(signal), rules_in_words([point for _, point in places])))
    return found[::-1]


def rules_in_words(points: Sequence[Point]) -> str:
    """The rules that strike in these months."""
    rules = (
        (any(point.outside for point in points), _("utenfor grensene")),
        (any(point.trend for point in points), _("sju måneder på rad i samme retning")),
        (any(point.two_of_three for point in points), _("to av tre måneder nær grensen")),
        (any(point.shift for point in points), _("sju måneder på rad på samme side av snittet")),
    )
    return ", ".join(words for strikes, words in rules if strikes)


def _sentences(chart: Chart, bands: Sequence[Band], figures: Series, form: Format) -> list[str]:
    """What the last phase says: usual variation, whether the target is within it, and how far to trust it."""
    last = chart.phases[-1]
    if not bands or bands[-1].last != last.last:
        return [_("For få måneder til å si hva som er vanlig variasjon. Det trengs minst ti.")]
    band, facts = bands[-1], figures.indicator
    usual = form.interval(*within_a_share(band.lower, band.upper, facts), facts)
    mean = form.value(band.mean, facts)
    found = [_("Vanlig variasjon: %(range)s, snitt %(mean)s.") % {"range": usual, "mean": mean}]
    target = figures.months[-1].target
    reached = assurance(band.lower, band.upper, target.green if target else None, facts.direction)
    if reached:
        found.append(_assurance_in_words(reached))
    if last.known < TRIAL_MONTHS:
        found.append(_("Grensene er foreløpige til det er tolv måneder."))
    values = [each.figure.value for each in figures.months[last.first :]]
    correlation = lag_correlation([values])
    if correlation is not None and correlation >= SLOW:
        found.append(_("Tallet beveger seg langsomt, så et signal står lenge."))
    if chart.verdict == ProcessVerdict.STABLE:
        found.append(_("Siste måned er innenfor vanlig variasjon."))
    return found


def within_a_share(lower: float, upper: float, facts: IndicatorFacts) -> tuple[float, float]:
    """Limits as they are said: a share is never below none nor above all."""
    if facts.unit_of_measure == "share":
        return max(0.0, lower), min(1.0, upper)
    return lower, upper


def _assurance_in_words(reached: Assurance) -> str:
    words = {
        Assurance.REACHED: _("En vanlig måned når kravet."),
        Assurance.MISSED: _("En vanlig måned når ikke kravet, uten at noe endres."),
        Assurance.CHANGING: _("Kravet nås noen måneder og andre ikke, uten at noe er endret."),
    }
    return words[reached]
