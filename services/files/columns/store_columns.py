"""Sheets with a column for each store: in front a day and a product, beside them what each store sold of it."""

import re
from collections.abc import Mapping, Sequence

from services.files.columns import product_columns
from services.files.columns.columns import Columns
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS
from services.files.lines import total_words
from services.files.records import Cell, is_filled
from services.files.values.day_words import plain_word

_STORE = re.compile(
    r"(?:store|shop|branch|outlet|filiale?|laden|markt|standort|verkaufsstelle|magasin|boutique|tienda|sucursal|negozio"
    r"|punto vendita|winkel|filiaal|vestiging|loja|sklep|oddzial|prodejna|pobocka|butik|butikk|uzlet|magaza|sube"
    r"|магазин|филиал|店)(?:[\s\-_.:#]+(?=\S)|(?=\d))(.+)|(.*\S)[\s\-_](?:store|shop|branch|outlet|filiale|winkel|店)"
)
# 08:00, 8-9, 8 Uhr, 9 h, 10 AM, 08:00 - 09:00
_HOURS = re.compile(
    r"\d{1,2}(?:[:.h]\d\d)?(?:\s?[-\u2013]\s?\d{1,2}(?:[:.h]\d\d)?)?\s?(?:h|uhr|am|pm|時|点|点钟)?", re.IGNORECASE
)
# What may be told of a store beside its name.
_MEASURES = re.compile(
    r"price|discount|rating|visit|customer|order|value|revenue|turnover|margin|tax|fee|stock|preis|rabatt|umsatz|kunde|wert"
    r"|bestand|prix|remise|client|stock|precio|descuento|prezzo|sconto|prijs|korting|online|total"
)


def found(columns: Columns, positions: Mapping[str, int]) -> dict[int, str]:
    """The columns that are stores, by their headings: they are called so, or a column beside them is their sum; none
    where one of the file's other columns of numbers may be anything else.

    positions -- the columns of what is known already
    """
    taken, headings = set(positions.values()), columns.head.headings
    others = [place for place in range(len(headings)) if place not in taken]
    sums = [place for place in others if total_words.is_total(headings[place])]
    units = [place for place in others if place not in sums and product_columns.counts_units(columns, place)]
    are_called_so = all(_is_store(headings[place]) for place in units)
    if len(units) < 2 or not (are_called_so or _add_up(columns.sample, units, sums)):
        return {}
    return (
        {} if all(_HOURS.fullmatch(headings[place]) for place in units) else {place: headings[place] for place in units}
    )


def is_sum(columns: Columns, place: int, places: Sequence[int]) -> bool:
    """Whether a column is the sum of all others of these, in rows of which some have several."""
    others = [one for one in places if one != place]
    are_several = any(sum(_number(cells[one]) > 0 for one in others) > 1 for cells in columns.sample)
    return are_several and _add_up(columns.sample, others, [place])


def sum_of_hours(columns: Columns, positions: Mapping[str, int]) -> int | None:
    """The column that is the sum of those of the hours of a day."""
    taken, headings = set(positions.values()), columns.head.headings
    hours = [place for place in range(len(headings)) if place not in taken and _HOURS.fullmatch(headings[place])]
    sums = [place for place in range(len(headings)) if place not in taken and total_words.is_total(headings[place])]
    return sums[0] if len(hours) > 1 and _add_up(columns.sample, hours, sums) else None


def _is_store(heading: str) -> bool:
    """Whether it is a word for a store with a name or number, and no measure of one: "Store price"."""
    one = _STORE.fullmatch(plain_word(heading).strip())
    rest = one and (one[1] or one[2])
    if not rest or _MEASURES.search(rest):
        return False
    return rest.isdigit() or all(ranks.of(key(rest)) is None for ranks in RANKS.values())


def _add_up(rows: Sequence[Sequence[Cell]], units: Sequence[int], sums: Sequence[int]) -> bool:
    """Whether one column is the sum of these in each row."""
    if len(sums) != 1:
        return False
    added = [cells for cells in rows if is_filled(cells[sums[0]])]
    return bool(added) and all(
        abs(sum(_number(cells[place]) for place in units) - _number(cells[sums[0]])) < 0.01 for cells in added
    )


def _number(cell: Cell) -> float:
    """A number without a sign of thousands; of anything else one that adds up to nothing."""
    try:
        return float(str(cell).strip().replace(",", ".") or 0)
    except ValueError:
        return float("nan")
