"""Sentences that are made in one language and read in others: a constant template and the words put into it."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext, override

Word: TypeAlias = "str | int"  # a `Said` is a word too
TEMPLATE, WORDS = "said", "words"  # how a word that is a sentence of its own is stored


class Said(str):
    """A text in bokmål, as which it is printed, compared and sent, that knows what it was made of.

    A word whose name begins with a capital letter begins with one too. A template that came out of other sentences, and
    holds nothing but them, is in no catalogue and stands as it is.
    """

    __slots__ = ("template", "words")
    template: str
    words: Mapping[str, Word]

    def __new__(cls, template: str, words: Mapping[str, Word]) -> "Said":
        made = super().__new__(cls, _put(template, words))
        made.template, made.words = template, words
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, Word]]:  # type: ignore[override]  # copies are made of these
        return self.template, self.words


def said(template: str, /, **words: object) -> Said:
    """`said("I %(cell)s står «%(value)s».", cell="D2", value="x")`.

    The template is gathered for translation as it stands there, so it is a constant; a per cent sign is written twice.

    Words are texts, numbers, other sentences, labels of closed lists, and whatever prints as it is to be read.
    """
    return Said(template, {name: _word(word) for name, word in words.items()})


def said_number(written: str) -> str:
    """A number as it is written in Norwegian: `73,4` has a point in English."""
    whole, comma, decimals = written.partition(",")
    return said("%(whole)s,%(decimals)s", whole=whole, decimals=decimals) if comma else written


def joined(separator: str, parts: Iterable[object]) -> Said:
    """Sentences or words beside each other, what is empty left out."""
    words = {str(number): _word(part) for number, part in enumerate(part for part in parts if part)}
    return Said(separator.join(f"%({number})s" for number in words), words)


def quoted(names: Iterable[str]) -> Said:
    """`«Mars», «April»`, in the quotation marks of the language."""
    return joined(", ", (said("«%(name)s»", name=name) for name in names))


def in_a_row(*sentences: object) -> Said:
    """Sentences after each other, what is empty left out."""
    return joined(" ", sentences)


def any_of(parts: Iterable[object]) -> str:
    """`A eller B eller C`."""
    return reduce(lambda one, other: said("%(one)s eller %(other)s", one=one, other=other), map(_text, parts))


def all_of(parts: Iterable[object]) -> str:
    """`A og B og C`."""
    return reduce(lambda one, other: said("%(one)s og %(other)s", one=one, other=other), map(_text, parts))


def translated(text: str) -> str:
    """The text in the reader's language; one that isn't `Said` stands as it is."""
    if not isinstance(text, Said):
        return text
    words = {name: translated(word) if isinstance(word, str) else word for name, word in text.words.items()}
    return _put(gettext(text.template) if text.template else "", words)


def kept(message: str) -> dict[str, Any]:
    """The fields of a row that keeps a message, its words as JSON holds them; `said_again` takes them."""
    if not isinstance(message, Said):
        return {"message": message, "template": "", "words": {}}
    return {"message": str(message), "template": message.template, "words": _kept_words(message)}


def said_again(message: str, template: str, words: Mapping[str, Any]) -> str:
    """What was kept as these; a message without a template is from before there were any, and stands as it is."""
    return Said(template, {name: _taken_out(word) for name, word in words.items()}) if template else message


def _word(word: object) -> Word:
    if isinstance(word, (str, int)):
        return word
    if isinstance(word, Promise):
        with override(None):  # its msgid, which is the bokmål
            return Said(str(word).replace("%", "%%"), {})
    return str(word)


def _text(part: object) -> str:
    word = _word(part)
    return word if isinstance(word, str) else str(word)


def _put(template: str, words: Mapping[str, Word]) -> str:
    begin_so = [name for name in words if name[0].isupper()]
    if not begin_so:  # as nearly always: findings come by the thousand
        return template % words
    capitalised = {name: str(words[name])[:1].upper() + str(words[name])[1:] for name in begin_so}
    return template % {**words, **capitalised}


def _kept_words(text: Said) -> dict[str, Any]:
    return {
        name: {TEMPLATE: word.template, WORDS: _kept_words(word)} if isinstance(word, Said) else word
        for name, word in text.words.items()
    }


def _taken_out(word: Any) -> Word:
    if isinstance(word, dict):
        return Said(word[TEMPLATE], {name: _taken_out(inner) for name, inner in word[WORDS].items()})
    found: Word = word
    return found
