"""Translations for a test alone, as compiled files; and texts that show what was translated and what was not."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent
APPS = ("accounts", "api", "audit", "dashboards", "demo", "nav_mrs", "organisation", "rankings", "scorecards")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
NORWEGIAN = re.compile(
    r"[æøåÆØÅ]|\b(ikke|eller|med|som|til|fra|kontor|måned|fylke|tall|uten|enhet|linje|krav|Velg|mål|er|har)\b"
)
ASKED = ("_", "_t", "gettext", "gettext_lazy", "said", "marked", "gettext_noop")


def code() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the product, parsed."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node


@cache
def templates() -> frozenset[str]:
    """Every text of the code that is asked for in the reader's language."""
    first = (call.args[0] for _, tree in code() for call in calls(tree, *ASKED) if call.args)
    texts = (arg.value for arg in first if isinstance(arg, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str) and text)


def struck_out(text: str) -> str:
    """With an x for each letter, its words to be filled in left as they are."""
    parts = []
    at = 0
    for found in PLACEHOLDER.finditer(text):
        parts += [re.sub(r"[^\W\d_]", "x", text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, re.sub(r"[^\W\d_]", "x", text[at:])])


def bokmål_left(texts: Iterable[str], *data: str) -> dict[str, list[str]]:
    """Of texts that were translated into `struck_out` ones, those with words in bokmål; `data` is no text."""
    left = {}
    for text in texts:
        bare = text
        for word in data:
            bare = bare.replace(word, "")
        if found := NORWEGIAN.findall(bare):
            left[text] = found
    return left


def forget_texts() -> None:
    """What pages look up once in a language: names of months, marks, forms of numbers, guides."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboards."):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


class Translations:
    """Texts by language, in folders that the settings then name instead of the product's own."""

    def __init__(self, settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.given: list[Path] = []

    def strike_out(self, language: str) -> None:
        """Every text of the code as nothing but its words."""
        self.supply(language, {text: struck_out(text) for text in templates()})

    def supply(self, language: str, texts: Mapping[str, str]) -> None:
        given = self.folder / str(len(self.given))  # gettext remembers a file by its path
        path = given / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True)
        catalogue = Catalog(locale=language)
        for text, translation in texts.items():
            catalogue.add(text, translation)
        with path.open("wb") as file:
            write_mo(file, catalogue)
        self.given.insert(0, given)
        self.settings.LOCALE_PATHS = list(self.given)
        forget_texts()
