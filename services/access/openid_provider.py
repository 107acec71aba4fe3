"""What the provider of OpenID says of itself and of who comes back from it (OpenID Connect Core 1.0, Discovery 1.0)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidClaimError, JoseError
from joserfc.jwk import KeySet

from services.errors import Unauthorized, Unavailable
from utils.config import get_settings
from utils.language import _

log = logging.getLogger(__name__)

STEP_SECONDS = 5
# What it says of itself is asked anew; its keys sooner where a token is signed with one that is not known.
KEPT_SECONDS, KEYS_KEPT_SECONDS = 3600, 30
# Clocks that differ.
LEEWAY_SECONDS = 60
# Those with a key that only the provider has: "none" proves nothing, and HMAC's key is known to us as well (RFC 8725).
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")

# In an address; servers take some 8,000 characters.
LONGEST_HINT = 4000

_kept: dict[str, tuple[float, dict[str, Any]]] = {}


@dataclass(frozen=True)
class Question:
    """What the provider is asked with, so that its answer can be an answer to nothing else."""

    state: str
    nonce: str
    code_verifier: str
    redirect_uri: str


@dataclass(frozen=True)
class Person:
    """claims -- what the provider says of who signed in; id_token -- says so, and signs them out again there"""

    claims: dict[str, Any]
    id_token: str


def address_for(question: Question) -> str:
    """Where somebody signs in with the provider. Raises Unavailable."""
    about = _metadata()
    url, _state = _client(about, question.redirect_uri).create_authorization_url(
        about["authorization_endpoint"],
        state=question.state,
        code_verifier=question.code_verifier,
        nonce=question.nonce,
    )
    return str(url)


def person_of(question: Question, code: str, is_enough: Callable[[dict[str, Any]], bool]) -> Person:
    """Who brought this code. Raises Unauthorized, Unavailable.

    is_enough -- whether the claims of the id token are; if not, the provider's `userinfo` is asked for more
    """
    about = _metadata()
    try:
        with _client(about, question.redirect_uri) as client:
            tokens = client.fetch_token(
                about["token_endpoint"],
                code=code,
                code_verifier=question.code_verifier,
                timeout=STEP_SECONDS,
                allow_redirects=False,
            )
            claims = _verified(tokens, question.nonce, about)
            if "userinfo_endpoint" in about and not is_enough(claims):
                claims = _more(client, about["userinfo_endpoint"], claims["sub"]) | claims
        return Person(claims, tokens["id_token"])
    except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
        # For the operator alone: whoever tries something learns nothing from it.
        log.warning("openid.refused", extra={"error": f"{type(error).__name__}: {error}"})
        reason = _("What {provider} says of you cannot be trusted. Try again.", provider=_name())
        raise Unauthorized(reason, "openid_refused") from None
    except requests.RequestException as error:
        raise _away(error) from None


def _verified(tokens: dict[str, Any], nonce: str, about: dict[str, Any]) -> dict[str, Any]:
    """The claims of an id token, if it is for us, of now, and of this sign-in (Core 1.0, section 3.1.3.7)."""
    settings, token = get_settings(), tokens["id_token"]
    try:
        signed = jwt.decode(token, _keys(about, KEPT_SECONDS), algorithms=ALGORITHMS)
    except (JoseError, ValueError):  # It may be signed with a key that is new.
        signed = jwt.decode(token, _keys(about, KEYS_KEPT_SECONDS), algorithms=ALGORITHMS)
    expected = {"iss": settings.openid_issuer, "aud": settings.openid_client_id}
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        options={name: {"essential": True, "value": value} for name, value in expected.items()},
        params={"nonce": nonce, "client_id": settings.openid_client_id, "access_token": tokens.get("access_token")},
    )
    claims.validate(leeway=LEEWAY_SECONDS)
    return dict(claims)


def _more(client: OAuth2Session, address: str, subject: str) -> dict[str, Any]:
    """What `userinfo` says of this subject and nobody else (Core 1.0, section 5.3)."""
    response = client.get(address, timeout=STEP_SECONDS, allow_redirects=False)
    response.raise_for_status()
    said: dict[str, Any] = response.json()
    if said["sub"] != subject:
        raise InvalidClaimError("sub")
    return said


def way_out(id_token: str, redirect_uri: str) -> str | None:
    """Where this person signs out of the provider and is sent back from; None: it has no such place, or is away.

    RP-Initiated Logout 1.0, section 2.
    """
    try:
        address = _metadata().get("end_session_endpoint")
    except Unavailable:
        return None
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        return None
    said = {"client_id": get_settings().openid_client_id, "post_logout_redirect_uri": redirect_uri}
    if len(id_token) <= LONGEST_HINT:
        said["id_token_hint"] = id_token
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"


def _metadata() -> dict[str, Any]:
    """What the provider says of itself, which must be the one that the settings name."""
    issuer = get_settings().openid_issuer
    about = _document(issuer.rstrip("/") + "/.well-known/openid-configuration", KEPT_SECONDS)
    if about.get("issuer") != issuer:
        raise _away(f"it calls itself {about.get('issuer')!r}; write OPENID_ISSUER like that")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(about.get(name), str):
            raise _away(f"it does not say its {name}")
    return about


def _keys(about: dict[str, Any], newer_than: float) -> KeySet:
    named = _document(about["jwks_uri"], newer_than).get("keys", [])
    # Keys of kinds that no algorithm of ours takes are for something else.
    return KeySet.import_key_set({"keys": [key for key in named if key.get("kty") in ("RSA", "EC", "OKP")]})


def _document(address: str, newer_than: float) -> dict[str, Any]:
    at, document = _kept.get(address, (-KEPT_SECONDS, {}))
    if document and monotonic() - at < newer_than:
        return document
    try:
        response = requests.get(address, timeout=STEP_SECONDS, allow_redirects=False)
        response.raise_for_status()
        document = response.json()
    except requests.RequestException as error:
        raise _away(error) from None
    if not isinstance(document, dict):
        raise _away(f"{address} is no JSON object")
    _kept[address] = monotonic(), document
    return document


def _client(about: dict[str, Any], redirect_uri: str) -> OAuth2Session:
    settings, methods = get_settings(), about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Session(
        settings.openid_client_id,
        settings.openid_client_secret,
        token_endpoint_auth_method="client_secret_basic" if "client_secret_basic" in methods else "client_secret_post",
        scope=settings.openid_scopes,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )


def _away(reason: object) -> Unavailable:
    log.error("openid.away", extra={"error": str(reason)})
    return Unavailable(
        _("{provider} cannot be asked at this moment. Try again in a few seconds.", provider=_name()), "openid_away"
    )


def _name() -> str:
    return get_settings().openid_provider_name
