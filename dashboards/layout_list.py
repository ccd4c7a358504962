"""The list of layouts by package, on the page and as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.dates import day
from dashboards.findings import AnyFinding
from scorecards.choices import DeliveryState
from scorecards.exports import Cell
from scorecards.models import Delivery
from scorecards.queries.layouts import ListedLayout

UNREADABLE = "missing_column"  # the finding of a file whose table isn't recognised, or that doesn't fit its layout
LAYOUTS = (
    "package",
    "layout",
    "sheet_pattern",
    "header_row",
    "unit_column",
    "columns",
    "deliveries",
    "last_used",
    "retired",
)


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A layout in the list, its words ready."""

    code: str
    sheets: str
    header_row: int
    unit_column: str
    columns: int
    deliveries: int
    last_used: str  # empty where no delivery was read by it
    retired: bool


@dataclass(frozen=True, slots=True)
class PackageSection:
    code: str
    name: str
    lines: list[LayoutLine]


def package_sections(layouts: Iterable[ListedLayout]) -> list[PackageSection]:
    """The layouts by package, in the order given."""
    sections: dict[str, PackageSection] = {}
    for each in layouts:
        section = sections.setdefault(each.package, PackageSection(each.package, each.package_name, []))
        section.lines.append(_line(each))
    return list(sections.values())


def _line(each: ListedLayout) -> LayoutLine:
    last_used = day(each.last_used) if each.last_used else ""
    return LayoutLine(
        each.code,
        each.sheet_pattern,
        each.header_row,
        each.unit_column,
        each.columns,
        each.deliveries,
        last_used,
        each.retired,
    )


def layout_rows(layouts: Iterable[ListedLayout]) -> list[Sequence[Cell]]:
    """The list as lines of a file, with the header of `LAYOUTS`."""
    return [
        (
            each.package,
            each.code,
            each.sheet_pattern,
            each.header_row,
            each.unit_column,
            each.columns,
            each.deliveries,
            each.last_used.isoformat() if each.last_used else None,
            "yes" if each.retired else "",
        )
        for each in layouts
    ]


def layout_step(delivery: Delivery, findings: Iterable[AnyFinding]) -> list[tuple[str, str]]:
    """The way from a delivery whose file couldn't be read to describing it: text and address."""
    if delivery.state != DeliveryState.REJECTED or all(found.code != UNREADABLE for found in findings):
        return []
    if delivery.layout:
        text = _("Rett oppsettet %(code)s mot denne filen") % {"code": delivery.layout.code}
        return [(text, f"/layouts/{delivery.layout.code}/?delivery={delivery.pk}")]
    return [(_("Beskriv filen med et oppsett"), f"/layouts/new/?delivery={delivery.pk}")]
