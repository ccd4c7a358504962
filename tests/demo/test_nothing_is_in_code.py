"""Nothing about a county, an office or an indicator is in the product's code: they come from files."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.plan import DATA

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ["methods", "audit", "organisation", "accounts", "scorecards", "rankings", "dashboards", "api", "nav_mrs"]


def names(file: str, column: str) -> set[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return {row[column] for row in csv.DictReader(table, delimiter=";")}


UNITS = names("organisation/units.csv", "code")
INDICATORS = {
    code
    for folder in ("catalogue", "telemark/catalogue")
    for table in ("indicators.csv", "packages.csv")
    for code in names(f"{folder}/{table}", "code")
}
PLACES = {"Hordaland", "Fjordane", "Telemark", "Vestland", "Voss"}


def texts_in(path: Path) -> Iterator[str]:
    """The string constants of a module that aren't docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def is_named(text: str) -> bool:
    """Whether the text is a unit's code, or has an indicator, a package or a place of the demo among its words."""
    words = set(re.findall(r"[\w-]+", text))
    return text in UNITS - {"NO"} or bool(words & (INDICATORS | PLACES))


@pytest.mark.parametrize("app", PRODUCT)
def test_no_unit_and_no_indicator_is_named_in_code(app):
    modules = [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]

    assert modules
    assert [(path.name, text) for path in modules for text in texts_in(path) if is_named(text)] == []


def test_what_would_be_named_is_recognised():
    assert is_named("1200")
    assert is_named("Styringspakke for Hordaland")
    assert is_named("where code = 'OVG_ORD'")
    assert not is_named("http://www.w3.org/2000/svg")
