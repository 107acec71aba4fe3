"""Workbooks of other kinds than XLSX, as bytes: one sheet each, of texts, numbers, codes and days."""

import io
import struct
import zipfile
from datetime import date

_SECTOR, _END, _FREE, _IS_TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


_SHOWN_AS = "00000"


class Code(int):
    """A number that is shown as a code of five digits."""


def _style(value):
    """The place of the style of a cell among those of each workbook."""
    return 1 if isinstance(value, date) else 2 if isinstance(value, Code) else 0


def serial(day):
    return float((day - date(1899, 12, 30)).days)


def open_document(rows, attributes=""):
    """An .ods; attributes -- of each of its rows"""
    table = "".join(f"<table:table-row{attributes}>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text"))
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="Sales">{table}</table:table></office:spreadsheet>'
    )
    content = f"<office:document-content {names}>{body}</office:body></office:document-content>"
    return _zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:manifest"/>',
        }
    )


def _open_cell(value):
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    shown = f"<text:p>{value:05d}</text:p>" if isinstance(value, Code) else ""
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'


def binary(rows, column=0):
    """An .xlsb; column -- of its first cells"""
    sheet = _binary_record(129, b"") + _binary_record(148, bytes(16)) + _binary_record(145, b"")
    for number, row in enumerate(rows):
        sheet += _binary_record(0, struct.pack("<I", number) + bytes(21))
        sheet += b"".join(_binary_cell(column + place, value) for place, value in enumerate(row))
    sheet += _binary_record(146, b"") + _binary_record(130, b"")
    book = _binary_record(131, b"") + _binary_record(143, b"")
    book += _binary_record(156, struct.pack("<II", 0, 1) + _binary_text("rId1") + _binary_text("Sales"))
    book += _binary_record(144, b"") + _binary_record(132, b"")
    formats = _binary_record(44, struct.pack("<H", 164) + _binary_text(_SHOWN_AS))
    formats += _binary_record(617, struct.pack("<I", 3))
    formats += b"".join(_binary_record(47, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, 14, 164))
    styles = _binary_record(278, b"") + formats + _binary_record(618, b"") + _binary_record(279, b"")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")), start=1
        )
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return _zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/_rels/workbook.bin.rels": f"{relations}{related}</Relationships>".encode(),
            "xl/workbook.bin": book,
            "xl/styles.bin": styles,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _binary_cell(column, value):
    head = struct.pack("<II", column, _style(value))
    if isinstance(value, Code):
        return _binary_record(2, head + struct.pack("<I", value << 2 | 2))
    if isinstance(value, str):
        return _binary_record(6, head + _binary_text(value))
    return _binary_record(5, head + struct.pack("<d", serial(value) if isinstance(value, date) else value))


def _binary_text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_record(kind, data):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(data)
    return head + (bytes([length]) if length < 128 else bytes([length & 0x7F | 0x80, length >> 7])) + data


def old(rows, extra=b"", begin=0):
    """An .xls; extra -- records before those of its sheets; begin -- the row of its first cells"""
    sheet = _old_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        sheet += b"".join(_old_cell(begin * (number > 0) + number, place, value) for place, value in enumerate(row))
    sheet += _old_record(0x000A, b"")
    head = _old_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + extra
    head += _old_record(0x041E, struct.pack("<HHB", 164, len(_SHOWN_AS), 0) + _SHOWN_AS.encode())
    head += b"".join(_old_record(0x00E0, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, 14, 164))
    name = b"\x05\x00Sales"
    begins = len(head) + 4 + 6 + len(name) + 4
    head += _old_record(0x0085, struct.pack("<IH", begins, 0) + name) + _old_record(0x000A, b"")
    return compound({"Workbook": head + sheet})


def _old_cell(row, column, value):
    place = struct.pack("<HHH", row, column, _style(value))
    if isinstance(value, Code):
        return _old_record(0x027E, place + struct.pack("<I", value << 2 | 2))
    if isinstance(value, str):
        return _old_record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _old_record(0x0203, place + struct.pack("<d", serial(value) if isinstance(value, date) else value))


def _old_record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def xml(rows):
    """XML of Excel 2003"""
    table = "".join(f"<Row>{''.join(map(_xml_cell, row))}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s2">'
        f'<NumberFormat ss:Format="{_SHOWN_AS}"/></Style></Styles><Worksheet ss:Name="Sales"><Table>{table}</Table>'
        "</Worksheet></Workbook>"
    ).encode()


def _xml_cell(value):
    if isinstance(value, date):
        return f'<Cell><Data ss:Type="DateTime">{value}T00:00:00.000</Data></Cell>'
    kind = "String" if isinstance(value, str) else "Number"
    return f'<Cell ss:StyleID="s{_style(value)}"><Data ss:Type="{kind}">{value}</Data></Cell>'


def compound(streams):
    """A compound file of these streams, each too large to be kept among the small ones."""
    sectors, followers, entries = [], [], [_entry("Root Entry", 5, _END, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        parts = [padded[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(padded), _SECTOR)]
        entries.append(_entry(name, 2, len(sectors), len(padded)))
        followers += [*range(len(sectors) + 1, len(sectors) + len(parts)), _END]
        sectors += parts
    directory = len(sectors)
    sectors.append(b"".join(entries).ljust(_SECTOR, b"\0"))
    followers += [_END, _IS_TABLE]
    table = struct.pack(f"<{_SECTOR // 4}I", *followers, *[_FREE] * (_SECTOR // 4 - len(followers)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", 1, directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", directory + 1, *[_FREE] * 108)
    return header + b"".join(sectors) + table


def _entry(name, kind, first, length):
    text = name.encode("utf-16-le") + b"\0\0"
    follower = _FREE if kind == 2 else 1
    head = text.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(text), kind, 1, _FREE, _FREE, _FREE if kind == 2 else follower
    )
    return head + bytes(36) + struct.pack("<IQ", first, length)


def _zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # The same bytes whenever it is written.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
