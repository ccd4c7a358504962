"""The lines of "Se her først" as shown: the reason, one sentence with figures, trend, value and target."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.formatting import current_format, limits_of
from dashboards.marks import current_marks
from dashboards.scorecard import Addresses, trend_of
from scorecards.figures import OfficeMonth
from scorecards.news import News, NewsReason, Usual, news_of


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


def news_lines(figures: OfficeMonth, addresses: Addresses) -> list[NewsLine]:
    """The month's news as shown, five lines at the most."""
    return [_news_line(news, addresses) for news in news_of(figures.lines, figures.months)]


def _news_line(news: News, addresses: Addresses) -> NewsLine:
    form, line = current_format(), news.line
    facts = line.indicator
    good = news.reason != NewsReason.WORSE_COLOUR
    return NewsLine(
        reason=_reason(news),
        tone="good" if good else str(line.status),
        icon="good" if good else "trend",
        name=facts.name,
        href=f"{addresses.office}{facts.code}{addresses.office_end}",
        text=_worse_text(news, news.usual) if news.usual else _reached_text(news),
        trend=trend_of(line),
        value=cell(line.figure, facts, form, current_marks(), limits_of(line.target)),
        target=form.target(line.target, facts) if line.target else "",
    )


def _reason(news: News) -> str:
    if news.reason == NewsReason.WORSE_COLOUR:
        turns = {
            ("green", "yellow"): _("Fra grønn til gul"),
            ("green", "red"): _("Fra grønn til rød"),
            ("yellow", "red"): _("Fra gul til rød"),
        }
        return turns[str(news.line.previous_status), str(news.line.status)]
    return _("Kravet er nådd igjen") if news.reason == NewsReason.REACHED_AGAIN else _("Kravet er nådd")


def _worse_text(news: News, usual: Usual) -> str:
    """What is usual for the office, and how far chance alone reaches with this month's base."""
    form, facts, value = current_format(), news.line.indicator, news.line.figure.value
    before = _("%(usual)s samlet de tolv månedene før.") % {"usual": form.value(usual.share, facts)}
    if value is not None and value < usual.low:
        edge = _("Tilfeldigheter alene kan gi ned til %(edge)s.") % {"edge": form.value(max(usual.low, 0.0), facts)}
    else:
        edge = _("Tilfeldigheter alene kan gi opp til %(edge)s.") % {"edge": form.value(min(usual.high, 1.0), facts)}
    return f"{before} {edge} " + _("Hva kan forklare det?")


def _reached_text(news: News) -> str:
    line, form = news.line, current_format()
    if line.previous_value is None:
        return ""
    before = form.value(line.previous_value, line.indicator, limits_of(line.target))
    if news.reason == NewsReason.REACHED:
        return _("%(before)s måneden før. Første grønne måned på et år.") % {"before": before}
    return _("%(before)s måneden før.") % {"before": before}
