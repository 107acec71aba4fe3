"""The day that the lines above a table are about, such as "Bestandsliste per 31.03.2026"."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from services.files import day_forms
from services.files.day_forms import DAY

_WRITTEN = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)(?!\d)"
    r"|\d{1,2}\.?\s[^\W\d]{3,}\.?\s\d{4}|[^\W\d]{3,}\.?\s\d{1,2},?\s\d{4}"
)


def only_day(above: Iterable[Sequence[str]], today: date) -> str:
    """The day, as it is written, where they name one that is not to come, and no other; else ""."""
    found = {text for cells in above for cell in cells for text in _WRITTEN.findall(cell) if _is_past(text, today)}
    return found.pop() if len(found) == 1 else ""


def _is_past(text: str, today: date) -> bool:
    written = day_forms.taken_apart(text)
    if written is None or written.span != DAY:
        return False
    return any((day := written.day(order)) is not None and day <= today for order in day_forms.ORDERS)
