"""What is read by people, in their language.

The sentences stand in the source in English and are the keys of the catalogues in `utils/translations` (GNU gettext).
English is spoken unless somebody says otherwise: the pages do for each of their requests, mails for their readers;
the API and the log stay English.
"""

import gettext as gnu
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers
from babel.messages import Catalog, mofile, pofile

from utils import kept_words

CATALOGUES = Path(__file__).parent / "translations"
# How most of the world writes English: the day before its month, the day's 24 hours.
ENGLISH = Locale("en", "GB")
LANGUAGES = ("en", "de", "fr", "es")

_spoken: ContextVar[Locale] = ContextVar("spoken", default=ENGLISH)


def locale() -> Locale:
    """The language that is spoken here and now, and how its figures and days are written."""
    return _spoken.get()


@lru_cache
def of(code: str) -> Locale:
    """One of LANGUAGES, as it is usually written."""
    return ENGLISH if code == ENGLISH.language else Locale.parse(code)


def speak(how: Locale) -> None:
    """From now on, in this thread."""
    _spoken.set(how)


@contextmanager
def spoken(how: Locale | str) -> Iterator[None]:
    """Within the block, e.g. `with spoken("de"):`."""
    before = _spoken.set(of(how) if isinstance(how, str) else how)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str, /, **figures: Any) -> str:
    """The message with its figures: `_("{name} has {units} left", name=own.name, units=3.5)`.

    Numbers among the figures are written as the language writes them, with three decimals at the most. So are days,
    which the API's English writes as the rest of the API does.
    """
    if kept_words.is_keeping():
        return kept_words.mark("one", (message,), figures) if message else ""
    return _filled(catalogue(locale().language).gettext(message) if message else "", figures)


def ngettext(one: str, many: str, count: float, /, **figures: Any) -> str:
    """One of two messages, by a number that both name as {count}: `ngettext("{count} row", "{count} rows", 3)`."""
    if kept_words.is_keeping():
        return kept_words.mark("many", (one, many, count), figures)
    return _filled(catalogue(locale().language).ngettext(one, many, _whole(count)), {"count": count, **figures})


def pgettext(context: str, message: str, /, **figures: Any) -> str:
    """A message that other languages say differently in another place: `pgettext("verb", "Order")`."""
    return _filled(catalogue(locale().language).pgettext(context, message), figures)


def marked(message: str) -> str:
    """A message that is translated later, where it is shown: for what is said once, when a module is loaded."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Two messages that are counted later: `ngettext(*COUNTS[kind], count)`."""
    return one, many


# As the whole world calls them: `from utils.language import N_, _, ngettext`.
_, N_ = gettext, marked


def money(amount: float, currency: str, digits: int | None = None) -> str:
    """An amount of this currency (ISO 4217; empty: none is named), with so many decimals, or as the currency has."""
    if kept_words.is_keeping():
        return kept_words.mark("money", (float(amount), currency, digits))
    if not currency:
        places = 2 if digits is None else digits
        return numbers.format_decimal(amount, format="#,##0" + ("." + "0" * places if places else ""), locale=locale())
    if digits is None:
        written = numbers.format_currency(amount, currency, locale=locale())
    else:
        figures = "0" + ("." + "0" * digits if digits else "")
        pattern = re.sub(r"0\.00", figures, locale().currency_formats["standard"].pattern)
        written = numbers.format_currency(amount, currency, pattern, locale=locale(), currency_digits=False)
    # Babel leaves out what CLDR sets between letters and digits ("currencySpacing").
    return re.sub(r"(?<=[^\W\d_])(?=\d)", "\N{NO-BREAK SPACE}", written)


def pointed(figure: str) -> str:
    """A figure that is rounded and written already, with the decimal sign of the language."""
    if kept_words.is_keeping():
        return kept_words.mark("pointed", (figure,)) if "." in figure else figure
    return figure.replace(".", locale().number_symbols["latn"]["decimal"])


def worded(text: str) -> str:
    """A text that was kept as what it says (see `utils/kept_words.py`), in the language that is spoken now."""
    return kept_words.filled(text, lambda kind, said, figures: _WORDING[kind](*said, **figures))


def long_day(day: date) -> str:
    """A day with its month in a word, "9 June 2026"."""
    return with_ordinal(dates.format_date(day, "long", locale=locale()), day, locale())


def with_ordinal(text: str, day: date, locale: Locale) -> str:
    """A day whose month is a word, as the language says it: in French the first of a month is the "1er"."""
    is_first = locale.language == "fr" and day.day == 1
    return re.sub(r"(?<!\d)1(?=[ \u00a0]\D)", "1er", text, count=1) if is_first else text


@lru_cache
def catalogue(language: str) -> gnu.NullTranslations:
    """All messages of a language; of English there is nothing to say."""
    if language == ENGLISH.language:
        return gnu.NullTranslations()
    return gnu.GNUTranslations(_compiled(language))


def source_of(language: str) -> Catalog:
    """The catalogue of a language as its translator wrote it."""
    with (CATALOGUES / f"{language}.po").open("rb") as source:
        return pofile.read_po(source, locale=language)


def _compiled(language: str) -> io.BytesIO:
    # Compiled when first asked for: so nobody installs an old one, and no file of a machine stands beside its source.
    compiled = io.BytesIO()
    mofile.write_mo(compiled, source_of(language))
    compiled.seek(0)
    return compiled


def _whole(count: float) -> int:
    # Half a unit is no plural in French, yet 1.5 are more than one everywhere else.
    return int(count) if count == int(count) or locale().language == "fr" else 2


def _filled(message: str, figures: dict[str, Any]) -> str:
    return message.format(**{name: written(value) for name, value in figures.items()}) if figures else message


def written(figure: Any) -> Any:
    """A figure as the language writes it; of anything else, itself."""
    if isinstance(figure, date) and locale().language != ENGLISH.language:
        return with_ordinal(dates.format_date(figure, "medium", locale=locale()), figure, locale())
    is_number = isinstance(figure, int | float) and not isinstance(figure, bool)
    return numbers.format_decimal(figure, format="#,##0.###", locale=locale()) if is_number else figure


# By the kind of a mark, how what was kept with it is said.
_WORDING: dict[str, Callable[..., str]] = {
    "one": gettext,
    "many": ngettext,
    "money": money,
    "pointed": pointed,
}
