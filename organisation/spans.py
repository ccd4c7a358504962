"""Spans of dates in models: from one day up to, not including, another; open where the end is null."""

from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThan

from organisation.months import Month


class Range(Func):
    """A PostgreSQL range of two expressions; `function` names its type."""

    template = "%(function)s(%(expressions)s)"


def same(expression: Combinable) -> Range:
    """A range that overlaps another only where both hold the same number: equality for exclusion constraints."""
    return Range(expression, expression, Value("[]"), function="int8range")


def span() -> Range:
    return Range(F("valid_from"), F("valid_to"), function="daterange")


def ends_after_it_begins(name: str) -> CheckConstraint:
    ends_later = Q(GreaterThan(F("valid_to"), F("valid_from")))
    return CheckConstraint(name=name, condition=Q(valid_to__isnull=True) | ends_later)


def holds_in(month: Month, prefix: str = "") -> Q:
    """The spans that hold the month's first day. `prefix` is the path to the model with the span, ending in `__`."""
    day = month.first_day
    still = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & still
