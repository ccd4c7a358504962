"""The country's page around its views: the counties side by side, each as one unit or as the mean of its offices."""

from typing import Any

from django.utils.translation import gettext as _

from dashboards.asked_table import Asked
from dashboards.pages import Chip, month_navigation
from dashboards.table_choice import MEANS, TableChoice
from dashboards.unit_page import about_table, choices_of
from scorecards.figures import PackageFacts


def page_context(asked: Asked, package: PackageFacts) -> dict[str, Any]:
    """What the template shows around the view."""
    return {
        **about_table(asked.unit, asked.figures, package),
        **choices_of(asked),
        "crumbs": [(_("Fylker"), "/counties/")],
        "months": month_navigation(asked.figures.links, "/country/", asked.choice.in_another_month()),
        "wholes": _wholes(asked.choice),
    }


def _wholes(choice: TableChoice) -> list[Chip]:
    return [
        Chip(_("Fylkene samlet"), choice.href(figure=""), not choice.means),
        Chip(_("Snitt av kontorene"), choice.href(figure=MEANS), choice.means),
    ]
