"""JSON as Python reads it, but that no key may stand twice in an object: one of its values would be lost in silence."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask.json.provider import DefaultJSONProvider

from routes.errors import pointer_to
from services.errors import Fault, InvalidInput


class JsonReader(DefaultJSONProvider):
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises InvalidInput for a key that stands twice, ValueError for what is no JSON."""
        doubled: list[tuple[dict[str, Any], str]] = []

        def once(members: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(members)
            if len(found) < len(members):
                doubled.append((found, _repeated(name for name, _value in members)))
            return found

        read = json.loads(s, object_pairs_hook=once, **kwargs)
        if doubled:
            raise _stands_twice(read, *doubled[0])
        return read


def _repeated(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    raise ValueError("No name stands twice.")


def _stands_twice(read: Any, where: dict[str, Any], name: str) -> InvalidInput:
    place = next((place for place, one in _places(read) if one is where), ())
    pointer = pointer_to([*place, name])
    detail = "This key stands here more than once; send it once."
    return InvalidInput(f"The request does not fit: {pointer}: {detail}", "invalid_request", (Fault(pointer, detail),))


def _places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each object and list in it, with the keys and positions that lead there."""
    if isinstance(value, dict | list):
        yield place, value
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(inner, (*place, str(name)))
