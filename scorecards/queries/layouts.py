"""Layouts: those there are, the files they are described by, and what a layout reads in such a file."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from organisation.months import Month
from organisation.spans import holds_in
from scorecards.checks import check_delivery
from scorecards.checks.context import CheckContext
from scorecards.models import Delivery, Layout, LayoutExample, Package
from scorecards.parsing import LayoutFacts, ParsedFile, read_delivery
from scorecards.parsing.guessing import guess_layout
from scorecards.parsing.headers import Known
from scorecards.pile import Findings
from scorecards.queries.delivery_context import delivery_context, known_codes
from scorecards.queries.uploads import PublishedMonths, published_months
from scorecards.reading import cell_text

SHOWN_FIGURES = 12
EXAMPLES_ARE_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Example:
    """A file that a layout is described by, and what it would be delivered as."""

    package: Package
    content: bytes
    file_name: str
    month: Month | None = None
    number: int | None = None  # where it is kept as an example
    delivery: Delivery | None = None  # where it is a delivery's file

    @property
    def delivered_for(self) -> Month:
        """The month it is of, else the latest that is over."""
        return self.month or Month.of(timezone.localdate()) - 1


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure as a layout reads it: names of its unit and indicator, and its numbers, None where there are none."""

    unit: str
    indicator: str
    numerator: float | None
    denominator: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class LayoutPreview:
    """What a layout reads in an example: `rows` and `results` None where it reads nothing."""

    parsed: ParsedFile
    findings: Findings
    rows: int | None
    results: int | None
    figures: tuple[ReadFigure, ...]


@dataclass(frozen=True, slots=True)
class ListedLayout:
    """A layout in a list: how many columns of figures it reads, how many deliveries by it, and when the last came."""

    package: str
    package_name: str
    code: str
    sheet_pattern: str
    header_row: int
    unit_column: str
    columns: int
    deliveries: int
    last_used: datetime | None
    retired: bool


def read_example(example: Example, layout: LayoutFacts | None = None) -> ParsedFile:
    """The example read by that layout; without one by its headers alone."""
    known = known_codes()
    return read_delivery(
        example.content,
        example.file_name,
        month=example.delivered_for,
        indicators=known.indicators,
        units=known.units,
        names=known.names,
        layout=layout,
    )


def preview_of(example: Example, layout: LayoutFacts) -> LayoutPreview:
    """What the layout reads, held against all that a delivery is held against, history apart."""
    parsed = read_example(example, layout)
    context = delivery_context(example.package, example.delivered_for)
    checked = check_delivery(parsed, context)
    return LayoutPreview(parsed, checked.findings, checked.rows, checked.results, _first_figures(parsed, context))


def _first_figures(parsed: ParsedFile, context: CheckContext) -> tuple[ReadFigure, ...]:
    """As they are read, whatever is wrong with them; a unit or indicator that isn't known by what the file calls it."""
    pairs, lines = parsed.pairs, parsed.lines
    figures = []
    for pair in range(min(SHOWN_FIGURES, len(pairs))):
        unit = cell_text(lines.unit.cells[lines.unit.places[pairs.line[pair]]])
        code = cell_text(pairs.indicator.cells[pairs.indicator.places[pair]])
        numerator, denominator, value = (
            _known(float(numbers.number[pair])) for numbers in (pairs.numerator, pairs.denominator, pairs.value)
        )
        if value is None and numerator is not None and denominator:
            value = numerator / denominator
        figures.append(
            ReadFigure(
                unit=context.units[unit].label if unit in context.units else unit,
                indicator=context.indicators[code].name if code in context.indicators else code,
                numerator=numerator,
                denominator=denominator,
                value=value,
            )
        )
    return tuple(figures)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def layouts_of(packages: Iterable[Package]) -> list[ListedLayout]:
    """By package and code, those in use first. One query."""
    used = Delivery.objects.filter(layout=OuterRef("pk")).order_by().values("layout")
    layouts = (
        Layout.objects.filter(package__in=packages)
        .select_related("package")
        .annotate(
            reads=Count("columns"),
            deliveries=Subquery(used.annotate(n=Count("pk")).values("n")),
            last_used=Subquery(used.annotate(at=Max("received_at")).values("at")),
        )
        .order_by("package__name", "retired", "code")
    )
    return [
        ListedLayout(
            package=each.package.code,
            package_name=each.package.name,
            code=each.code,
            sheet_pattern=each.sheet_pattern,
            header_row=each.header_row,
            unit_column=each.unit_column,
            columns=each.reads,
            deliveries=each.deliveries or 0,
            last_used=each.last_used,
            retired=each.retired,
        )
        for each in layouts
    ]


def was_used(layout: Layout) -> bool:
    return Delivery.objects.filter(layout=layout).exists()


def latest_delivery_by(layout: Layout) -> Delivery | None:
    """The newest delivery read by the layout, with its file."""
    return Delivery.objects.filter(layout=layout).select_related("package__owner", "file").order_by("-id").first()


def example_of_delivery(delivery: Delivery) -> Example:
    """A delivery's file; the delivery has its package and file with it."""
    content = bytes(delivery.file.content)
    return Example(delivery.package, content, delivery.file_name, delivery.month, delivery=delivery)


def kept_example(number: int, person: User) -> Example | None:
    """An example that the person has uploaded, if it is still kept; read as of the month its package waits for."""
    fresh = LayoutExample.objects.filter(uploaded_at__gte=timezone.now() - EXAMPLES_ARE_KEPT, uploaded_by=person)
    kept = fresh.select_related("package__owner").filter(pk=number).first()
    if kept is None:
        return None
    published = published_months([kept.package]).get(kept.package_id, PublishedMonths())
    month = published.awaited(Month.of(timezone.localdate()))
    return Example(kept.package, bytes(kept.content), kept.file_name, month, number=kept.pk)


def names_of_items(package: Package, month: Month) -> dict[str, str]:
    """The names, by code, of the indicators that the package has in the month, in its order. One query."""
    items = package.items.filter(holds_in(month)).order_by("order", "indicator__code")
    return dict(items.values_list("indicator__code", "indicator__name"))


def first_guess(example: Example, sheet: str = "") -> LayoutFacts | None:
    """What a layout of the example could be; None where the example has no sheets."""
    codes = known_codes()
    sheets = read_example(example).sheets
    if not sheets:
        return None
    names = names_of_items(example.package, example.delivered_for)
    return guess_layout(sheets, Known(codes.indicators, codes.units), names, sheet)
