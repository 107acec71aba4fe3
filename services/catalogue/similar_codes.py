"""Codes that were meant where there is no such product."""

import re
from collections.abc import Collection
from difflib import get_close_matches

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product
from utils.language import _

# Comparing one code with all of a large catalogue takes long; the first few show what went wrong with the others.
LOOKED_FOR = 20
_NOT_IN_KEYS = re.compile(r"[\W_]+")


def nearest(session: Session, unknown: Collection[str]) -> dict[str, str]:
    """The known code that looks most like each of the first unknown ones, where any does."""
    if not unknown:
        return {}
    by_key = {_key(sku): sku for sku in session.scalars(sa.select(Product.sku).order_by(Product.sku))}
    found = {}
    for code in sorted(unknown)[:LOOKED_FOR]:
        of_its_length = [key for key in by_key if abs(len(key) - len(_key(code))) <= 2]
        alike = get_close_matches(_key(code), of_its_length, 1, 0.75)
        if alike:
            found[code] = by_key[alike[0]]
    return found


def no_product(code: str, meant: str | None) -> str:
    """That there is none, with what may have been meant."""
    question = _(" Did you mean {meant!r}?", meant=meant) if meant else ""
    return _("There is no product {code!r}.{question}", code=code, question=question)


def _key(code: str) -> str:
    """Without case, punctuation and leading zeros, which spreadsheets take away."""
    return _NOT_IN_KEYS.sub("", code.casefold()).lstrip("0")
