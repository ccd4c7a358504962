"""Edits that people make by hand: of rows as they stand, what is to stand instead."""

from collections.abc import Callable, Mapping, Sequence

from scorecards.catalogue_files.edits import Basis, Edit, basis_of
from scorecards.catalogue_files.history import PARTS, put_back
from scorecards.catalogue_files.lines import BEGINNING
from scorecards.catalogue_files.rows import Row, Rows, columns_of, rows_under


def with_row(rows: Rows, table: str, code: str, values: Mapping[str, str]) -> Edit:
    """One row of a coded table with these values; without a code, a new one. Columns not named stay as they are."""
    standing = rows_under(rows, table, code) if code else ()
    row = {**dict.fromkeys(columns_of(table), ""), **(standing[0] if standing else {}), **values}
    if standing:
        row["code"] = standing[0]["code"]
        return Edit({table: [row]}, basis=(basis_of(rows, table, code),))
    return Edit({table: [row]}, basis=(Basis(table, row["code"], ()),))


def with_parts(rows: Rows, table: str, code: str, parts: Sequence[Row]) -> Edit:
    """These items for a package, or targets for an indicator, instead of those it has."""
    emptied = {} if parts else {table: frozenset({code})}
    return Edit({table: list(parts)}, emptied, (basis_of(rows, table, code),))


def with_target(rows: Rows, target: Row) -> Edit:
    """A new target. The one of the same unit that holds when it begins ends then; it ends where a later one begins."""
    others = [dict(row) for row in rows_under(rows, "targets", target["indicator"])]
    new = dict(target)
    begins = _first_day(new)
    for row in others:
        if row["unit"] != new["unit"]:
            continue
        if _first_day(row) < begins and (not row["valid_to"] or row["valid_to"] > begins):
            row["valid_to"] = begins
        elif _first_day(row) > begins and (not new["valid_to"] or new["valid_to"] > _first_day(row)):
            new["valid_to"] = min(_first_day(row), new["valid_to"] or _first_day(row))
    return with_parts(rows, "targets", target["indicator"], [*others, new])


def retired(rows: Rows, code: str, end: str, may_edit: Callable[[str], bool]) -> Edit:
    """An indicator that is measured no longer from the day `end`: it and its places in packages end then.

    Packages of owners that the person may not edit (`may_edit` of their code) keep it; places that begin later go.
    """
    (own,) = rows_under(rows, "indicators", code)
    changed: dict[str, list[Row]] = {"indicators": [{**own, "valid_to": end}], "items": []}
    basis = [basis_of(rows, "indicators", code)]
    emptied: set[str] = set()
    for package in rows.get("packages", ()):
        items = rows_under(rows, "items", package["code"])
        if not may_edit(package["owner"]) or not any(_goes_on(row, code, end) for row in items):
            continue
        left = [_ended(row, end) if _goes_on(row, code, end) else row for row in items]
        stay = [row for row in left if not (row["indicator"] == own["code"] and _first_day(row) >= end)]
        changed["items"] += stay
        basis.append(basis_of(rows, "items", package["code"]))
        if not stay:
            emptied.add(package["code"])
    return Edit(changed, {"items": frozenset(emptied)}, tuple(basis))


def packages_holding(rows: Rows, code: str, end: str) -> list[Row]:
    """The packages in which the indicator has a place on or after a day."""
    holding = {row["package"] for row in rows.get("items", ()) if _goes_on(row, code, end)}
    return [package for package in rows.get("packages", ()) if package["code"] in holding]


def as_before(rows: Rows, table: str, code: str, changes: Mapping[str, tuple[str, str]]) -> Edit:
    """What a line of the history changed, put back. Raises ValueError where that can't be said."""
    back = put_back(rows, table, code, changes)
    part = PARTS.get(table, "")
    emptied = {part: frozenset({code})} if part in back and not back[part] else {}
    return Edit(back, emptied, tuple(basis_of(rows, name, code) for name in back))


def _goes_on(item: Row, code: str, end: str) -> bool:
    return item["indicator"].upper() == code.upper() and (not item["valid_to"] or item["valid_to"] > end)


def _ended(item: Row, end: str) -> Row:
    return {**item, "valid_to": end}


def _first_day(row: Row) -> str:
    """From when a row holds, as text that sorts as days do."""
    return row["valid_from"] or str(BEGINNING)
