"""The views of a county's, a region's and the country's page: what each reads, shows and writes into a file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards import exported
from dashboards.dates import month_and_year
from dashboards.heat import HeatWriter
from dashboards.pages import Chip
from dashboards.table_choice import TableChoice, narrowed
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.figures import UnitTable


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: the unit, its whole table, the choice made, and the table as chosen."""

    unit: PlacedUnit
    figures: UnitTable
    choice: TableChoice
    own: set[str]  # codes of the reader's offices
    shown: UnitTable

    @property
    def county(self) -> str:
        """The county within which offices are compared; empty for the country."""
        return {UnitKind.COUNTY: self.unit.code, UnitKind.REGION: self.unit.county_code}.get(
            UnitKind(self.unit.kind), ""
        )


def asked_for(unit: PlacedUnit, figures: UnitTable, choice: TableChoice, own: set[str]) -> Asked:
    """The page as chosen; the table where such a unit has no view of that name."""
    if unit.kind not in VIEWS.get(choice.view, VIEWS[""]).kinds or choice.view not in VIEWS:
        choice = replace(choice, view="")
    return Asked(unit, figures, choice, own, narrowed(figures, choice))


@dataclass(frozen=True, slots=True)
class UnitView:
    """One way to look at a table. What `read` finds is shown by `shows`, in `template`, and written by `rows`."""

    text: Any
    kinds: tuple[UnitKind, ...]
    template: str
    header: Sequence[str]
    read: Callable[[Asked], Any]
    rows: Callable[[Asked, Any], Iterable[Sequence[Cell]]]
    shows: Callable[[Asked, Any], dict[str, Any]]


def _nothing(asked: Asked) -> None:
    """The table itself is read already."""


def _table_rows(asked: Asked, found: None) -> Iterable[Sequence[Cell]]:
    return exported.unit_table(asked.shown.links.month, asked.shown, means=asked.choice.means)


def _table_shows(asked: Asked, found: None) -> dict[str, Any]:
    shown, of_counties = asked.shown, asked.unit.kind == UnitKind.COUNTRY
    caption = (
        _("Resultat og status for %(n)s fylker og %(k)s indikatorer i %(month)s")
        if of_counties
        else _("Resultat og status for %(n)s kontor og %(k)s indikatorer i %(month)s")
    )
    numbers = {"n": len(shown.offices), "k": len(shown.indicators), "month": month_and_year(shown.links.month)}
    return {
        "caption": caption % numbers,
        "table_heading": _("Fylker og indikatorer") if of_counties else _("Kontor og indikatorer"),
        "corner": _("Fylke") if of_counties else _("Kontor"),
        "heat": HeatWriter(shown, asked.own, asked.county, asked.choice).heat(),
        "nothing": "" if shown.offices and shown.indicators else _("Ingenting passer til utvalget."),
    }


GROUPS = (UnitKind.COUNTY, UnitKind.REGION, UnitKind.COUNTRY)
VIEWS = {
    "": UnitView(
        gettext_lazy("Tabell"),
        GROUPS,
        "unit_views/table.html",
        exported.UNIT_TABLE,
        _nothing,
        _table_rows,
        _table_shows,
    ),
}


def view_chips(asked: Asked) -> list[Chip]:
    return [
        Chip(str(view.text), asked.choice.href(view=name), name == asked.choice.view)
        for name, view in VIEWS.items()
        if asked.unit.kind in view.kinds
    ]
