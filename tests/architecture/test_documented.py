"""Every endpoint and every command has its place in the documents."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest

from app.cli import COMMANDS
from app.factory import create_app
from tests.architecture.source import ROOT, tracked_files

VERBS = "GET|POST|PUT|PATCH|DELETE"
# `GET /products`; also "`GET`, `PATCH` and `DELETE /events/<id>`", and rows of a table that begin so.
IN_WORDS = re.compile(rf"((?:(?:{VERBS})\W+(?:and \W*)?)*)(?:{VERBS})\b (/[^\s`?|)]*)")
# A file, or a folder with its closing slash; what a change adds is marked as new, and <what varies> is no path.
PATHS = re.compile(r"`((?:[\w.*-]+/)*(?:[\w*-]+\.(?:py|sh|yml|md|in|txt)|[\w.*-]+/))`(?! \(new\))")
FILES = ["/" + name for name in tracked_files()]
BY_CURL = re.compile(r"""\bapi ["']?(/[^\s"'?)]*)["']?(.*)""")


@pytest.fixture(scope="module")
def documented() -> set[tuple[str, str]]:
    pages = [name for name in tracked_files() if name.endswith(".md")]
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in pages)
    return {(verb, _shape(path)) for verb, path in (*_in_words(text), *_by_curl(text))}


def _in_words(text: str) -> Iterator[tuple[str, str]]:
    for found in IN_WORDS.finditer(text):
        for verb in re.findall(VERBS, found.group()):
            yield verb, found.group(2)


def _by_curl(text: str) -> Iterator[tuple[str, str]]:
    for path, options in BY_CURL.findall(text):
        named = re.search(rf"-X ({VERBS})", options)
        yield named.group(1) if named else "POST" if re.search(r" -(d|F) ", options) else "GET", path


def _shape(path: str) -> str:
    """/products/<sku>, /products/{sku}, /products/$SKU and /products/BRD-001 are one: /products/*."""
    return re.sub(r"<[^>]*>|\{[^}]*\}|\$\w+|\b[A-Z]{3}-\d+", "*", path).rstrip("/.,;:")


def endpoints(configured) -> list[tuple[str, str]]:
    paths = create_app(configured).test_client().get("/openapi/openapi.json").json["paths"]
    return sorted((verb.upper(), path) for path, verbs in paths.items() for verb in verbs)


def test_every_endpoint_has_its_place(configured, documented):
    missing = [f"{verb} {path}" for verb, path in endpoints(configured) if (verb, _shape(path)) not in documented]
    assert not missing, "Say in docs/ what these are for:\n" + "\n".join(missing)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_place(name):
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in tracked_files() if page.endswith(".md")]
    assert any(f"flask {name}" in text for text in pages), f"Say in docs/operations.md what `flask {name}` is for"


@pytest.mark.parametrize("page", ["docs/changing-it.md", "docs/map.md", "CONTRIBUTING.md"])
def test_what_a_page_points_at_is_there(page):
    named = PATHS.findall((ROOT / page).read_text(encoding="utf-8"))
    wanted = {path: f"*/{path}*" if path.endswith("/") else f"*/{path}" for path in named}
    lost = [path for path, pattern in wanted.items() if not any(fnmatchcase(name, pattern) for name in FILES)]
    assert len(named) > 1
    assert not lost, f"{page} names what is not there: {lost}"


def test_a_path_that_leads_nowhere_is_seen():
    assert PATHS.findall("`a/b.py`, `c/`, `<d>/e.py`, `f/new.py` (new), `g.h`") == ["a/b.py", "c/"]
