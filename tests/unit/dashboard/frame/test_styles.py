"""The styles of the pages, where a browser would work them out at a price."""

import re

import pytest

from dashboard.frame.shell import ASSETS

# With something after it: what is chosen stands anywhere below, and is looked for again with each element that comes.
BELOW_A_ROOT = re.compile(r"(?:html|body|main|:root)(?:\[[^]]*\])*:has\((?:[^()]|\([^()]*\))*\)\s*[>+~ ]\s*[^\s{,]")


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.css")), ids=lambda path: path.name)
def test_no_style_hangs_on_what_is_anywhere_on_the_page(sheet):
    assert BELOW_A_ROOT.findall(sheet.read_text(encoding="utf-8")) == []


def test_such_a_style_is_found():
    assert BELOW_A_ROOT.search("html:has(.way-back:not(:empty)) .notices { margin: 0; }")
    assert not BELOW_A_ROOT.search("html:has(.way-back:not(:empty)) { --room: 7rem; }")
