"""What a cell says, once it is decided how its file is to be read."""

import math
from collections.abc import Callable
from datetime import date, tzinfo
from functools import lru_cache, partial
from typing import Any

from services import days
from services.files.columns import compact_days, spans
from services.files.columns.understanding import Period, Understanding
from services.files.fields import CODE, DAY, FLAG, LENGTH, MONEY, NUMBER, PACK, SHARE, TITLE, VERBATIM, Wanted
from services.files.lines.statuses import NO, YES
from services.files.records import Cell
from services.files.values import codes, day_forms, lengths, near_days, number_forms, packs, scales, sizes
from services.files.writing import spreadsheet
from services.visible import shown, visible
from utils.language import _

LARGEST_PRICE = 1e10
LONGEST_TITLE = 200
# What a database writes where there is none.
_NO_TEXTS = ("NULL", "\\N")
# Values repeat: a file has few products, days and quantities, and each is read once.
REMEMBERED = 50_000

# Of a cell, and of that which names its unit.
Reader = Callable[..., Any]


def reader_of(one: Wanted, understood: Understanding, zone: tzinfo) -> Reader:
    """How the cells of a field are read; it raises ValueError with what is wrong with one."""
    readers: dict[str, Reader] = {
        CODE: partial(codes.code if one.required else codes.code_or_none, is_own=understood.is_own),
        NUMBER: partial(size if one.measured else quantity, one=one, understood=understood),
        LENGTH: partial(length, one=one, understood=understood),
        PACK: partial(pack, one=one, understood=understood),
        SHARE: partial(number, one=one, understood=understood, is_share=True),
        MONEY: partial(money, decimal=understood.decimals.get(one.name, ""), strict=understood.strict_decimal),
        FLAG: flag,
        VERBATIM: verbatim,
        TITLE: partial(title, one=one, understood=understood),
        DAY: partial(day, one=one, understood=understood, zone=zone),
    }
    return lru_cache(REMEMBERED)(_checked(readers.get(one.kind, text), one))


def _checked(read: Reader, one: Wanted) -> Reader:
    check = one.check
    if check is None:
        return read

    def read_and_check(*cells: Cell) -> Any:
        value = read(*cells)
        return None if value is None else check(value)

    return read_and_check


def number(cell: Cell, one: Wanted, understood: Understanding, is_share: bool = False) -> float | None:
    """A quantity; where it may be a share, 95 of "95 %". Raises ValueError."""
    if isinstance(cell, float):
        return number_forms.bounded(cell)
    written = None if isinstance(cell, date) else number_forms.taken_apart(cell)
    if written is None:
        if isinstance(cell, str) and not cell.strip():
            if one.required:
                raise ValueError(_("the number is missing"))
            return None
        raise ValueError(_why_no_number(cell))
    if written.is_money:
        raise ValueError(_("this is an amount of money, not a number of units"))
    if written.is_share and not is_share:
        raise ValueError(_("this is a percentage, not a number of units"))
    unit, scale = ("pieces", scales.DOZEN) if written.unit == "dozens" else (written.unit, 1.0)
    if unit and unit not in understood.units:
        raise ValueError(_("this is in {unit}, most of the file is not; convert it", unit=unit))
    return scale * number_forms.value_of(written, understood.decimals.get(one.name, ""), understood.strict_decimal)


def quantity(cell: Cell, one: Wanted, understood: Understanding) -> float | None:
    """The same in units, where the heading says that it counts dozens or thousands of them. Raises ValueError."""
    plain = number(cell, one, understood)
    return None if plain is None else plain * understood.scale_of(one.name)


def size(cell: Cell, beside: Cell | None = None, *, one: Wanted, understood: Understanding) -> float | None:
    """A weight or a volume, in the unit that stands with the number, else in that beside it or in that of the heading.

    Raises ValueError.
    """
    written = number_forms.taken_apart(cell) if isinstance(cell, str) else None
    if written is None and isinstance(cell, str):
        bare, unit = sizes.taken_apart(cell)
        if bare and sizes.unit_of(unit, one.measured):
            cell, beside = bare, unit
    if written is None or not written.unit:
        plain = number(cell, one, understood)
        if not plain:
            return plain
        unit = sizes.unit_of(understood.heading(one.name), one.measured) or one.measured
        unit = unit if beside is None else sizes.unit_beside(str(beside), one.measured)
        return sizes.converted(plain, unit, one.measured)
    value = number_forms.value_of(written, understood.decimals.get(one.name, ""), understood.strict_decimal)
    return sizes.converted(value, written.unit, one.measured)


