"""What a method lets its caller decide: the fields of a frozen dataclass, each with its bounds."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields
from typing import Any

from forecasting.errors import InvalidOption


def whole(default: int, low: int, high: int, title: str) -> Any:
    """A whole number from `low` to `high`."""
    return field(default=default, metadata={"type": "integer", "title": title, "minimum": low, "maximum": high})


def number(default: float, high: float, title: str) -> Any:
    """A number above 0, up to `high`."""
    return field(default=default, metadata={"type": "number", "title": title, "exclusiveMinimum": 0, "maximum": high})


def layers(default: tuple[int, ...], title: str) -> Any:
    """One to eight whole numbers, each from 1 to 512."""
    items = {"type": "integer", "minimum": 1, "maximum": 512}
    schema = {"type": "array", "title": title, "items": items, "minItems": 1, "maxItems": 8}
    return field(default=default, metadata=schema)


def schema(options: type | None) -> dict[str, Any]:
    """The options as JSON Schema."""
    properties = {option.name: {**option.metadata, "default": _default(option)} for option in _fields(options)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def names(options: type | None) -> tuple[str, ...]:
    return tuple(option.name for option in _fields(options))


def made(options: type, given: Mapping[str, Any]) -> Any:
    """Options with these values, the others as usual. Raises InvalidOption."""
    known = {option.name: option.metadata for option in _fields(options)}
    return options(**{name: _checked(name, value, known[name]) for name, value in given.items()})


def _fields(options: type | None) -> tuple[Field[Any], ...]:
    return fields(options) if options else ()


def _default(option: Field[Any]) -> Any:
    assert option.default is not MISSING
    return list(option.default) if isinstance(option.default, tuple) else option.default


def _checked(name: str, value: Any, schema: Mapping[str, Any]) -> Any:
    if schema["type"] == "array":
        if not isinstance(value, list | tuple) or not schema["minItems"] <= len(value) <= schema["maxItems"]:
            raise InvalidOption(f"{name}: a list of {schema['minItems']} to {schema['maxItems']} numbers.", name)
        return tuple(_checked(name, item, schema["items"]) for item in value)
    kinds = int if schema["type"] == "integer" else int | float
    # True and False are whole numbers to Python.
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise InvalidOption(f"{name}: {value!r} is not a {'whole ' if kinds is int else ''}number.", name)
    low, above = schema.get("minimum", 0), "exclusiveMinimum" in schema
    if not low <= value <= schema["maximum"] or (above and value == low):
        raise InvalidOption(
            f"{name}: {'above' if above else 'from'} {low} and up to {schema['maximum']}, not {value}.", name
        )
    return value
