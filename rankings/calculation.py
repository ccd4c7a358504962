"""From offices' months to their places: figures in the form that `methods.ranking` asks for, and its answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from methods.conventions import TOLERANCE
from methods.ranking import Ranked, rank_units
from methods.standard_errors import standard_errors
from methods.verdicts import Pooling
from organisation.months import Month
from rankings.choices import Missing, Reason, Ties
from rankings.windows import MonthFigure, WindowFigure, over_window, since
from scorecards.choices import UnitOfMeasure
from scorecards.figures import Limits

ERROR_MONTHS = 12  # that a standard error is read from, whatever the window
MOST_UNCERTAIN_WEIGHT = 0.1  # of cells that can't say how sure they are, with which intervals still mean something
WITH_ERRORS = frozenset({UnitOfMeasure.DAYS, UnitOfMeasure.INDEX, UnitOfMeasure.NUMBER})
WITH_BASES = frozenset({UnitOfMeasure.SHARE, UnitOfMeasure.RATE})


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of a rule (METHODS.md 7)."""

    method: str
    window: int
    at_least: int
    cap: float
    least_weight: float
    draws: int
    seed: int
    confidence: float
    missing: str = Missing.SCALED
    ties: str = Ties.BEST


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator as an edition reads it. `counts` is False where no office has a target, or there is no direction."""

    id: int
    weight: float
    min_base: float | None
    direction: str
    unit_of_measure: str
    pooling: str
    definition_changed: Month | None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator at an office: its figure over the window, that figure's standard error, and its target."""

    figure: WindowFigure
    error: float | None = None
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An office's place, if it has one. `points` by indicator id, None where it had no figure to be judged by."""

    position: int | None
    low: int | None
    high: int | None
    group: str | None
    score: float | None
    points: Mapping[int, float | None]
    place: float | None = None  # what is said of the position: by the rule the middle of the places it shares


@dataclass(frozen=True, slots=True)
class Outcomes:
    """A county's offices by unit id, and whether the places have intervals.

    `left_out`: ids of the indicators that count for nobody, as some placed office lacks them and the rule says so.
    """

    offices: Mapping[int, Outcome]
    intervals_shown: bool
    left_out: frozenset[int] = frozenset()


Key = tuple[int, int]  # unit id, indicator id


def cells_of(
    units: Iterable[int],
    indicators: Iterable[Counted],
    month: Month,
    figures: Mapping[Key, Sequence[MonthFigure]],
    hidden_totals: frozenset[Key],
    limits: Mapping[Key, Limits],
    terms: Terms,
) -> dict[Key, Cell]:
    """A cell for each unit and indicator, from the final figures of the window's months (and the errors' months)."""
    units = list(units)
    cells = {}
    for indicator in indicators:
        months = {unit: since(figures.get((unit, indicator.id), ()), indicator.definition_changed) for unit in units}
        errors = _errors(indicator, month, months)
        for unit in units:
            key = (unit, indicator.id)
            figure = over_window(
                months[unit],
                month,
                indicator.pooling,
                length=terms.window,
                at_least=terms.at_least,
                total_hidden=key in hidden_totals,
            )
            cells[key] = Cell(figure, _of_the_window(errors.get(unit), figure, indicator.pooling), limits.get(key))
    return cells


def _errors(indicator: Counted, month: Month, months: Mapping[int, Sequence[MonthFigure]]) -> dict[int, float | None]:
    """Each office's standard error of one month, where the indicator is of a kind that has one."""
    if indicator.unit_of_measure not in WITH_ERRORS:
        return {}
    span = [*(month - (ERROR_MONTHS - 1)).through(month)]
    shown = {unit: {f.month: f.value for f in figures if not f.hidden} for unit, figures in months.items()}
    return standard_errors({unit: [values.get(m) for m in span] for unit, values in shown.items()})


