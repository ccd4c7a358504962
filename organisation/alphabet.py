"""The Norwegian alphabet as a sort key: æ ø å come last, and aa is å."""

import unicodedata

# The three signs after z in ASCII stand for æ ø å; Sami letters that Unicode doesn't take apart count as their nearest.
SORTS_AS = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "đ": "d", "ŋ": "n", "ŧ": "t"}


def norwegian_key(text: str) -> tuple[str, str]:
    """Sort key of a name: letters whatever their case and accents, æ ø å last; equal ones by the text itself."""
    letters = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return "".join(_weight(letter) for letter in letters), text


def _weight(letter: str) -> str:
    if letter in SORTS_AS:
        return SORTS_AS[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isalnum() else " "
