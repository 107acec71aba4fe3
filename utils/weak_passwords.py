"""Passwords that who guesses would try early (NIST SP 800-63B, section 3.1.1.2)."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from utils.language import _

SHORTEST = 12
FEWEST_DIFFERENT = 5
ROWS = ("1234567890" * 4, "0987654321" * 4, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)
_LOOKS_LIKE = str.maketrans("013457@$!", "oleastasi")


def weakness(password: str, username: str) -> str | None:
    """What is wrong with this password of this user, to follow "This password "; None: nothing."""
    password, username = unicodedata.normalize("NFKC", password).casefold(), username.casefold()
    without_name = password.replace(username, "") if username else password
    if len(password) < SHORTEST:
        return _("has less than {count} characters", count=SHORTEST)
    if len(set(password)) < FEWEST_DIFFERENT or any(password in row for row in ROWS):
        return _("is too regular")
    if without_name != password and len(_letters(without_name)) < FEWEST_DIFFERENT:
        return _("is little more than the user name")
    if _is_common(password) or _is_common(without_name):
        return _("is one of those that are tried first")
    return None


def _is_common(password: str) -> bool:
    spelled = re.sub(r"[\W\d_]+$", "", password).translate(_LOOKS_LIKE)
    return any(_once(_letters(text)) in _common() for text in (password, spelled))


@cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _once(text: str) -> str:
    """A word, of a word that is repeated."""
    return re.sub(r"^(.+?)\1+$", r"\1", text)
