"""Links that choose something on the page they stand on and leave the rest of its address as it is."""

from collections.abc import Mapping
from urllib.parse import urlencode

NOW = "now"  # what `as` is in an address that asks for the organisation as it is


def asks_for_now(asked: Mapping[str, str]) -> bool:
    return asked.get("as") == NOW


def kept_now(asked: Mapping[str, str], first: str = "&") -> str:
    """What an address ends with so that it leads to the same reading as this one."""
    return f"{first}as={NOW}" if asks_for_now(asked) else ""


def chosen_href(asked: Mapping[str, str], anchor: str = "", **changed: str | int) -> str:
    """The query `asked` with these changed, empty ones left out, and from the first page on unless one is named."""
    query = {**{name: asked[name] for name in asked if name != "page"}, **changed}
    return f"?{urlencode({name: value for name, value in query.items() if value not in ('', None)})}{anchor}"


def page_number(asked: Mapping[str, str]) -> int:
    """The page asked for, the first where none is."""
    page = asked.get("page", "")
    return max(1, int(page)) if page.isdecimal() and page.isascii() and len(page) < 6 else 1
