"""Which lines of a ranking are shown, and in what order; what would move an office; what an office is out of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.formatting import current_format
from dashboards.pages import Chip
from organisation.alphabet import norwegian_key
from rankings.figures import RankedOffice, RankingPage

AROUND = 5  # places above and below the reader's own office that a ranking opens with
PLACE, NAME, SIZE, REGION = "place", "name", "size", "region"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for: an order, and whether all lines are wanted."""

    order: str
    all: bool


def choice_of(asked: Mapping[str, str]) -> Choice:
    order = asked.get("order", PLACE)
    return Choice(order if order in (NAME, SIZE, REGION) else PLACE, asked.get("show") == ALL)


def chosen(figures: RankingPage, own: set[str], choice: Choice) -> list[RankedOffice]:
    """The lines to show. By place, a reader with an office in the county sees its surroundings first."""
    lines = sorted(figures.entries, key=_KEYS[choice.order])
    places = [index for index, line in enumerate(lines) if line.code in own]
    if choice.all or choice.order != PLACE or not places:
        return lines
    return lines[max(0, min(places) - AROUND) : max(places) + AROUND + 1]


_KEYS = {
    PLACE: lambda line: (line.position, norwegian_key(line.name)),
    NAME: lambda line: norwegian_key(line.name),
    SIZE: lambda line: (-size_of(line), norwegian_key(line.name)),
    REGION: lambda line: (norwegian_key(line.region_name), line.position, norwegian_key(line.name)),
}


def size_of(office: RankedOffice) -> float:
    """How many cases stand behind the office's figures, over the indicators that have bases."""
    return sum(line.denominator for line in office.contributions if line.denominator is not None)


def orders(choice: Choice, query: Mapping[str, str]) -> list[Chip]:
    """Links to the four orders; `query` is what else stands in the address."""
    texts = ((PLACE, _("Plass")), (NAME, _("Alfabetisk")), (SIZE, _("Størrelse")), (REGION, _("Region")))
    return [Chip(text, address(query, order=order), order == choice.order) for order, text in texts]


def address(query: Mapping[str, str], **more: str) -> str:
    """The page's query with something else in it; the order by place is the address without one."""
    found = {**query, **more}
    if found.get("order") == PLACE:
        del found["order"]
    return "?" + "&".join(f"{name}={value}" for name, value in found.items())


def what_would_move(office: RankedOffice, others: Sequence[RankedOffice]) -> str:
    """The indicator with most points to gain, and the place that its target alone would give."""
    gains = [
        (line.possible - line.points, line)
        for line in office.contributions
        if line.points is not None and line.possible is not None
    ]
    gain, line = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    numerals = current_format().numerals
    if line is None or not numerals.number(gain, 1).strip("0.,"):
        return _("Kontoret når alle kravene.")
    place = 1 + sum(other.score > office.score + gain for other in others if other.code != office.code)
    words = {"name": line.indicator.facts.name, "points": numerals.number(gain, 1), "place": place}
    if place == office.position:
        return _("Mest å hente: %(name)s, %(points)s poeng om kravet var nådd. Plassen ville vært den samme.") % words
    return _("Mest å hente: %(name)s, %(points)s poeng om kravet var nådd. Det ville gitt plass %(place)s.") % words
