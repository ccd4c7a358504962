"""The views of a county's, a region's and the country's page by the names that addresses have for them."""

from dataclasses import replace

from dashboards import contributions_view, follow_up_view, movement_view, spread_view, table_view
from dashboards.asked_table import Asked
from dashboards.pages import Chip
from dashboards.table_choice import TableChoice, narrowed
from organisation.queries import PlacedUnit
from scorecards.figures import UnitTable
from scorecards.queries.readings import AsThen, Reading

VIEWS = {
    "": table_view.VIEW,
    "distribution": spread_view.VIEW,
    "changes": movement_view.VIEW,
    "follow-up": follow_up_view.VIEW,
    "contributions": contributions_view.VIEW,
}


def asked_for(
    unit: PlacedUnit, figures: UnitTable, choice: TableChoice, own: set[str], read: Reading | None = None
) -> Asked:
    """The page as chosen; the table where there is no such view of it. Read as then unless said."""
    if choice.view not in VIEWS or not VIEWS[choice.view].is_for(unit, choice):
        choice = replace(choice, view="")
    return Asked(unit, figures, choice, own, narrowed(figures, choice), read or AsThen(figures.links.month))


def view_chips(asked: Asked) -> list[Chip]:
    return [
        Chip(str(view.text), asked.choice.href(view=name), name == asked.choice.view)
        for name, view in VIEWS.items()
        if view.is_for(asked.unit, asked.choice)
    ]


def changes_href(asked: Asked) -> str:
    """Where the changes of colour are told one by one; empty where such a page has no view of them."""
    there = VIEWS["changes"].is_for(asked.unit, asked.choice) and asked.choice.view != "changes"
    return asked.choice.href(view="changes") if there else ""
