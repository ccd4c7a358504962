"""The context of a county's or a region's page: lead, figures, choices and the table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year, month_name
from dashboards.heat import HeatWriter, figure_strip, kept_columns
from dashboards.pages import Chip, month_navigation, publication
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit
from scorecards.choices import Part
from scorecards.figures import PackageFacts, UnitTable

ORDERS = ("region", "red", "name")


def page_context(
    unit: PlacedUnit, figures: UnitTable, package: PackageFacts, own: set[str], asked: Mapping[str, str]
) -> dict[str, Any]:
    """What the template shows. `own` are the reader's offices; `asked` is the address's query: show, order, package."""
    month, show = figures.links.month, asked.get("show", "all")
    is_county = unit.kind == UnitKind.COUNTY
    order = asked.get("order", "region")
    order = order if order in ORDERS else "region"
    order = "name" if order == "region" and not figures.regions else order
    columns = kept_columns(figures, show)
    query = f"&package={package.code}" if asked.get("package") else ""
    county = unit.code if is_county else unit.county_code
    folder = "counties" if is_county else "regions"
    return {
        **about_table(unit, figures, package),
        "crumbs": crumbs_above(unit, figures),
        "months": month_navigation(figures.links, f"/{folder}/{unit.code}/", query.replace("&", "?")),
        "query": f"{query}&show={show}" if show != "all" else query,
        "ranking_href": f"/rankings/{unit.code}/{month}/" if is_county else "",
        "figures": figure_strip(figures, columns, month_name(month - 1)),
        "chips": package_parts(figures, show, order, query),
        "orders": orders(figures, show, order, query),
        "caption": _("Resultat og status for %(n)s kontor og %(k)s indikatorer i %(month)s")
        % {"n": len(figures.offices), "k": len(columns), "month": month_and_year(month)},
        "table_heading": _("Kontor og indikatorer"),
        "corner": _("Kontor"),
        "heat": HeatWriter(figures, columns, own, county).heat(order),
    }


def about_table(unit: PlacedUnit, figures: UnitTable, package: PackageFacts) -> dict[str, Any]:
    """Which unit, month and package the page is about."""
    month = figures.links.month
    return {
        "here": "county",
        "unit": unit,
        "lead": _("%(package)s for %(month)s · %(published)s")
        % {"package": package.name, "month": month_and_year(month), "published": publication(package, month)},
        "month": month,
        "packages": figures.packages,
        "package_code": package.code,
        "preliminary": package.preliminary,
        "simulated": package.simulated,
        "source": package.source,
    }


def crumbs_above(unit: PlacedUnit, figures: UnitTable) -> list[tuple[str, str]]:
    if unit.kind == UnitKind.COUNTY:
        return [(_("Fylker"), "/counties/")]
    return [(unit.county_name, f"/counties/{unit.county_code}/{figures.links.month}/")]


def package_parts(figures: UnitTable, show: str, order: str, query: str) -> list[Chip]:
    """The whole package, or its scorecard where it has other parts too."""
    in_scorecard = sum(part == Part.MALEKORT for part in figures.parts)
    chips = [Chip(_("Hele pakken"), f"?show=all&order={order}{query}", show != "malekort")]
    if 0 < in_scorecard < len(figures.parts):
        chips.append(Chip(_("Bare målekortet"), f"?show=malekort&order={order}{query}", show == "malekort"))
    return chips


def orders(figures: UnitTable, show: str, order: str, query: str) -> Sequence[Chip]:
    texts = {"region": _("Region"), "red": _("Flest røde først"), "name": _("Alfabetisk")}
    if not figures.regions:
        texts.pop("region")
    return [Chip(text, f"?order={key}&show={show}{query}", key == order) for key, text in texts.items()]
