"""What files call things in languages that Stockcast itself does not speak, so that they are read all the same."""

from collections.abc import Callable

from services.files.languages import (
    adriatic_and_baltic,
    cyrillic_and_greek,
    east_asian,
    eastern,
    indian,
    nordic,
    romance,
    south_eastern,
)
from services.files.languages.language import Language

LANGUAGES: tuple[Language, ...] = (
    *nordic.LANGUAGES,
    *romance.LANGUAGES,
    *eastern.LANGUAGES,
    *cyrillic_and_greek.LANGUAGES,
    *east_asian.LANGUAGES,
    *adriatic_and_baltic.LANGUAGES,
    *south_eastern.LANGUAGES,
    *indian.LANGUAGES,
)


def names(field: str) -> tuple[str, str]:
    """What a column is called in all of them: names that say what it is, and names that other things have as well."""
    sure = (one.sure.get(field, "") for one in LANGUAGES)
    loose = (one.loose.get(field, "") for one in LANGUAGES)
    return ", ".join(filter(None, sure)), ", ".join(filter(None, loose))


def joined(field: str) -> list[tuple[str, str]]:
    """What the names of a column are made of, in those that make them so."""
    return [one.joined[field] for one in LANGUAGES if field in one.joined]


def pattern(kind: str, plain: Callable[[str], str]) -> str:
    """The same as alternatives of an expression, without accents."""
    return "|".join(dict.fromkeys(plain(words(kind)).replace(" ", "|").split("|")))


def words(kind: str) -> str:
    """Words of one kind in all of them, with spaces between: see the fields of `Language`."""
    return " ".join(filter(None, (getattr(one, kind) for one in LANGUAGES)))


def months(number: int) -> str:
    """The names of a month, 1 to 12."""
    return " ".join(one.months[number - 1] for one in LANGUAGES if one.months)
