"""Which column is what: by its heading, by the profile of the file, and by what stands in it."""

import re
from collections.abc import Sequence

from services.errors import InvalidInput
from services.files.columns import by_content, code_choice, packs_beside, store_columns
from services.files.columns.columns import Columns
from services.files.columns.title_columns import Named, pairs
from services.files.fields import CODE, DAY, LENGTH, MONEY, NUMBER, PACK, TITLE, Form, Overrules, Wanted
from services.files.headings.heading_keys import key
from services.files.headings.headings import RANKS, is_planned, says_gross
from services.files.records import Cell
from services.files.values import packs
from utils.language import _

# Columns about the row as a whole, where a form asks for them.
DROPPING = ("status", "cancelled", "order")
# Named as units, these are no money, whatever cents they have.
_COUNTED = re.compile(
    r"^(?:qty|quantity|quantite|cantidad|quantita|aantal|anzahl|antal)|(?:qty|quantity|menge|stuckzahl)$"
)
# A column that says of each line whether it counts, and no amount of what came back.
FLAGS = "cancelled"
VARIANT = "variant"
STORE = "store"
# Where goods lie; what lies in several is the stock together, whatever these are called elsewhere.
_PLACE = "place"
# So many warehouses may stand once each.
_FEW = 3
# What is taken off the quantity of a line.
QUANTITIES = ("returned", "cancelled_quantity")
# How many units are in one of the unit that a row counts in.
FACTOR = "unit_factor"
SALES_ONLY = ("movement", *QUANTITIES)


