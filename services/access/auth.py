"""Signing in, staying signed in, signing out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeGuard

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from app.db import get_engine, snapshot, transaction
from app.models import User, UserSession
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import NotFound, Unauthorized
from utils import clock, ids
from utils.config import get_settings

# Two tabs, or a client and its retry.
GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Grant:
    """A signed-in user, and the id of the one refresh token that is valid from now on."""

    user: SignedIn
    refresh_id: str


def hash_password(password: str) -> str:
    """The form in which a password is stored (scrypt, salted)."""
    return generate_password_hash(password)


# An unknown name costs as much time as a wrong password: the answer must not tell which names exist.
_NOBODY = "scrypt:32768:8:1$c2FsdHNhbHRzYWx0$" + "0" * 128


def sign_in(username: str, password: str) -> Grant:
    """Open a session. Raises Unauthorized."""
    with snapshot() as session:
        user = session.scalar(sa.select(User).where(User.username == username))
    matches = check_password_hash(user.password_hash if user else _NOBODY, password)
    if user is None or not matches or not user.active:
        audit.note_refused_sign_in(user.username if user else None)
        raise Unauthorized("User name or password is wrong.", "wrong_credentials")
    with transaction() as session:
        return _open(session, user)


def admit(username: str) -> Grant:
    """Open a session without a password, for whoever holds this installation's secrets anyway. Raises NotFound."""
    with transaction() as session:
        user = session.scalar(sa.select(User).where(User.username == username, User.active))
        if user is None:
            raise NotFound(f"There is no active user {username!r}; name another one.", "user_not_found")
        grant = _open(session, user)
        audit.note(session, grant.user, "sign_in.command", username)
    return grant


def _open(session: Session, user: User) -> Grant:
    now = clock.now()
    opened = UserSession(
        id=ids.new_id(),
        user_id=user.id,
        refresh_jti=ids.new_id(),
        created_at=now,
        expires_at=now + timedelta(days=get_settings().refresh_token_days),
    )
    session.add(opened)
    return Grant(SignedIn(user.id, user.username, user.role, opened.id), opened.refresh_jti)


def refresh(session_id: str, refresh_id: object) -> Grant:
    """Exchange a refresh token for the next one. Raises Unauthorized.

    Two requests of one client may send the same token at once: for a few seconds both get the same next one. A token
    that comes back later is in two hands, and the session ends for both (RFC 9700, section 4.14).
    """
    user = find_signed_in(session_id)
    if user is None:
        raise Unauthorized("This session has ended; sign in again.", "session_ended")
    if not _may_be_an_id(refresh_id):
        raise Unauthorized("This is not a refresh token of ours; sign in again.", "token_invalid")
    now, this = clock.now(), UserSession.id == session_id
    exchange = {"refresh_jti": ids.new_id(), "exchanged_jti": refresh_id, "exchanged_at": now}
    just_exchanged = this, UserSession.exchanged_jti == refresh_id, UserSession.exchanged_at > now - GRACE
    with transaction() as session:
        session.execute(sa.update(UserSession).where(this, UserSession.refresh_jti == refresh_id).values(exchange))
        next_id = session.scalar(sa.select(UserSession.refresh_jti).where(*just_exchanged))
    if next_id is None:
        sign_out(session_id)
        raise Unauthorized("This refresh token was used before, so its session was ended.", "token_reused")
    return Grant(user, next_id)


def sign_out(session_id: str) -> None:
    """End a session: none of its tokens is accepted any more."""
    with transaction() as session:
        session.execute(sa.update(UserSession).where(UserSession.id == session_id).values(revoked_at=clock.now()))


def _may_be_an_id(value: object) -> TypeGuard[str]:
    # PostgreSQL looks for nothing that holds a NUL.
    return isinstance(value, str) and "\0" not in value


# Built once: every request asks this.
_SIGNED_IN = (
    sa.select(User.id, User.username, User.role)
    .join(UserSession, UserSession.user_id == User.id)
    .where(UserSession.id == sa.bindparam("session_id"), UserSession.revoked_at.is_(None), User.active)
    .where(UserSession.expires_at > sa.bindparam("now", type_=UserSession.expires_at.type))
)


def find_signed_in(session_id: object) -> SignedIn | None:
    """The user of a session; None when it has ended, expired, or its user was deactivated.

    session_id -- as a token carries it, which may be anything
    """
    if not _may_be_an_id(session_id):
        return None
    with get_engine().connect() as connection:
        row = connection.execute(_SIGNED_IN, {"session_id": session_id, "now": clock.now()}).one_or_none()
    return SignedIn(row.id, row.username, row.role, session_id) if row else None
