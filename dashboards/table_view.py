"""The view of a table that is the table itself: units and indicators, each cell with its colour."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards import exported
from dashboards.asked_table import ALL_GROUPS, Asked, UnitView
from dashboards.dates import month_and_year
from dashboards.heat import HeatWriter
from scorecards.exports import Cell


def read(asked: Asked) -> None:
    """The table itself is read already."""


def rows(asked: Asked, found: None) -> Iterable[Sequence[Cell]]:
    return exported.unit_table(asked.shown.links.month, asked.shown, means=asked.choice.means)


def shows(asked: Asked, found: None) -> dict[str, Any]:
    shown, of_counties = asked.shown, asked.of_counties
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


VIEW = UnitView(
    gettext_lazy("Tabell"), ALL_GROUPS, "unit_views/table.html", exported.UNIT_TABLE, read, rows, shows, as_now=True
)