def length(cell: Cell, beside: Cell | None = None, *, one: Wanted, understood: Understanding) -> float | None:
    """So many days, in the unit that stands with the number, else in that beside it or of the heading.

    Raises ValueError.
    """
    usual = lengths.unit_of(understood.heading(one.name)) or 1.0
    unit = usual if beside is None or not str(beside).strip() else lengths.unit_beside(str(beside))
    if isinstance(cell, str) and (found := lengths.days(cell, unit)) is not None:
        return found
    plain = number(cell, one, understood)
    if plain is not None and isinstance(cell, str) and lengths.has_words(cell):
        raise ValueError(_("this is no length of time; write it like 14, 10 days or 2 weeks"))
    return None if plain is None else lengths.in_days(plain, unit)


def pack(cell: Cell, one: Wanted, understood: Understanding) -> float | None:
    """The units in a pack, however it is described. Raises ValueError."""
    said = packs.units(cell) if isinstance(cell, str) else None
    return number(cell, one, understood) if said is None else float(said)


def money(cell: Cell, decimal: str, strict: bool) -> float | None:
    """An amount, whatever its currency; empty: not known. Raises ValueError."""
    if isinstance(cell, float):
        value = cell
    elif not isinstance(cell, str):
        raise ValueError(_("this is a day, not an amount"))
    elif not cell.strip():
        return None
    else:
        written = number_forms.taken_apart(cell)
        if written is None:
            raise ValueError(_("this is not an amount"))
        value = number_forms.value_of(written, decimal, strict)
    if not 0 <= value < LARGEST_PRICE:
        raise ValueError(_("a price is from 0 to 10,000,000,000"))
    return round(value, 4)


def day(cell: Cell, one: Wanted, understood: Understanding, zone: tzinfo) -> tuple[str, int] | None:
    """The first day that a cell stands for, as YYYY-MM-DD, and how many days follow from it. Raises ValueError."""
    if isinstance(cell, float):
        # What is behind the point is the time of day.
        cell = f"{math.floor(cell):.0f}" if math.isfinite(cell) else ""
    if isinstance(cell, str) and not cell.strip():
        if one.required:
            raise ValueError(_("the date is missing"))
        return None
    if one.near and isinstance(cell, str) and (ahead := near_days.found(cell, one.near)):
        return days.checked(ahead, one.latest or days.LATEST).isoformat(), 1
    is_compact = understood.are_compact and isinstance(cell, str)
    written = day_forms.taken_apart((is_compact and compact_days.day(str(cell).strip(), understood.order)) or cell)
    if one.near and (written is None or written.span == day_forms.MONTH):
        raise ValueError(_(near_days.WHAT_TO_WRITE))
    if written is None:
        raise ValueError(_("this is not a day; write it as YYYY-MM-DD"))
    if isinstance(understood.dated_by, Period) and written.span != understood.span.name:
        raise ValueError(_("this is not as long as the other periods of the file"))
    found = written.week if understood.span.as_weeks else day_forms.in_zone(written, understood.order, zone)
    if found is None:
        raise ValueError(_("there is no such day in the calendar"))
    first, length = spans.first_and_length(found, understood.span)
    latest = one.latest or days.LATEST
    return days.checked(first, latest).isoformat(), length


def flag(cell: Cell) -> bool | None:
    """Yes or no, in the usual ways to write it; empty: not known. Raises ValueError."""
    word = f"{cell:g}" if isinstance(cell, float) else str(cell).strip().lower()
    if word in YES or word in NO:
        return word in YES
    if word:
        raise ValueError(_("write 1 or 0, true or false, yes or no"))
    return None


def text(cell: Cell) -> str:
    """A text without the space around it; may be empty. Raises ValueError."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    found = spreadsheet.as_it_was(visible(str(cell).strip()))
    if found in _NO_TEXTS:
        return ""
    if not found.isprintable():
        raise ValueError(_("this holds characters that cannot be seen; leave them out"))
    return found


def verbatim(cell: Cell) -> str:
    """A text of somebody's own, with all its characters that are seen; may be empty."""
    return text(cell) if isinstance(cell, float) else spreadsheet.as_it_was(shown(str(cell).strip()))


def title(cell: Cell, one: Wanted, understood: Understanding) -> str | None:
    """What a product is called, of "[FURN-1] Chair" the chair: its first line, as far as it is kept; empty: nothing."""
    read = text(cell) if isinstance(cell, float) else spreadsheet.as_it_was(visible(str(cell).strip()))
    label = codes.LABEL.match(read) if understood.are_labels(one.name) else None
    first = (read[label.end(1) + 1 :] if label else read).strip().partition("\n")[0]
    shown = "".join(sign if sign.isprintable() else " " for sign in first)
    return " ".join(shown.split())[:LONGEST_TITLE].rstrip() or None


def _why_no_number(cell: Cell) -> str:
    if isinstance(cell, date):
        return _("the spreadsheet has made a date of this number")
    return _("this is not a number")
