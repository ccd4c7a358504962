"""Which figures may not be shown after a publication: METHODS.md 12 over offices, groups and spans of months.

One system per indicator: its cells are office × month, its totals those that anybody is shown, in all months there are.
How it is decided, and why so: docs/decisions/0003-what-is-hidden.md.
"""

from scorecards.suppression.refresh import refresh_hidden

__all__ = ["refresh_hidden"]
