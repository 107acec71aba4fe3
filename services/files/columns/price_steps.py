"""Prices by quantity in columns of their own: "Price from 1", "Preis ab 10", "50+"."""

import re

from services.files.columns.evidence import Evidence
from services.files.columns.placed import Placed
from services.files.columns.understanding import PriceSteps
from services.files.values.day_words import plain_word

BREAKS, COST = "price_breaks", "unit_cost"
_FIRST_YEAR = 1900
_PRICES = r"(?:unit |purchase |staffel|einkaufs|ek-?|stuck)?(?:price|cost|preis|ek|prix|precio|prezzo|prijs|cena|pris)"
_FROM = r"(?:from|at|ab|a partir de|des|desde|da|dal|vanaf|od|fra|fran|>=|≥)"
_STEP = re.compile(
    rf"(?:(?P<price>{_PRICES})\s*(?:pro stuck |per unit )?)?\(?(?P<since>{_FROM}\s)?\s*(?P<units>\d{{1,6}})"
    r"\s*(?P<more>\+)?\s*(?:units?|pcs|pieces|stk|stuck|st|pz|uds|unites|stuks|szt|ks)?\.?\)?"
)


def found(placed: Placed) -> PriceSteps | None:
    """Those of a file of what suppliers ask, where no column lists them; its usual price is that of the first step."""
    fields = {one.name for one in placed.form.fields}
    if BREAKS not in fields or BREAKS in placed.positions or BREAKS in dict(placed.overrules.mapping):
        return None
    headings, taken = placed.columns.head.headings, set(placed.positions.values())
    steps = {units: place for place, name in enumerate(headings) if place not in taken and (units := _units(name))}
    if len(steps) < 2 or not all(_are_prices(placed.evidence[place]) for place in steps.values()):
        return None
    steps = dict(sorted(steps.items()))
    if COST not in placed.positions and 1 in steps:
        placed.positions[COST] = steps.pop(1)
    both = PriceSteps(steps)
    seen = Evidence(placed.form.today)
    seen.take(map(both.text, placed.columns.sample))
    placed.positions[BREAKS] = len(placed.evidence)
    placed.evidence.append(seen)
    return both


def _units(heading: str) -> int:
    """From how many on; 0 for a heading that says nothing of it, such as "Price 2026"."""
    one = _STEP.fullmatch(" ".join(plain_word(heading).split()))
    if one is None or not (one["since"] or one["more"] or (one["price"] and int(one["units"]) < _FIRST_YEAR)):
        return 0
    return int(one["units"])


def _are_prices(seen: Evidence) -> bool:
    return bool(seen.values) and seen.numbers == seen.values
