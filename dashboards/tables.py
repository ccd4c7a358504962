"""Tables that a reader can sort by a link: `?sort=name`, `?sort=-value`. What is missing stands last either way."""

from collections.abc import Sequence
from typing import Any

import django_tables2
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableListData

from organisation.alphabet import norwegian_key


class MissingLast(TableListData):
    """Rows sorted by one column, by what its `order_by` names; those without it stay at the end, in the order given."""

    data: list[Any]

    def order_by(self, aliases: Sequence[str]) -> None:
        for alias in reversed(aliases):
            column = self.table.columns[alias.removeprefix("-")]
            key = column.order_by[0].removeprefix("-")
            known = [row for row in self.data if getattr(row, key) is not None]
            missing = [row for row in self.data if getattr(row, key) is None]
            known.sort(key=lambda row: getattr(row, key), reverse=alias.startswith("-"))
            self.data = known + missing


class ComparisonTable(django_tables2.Table):
    """The offices of a comparison. The template reads the rows' records: every text in them is ready."""

    name = django_tables2.Column(verbose_name=_("Kontor"), order_by="name_key")
    value = django_tables2.Column(verbose_name=_("Resultat"), order_by="number", attrs={"th": {"class": "num"}})
    base = django_tables2.Column(verbose_name=_("Antall"), order_by="denominator", attrs={"th": {"class": "num"}})
    status = django_tables2.Column(verbose_name=_("Status"), order_by="status_rank")
    difference = django_tables2.Column(verbose_name=_("Mot snitt"), order_by="number", attrs={"th": {"class": "num"}})
    place = django_tables2.Column(verbose_name=_("Plass"), order_by="position", attrs={"th": {"class": "num"}})
    region = django_tables2.Column(order_by="region_key", visible=False)

    class Meta:
        template_name = "tables/comparison.html"
        order_by_field = "sort"

    def __init__(self, rows: Sequence[Any], **options: Any) -> None:
        super().__init__(MissingLast(list(rows)), **options)


class DeliveryTable(django_tables2.Table):
    """Deliveries with state and counts, of a page that the database has sorted."""

    id = django_tables2.Column(verbose_name=_("Nr."))
    package = django_tables2.Column(verbose_name=_("Pakke"), accessor="package__name", order_by="package_name")
    month = django_tables2.Column(verbose_name=_("Måned"))
    state = django_tables2.Column(verbose_name=_("Tilstand"))
    file_name = django_tables2.Column(verbose_name=_("Fil"))
    received_at = django_tables2.Column(verbose_name=_("Lastet opp"))
    received_by = django_tables2.Column(verbose_name=_("Av"), order_by="sender")
    results = django_tables2.Column(verbose_name=_("Tall"))
    findings_total = django_tables2.Column(verbose_name=_("Funn"))

    class Meta:
        template_name = "tables/deliveries.html"
        order_by_field = "sort"

    def __init__(self, rows: Sequence[Any], **options: Any) -> None:
        for row in rows:
            row.package_name = norwegian_key(row.package.name)
            row.sender = norwegian_key(row.received_by.name) if row.received_by else None
        super().__init__(MissingLast(list(rows)), **options)
