"""Passwords: which are taken, and how they are kept and compared."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from services.errors import Fault, InvalidInput, Unavailable
from utils.config import get_settings

SHORTEST = 12
FEWEST_DIFFERENT = 5
ROWS = ("1234567890" * 4, "0987654321" * 4, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)
_LOOKS_LIKE = str.maketrans("013457@$!", "oleastasi")
_COMMON = frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())

# An unknown name costs as much time as a wrong password: the answer must not tell which names exist.
NOBODY = "scrypt:32768:8:1$c2FsdHNhbHRzYWx0$" + "0" * 128

_processor = threading.Lock()


def hashed(password: str) -> str:
    """The form in which a password is stored (scrypt, salted). Raises Unavailable."""
    with _turn():
        return generate_password_hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether this is the password of which that is kept. Raises Unavailable."""
    with _turn():
        return check_password_hash(kept, password)


def check(password: str, username: str, pointer: str = "/password") -> None:
    """Raises InvalidInput for a password that who guesses would try early (NIST SP 800-63B, section 3.1.1.2)."""
    reason = _weakness(unicodedata.normalize("NFKC", password).casefold(), username.casefold())
    if reason:
        advice = f"This password {reason}. Take a few words that have nothing to do with each other."
        raise InvalidInput(advice, "weak_password", (Fault(pointer, advice),))


def _weakness(password: str, username: str) -> str | None:
    without_name = password.replace(username, "") if username else password
    if len(password) < SHORTEST:
        return f"has less than {SHORTEST} characters"
    if len(set(password)) < FEWEST_DIFFERENT or any(password in row for row in ROWS):
        return "is too regular"
    if without_name != password and len(_letters(without_name)) < FEWEST_DIFFERENT:
        return "is little more than the user name"
    if _is_common(password) or _is_common(without_name):
        return "is one of those that are tried first"
    return None


def _is_common(password: str) -> bool:
    spelled = re.sub(r"[\W\d_]+$", "", password).translate(_LOOKS_LIKE)
    return any(_once(_letters(text)) in _COMMON for text in (password, spelled))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _once(text: str) -> str:
    """A word, of a word that is repeated."""
    return re.sub(r"^(.+?)\1+$", r"\1", text)


@contextmanager
def _turn() -> Iterator[None]:
    """One at a time in each process, for scrypt takes a processor whole; and not all threads may wait for it."""
    seats = _seats()
    if not seats.acquire(blocking=False):
        raise Unavailable("Many are signing in at this moment. Try again in a few seconds.", "sign_in_busy")
    try:
        with _processor:
            yield
    finally:
        seats.release()


@cache
def _seats() -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(max(1, get_settings().web_threads - 2))
