"""Who may sign in."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.db import snapshot, transaction
from app.models import User, UserSession
from services.access import audit
from services.access.auth import hash_password
from services.access.signed_in import ROLES, SignedIn
from services.errors import Conflict, NotFound
from services.paging import Page, position
from utils import clock


@dataclass(frozen=True)
class UserChange:
    """What to change; None leaves it as it is."""

    role: str | None = None
    active: bool | None = None
    password: str | None = None


def create_user(username: str, password: str, role: str, actor: SignedIn | None = None) -> User:
    """Raises Conflict if the name is taken."""
    user = User(
        username=username, password_hash=hash_password(password), role=role, active=True, created_at=clock.now()
    )
    try:
        with transaction() as session:
            session.add(user)
            session.flush()
            audit.note(session, actor, "user.create", f"{username}: {role}")
    except IntegrityError:
        raise Conflict(f"There is already a user {username!r}; choose another name.", "username_taken") from None
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


def change_user(user_id: int, change: UserChange, actor: SignedIn | None = None) -> User:
    """Change role, password or access; a new password or lost access ends the user's sessions.

    Raises NotFound, and Conflict when no active administrator would be left.
    """
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            raise NotFound(f"There is no user {user_id}.", "user_not_found")
        changed = _in_words(user, change)
        user.role = change.role or user.role
        user.active = user.active if change.active is None else change.active
        if change.password:
            user.password_hash = hash_password(change.password)
        session.flush()
        if not session.scalar(sa.select(sa.exists().where(User.role == "admin", User.active))):
            raise Conflict("This is the last administrator; make someone else one first.", "last_admin")
        if changed:
            audit.note(session, actor, "user.change", f"{user.username}: {', '.join(changed)}")
        if change.password or not user.active:
            ended = sa.update(UserSession).where(UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
            session.execute(ended.values(revoked_at=clock.now()))
    return user


def _in_words(user: User, change: UserChange) -> list[str]:
    words = []
    if change.role and change.role != user.role:
        words.append(f"{user.role} -> {change.role}")
    if change.active is not None and change.active != user.active:
        words.append("access given back" if change.active else "access taken away")
    return [*words, "new password"] if change.password else words
