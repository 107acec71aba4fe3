"""Signing in with a provider of OpenID: begun here, done there, finished here, once.

Authorization code with PKCE, state and nonce (RFC 9700, section 2.1; OpenID Connect Core 1.0, section 3.1).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OpenIdAttempt, UserSession
from services.access import auth, openid_accounts, openid_provider, rates
from services.access.auth import Grant
from services.access.devices import Origin
from services.access.openid_provider import Question
from services.errors import Fault, InvalidInput, NotFound, Unauthorized
from services.outside import addresses
from utils import clock
from utils.config import get_settings
from utils.language import _

# For a password, a second factor, and a telephone that is in another room.
LIFETIME = timedelta(minutes=15)
LONGEST_REDIRECT = 2000
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Way:
    """redirect_uri -- where the provider sends people back to, which it must know; destination -- what they wanted"""

    redirect_uri: str
    destination: str = ""


@dataclass(frozen=True)
class Beginning:
    """address -- of the provider's sign-in; state -- comes back from there; proof -- stays with who began it"""

    address: str
    state: str
    proof: str


@dataclass(frozen=True)
class Return:
    """What came back. proof -- of who brings it; code -- "" where the provider gave none"""

    state: str
    proof: str
    code: str


def is_offered() -> bool:
    """Whether there is a provider."""
    return bool(get_settings().openid_issuer)


def begin(way: Way, origin: Origin, proof: str = "") -> Beginning:
    """Where to sign in. proof -- that of a browser which has begun before, in another window

    Raises NotFound where there is no provider, InvalidInput, TooMany, Unavailable.
    """
    _count(origin)
    _check(way.redirect_uri)
    proof = proof or secrets.token_urlsafe(32)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _part in range(3))
    question, now = Question(state, nonce, verifier, way.redirect_uri), clock.now()
    address = openid_provider.address_for(question)
    attempt = OpenIdAttempt(**vars(question), destination=way.destination)
    attempt.proof_hash, attempt.expires_at = _hashed(proof), now + LIFETIME
    with transaction() as session:
        session.execute(sa.delete(OpenIdAttempt).where(OpenIdAttempt.expires_at <= now))
        session.add(attempt)
    return Beginning(address, question.state, proof)


def finish(back: Return, origin: Origin) -> tuple[Grant, str]:
    """Open a session for who comes back, and where they wanted to go.

    Raises Unauthorized for what was not begun so, or not finished there; Forbidden, TooMany, Unavailable.
    """
    _count(origin)
    question, destination = _taken(back)
    if not back.code:
        reason = _("{provider} has not signed you in. Try again.", provider=get_settings().openid_provider_name)
        raise Unauthorized(reason, "openid_refused")
    person = openid_provider.person_of(question, back.code, openid_accounts.is_enough)
    user = openid_accounts.account_for(person.claims)
    with transaction() as session:
        return auth.open_session(session, user, origin.network, person.id_token), destination


def way_out(session_id: str, redirect_uri: str) -> str | None:
    """Where whoever opened this session signs out of the provider, too; None: nowhere, or it was not by the provider.

    To be asked before the session is ended.
    """
    with snapshot() as session:
        id_token = session.scalar(sa.select(UserSession.id_token).where(UserSession.id == session_id))
    return openid_provider.way_out(id_token, redirect_uri) if id_token and is_offered() else None


def _taken(back: Return) -> tuple[Question, str]:
    """What was begun with this state and proof: the first who asks has it, and nobody afterwards."""
    same = OpenIdAttempt.state == back.state.replace("\0", ""), OpenIdAttempt.proof_hash == _hashed(back.proof)
    begun = sa.delete(OpenIdAttempt).where(*same, OpenIdAttempt.expires_at > clock.now())
    parts = OpenIdAttempt.state, OpenIdAttempt.nonce, OpenIdAttempt.code_verifier, OpenIdAttempt.redirect_uri
    with transaction() as session:
        taken = session.execute(begun.returning(*parts, OpenIdAttempt.destination)).one_or_none()
    if taken is None:
        reason = _("This sign-in was not begun here, is over, or took too long. Begin again.")
        raise Unauthorized(reason, "openid_not_begun")
    return Question(*taken[:4]), taken.destination


def _count(origin: Origin) -> None:
    if not is_offered():
        raise NotFound(_("No provider of OpenID is set up here: sign in with a password."), "openid_off")
    rates.count("openid", get_settings().openid_rate_limit, origin)


def _check(redirect_uri: str) -> None:
    """The provider knows which addresses are ours; here only what no provider should take is refused (RFC 8252)."""
    try:
        parts = addresses.split(redirect_uri)
        safe = _is_safe(redirect_uri, parts.scheme, parts.hostname or "") and not parts.fragment
    except ValueError:
        safe = False
    if not safe or len(redirect_uri) > LONGEST_REDIRECT:
        advice = _("Give an address of https://, or of http:// on this machine, that the provider knows.")
        raise InvalidInput(advice, "invalid_redirect_uri", (Fault("/redirect_uri", advice),))


def _is_safe(redirect_uri: str, scheme: str, host: str) -> bool:
    ours = redirect_uri.startswith(get_settings().public_url + "/")
    return ours or (scheme == "https" and bool(host)) or (scheme == "http" and host in LOOPBACK)


def _hashed(proof: str) -> str:
    return hashlib.sha256(proof.encode(errors="replace")).hexdigest()
