"""The part of a catalogue that belongs to some units, with what it needs to be loaded back."""

from collections.abc import Collection

from scorecards.catalogue_files.rows import Row, Rows


def own_part(rows: Rows, owners: Collection[str]) -> dict[str, list[Row]]:
    """Goals, indicators and packages of these units (codes), their items, and the targets of their indicators.

    An indicator for which they only have targets of their own comes with all its targets: a file is the truth for them.
    """
    indicators = {row["code"] for row in rows["indicators"] if row["owner"] in owners}
    packages = {row["code"] for row in rows["packages"] if row["owner"] in owners}
    with_targets = {row["indicator"] for row in rows["targets"] if row["unit"] in owners}
    return {
        "perspectives": [],
        "goals": [row for row in rows["goals"] if row["owner"] in owners],
        "indicators": [row for row in rows["indicators"] if row["code"] in indicators],
        "packages": [row for row in rows["packages"] if row["code"] in packages],
        "items": [row for row in rows["items"] if row["package"] in packages],
        "targets": [row for row in rows["targets"] if row["indicator"] in indicators | with_targets],
    }
