"""Fonts for what stands on paper, and which of them a text needs."""

import re
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

FONT, BOLD = "DejaVuSans", "DejaVuSans-Bold"
# Every reader of PDF has these, or what takes their place: they are not part of the file.
CHINESE, JAPANESE, KOREAN = "STSong-Light", "HeiseiKakuGo-W5", "HYSMyeongJo-Medium"
# First and last characters: kana; Hangul; Han with its punctuation, and wide forms of Latin ones.
_KANA, _HANGUL = ((0x3041, 0x30FF), (0x31F0, 0x31FF)), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))
_HAN = ((0x2E80, 0x303F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))

# Emoji with what joins and colours them, and the blank after: no font has more than a few of them.
_PICTURES = re.compile("[\U0001f000-\U0001faff][\ufe0f\u200d]* ?")


@lru_cache(maxsize=1)
def register() -> None:
    """Have ReportLab know them. Umlauts, Greek and Cyrillic: fonts that Matplotlib brings, found without loading it."""
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        raise RuntimeError("The fonts of Matplotlib are missing; install the packages of requirements.txt.")
    folder = Path(package.origin).parent / "mpl-data/fonts/ttf"
    for name in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    for name in (CHINESE, JAPANESE, KOREAN):
        pdfmetrics.registerFont(UnicodeCIDFont(name))


def runs(text: str, usual: str) -> list[tuple[str, str]]:
    """A text as parts, each with its font; without the pictures in it, which would be empty boxes."""
    text = _PICTURES.sub("", text)
    # Han with kana beside it is Japanese.
    han = JAPANESE if any(_is_in(_KANA, letter) for letter in text) else CHINESE
    return [(font, "".join(part)) for font, part in groupby(text, lambda letter: _font(letter, usual, han))]


def marked(text: str) -> str:
    """A text as ReportLab's paragraphs take it, in the fonts that it needs besides the paragraph's own."""
    parts = runs(text, "")
    return "".join(f'<font name="{font}">{escape(part)}</font>' if font else escape(part) for font, part in parts)


def _font(letter: str, usual: str, han: str) -> str:
    if _is_in(_HANGUL, letter):
        return KOREAN
    return han if _is_in(_KANA, letter) or _is_in(_HAN, letter) else usual


def _is_in(spans: tuple[tuple[int, int], ...], letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in spans)
