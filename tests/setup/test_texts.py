"""Texts in nynorsk and English: each there, with the words that it is to be filled with, and compiled for Django."""

import ast
import gettext
import shutil

import pytest
from babel.messages.catalog import Catalog

from nav_mrs import texts

LANGUAGES = ("en", "nn")
SHORT = 3  # words: abbreviations and dates end in a full stop of their own
ALIKE = 0.2  # at most so many texts are the same in nynorsk as in bokmål, and fewer in English


@pytest.fixture(scope="module")
def gathered():
    return texts.gathered()


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request):
    return next(catalogue for path, catalogue in texts.catalogues() if path.parts[-3] == request.param)


def forms(text):
    """A text as its forms: one, or one and many."""
    return [text] if isinstance(text, str) else list(text)


def keys(catalogue):
    return {(message.id, message.context) for message in catalogue if message.id}


def test_texts_of_code_and_of_templates_are_gathered(gathered):
    assert gathered.get("Se her først") is not None  # a template
    assert gathered.get("ikke levert") is not None  # code
    assert gathered.get("januar") is not None  # marked where it stands, said elsewhere
    assert gathered.get(("%(num)s kontor", "%(num)s kontor")) is not None


def test_no_text_is_asked_for_both_alone_and_as_one_of_many():
    """Python before 3.11.5 does not find the form for one where the text alone is asked for."""
    every = {(message, context) for _name, _line, message, context in texts.asked_for()}
    alone = {key for key in every if isinstance(key[0], str)}
    assert {(message[0], context) for message, context in every if isinstance(message, tuple)} & alone == set()


def test_texts_of_tests_are_not_gathered(gathered):
    places = {place for message in gathered for place, _line in message.locations}
    assert not [place for place in places if place.startswith(("tests/", "node_modules/", "build/"))]


def test_every_text_is_translated(gathered, translated):
    missing = [
        message.id
        for message in gathered
        if message.id and not all(forms((translated.get(message.id, message.context) or message).string or ""))
    ]
    assert missing == []


def test_nothing_is_translated_that_is_not_said_any_more(gathered, translated):
    assert keys(translated) - keys(gathered) == set()


def test_a_translation_has_the_same_words_to_fill_in(translated):
    wrong = [
        (message.id, message.string)
        for message in translated
        if message.id
        and {frozenset(texts.placeholders(form)) for form in forms(message.string)[-1:]}
        != {frozenset(texts.placeholders(form)) for form in forms(message.id)[-1:]}
    ]
    assert wrong == []


def test_the_form_for_one_asks_for_no_word_that_is_not_there(translated):
    wrong = [
        message.id
        for message in translated
        if message.pluralizable
        and message.id
        and not texts.placeholders(message.string[0]) <= texts.placeholders("".join(forms(message.id)))
    ]
    assert wrong == []


def test_a_translation_ends_and_is_marked_up_as_its_text(translated):
    """A full stop that is lost, or a colon that is added, shows beside its neighbours."""
    wrong = [
        (message.id, message.string)
        for message in translated
        if message.id
        and len(forms(message.id)[-1].split()) > SHORT
        and forms(message.id)[-1][-1:] in ".:?"
        and forms(message.string)[-1][-1:] not in ".:?"
    ]
    assert wrong == []


def test_quotation_marks_are_those_of_the_language(translated):
    unwanted = "«»" if str(translated.locale) == "en" else "“”"
    assert [message.id for message in translated if set(unwanted) & set("".join(forms(message.string)))] == []


def test_most_texts_differ_from_bokmål(translated):
    said = [message for message in translated if message.id and len(forms(message.id)[0].split()) > SHORT]
    alike = [message.id for message in said if message.string == message.id]
    assert len(alike) < ALIKE * len(said)


def test_every_text_that_is_asked_for_stands_whole_in_the_code():
    """What is put together before it is asked for is never found among the translations."""
    put_together = []
    for path in sorted(texts.ROOT.glob("[a-z]*/**/*.py")):
        if path.relative_to(texts.ROOT).parts[0] in ("tests", "benchmarks", "build", "node_modules"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "ngettext", "said"):
                put_together += [f"{path}:{node.lineno}" for each in node.args[:1] if isinstance(each, ast.JoinedStr)]
    assert put_together == []


def test_compiled_texts_are_read_by_gettext(translated, tmp_path, monkeypatch):
    folder = tmp_path / str(translated.locale) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Se her først"\nmsgstr "Her"\n\nmsgid "tom"\nmsgstr ""\n')
    monkeypatch.setattr(texts, "LOCALE", tmp_path)
    texts.compile_all()
    with (folder / "django.mo").open("rb") as compiled:
        read = gettext.GNUTranslations(compiled)
    assert read.gettext("Se her først") == "Her"
    assert read.gettext("tom") == "tom"  # not translated: the text itself


def test_gathering_keeps_translations_adds_new_texts_and_takes_out_old_ones(tmp_path, monkeypatch):
    folder = tmp_path / "nn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    written = folder / "django.po"
    written.write_text('msgid "Hallo"\nmsgstr "Hei"\n\nmsgid "Sagt før"\nmsgstr "Sagt"\n')
    said_now = Catalog()
    said_now.add("Hallo")
    said_now.add("Nytt")
    monkeypatch.setattr(texts, "LOCALE", tmp_path)
    monkeypatch.setattr(texts, "gathered", lambda: said_now)
    texts.gather()
    assert written.read_text() == 'msgid "Hallo"\nmsgstr "Hei"\n\nmsgid "Nytt"\nmsgstr ""\n\n'


def test_the_names_of_a_text_are_found_in_both_forms():
    assert texts.placeholders("%(n)s av %(of)d, {month} og 95 %%") == {"n", "of", "month"}


def test_gathering_again_changes_nothing(tmp_path, monkeypatch):
    """What is committed is what the code says now."""
    before = {path.parts[-3]: path.read_bytes() for path, _catalogue in texts.catalogues()}
    shutil.copytree(texts.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(texts, "LOCALE", tmp_path / "locale")
    texts.gather()
    assert {path.parts[-3]: path.read_bytes() for path, _catalogue in texts.catalogues()} == before
