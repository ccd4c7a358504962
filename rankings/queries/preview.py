"""What a month's ranking would be, by another rule or as a new edition, beside what it is. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from methods.ranking import Stability, stability
from organisation.months import Month
from organisation.queries import PlacedUnit
from rankings.calculation import Outcome, Outcomes, rank
from rankings.models import Ranking, RankingEntry, RankingRule
from rankings.queries.inputs import Inputs, read_inputs
from rankings.queries.rules import Weights, rule_of, terms_of
from rankings.weighing import Weighing, weighing_of

NOT_THERE = Outcome(None, None, None, None, None, {})


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """An office now and by the other rule. An outcome without a position is not ranked."""

    unit: PlacedUnit
    now: Outcome
    then: Outcome

    @property
    def is_more_than_noise(self) -> bool:
        """Whether the new place lies outside of where the office could stand by the rule in force."""
        now, then = self.now, self.then
        if now.position is None or then.position is None:
            return now.position != then.position
        return now.low is not None and now.high is not None and not now.low <= then.position <= now.high


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The month under both rules: its offices by their new place, and what the new weights do."""

    month: Month
    lines: tuple[PreviewLine, ...]
    alike: Stability  # of the two orders
    weighing: Weighing  # by the other rule, of those with a new place in the order of the lines
    indicators: tuple[int, ...]  # ids, in the order of the weighing's
    left_out: tuple[int, ...] = ()  # that count for nobody, as the other rule says: some placed office lacks them


def preview_of(county: PlacedUnit, month: Month, rule: RankingRule, weights: Weights) -> RulePreview:
    """The county's ranking of `month` by an unsaved rule, beside the one in force.

    Raises Refused as `read_inputs`, ValueError as `rank`.
    """
    now, _inputs = _ranked(county, month, rule_of(county.id, month), None)
    return _beside(now.offices, month, *_ranked(county, month, rule, weights), rule.ties)


def preview_of_edition(county: PlacedUnit, month: Month) -> RulePreview:
    """What would be published now, beside the newest edition that stands, if there is one.

    Raises Refused as `read_inputs`, ValueError as `rank`.
    """
    newest = Ranking.objects.filter(county=county.id, month=month, withdrawn_at=None).order_by("-edition").first()
    entries = RankingEntry.objects.filter(ranking=newest) if newest else ()
    now = {e.unit_id: Outcome(e.position, e.low, e.high, e.group or None, e.score, {}, e.place) for e in entries}
    rule = rule_of(county.id, month)
    return _beside(now, month, *_ranked(county, month, rule, None), rule.ties)


def _beside(now: Mapping[int, Outcome], month: Month, then: Outcomes, inputs: Inputs, ties: str) -> RulePreview:
    unsorted = [PreviewLine(unit, now.get(unit.id, NOT_THERE), then.offices[unit.id]) for unit in inputs.units]
    lines = sorted(unsorted, key=_by_new_place)
    counted = [each for each in inputs.indicators if each.counts and each.id not in then.left_out]
    return RulePreview(
        month=month,
        lines=tuple(lines),
        alike=stability([line.now.position for line in lines], [line.then.position for line in lines]),
        weighing=weighing_of(
            _contributions([line.then for line in lines], [indicator.id for indicator in counted]),
            [indicator.weight for indicator in counted],
            ties,
        ),
        indicators=tuple(indicator.id for indicator in counted),
        left_out=tuple(each.id for each in inputs.indicators if each.id in then.left_out),
    )


def _ranked(county: PlacedUnit, month: Month, rule: RankingRule, weights: Weights | None) -> tuple[Outcomes, Inputs]:
    inputs = read_inputs(county, month, rule, weights)
    terms = terms_of(rule, month)
    return rank([unit.id for unit in inputs.units], inputs.indicators, inputs.cells, terms), inputs


def _contributions(outcomes: Sequence[Outcome], indicators: Sequence[int]) -> list[list[float | None]]:
    """Placed offices × indicators of points."""
    placed = [outcome.points for outcome in outcomes if outcome.position is not None]
    return [[points.get(indicator) for indicator in indicators] for points in placed]


def _by_new_place(line: PreviewLine) -> tuple[bool, int, str]:
    return line.then.position is None, line.then.position or 0, line.unit.code
