"""The views of a county's, a region's and the country's page by the names that addresses have for them."""

from dataclasses import replace

from dashboards import follow_up_view, spread_view, table_view
from dashboards.asked_table import Asked
from dashboards.pages import Chip
from dashboards.table_choice import TableChoice, narrowed
from organisation.queries import PlacedUnit
from scorecards.figures import UnitTable

VIEWS = {"": table_view.VIEW, "distribution": spread_view.VIEW, "follow-up": follow_up_view.VIEW}


def asked_for(unit: PlacedUnit, figures: UnitTable, choice: TableChoice, own: set[str]) -> Asked:
    """The page as chosen; the table where such a unit has no view of that name."""
    if unit.kind not in VIEWS.get(choice.view, VIEWS[""]).kinds or choice.view not in VIEWS:
        choice = replace(choice, view="")
    return Asked(unit, figures, choice, own, narrowed(figures, choice))


def view_chips(asked: Asked) -> list[Chip]:
    return [
        Chip(str(view.text), asked.choice.href(view=name), name == asked.choice.view)
        for name, view in VIEWS.items()
        if asked.unit.kind in view.kinds
    ]
