"""The limits of a target fit the direction and the unit of measure of its indicator."""

from collections.abc import Iterator

from methods.status import status_of
from organisation.findings import Found
from organisation.said import said, said_number
from scorecards.catalogue_files.lines import Catalogue, TargetLine
from scorecards.catalogue_files.standing import IndicatorTraits, Standing, indicators_after
from scorecards.choices import Direction, UnitOfMeasure
from scorecards.figures import Limits

LIMITS = ("green", "yellow", "green_upper", "yellow_upper")
ORDER = {
    Direction.HIGHER: said("Høyere er bedre, så yellow må være lik eller under green."),
    Direction.LOWER: said("Lavere er bedre, så yellow må være lik eller over green."),
    Direction.INSIDE: said(
        "Best er innenfor et intervall: fyll ut green og green_upper, og begge eller ingen av yellow og"
        " yellow_upper, slik at yellow ≤ green ≤ green_upper ≤ yellow_upper."
    ),
}


def limits_that_do_not_fit(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    after = indicators_after(catalogue, standing)
    for line in catalogue.targets:
        indicator = after.get(line.indicator.upper())
        if indicator:
            yield from _faults_of_a_target(line, indicator)
    named = {line.indicator.upper() for line in catalogue.targets}
    for changed in catalogue.indicators:
        code = changed.code.upper()
        standing_targets = standing.targets.get(code, ()) if code not in named else ()
        if any(not in_order(limits, changed.direction) for limits in standing_targets):
            message = said(
                "%(code)s har krav som ikke passer med retningen %(direction)s. Last nye krav i samme katalog.",
                code=changed.code,
                direction=changed.direction,
            )
            yield changed.error("limits_out_of_order", message, "direction", changed.direction)


def in_order(limits: Limits, direction: str) -> bool:
    """Whether limits can be judged by in that direction."""
    try:
        status_of(limits.green, direction, limits.green, limits.yellow, limits.green_upper, limits.yellow_upper)
    except ValueError:
        return False
    return True


def _faults_of_a_target(line: TargetLine, indicator: IndicatorTraits) -> Iterator[Found]:
    limits = Limits(line.green, line.yellow, line.green_upper, line.yellow_upper)
    if not in_order(limits, indicator.direction):
        yield line.error("limits_out_of_order", ORDER[Direction(indicator.direction)], "green", in_words(line.green))
    for column in LIMITS:
        limit = getattr(line, column)
        if limit is None:
            continue
        if indicator.unit == UnitOfMeasure.SHARE and limit > 1:
            message = said(
                "Kravet til en andel er et tall fra 0 til 1. Mente du %(limit)s %%? Skriv det med prosenttegn.",
                limit=in_words(limit),
            )
            yield line.error("share_out_of_range", message, column, in_words(limit))
        if column.endswith("_upper") and indicator.direction != Direction.INSIDE:
            message = said(
                "%(column)s er uten virkning: retningen er %(direction)s, og øvre grenser hører til inside.",
                column=column,
                direction=indicator.direction,
            )
            yield line.warning("limit_without_effect", message, column, in_words(limit))


def in_words(number: float) -> str:
    """A limit as people write it."""
    return said_number(f"{number:g}".replace(".", ","))
