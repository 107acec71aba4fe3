"""Texts on their way into a table that may be opened in a spreadsheet."""

# A cell that begins with one of these is calculated, not shown (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTE = "'"


def shown_as_text(text: str) -> str:
    """The text with a quote before it where a spreadsheet would take it for a formula."""
    return _QUOTE + text if text.startswith(_FORMULA) else text


def as_it_was(text: str) -> str:
    """The text without that quote."""
    return text[1:] if text.startswith(_QUOTE) and text[1:].startswith(_FORMULA) else text
