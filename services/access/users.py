"""Who may sign in."""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import IdempotencyKey, User, UserSession
from services.access import audit, locations, passwords
from services.access.signed_in import ROLES, SignedIn
from services.errors import Conflict, Fault, InvalidInput, NotFound
from services.paging import Page, position
from services.visible import one_line
from utils import clock
from utils.language import _

LONGEST_NAME = 64
# Nothing is seen of them, though they count as letters, marks or symbols (Unicode, Default_Ignorable_Code_Point).
_UNSEEN = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180F, 0x2800, 0x3164, 0xFFA0} | {*range(0x180B, 0x180E)}
_UNSEEN |= {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


@dataclass(frozen=True)
class UserChange:
    """What to change; None leaves it as it is. locations -- whose products they see; none: all"""

    role: str | None = None
    active: bool | None = None
    password: str | None = None
    locations: Sequence[str] | None = None


def create_user(
    username: str, password: str, role: str, actor: SignedIn | None = None, only: Sequence[str] = ()
) -> User:
    """only -- the locations whose products they see; none: all

    Raises Conflict if the name is taken, or looks like one that is; InvalidInput for a weak password, and for locations
    that they cannot have.
    """
    passwords.check(password, username)
    own = locations.checked(role, only)
    user = User(
        username=username,
        likeness=likeness(username),
        password_hash=passwords.hashed(password),
        role=role,
        locations=own,
        active=True,
        created_at=clock.now(),
    )
    try:
        with transaction() as session:
            session.add(user)
            session.flush()
            # After it: whose name looks like another learns that first.
            _check_name(username)
            audit.note(session, actor, "user.create", f"{username}: {role}{_where(own)}")
    except IntegrityError:
        reason = _(
            "There is already a user {username!r}, or one whose name looks like it; choose another name.",
            username=username,
        )
        raise Conflict(reason, "username_taken") from None
    return user


def create_first_admin(username: str, password: str) -> str | None:
    """Make sure someone can sign in. The new administrator's password, or None if there were users already."""
    with snapshot() as session:
        if session.scalar(sa.select(sa.exists().select_from(User))):
            return None
    password = password or secrets.token_urlsafe(12)
    create_user(username, password, ROLES[-1])
    return password


def list_users(limit: int, cursor: str | None) -> Page[User]:
    """All users, in the order they were made."""
    query = sa.select(User).order_by(User.id).limit(limit + 1)
    if cursor:
        query = query.where(User.id > position(cursor, 1, int)[0])
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda user: [user.id])


def colleagues(session: Session, user: SignedIn) -> list[str]:
    """Names of the active users who see any of what this user sees: the whole shop, or a location of theirs."""
    rows = session.execute(sa.select(User.username, User.locations).where(User.active).order_by(User.id))
    return [name for name, own in rows if not (own and user.locations) or set(own) & set(user.locations)]


def get_user(user_id: int) -> User:
    """Raises NotFound."""
    with snapshot() as session:
        return _find(session, user_id)


def change_user(user_id: int, change: UserChange, actor: SignedIn | None = None) -> User:
    """Change role, password, locations or access; a new password or lost access ends the user's sessions.

    Raises NotFound, InvalidInput for a weak password or locations they cannot have, Conflict when no active
    administrator would be left, or when a password is given to somebody whom a provider of OpenID signs in.
    """
    # Before the transaction, for it takes its time.
    password_hash = passwords.hashed(change.password) if change.password else None
    with transaction() as session:
        user = _find(session, user_id)
        if change.password:
            passwords.check_kept(user)
            passwords.check(change.password, user.username)
        changed, was = _in_words(user, change), _plain(user)
        user.role = change.role or user.role
        before = user.locations
        user.locations = locations.checked(user.role, before if change.locations is None else change.locations)
        if user.locations != before:
            # What they were answered before is not repeated to them.
            session.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.user_id == user_id))
        user.active = user.active if change.active is None else change.active
        user.password_hash = password_hash or user.password_hash
        session.flush()
        if not session.scalar(sa.select(sa.exists().where(User.role == "admin", User.active))):
            raise Conflict(_("This is the last administrator; make someone else one first."), "last_admin")
        if changed:
            noted = audit.Change(f"/users/{user.id}", {"before": was, "after": _plain(user)})
            audit.note(session, actor, "user.change", f"{user.username}: {', '.join(changed)}", noted)
        if change.password or not user.active:
            ended = sa.update(UserSession).where(UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
            session.execute(ended.values(revoked_at=clock.now()))
    return user


def _find(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(_("There is no user {user_id}.", user_id=str(user_id)), "user_not_found")
    return user


def _plain(user: User) -> dict[str, Any]:
    """What may be changed of a user, but for the password."""
    return {"role": user.role, "locations": list(user.locations), "active": user.active}


def _in_words(user: User, change: UserChange) -> list[str]:
    words = []
    if change.role and change.role != user.role:
        words.append(f"{user.role} -> {change.role}")
    if change.active is not None and change.active != user.active:
        words.append("access given back" if change.active else "access taken away")
    if change.locations is not None and list(change.locations) != user.locations:
        words.append(f"locations: {', '.join(change.locations) or 'all'}")
    return [*words, "new password"] if change.password else words


def _check_name(username: str) -> None:
    try:
        one_line(username)
    except ValueError as error:
        raise InvalidInput.at("/username", _("User name: {why}.", why=error), "invalid_username") from None


def _where(names: Sequence[str]) -> str:
    return f", at {', '.join(names)}" if names else ""


def likeness(username: str) -> str:
    """What is left of a name for the eye: compatible characters as one, no case, nothing that is not seen.

    Raises InvalidInput for a name of which nothing is seen, or too much.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).casefold())
    seen = "".join(filter(_is_seen, plain))
    if not 0 < len(seen) <= LONGEST_NAME:
        advice = _("A user name has 1 to {longest} characters that can be seen.", longest=LONGEST_NAME)
        raise InvalidInput(advice, "invalid_username", (Fault("/username", advice),))
    return seen


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and ord(character) not in _UNSEEN
