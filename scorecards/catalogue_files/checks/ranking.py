"""An indicator that may be below zero has no part in a ranking."""

from collections.abc import Iterator

from organisation.findings import Found
from organisation.said import said
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.standing import Standing, indicators_after


def prioritised_items_that_may_be_negative(catalogue: Catalogue, standing: Standing) -> Iterator[Found]:
    after = indicators_after(catalogue, standing)
    for line in catalogue.items:
        indicator = after.get(line.indicator.upper())
        if line.priority >= 1 and indicator and indicator.negative:
            message = said(
                "%(code)s kan være under null og kan ikke være med i en rangering. Sett priority til 0.",
                code=indicator.code,
            )
            yield line.error("negative_in_ranking", message, "priority", str(line.priority))
    replaced = {line.package.upper() for line in catalogue.items}
    for changed in catalogue.indicators:
        ranked_in = sorted(
            package
            for (package, indicator), items in standing.items.items()
            if indicator == changed.code.upper() and package not in replaced and any(item.priority for item in items)
        )
        if after[changed.code.upper()].negative and ranked_in:
            message = said(
                "%(code)s er prioritert i %(packages)s og kan ikke få verdier under null."
                " Sett prioriteten til 0 der først.",
                code=changed.code,
                packages=", ".join(ranked_in),
            )
            yield changed.error("negative_in_ranking", message, "negative", "yes")