class Assignment:
    """The position of the column of each field. notes -- what the sender should know of the choice."""

    def __init__(self, columns: Columns, form: Form, overrules: Overrules) -> None:
        self._columns, self._form = columns, form
        self.positions: dict[str, int] = {}
        self.notes: list[str] = []
        self._said(overrules)
        # A day and a number leave no doubt, what is left may be a code or a title.
        nowhere = {name for name, heading in overrules.mapping if not heading}
        for one in sorted(form.fields, key=lambda field: (not field.required, field.kind == CODE)):
            if one.name not in nowhere and one.name not in self.positions:
                self._place(one)
        for name in self._extras():
            if name not in nowhere and name not in self.positions:
                self._place(Wanted(name, NUMBER if name in (*QUANTITIES, FACTOR) else "text", required=False))
        if form.stores and packs_beside.IN_A_PACK not in nowhere:
            self._place_packs()

    def heading(self, name: str) -> str:
        return self._columns.head.headings[self.positions[name]]

    def is_sure(self, name: str) -> bool:
        """Whether a column's own heading says that it is this, and no likeness of its content to it.

        A column of titles is taken only where its content proves it.
        """
        wanted = next((one for one in self._form.fields if one.name == name), Wanted(name, "text"))
        position = self.positions[name]
        is_heading = position < len(self._columns.head.keys) and wanted.kind != TITLE
        return not is_heading or not (self._is_loose(wanted, position) or not self._columns.head.keys[position])

    def _taken(self) -> set[int]:
        return set(self.positions.values())

    def _extras(self) -> tuple[str, ...]:
        stores = (STORE, "unit", FACTOR, VARIANT) if self._form.stores else ()
        return stores + (DROPPING if self._form.drops else ()) + (SALES_ONLY if self._form.is_sales else ())

    def _said(self, overrules: Overrules) -> None:
        for name, heading in overrules.mapping:
            if not heading:
                continue
            if not (found := self._columns.head.places(heading)):
                named = ", ".join(repr(one) for one in self._columns.head.headings[:30])
                raise InvalidInput(
                    _("The file has no column {heading!r}; it has {named}.", heading=heading, named=named),
                    "no_such_column",
                )
            self.positions[name] = self._of_one_name(name, found)

    def _place(self, one: Wanted) -> None:
        if self._by_profile(one):
            return
        candidates = self._candidates(one)
        fitting = [position for position in candidates if self._fits(one, position)]
        if self._form.is_sales and one.name == "quantity":
            fitting = self._sum_first(one, fitting)
        position = self._of_codes(one, fitting) if one.kind == CODE else next(iter(fitting), None)
        if position is None and (one.required or one.costs_row):
            position = self._without_a_fit(one, candidates)
        if position is None and (finds := by_content.FINDING.get(one.name)):
            position = finds(self._columns, self._taken())
        if position is not None:
            keys = self._columns.head.keys
            of_kind = next((some for some in (fitting, candidates) if position in some), [position])
            named = [p for p in of_kind if keys[p] == keys[position]]
            alike = self._with_tax(named) if one.kind == MONEY else self._of_pieces(named)
            # No file is refused for what its products are called, nor for prices with and without tax.
            is_free = one.kind == TITLE or (one.kind == MONEY and not one.costs_row)
            self.positions[one.name] = position if is_free else self._of_one_name(one.name, alike)

    def _place_packs(self) -> None:
        """How many units are in a pack, where a column of units may name packs, or a column counts them."""
        one = Wanted(packs_beside.IN_A_PACK, NUMBER, required=False)
        named = (place for place in self._candidates(one) if self._fits(one, place))
        found = packs_beside.found(self._columns, self.positions, named)
        self.positions.update({name: place for name, place in found.items() if name not in self.positions})

    def _sum_first(self, one: Wanted, fitting: list[int]) -> list[int]:
        """Columns of units with that before them which is the sum of all others, such as "Qty total" beside "Qty web"
        and "Qty store"; where no heading says more than another.
        """
        if len(fitting) < 3 or not all(self._is_loose(one, place) for place in fitting):
            return fitting
        sums = [place for place in fitting if store_columns.is_sum(self._columns, place, fitting)]
        return [*sums, *(place for place in fitting if place not in sums)] if len(sums) == 1 else fitting

    def _by_profile(self, one: Wanted) -> bool:
        """Whether the profile has settled where this is, or that it is nowhere."""
        profile = self._columns.profile
        system = profile.beneath if profile and profile.is_saved else profile
        is_asked = self._form.is_sales or one.listed_as == "number"
        names = system.columns.get(one.listed_as) if system and is_asked else None
        if profile and profile.is_saved:
            names = profile.columns.get(one.name, names)
        if names is None:
            return False
        for name in names:
            found = self._columns.head.places(name)
            if one.kind == TITLE:
                found = [position for position in found if position not in self.positions.values()][:1]
            if name and found and (any(self._columns.evidence[place].cells for place in found) or not one.required):
                self.positions[one.name] = self._of_one_name(one.name, found)
                return True
        # What a system calls its products by is known; whatever else is a name there is none of them.
        return names == ("",) or (one.kind == TITLE and not (profile and profile.is_saved))

    def _candidates(self, one: Wanted) -> list[int]:
        """The columns whose heading speaks for this field, best first."""
        ranks, taken = RANKS.get(one.listed_as), self._taken() | self._of_stock(one)
        packed = packs.headings_of(self._columns.head.headings)
        planned = {place for place, name in enumerate(self._columns.head.keys) if is_planned(name)}
        wordy = by_content.without_digits(self._columns) if one.kind == LENGTH else set()
        places = []
        for position, heading_key in enumerate(self._columns.head.keys):
            place = ranks.of(heading_key) if ranks and position not in wordy else None
            if _is_exactly(one, heading_key) and (place is None or self._columns.head.headings[position] == one.name):
                place = -1
            if place is not None and position not in taken and position not in self._columns.head.spans:
                places.append((one.kind == NUMBER and (position in packed or position in planned), place, position))
        return [position for *_, position in sorted(places)]

    def _of_stock(self, one: Wanted) -> set[int]:
        """Of columns that may be stores those in which stock lies, where a file tells of it."""
        if one.name != STORE or all(field.name != _PLACE for field in self._form.fields):
            return set()
        return {place for place, name in enumerate(self._columns.head.keys) if RANKS[_PLACE].of(name) is not None}

    def _is_loose(self, one: Wanted, position: int) -> bool:
        ranks, heading_key = RANKS.get(one.listed_as), self._columns.head.keys[position]
        return ranks is not None and not _is_exactly(one, heading_key) and (ranks.of(heading_key) or 0) >= ranks.loose

    def _fits(self, one: Wanted, position: int) -> bool:
        seen = self._columns.evidence[position]
        if one.kind == DAY:
            return seen.share(seen.days) >= 0.5 or not one.required
        if one.kind == NUMBER:
            is_share = "%" in self._columns.head.headings[position]
            return seen.share(seen.numbers) >= 0.5 and not is_share and not self._is_money(one, position)
        if one.kind == TITLE:
            return self._names_products(one, position)
        if one.kind == MONEY or (one.kind == PACK and not one.costs_row):
            return seen.share(seen.numbers) >= 0.5
        if one.name == FLAGS:
            return seen.says_yes_or_no()
        if one.name == STORE and not self._is_loose(one, position) and self._counts(position):
            return False
        if one.name == STORE and self._is_loose(one, position):
            return seen.values == seen.codes and not any(map(_is_amount, seen.seen))
        return bool(seen.cells) or not one.required

    def _counts(self, position: int) -> bool:
        """Whether what is called a warehouse is how much lies there: numbers, and hardly one of them twice."""
        seen, name = self._columns.evidence[position], self._columns.head.keys[position]
        is_warehouse = RANKS[_PLACE].named(name) is not None
        return is_warehouse and seen.values > _FEW and 2 * seen.values > seen.cells and all(map(_is_amount, seen.seen))

    def _names_products(self, one: Wanted, position: int) -> bool:
        columns, subject = self._columns, self._form.subject
        code = self.positions.get(subject.name)
        # What serves as codes may not look like it.
        seen = columns.evidence[code] if code is not None else None
        if code is None or seen is None or (seen.share(seen.codes) < 0.3 and not self.is_sure(subject.name)):
            return False
        keys, beside = columns.head.keys, pairs(columns.sample, code, position)
        is_sure = not self._is_loose(one, position)
        return Named(keys[position], is_sure, columns.evidence[position], keys, beside).is_of_products()

    def _is_money(self, one: Wanted, position: int) -> bool:
        is_counted = _COUNTED.search(self._columns.head.keys[position]) is not None
        return self._columns.is_money(position, self._is_loose(one, position) and not is_counted)

    def _of_codes(self, one: Wanted, fitting: Sequence[int]) -> int | None:
        """A column that is called a code, or looks like one; it is noted where names serve as codes."""
        sure = [position for position in fitting if not self._is_loose(one, position)]
        chosen = code_choice.best(self._columns, self._form, sure, fitting, self._taken())
        if chosen is not None and chosen.is_of_names:
            name = self._columns.head.headings[chosen.position]
            self.notes.append(
                _("There is no column of product codes; the names in '{name}' serve as codes.", name=name)
            )
        return chosen.position if chosen else None

    def _without_a_fit(self, one: Wanted, candidates: Sequence[int]) -> int | None:
        """The best of the columns that do not look like it: its rows say why. Raises InvalidInput for money."""
        if one.kind == NUMBER:
            for position in candidates:
                if self._is_money(one, position):
                    if self._is_of_an_amount(position):
                        return None
                    name, example = self._columns.head.headings[position], self._columns.evidence[position].examples
                    raise InvalidInput(
                        _(
                            "The column '{name}' holds amounts of money ({example}), not units sold. Name the column of"
                            ' units by ?mapping={{"{field}": "..."}}. Nothing was imported.',
                            name=name,
                            example=", ".join(example),
                            field=one.name,
                        ),
                        "money_for_units",
                    )
        if candidates:
            return candidates[0]
        if one is self._form.day:
            return by_content.of_days(self._columns, self._taken(), is_of_all=one.may_be_absent)
        is_subject = one is self._form.subject and self._form.is_sales
        return by_content.labels_of_rows(self._columns) if is_subject else None

    def _is_of_an_amount(self, position: int) -> bool:
        """Whether one of the fields of money may be called so as well: a minimum in units, or in money."""
        amounts = [RANKS[one.listed_as] for one in self._form.fields if one.kind == MONEY and one.listed_as in RANKS]
        return any(ranks.of(self._columns.head.keys[position]) is not None for ranks in amounts)

    def _with_tax(self, positions: Sequence[int]) -> Sequence[int]:
        """Of prices that differ by their tax, as "Prix (HT)" and "Prix (TTC)" do, what customers pay."""
        gross = [place for place in positions if says_gross(self._columns.head.headings[place])]
        return gross if len(gross) == 1 else positions

    def _of_pieces(self, positions: Sequence[int]) -> Sequence[int]:
        """Of columns that differ by their unit, as "Qty (EA)" and "Qty (CS)" do, that of pieces."""
        packed = packs.headings_of(self._columns.head.headings)
        pieces = [place for place in positions if place not in packed]
        return pieces if len(pieces) == 1 else positions

    def _of_one_name(self, field: str, positions: Sequence[int]) -> int:
        """Of columns with one name the first, if they say the same. Raises InvalidInput if not."""
        first, *others = [place for place in positions if self._columns.evidence[place].cells] or positions
        if all(self._columns.same_content(first, other) for other in others):
            return first
        name = self._columns.head.headings[first]
        raise InvalidInput(
            _(
                "The file names {count} columns '{name}', and they differ. Say which is meant by"
                ' ?mapping={{"{field}": "{chosen}"}}, or rename one of them. Nothing was imported.',
                count=len(positions),
                name=name,
                field=field,
                chosen=self._columns.head.names[first],
            ),
            "repeated_column",
        )


def _is_amount(cell: Cell) -> bool:
    """Whether it may be how many there are, and no code such as 01."""
    return isinstance(cell, float) or (isinstance(cell, str) and cell.strip().isdigit() and cell.strip()[0] != "0")


def _is_exactly(one: Wanted, heading_key: str) -> bool:
    return one.kind != TITLE and heading_key == key(one.name)
