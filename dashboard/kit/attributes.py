"""Attributes of HTML whose names are no names of Python: `**aria(label="Pages")`, `**data(copy=text)`."""

from typing import Any


def aria(**said: str) -> dict[str, Any]:
    """What a screen reader is told of an element: its aria-* attributes."""
    return {f"aria-{name}": value for name, value in said.items()}


def data(**said: str) -> dict[str, Any]:
    """What scripts find on an element: its data-* attributes; an underscore stands for a hyphen."""
    return {f"data-{name.replace('_', '-')}": value for name, value in said.items()}
