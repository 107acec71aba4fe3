"""What is said once and read later, kept as what it says: messages with their figures, in no language.

Within `keeping()` the functions of `utils/language.py` give no words but marks, which stand in a text like words do, in
the figures of another message too. `language.worded` makes words of them, in the language that is spoken then.
"""

import json
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

# JSON writes both as escapes, so that marks stand in one another.
_OPEN, _CLOSE = "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_BEGUN = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}?")

# What makes words of a mark: of its kind, of what was said and of its figures by name.
Word = Callable[[str, list[Any], dict[str, Any]], str]

# The marks that were made in this block; None: nothing is kept.
_made: ContextVar[set[str] | None] = ContextVar("made", default=None)


@contextmanager
def keeping() -> Iterator[None]:
    """A block in which what is said is kept."""
    token = _made.set(set())
    try:
        yield
    finally:
        _made.reset(token)


def is_keeping() -> bool:
    return _made.get() is not None


def mark(kind: str, said: Sequence[Any], figures: Mapping[str, Any] | None = None) -> str:
    """In place of words: what was asked for. figures -- plain values, days, and texts that have such marks in them"""
    made = _made.get()
    assert made is not None
    parts = [kind, said, {name: _trusted(own, made) for name, own in (figures or {}).items()}]
    text = _OPEN + json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=_plain) + _CLOSE
    made.add(text)
    return text


def filled(text: str, word: Word) -> str:
    """A text with words in place of its marks: `word` makes them of what `mark` was given. Without marks it is itself,
    as are those of before there were any."""
    return _MARK.sub(lambda found: _worded(found.group(1), word), text) if _OPEN in text else text


def _worded(kept: str, word: Word) -> str:
    return word(*json.loads(kept, object_hook=lambda own: _figures(own, word)))


def _figures(own: dict[str, Any], word: Word) -> Any:
    if own.keys() == {_OPEN}:
        return date.fromisoformat(own[_OPEN])
    return {name: filled(value, word) if isinstance(value, str) else value for name, value in own.items()}


def _trusted(figure: Any, made: Container[str]) -> Any:
    # What somebody wrote may look like a mark, and must not be read as one.
    if not isinstance(figure, str) or _OPEN not in figure:
        return figure
    return _BEGUN.sub(lambda own: own.group() if own.group() in made else own.group().strip(_OPEN + _CLOSE), figure)


def _plain(value: Any) -> Any:
    return {_OPEN: value.isoformat()} if isinstance(value, date) else float(value)
