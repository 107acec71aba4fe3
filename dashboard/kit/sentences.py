"""Sentences of the services, as the page writes what they hold."""

import re
from datetime import date

from dashboard.kit import formats, meanings
from utils import language
from utils.kept_texts import anew

# Alone, not as a part of a number of an order.
DAY_OF_API = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")

PERCENT = re.compile(r"(?<=\d)\s?%")
# What a program calls next, or what it calls a field: in brackets, or as a clause of its own at the end of a sentence.
CALL = r"(?:GET|POST|PUT|PATCH|DELETE) /"
NAME = r"[^()]*(?:`\w+`|\?\w+=)"
CALLS = re.compile(rf"\s*\((?:{CALL}|{NAME})[^)]*\)|\s*[.;]\s*{CALL}.*?(?=\s*[.;](?:\s|$)|$)")
# Between parts of a sentence; nothing that a letter or figure follows at once, as in an address or a time.
JOINT = re.compile(r"(?<=\S)([:;])(?=\s)")
# Of the API, within a sentence.
FIELD = re.compile(r"`(\w+)`")


def for_people(text: str) -> str:
    """A refusal without what it tells programs: whoever sits before a page has buttons, and fields with names."""
    return punctuated(FIELD.sub(lambda found: _as_called_here(found[1]), CALLS.sub("", text)))


def as_written_here(text: str) -> str:
    """A sentence whose days and percents are as services write them, 2026-03-02 and 95 %, as the page writes them."""
    dated = DAY_OF_API.sub(lambda found: _of_api(found.group()), text)
    return punctuated(PERCENT.sub(formats.percent_sign(), dated))


def kept(text: str) -> str:
    """What a job said in English, in the language and with the days of the page."""
    return as_written_here(anew(text))


def why(text: str) -> str:
    """Why a job failed, as it said it in English, in the language of the page and for whoever sits before it."""
    return for_people(anew(text))


def begun(text: str) -> str:
    """A sentence with a capital at its beginning, whatever word stands there: not all languages write days with one."""
    return text[:1].upper() + text[1:]


def punctuated(text: str) -> str:
    """Parts that are put together with the same signs in all languages, as French has these."""
    return JOINT.sub("\u202f\\1", text) if language.locale().language == "fr" else text


def _as_called_here(field: str) -> str:
    return meanings.meaning(field) if field in meanings.MEANINGS else f"`{field}`"


def _of_api(text: str) -> str:
    try:
        return formats.near_day(date.fromisoformat(text))
    except ValueError:
        return text
