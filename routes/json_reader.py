"""JSON as Python reads it, but that no key may stand twice in an object: one of its values would be lost in silence."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from flask.json.provider import DefaultJSONProvider

from services.errors import Fault, InvalidInput, pointer_to


class JsonReader(DefaultJSONProvider):
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises InvalidInput for a key that stands twice, ValueError for what is no JSON."""
        doubled: list[tuple[dict[str, Any], str]] = []

        def once(members: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(members)
            if len(found) < len(members):
                names = Counter(name for name, _value in members)
                doubled.append((found, names.most_common(1)[0][0]))
            return found

        read = json.loads(s, object_pairs_hook=once, **kwargs)
        if doubled:
            raise _stands_twice(read, doubled)
        return read


def _stands_twice(read: Any, doubled: Sequence[tuple[dict[str, Any], str]]) -> InvalidInput:
    # What stood at a doubled key before its last value is no part of what was read.
    where = ([*place, name] for place, one in _places(read) for own, name in doubled if own is one)
    pointer = pointer_to(next(where))
    detail = "This key stands here more than once; send it once."
    return InvalidInput(f"The request does not fit: {pointer}: {detail}", "invalid_request", (Fault(pointer, detail),))


def _places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each object and list in it, with the keys and positions that lead there."""
    if isinstance(value, dict | list):
        yield place, value
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(inner, (*place, str(name)))
