"""Texts of which everything can be seen: what hides in a name makes two of one, or turns its letters around."""

import re

from utils.language import _

# Characters without width, and those that turn the direction of reading; joiners shape letters of some scripts, and
# pictures, and have no business between plain letters.
_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
    "|(?<=[!-~])[\u200c\u200d]+(?=[!-~]|$)"
)
_WIDE_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]")
_LINES = "\t\n\r"
_BREAKS = re.compile(r" *[\t\n\r]+ *")


def visible(text: str) -> str:
    """A text without the characters that have no width, and with plain spaces."""
    if text.isascii():
        return text
    return _WIDE_SPACES.sub(" ", shown(text))


def shown(text: str) -> str:
    """A text without the characters that have no width; its spaces stay as they are."""
    return _HIDDEN.sub("", text)


def one_line(text: str) -> str:
    """The text as it is. Raises ValueError, with which it is, if a character of it cannot be seen."""
    found = _HIDDEN.search(text) or _CONTROLS.search(text)
    if found:
        raise ValueError(
            _(
                "leave out the character U+{code}, number {place}: it cannot be seen",
                code=f"{ord(found[0][0]):04X}",
                place=found.start() + 1,
            )
        )
    return text


def on_one_line(text: str) -> str:
    """The text with a space for each line break or tab, as cells of spreadsheets have them. Raises ValueError as
    `one_line` does."""
    return one_line(_BREAKS.sub(" ", text))


def lines(text: str) -> str:
    """The text as it is, which may have several lines. Raises ValueError as `one_line` does."""
    one_line(text.translate(dict.fromkeys(map(ord, _LINES), " ")))
    return text
