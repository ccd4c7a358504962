"""Guides for the users, as pages: the text is that of `docs/`, in the reader's language."""

from functools import cache
from pathlib import Path

from django.conf import settings
from markdown_it import MarkdownIt
from markupsafe import Markup

FOLDER: Path = settings.BASE_DIR / "docs"


@cache
def guide(name: str, language: str) -> tuple[str, Markup]:
    """The heading and the rest of a guide; in bokmål where it is not there in the language.

    The text is ours: raw HTML in it is shown as text all the same.
    """
    other = FOLDER / f"{name}.{language}.md"
    text = (other if other.exists() else FOLDER / f"{name}.md").read_text()
    heading, _newline, rest = text.removeprefix("# ").partition("\n")
    return heading.strip(), Markup(MarkdownIt("commonmark", {"html": False}).render(rest))  # noqa: S704 - see above
