"""Records on their way to rows: what is no row is passed over, what does not count is left out, the rest is read."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from services.files.columns import cells as cell_readers
from services.files.columns.assignment import QUANTITIES
from services.files.columns.understanding import Understanding
from services.files.fields import CODE, DAY, LENGTH, MONEY, NUMBER, Form, Wanted
from services.files.lines import carried, variants
from services.files.records import Cell, CutOff, Record, Unreadable, shown
from services.files.rows.comes_back import ComesBack
from services.files.rows.lines_above import LinesAbove
from services.files.rows.no_rows import NoRows
from services.files.rows.not_sold import SAID_ELSEWHERE, NotSold
from services.files.rows.row_units import RowUnits, field_of
from services.files.rows.tally import MOST_STORES, Tally
from services.files.uploads import Rejection
from services.files.values import codes, number_forms
from services.sku import clean_sku
from services.visible import visible
from utils.language import _

Row = tuple[Any, ...]
_EXTRAS = ("store", "unit", "status", "cancelled", "order", "movement", *QUANTITIES)


# What stands in a column of days where nothing was sold: accountants write a dash.
_NOTHING = ("", "-", "\u2013", "\u2014")


class Rows:
    """Reads records one after the other; `tally` counts what became of them.

    title -- what the sheet or file is called that the next record stands in
    sums -- the places of records, counted from 0, that are sums of others
    columns -- what the values of a row are: the line, our fields in their order, of sales the days a row stands for
    """

    def __init__(
        self,
        form: Form,
        understood: Understanding,
        zone: tzinfo,
        title: Callable[[], str] = str,
        sums: Collection[int] = (),
    ) -> None:
        self._form, self._understood = form, understood
        self._sums, self._place = sums, -1
        self.tally = Tally()
        self._headings = understood.columns.head.headings
        self._width = len(self._headings)
        fields = [one for one in form.fields if one.name in understood.positions]
        self.columns = ("line", *(one.name for one in fields), *(("span",) if form.is_sales else ()))
        self._readers = [(one, understood.positions[one.name], self._reader(one, zone)) for one in fields]
        self._beside = {understood.positions[name]: place for name, place in understood.units_beside.items()}
        self._lengths = {position for one, position, _read in self._readers if one.kind == LENGTH}
        self._worded = self._beside.keys() | self._lengths
        self._day_value = next((place for place, one in enumerate(fields, 1) if form.day and one is form.day), 0)
        counted = field_of(form)
        self._quantity_value = next((place for place, one in enumerate(fields, 1) if one.name == counted), 0)
        self._price_value = next((place for place, one in enumerate(fields, 1) if one.name == "price"), 0)
        self._code_value = next(place for place, one in enumerate(fields, 1) if one is form.subject)
        self._extra = {name: understood.positions[name] for name in _EXTRAS if name in understood.positions}
        self._returned = self._reader(replace(form.field("quantity"), required=False), zone) if form.is_sales else None
        code = understood.positions[form.subject.name]
        day = understood.positions.get(form.day.name) if form.day else None
        self._comes_back = ComesBack(understood, title)
        self._not_sold = NotSold(form, understood, self._comes_back)
        self._no_rows = NoRows(form, understood, self._readers)
        head = carried.said_once(
            understood.columns.sample, [understood.positions.get(name, self._width) for name in form.said_once]
        )
        self._lines_above = LinesAbove(understood, code, day, self._extra, head)
        self._said_once = bool(head)
        self._row_units = RowUnits(form, understood, self.tally)

    def read(self, record: Record) -> Iterator[Row | Rejection]:
        """The rows of a record: none where it is passed over or does not count, many of a wide file."""
        self._place += 1
        if self._place in self._sums:
            self.tally.passed_over["totals"] += 1
        else:
            yield from self._read(record)

    def _read(self, record: Record) -> Iterator[Row | Rejection]:
        line, cells = record
        if isinstance(cells, Unreadable):
            yield Rejection(line, "", "", cells)
            return
        is_cut = isinstance(cells, CutOff)
        if len(cells) != self._width:
            fitted = self._fitted(cells)
            if fitted is None:
                yield self._too_long(record)
                return
            cells = fitted
        if self._understood.carried:
            cells = self._lines_above.carried_down(cells)
        if self._said_once:
            cells = self._lines_above.headed(cells)
        if reason := self._no_rows.why(cells):
            self.tally.passed_over[reason] += 1
            self._comes_back.pass_over(cells)
            return
        if is_cut:
            yield Rejection(line, "", shown(str(cells[-1])), _("the file ends within this row; send it as a whole"))
            return
        if self._extra:
            self._lines_above.inherit(cells)
        if reason := self._not_sold.why(cells):
            self.tally.not_sold[reason] += 1
            if reason not in SAID_ELSEWHERE:
                yield from self._emptied(line, self._dated(cells))
            return
        yield from self._taken(line, cells)

    def _taken(self, line: int, cells: Sequence[Cell]) -> Iterator[Row | Rejection]:
        """The rows of a record that counts."""
        if self._understood.each:
            yield from self._of_each_column(line, cells)
            return
        row = self._row(line, self._dated(cells))
        if not self._form.is_sales and not isinstance(row, Rejection):
            self._no_rows.rows_above.add(row[1:])
        yield row

    def _fitted(self, cells: Sequence[Cell]) -> list[Cell] | None:
        """Cells for every heading; None where more are filled than there are headings, or have moved to the right."""
        if len(cells) < self._width:
            return [*cells, *[""] * (self._width - len(cells))]
        if self._have_moved(cells) or any(
            cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in cells[self._width :]
        ):
            return None
        self.tally.trailing += 1
        return list(cells[: self._width])

    def _have_moved(self, cells: Sequence[Cell]) -> bool:
        """Whether a sign between cells stands within one of them, unquoted, as in "Nails 3,5": then what is further to
        the right makes sense as well, and nobody can tell.
        """
        more = len(cells) - self._width
        numbers = [place for one, place, _read in self._readers if one.kind in (NUMBER, MONEY) and place < self._width]
        return not self._understood.columns.trailing and all(_is_number(cells[place + more]) for place in numbers)

    def _too_long(self, record: Record) -> Rejection:
        line, cells = record
        reason = _("the row has {cells} values, the headings name {width} columns", cells=len(cells), width=self._width)
        return Rejection(line, "", ", ".join(map(str, cells))[:100], reason)

    def _dated(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        more = [one.text(cells) for one in (self._understood.dated_by, self._understood.steps) if one is not None]
        return [*cells, *more] if more else cells

    def _of_each_column(self, line: int, cells: Sequence[Cell]) -> Iterator[Row | Rejection]:
        year, stores = self._understood.year, self._understood.columns.head.stores
        for position, text in self._understood.each.items():
            if cells[position] not in _NOTHING:
                heading = text.format(str(cells[year]).removesuffix(".0")) if year is not None else text
                more = [stores[position]] if position in stores else []
                yield self._row(line, [*self._dated(cells), heading, cells[position], *more])

    def _row(self, line: int, cells: Sequence[Cell]) -> Row | Rejection:
        row: list[Any] = [line]
        for one, position, read in self._readers:
            try:
                row.append(
                    self._with_unit(cells, position, read) if position in self._worded else read(cells[position])
                )
            except ValueError as error:
                if one.required or (one.costs_row and not _says_nothing(one, cells[position])):
                    return self._rejected(line, one, cells, str(error))
                self.tally.lose(one.name, str(cells[position]), str(error))
                row.append(None)
        return self._sale(row, cells) if self._form.is_sales else self._plain(row, cells)

    def _with_unit(self, cells: Sequence[Cell], position: int, read: cell_readers.Reader) -> Any:
        """What may have its unit with it, or in the cell beside it. Raises ValueError."""
        beside = self._beside.get(position)
        value = read(cells[position]) if beside is None else read(cells[position], cells[beside])
        if position in self._lengths:
            self.tally.take_length(cells[position], value)
        return value

    def _emptied(self, line: int, cells: Sequence[Cell]) -> Iterator[Row]:
        """A line that does not count any more: the day of the product, with nothing sold by it."""
        if not self._form.is_sales or self._understood.each:
            return
        values: dict[str, Any] = {}
        try:
            for one, position, read in self._readers:
                values[one.name] = read(cells[position]) if one.required and one.name != "quantity" else None
        except ValueError:
            return
        row = [line, *values.values()]
        row[self._day_value], length = row[self._day_value]
        placed = self._placed([*row, length], cells)
        if not isinstance(placed, Rejection):
            yield placed

    def _plain(self, row: list[Any], cells: Sequence[Cell]) -> Row | Rejection:
        for place, (one, _own, _many) in enumerate(self._readers, 1):
            if one.kind == DAY and row[place] is not None:
                row[place] = row[place][0]
            elif one.name == "place":
                row[place] = " ".join(cell_readers.text(cells[where]) for where in self._understood.places).strip()
        return self._placed(row, cells)

    def _sale(self, row: list[Any], cells: Sequence[Cell]) -> Row | Rejection:
        row[self._day_value], length = row[self._day_value]
        try:
            row[self._quantity_value] += self._row_units.more(cells)
        except ValueError as error:
            return self._rejected(row[0], self._form.field("quantity"), cells, str(error))
        if self._understood.is_turned:
            row[self._quantity_value] = -row[self._quantity_value]
        cancelled = self._taken_off(cells, "cancelled_quantity", self._extra.get("cancelled_quantity"))
        quantity = row[self._quantity_value] = row[self._quantity_value] - cancelled
        if quantity > 0 and self._comes_back.says(cells):
            quantity = row[self._quantity_value] = -quantity
        back = 0.0 if self._understood.is_net else self._returned_of(cells)
        if back:
            quantity = row[self._quantity_value] = quantity - back
        if quantity < 0 or back:
            self.tally.returns += 1
        row.append(length)
        placed = self._placed(row, cells)
        if not isinstance(placed, Rejection):
            self.tally.sold[placed[self._day_value]] += placed[self._quantity_value]
        return placed

    def _returned_of(self, cells: Sequence[Cell]) -> float:
        """The units that came back: what was refunded is most often what was returned as well."""
        return max((self._taken_off(cells, "returned", place) for place in self._understood.returned), default=0.0)

    def _taken_off(self, cells: Sequence[Cell], name: str, place: int | None) -> float:
        """The units in a column of what came back or was cancelled, however their sign is written."""
        if place is None or self._returned is None:
            return 0.0
        try:
            return abs(self._returned(cells[place]) or 0.0)
        except ValueError as error:
            self.tally.lose(name, str(cells[place]), str(error))
            return 0.0

    def _placed(self, row: list[Any], cells: Sequence[Cell]) -> Row | Rejection:
        """The row under the product that its item is in its store."""
        code, store = row[self._code_value], ""
        try:
            if self._understood.variants:
                code = row[self._code_value] = clean_sku(variants.joined(code, cells, self._understood.variants))
            if "store" in self._extra:
                store = cell_readers.text(cells[self._extra["store"]])
                code = row[self._code_value] = codes.at_store(code, store)
            scale = 1.0
            if self._row_units.are_named:
                scale = self._row_units.scale(cells)
                self._row_units.compare(code, cells, scale)
        except ValueError as error:
            return self._rejected(row[0], self._form.subject, cells, str(error))
        if scale != 1:
            self._convert(row, scale)
        if store and self._day_value and len(self.tally.store_days) < MOST_STORES:
            self.tally.store_days[store].add(row[self._day_value])
        if code not in self.tally.codes:
            self.tally.meet(code)
        return tuple(row)

    def _convert(self, row: list[Any], scale: float) -> None:
        """Into single units; the price is of what was counted, or of a single one: nobody knows."""
        if row[self._quantity_value] is not None:
            row[self._quantity_value] *= scale
        if self._price_value:
            row[self._price_value] = None

    def _rejected(self, line: int, one: Wanted, cells: Sequence[Cell], reason: str) -> Rejection:
        value = str(cells[self._understood.positions[one.name]])
        if one.kind == CODE and not value.strip():
            self.tally.without_code += 1
            value = next((str(cells[place]) for place in self._understood.titles if cells[place]), "")
        return Rejection(line, one.name, shown(value), reason)

    def _reader(self, one: Wanted, zone: tzinfo) -> cell_readers.Reader:
        if one is not self._form.subject or one.kind != CODE:
            return cell_readers.reader_of(one, self._understood, zone)
        return lru_cache(cell_readers.REMEMBERED)(self._read_code)

    def _read_code(self, cell: Cell) -> str:
        code = codes.labelled(cell) if self._understood.is_labelled else codes.code(cell, self._understood.is_own)
        self.tally.hidden += isinstance(cell, str) and visible(cell.strip()) != cell.strip()
        return code


def _says_nothing(one: Wanted, cell: Cell) -> bool:
    """Whether words stand where a number does otherwise."""
    return one.words_say_nothing and isinstance(cell, str) and not any(map(str.isdigit, cell))


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, float) or (isinstance(cell, str) and number_forms.taken_apart(cell) is not None)
