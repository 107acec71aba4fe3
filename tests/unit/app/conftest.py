import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def log_level() -> Iterator[None]:
    """Commands are quiet; the tests after them need not be."""
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)
