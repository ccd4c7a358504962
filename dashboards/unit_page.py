"""The page of a county or a region around its views: lead, figures, and everything there is to choose."""

from typing import Any

from django.utils.translation import gettext as _

from dashboards.asked_table import Asked
from dashboards.dates import month_and_year, month_name
from dashboards.heat import figure_strip
from dashboards.pages import Chip, month_navigation, publication
from dashboards.table_choice import BY_CODE, BY_NAME, BY_RED, TableChoice
from dashboards.unit_views import changes_href, view_chips
from organisation.choices import UnitKind
from organisation.queries import PlacedUnit
from scorecards.choices import Part
from scorecards.figures import PackageFacts, UnitTable


def page_context(asked: Asked, package: PackageFacts) -> dict[str, Any]:
    """What the template shows around the view."""
    unit, month, choice = asked.unit, asked.figures.links.month, asked.choice
    is_county = unit.kind == UnitKind.COUNTY
    folder = "counties" if is_county else "regions"
    return {
        **about_table(unit, asked.figures, package),
        **choices_of(asked),
        "crumbs": crumbs_above(unit, asked.figures, f"?as={choice.reading}" if choice.reading else ""),
        "months": month_navigation(asked.figures.links, f"/{folder}/{unit.code}/", choice.in_another_month()),
        "ranking_href": f"/rankings/{unit.code}/{month}/" if is_county else "",
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


def crumbs_above(unit: PlacedUnit, figures: UnitTable, end: str) -> list[tuple[str, str]]:
    if unit.kind == UnitKind.COUNTY:
        return [(_("Fylker"), "/counties/")]
    return [(unit.county_name, f"/counties/{unit.county_code}/{figures.links.month}/{end}")]


def choices_of(asked: Asked) -> dict[str, Any]:
    """The view, the parts of the table, the offices and their order to choose; and what the figures are as chosen."""
    figures, choice = asked.figures, asked.choice
    return {
        "query": choice.query(),
        "figures": figure_strip(asked.shown, month_name(figures.links.month - 1), changes_href(asked)),
        "views": view_chips(asked),
        "parts": package_parts(figures, choice),
        "filters": _only(asked),
        "regions": _regions(figures, choice),
        "orders": orders(figures, choice),
        "is_table": not choice.view,
    }


def package_parts(figures: UnitTable, choice: TableChoice) -> list[Chip]:
    """The whole package, or one of its parts where it has several."""
    chips = [Chip(_("Hele pakken"), choice.href(show=""), not choice.show)]
    if len(set(figures.parts)) > 1:
        texts = {Part.MALEKORT: _("Bare målekortet"), Part.TILLEGG: _("Bare tilleggsindikatorene")}
        chips += [Chip(text, choice.href(show=part.value), choice.show == part.value) for part, text in texts.items()]
    return chips


def _only(asked: Asked) -> list[Chip]:
    """What can be left out of the table; a filter that is on leads to the table without it."""
    choice = asked.choice
    if choice.view:
        return []
    changed = _("Fylker med ny farge") if asked.of_counties else _("Kontor med ny farge")
    return [
        Chip(_("Indikatorer med rødt"), choice.href(columns="" if choice.columns else "red"), bool(choice.columns)),
        Chip(changed, choice.href(offices="" if choice.offices else "changed"), bool(choice.offices)),
    ]


def _regions(figures: UnitTable, choice: TableChoice) -> list[Chip]:
    """All of them and each alone, where there are several."""
    if len(figures.regions) < 2:
        return []
    chips = [Chip(row.name, choice.href(region=row.region), choice.region == row.region) for row in figures.regions]
    return [Chip(_("Alle regioner"), choice.href(region=""), not any(chip.on for chip in chips)), *chips]


def orders(figures: UnitTable, choice: TableChoice) -> list[Chip]:
    """The offices under their regions or in one piece, most red first or by the alphabet, counties also by number.

    Without regions to stand under they are by the alphabet unless anything else is chosen.
    """
    by_name = choice.sort == BY_NAME or (not choice.sort and not figures.regions)
    chips = [
        Chip(_("Flest røde først"), choice.href(sort=BY_RED, grouped=False), choice.sort == BY_RED),
        Chip(_("Alfabetisk"), choice.href(sort=BY_NAME, grouped=False), by_name),
    ]
    if any(row.kind == UnitKind.COUNTY for row in figures.offices):
        return [*chips, Chip(_("Fylkesnummer"), choice.href(sort=BY_CODE, grouped=False), choice.sort == BY_CODE)]
    if not figures.regions:
        return chips
    on = choice.grouped
    return [Chip(_("Region"), choice.href(sort=choice.sort if on else _kept_sort(choice), grouped=True), on), *chips]


def _kept_sort(choice: TableChoice) -> str:
    """An indicator's order holds within each region too."""
    return "" if choice.by in (BY_NAME, BY_RED, BY_CODE) else choice.sort
