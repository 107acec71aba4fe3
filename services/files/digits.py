"""Digits as they are written elsewhere: of full width, Arabic and Persian."""

_ROWS = ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_PLAIN = {ord(digit): str(value) for row in _ROWS for value, digit in enumerate(row)}
_PLAIN |= {ord(wide): plain for wide, plain in zip("．，／：－٫٬", ".,/:-.,", strict=True)}


def plain(text: str) -> str:
    """A text with the digits 0 to 9 and the signs that stand among them."""
    return text if text.isascii() else text.translate(_PLAIN)
