"""What happened to an indicator's months at an office, as numbered flags on the curve and a list of words under it.

A further kind of flag is a function that yields `Flag`s and a line in `flags_of`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from dashboards.dates import day, month_and_year
from dashboards.formatting import DASH, Format, limits_of
from organisation.months import Month
from scorecards.figures import Series, SeriesMonth
from scorecards.queries.history import Stood

History = Mapping[Month, Sequence[Stood]]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to know at a month of the curve; `href` leads to more of it."""

    month: Month
    heading: str
    text: str
    href: str = ""
    link: str = ""


def flags_of(figures: Series, history: History, form: Format, parts: Mapping[int, str] | None = None) -> list[Flag]:
    """Everything that happened in the months of the series, oldest first. `history` holds the revised months, `parts`
    the names of the units that the office is made of, by id, where these are several.
    """
    found = [
        *_definition(figures),
        *_targets(figures, form),
        *_corrections(figures, history, form, parts or {}),
        *_preliminary(figures),
    ]
    return sorted(found, key=lambda flag: flag.month)


def shown_flags(flags: Sequence[Flag], figures: Series) -> list[Flag]:
    """Those whose month is among the months of the series: what its chart can mark."""
    shown = {each.month for each in figures.months}
    return [flag for flag in flags if flag.month in shown]


def _definition(figures: Series) -> Iterator[Flag]:
    changed = figures.indicator.definition_changed
    if changed and figures.months[0].month < changed <= figures.months[-1].month:
        text = _("Tallene før og etter %(month)s måler ikke helt det samme.") % {"month": month_and_year(changed)}
        yield Flag(changed, _("Definisjonen er endret"), text)


def _targets(figures: Series, form: Format) -> Iterator[Flag]:
    facts = figures.indicator
    for before, after in pairwise(figures.months):
        then, now = before.target, after.target
        if then and now and (then.green, then.green_upper) != (now.green, now.green_upper):
            texts = {"now": form.target(now, facts), "then": form.target(then, facts)}
            text = _("%(now)s fra %(month)s, før %(then)s.") % {**texts, "month": month_and_year(after.month)}
            yield Flag(after.month, _("Nytt krav"), text)


def _corrections(figures: Series, history: History, form: Format, parts: Mapping[int, str]) -> Iterator[Flag]:
    """Months in which a final figure gave way to another; a preliminary one that became final is no correction."""
    for month in figures.months:
        every = [stood for stood in history.get(month.month, ()) if stood.until and not stood.preliminary]
        ended = [list(of_one)[-1] for _unit, of_one in groupby(every, key=lambda each: each.unit)]
        if ended:
            yield Flag(
                month.month,
                _("Tallet er rettet"),
                " ".join(_correction(month, last, figures, form, parts) for last in ended),
                f"#rettet-{month.month}",
                _("Se hva som sto før"),
            )


def _correction(month: SeriesMonth, last: Stood, figures: Series, form: Format, parts: Mapping[int, str]) -> str:
    known = {"month": month_and_year(month.month), "day": day(last.until) if last.until else ""}
    text = _("Tallet for %(month)s ble endret %(day)s.") % known
    if len(parts) > 1:
        text = _("Tallet til %(unit)s for %(month)s ble endret %(day)s.") % {**known, "unit": parts[last.unit]}
    if last.figure.value is None:
        return text
    before = form.value(last.figure.value, figures.indicator, limits_of(month.target))
    if len(parts) > 1:
        return text + " " + _("Før det sto det %(before)s.") % {"before": before}
    return _("Tallet for %(month)s ble endret %(day)s. Før det sto det %(before)s.") % {**known, "before": before}


def _preliminary(figures: Series) -> Iterator[Flag]:
    """One flag for months in a row."""
    for preliminary, group in groupby(figures.months, key=lambda each: each.figure.preliminary):
        if preliminary:
            months = [each.month for each in group]
            first, last = month_and_year(months[0]), month_and_year(months[-1])
            when = first if len(months) == 1 else f"{first}{DASH}{last}"
            text = _("Tallene for %(when)s kan endre seg, og gir ingen plass før de er endelige.") % {"when": when}
            yield Flag(months[0], _("Foreløpige tall"), text)
