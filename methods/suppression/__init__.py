"""Small counts: what to hide so that nobody can calculate them back from what is shown."""

from methods.suppression.protect import Suppressed, suppress

__all__ = ["Suppressed", "suppress"]
