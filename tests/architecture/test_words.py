"""Nothing in the project points at one person's machine or one company's network."""

import re

import pytest

from tests.architecture.source import ROOT, tracked_files

# Written so that this file does not match itself.
PATTERNS = {
    "a folder of someone's machine": re.compile(r"(?<![\w.])/(?:[w]ork\b|[r]oot\b|[t]mp/[\w-]|[h]ome/(?!stockcast)\w)"),
    "a private package index": re.compile(r"(?:[e]xtra-)?[i]ndex-url|[t]rusted-host|(?:artifactory|nexus)\.\w"),
    # A pinned version is none.
    "an address in a private network": re.compile(r"(?<!==)\b(?:10|192\.168)\.\d+\.\d+\.\d+\b"),
    "a secret": re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|\bghp_\w{20}|\bAKIA[A-Z0-9]{12}"),
}


@pytest.mark.parametrize("what", PATTERNS)
def test_no_file_names(what):
    found = []
    for name in tracked_files():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name}: {match.group()}" for match in PATTERNS[what].finditer(text)]
    assert not found, "\n".join(found)
