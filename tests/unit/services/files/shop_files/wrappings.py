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
    text, file = decoded(content), io.BytesIO()
    delimiter = max(",;\t|", key=text.count)
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return file.getvalue()


def decoded(content):
    for codec in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise ValueError("This is no text.")
