"""The Norwegian alphabet as a sort key: æ ø å come last, and aa is å."""

import unicodedata

from django.db.models import Func, Value
from django.db.models.functions import Collate, Lower

# The three signs after z in ASCII stand for æ ø å; Sami letters that Unicode doesn't take apart count as their nearest.
SORTS_AS = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "đ": "d", "ŋ": "n", "ŧ": "t"}


def norwegian_key(text: str) -> tuple[str, str]:
    """Sort key of a name: letters whatever their case and accents, æ ø å last; equal ones by the text itself."""
    letters = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return "".join(_weight(letter) for letter in letters), text


def norwegian_order(field: str) -> Collate:
    """The same for a column, for lists too long to sort in Python (without aa as å)."""
    bare = Func(Lower(field), Value("ÆØÅæøåäö"), Value("{|}{|}{|"), function="translate")
    return Collate(bare, "C")


def _weight(letter: str) -> str:
    if letter in SORTS_AS:
        return SORTS_AS[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isalnum() else " "
