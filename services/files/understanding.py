"""How a file is to be read, decided from all of its values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.errors import InvalidInput
from services.files import carried, date_order, day_forms, line_kinds, number_forms, product_columns, spans, variants
from services.files.assignment import FLAGS, VARIANT, Assignment, Columns
from services.files.date_order import Hints
from services.files.day_forms import DAY as DAY_SPAN
from services.files.day_forms import MONTH, YMD
from services.files.evidence import Evidence, decimal_of
from services.files.fields import DAY, LENGTH, MONEY, NUMBER, SHARE, TITLE, Form, Overrules, Wanted
from services.files.headings import CONTINENTAL, RANKS, TIMES
from services.files.number_forms import COMMA, DIMENSIONS, POINT
from services.files.questions import Choice, Undecided
from services.files.records import Cell
from services.files.spans import Span
from utils.language import _


@dataclass(frozen=True)
class Understanding:
    """How a file is read.

    positions -- the column of each field. A wide file has two more than headings: the heading and the cell of one day,
    or of one product; one that is dated by a year and a number has one more: both together
    each -- the columns that are a row each, and the text of their headings: those of days, or of products
    decimals -- the decimal sign by field; "" where nothing decides, and a doubtful number costs its cell
    dated_by -- the columns that make up a date
    year -- the column of the year that headings such as "Jan" or "KW 30" lack
    titles -- columns of names of products; states -- of the states of an order, and of its lines
    flags -- columns that say of a line, each for itself, whether it was cancelled
    variants -- columns that tell products of one code apart, and belong to it
    carried -- columns whose empty cells stand for what is above them
    places -- columns that together say where something lies
    units -- in which quantities may be
    unsure -- fields whose column was chosen by what is in it, more than by its heading
    is_net -- returns are off the quantities already
    is_labelled -- codes are within names: "[FURN-1] Chair"
    no_goods -- what the column of movements says of lines that are no sales
    is_turned -- the file is a ledger of stock, in which what is sold is below zero
    """

    columns: Columns
    positions: dict[str, int]
    decimals: dict[str, str] = field(default_factory=dict)
    strict_decimal: bool = False
    order: str = YMD
    order_why: str = ""
    span: Span = field(default_factory=Span)
    each: dict[int, str] = field(default_factory=dict)
    dated_by: "DateParts | None" = None
    year: int | None = None
    titles: tuple[int, ...] = ()
    states: tuple[int, ...] = ()
    flags: tuple[int, ...] = ()
    variants: tuple[int, ...] = ()
    carried: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    units: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    is_net: bool = False
    is_labelled: bool = False
    no_goods: frozenset[str] = frozenset()
    is_turned: bool = False

    @property
    def are_products_columns(self) -> bool:
        return bool(self.each) and not self.columns.head.spans

    def heading(self, name: str) -> str:
        """Of the column of a field; "" where it is made of others."""
        position, headings = self.positions[name], self.columns.head.headings
        return headings[position] if position < len(headings) else ""

    def are_labels(self, name: str) -> bool:
        """Whether most of what stands in the column of a field is such as "[CODE] Name"."""
        seen = self.columns.evidence[self.positions[name]]
        return seen.share(seen.labels) > 0.5


@dataclass(frozen=True)
class DateParts:
    """Columns of a year and of its week ("W") or month (""), and of the day of that, if there is one."""

    year: int
    part: int
    kind: str
    day: int | None = None

    def text(self, cells: Sequence[Cell]) -> str:
        """What they say, as one text."""
        number, year = (str(cells[place]).strip().removesuffix(".0") for place in (self.part, self.year))
        date = f"{year}-{self.kind}{int(number):02}" if number.isdigit() else f"{number} {year}"
        if self.day is None:
            return date
        day = str(cells[self.day]).strip().removesuffix(".0")
        return f"{date}-{int(day):02}" if number.isdigit() and day.isdigit() else f"{day} {date}"


class Judge:
    """Decides how a file is read. Raises InvalidInput with the question that nothing in the file answers."""

    def __init__(self, columns: Columns, form: Form, overrules: Overrules) -> None:
        self._columns, self._form, self._overrules = columns, form, overrules

    def decide(self, delimiter: str) -> Understanding:
        assignment = Assignment(self._columns, self._form, self._overrules)
        positions, evidence = assignment.positions, list(self._columns.evidence)
        is_labelled = self._name_by_labels(positions, assignment)
        each = self._widen(positions, evidence)
        dated_by = None if each else self._date_by_parts(positions, evidence)
        each = each or self._cross(positions, evidence)
        self._refuse_missing(positions)
        self._refuse_lists(positions, evidence)
        dated = [one for one in self._form.fields if one.kind == DAY and one.name in positions]
        order, why = date_order.decide(*self._days(dated, positions, evidence, delimiter))
        return Understanding(
            self._columns,
            positions,
            {one.name: self._decimal(one, positions, evidence) for one in self._numbers(positions)},
            bool(self._overrules.decimal),
            order,
            why,
            self._span(positions, evidence),
            each,
            dated_by,
            self._position_of("year") if any("{}" in text for text in self._columns.head.spans.values()) else None,
            self._titles(positions),
            self._all_of("status", positions),
            self._flags(positions),
            self._variants(positions, assignment),
            self._carried(positions),
            self._all_of("place", positions),
            self._units(positions, evidence),
            tuple(assignment.notes),
            frozenset(name for name in positions if not assignment.is_sure(name)),
            self._is_net(positions),
            is_labelled,
            self._that_sell_nothing(positions),
            self._is_turned(positions),
        )

    def _widen(self, positions: dict[str, int], evidence: list[Evidence]) -> dict[int, str]:
        """The columns that are days, where days are columns: a row becomes one of each of its days."""
        head, day = self._columns.head, self._form.day
        if not head.has_days or day is None or (day.name in positions and evidence[positions[day.name]].days):
            return {}
        if any("{}" in text for text in head.spans.values()) and self._position_of("year") is None:
            raise InvalidInput(
                _(
                    "The columns name weeks or months without a year; add a column 'year', or write 2026-07."
                    " Nothing was imported."
                ),
                "missing_year",
            )
        texts = [text.format(self._form.today.year) for text in head.spans.values()]
        self._add_both(day.name, texts, head.spans, positions, evidence)
        return head.spans

    def _cross(self, positions: dict[str, int], evidence: list[Evidence]) -> dict[int, str]:
        """The columns that are products, where nothing else names one: a row becomes one of each product."""
        subject, day = self._form.subject, self._form.day
        is_dated = day is not None and day.name in positions and evidence[positions[day.name]].days > 0
        if not (self._form.is_sales and is_dated) or not positions.keys().isdisjoint((subject.name, "quantity")):
            return {}
        each = product_columns.found(self._columns, positions)
        if each:
            self._add_both(subject.name, each.values(), each, positions, evidence)
        return each

    def _add_both(
        self,
        named: str,
        texts: Iterable[str],
        each: Iterable[int],
        positions: dict[str, int],
        evidence: list[Evidence],
    ) -> None:
        """Two columns more: of the headings, and of what stands below them."""
        headings, cells = Evidence(self._form.today), Evidence(self._form.today)
        headings.take(texts)
        for position in each:
            cells.add(evidence[position])
        quantity = next(one for one in self._form.fields if one.kind == NUMBER and one.required)
        positions[named], positions[quantity.name] = len(evidence), len(evidence) + 1
        evidence += [headings, cells]

    def _date_by_parts(self, positions: dict[str, int], evidence: list[Evidence]) -> DateParts | None:
        """A year in one column and its week or month in another are one date."""
        day, year = self._form.day, self._position_of("year")
        if day is None or year is None or (day.name in positions and evidence[positions[day.name]].days):
            return None
        for name, kind in (("week_number", "W"), ("month_number", "")):
            part = self._position_of(name)
            if part is not None:
                joined = Evidence(self._form.today)
                parts = DateParts(year, part, kind, None if kind else self._position_of("day_number"))
                joined.take(map(parts.text, self._columns.sample))
                evidence.append(joined)
                positions[day.name] = len(self._columns.head.headings)
                return parts
        return None

    def _is_net(self, positions: dict[str, int]) -> bool:
        place, keys = positions.get("quantity", 0), self._columns.head.keys
        return place < len(keys) and keys[place].startswith("net")

    def _that_sell_nothing(self, positions: dict[str, int]) -> frozenset[str]:
        """What the column of movements says of lines that are no sales."""
        if "movement" not in positions:
            return frozenset()
        place = positions["movement"]
        return line_kinds.that_sell_nothing(
            self._columns.head.keys[place], map(str, self._columns.evidence[place].seen)
        )

    def _is_turned(self, positions: dict[str, int]) -> bool:
        """Whether it is a ledger of stock, most sales of which are below zero."""
        if "movement" not in positions:
            return False
        place, units = positions["movement"], positions["quantity"]
        if not line_kinds.is_ledger(map(str, self._columns.evidence[place].seen)):
            return False
        sold = [cells[units] for cells in self._columns.sample if line_kinds.is_sale(str(cells[place]))]
        below = [number_forms.is_negative(cell) for cell in sold if str(cell).strip()]
        return sum(below) > len(below) / 2

    def _name_by_labels(self, positions: dict[str, int], assignment: Assignment) -> bool:
        """Whether codes are within names; then these name the products as well, if no other column does."""
        subject, said = self._form.subject.name, {name for name, _ in self._overrules.mapping}
        if subject not in positions or not self._is_labelled(positions, assignment):
            return False
        titles = (one.name for one in self._form.fields if one.kind == TITLE and one.name not in said)
        positions.update({name: positions[subject] for name in titles if name not in positions})
        return True

    def _is_labelled(self, positions: dict[str, int], assignment: Assignment) -> bool:
        """A column of names, not of codes: nobody's code is lost."""
        name = self._form.subject.name
        seen = self._columns.evidence[positions[name]]
        return seen.share(seen.labels) > 0.5 and (not assignment.is_sure(name) or self._columns.profile is not None)

    def _position_of(self, name: str) -> int | None:
        names = RANKS[name].places
        return next((place for place, one in enumerate(self._columns.head.keys) if one in names), None)

    def _titles(self, positions: dict[str, int]) -> tuple[int, ...]:
        ranks = RANKS["product_sku"]
        places = [(ranks.of(one), place) for place, one in enumerate(self._columns.head.keys)]
        titles = {one.name for one in self._form.fields if one.kind == TITLE}
        taken = {place for name, place in positions.items() if name not in titles}
        return tuple(place for rank, place in places if rank is not None and rank >= ranks.loose and place not in taken)

    def _all_of(self, name: str, positions: dict[str, int]) -> tuple[int, ...]:
        """The column of a field, and further ones of its names."""
        if name not in positions:
            return ()
        ranks, taken = RANKS[name], set(positions.values())
        keys = enumerate(self._columns.head.keys)
        others = (place for place, one in keys if ranks.of(one) is not None and place not in taken)
        return (positions[name], *others)

    def _flags(self, positions: dict[str, int]) -> tuple[int, ...]:
        evidence = self._columns.evidence
        return tuple(place for place in self._all_of(FLAGS, positions) if evidence[place].says_yes_or_no())

    def _variants(self, positions: dict[str, int], assignment: Assignment) -> tuple[int, ...]:
        """A name alone is that of all its variants; a code only where it stands beside several of them."""
        subject, places = self._form.subject.name, self._all_of(VARIANT, positions)
        if not places or self._is_labelled(positions, assignment) or positions[subject] >= len(self._columns.evidence):
            positions.pop(VARIANT, None)
            return ()
        is_of_names = not assignment.is_sure(subject)
        if is_of_names or variants.differ(self._columns.sample, positions[subject], places):
            return places
        del positions[VARIANT]
        return ()

    def _carried(self, positions: dict[str, int]) -> tuple[int, ...]:
        """In a listing that is no list of orders: these have lines of their own, and lines that are not paid."""
        day, width = self._form.day, len(self._columns.head.headings)
        code = positions[self._form.subject.name]
        if not self._form.is_sales or day is None or "order" in positions or code >= width:
            return ()
        sample, date = self._columns.sample, positions[day.name]
        if date < width and carried.is_day(sample, date, code):
            return (date,)
        return (code,) if date < width and carried.is_code(sample, code, date) else ()

    def _refuse_missing(self, positions: dict[str, int]) -> None:
        missing = [
            one for one in self._form.fields if one.required and not one.may_be_absent and one.name not in positions
        ]
        if missing:
            found = ", ".join(repr(one) for one in self._columns.head.headings[:30])
            wanted = " and ".join(one.name for one in missing)
            raise InvalidInput(
                _(
                    "Line {line} names no column for {wanted}. It names: {found}. Say which it is by"
                    ' ?mapping={{"{name}": "..."}}. Nothing was imported.',
                    line=str(self._columns.head.line),
                    wanted=wanted,
                    found=found,
                    name=missing[0].name,
                ),
                "missing_columns",
            )

    def _refuse_lists(self, positions: dict[str, int], evidence: Sequence[Evidence]) -> None:
        """Raises InvalidInput where a cell lists all products of an order, as in "2x Cup, 1x Pot"."""
        subject, seen = self._form.subject.name, evidence[positions[self._form.subject.name]]
        if 2 * seen.lists <= seen.values:
            return
        raise InvalidInput(
            _(
                "The column '{name}' lists whole orders ({example}), and nothing says what each product sold. Export"
                " the lines of the orders, one product a row. Nothing was imported.",
                name=self._columns.head.headings[positions[subject]],
                example=seen.examples[0],
            ),
            "several_products_in_a_cell",
        )

    def _days(
        self, dated: Sequence[Wanted], positions: dict[str, int], evidence: Sequence[Evidence], delimiter: str
    ) -> tuple[list[Evidence], Hints]:
        chosen = [evidence[positions[one.name]] for one in dated]
        # A column of days that nobody asks for tells the order as well.
        others = [seen for seen in evidence if seen.open_days and seen.share(seen.days) > 0.9 and seen not in chosen]
        profile = self._columns.profile
        return chosen + others, Hints(
            self._overrules.date_order,
            profile.date_order if profile else "",
            self._is_continental(delimiter),
            any(seen.us_zones for seen in self._columns.evidence),
            all(one.latest is not None and one.latest <= self._form.today for one in dated) and not others,
        )

    def _is_continental(self, delimiter: str) -> bool:
        signs = [seen.signs for seen in self._columns.evidence]
        commas, points = sum(one[COMMA] for one in signs), sum(one[POINT] for one in signs)
        in_words = any(CONTINENTAL.search(one) for one in self._columns.head.keys)
        in_signs = any(seen.share(seen.continental) >= 0.5 for seen in self._columns.evidence)
        return delimiter == ";" or commas > points or in_words or in_signs

    def _numbers(self, positions: dict[str, int]) -> list[Wanted]:
        return [
            one for one in self._form.fields if one.kind in (NUMBER, LENGTH, SHARE, MONEY) and one.name in positions
        ]

    def _decimal(self, one: Wanted, positions: dict[str, int], evidence: Sequence[Evidence]) -> str:
        profile = self._columns.profile
        if declared := self._overrules.decimal or (profile.decimal if profile else ""):
            return declared
        own, numbers = evidence[positions[one.name]], {other.name for other in self._numbers(positions)}
        not_numbers = {position for name, position in positions.items() if name not in numbers}
        # 9.05 is a time, and proves no point.
        not_numbers |= {position for position, one in enumerate(self._columns.head.keys) if one in TIMES}
        others = [
            seen
            for position, seen in enumerate(evidence)
            if seen.share(seen.numbers) >= 0.8 and position not in not_numbers
        ]
        sign = decimal_of(own, others)
        if not sign and own.doubtful and one.required:
            raise _decimal_question(*next(iter(own.doubtful.items())))
        return sign

    def _span(self, positions: dict[str, int], evidence: Sequence[Evidence]) -> Span:
        day = self._form.day
        if day is None or not self._form.is_sales:
            return Span()
        position, headings = positions[day.name], self._columns.head.headings
        heading = headings[position] if position < len(headings) else ""
        if self._columns.head.spans and not heading and not self._overrules.span and self._are_months():
            return Span(MONTH, "begin", False, _("its columns are named by the first days of months"))
        return spans.decide(evidence[position], heading, self._overrules.span)

    def _are_months(self) -> bool:
        """Whether columns are named by the first days of months, as a spreadsheet keeps "Mar 2026"."""
        written = [day_forms.taken_apart(text) for text in self._columns.head.spans.values() if "{}" not in text]
        days = {one.ymd for one in written if one and one.span == DAY_SPAN}
        return len(days) == len(self._columns.head.spans) and all(day and day.day == 1 for day in days)

    def _units(self, positions: dict[str, int], evidence: Sequence[Evidence]) -> frozenset[str]:
        """Of each dimension the unit that most quantities are in."""
        found = sum((evidence[positions[one.name]].units for one in self._numbers(positions)), Counter[str]())
        chosen = (max(units, key=lambda unit: found[unit]) for units in DIMENSIONS)
        return frozenset(unit for unit in chosen if found[unit])


def _decimal_question(sign: str, example: str) -> InvalidInput:
    name, other = number_forms.name_of(sign), number_forms.name_of(COMMA if sign == POINT else POINT)
    whole = example.replace(sign, "")
    return Undecided(
        _(
            "Is the {name} a decimal sign? {example} may be {whole} or {part}, and no other number of"
            " the file tells. Send it again with ?decimal={one} (the decimal sign is the {other}:"
            " {example} is {whole}) or with ?decimal={sign}. Nothing was imported.",
            name=name,
            example=example,
            whole=whole,
            part=example.replace(sign, "."),
            one=COMMA if sign == POINT else POINT,
            other=other,
            sign=sign,
        ),
        "undecided_decimal",
        (
            Choice(
                "decimal", COMMA if sign == POINT else POINT, _("{example} is {whole}", example=example, whole=whole)
            ),
            Choice("decimal", sign, _("{example} is {whole}", example=example, whole=example.replace(sign, "."))),
        ),
    )
