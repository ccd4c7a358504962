"""What the code says to people: every sentence a constant that can be translated, with the words that it asks for."""

import ast

import pytest

from dashboards.catalogue_words import OF_A_FIELD
from tests.translations import NORWEGIAN, PLACEHOLDER, ROOT, calls, code, templates

TRANSLATING = {
    *("_", "_t", "said", "marked", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"),
}
# What is data or a format, and no sentence: by module, what may stand there.
NO_SENTENCES = {
    "accounts/choices.py": {"Bokmål"},
    "nav_mrs/settings.py": {"Bokmål"},
    "api/views.py": {"Mål og resultater"},  # the product's name
    "organisation/alphabet.py": {"æ", "ø", "å", "ÆØÅæøåäö"},
    "dashboards/search.py": {"æ", "ø"},
    "scorecards/parsing/words.py": {"enhet", "kontor", "måned", "månad"},  # words of headers in files
    "scorecards/services/filling_in.py": {"enhet", "måned"},
    "scorecards/parsing/rows.py": None,  # a pattern of words in files
    "scorecards/parsing/choosing.py": {"[a-zæøå]+"},
    "dashboards/catalogue_words.py": set(OF_A_FIELD),  # templates of others
}
APART = ("demo",)  # its texts are those of a made-up county


def place(path, node):
    return f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.fixture(scope="module")
def said_calls():
    return [(path, call) for path, tree in code() for call in calls(tree, "said")]


def test_there_are_sentences(said_calls):
    assert len(said_calls) > 200


def test_every_template_is_a_constant(said_calls):
    others = [place(path, call) for path, call in said_calls if not isinstance(call.args[0], ast.Constant)]
    assert others == []


def test_every_template_is_given_the_words_that_it_asks_for_and_no_others(said_calls):
    wrong = {
        place(path, call): call.args[0].value
        for path, call in said_calls
        if {name for name in PLACEHOLDER.findall(call.args[0].value) if name}
        != {keyword.arg for keyword in call.keywords}
    }
    assert wrong == {}


def test_every_template_can_be_filled(said_calls):
    for _, call in said_calls:
        template = call.args[0].value
        filled = template % {keyword.arg: "x" for keyword in call.keywords}
        assert "%(" not in filled
        assert filled.strip() == filled


def test_no_word_is_put_together_where_the_gatherer_would_take_it_for_a_template(said_calls):
    together = [
        place(path, call)
        for path, call in said_calls
        for word in call.keywords
        if isinstance(word.value, ast.JoinedStr)
    ]
    assert together == []


def test_no_word_is_given_by_its_place(said_calls):
    assert [place(path, call) for path, call in said_calls if len(call.args) != 1] == []


def test_what_a_form_says_instead_of_a_file_is_said_of_files():
    assert set(OF_A_FIELD) <= templates()
    for of_a_file, of_a_field in OF_A_FIELD.items():
        assert set(PLACEHOLDER.findall(of_a_field)) == set(PLACEHOLDER.findall(of_a_file))


def docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            for statement in node.body:
                if isinstance(statement, ast.Expr):
                    yield statement.value


def literals_left(tree):
    """Norwegian literals that go through nothing that translates them."""
    passed = {id(inner) for call in calls(tree, *TRANSLATING) for arg in call.args for inner in ast.walk(arg)}
    passed |= {id(text) for text in docstrings(tree)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in passed and NORWEGIAN.search(node.value):
            yield node.value


def test_no_norwegian_is_left_that_is_said_in_one_language_only():
    left = {}
    for path, tree in code():
        name = str(path.relative_to(ROOT))
        allowed = NO_SENTENCES.get(name, set())
        if allowed is None or name.startswith(APART):
            continue
        if found := set(literals_left(tree)) - allowed:
            left[name] = found
    assert left == {}
