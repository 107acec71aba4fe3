"""Tables that may be opened in a spreadsheet."""

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from services.files.writing.dialects import PLAIN, Dialect
from utils import currencies
from utils.config import get_settings

# Rows sent at once: of a single one, sending takes longer than writing.
TOGETHER = 500
# Columns with amounts of money.
_OF_ACCURACY = {f"money_{name}" for name in ("actual", "absolute_error", "error", "value_added")}
_OF_TERMS = {"unit_cost", "unit_price", "holding_cost", "order_cost", "min_order_value"}
MONEY = frozenset({"cost", "price", "money_at_risk", "excess_value"} | _OF_TERMS | _OF_ACCURACY)
CURRENCY = "currency"
_QUOTE = "'"
# A cell that begins with one of these is calculated, not shown (OWASP, "CSV Injection"); the wide ones, too, where
# people write Chinese or Japanese.
_FORMULA = r"[=+\-@＝＋－＠]"
# A cell begins where a text begins and, in a spreadsheet that takes another delimiter than the file has, within it.
# Quotes before a formula are counted, so that ours can be told from the text's own.
_BEGINNING = re.compile(rf"(?:^|(?<=[,;|\t\r\n]))(?={_QUOTE}*{_FORMULA})|^(?={_QUOTE}*[\t\r\n])")
_QUOTED = re.compile(rf"(?:^|(?<=[,;|\t\r\n])){_QUOTE}(?={_QUOTE}*{_FORMULA})|^{_QUOTE}(?={_QUOTE}*[\t\r\n])")
# What exports write so that a spreadsheet keeps as text what looks like a number or a day.
_AS_TEXT = re.compile(r'="([^"]*)"|\'(.*)')
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
# Beyond it a float has no single units any more.
_WHOLE = 2**53
# Files carry 12 digits of a number.
_AS_PRECISE = 1e-11


def shown_as_text(text: str) -> str:
    """The text with a quote wherever a spreadsheet would take what follows for a formula."""
    return _BEGINNING.sub(_QUOTE, text)


def as_it_was(text: str) -> str:
    """The text without these quotes."""
    return _QUOTED.sub("", text)


def bare(text: str) -> str:
    """The text without what made a spreadsheet keep it as text: ="0012", '0012."""
    text = text.strip()
    if text[:1] not in ("=", _QUOTE):
        return text
    found = _AS_TEXT.fullmatch(text)
    return next((one for one in found.groups() if one is not None), "").strip() if found else text


def kept_quotes(text: str) -> str:
    """The text as a workbook keeps it: it calculates no text, but quotes of the text's own are read as ours."""
    return shown_as_text(text) if as_it_was(text) != text else text


def csv_text(rows: Iterable[Sequence[Any]], dialect: Dialect = PLAIN) -> str:
    """The rows as CSV (RFC 4180) that no spreadsheet takes for formulas. Every file we make is made here."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerows([_cell(value, dialect) for value in row] for row in rows)
    return text.getvalue()


def csv_blocks(rows: Iterable[Sequence[Any]], dialect: Dialect = PLAIN) -> Iterator[str]:
    """The same in parts as they are sent, TOGETHER rows each, read as they are taken; with the mark of the dialect."""
    mark, left = dialect.mark, iter(rows)
    while block := list(islice(left, TOGETHER)):
        yield mark + csv_text(block, dialect)
        mark = ""


def with_amounts(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The headings and the rows below them, in which amounts of money have the decimals of their currency at least."""
    yield columns
    currency_of = currencies_in(columns)
    places = [place for place, name in enumerate(columns) if name in MONEY]
    for row in rows:
        cells = list(row)
        for place in places:
            cells[place] = _amount(cells[place], currency_of(row))
        yield cells


def currencies_in(columns: Sequence[str]) -> Callable[[Sequence[Any]], str]:
    """In which currency the amounts of a row are: that which it names, else the shop's."""
    place, own = columns.index(CURRENCY) if CURRENCY in columns else None, get_settings().currency
    return lambda row: own if place is None else row[place] or own


def plain_number(value: float) -> float:
    """Without what sums leave in the last digits of a float, which is nobody's figure: 1619.6399999999999."""
    return float(f"{value:.12g}")


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are one, as far as a file carries numbers: what comes back is no change."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_AS_PRECISE)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


def _amount(value: Any, currency: str) -> Any:
    places = currencies.decimals(currency)
    return (
        Decimal(f"{value:.{places}f}") if isinstance(value, float) and is_same(value, round(value, places)) else value
    )


def _cell(value: Any, dialect: Dialect) -> Any:
    if isinstance(value, str):
        return shown_as_text(value)
    # As JSON has it, not as Python does.
    if isinstance(value, bool):
        return "true" if value else "false"
    # Whole units: 92, not 92.0.
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    if isinstance(value, float | Decimal):
        return number_text(value).replace(".", dialect.decimal)
    return value


def number_text(value: float | Decimal) -> str:
    """A number as it is written where nothing beside it tells its decimal sign."""
    text = str(plain_number(value) if isinstance(value, float) else value)
    # 1.250 could be thousands; 1.2500 cannot.
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text
