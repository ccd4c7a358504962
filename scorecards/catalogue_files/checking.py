"""All checks of a catalogue in turn: everything that is wrong is said at once."""

from organisation.findings import Found
from scorecards.catalogue_files.checks.duplicates import codes_defined_twice
from scorecards.catalogue_files.checks.limits import limits_that_do_not_fit
from scorecards.catalogue_files.checks.ranking import prioritised_items_that_may_be_negative
from scorecards.catalogue_files.checks.references import codes_nobody_defines, indicators_related_to_themselves
from scorecards.catalogue_files.checks.spans import (
    items_outside_their_indicator,
    spans_that_end_too_early,
    spans_that_overlap,
)
from scorecards.catalogue_files.checks.trees import parents_in_a_circle
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.standing import Standing


def check_catalogue(catalogue: Catalogue, standing: Standing) -> list[Found]:
    """What is wrong between the lines of a catalogue, and between them and what stands. Unit codes are as repaired."""
    return [
        *codes_defined_twice(catalogue),
        *codes_nobody_defines(catalogue, standing),
        *indicators_related_to_themselves(catalogue),
        *parents_in_a_circle(catalogue, standing),
        *spans_that_end_too_early(catalogue, standing),
        *spans_that_overlap(catalogue),
        *items_outside_their_indicator(catalogue, standing),
        *limits_that_do_not_fit(catalogue, standing),
        *prioritised_items_that_may_be_negative(catalogue, standing),
    ]
