"""The context of the country's page: the counties side by side, each as one unit or as the mean of its offices."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year, month_name
from dashboards.heat import HeatWriter, figure_strip, kept_columns
from dashboards.pages import Chip, month_navigation
from dashboards.unit_page import about_table, orders, package_parts
from organisation.queries import PlacedUnit
from scorecards.figures import PackageFacts, UnitTable

MEANS = "mean"  # the address's name for the mean of each county's offices


def wants_means(asked: Mapping[str, str]) -> bool:
    return asked.get("figure") == MEANS


def page_context(
    country: PlacedUnit, figures: UnitTable, package: PackageFacts, asked: Mapping[str, str]
) -> dict[str, Any]:
    """What the template shows. `asked` is the address's query: show, order, figure, package."""
    month, show = figures.links.month, asked.get("show", "all")
    order = "red" if asked.get("order") == "red" else "name"
    columns, means = kept_columns(figures, show), wants_means(asked)
    kept = (f"&package={package.code}" if asked.get("package") else "") + (f"&figure={MEANS}" if means else "")
    return {
        **about_table(country, figures, package),
        "crumbs": [(_("Fylker"), "/counties/")],
        "months": month_navigation(figures.links, "/country/", kept.replace("&", "?", 1)),
        "query": f"{kept}&show={show}" if show != "all" else kept,
        "figures": figure_strip(figures, columns, month_name(month - 1)),
        "chips": package_parts(figures, show, order, kept),
        "wholes": _wholes(f"?show={show}&order={order}", means=means),
        "orders": orders(figures, show, order, kept),
        "caption": _("Resultat og status for %(n)s fylker og %(k)s indikatorer i %(month)s")
        % {"n": len(figures.offices), "k": len(columns), "month": month_and_year(month)},
        "table_heading": _("Fylker og indikatorer"),
        "corner": _("Fylke"),
        "heat": HeatWriter(figures, columns, set(), "").heat(order),
    }


def _wholes(address: str, *, means: bool) -> list[Chip]:
    return [
        Chip(_("Fylkene samlet"), address, not means),
        Chip(_("Snitt av kontorene"), f"{address}&figure={MEANS}", means),
    ]
