"""Arabic and Hebrew as they are drawn: with joined letters, each line in the order in which they stand on paper."""

from unicodedata import bidirectional

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.lib.utils import simpleSplit

_STRONG = ("L", "R", "AL")


def is_in(text: str) -> bool:
    return any(bidirectional(letter) in _STRONG[1:] for letter in text)


def lines(text: str, font: str, size: float, width: float) -> list[str]:
    """A text as the lines that it takes in this font and width: which words stand at the left of one is known only
    once it is broken."""
    first = next(kind for letter in text if (kind := bidirectional(letter)) in _STRONG)
    broken = simpleSplit(arabic_reshaper.reshape(text), font, size, width)
    return [get_display(line, base_dir="L" if first == "L" else "R") for line in broken]
