"""A new edition of a county's ranking: calculated, stored and published."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can
from accounts.refusals import Refused
from audit.services import record
from methods.ranking import NothingInCommon
from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from rankings.calculation import ERROR_MONTHS, Cell, Outcome, Outcomes, Terms, rank, reason_of
from rankings.choices import Reason
from rankings.models import Ranking, RankingEntry, RankingIndicator, RankingRule, RegionTarget
from rankings.queries.inputs import Inputs, read_inputs
from rankings.queries.rules import rule_called, rule_of, terms_of, window_in
from scorecards.figures import Limits
from scorecards.publish import LOCK_FOR_A_MONTH
from scorecards.queries.targets import targets_for
from scorecards.versions import count_up_version

LOCK_THE_WINDOW = "SELECT pg_advisory_xact_lock_shared(%s, month) FROM generate_series(%s::int, %s::int) AS month"
COPY_CONTRIBUTIONS = """
COPY rankings_contribution (entry_id, indicator_id, points, value, numerator, denominator, error, known,
    green, yellow, green_upper, yellow_upper) FROM STDIN
"""  # a county's are more than half a thousand, which the ORM takes longer to write than they take to calculate
NO_LIMITS = (None, None, None, None)


def publish_ranking(*, county: PlacedUnit, month: Month, rule: str | None = None, by: User | None) -> Ranking:
    """Calculate, store and publish a new edition of the county's ranking of `month`.

    `rule` is a rule's code; without it the county's own, else the standard one. `by` None is the command line. Raises
    Refused: `not_permitted`, `unknown_rule`, `rule_not_calculable`, and what `read_inputs` says of the month.
    """
    if by is not None and not can(by, "publish_ranking", county.id, month):
        raise Refused("not_permitted", _("Du har ikke rett til å publisere rangeringen for dette fylket."))
    with transaction.atomic():
        chosen = _rule(county, month, rule)
        Unit.objects.select_for_update(no_key=True).get(pk=county.id)  # one edition at a time
        now = _lock_window(month, chosen)
        inputs = read_inputs(county, month, chosen)
        outcomes = outcomes_of(inputs, terms_of(chosen, month))
        ranking = _store(county, month, chosen, inputs, outcomes, now, by)
        record(by=by, verb="published ranking", subject=f"ranking {ranking.pk}", detail=f"{county.code} {month}")
        count_up_version()
    return ranking


def _rule(county: PlacedUnit, month: Month, code: str | None) -> RankingRule:
    rule = rule_called(code, county.id) if code else rule_of(county.id, month)
    if rule is None:
        text = _("Fylket har ingen rangeringsregel med koden %(code)s.") % {"code": code}
        raise Refused("unknown_rule", text)
    if rule.pk is None:
        rule, _created = RankingRule.objects.get_or_create(
            code=rule.code, version=rule.version, defaults={"name": rule.name}
        )
    return rule


def outcomes_of(inputs: Inputs, terms: Terms) -> Outcomes:
    """The places by these terms. Raises Refused: `rule_not_calculable`."""
    with calculable():
        return rank([unit.id for unit in inputs.units], inputs.indicators, inputs.cells, terms)


@contextmanager
def calculable() -> Iterator[None]:
    """Say what the calculation does not take as a refusal: `rule_not_calculable`."""
    try:
        yield
    except NothingInCommon as error:
        text = _("Ingen indikator har tall for alle kontorene med plass. Da er det ingenting å rangere etter.")
        raise Refused("rule_not_calculable", text) from error
    except ValueError as error:
        text = _("Rangeringen lar seg ikke regne ut med disse kravene og vektene: %(error)s.") % {"error": error}
        raise Refused("rule_not_calculable", text) from error


def _lock_window(month: Month, rule: RankingRule) -> datetime:
    """Wait until nobody publishes figures of the window; the moment from which its figures stand still."""
    first = month - (max(window_in(rule, month), ERROR_MONTHS) - 1)
    with connection.cursor() as cursor:
        cursor.execute(LOCK_THE_WINDOW, [LOCK_FOR_A_MONTH, first.index, month.index])
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def _store(
    county: PlacedUnit,
    month: Month,
    rule: RankingRule,
    inputs: Inputs,
    outcomes: Outcomes,
    now: datetime,
    by: User | None,
) -> Ranking:
    newest = Ranking.objects.filter(county=county.id, month=month).order_by("-edition").first()
    ranking = Ranking.objects.create(
        county_id=county.id,
        month=month,
        edition=newest.edition + 1 if newest else 1,
        rule=rule,
        package_id=inputs.package,
        published_at=now,
        published_by=by,
        intervals_shown=outcomes.intervals_shown,
    )
    ranking.deliveries.set(inputs.deliveries)
    _store_indicators(ranking, inputs, outcomes.left_out)
    _store_region_targets(ranking, county, inputs)
    _store_entries(ranking, inputs, outcomes.offices)
    return ranking


def _store_indicators(ranking: Ranking, inputs: Inputs, left_out: frozenset[int]) -> None:
    RankingIndicator.objects.bulk_create(
        RankingIndicator(
            ranking=ranking,
            indicator_id=indicator.id,
            order=order,
            weight=indicator.weight,
            min_base=indicator.min_base,
            counts=indicator.counts,
            left_out=indicator.id in left_out,
            direction=indicator.direction,
            unit_of_measure=indicator.unit_of_measure,
            pooling=indicator.pooling,
            definition_changed=indicator.definition_changed,
        )
        for order, indicator in enumerate(inputs.indicators, start=1)
    )


def _store_region_targets(ranking: Ranking, county: PlacedUnit, inputs: Inputs) -> None:
    """What the regions are held against, so that another target later doesn't change what the edition says of them."""
    regions = units_in(ranking.month, kind=UnitKind.REGION, county=county)
    keys = [indicator.id for indicator in inputs.indicators]
    RegionTarget.objects.bulk_create(
        RegionTarget(ranking=ranking, unit_id=unit, indicator_id=indicator, **asdict(limits))
        for (unit, indicator), limits in targets_for(regions, keys, ranking.month).items()
    )


