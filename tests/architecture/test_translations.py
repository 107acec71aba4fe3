"""What is in one catalogue is in each, whole, and with the figures of its message."""

import ast
import re
import subprocess
import sys
from dataclasses import asdict

import pytest
from babel.messages import pofile

from services import errors
from services.orders.papers import order_words
from tests.architecture.source import ROOT
from utils import language

OTHERS = [code for code in language.LANGUAGES if code != language.ENGLISH.language]


# As `make translations` has them found.
EXTRACT = ("-q", "extract", "-F", "pyproject.toml", "-k", "plural:1,2", "-k", "NothingSold", "-o")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The messages of the source, as it is now."""
    template = tmp_path_factory.mktemp("translations") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", *EXTRACT, str(template), "."]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with template.open("rb") as written:
        return {(message.context, message.id) for message in pofile.read_po(written) if message.id}


def messages(code):
    return [message for message in language.source_of(code) if message.id]


def texts(said):
    return [said] if isinstance(said, str) else list(said)


def figures(text):
    return set(re.findall(r"\{(\w*)(?:!r)?\}", text))


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code):
    missing = [message.id for message in messages(code) if message.fuzzy or not all(texts(message.string))]
    assert not missing, f"Write these into utils/translations/{code}.po: {missing}"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_figures_of_its_message(code):
    wrong = [
        (message.id, translated)
        for message in messages(code)
        for translated in texts(message.string)
        if figures(translated) != figures(texts(message.id)[-1])
    ]
    assert not wrong


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_begins_and_ends_as_its_message_where_it_is_joined_to_others(code):
    def edges(text):
        return text[:1] == " ", text[-1:] == " "

    wrong = [own.id for own in messages(code) if edges(texts(own.id)[0]) != edges(texts(own.string)[0])]
    assert not wrong


def test_the_catalogues_have_the_same_messages():
    first, *others = ({str(message.id) for message in messages(code)} for code in OTHERS)
    assert all(other == first for other in others)


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_has_what_the_source_says_and_nothing_else(code, said):
    kept = {(message.context, message.id) for message in messages(code)}
    assert (said - kept, kept - said) == (set(), set()), "make translations, and translate what is new"


def test_no_message_hides_in_another_text():
    """In braces of an f-string nothing is found: such a message would never be translated."""
    hidden = re.compile(r"""f(["']).*\{(_|ngettext|pgettext)\(["'].*\1""")
    wrong = [
        f"{path}: {line.strip()}"
        for folder in ("dashboard", "services", "utils")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if hidden.search(line)
    ]
    assert not wrong


def calls(path, *names):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [one for one in ast.walk(tree) if isinstance(one, ast.Call) and getattr(one.func, "id", "") in names]


def test_what_is_counted_stands_where_it_is_looked_for():
    """Under a name of its own a pair of messages is found by nobody, and said in English for ever."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in ("dashboard", "services", "utils")
        for path in (ROOT / folder).rglob("*.py")
        for call in calls(path, "ngettext", "pgettext")
        if isinstance(call.args[0], ast.Name)
    ]
    assert wrong == [], "write both messages into the brackets, or mark them with plural()"


def test_no_message_is_both_counted_and_not():
    """A catalogue keeps the pair of them alone, and what is not counted is said in English for ever."""
    said = {"counted": set(), "plain": set()}
    for folder in ("dashboard", "services", "utils"):
        for path in (ROOT / folder).rglob("*.py"):
            for call in calls(path, "ngettext", "plural", "_", "N_"):
                if isinstance(call.args[0], ast.Constant):
                    said["plain" if call.func.id in ("_", "N_") else "counted"].add(call.args[0].value)
    assert said["counted"] & said["plain"] == set()


# What a browser shows of a task is said by the worker; these are read in a terminal, or by nobody.
IN_ENGLISH = {"services/operations/remote.py", "services/operations/end_to_end.py"}
REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
# Where the message of each stands.
SAYS = {**dict.fromkeys(REFUSALS, 0), "ValueError": 0, "Fault": 1, "Finding": 1, "fault": 1, "warning": 1}


def is_said_as_it_stands(text):
    """Whether it is written right there, in English words, instead of being looked up."""
    plain = text.value if isinstance(text, ast.Constant) else ""
    written = [part.value for part in getattr(text, "values", []) if isinstance(part, ast.Constant)]
    return bool(re.search(r"[a-z] [a-z]", "".join(map(str, [plain, *written]))))


def untranslated(path):
    for call in (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)):
        place = SAYS.get(getattr(call.func, "id", ""))
        if place is not None and len(call.args) > place and is_said_as_it_stands(call.args[place]):
            yield f"{path.relative_to(ROOT)}:{call.lineno}"


def test_every_refusal_and_finding_of_a_service_is_translated():
    paths = [path for path in (ROOT / "services").rglob("*.py") if str(path.relative_to(ROOT)) not in IN_ENGLISH]
    wrong = [place for path in paths for place in untranslated(path)]
    assert not wrong, 'raise them as NotFound(_("There is no product {sku!r}.", sku=sku))'


# A straight apostrophe within a word, or a mark that may be torn off and begin a line.
TORN = {
    "fr": re.compile(r"\w'\w|[\w)»}] ?[?!;](?=\s|$)|\w :(?=\s|$)|« | »|[\d}] %"),
    "es": re.compile(r"\d%|« | »|\w [?!;:]"),
    "de": re.compile(r"\d% |\w [?!;:]"),
}
# What the glossary at the head of a catalogue calls otherwise.
FOREIGN = {"fr": r"\bproduits?\b", "es": r"\bproductos?\b", "de": r"\b(Produkte?|Kategorien?)\b"}
# What machines read: in braces, in quotation marks, of an address.
OF_MACHINES = re.compile(r"\{\{.*\}\}|\"[^\"]*\"|\?\w+=")


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_is_set_as_its_language_is(code):
    of_orders = [text for text in asdict(order_words.of(code)).values() if isinstance(text, str)]
    said = [*of_orders, *(text for own in messages(code) for text in texts(own.string))]
    plain = [OF_MACHINES.sub("", text) for text in said]
    assert [text for text in plain if TORN[code].search(text)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_to_the_words_of_its_glossary(code):
    said = [text for own in messages(code) for text in texts(own.string)]
    assert [text for text in said if re.search(FOREIGN[code], text)] == []
