"""Signing in, staying signed in, signing out, and one's own password."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeGuard

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import get_engine, snapshot, transaction
from app.models import User, UserSession
from services.access import attempts, audit, passwords
from services.access.devices import Origin, known_device
from services.access.signed_in import SignedIn
from services.errors import Forbidden, NotFound, Unauthorized
from utils import clock, ids
from utils.config import get_settings
from utils.language import _

# Two tabs, or a client and its retry.
GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class Grant:
    """A signed-in user, and the id of the one refresh token that is valid from now on."""

    user: SignedIn
    refresh_id: str


def sign_in(username: str, password: str, origin: Origin = Origin()) -> Grant:
    """Open a session. Raises Unauthorized, TooMany, Unavailable."""
    with attempts.counted(username, origin, known_device(username, origin)):
        user = _whose(username, password)
    with transaction() as session:
        return open_session(session, user, origin.network)


def admit(username: str) -> Grant:
    """Open a session without a password, for whoever holds this installation's secrets anyway. Raises NotFound."""
    with transaction() as session:
        user = session.scalar(sa.select(User).where(User.username == username, User.active))
        if user is None:
            raise NotFound(
                _("There is no active user {username!r}; name another one.", username=username), "user_not_found"
            )
        grant = open_session(session, user, Origin().network)
        audit.note(session, grant.user, "sign_in.command", username)
    return grant


def open_session(session: Session, user: User, network: str, id_token: str | None = None) -> Grant:
    """For somebody who has proved who they are, coming from this network.

    id_token -- that of the provider that has signed them in
    """
    now = clock.now()
    opened = UserSession(
        id=ids.new_id(),
        user_id=user.id,
        refresh_jti=ids.new_id(),
        network=network,
        id_token=id_token,
        created_at=now,
        expires_at=now + timedelta(days=get_settings().refresh_token_days),
    )
    session.add(opened)
    return Grant(SignedIn(user.id, user.username, user.role, opened.id, "", tuple(user.locations)), opened.refresh_jti)


def _whose(username: str, password: str) -> User:
    with snapshot() as session:
        user = session.scalar(sa.select(User).where(User.username == username))
    right = passwords.matches((user and user.password_hash) or passwords.NOBODY, password)
    if user is None or not right or not user.active:
        audit.note_refused_sign_in(user.username if user else None)
        raise Unauthorized(_("User name or password is wrong."), "wrong_credentials")
    return user


def change_password(actor: SignedIn, current: str, new: str) -> None:
    """Give oneself another password; all other sessions end.

    Raises Forbidden, InvalidInput, TooMany, Unavailable, and Conflict for who has none, as a provider signs them in.
    """
    with snapshot() as session:
        passwords.check_kept(session.scalars(sa.select(User).where(User.id == actor.user_id)).one())
    try:
        with attempts.counted(actor.username, Origin(), actor.session_id):
            _whose(actor.username, current)
    except Unauthorized:
        raise Forbidden(_("The current password is not right."), "wrong_password") from None
    passwords.check(new, actor.username, "/new")
    kept = passwords.hashed(new)
    with transaction() as session:
        session.execute(sa.update(User).where(User.id == actor.user_id).values(password_hash=kept))
        audit.note(session, actor, "user.change", f"{actor.username}: new password")
        _end_sessions(session, UserSession.user_id == actor.user_id, UserSession.id != actor.session_id)


def sign_out_everywhere(actor: SignedIn) -> None:
    """End all sessions of oneself, on all devices."""
    with transaction() as session:
        _end_sessions(session, UserSession.user_id == actor.user_id)


def refresh(session_id: str, refresh_id: object) -> Grant:
    """Exchange a refresh token for the next one. Raises Unauthorized.

    Two requests of one client may send the same token at once: for a few seconds both get the same next one. A token
    that comes back later is in two hands, and the session ends for both (RFC 9700, section 4.14).
    """
    user = find_signed_in(session_id)
    if user is None:
        raise Unauthorized(_("This session has ended; sign in again."), "session_ended")
    if not _may_be_an_id(refresh_id):
        raise Unauthorized(_("This is not a refresh token of ours; sign in again."), "token_invalid")
    now, this = clock.now(), UserSession.id == session_id
    exchange = {"refresh_jti": ids.new_id(), "exchanged_jti": refresh_id, "exchanged_at": now}
    just_exchanged = this, UserSession.exchanged_jti == refresh_id, UserSession.exchanged_at > now - GRACE
    with transaction() as session:
        session.execute(sa.update(UserSession).where(this, UserSession.refresh_jti == refresh_id).values(exchange))
        next_id = session.scalar(sa.select(UserSession.refresh_jti).where(*just_exchanged))
    if next_id is None:
        sign_out(session_id)
        raise Unauthorized(_("This refresh token was used before, so its session was ended."), "token_reused")
    return Grant(user, next_id)


def sign_out(session_id: str) -> None:
    """End a session: none of its tokens is accepted any more."""
    with transaction() as session:
        _end_sessions(session, UserSession.id == session_id)


def _end_sessions(session: Session, *which: sa.ColumnElement[bool]) -> None:
    living = sa.update(UserSession).where(UserSession.revoked_at.is_(None), *which)
    session.execute(living.values(revoked_at=clock.now(), id_token=None))


def _may_be_an_id(value: object) -> TypeGuard[str]:
    # PostgreSQL looks for nothing that holds a NUL.
    return isinstance(value, str) and "\0" not in value


# Built once: every request asks this.
_SIGNED_IN = (
    sa.select(User.id, User.username, User.role, User.locations, UserSession.refresh_jti)
    .join(UserSession, UserSession.user_id == User.id)
    .where(UserSession.id == sa.bindparam("session_id"), UserSession.revoked_at.is_(None), User.active)
    .where(UserSession.expires_at > sa.bindparam("now", type_=UserSession.expires_at.type))
)


def find_signed_in(session_id: object) -> SignedIn | None:
    """The user of a session; None when it has ended, expired, or its user was deactivated.

    session_id -- as a token carries it, which may be anything
    """
    row = _living(session_id)
    return _user_of(row, session_id) if row else None


def find_staying(session_id: object, refresh_id: object) -> SignedIn | None:
    """The user of a session of which this is the newest refresh token, as the pages keep it in their cookie."""
    row = _living(session_id)
    return _user_of(row, session_id) if row and row.refresh_jti == refresh_id else None


def _user_of(row: sa.Row[*tuple[Any, ...]], session_id: object) -> SignedIn:
    return SignedIn(row.id, row.username, row.role, str(session_id), "", tuple(row.locations))


def _living(session_id: object) -> sa.Row[*tuple[Any, ...]] | None:
    if not _may_be_an_id(session_id):
        return None
    with get_engine().connect() as connection:
        return connection.execute(_SIGNED_IN, {"session_id": session_id, "now": clock.now()}).one_or_none()
