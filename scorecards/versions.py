"""Which version of the figures pages are made from: a page kept for one version is true as long as it stands."""

from django.db import connection

from accounts.permissions import Reader, ask_with_roles

NUMBER = "coalesce((SELECT number FROM scorecards_figuresversion), 0)"


def figures_version() -> int:
    """The version that a reader sees now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NUMBER}")
        number: int = cursor.fetchone()[0]
    return number


def figures_version_for(reader: Reader) -> int:
    """The same, with the reader's roles in one query: every page asks both, also one that a browser has already."""
    number: int = ask_with_roles(reader, NUMBER)
    return number


def count_up_version() -> None:
    """Call last in every transaction that changes what pages show: pages kept for the version before are made anew.

    The row is locked to the end of the transaction, so that no reader gets a new number with old figures.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO scorecards_figuresversion (id, number) VALUES (1, 1)"
            " ON CONFLICT (id) DO UPDATE SET number = scorecards_figuresversion.number + 1"
        )
