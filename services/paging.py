import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from services.errors import InvalidInput
from utils.language import _

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, and the cursor that continues it (None on the last page)."""

    items: Sequence[T]
    next_cursor: str | None

    @classmethod
    def of(cls, rows: Sequence[T], limit: int, key: Callable[[T], list[Any]]) -> "Page[T]":
        """A page from `limit + 1` rows: the extra one only tells that there is more. `key` places a row in the list."""
        more = len(rows) > limit
        return cls(rows[:limit], _encode(key(rows[limit - 1])) if more else None)


def cut(rows: Sequence[T], limit: int | None, cursor: str | None) -> Page[T]:
    """A page of a list that is all there; without a limit the rest of it. Raises InvalidInput as `position` does."""
    start = max(0, position(cursor, 1, int)[0]) if cursor else 0
    if limit is None:
        return Page(rows[start:], None)
    return Page.of(rows[start : start + limit + 1], limit, lambda _: [start + limit])


def position(cursor: str, parts: int, kind: type[str] | type[int] = str) -> list[Any]:
    """The place in the list a cursor stands for, in so many parts of one kind.

    Raises InvalidInput for a cursor we did not give out.
    """
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        json.dumps(key, ensure_ascii=False).encode()  # Halves of characters fail here rather than in the database.
    except (binascii.Error, ValueError, RecursionError):
        key = None
    if not isinstance(key, list) or len(key) != parts or not all(_fits(part, kind) for part in key):
        raise InvalidInput.at("/cursor", _("This cursor is not one of ours; start again without it."), "invalid_cursor")
    return key


def _fits(part: Any, kind: type[str] | type[int]) -> bool:
    # No database keeps a NUL, and SQLite no number of more than 64 bits.
    return type(part) is kind and ("\0" not in part if isinstance(part, str) else abs(part) < 2**63)


def _encode(key: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
