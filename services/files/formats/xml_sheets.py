"""The sheets of a workbook in XML, as Excel 2002 and 2003 kept it. Source: XML Spreadsheet Reference (Microsoft)."""

from datetime import date, datetime, time
from xml.parsers import expat

from services.errors import InvalidInput
from services.files.formats import containers, number_formats
from services.files.formats.held_tables import MOST_CELLS, MOST_COLUMNS, HeldTable, too_large
from services.files.formats.number_formats import Shows
from services.files.formats.relations import refuse_entities
from services.files.records import Cell

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def tables(document: bytes) -> list[HeldTable]:
    """The visible sheets. Raises InvalidInput for what is damaged, too large, or declares entities."""
    reader = _Reader()
    try:
        reader.parser.Parse(document, True)
    except InvalidInput:
        raise
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise containers.damaged(error) from error
    return [sheet for sheet in reader.sheets if not sheet.is_empty]


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._begin, self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = refuse_entities
        self.sheets: list[HeldTable] = []
        self._row, self._line, self._cells = list[Cell](), 0, 0
        self._text: list[str] | None = None
        self._kind, self._merged = "", 0
        self._styles = _Styles()
        # Of a column the last row that its cell goes on in, and what stands there.
        self._down: dict[int, tuple[int, Cell]] = {}

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        said = {name.removeprefix(f"{NAMESPACE} "): value for name, value in attributes.items()}
        name = tag.removeprefix(f"{NAMESPACE} ")
        self._styles.begin(name, said)
        if name == "Worksheet":
            self.sheets.append(HeldTable(said.get("Name", str(len(self.sheets) + 1)), encoding_name="XML"))
            self._line, self._down = 0, {}
        elif name == "Row" and self.sheets:
            self._line = max(self._line + 1, int(said.get("Index", 0)))
            self._row = []
        elif name == "Cell":
            self._place(said)
        elif name == "Data":
            self._text, self._kind = [], said.get("Type", "String")

    def _place(self, said: dict[str, str]) -> None:
        """Go to the column of a cell, past those that are left out or go on from above."""
        column = int(said.get("Index", 0)) - 1
        self._pass_to(column)
        self._merged, down = int(said.get("MergeAcross", 0)), int(said.get("MergeDown", 0))
        self._cells += max(1, column - len(self._row)) + self._merged
        if max(column, self._merged) > MOST_COLUMNS or self._cells > MOST_CELLS:
            raise too_large()
        self._row.append("")
        if down:
            self._down[len(self._row) - 1] = self._line + down, ""

    def _pass_to(self, column: int) -> None:
        """Up to this column, or, where none is named (-1), past what goes on from above."""
        while len(self._row) < column or (column < 0 and self._above(len(self._row)) is not None):
            self._row.append(self._above(len(self._row)) or "")
            if len(self._row) > MOST_COLUMNS:
                raise too_large()

    def _above(self, place: int) -> Cell | None:
        """What a cell above has in common with this one; None where nothing goes on."""
        last, value = self._down.get(place, (0, ""))
        return value if last >= self._line else None

    def _say(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.removeprefix(f"{NAMESPACE} ")
        if name == "Data" and self._text is not None and self._row:
            place, text = len(self._row) - 1, "".join(self._text)
            code = self._styles.code(place, text) if self._kind == "Number" else ""
            self._row[-1] = code or _cell(text, self._kind)
            if place in self._down:
                self._down[place] = self._down[place][0], self._row[-1]
            self._text = None
        elif name == "Cell":
            self._row += [""] * self._merged
        elif name == "Row" and self.sheets:
            self._pass_to(-1)
            if any(cell != "" for cell in self._row):
                self.sheets[-1].add(self._line, self._row)


class _Styles:
    """How numbers are shown that are codes, by the style of their cell, else of their row, else of their column."""

    def __init__(self) -> None:
        self._shows: dict[str, Shows | None] = {}
        self._said = self._row = self._cell = ""
        self._column, self._columns = 0, dict[int, str]()

    def begin(self, name: str, said: dict[str, str]) -> None:
        style = said.get("StyleID", "")
        if name == "Style":
            self._said = said.get("ID", "")
            self._shows[self._said] = self._shows.get(said.get("Parent", ""))
        elif name == "NumberFormat":
            self._shows[self._said] = number_formats.of_codes(said.get("Format", ""))
        elif name == "Worksheet":
            self._column, self._columns = 0, {}
        elif name == "Column":
            self._column = int(said.get("Index", self._column + 1))
            alike = min(int(said.get("Span", 0)), MOST_COLUMNS)
            self._columns |= dict.fromkeys(range(self._column - 1, self._column + alike), style)
            self._column += alike
        elif name == "Row":
            self._row = style
        elif name == "Cell":
            self._cell = style

    def code(self, column: int, number: str) -> str:
        """What a number shows in the cell that was begun last; "" where that is no code."""
        shows = self._shows.get(self._cell or self._row or self._columns.get(column, ""))
        return shows(number.strip().encode()) if shows else ""


def _cell(text: str, kind: str) -> Cell:
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return "true" if text.strip() == "1" else "false"
    if kind != "DateTime":
        return text
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.time() != time.min else date(moment.year, moment.month, moment.day)
