"""What is said of each kind of news: the reason, and one neutral sentence with its figures."""

from django.utils.translation import gettext as _

from dashboards.formatting import current_format, limits_of
from dashboards.outlook import LEVEL_LESS
from dashboards.process import rules_in_words, within_a_share
from methods.change import Usual
from methods.verdicts import Direction
from scorecards.news import News, NewsReason


def reason_in_words(news: News) -> str:
    """Why the indicator is on the list."""
    if news.reason == NewsReason.WORSE_COLOUR:
        return _turn(news)
    if news.reason == NewsReason.OPPOSITE and news.judged.opposite:
        return _("Går motsatt vei av %(other)s") % {"other": news.judged.opposite.other.name}
    words = {
        NewsReason.CONCERN: _("Svakere enn vanlig variasjon"),
        NewsReason.IN_DANGER: _("Årets krav er i fare"),
        NewsReason.OUT_OF_REACH: _("Årets krav kan ikke nås lenger"),
        NewsReason.FAR_OFF: _("Langt fra de andre kontorene"),
        NewsReason.IMPROVEMENT: _("Bedre enn vanlig variasjon"),
        NewsReason.REACHED_AGAIN: _("Kravet er nådd igjen"),
        NewsReason.REACHED: _("Kravet er nådd"),
    }
    return words[news.reason]


def _turn(news: News) -> str:
    turns = {
        ("green", "yellow"): _("Fra grønn til gul"),
        ("green", "red"): _("Fra grønn til rød"),
        ("yellow", "red"): _("Fra gul til rød"),
    }
    return turns[str(news.line.previous_status), str(news.line.status)]


def sentence_of(news: News) -> str:
    """The figures behind the reason."""
    if news.usual:
        return _beyond_chance(news, news.usual)
    sentences = {
        NewsReason.CONCERN: _usual_variation,
        NewsReason.IMPROVEMENT: _usual_variation,
        NewsReason.WORSE_COLOUR: _usual_variation,
        NewsReason.IN_DANGER: _needed,
        NewsReason.OUT_OF_REACH: _so_far,
        NewsReason.FAR_OFF: _among_the_others,
        NewsReason.OPPOSITE: _both_moves,
        NewsReason.REACHED: _reached,
        NewsReason.REACHED_AGAIN: _reached,
    }
    return sentences[news.reason](news)


def _usual_variation(news: News) -> str:
    """The rule that strikes in the control chart, and its limits."""
    point, limits, facts, form = news.judged.point, news.judged.usual, news.line.indicator, current_format()
    if point is None or limits is None:
        return ""
    value = news.line.figure.value
    usual = form.interval(*within_a_share(*limits, facts), facts, () if value is None else (value,))
    rule = rules_in_words([point])
    return _("Vanlig variasjon: %(usual)s. Nå: %(rule)s. Hva kan forklare det?") % {"usual": usual, "rule": rule}


def _needed(news: News) -> str:
    year, facts, form = news.judged.year, news.line.indicator, current_format()
    if year is None or year.so_far is None or year.needed is None or year.low is None or year.high is None:
        return ""
    limits = limits_of(news.line.target)
    texts = {
        "so_far": form.value(year.so_far, facts, limits),
        "needed": f"{LEVEL_LESS[Direction(facts.direction)]}\u00a0{form.value(year.needed, facts, limits)}",
        "level": form.interval(*within_a_share(max(0.0, year.low), year.high, facts), facts),
    }
    return (
        _("%(so_far)s hittil i år. Resten av året trengs %(needed)s, ventet nivå er %(level)s. Hva skal til?") % texts
    )


def _so_far(news: News) -> str:
    year, facts, form, line = news.judged.year, news.line.indicator, current_format(), news.line
    if year is None or year.so_far is None or line.target is None:
        return ""
    texts = {
        "so_far": form.value(year.so_far, facts, limits_of(line.target)),
        "target": form.limit(line.years_target or 0.0, facts),
    }
    return _("%(so_far)s hittil i år, mot %(target)s for året. Hva betyr det for resten av året?") % texts


def _among_the_others(news: News) -> str:
    far, facts, form = news.judged.far, news.line.indicator, current_format()
    if far is None or far.low_998 is None or far.high_998 is None:
        return ""
    reach = form.interval(far.low_998, far.high_998, facts)
    return _("Med dette grunnlaget ligger 99,8 prosent av kontorene i fylket på %(reach)s. Hva kan forklare det?") % {
        "reach": reach
    }


def _both_moves(news: News) -> str:
    opposite, form = news.judged.opposite, current_format()
    if opposite is None:
        return ""
    texts = {
        "moved": form.change(opposite.moved, news.line.indicator),
        "other_moved": form.change(opposite.other_moved, opposite.other),
        "other": opposite.other.name,
    }
    return (
        _(
            "Siste tre måneder mot året før, målt mot fylket: %(moved)s her, %(other_moved)s for %(other)s."
            " Hva kan forklare det?"
        )
        % texts
    )


def _beyond_chance(news: News, usual: Usual) -> str:
    """What is usual for the office, and how far chance alone reaches with this month's base."""
    form, facts, value = current_format(), news.line.indicator, news.line.figure.value
    before = _("%(usual)s samlet de tolv månedene før.") % {"usual": form.value(usual.share, facts)}
    if value is not None and value < usual.low:
        edge = _("Tilfeldigheter alene kan gi ned til %(edge)s.") % {"edge": form.value(max(usual.low, 0.0), facts)}
    else:
        edge = _("Tilfeldigheter alene kan gi opp til %(edge)s.") % {"edge": form.value(min(usual.high, 1.0), facts)}
    return f"{before} {edge} " + _("Hva kan forklare det?")


def _reached(news: News) -> str:
    line, form = news.line, current_format()
    if line.previous_value is None:
        return ""
    before = form.value(line.previous_value, line.indicator, limits_of(line.target))
    if news.reason == NewsReason.REACHED:
        return _("%(before)s måneden før. Første grønne måned på et år.") % {"before": before}
    return _("%(before)s måneden før.") % {"before": before}
