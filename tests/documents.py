"""The documents as data: their pages, and the commands in them."""

import re
from dataclasses import dataclass

from tests.architecture.source import ROOT, tracked_files

NOT_RUN = "# Not run by the tests: "
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language ("" where it has none) and its text."""

    language: str
    text: str

    @property
    def is_run(self) -> bool:
        return not self.text.startswith(NOT_RUN)


def pages() -> list[str]:
    """Every page that has fenced blocks, relative to the root."""
    return [name for name in tracked_files() if name.endswith(".md") and blocks(name)]


def blocks(page: str) -> list[Block]:
    return [Block(*found) for found in _FENCE.findall((ROOT / page).read_text(encoding="utf-8"))]
