"""The words of the project: plain ones and the field's, in British spelling, and of nobody's machine or network."""

import ast
import re
from collections.abc import Iterable

import pytest

from tests.architecture.source import ROOT, defined_names, modules, prose, tracked_files

# Written so that this file does not match itself.
PATTERNS = {
    "a folder of someone's machine": re.compile(r"(?<![\w.])/(?:[w]ork\b|[r]oot\b|[t]mp/[\w-]|[h]ome/(?!stockcast)\w)"),
    "a private package index": re.compile(r"(?:[e]xtra-)?[i]ndex-url|[t]rusted-host|(?:artifactory|nexus)\.\w"),
    # A pinned version is none.
    "an address in a private network": re.compile(r"(?<!==)\b(?:10|192\.168)\.\d+\.\d+\.\d+\b"),
    "a secret": re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|\bghp_\w{20}|\bAKIA[A-Z0-9]{12}"),
}
# Words that names were made of, and what says the same plainly.
RETIRED = {
    "bury": "mark_lost, end",
    "despite": "retry_on_conflict",
    "ring": "wake",
    "undisturbed": "no_fork",
    "goodbye": "deregister",
    "wish": "ForecastOptions",
    "standing": "Overview",
    "twin": "what the two have in common",
    "tell": "report_progress, show, note, send",
    "told": "declared, noted, shown",
}
ROOMS = ("app", "celery_app", "clients", "dashboard", "forecasting", "launcher", "routes", "services", "tasks", "utils")
AMERICAN = re.compile(
    r"(?:col|behavi|fav|hon|neighb|lab|flav|hum)or(?:s|ed|ing|ite|able)?"
    r"|(?!\w*(?:siz|seiz|priz)(?:e|ed|es|ing)$)\w+[^\W_](?:i|y)z(?:e|es|ed|er|ers|ing|ation|ations)"
    r"|center(?:s|ed)?|meters?|liters?|fibers?|catalogs?|grays?|fulfill?|enroll|skillful|gotten|artifacts?|math|offense"
    r"|(?:cancel|label|model|travel|signal|level|total|channel)(?:ed|ing|er)",
    re.IGNORECASE,
)
# Names of others: of HTTP, of a library, of a paper; and whole files of what others write.
NAMES_OF_OTHERS = {"authorization", "unauthorized", "serialize", "optimization", "analyze", "parametrize"}
OF_OTHERS = re.compile(
    r"services/files/(headings/(heading\w+|(?:goods|order|product|sales|stock|term)_headings)"
    r"|lines/statuses|values/number_forms)\.py|docs/licences\.md"
)
TERMS = (
    *("order-up-to level", "safety stock", "reorder point", "lead time", "review period", "fill rate"),
    *("cycle service level", "champion", "challenger", "ensemble weights", "future regressors", "cold start"),
)


def parts_of(name: str) -> list[str]:
    """The words of a name: retry_on_conflict, RetryPolicy."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def american(words: Iterable[str]) -> list[str]:
    return [word for word in words if AMERICAN.fullmatch(word) and word.lower() not in NAMES_OF_OTHERS]


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_made_of_plain_words(room):
    found = [
        f"{file}: {name}; say {RETIRED[part]}"
        for file, tree in modules(room)
        if "/migrations/" not in file
        for name in defined_names(tree)
        for part in parts_of(name)
        if part in RETIRED
    ]
    assert not found, "\n".join(found)


def is_american_somewhere(name: str) -> bool:
    """Taking a file apart takes six times as long, and most hold no such word, not even in code."""
    words = set(re.findall(r"[A-Za-z]+", (ROOT / name).read_text(encoding="utf-8")))
    return bool(american(words) or american(part for word in words for part in parts_of(word)))


def test_spelling_is_british():
    pages = [name for name in tracked_files() if name.endswith((".py", ".md")) and not OF_OTHERS.search(name)]
    pages = [name for name in pages if is_american_somewhere(name)]
    found = [
        f"{name}: {word}" for name in pages for text in prose(name) for word in american(re.findall(r"[A-Za-z]+", text))
    ]
    for name in (page for page in pages if page.endswith(".py")):
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        found += [f"{name}: {own}" for own in defined_names(tree) if american(parts_of(own))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("word", ["color", "Neighbors", "optimized", "analyzing", "canceled", "catalog", "center"])
def test_american_spelling_is_seen(word):
    assert american([word])


@pytest.mark.parametrize("word", ["colour", "sized", "horizon", "cancelled", "catalogue", "parameters", "wizened"])
def test_british_spelling_is_not_taken_for_it(word):
    assert not american([word])


@pytest.mark.parametrize("what", PATTERNS)
def test_no_file_names(what):
    found = []
    for name in tracked_files():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name}: {match.group()}" for match in PATTERNS[what].finditer(text)]
    assert not found, "\n".join(found)


def test_the_glossary_is_in_order_and_has_the_terms_of_the_field():
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    entries = [entry.lower() for entry in re.findall(r"^\*\*([^*]+)\*\*", page, re.MULTILINE)]
    assert entries == sorted(entries)
    missing = [term for term in TERMS if term not in page]
    assert not missing
