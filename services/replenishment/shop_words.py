"""The language in which a list of orders gives its reasons, whoever reads it: they are stored with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from utils import language
from utils.config import get_settings


@contextmanager
def in_shops_language() -> Iterator[None]:
    """Within the block, or the function it decorates: a remark is in the language of the reason it is added to."""
    with language.spoken(get_settings().language):
        yield
