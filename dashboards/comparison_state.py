"""What a comparison's address asks for: which view, in which order; and the links that choose something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.addresses import NOW, asks_for_now, chosen_href
from dashboards.pages import Chip
from scorecards.choices import Pooling
from scorecards.compared import size_groups
from scorecards.figures import Comparison, IndicatorFacts

# The address's names of the views; the bars have none.
BARS, FUNNEL, MONTHS, SIZE = "", "funnel", "months", "size"
FUNNEL_KINDS = ("share", "rate")
BEST_FIRST = {"higher": "-value", "lower": "value", "inside": "status", "none": "-value"}
SORTS = ("name", "value", "base", "status", "difference", "place")
BY_REGION = "region"


@dataclass(frozen=True, slots=True)
class State:
    """The page's whole state, with what stands where the address says nothing or names what is not there."""

    view: str
    sort: str
    every: bool  # all offices are drawn, however many
    query: Mapping[str, str]

    def href(self, **changed: str) -> str:
        """The page's address with something else chosen."""
        return chosen_href(self.query, **changed)


def read_state(figures: Comparison, asked: Mapping[str, str]) -> State:
    """What `asked`, the address's query, says of this comparison."""
    view, every = asked.get("view", ""), bool(asked.get("all"))
    view = view if view in views_of(figures) else BARS
    sort = sort_of(asked.get("sort", ""), figures.indicator)
    query = {
        "county": figures.county_code,
        "reference": figures.reference_code,
        "office": asked.get("office", ""),
        "view": view,
        "sort": sort,
        "all": "1" if every else "",
        "as": NOW if asks_for_now(asked) else "",
    }
    return State(view, sort, every, query)


def sort_of(asked: str, facts: IndicatorFacts) -> str:
    """The order asked for, where there is such a one; else the best first."""
    return asked if asked == BY_REGION or asked.removeprefix("-") in SORTS else BEST_FIRST[facts.direction]


def views_of(figures: Comparison) -> list[str]:
    """The views that the indicator and the offices' figures bear."""
    found = [BARS, *([FUNNEL] if may_be_a_funnel(figures) else []), MONTHS]
    return [*found, SIZE] if size_groups(figures.offices, figures.indicator.pooling) else found


def may_be_a_funnel(figures: Comparison) -> bool:
    """Whether the indicator is a share or a rate of which numerators and denominators are known."""
    facts = figures.indicator
    has_parts = any(row.figure.numerator is not None and row.figure.denominator for row in figures.offices)
    return facts.unit_of_measure in FUNNEL_KINDS and facts.pooling == Pooling.RATIO and has_parts


def view_chips(figures: Comparison, state: State) -> list[Chip]:
    """The ways to look at it: side by side, by how many cases stand behind, over months, by size."""
    names = {
        BARS: _("Side om side"),
        FUNNEL: _("Mot antall saker"),
        MONTHS: _("Over måneder"),
        SIZE: _("Etter størrelse"),
    }
    return [Chip(names[view], state.href(view=view), view == state.view) for view in views_of(figures)]


def orders(figures: Comparison) -> list[tuple[str, str]]:
    """The orders that the form offers; by region where there are some."""
    found = [
        (BEST_FIRST[figures.indicator.direction], _("Beste resultat først")),
        ("name", _("Alfabetisk")),
        ("-base", _("Flest saker først")),
    ]
    regions = any(row.region_name for row in figures.offices)
    return [*found, (BY_REGION, _("Etter region"))] if regions else found
