"""The data of scorecards, by subject: what is measured, what arrives, what is known."""

from scorecards.models.catalogue import Goal, Indicator, Package, PackageItem, Perspective, Target
from scorecards.models.deliveries import Delivery, DeliveryFile, Finding, Layout, LayoutColumn, Reminder
from scorecards.models.results import (
    FiguresVersion,
    GroupSummary,
    HiddenTotal,
    PlaceInterval,
    Result,
    ResultRevision,
    StandbyFigure,
)

__all__ = [
    "Delivery",
    "DeliveryFile",
    "FiguresVersion",
    "Finding",
    "Goal",
    "GroupSummary",
    "HiddenTotal",
    "Indicator",
    "Layout",
    "LayoutColumn",
    "Package",
    "PackageItem",
    "Perspective",
    "PlaceInterval",
    "Reminder",
    "Result",
    "ResultRevision",
    "StandbyFigure",
    "Target",
]
