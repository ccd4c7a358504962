"""The list of deliveries: chosen by package, month, state and person, in an order, by pages; its address says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dashboards.addresses import chosen_href
from dashboards.dates import month_and_year
from dashboards.pages import Chip
from dashboards.tables import DeliveryTable
from organisation.alphabet import norwegian_key, norwegian_order
from organisation.months import Month
from scorecards.choices import DeliverySource, DeliveryState
from scorecards.models import Delivery, Package

ON_A_PAGE = 50
ORDERS: dict[str, Any] = {
    "package": norwegian_order("package__name"),
    "file_name": norwegian_order("file_name"),
    "received_by": norwegian_order("received_by__name"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; what isn't understood is not asked for."""

    package: str = ""
    month: Month | None = None
    state: str = ""
    who: int | None = None
    with_forms: bool = False
    sort: str = "-id"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.package or self.month or self.state or self.who)


def chosen_in(asked: Mapping[str, str]) -> Chosen:
    try:
        month = Month.parse(asked.get("month", ""))
    except ValueError:
        month = None
    who, state, sort = asked.get("who", ""), asked.get("state", ""), asked.get("sort", "-id")
    return Chosen(
        package=asked.get("package", ""),
        month=month,
        state=state if state in DeliveryState.values else "",
        who=int(who) if who.isdecimal() and who.isascii() and len(who) < 10 else None,
        with_forms=asked.get("forms") == "1",
        sort=sort if sort.removeprefix("-") in DeliveryTable.base_columns else "-id",
    )


def deliveries_of(packages: Sequence[Package], chosen: Chosen) -> "QuerySet[Delivery]":
    """The packages' deliveries that were chosen, in the order chosen; equal ones newest first."""
    found = Delivery.objects.filter(package__in=packages).select_related("package", "received_by")
    if chosen.package:
        found = found.filter(package__code__iexact=chosen.package)
    if chosen.month:
        found = found.filter(month=chosen.month)
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.who:
        found = found.filter(received_by=chosen.who)
    if not chosen.with_forms:
        found = found.filter(source=DeliverySource.FILE)
    column = chosen.sort.removeprefix("-")
    by = ORDERS.get(column, column)
    if chosen.sort.startswith("-"):
        return found.order_by(by.desc(nulls_last=True) if column in ORDERS else f"-{by}", "-id")
    return found.order_by(by.asc(nulls_last=True) if column in ORDERS else by, "-id")


def list_context(packages: Sequence[Package], chosen: Chosen, asked: Mapping[str, str]) -> dict[str, Any]:
    """The table, its pages and what can be chosen. Three queries."""
    page: Page[Delivery] = Paginator(deliveries_of(packages, chosen), ON_A_PAGE).get_page(asked.get("page", "1"))
    table = DeliveryTable(list(page), order_by=chosen.sort)
    kept = {name: text for name, text in asked.items() if name in ("until", "local")}
    return {
        "table": table,
        "sort_hrefs": {
            column.name: chosen_href(asked, "#list", sort=column.order_by_alias.next) for column in table.columns
        },
        "page": page,
        "newer_href": chosen_href(asked, "#list", page=page.previous_page_number()) if page.has_previous() else "",
        "older_href": chosen_href(asked, "#list", page=page.next_page_number()) if page.has_next() else "",
        "chosen": chosen,
        "kept": kept,
        "all_href": chosen_href(kept, "#list"),
        "chosen_query": "&" + chosen_href(asked, page="", format="", table="").removeprefix("?"),
        **_choices(packages, chosen, asked),
    }


def _choices(packages: Sequence[Package], chosen: Chosen, asked: Mapping[str, str]) -> dict[str, Any]:
    """What each field offers: only what there is. One query."""
    rows = Delivery.objects.filter(package__in=packages).order_by()
    there = set(rows.values_list("month", "received_by", "received_by__name", "source").distinct())
    months = sorted({month for month, *_person, _source in there}, reverse=True)
    people = {(key, name) for _month, key, name, _source in there if key is not None}
    has_forms = any(source == DeliverySource.FORM for *_rest, source in there)
    return {
        "packages": [("", _("Alle pakker")), *((package.code, package.name) for package in packages)],
        "months": [("", _("Alle måneder")), *((str(month), month_and_year(month)) for month in months)],
        "states": [("", _("Alle tilstander")), *((state.value, str(state.label)) for state in DeliveryState)],
        "people": [
            ("", _("Alle")),
            *((str(key), name) for key, name in sorted(people, key=lambda one: norwegian_key(one[1]))),
        ],
        "forms_chip": _forms_chip(chosen, asked) if has_forms else None,
    }


def _forms_chip(chosen: Chosen, asked: Mapping[str, str]) -> Chip:
    """Shows and hides what came by forms."""
    href = chosen_href(asked, "#list", forms="" if chosen.with_forms else "1")
    return Chip(_("Vis også skjema"), href, chosen.with_forms)
