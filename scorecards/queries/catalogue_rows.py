"""The whole catalogue as its files write it: what is exported, and what a change is compared with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from scorecards.catalogue_files.rows import Row, columns_of, day_in_file, key_of, number_in_file
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Target

DAYS = {"valid_from", "valid_to", "definition_changed"}
NUMBERS = {"min_base", "weight", "green", "yellow", "green_upper", "yellow_upper"}
PATHS = {  # from each model to what a column says, where the field isn't called what the column is
    "goals": {"parent": "parent__code", "perspective": "perspective__code", "owner": "owner__code"},
    "indicators": {
        "goal": "goal__code",
        "unit": "unit_of_measure",
        "owner": "owner__code",
        "negative": "allows_negative",
        "related": "related_codes",
    },
    "packages": {"owner": "owner__code", "parent": "parent__code"},
    "items": {"package": "package__code", "indicator": "indicator__code"},
    "targets": {"indicator": "indicator__code", "unit": "unit__code"},
}
NO_CODES: list[str] = []


def read_rows() -> dict[str, list[Row]]:
    """Every row of the catalogue by table, in the order in which files are written. Six queries."""
    related = Coalesce(ArrayAgg("related__code", filter=Q(related__isnull=False)), Value(NO_CODES))
    tables: dict[str, QuerySet[Any]] = {
        "perspectives": Perspective.objects.all(),
        "goals": Goal.objects.all(),
        "indicators": Indicator.objects.annotate(related_codes=related),
        "packages": Package.objects.all(),
        "items": PackageItem.objects.all(),
        "targets": Target.objects.all(),
    }
    return {name: _rows(name, queryset) for name, queryset in tables.items()}


def _rows(table: str, queryset: QuerySet[Model]) -> list[Row]:
    """Sorted here, so that one catalogue gives the same file in every database."""
    columns = columns_of(table)
    paths = PATHS.get(table, {})
    values = queryset.order_by().values_list(*(paths.get(column, column) for column in columns))
    rows = [
        {column: _in_file(column, value) for column, value in zip(columns, each, strict=True)}
        for each in _tuples(values)
    ]
    return sorted(rows, key=lambda row: _place(table, row))


def _tuples(values: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    return values


def _place(table: str, row: Mapping[str, str]) -> tuple[Any, ...]:
    """A package's items stand in their order, all else by its key."""
    key = key_of(table, row)
    return (key[0], int(row["order"]), *key[1:]) if table == "items" else key


def _in_file(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column in DAYS:
        return day_in_file(value)
    if column in NUMBERS:
        return number_in_file(value)
    if column == "related":
        return " ".join(sorted(value))
    if column == "negative":
        return "yes" if value else ""
    return str(value)
