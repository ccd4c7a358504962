"""Keeping what a published delivery said and that changed nothing: should what stands be withdrawn, it is wanted."""

import numpy as np

from scorecards.binary_copy import Column, Words, copy_rows
from scorecards.delivered import ABSENCES, Figures


def keep_standby(delivery: int, figures: Figures) -> None:
    """Store these figures of the delivery beside those that stand; in the order of the key, which is cheapest."""
    figures = figures.take(np.argsort(figures.keys))
    columns: dict[str, Column | Words] = {
        "delivery_id": Column(">i8", delivery),
        "indicator_id": Column(">i8", figures.indicator_ids),
        "unit_id": Column(">i8", figures.unit_ids),
        "numerator": Column(">f8", figures.numerator),
        "denominator": Column(">f8", figures.denominator),
        "value": Column(">f8", figures.value),
        "absence": Words(figures.absence, ABSENCES),
        "emptied": Column(">i1", figures.emptied),
    }
    copy_rows("scorecards_standbyfigure", columns, len(figures))