def _of_the_window(error: float | None, figure: WindowFigure, pooling: str) -> float | None:
    if error is None or figure.value is None:
        return None
    return error if pooling == Pooling.NONE else error / figure.known**0.5


def rank(units: Sequence[int], indicators: Sequence[Counted], cells: Mapping[Key, Cell], terms: Terms) -> Outcomes:
    """The places of `units`. Their order and that of the indicators decide the draws: the same order, the same answer.

    Raises ValueError where the rule can't be calculated (no weight, limits in the wrong order), `NothingInCommon` among
    them.
    """
    counted = [indicator for indicator in indicators if indicator.counts]
    rows = [[cells[unit, indicator.id] for indicator in counted] for unit in units]
    ranked = rank_units(
        values=[[cell.figure.value for cell in row] for row in rows],
        weights=[indicator.weight for indicator in counted],
        directions=[indicator.direction for indicator in counted],
        green=[[cell.limits.green if cell.limits else None for cell in row] for row in rows],
        kinds=[indicator.unit_of_measure for indicator in counted],
        numerators=[[cell.figure.numerator for cell in row] for row in rows],
        denominators=[[cell.figure.denominator for cell in row] for row in rows],
        errors=[[cell.error for cell in row] for row in rows],
        yellow=[[cell.limits.yellow if cell.limits else None for cell in row] for row in rows],
        green_upper=[[cell.limits.green_upper if cell.limits else None for cell in row] for row in rows],
        yellow_upper=[[cell.limits.yellow_upper if cell.limits else None for cell in row] for row in rows],
        min_base=[indicator.min_base for indicator in counted],
        method=terms.method,
        cap=terms.cap,
        least_weight=terms.least_weight,
        draws=terms.draws,
        seed=terms.seed,
        confidence=terms.confidence,
        missing=terms.missing,
        ties=terms.ties,
    )
    shown = _uncertain_weight(rows, ranked, counted) <= MOST_UNCERTAIN_WEIGHT + TOLERANCE
    outcomes = {unit: _outcome(office, counted, shown=shown) for unit, office in zip(units, ranked, strict=True)}
    return Outcomes(outcomes, shown, _left_out(ranked, counted) if terms.missing == Missing.COMMON else frozenset())


def _left_out(ranked: Sequence[Ranked], counted: Sequence[Counted]) -> frozenset[int]:
    """The indicators that gave no placed office points: by `common` those that some of these lack."""
    placed = [office.contributions for office in ranked if office.position is not None]
    return frozenset(
        indicator.id for k, indicator in enumerate(counted) if placed and all(parts[k] is None for parts in placed)
    )


def _uncertain_weight(rows: Sequence[Sequence[Cell]], ranked: Sequence[Ranked], indicators: Sequence[Counted]) -> float:
    """The share of the weight that gave points to figures with neither base nor standard error."""
    whole = uncertain = 0.0
    for row, office in zip(rows, ranked, strict=True):
        for cell, points, indicator in zip(row, office.contributions, indicators, strict=True):
            if points is not None:
                whole += indicator.weight
                based = indicator.unit_of_measure in WITH_BASES and cell.figure.denominator is not None
                uncertain += 0 if based or cell.error is not None else indicator.weight
    return uncertain / whole if whole else 0.0


def _outcome(office: Ranked, counted: Sequence[Counted], *, shown: bool) -> Outcome:
    points = {indicator.id: part for indicator, part in zip(counted, office.contributions, strict=True)}
    if office.position is None:
        return Outcome(None, None, None, None, None, points)
    low, high, group = (office.low, office.high, office.group) if shown else (None, None, None)
    return Outcome(office.position, low, high, group, office.score, points, office.place)


def reason_of(outcome: Outcome, *, delivered: bool) -> Reason | None:
    """Why an office has no place: `no_results` only where none was delivered in the window, else too few of them."""
    if outcome.position is not None:
        return None
    return Reason.TOO_FEW_INDICATORS if delivered else Reason.NO_RESULTS
