"""Keys of machines: named, with a role and an end, in the name of the user who made them.

A key is 256 random bits, so a fast hash keeps it (OWASP, Password Storage Cheat Sheet, is for what people think of).
"""

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from app.db import get_engine, snapshot, transaction
from app.models import ApiKey, User
from services.access import audit
from services.access.signed_in import ROLES, SignedIn
from services.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from services.paging import Page, position
from utils import clock, ids
from utils.language import _

log = logging.getLogger(__name__)

# No access token begins like that, and whoever looks for lost secrets finds it (GitHub, "Token formats").
MARK = "stockcast_"
SHOWN = len(MARK) + 4
# More are a machine that makes keys.
MOST = 50
# How exactly it is known when a key was used last: not every request shall write.
USE_NOTED = timedelta(minutes=1)


def create_key(actor: SignedIn, name: str, role: str, expires_at: datetime | None = None) -> tuple[str, ApiKey]:
    """A new key, which is shown only here, and what is kept of it.

    It may what its role may, and no more than its user may at that time. expires_at -- None: when it is removed

    Raises Forbidden for a role above one's own, InvalidInput for an end that is past, Conflict for a name that is
    taken, or when there are too many.
    """
    if ROLES.index(role) > ROLES.index(actor.role):
        may = _(
            "A key may no more than who makes it: you are {role}. Choose that role, or a lower one.", role=actor.role
        )
        raise Forbidden(may)
    _check_end(expires_at)
    key = MARK + secrets.token_urlsafe(32)
    kept = ApiKey(id=ids.new_id(), user_id=actor.user_id, name=name, role=role, expires_at=expires_at)
    kept.shown, kept.key_hash, kept.created_at = key[:SHOWN], _hashed(key), clock.now()
    try:
        with transaction() as session:
            own = sa.select(sa.func.count()).select_from(ApiKey).where(ApiKey.user_id == actor.user_id)
            if (session.scalar(own) or 0) >= MOST:
                raise Conflict(
                    _("You have {count} keys. Remove those that nothing uses.", count=MOST), "too_many_api_keys"
                )
            session.add(kept)
            session.flush()
            audit.note(session, actor, "api_key.create", f"{name}: {role}")
    except IntegrityError:
        reason = _("You have a key {name!r} already. Choose another name, or remove that one first.", name=name)
        raise Conflict(reason, "api_key_exists") from None
    return key, kept


def list_keys(actor: SignedIn, limit: int, cursor: str | None) -> Page[sa.Row[*tuple[Any, ...]]]:
    """One's own keys with the names of their users, in the order they were made; for an administrator, all keys."""
    query = _shown_to(actor)
    if cursor:
        query = query.where(ApiKey.id > position(cursor, 1)[0])
    with snapshot() as session:
        rows: Sequence[sa.Row[*tuple[Any, ...]]] = session.execute(query.order_by(ApiKey.id).limit(limit + 1)).all()
        return Page.of(rows, limit, lambda key: [key.id])


def get_key(actor: SignedIn, key_id: str) -> sa.Row[*tuple[Any, ...]]:
    """One of them. Raises NotFound for a key that is not there, or is somebody else's."""
    with snapshot() as session:
        key = session.execute(_shown_to(actor).where(ApiKey.id == key_id)).one_or_none()
    if key is None:
        raise _not_found(key_id)
    return key


def delete_key(actor: SignedIn, key_id: str) -> None:
    """It opens nothing any more, from now on. Raises NotFound for a key that is not there, or is somebody else's."""
    with transaction() as session:
        key = session.get(ApiKey, key_id)
        if key is None or actor.sees not in (None, key.user_id):
            raise _not_found(key_id)
        session.delete(key)
        audit.note(session, actor, "api_key.delete", key.name)


def _shown_to(actor: SignedIn) -> sa.Select[*tuple[Any, ...]]:
    listed = (ApiKey.id, ApiKey.name, ApiKey.role, ApiKey.shown)
    times = (ApiKey.created_at, ApiKey.expires_at, ApiKey.last_used_at)
    query = sa.select(*listed, *times, User.username).join(User, User.id == ApiKey.user_id)
    return query if actor.sees is None else query.where(ApiKey.user_id == actor.sees)


def _not_found(key_id: str) -> NotFound:
    return NotFound(_("There is no API key {key_id!r} of yours.", key_id=key_id), "api_key_not_found")


# Built once: every request of a machine asks this.
_FOUND = (
    sa.select(ApiKey.id, ApiKey.name, ApiKey.role, ApiKey.last_used_at, ApiKey.user_id)
    .add_columns(User.username, User.role.label("own_role"), User.locations)
    .join(User, User.id == ApiKey.user_id)
    .where(ApiKey.key_hash == sa.bindparam("key_hash"), User.active)
    .where(sa.or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > sa.bindparam("now", type_=ApiKey.expires_at.type)))
)


def find_signed_in(key: str) -> SignedIn | None:
    """Whom a key stands for; None when it is none, has ended, or its user was deactivated."""
    now = clock.now()
    with get_engine().connect() as connection:
        found = connection.execute(_FOUND, {"key_hash": _hashed(key), "now": now}).one_or_none()
    if found is None:
        return None
    if found.last_used_at is None or found.last_used_at < now - USE_NOTED:
        _note_use(found.id, now)
    role = min(found.role, found.own_role, key=ROLES.index)
    return SignedIn(found.user_id, found.username, role, "", found.name, tuple(found.locations))


def _note_use(key_id: str, now: datetime) -> None:
    try:
        with transaction(waits=False) as session:
            session.execute(sa.update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))
    except OperationalError as error:  # Who only reads need not wait for who writes: the next request notes it.
        log.info("api_key.use_not_noted", extra={"error": str(error.orig)})


def _check_end(expires_at: datetime | None) -> None:
    if expires_at is not None and expires_at <= clock.now():
        advice = _("The key would have ended already. Name a moment that is to come, or none.")
        raise InvalidInput(advice, "invalid_expiry", (Fault("/expires_at", advice),))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
