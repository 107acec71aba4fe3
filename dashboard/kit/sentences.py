"""Sentences of the services, as the page writes what they hold."""

import re
from datetime import date

from dashboard.kit import formats

# Alone, not as a part of a number of an order.
DAY_OF_API = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def with_days(text: str) -> str:
    """A sentence whose days are as the API writes them, 2026-03-02, with days as the page writes them."""
    return DAY_OF_API.sub(lambda found: _of_api(found.group()), text)


def begun(text: str) -> str:
    """A sentence with a capital at its beginning, whatever word stands there: not all languages write days with one."""
    return text[:1].upper() + text[1:]


def _of_api(text: str) -> str:
    try:
        return formats.near_day(date.fromisoformat(text))
    except ValueError:
        return text
