"""Icons and the marks of a status: shape, word and colour, as ready markup. Made once per language."""

from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from methods.verdicts import Status


@cache
def icon(name: str, css: str = "") -> Markup:
    """An icon of the sprite, silent to screen readers."""
    classes = f"icon {css}".strip()
    return Markup(
        f'<svg class="{classes}" aria-hidden="true" focusable="false"><use href="{static("icons.svg")}#{name}"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands for a status: `tags` with a word beside the icon, `icons` alone in tight cells, `words` in a text."""

    words: dict[str | None, str]
    tags: dict[str | None, Markup]
    icons: dict[str | None, Markup]
    absences: dict[str, Markup]  # by state of a cell without a value
    preliminary: Markup  # stands before a value
    revised: Markup  # stands after one


@cache
def marks_for(language: str) -> Marks:
    """The marks of a language."""
    with translation.override(language):
        words: dict[str | None, str] = {
            Status.GREEN.value: _("Grønn"),
            Status.YELLOW.value: _("Gul"),
            Status.RED.value: _("Rød"),
            None: _("Uten krav"),
        }
        return Marks(
            words=words,
            tags={status: _tag(status, word) for status, word in words.items()},
            icons={status: _icon(status, word) for status, word in words.items()},
            absences={
                "too_few": _state(_("for få"), "hidden"),
                "not_delivered": _state(_("ikke levert")),
                "not_applicable": _state(_("gjelder ikke")),
                "not_existing": _state(_("fantes ikke")),
                "under_review": _state(_("til kontroll"), "changed"),
            },
            preliminary=Markup(
                '<span class="state" title="{title}">{icon}<span class="aksel-sr-only">{title}: </span></span> '
            ).format(title=_("foreløpig"), icon=icon("preliminary")),
            revised=Markup(
                '<sup class="revised" title="{title}"><span aria-hidden="true">{sign}</span>'
                '<span class="aksel-sr-only"> {title}</span></sup>'
            ).format(title=_("rettet"), sign=_("r")),
        )


def current_marks() -> Marks:
    """The marks of the language in use."""
    return marks_for(get_language() or "nb")


def _tag(status: str | None, word: str) -> Markup:
    return Markup('<span class="status status--{}">{}{}</span>').format(status or "none", icon(status or "none"), word)


def _icon(status: str | None, word: str) -> Markup:
    if status is None:
        return Markup("")
    return Markup(
        f'<svg class="mark mark--{status}" role="img" aria-label="{escape(word)}">'
        f'<use href="{static("icons.svg")}#{status}"/></svg>'
    )


def _state(text: str, symbol: str = "") -> Markup:
    return Markup('<span class="state">{}{}</span>').format(icon(symbol) + " " if symbol else "", text)
