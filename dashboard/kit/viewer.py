"""Whom a page is for: the language it is written in, as the browser's country has it, and the browser's time zone."""

from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from flask import Flask, request

from dashboard.kit.urls import PREFIX
from utils import language
from utils.config import get_settings

# `assets/shell.js` sets it: no header says where a browser is.
ZONE_COOKIE = "stockcast_zone"


def speak_to_viewer(sender: Flask, **_: Any) -> None:
    """Have this request speak the shop's language where it is for a page, as the browser's country writes it.

    Never another language than the shop's: half of a page would be in it, and half would not.
    """
    language.speak(of_viewer() if request.path.startswith(PREFIX) else language.ENGLISH)


def speak_english_again(sender: Flask, **_: Any) -> None:
    """What this thread does next may be for nobody's eyes."""
    language.speak(language.ENGLISH)


def of_viewer() -> Locale:
    """The shop's language as the browser of this request writes it."""
    wanted = get_settings().language
    found = _locale(browser_language() or "")
    return found if found and found.language == wanted else language.of(wanted)


def locale() -> Locale:
    """In which the page of this request is written."""
    return language.locale()


def language_tag() -> str:
    """The same as browsers name it (BCP 47), for what is written there."""
    return str(locale()).replace("_", "-")


def browser_language() -> str | None:
    """What the browser's own programs speak, whatever the pages do: spreadsheets do."""
    return next(iter(request.accept_languages.values()), None)


def zone() -> ZoneInfo:
    """The browser's time zone, UTC until it has told."""
    return _zone(request.cookies.get(ZONE_COOKIE, "UTC"))


@lru_cache(maxsize=256)
def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
