"""The language in which a list of orders gives its reasons and remarks: the shop's, as it is set when they are read."""

from collections.abc import Iterator
from contextlib import contextmanager

from utils import language
from utils.config import get_settings


@contextmanager
def in_shops_language() -> Iterator[None]:
    """Within the block, or the function it decorates. Where that is spoken already, it stays as its reader's country
    writes it."""
    shops = get_settings().language
    spoken = language.locale()
    with language.spoken(spoken if spoken.language == shops else shops):
        yield


@in_shops_language()
def reason(said: str) -> str:
    """A reason as it was stored, in words."""
    return language.worded(said)
