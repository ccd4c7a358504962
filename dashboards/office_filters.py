"""Which lines of an office's table are shown: the choices, and the one that a reader made last."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeAlias, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dashboards.addresses import chosen_href
from dashboards.pages import Chip
from dashboards.views.reading import wants_file
from scorecards.choices import Part
from scorecards.figures import ScorecardLine

ALL: Final = "all"
P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse]


def _has_turned(line: ScorecardLine) -> bool:
    """Whether the colour is another than last month's; one that had none then, or has none now, has not turned."""
    return None not in (line.status, line.previous_status) and line.status != line.previous_status


SHOWN: dict[str, Callable[[ScorecardLine], bool]] = {
    ALL: lambda line: True,
    "malekort": lambda line: line.part == Part.MALEKORT,
    "attention": lambda line: line.status in ("yellow", "red"),
    "red": lambda line: line.status == "red",
    "changed": _has_turned,
}


def shown_lines(lines: Sequence[ScorecardLine], show: str) -> list[ScorecardLine]:
    """The lines of a choice; all of them for a word that is none."""
    return list(filter(SHOWN.get(show, SHOWN[ALL]), lines))


def choices(lines: Sequence[ScorecardLine], show: str, extra: str) -> list[Chip]:
    """A link to each choice with how many lines it has: the scorecard's only where the package has other parts too.

    `extra` is what else stands in the address.
    """
    numbers = {word: len(shown_lines(lines, word)) for word in SHOWN}
    texts = {
        ALL: _("Alle %(n)s"),
        "malekort": _("Målekortet %(n)s"),
        "attention": _("Gule og røde %(n)s"),
        "red": _("Røde %(n)s"),
        "changed": _("Skiftet farge %(n)s"),
    }
    chosen = show if show in SHOWN else ALL
    return [
        Chip(text % {"n": numbers[word]}, f"?show={word}{extra}", word == chosen)
        for word, text in texts.items()
        if word != "malekort" or chosen == word or 0 < numbers[word] < numbers[ALL]
    ]


def kept_choice(asked: Mapping[str, str]) -> str:
    """What the address of another month of the same table has of this one's choice."""
    show = asked.get("show", ALL)
    return f"&show={show}" if show in SHOWN and show != ALL else ""


def remembering_what_is_shown(view: View[P]) -> View[P]:
    """A visit that chooses nothing is sent on to the reader's last choice, so that the address says what is shown.

    Where that was everything, the address without a choice says so. The choice lasts as long as the reader's session.
    """

    @wraps(view)
    def remembering(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if wants_file(request):
            return view(request, *args, **kwargs)
        asked, last = request.GET.get("show"), request.session.get("show", ALL)
        if asked is None and last in SHOWN and last != ALL:
            return redirect(f"{request.path}{chosen_href(request.GET, show=last)}")
        if asked in SHOWN and asked != last:
            request.session["show"] = asked
        return view(request, *args, **kwargs)

    return cast("View[P]", remembering)
