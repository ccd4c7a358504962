"""What a row of an office's table opens to: what the indicator is, its months as figures, its county and its year."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year
from dashboards.formatting import DASH, Format, limits_of
from dashboards.outlook import verdict_in_words
from methods.verdicts import ForecastVerdict, Signal
from organisation.months import Month
from scorecards.figures import GroupFigures, IndicatorFacts
from scorecards.judged import Judged

BETWEEN = " · "


class RowDetails(NamedTuple):
    """Texts, empty where there is nothing to say."""

    what: str
    months: str
    county: str
    year: str
    about_href: str
    beyond: str = ""  # better or weaker than usual variation, said beside the sparkline
    is_worse: bool = False


def first_sentence(text: str) -> str:
    """The indicator's own page has the rest."""
    sentence, end, _rest = text.partition(". ")
    return sentence + end.rstrip()


class DetailsWriter:
    """Writes judged lines as what their rows open to; what they all need is looked up once."""

    def __init__(self, months: Sequence[Month], form: Format) -> None:
        self.form = form
        self.span = _("%(first)s til %(last)s") % {
            "first": month_and_year(months[0]),
            "last": month_and_year(months[-1]),
        }
        self.mean, self.pooled, self.half = (
            _("snitt av kontorene %(value)s"),
            _("fylket samlet %(value)s"),
            _("halvparten av kontorene ligger på %(interval)s"),
        )

        self.years = {verdict: verdict_in_words(verdict) for verdict in ForecastVerdict}
        self.beyond = {Signal.IMPROVEMENT: _("bedre"), Signal.CONCERN: _("svakere")}

    def of(self, judged: Judged) -> RowDetails:
        line = judged.line
        facts = line.indicator
        return RowDetails(
            what=first_sentence(line.what),
            months=self.months(line.history, facts),
            county=self.county(line.county, facts, limits_of(line.target)) if line.county else "",
            year=self.years[judged.year.verdict] if judged.year else "",
            about_href=f"/indicators/{facts.code}/",
            beyond=self.beyond.get(judged.signal, "") if judged.signal else "",
            is_worse=judged.signal == Signal.CONCERN,
        )

    def months(self, history: Sequence[float | None], facts: IndicatorFacts) -> str:
        """The figures of the sparkline, oldest first; a dash where none is shown. Empty where none is at all."""
        if not any(value is not None for value in history):
            return ""
        bare = self.form.bare
        return f"{self.span}: " + BETWEEN.join(DASH if value is None else bare(value, facts) for value in history)

    def county(self, county: GroupFigures, facts: IndicatorFacts, limits: tuple[float, ...]) -> str:
        """The county's mean and result, and where the middle half of its offices lie; of one office alone nothing."""
        if county.n < 2:
            return ""
        form, parts = self.form, []
        if county.mean is not None:
            parts.append(self.mean % {"value": form.value(county.mean, facts, limits)})
        if county.pooled is not None:
            parts.append(self.pooled % {"value": form.value(county.pooled, facts, limits)})
        if county.q1 is not None and county.q3 is not None:
            parts.append(self.half % {"interval": form.interval(county.q1, county.q3, facts)})
        return BETWEEN.join(parts)
