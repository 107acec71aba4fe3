"""Components in a cell of a file: `2 x TEA-1; 0.5 x SUGAR`. Codes with a semicolon in them take JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from utils.language import N_, _

BETWEEN, TIMES = ";", " x "
HOW = N_("write 2 x CODE; 0.5 x OTHER")


def written(parts: Sequence[Mapping[str, Any]] | None) -> str | None:
    """As a cell shows them; None: there are none."""
    if not parts:
        return None
    if any(BETWEEN in part["product_sku"] for part in parts):
        return json.dumps({part["product_sku"]: part["quantity"] for part in parts}, ensure_ascii=False)
    return f"{BETWEEN} ".join(f"{part['quantity']:.12g}{TIMES}{part['product_sku']}" for part in parts)


def read(text: str) -> list[dict[str, Any]]:
    """The same as fields have them. Raises ValueError."""
    if text.lstrip().startswith("{"):
        return [_part(sku, str(units)) for sku, units in json.loads(text).items()]
    return [_of_words(words) for words in text.split(BETWEEN) if words.strip()]


def _of_words(words: str) -> dict[str, Any]:
    units, times, sku = words.strip().partition(TIMES)
    if not times or not sku.strip():
        raise ValueError(_(HOW))
    return _part(sku.strip(), units)


def _part(sku: str, units: str) -> dict[str, Any]:
    try:
        return {"product_sku": sku, "quantity": float(units.replace(",", "."))}
    except ValueError:
        raise ValueError(_("{units!r} is no number of {sku}; {how}", units=units, sku=sku, how=_(HOW))) from None