def _store_entries(ranking: Ranking, inputs: Inputs, offices: Mapping[int, Outcome]) -> None:
    entries = [
        _entry(ranking, unit.id, offices[unit.id], delivered=unit.id in inputs.delivered) for unit in inputs.units
    ]
    gone = [RankingEntry(ranking=ranking, unit_id=unit, reason=Reason.NOT_IN_EXISTENCE) for unit in inputs.gone]
    RankingEntry.objects.bulk_create([*entries, *gone])
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(COPY_CONTRIBUTIONS) as copy:
        for entry in entries:
            for indicator in inputs.indicators:
                cell, outcome = inputs.cells[entry.unit_id, indicator.id], offices[entry.unit_id]
                copy.write_row((entry.pk, indicator.id, *_contribution(indicator.id, cell, outcome)))


def _entry(ranking: Ranking, unit: int, outcome: Outcome, *, delivered: bool) -> RankingEntry:
    return RankingEntry(
        ranking=ranking,
        unit_id=unit,
        position=outcome.position,
        place=outcome.place,
        low=outcome.low,
        high=outcome.high,
        group=outcome.group or "",
        score=outcome.score,
        reason=reason_of(outcome, delivered=delivered) or "",
    )


def _contribution(indicator: int, cell: Cell, outcome: Outcome) -> tuple[float | None, ...]:
    """In the order of COPY_CONTRIBUTIONS, after the two that it belongs to."""
    figure = cell.figure
    known = (figure.value, figure.numerator, figure.denominator, cell.error, figure.known)
    return (outcome.points.get(indicator), *known, *_four(cell.limits))


def _four(limits: Limits | None) -> tuple[float | None, float | None, float | None, float | None]:
    return NO_LIMITS if limits is None else (limits.green, limits.yellow, limits.green_upper, limits.yellow_upper)
