"""What units are called, and were: read where somebody looks for one by name."""

import datetime
from dataclasses import dataclass

from organisation.models import Placement


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit under its latest name, with those it had before and the latest name of the county it stands in."""

    code: str
    kind: str
    name: str
    county_name: str
    is_open: bool  # it stands somewhere on the day asked about
    earlier_names: tuple[str, ...] = ()


def named_units(today: datetime.date) -> list[NamedUnit]:
    """Every unit that has ever stood somewhere. One query."""
    spans: dict[str, list[Placement]] = {}
    placements = Placement.objects.select_related("unit", "county").order_by("valid_from")
    for span in placements:
        spans.setdefault(span.unit.code, []).append(span)
    latest = {code: its[-1].name for code, its in spans.items()}
    return [_named(code, its, latest, today) for code, its in spans.items()]


def _named(code: str, spans: list[Placement], latest: dict[str, str], today: datetime.date) -> NamedUnit:
    last = spans[-1]
    names = dict.fromkeys(span.name for span in reversed(spans))
    return NamedUnit(
        code=code,
        kind=last.unit.kind,
        name=last.name,
        county_name=latest.get(last.county.code, "") if last.county else "",
        is_open=last.valid_to is None or last.valid_to > today,
        earlier_names=tuple(name for name in names if name != last.name),
    )
