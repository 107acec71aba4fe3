"""Signing in, staying signed in, signing out."""

from dataclasses import dataclass
from datetime import timedelta

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


def refresh(session_id: str, refresh_id: str) -> Grant:
    """Exchange a refresh token for the next one. Raises Unauthorized.

    A token that was exchanged before is in two hands: the session ends for both (RFC 9700, section 4.14).
    """
    user = find_signed_in(session_id)
    if user is None:
        raise Unauthorized("This session has ended; sign in again.", "session_ended")
    next_id = ids.new_id()
    with transaction() as session:
        rotated = session.execute(
            sa.update(UserSession)
            .where(UserSession.id == session_id, UserSession.refresh_jti == refresh_id)
            .values(refresh_jti=next_id)
        ).rowcount
    if not rotated:
        sign_out(session_id)
        raise Unauthorized("This refresh token was used before, so its session was ended.", "token_reused")
    return Grant(user, next_id)


def sign_out(session_id: str) -> None:
    """End a session: none of its tokens is accepted any more."""
    with transaction() as session:
        session.execute(sa.update(UserSession).where(UserSession.id == session_id).values(revoked_at=clock.now()))


# Built once: every request asks this.
_SIGNED_IN = (
    sa.select(User.id, User.username, User.role)
    .join(UserSession, UserSession.user_id == User.id)
    .where(UserSession.id == sa.bindparam("session_id"), UserSession.revoked_at.is_(None), User.active)
    .where(UserSession.expires_at > sa.bindparam("now", type_=UserSession.expires_at.type))
)


def find_signed_in(session_id: str) -> SignedIn | None:
    """The user of a session; None when it has ended, expired, or its user was deactivated."""
    with get_engine().connect() as connection:
        row = connection.execute(_SIGNED_IN, {"session_id": session_id, "now": clock.now()}).one_or_none()
    return SignedIn(row.id, row.username, row.role, session_id) if row else None
