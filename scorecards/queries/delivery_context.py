"""What a delivery is read with and held against: a fixed number of reads, however large it is."""

import datetime
from dataclasses import dataclass, replace

import numpy as np
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from organisation.said import all_of, said
from organisation.spans import holds_in
from scorecards.checks.context import CheckContext, EarlierMonth, IndicatorRules, UnitFacts
from scorecards.choices import Absence, DeliveryState
from scorecards.delivered import ABSENCES, Standing, keys_of
from scorecards.models import Delivery, Indicator, Package, PackageItem

# The month's figures come as one piece of bytes, a row after the other: rows one by one take five times as long.
# NaN for NULL makes every row equally long.
ABSENCE = " ".join(f"WHEN '{reason}' THEN {place}" for place, reason in enumerate(ABSENCES))
FIELDS = {
    "indicator_id": (">i8", "int8send(indicator_id)"),
    "unit_id": (">i8", "int8send(unit_id)"),
    "numerator": (">f8", "float8send(coalesce(numerator, 'NaN'))"),
    "denominator": (">f8", "float8send(coalesce(denominator, 'NaN'))"),
    "value": (">f8", "float8send(coalesce(value, 'NaN'))"),
    "absence": (">i2", f"int2send((CASE absence {ABSENCE} END)::int2)"),
    "preliminary": (">i1", "boolsend(preliminary)"),
    "delivery_id": (">i8", "int8send(delivery_id)"),
}
ROW = np.dtype([(name, form) for name, (form, _) in FIELDS.items()])
READ_STANDING = f"""
SELECT string_agg({" || ".join(sent for _, sent in FIELDS.values())}, ''::bytea)
FROM scorecards_result WHERE month = %s AND indicator_id = ANY(%s)
"""  # noqa: S608  # made of constants
UNITS_WITH_FIGURES = """
SELECT unit.id FROM organisation_unit unit WHERE EXISTS (
    SELECT FROM scorecards_result result
    WHERE result.unit_id = unit.id AND result.month = %s AND result.indicator_id = ANY(%s)
    AND (result.value IS NOT NULL OR result.absence = %s)
)
"""


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """What a file may name: every indicator's code by its capitals, and the codes of all units there have ever been.

    `names`: the indicators' names by code, for those who write them in place of codes.
    """

    indicators: dict[str, str]
    units: frozenset[str]
    names: dict[str, str]


def known_codes() -> KnownCodes:
    """What the reading of a file needs to know. Two queries."""
    names = dict(Indicator.objects.values_list("code", "name"))
    units = frozenset(Unit.objects.values_list("code", flat=True))
    return KnownCodes({code.upper(): code for code in names}, units, names)


def delivery_context(
    package: Package, month: Month, *, preliminary: bool = False, is_whole: bool = True, today: Month | None = None
) -> CheckContext:
    """Everything that a delivery of the package for the month is held against. `today`: the calendar's month.

    `is_whole`: it is to hold all of the package's figures, so that what it lacks is missed.
    """
    units = units_by_code(month)
    indicators = indicators_by_code(package, month)
    return CheckContext(
        package=package.code,
        owner=next(unit for unit in units.values() if unit.id == package.owner_id),
        month=month,
        today=today or Month.of(timezone.localdate()),
        units=units,
        indicators=indicators,
        standing=standing_figures(month, [rules.id for rules in indicators.values() if rules.in_package]),
        earlier=earlier_month(package, month),
        preliminary=preliminary,
        is_whole=is_whole,
    )


def units_by_code(month: Month) -> dict[str, UnitFacts]:
    """All units there have ever been, as they stood in the month, else under their latest name. Two queries."""
    placements = Placement.objects.order_by("valid_from").values_list(
        "unit_id", "unit__code", "name", "unit__kind", "county_id", "region_id", "valid_from", "valid_to"
    )
    day = month.first_day
    units: dict[str, UnitFacts] = {}
    for unit, code, name, kind, county, region, begins, ends in placements:
        is_placed = begins <= day and (ends is None or ends > day)
        if is_placed or not (code in units and units[code].is_placed):
            units[code] = UnitFacts(unit, code, name, kind, county, region, is_placed)
    return units | _with_successors(units, day)


def _with_successors(units: dict[str, UnitFacts], day: datetime.date) -> dict[str, UnitFacts]:
    """Those that aren't placed, with what became of them up to that day."""
    successors: dict[str, list[str]] = {}
    pairs = Succession.objects.filter(date__lte=day).values_list("predecessor__code", "successor__code")
    for predecessor, successor in pairs.order_by("date"):
        successors.setdefault(predecessor, []).append(units[successor].label)
    return {
        code: replace(unit, became=said("Den ble til %(units)s.", units=all_of(successors[code])))
        for code, unit in units.items()
        if not unit.is_placed and code in successors
    }


def indicators_by_code(package: Package, month: Month) -> dict[str, IndicatorRules]:
    """Every indicator by its code in capitals, in the package's order, and whether the package has it in the month."""
    items = PackageItem.objects.filter(holds_in(month), package=package, indicator=OuterRef("pk"))
    indicators = (
        Indicator.objects.annotate(
            place=Subquery(items.values("order")[:1]), is_item=Exists(items), holds=Q(holds_in(month))
        )
        .order_by(F("place").asc(nulls_last=True), "code")
        .values_list(
            "id",
            "code",
            "name",
            "unit_of_measure",
            "pooling",
            "allows_negative",
            "is_item",
            "holds",
            "definition_changed",
        )
    )
    return {
        code.upper(): IndicatorRules(
            id, code, name, unit, pooling, negative, is_item and holds, Month.of(changed) if changed else None
        )
        for id, code, name, unit, pooling, negative, is_item, holds, changed in indicators
    }


def standing_figures(month: Month, indicators: list[int]) -> Standing:
    """The published figures of these indicators in the month, whichever package they came in. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ_STANDING, [month.first_day, indicators])
        (received,) = cursor.fetchone()
    rows = np.frombuffer(received or b"", ROW)
    keys = keys_of(rows["indicator_id"], rows["unit_id"])
    order = np.argsort(keys)
    return Standing(
        keys[order],
        numerator=rows["numerator"].astype(np.float64)[order],
        denominator=rows["denominator"].astype(np.float64)[order],
        value=rows["value"].astype(np.float64)[order],
        absence=rows["absence"].astype(np.int8)[order],
        preliminary=rows["preliminary"].astype(np.bool_)[order],
        delivery=rows["delivery_id"].astype(np.int64)[order],
    )


def earlier_month(package: Package, month: Month) -> EarlierMonth | None:
    """The package's latest published month before this one, and who had figures in it. At most three queries."""
    published = Delivery.objects.filter(package=package, state=DeliveryState.PUBLISHED, month__lt=month)
    latest = published.order_by("-month").values_list("month", flat=True).first()
    if latest is None:
        return None
    items = PackageItem.objects.filter(holds_in(latest), package=package)
    indicators = list(items.values_list("indicator_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(UNITS_WITH_FIGURES, [latest.first_day, indicators, Absence.HIDDEN])
        return EarlierMonth(latest, frozenset(unit for (unit,) in cursor.fetchall()))
