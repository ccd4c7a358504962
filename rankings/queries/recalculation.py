"""Every published edition calculated again: from its own stored figures, and those figures from results."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from methods.verdicts import Pooling
from rankings.calculation import Cell, Counted, Key, Outcome, Outcomes, Terms, rank, reason_of
from rankings.choices import Reason
from rankings.models import Contribution, Ranking, RankingEntry, RankingIndicator
from rankings.queries.inputs import read_cells, read_window
from rankings.queries.later import later_figures
from rankings.queries.rules import terms_of
from rankings.windows import WindowFigure
from scorecards.figures import Limits

TOLERANCE = 1e-9
Figures = float | str | bool | None


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition as it stands in the database, in the form of the calculation."""

    ranking: Ranking
    units: tuple[int, ...]  # in the order of the draws
    indicators: tuple[Counted, ...]
    cells: Mapping[Key, Cell]
    outcomes: Outcomes
    reasons: Mapping[int, str]
    codes: Mapping[int, str]  # of units and, beside them, indicators below
    indicator_codes: Mapping[int, str]

    @property
    def name(self) -> str:
        """The edition in a report."""
        return f"ranking {self.ranking.county.code} {self.ranking.month} edition {self.ranking.edition}"


def ranking_differences() -> Iterator[str]:
    """What a new calculation of the published editions finds otherwise than stored, a line for each."""
    standing = Ranking.objects.filter(withdrawn_at=None).select_related("rule", "county")
    for ranking in standing.order_by("county__code", "month", "edition"):
        edition = read_edition(ranking)
        yield from _differences_of_places(edition)
        if not later_figures(ranking):  # figures that changed after it are no fault of the edition
            yield from _differences_of_figures(edition)


def read_edition(ranking: Ranking) -> StoredEdition:
    """An edition with everything it was made from. Three queries."""
    entries = list(RankingEntry.objects.filter(ranking=ranking).select_related("unit"))
    ranked = sorted((e for e in entries if e.reason != Reason.NOT_IN_EXISTENCE), key=lambda entry: entry.unit.code)
    indicators = list(RankingIndicator.objects.filter(ranking=ranking).select_related("indicator").order_by("order"))
    rows: dict[int, dict[int, Contribution]] = {entry.pk: {} for entry in ranked}
    for row in Contribution.objects.filter(entry__ranking=ranking):
        rows[row.entry_id][row.indicator_id] = row
    return StoredEdition(
        ranking=ranking,
        units=tuple(entry.unit_id for entry in ranked),
        indicators=tuple(_counted(row) for row in indicators),
        cells={(entry.unit_id, key): _cell(row) for entry in ranked for key, row in rows[entry.pk].items()},
        outcomes=Outcomes(
            {e.unit_id: _outcome(e, rows[e.pk]) for e in ranked},
            ranking.intervals_shown,
            frozenset(row.indicator_id for row in indicators if row.left_out),
        ),
        reasons={entry.unit_id: entry.reason for entry in ranked},
        codes={entry.unit_id: entry.unit.code for entry in ranked},
        indicator_codes={row.indicator_id: row.indicator.code for row in indicators},
    )


def _counted(row: RankingIndicator) -> Counted:
    return Counted(
        id=row.indicator_id,
        weight=row.weight,
        min_base=row.min_base,
        direction=row.direction,
        unit_of_measure=row.unit_of_measure,
        pooling=row.pooling,
        definition_changed=row.definition_changed,
        counts=row.counts,
    )


def _cell(row: Contribution) -> Cell:
    limits = None if row.green is None else Limits(row.green, row.yellow, row.green_upper, row.yellow_upper)
    return Cell(WindowFigure(row.value, row.numerator, row.denominator, row.known), row.error, limits)


def _outcome(entry: RankingEntry, rows: Mapping[int, Contribution]) -> Outcome:
    points = {key: row.points for key, row in rows.items()}
    return Outcome(entry.position, entry.low, entry.high, entry.group or None, entry.score, points, entry.place)


def _differences_of_places(edition: StoredEdition) -> Iterator[str]:
    """Places, scores and points against a calculation from the edition's own figures."""
    again = rank(
        edition.units, edition.indicators, edition.cells, terms_of(edition.ranking.rule, edition.ranking.month)
    )
    if again.intervals_shown != edition.outcomes.intervals_shown:
        yield f"{edition.name}: intervals shown is {edition.outcomes.intervals_shown}, calculated otherwise"
    for indicator in sorted(again.left_out ^ edition.outcomes.left_out):
        said = "left out" if indicator in edition.outcomes.left_out else "counted"
        yield f"{edition.name}: {edition.indicator_codes[indicator]} is {said}, calculated otherwise"
    for unit in edition.units:
        stored, found = edition.outcomes.offices[unit], again.offices[unit]
        for name in ("position", "place", "low", "high", "group", "score"):
            yield from _difference(edition, unit, name, getattr(stored, name), getattr(found, name))
        for indicator, points in found.points.items():
            name = f"points for {edition.indicator_codes[indicator]}"
            yield from _difference(edition, unit, name, stored.points.get(indicator), points)


def _differences_of_figures(edition: StoredEdition) -> Iterator[str]:
    """The edition's own figures, and why offices have no place, against results."""
    ranking, units = edition.ranking, edition.units
    terms = terms_of(ranking.rule, ranking.month)
    rows = read_window(units, [indicator.id for indicator in edition.indicators], ranking.month, terms)
    limits = {key: cell.limits for key, cell in edition.cells.items() if cell.limits}
    again = read_cells(units, edition.indicators, ranking.month, rows, limits, terms)
    partly_hidden = {
        indicator for (_unit, indicator), figures in rows.figures.items() if any(f.hidden for f in figures)
    }
    for indicator in edition.indicators:
        for unit in units:
            stored, found = edition.cells[unit, indicator.id], again[unit, indicator.id]
            if _is_hidden(stored, indicator, terms) or _is_hidden(found, indicator, terms):
                continue  # what may be shown is decided anew with every publication; that is no fault of the edition
            for name, was, now in _pairs(stored, found, errors=indicator.id not in partly_hidden):
                yield from _difference(edition, unit, f"{name} of {edition.indicator_codes[indicator.id]}", was, now)
    delivered = rows.delivered(ranking.month - (terms.window - 1))
    for unit in units:
        reason = reason_of(edition.outcomes.offices[unit], delivered=unit in delivered)
        yield from _difference(edition, unit, "reason", edition.reasons[unit], reason or "")


def _is_hidden(cell: Cell, indicator: Counted, terms: Terms) -> bool:
    """Whether there are months enough for a figure, and yet none."""
    enough = 1 if indicator.pooling == Pooling.NONE else terms.at_least
    return cell.figure.value is None and cell.figure.known >= enough


def _pairs(stored: Cell, found: Cell, *, errors: bool) -> Iterator[tuple[str, Figures, Figures]]:
    names = [field.name for field in fields(WindowFigure)]
    yield from zip(names, astuple(stored.figure), astuple(found.figure), strict=True)
    if errors:
        yield "error", stored.error, found.error


def _difference(edition: StoredEdition, unit: int, name: str, stored: Figures, found: Figures) -> Sequence[str]:
    if _same(stored, found):
        return ()
    return (f"{edition.name}, {edition.codes[unit]}: {name} is {stored}, calculated {found}",)


def _same(stored: Figures, found: Figures) -> bool:
    if isinstance(stored, float) and isinstance(found, float):
        return math.isclose(stored, found, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return stored == found
