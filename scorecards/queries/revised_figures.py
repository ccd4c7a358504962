"""Figures that are kept as revisions, as columns: those that a delivery replaced, or brought and lost again."""

from typing import Any

import numpy as np

from scorecards.delivered import Standing, keys_of
from scorecards.queries.sayings import FIGURE
from scorecards.rows_as_arrays import read_rows

COLUMNS = {**FIGURE, "preliminary": ("bool", "preliminary")}
ONE_OF_EACH = """
FROM (
    SELECT DISTINCT ON (indicator_id, unit_id) * FROM scorecards_resultrevision v WHERE {}
    ORDER BY indicator_id, unit_id, {}
) AS revised
"""
BY_IT = "replaced_by_id = %(delivery)s"
BROUGHT = "delivery_id = %(delivery)s"
TAKEN_BACK = f"{BROUGHT} AND replaced_by_id IS NULL"
# What stood once a delivery was withdrawn, and was replaced later: the first of them. What is newer came afterwards.
SINCE = """month = %(month)s AND indicator_id = ANY(%(indicators)s) AND replaced_at > %(at)s
    AND delivery_id <> %(delivery)s
    AND EXISTS (SELECT FROM scorecards_delivery d WHERE d.id = v.delivery_id AND d.published_at < %(at)s)"""


def revised(where: str, parameters: dict[str, Any], *, first: bool = False) -> Standing:
    """The revisions that meet the condition, one of each figure: the latest, or the `first` to be replaced."""
    order = "replaced_at, id" if first else "id DESC"
    rows = read_rows(COLUMNS, ONE_OF_EACH.format(where, order), parameters)
    keys = keys_of(rows["indicator"], rows["unit"])
    order_of_keys = np.argsort(keys)
    forms = {"absence": np.int8, "preliminary": np.bool_, "delivery": np.int64}
    names = ("numerator", "denominator", "value", "absence", "preliminary", "delivery")
    return Standing(
        keys[order_of_keys], *(rows[name].astype(forms.get(name, np.float64))[order_of_keys] for name in names)
    )


def joined(one: Standing, other: Standing) -> Standing:
    """Both; `one` goes before where they have the same figure."""
    more = np.flatnonzero(~np.isin(other.keys, one.keys))
    columns = [np.concatenate([getattr(one, name), getattr(other, name)[more]]) for name in Standing.__slots__]
    order = np.argsort(columns[0])
    return Standing(*(column[order] for column in columns))


def taken(standing: Standing, places: Any) -> Standing:
    """The figures at those places, or where a mask is true."""
    return Standing(*(getattr(standing, name)[places] for name in Standing.__slots__))
