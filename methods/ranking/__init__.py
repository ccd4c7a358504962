"""Rankings that say how sure they are: attainment, scores, the spread between offices, places with intervals."""

from methods.ranking.levels import Evidence
from methods.ranking.places import Stability, stability
from methods.ranking.points import attainment
from methods.ranking.rank import Ranked, evidence_of, rank_table, rank_units
from methods.ranking.scores import NothingInCommon, Score, score_table, score_units
from methods.ranking.spread import Between, between
from methods.ranking.table import Table, alone, table_of
from methods.ranking.weights import (
    Sensitivity,
    WithoutIndicator,
    shares_of_differences,
    weight_sensitivity,
    without_each,
)

__all__ = [
    "Between",
    "Evidence",
    "NothingInCommon",
    "Ranked",
    "Score",
    "Sensitivity",
    "Stability",
    "Table",
    "WithoutIndicator",
    "alone",
    "attainment",
    "between",
    "evidence_of",
    "rank_table",
    "rank_units",
    "score_table",
    "score_units",
    "shares_of_differences",
    "stability",
    "table_of",
    "weight_sensitivity",
    "without_each",
]
