"""Fields of a thing as cells of a file: what is read into them, and what a row says."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, model_validator

from services.errors import Fault, InvalidInput
from services.files.fields import DAY, FLAG, LENGTH, MONEY, NUMBER, PACK, SHARE, VERBATIM, Kind, Wanted
from services.files.values.sizes import KILOGRAMS, LITRES
from services.files.writing.spreadsheet import is_same
from services.records import without_rules
from utils.language import _

T = TypeVar("T", bound=Hashable)
Said = Mapping[str, Any]
Check = Callable[[Any], Any]
EMPTY: tuple[Any, ...] = (None, "", [])
# How many units a price is for.
PRICE_UNIT = Wanted("price_unit", PACK, required=False)


class Filled(BaseModel):
    """A row, of which those fields were set whose cells are filled."""

    @model_validator(mode="before")
    @classmethod
    def _empty_says_nothing(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value not in EMPTY}


class Priced(Filled):
    """A row whose prices may be those of many units, as `PRICE_UNIT` says: "125.00 per 100"."""

    @model_validator(mode="before")
    @classmethod
    def _of_one(cls, values: dict[str, Any]) -> dict[str, Any]:
        units = values.get(PRICE_UNIT.name) or 1
        rest = {name: value for name, value in values.items() if name != PRICE_UNIT.name}
        dear = {name: rest[name] for name in ("unit_cost", "unit_price") if rest.get(name) is not None}
        return rest | {name: round(price / units, 4) for name, price in dear.items()} if units > 1 else rest


def wanted(model: type[BaseModel], names: Sequence[str], checks: Mapping[str, Check]) -> Iterator[Wanted]:
    """What is read into these fields, by their types; an empty cell says nothing.

    checks -- of those that no type tells: what makes their value of a cell; it raises ValueError
    """
    for name in names:
        kind, usual = KINDS.get(without_rules(model.model_fields[name].annotation), (VERBATIM, None))
        kind = WRITTEN_WITH.get(name, kind)
        measured, check = MEASURED_IN.get(name, ""), checks.get(name, usual)
        # "on request" is no lead time, and no reason to leave out the price beside it; 2.5 packs are a mistake.
        yield Wanted(
            name,
            kind,
            required=False,
            check=check,
            costs_row=True,
            measured=measured,
            words_say_nothing=kind != VERBATIM and name not in checks,
        )


def said_once(rows: Iterable[tuple[T, Said]], field: str) -> tuple[dict[T, Said], list[InvalidInput | None]]:
    """What rows say, by what each is about; and for each row the refusal where one above is about the same."""
    said: dict[T, Said] = {}
    refusals: list[InvalidInput | None] = []
    for about, own in rows:
        refusals.append(refusal(field, _("it stands in a row above already")) if about in said else None)
        said.setdefault(about, own)
    return said, refusals


def refusal(field: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, faults=(Fault(f"/{field}", reason),))


def empty_cells(rows: Iterable[Said]) -> list[str]:
    """What is to be said of them."""
    empty = sum(value in EMPTY for row in rows for value in row.values())
    return [_("Empty cells leave what is there: {empty} of them.", empty=empty)] if empty else []


def differing(thing: object, said: Said) -> dict[str, Any]:
    """What of it is not so yet."""
    return {name: value for name, value in said.items() if not is_same(getattr(thing, name), value)}


def cell(thing: object, name: str, written: Mapping[str, Check]) -> Any:
    """A field as it stands in a file. written -- of those that are no plain value: the text of it"""
    value = getattr(thing, name)
    return written[name](value) if name in written else value


def needed(text: str) -> str:
    """Raises ValueError for an empty cell."""
    if not text:
        raise ValueError(_("this must not be empty"))
    return text


def share(value: float) -> float:
    """95 of a hundred is 0.95."""
    return value / 100 if 1 < value <= 100 else value


def _whole(value: float) -> int:
    if not value.is_integer():
        raise ValueError(_("write a whole number"))
    return int(value)


# Numbers that people write together with a unit of time, or with a sign of percent.
WRITTEN_WITH: dict[str, Kind] = {
    "lead_time_days": LENGTH,
    "review_days": LENGTH,
    "shelf_life_days": LENGTH,
    "pack_size": PACK,
    "service_level": SHARE,
    "like_percent": SHARE,
}
MEASURED_IN = {
    "unit_weight": KILOGRAMS,
    "min_order_weight": KILOGRAMS,
    "unit_volume": LITRES,
    "min_order_volume": LITRES,
}
# What stands in the cells of a field of this type; of any other, words.
KINDS: dict[Any, tuple[Kind, Check | None]] = {
    float: (NUMBER, None),
    float | None: (NUMBER, None),
    int: (NUMBER, _whole),
    int | None: (NUMBER, _whole),
    Decimal | None: (MONEY, None),
    bool: (FLAG, None),
    date | None: (DAY, None),
}
