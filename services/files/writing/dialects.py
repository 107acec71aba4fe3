"""How spreadsheets of a country write CSV: where the comma is the decimal sign, semicolons separate (Unicode CLDR)."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError, numbers


@dataclass(frozen=True)
class Dialect:
    """delimiter, decimal -- signs between cells and in numbers; mark -- what the file begins with"""

    delimiter: str = ","
    decimal: str = "."
    mark: str = ""


# For programs (RFC 4180).
PLAIN = Dialect()
# By this mark Excel knows UTF-8.
MARK = "\ufeff"


def of(language: str | None) -> Dialect:
    """What a spreadsheet in this language (BCP 47, such as de-AT) opens by a double click."""
    return with_decimal(numbers.get_decimal_symbol(_locale(language)))


def with_decimal(decimal: str) -> Dialect:
    """What a spreadsheet with this decimal sign opens by a double click."""
    return Dialect(";", ",", MARK) if decimal == "," else Dialect(mark=MARK)


def _locale(language: str | None) -> Locale:
    try:
        return Locale.parse(language or "en", sep="-" if "-" in (language or "") else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
