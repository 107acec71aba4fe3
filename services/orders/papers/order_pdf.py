"""A sheet with a table as a PDF (ReportLab), over as many pages as it takes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from services.orders.papers import order_words, pdf_fonts, right_to_left
from services.orders.papers.pdf_fonts import BOLD, FONT, marked

MARGIN = 15 * mm
SMALL, USUAL, LARGE = 7.5, 9, 15
PADDING = 3
WIDTH = A4[0] - 2 * MARGIN
_LINE = colors.HexColor("#c9ced6")
_SHADE = colors.HexColor("#eef1f5")


@dataclass(frozen=True)
class Column:
    """width -- in millimetres; is_text -- stands at the left, and is broken into lines where it is long"""

    heading: str
    width: float
    is_text: bool = False


@dataclass(frozen=True)
class Sheet:
    """facts -- names and values above the table; below -- lines under it; page -- "Page {page} of {pages}" """

    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    below: Sequence[str]
    page: str
    language: str


def write(sheet: Sheet) -> bytes:
    """The sheet as a file: headings are repeated and pages numbered, long texts wrapped."""
    pdf_fonts.register()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        title=sheet.title,
        lang=sheet.language,
        **dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN),
    )
    head = [_text(sheet.title, _style(LARGE, BOLD)), Spacer(1, 4 * mm)]
    colon = order_words.of(sheet.language).colon
    facts = [_text(value, _style(USUAL), before=f"{name}{colon}") for name, value in sheet.facts]
    below = [_text(line, _style(USUAL, BOLD, right=True)) for line in sheet.below]
    story = [*head, *facts, Spacer(1, 5 * mm), _table(sheet), Spacer(1, 4 * mm), *below]
    document.build(story, canvasmaker=_numbered(sheet.title, sheet.page))
    return file.getvalue()


def _table(sheet: Sheet) -> LongTable:
    widths = [own.width * mm for own in sheet.columns]
    headings = [_text(own.heading, _style(SMALL, BOLD, not own.is_text)) for own in sheet.columns]
    columns = [(_style(USUAL - 1, right=not own.is_text), own.width * mm - 2 * PADDING) for own in sheet.columns]
    rows = [[_text(cell, *column) for cell, column in zip(row, columns, strict=True)] for row in sheet.rows]
    table = LongTable([headings, *rows], widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                *((side, (0, 0), (-1, -1), PADDING) for side in ("LEFTPADDING", "RIGHTPADDING")),
            ]
        )
    )
    return table


def _text(text: str, style: ParagraphStyle, width: float = WIDTH, before: str = "") -> Paragraph:
    """width -- that it has, in points; before -- stands at its left, whichever way it runs"""
    font, size = style.fontName, style.fontSize
    left = width - pdfmetrics.stringWidth(before, font, size)
    lines = right_to_left.lines(text, font, size, left) if right_to_left.is_in(text) else [text]
    return Paragraph(marked(before) + "<br/>".join(map(marked, lines)), style)


def _style(size: float, font: str = FONT, right: bool = False) -> ParagraphStyle:
    alignment = 2 if right else 0
    name = f"{font}{size}{alignment}"
    return ParagraphStyle(name, None, fontName=font, fontSize=size, leading=size * 1.3, alignment=alignment)


def _numbered(title: str, words: str) -> type[Canvas]:
    """Pages that say which of how many they are: that is known once all are drawn."""
    foot = " ".join(right_to_left.lines(title, FONT, SMALL, WIDTH)) if right_to_left.is_in(title) else title

    class Numbered(Canvas):  # type: ignore[misc]  # ReportLab has no types.
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for place, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                line = self.beginText(MARGIN, MARGIN / 2)
                for font, part in pdf_fonts.runs(foot, FONT):
                    line.setFont(font, SMALL)
                    line.textOut(part)
                self.drawText(line)
                self.setFont(FONT, SMALL)
                self.drawRightString(A4[0] - MARGIN, MARGIN / 2, words.format(page=place, pages=len(self._pages)))
                super().showPage()
            super().save()

    return Numbered
