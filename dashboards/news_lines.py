"""The lines of "Se her først" as shown: the reason, one sentence with figures, trend, value and target."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import month_name
from dashboards.formatting import current_format, limits_of, listed
from dashboards.marks import current_marks
from dashboards.news_words import reason_in_words, sentence_of
from dashboards.scorecard import Addresses, trend_of
from organisation.months import Month
from scorecards.judged import Judged
from scorecards.news import GOOD, MOST_LINES, News, NewsReason, Standing, news_of

ICONS = {
    NewsReason.IN_DANGER: "target",
    NewsReason.OUT_OF_REACH: "target",
    NewsReason.FAR_OFF: "funnel",
    NewsReason.OPPOSITE: "link",
}
INDICATORS_A_LINE = 12  # as many indicators bring about one line a month by chance alone (METHODS.md 14)


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A line of "Se her først" as shown."""

    reason: str
    tone: str
    icon: str
    name: str
    href: str
    text: str
    trend: Markup
    value: Markup | str
    target: str


def news_lines(judged: Sequence[Judged], months: Sequence[Month], addresses: Addresses) -> list[NewsLine]:
    """The month's news as shown, five lines at the most."""
    return [_news_line(news, addresses) for news in news_of(judged, months)]


def _news_line(news: News, addresses: Addresses) -> NewsLine:
    form, line = current_format(), news.line
    facts = line.indicator
    return NewsLine(
        reason=reason_in_words(news),
        tone=_tone(news),
        icon="good" if news.reason in GOOD else ICONS.get(news.reason, "trend"),
        name=facts.name,
        href=f"{addresses.office}{facts.code}{addresses.office_end}",
        text=sentence_of(news),
        trend=trend_of(line),
        value=cell(line.figure, facts, form, current_marks(), limits_of(line.target)),
        target=form.target(line.target, facts) if line.target else "",
    )


def _tone(news: News) -> str:
    """The colour is that of the figure; what is asked of a figure that is green or has no target is a question."""
    if news.reason in GOOD:
        return "good"
    return news.line.status if news.line.status in ("yellow", "red") else "ask"


def standing_sentence(standing: Standing, month: Month) -> str:
    """What is as it was last month: `3 røde, 4 gule og 2 signaler står som i april.` Empty where nothing does."""
    danger = ngettext("%(n)s årskrav i fare", "%(n)s årskrav i fare", standing.in_danger)
    counted = (
        (ngettext("%(n)s rød", "%(n)s røde", standing.red), standing.red),
        (ngettext("%(n)s gul", "%(n)s gule", standing.yellow), standing.yellow),
        (danger, standing.in_danger),
        (ngettext("%(n)s signal", "%(n)s signaler", standing.signals), standing.signals),
    )
    parts = [words % {"n": number} for words, number in counted if number]
    if not parts:
        return ""
    return _("%(what)s står som i %(month)s.") % {"what": listed(parts), "month": month_name(month - 1)}


def by_chance_alone(indicators: int) -> str:
    """How many lines a month so many indicators bring though nothing has changed."""
    lines = min(MOST_LINES, round(indicators / INDICATORS_A_LINE))
    if not lines:
        return _("Med så få indikatorer kommer en linje nå og da av tilfeldigheter alene.")
    return ngettext(
        "Med %(n)s indikatorer kommer om lag %(lines)s linje i måneden av tilfeldigheter alene.",
        "Med %(n)s indikatorer kommer om lag %(lines)s linjer i måneden av tilfeldigheter alene.",
        lines,
    ) % {"n": indicators, "lines": lines}
