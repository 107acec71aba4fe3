"""What the values of a column say about themselves, however many they are."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from services.files.lines.statuses import NO, YES
from services.files.records import Cell, is_rule
from services.files.values import codes, day_forms, number_forms
from services.files.values.day_forms import DMY, MDY, YMD
from services.files.values.number_forms import COMMA, POINT

MONTHS = 12
# Values that were looked at are remembered, up to so many: they repeat.
REMEMBERED = 10_000
US_ZONES = re.compile(r"\((?:US|US & Canada)\)|America/")
# What days, weeks and months are as numbers of a workbook: counted from 1900, 202610, 20260302.
_DAYS = (range(20_000, 80_001), range(1990_01, 2100_00), range(1990_01_01, 2100_00_00))
_LISTED = re.compile(r"\d{1,4}\s?[x\u00d7]\s\D", re.IGNORECASE)
_TWO_DECIMALS = re.compile(r".*\d[.,]\d\d\D*", re.ASCII)


@dataclass(eq=False)
class Evidence:
    """Counts over the different values of one column; `cells` counts all that are filled.

    signs -- values that prove the point, or the comma, as decimal sign
    doubtful -- an example of a number that could be read either way, by the sign in it
    rounded -- those of them that end in 0, by the sign
    plain -- numbers without any sign in them; lengths -- how many of them have so many digits
    labels -- values such as "[CODE] Name"; lists -- such as "2x Cup, 1x Pot"
    early, late -- days that leave no choice, before the 13th of a month and from then on; sided -- others with a 13 and
    more in them: each is a day by one order alone
    days -- values that are days; possible -- how many of them are one by each order of day and month, future days apart
    """

    latest: date
    cells: int = 0
    values: int = 0
    numbers: int = 0
    plain: int = 0
    money: int = 0
    cents: int = 0
    signs: Counter[str] = field(default_factory=Counter)
    doubtful: dict[str, str] = field(default_factory=dict)
    rounded: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    days: int = 0
    typed_days: int = 0
    open_days: int = 0
    early: int = 0
    late: int = 0
    sided: int = 0
    possible: Counter[str] = field(default_factory=Counter)
    timely: Counter[str] = field(default_factory=Counter)
    date_signs: Counter[str] = field(default_factory=Counter)
    unpadded_times: int = 0
    zoned: int = 0
    zoned_midnights: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    weeks_only: int = 0
    codes: int = 0
    labels: int = 0
    lists: int = 0
    continental: int = 0
    us_zones: int = 0
    examples: list[str] = field(default_factory=list)
    open_example: str = ""
    seen: set[Cell] = field(default_factory=set)

    def take(self, cells: Iterable[Cell]) -> None:
        """Look at more values."""
        cells = list(cells)
        self.cells += len(cells) - cells.count("")
        new = [value for value in dict.fromkeys(cells) if value not in self.seen]
        if len(self.seen) + len(new) > REMEMBERED:
            self.seen.clear()
        self.seen.update(new[:REMEMBERED])
        for value in new:
            self._look_at(value)

    def add(self, other: "Evidence") -> None:
        """Take over what another column says of its numbers."""
        self.cells += other.cells
        self.values += other.values
        self.numbers += other.numbers
        self.plain += other.plain
        self.money += other.money
        self.cents += other.cents
        self.signs += other.signs
        self.units += other.units
        self.doubtful |= other.doubtful
        self.rounded += other.rounded
        self.lengths += other.lengths

    def share(self, count: int) -> float:
        return count / max(1, self.values)

    def says_yes_or_no(self) -> bool:
        """Whether it may be marks, or the days of these: no amounts, and numbers of 0 and 1 alone."""
        if not self.cells or self.share(self.days) >= 0.5:
            return bool(self.cells)
        return not self.money and all(_is_mark(cell) for cell in self.seen)

    def marks(self, with_numbers: bool) -> bool:
        """Whether all that stands in it is a yes or a no."""
        words = {f"{cell:g}" if isinstance(cell, float) else str(cell).strip().lower() for cell in self.seen} - {""}
        return bool(words) and words <= YES | NO and (with_numbers or not all(map(str.isdigit, words)))

    def _look_at(self, value: Cell) -> None:
        if isinstance(value, str):
            text = value.strip()
            if not text or is_rule(text):
                return
            self.values += 1
            if len(self.examples) < 3:
                self.examples.append(text[:60])
            self._as_text(text)
            self._as_number(text)
            self._as_day(text)
        elif isinstance(value, float):
            self.values += 1
            self.numbers += 1
            self.codes += value.is_integer()
            whole = math.floor(value) if math.isfinite(value) else 0
            self._as_day(str(whole)) if any(whole in one for one in _DAYS) else None
        else:
            self.values += 1
            self.typed_days += 1
            self._as_day(value)

    def _as_text(self, text: str) -> None:
        has_digit = any(map(str.isdigit, text))
        self.codes += " " not in text and (has_digit or text == text.upper())
        if "(" in text or "/" in text:
            self.us_zones += bool(US_ZONES.search(text))
        self.labels += codes.LABEL.fullmatch(text) is not None
        self.lists += _LISTED.match(text) is not None
        self.continental += any(sign in text for sign in "\u00a0\u202f\u2009€") and has_digit

    def _as_number(self, text: str) -> None:
        written = number_forms.taken_apart(text)
        if written is None:
            return
        self.numbers += 1
        self.money += written.is_money
        self.cents += bool(written.proves and _TWO_DECIMALS.fullmatch(text))
        if written.proves:
            self.signs[written.proves] += 1
        elif not written.doubtful:
            self.plain += 1
            self.lengths[sum(map(str.isdigit, text))] += 1
        else:
            shown = text.translate(number_forms.DIGITS)
            self.doubtful.setdefault(written.doubtful, shown)
            self.rounded[written.doubtful] += shown.endswith("0")
        if written.unit:
            self.units[written.unit] += 1

    def _as_day(self, value: str | date) -> None:
        written = day_forms.taken_apart(value)
        if written is None:
            return
        self.days += 1
        self.spans[written.span] += 1
        self.weeks_only += written.week is not None and written.ymd is None
        if written.offset is not None and written.at is not None:
            self.zoned += 1
            self.zoned_midnights += written.at == time.min and written.offset.utcoffset(None) != timedelta(0)
        if not written.is_open:
            if written.ymd is not None and written.span == day_forms.DAY:
                self.early += written.ymd.day <= MONTHS
                self.late += written.ymd.day > MONTHS
            return
        self.sided += (written.dmy is None) != (written.mdy is None)
        self.open_days += 1
        self.open_example = self.open_example or str(value)
        self.date_signs[written.sign] += 1
        self.unpadded_times += not written.is_padded and written.at is not None and written.sign == "/"
        for order in (DMY, MDY, YMD):
            day = written.day(order)
            if day is not None:
                self.possible[order] += 1
                self.timely[order] += day <= self.latest


def _is_mark(cell: Cell) -> bool:
    if isinstance(cell, str):
        written = number_forms.taken_apart(cell.strip())
        return written is None or number_forms.value_of(written, written.doubtful and POINT) in (0, 1)
    return not isinstance(cell, float) or cell in (0, 1)


def decimal_of(own: Evidence, others: Iterable[Evidence]) -> str:
    """The decimal sign of a column: by its own values, else by those of the other columns; "" where nothing decides."""
    for signs in (own.signs, sum((other.signs for other in others), Counter[str]())):
        points, commas = signs[POINT], signs[COMMA]
        if points > 10 * commas:
            return POINT
        if commas > 10 * points:
            return COMMA
        if points or commas:
            return ""
    return ""
