"""What a file may come in: packed, or as a workbook."""

import csv
import io
import zipfile

import xlsxwriter


def with_zip(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sales.csv", content)
    return file.getvalue()


def as_workbook(content):
    """Every cell as text, as a spreadsheet keeps what it was told to leave alone."""
    text, file = content.decode(), io.BytesIO()
    delimiter = max(",;\t|", key=text.count)
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return file.getvalue()
