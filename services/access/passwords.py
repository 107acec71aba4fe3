"""Passwords: which are taken, and how they are kept and compared."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from app.models import User
from services.errors import Conflict, Fault, InvalidInput, Unavailable
from utils.config import get_settings
from utils.language import _
from utils.weak_passwords import weakness

# 32 MB and some 70 ms for each guess (OWASP Password Storage Cheat Sheet, scrypt).
METHOD = "scrypt:32768:8:1"
# An unknown name costs as much time as a wrong password: the answer must not tell which names exist.
NOBODY = METHOD + "$c2FsdHNhbHRzYWx0$" + "0" * 128

_processor = threading.Lock()


def hashed(password: str) -> str:
    """The form in which a password is stored (scrypt, salted). Raises Unavailable."""
    with _turn():
        return generate_password_hash(password, METHOD)


def matches(kept: str, password: str) -> bool:
    """Whether this is the password of which that is kept. Raises Unavailable."""
    with _turn():
        return check_password_hash(kept, password)


def check_kept(user: User) -> None:
    """Raises Conflict for who has no password here: by one they could enter when their provider lets them no more."""
    if not user.password_hash:
        reason = _(
            "{username} signs in with {provider}, and has no password here.",
            username=user.username,
            provider=user.openid_issuer or "",
        )
        raise Conflict(reason, "no_password")


def check(password: str, username: str, pointer: str = "/password") -> None:
    """Raises InvalidInput for a password that who guesses would try early."""
    reason = weakness(password, username)
    if reason:
        advice = _("This password {reason}. Take a few words that have nothing to do with each other.", reason=reason)
        raise InvalidInput(advice, "weak_password", (Fault(pointer, advice),))


@contextmanager
def _turn() -> Iterator[None]:
    """One at a time in each process, for scrypt takes a processor whole; and not all threads may wait for it."""
    seats = _seats()
    if not seats.acquire(blocking=False):
        raise Unavailable(_("Many are signing in at this moment. Try again in a few seconds."), "sign_in_busy")
    try:
        with _processor:
            yield
    finally:
        seats.release()


@cache
def _seats() -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(max(1, get_settings().web_threads - 2))
