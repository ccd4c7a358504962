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
from scorecards.models.uploads import LayoutExample, RefusedDelivery, RefusedFinding, WaitingCheck

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
    "LayoutExample",
    "Package",
    "PackageItem",
    "Perspective",
    "PlaceInterval",
    "RefusedDelivery",
    "RefusedFinding",
    "Reminder",
    "Result",
    "ResultRevision",
    "StandbyFigure",
    "Target",
    "WaitingCheck",
]
