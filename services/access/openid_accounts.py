"""Whom somebody that the provider of OpenID knows is here: an account that nothing but its issuer and subject open.

Never its name or address: those are given to others one day (OpenID Connect Core 1.0, section 5.7).
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.db import snapshot, transaction
from app.models import User
from services.access import audit, users
from services.access.signed_in import ROLES, SignedIn
from services.access.users import LONGEST_NAME, UserChange
from services.errors import Forbidden, InvalidInput, Unauthorized
from utils import clock
from utils.config import get_settings
from utils.language import _

LONGEST_SUBJECT = 255
# What people recognise themselves by, the best first; only the last one is there always.
NAMES = ("preferred_username", "email", "name", "sub")
# Some signs are several in a likeness.
SHORT = LONGEST_NAME // 2
# Of one name; more are no people.
MOST_ALIKE = 100


def is_enough(claims: dict[str, Any]) -> bool:
    """Whether these claims say what somebody is called and, where it counts, their role."""
    settings = get_settings()
    is_named = any(isinstance(claims.get(name), str) for name in NAMES if name != "sub")
    return is_named and (not settings.openid_role_of or bool(_held(claims, settings.openid_role_claim)))


def account_for(claims: dict[str, Any]) -> User:
    """The account of these claims, made if they come for the first time; its role is what they say, if they do.

    Raises Unauthorized, Forbidden for who was switched off or has no role, Conflict for the last administrator.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or "\0" in subject:
        raise Unauthorized(_("{provider} does not say who you are.", provider=_provider()), "openid_refused")
    user, role = _find(subject), _role(claims)
    if user and not user.active:
        audit.note_refused_sign_in(user.username)
        raise Forbidden(_("Your access was taken away here. Ask an administrator."), "account_inactive")
    if role is None:
        audit.note_refused_sign_in(user.username if user else None)
        reason = _("{provider} does not say that you may use Stockcast. Ask an administrator.", provider=_provider())
        raise Forbidden(reason, "openid_no_role")
    if user is None:
        return _made(subject, role, claims)
    if get_settings().openid_role_of and role != user.role:
        return users.change_user(user.id, UserChange(role=role), SignedIn(user.id, user.username, user.role, ""))
    return user


def _role(claims: dict[str, Any]) -> str | None:
    """The highest role of what the claim holds, else the default one; None: they are refused."""
    settings = get_settings()
    held = _held(claims, settings.openid_role_claim)
    roles = [role for value, role in settings.openid_role_of.items() if value in held]
    if roles:
        return max(roles, key=ROLES.index)
    return settings.openid_default_role if settings.openid_default_role in ROLES else None


def _held(claims: dict[str, Any], path: str) -> list[str]:
    """What a claim holds: one text or several. A name with dots may be one claim, or lead into objects."""
    found: Any = claims
    for step in [path] if path in claims else path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return [value for value in (found if isinstance(found, list) else [found]) if isinstance(value, str)]


def _find(subject: str) -> User | None:
    whose = User.openid_issuer == get_settings().openid_issuer, User.openid_subject == subject
    with snapshot() as session:
        return session.scalar(sa.select(User).where(*whose))


def _made(subject: str, role: str, claims: dict[str, Any]) -> User:
    for username, likeness in _free_names(claims):
        user = User(username=username, likeness=likeness, password_hash="", role=role, active=True)
        user.openid_issuer, user.openid_subject = get_settings().openid_issuer, subject
        user.created_at = clock.now()
        try:
            with transaction() as session:
                session.add(user)
                session.flush()
                actor = SignedIn(user.id, username, role, "")
                audit.note(session, actor, "user.create", f"{username}: {role}, by {_provider()}")
            return user
        except IntegrityError:  # Somebody has the name, or they come by two ways at once.
            known = _find(subject)
            if known:
                return known
    raise Unauthorized(_("{provider} does not say who you are.", provider=_provider()), "openid_refused")


def _free_names(claims: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What to be called here, with its likeness; with a number where somebody has that name already."""
    said = (claims[name] for name in NAMES if isinstance(claims.get(name), str))
    name = next((name for name in said if _is_seen(name)), "somebody")
    for number in range(1, MOST_ALIKE):
        end = "" if number == 1 else f"-{number}"
        username = _printable(name)[: SHORT - len(end)] + end
        yield username, users.likeness(username)


def _printable(name: str) -> str:
    return "".join(filter(str.isprintable, "".join(name.split())))


def _is_seen(name: str) -> bool:
    try:
        return bool(users.likeness(_printable(name)[:SHORT]))
    except InvalidInput:
        return False


def _provider() -> str:
    return get_settings().openid_provider_name
