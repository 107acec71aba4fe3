"""Texts that were kept in English, for whoever reads them now.

A job says once why it failed, what it rejected and what struck it: in English, which is what the API gives of it. Each
of these sentences has the form of a message of the catalogues; by that form it is recognised, and said anew with the
same figures in the language of its reader. So one text serves all readers, those of before a translation as well.
"""

import re
from contextlib import suppress
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple

from babel import dates, numbers

from utils import language

# Fewer letters of its own recognise anything: "{received} of {quantity}".
FEWEST_LETTERS = 4
# More sentences and reasons than one of ours has; each is compared with all forms.
MOST_PARTS = 100
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+\.\d+")
# How many there are of something; a list of several is none.
_COUNT = r"-?[\d.,]*\d"
MONTHS = ("", *dates.get_month_names(locale="en").values())
_LONG_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}(, \d{4}-\d{2}-\d{2})*")
# What stands between sentences, and between the reasons that one of them lists.
_BETWEEN = (re.compile(r"(?<=[.?!]) (?=[^a-z])"), re.compile("; "))


class Form(NamedTuple):
    """pattern -- what a message looks like with its figures; own -- its longest part without any; said -- translated

    quoted -- the figures in quotation marks: what somebody wrote, which stays as it is
    """

    pattern: re.Pattern[str]
    own: str
    said: str
    quoted: frozenset[str]


def anew(text: str) -> str:
    """A text that was kept in English, in the language spoken now; as it is, where it is no message of ours."""
    spoken = language.locale()
    return text if spoken.language == language.ENGLISH.language or not text else _anew(str(spoken), text)


@lru_cache(4096)
def _anew(_spoken: str, text: str) -> str:
    known = _plain(text) or _filled(text)
    return _each(text) if known is None else known


def _plain(text: str) -> str | None:
    """A message without figures; None where there is no such one."""
    catalogue = language.catalogue(language.locale().language)
    for kept in (text, f" {text}"):
        if (plain := catalogue.gettext(kept)) != kept:
            return plain.removeprefix(kept.removesuffix(text))
    return None


def _filled(text: str) -> str | None:
    """A message with figures; None where there is no such one."""
    for form in _forms(language.locale().language):
        if form.own in text and (found := form.pattern.fullmatch(text)):
            return form.said.format(**{name: _figure(name, part, form) for name, part in found.groupdict().items()})
    return None


def _each(text: str) -> str:
    """Sentence by sentence, and reason by reason, where there are several."""
    if sum(len(between.findall(text)) for between in _BETWEEN) > MOST_PARTS:
        return text
    for between in _BETWEEN:
        if marks := list(between.finditer(text)):
            # A message may have such a mark within itself.
            cut = next((mark for mark in reversed(marks) if _plain(text[: mark.start()])), marks[0])
            return anew(text[: cut.start()]) + cut[0] + anew(text[cut.end() :])
    return text


def _listed(text: str) -> str:
    """One after the other, where each part of a list is a message."""
    parts = text.split(", ")
    known = [_plain(part) or _filled(part) for part in parts] if 1 < len(parts) < MOST_PARTS else [None]
    return anew(text) if None in known else ", ".join(filter(None, known))


def _figure(name: str, part: str, form: Form) -> Any:
    if name in form.quoted:
        return part
    if _DAYS.fullmatch(part):
        with suppress(ValueError):  # What somebody wrote: the 32nd of a month.
            return ", ".join(language.written(date.fromisoformat(day)) for day in part.split(", "))
    if _LONG_DAY.fullmatch(part):
        with suppress(ValueError):
            day, month, year = part.split()
            return language.long_day(date(int(year), MONTHS.index(month), int(day)))
    if _NUMBER.fullmatch(part):
        return language.written(float(numbers.parse_decimal(part, locale="en")))
    return _listed(part)


@lru_cache
def _forms(code: str) -> list[Form]:
    """All messages with figures, those with the most words of their own first."""
    found = list[Form]()
    for message in language.source_of(code):
        ids, said = (one if isinstance(one, tuple) else (one,) for one in (message.id, message.string))
        count = _COUNT if len(ids) > 1 else ".*?"
        forms = (_form(str(own), str(text), count) for own, text in zip(ids, said, strict=False) if own)
        found += filter(None, forms)
    return sorted(found, key=lambda form: (-len(form.own), -len(form.pattern.pattern)))


def _form(message: str, said: str, count: str) -> Form | None:
    """count -- what {count} looks like"""
    parts = list(Formatter().parse(message))
    words = [literal for literal, *_figure in parts]
    names = [name for _literal, name, *_how in parts if name]
    # {"product_sku": "..."} in a message without figures stands for itself.
    has_figures = names and all(map(str.isidentifier, names))
    if not has_figures or sum(map(str.isalpha, "".join(words))) < FEWEST_LETTERS:
        return None
    pattern, seen = "", set[str]()
    for literal, name, _spec, conversion in parts:
        pattern += re.escape(literal)
        if name:
            figure = f"(?P={name})" if name in seen else f"(?P<{name}>{count if name == 'count' else '.*?'})"
            pattern += f"['\"]{figure}['\"]" if conversion else figure
            seen.add(name)
    quoted = frozenset(name for _literal, name, _spec, conversion in parts if name and conversion)
    return Form(re.compile(pattern, re.DOTALL), max(words, key=len), said, quoted)
