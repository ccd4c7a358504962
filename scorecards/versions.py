"""Which version of the figures pages are made from: a page kept for one version is true as long as it stands."""

from django.db import connection


def figures_version() -> int:
    """The version that a reader sees now."""
    with connection.cursor() as cursor:  # by hand: every page asks it, also one that the reader's browser has already
        cursor.execute("SELECT number FROM scorecards_figuresversion")
        found = cursor.fetchone()
    return found[0] if found else 0


def count_up_version() -> None:
    """Call last in every transaction that changes what pages show: pages kept for the version before are made anew.

    The row is locked to the end of the transaction, so that no reader gets a new number with old figures.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO scorecards_figuresversion (id, number) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET number = scorecards_figuresversion.number + 1"
        )
