"""Texts in other languages than bokmål: gathered from code and templates into `locale/`, and compiled for Django.

python -m nav_mrs.texts gather     # new texts into each django.po, empty; those gone are taken out
python -m nav_mrs.texts compile    # each django.po to the django.mo beside it
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "locale"
METHODS = [
    *((f"{folder}/**", "ignore") for folder in ("benchmarks", "build", "node_modules", "tests")),
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
]
ONE = (1,)
NUMBER = (1, 2)  # one and many
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "marked": ONE,
    "said": ONE,
    "ngettext_lazy": NUMBER,
    "said_of_number": NUMBER,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def asked_for() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """File, line, text (one and many, where it has both) and context of every text that is asked for."""
    for name, line, message, _comments, context in extract_from_dir(ROOT, METHODS, keywords=KEYWORDS):
        yield name, line, message, context


def gathered() -> Catalog:
    """Every text for people that stands in code and templates."""
    found = Catalog()
    for name, line, message, context in asked_for():
        found.add(message, None, [(name, line)], context=context)
    return found


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """The translations of each language, with the file that they stand in."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as written:
            yield path, read_po(written, locale=path.parts[-3])


def placeholders(text: str) -> set[str]:
    """The names in a text that words are put in place of."""
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def gather() -> None:
    found = gathered()
    for path, translated in catalogues():
        translated.update(found, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(
                file, translated, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
            )


def compile_all() -> None:
    for path, translated in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, translated)


if __name__ == "__main__":
    {"gather": gather, "compile": compile_all}[sys.argv[1]]()
