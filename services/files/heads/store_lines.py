"""Stores in one of two lines of headings whose other line names days: those of one store beside those of the next, or
below each day what each store sold.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from services.files.headings import amount_headings
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS, is_of_money
from services.files.lines import total_words
from services.files.values.day_words import plain_word

Spans = dict[int, str]
Stores = dict[int, str]

_FIGURES = ("quantity", "price", "on_hand", "returned", "cancelled_quantity", "unit_cost")
_MEASURES = re.compile(
    r"price|discount|margin|profit|cost|tax|share|stock|visit|customer|order|preis|rabatt|marge|gewinn|kosten|anteil"
    r"|bestand|kunden|prix|remise|benefice|cout|client|precio|descuento|margen|beneficio|coste|prezzo|sconto|margine"
    r"|costo|prijs|korting|winst|%|€|\$"
)
# What is told beside what was sold: what was to be sold, what was sold a year before, how far both are apart.
_NOT_SOLD = re.compile(
    r"(?:plan|soll|ziel|budget|forecast|target|prognose|objecti[fv]\w*|objetivo|obiettivo|previs\w*|presupuesto|doel"
    r"|begroting|vorjahr|vj|last year|prior year|previous year|ly|py|n-1|annee precedente|ano anterior"
    r"|anno precedente|vorig jaar|delta|diff\w*|abw\w*|variance|var\.?|ecart|desviacion|scostamento|verschil)\b.*"
)
_SIZES = re.compile(r"x{0,5}[sl]|m|\d{1,3}")


def over(spans: Spans, lines: Sequence[Sequence[str]], is_span: Callable[[str], str]) -> tuple[Spans, Stores]:
    """The columns of days that count, and the store of each, where days come again below one name after the other.

    lines -- those above the headings, the nearest last
    """
    if len(set(spans.values())) == len(spans):
        return spans, {}
    for line in reversed(lines[-2:]):
        names = _to_the_right(line, spans)
        pairs = {(name, spans[place]) for place, name in names.items()}
        if len(pairs) == len(spans) and len(set(names.values())) > 1 and not any(map(is_span, names.values())):
            return _kept(spans, names)
    return spans, {}


def below(spans: Spans, lower: Sequence[str]) -> tuple[Spans, Stores]:
    """The same of names that come again below one day after the other; nothing where they may be figures or sizes."""
    names = {place: lower[place] for place in spans if not total_words.is_total(lower[place])}
    days = {name: [spans[place] for place, one in names.items() if one == name] for name in names.values()}
    first = next(iter(days.values()), [])
    if len(days) < 2 or len(first) < 2 or any(one != first for one in days.values()):
        return {}, {}
    if any(_is_figure(name) or _is_other(name) or _SIZES.fullmatch(plain_word(name)) for name in days):
        return {}, {}
    return {place: spans[place] for place in names}, names


def measured(spans: Spans, measures: Mapping[int, str]) -> Spans:
    """The columns of units, where each day or month has several figures; none where nothing says which they are."""
    kinds = {key(name) for name in measures.values()}
    if len(kinds) < 2:
        return spans
    ranks = {
        kind: rank for place, name in measures.items()
        if (rank := RANKS["quantity"].of(kind := key(name))) is not None and not is_of_money(measures[place])
    }  # fmt: skip
    if not ranks:
        return {} if len(set(spans.values())) < len(spans) else spans
    best = min(ranks, key=ranks.__getitem__)
    return {place: text for place, text in spans.items() if key(measures[place]) == best}


def _to_the_right(line: Sequence[str], spans: Mapping[int, str]) -> dict[int, str]:
    """What stands above each of these columns, or above one of them to its left; nothing where that is of others."""
    names, running = dict[int, str](), ""
    for place in range(min(spans), max(spans) + 1):
        running = (line[place] if place < len(line) else "") or running
        if place in spans and running:
            names[place] = running
    return names if len(names) == len(spans) else {}


def _kept(spans: Spans, names: Mapping[int, str]) -> tuple[Spans, Stores]:
    """Without totals and what was only planned; of figures the units, which are no stores."""
    kept = {place: name for place, name in names.items() if not total_words.is_total(name) and not _is_other(name)}
    spans = {place: spans[place] for place in kept}
    if any(map(_is_figure, kept.values())):
        return measured(spans, kept), {}
    return spans, kept if len(set(kept.values())) > 1 else {}


def _is_figure(name: str) -> bool:
    heading_key = key(name)
    is_known = heading_key in amount_headings.KEYS or any(RANKS[one].of(heading_key) is not None for one in _FIGURES)
    return is_known or is_of_money(name) or bool(_MEASURES.search(plain_word(name)))


def _is_other(name: str) -> bool:
    return bool(_NOT_SOLD.fullmatch(plain_word(name).strip()))
