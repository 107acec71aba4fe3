"""A real provider of OpenID, written with Authlib's server side, as a process of its own.

It asks nobody for a password. PUT /person says who is there: the claims of their tokens. PUT /faults bends what it
says: `claims` laid over those of the id token, `moments` of it by seconds from now, `algorithm` of its signature,
`key` "another" for one it never showed. PUT /more is what `userinfo` says; without, it has none.
"""

import os
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import httpx
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request, url_for
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from werkzeug.serving import make_server

from tests.children import Child
from tests.servers import free_port

ISSUER = "http://127.0.0.1:{port}"
CLIENT_ID, CLIENT_SECRET = "stockcast-test", "a secret: of 100% & more"
FORM = (
    '<form method="post"><button name="who" value="me">Allow</button><button name="who" value="">Deny</button></form>'
)


class Client(ClientMixin):
    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/back")

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret, CLIENT_SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    code: str
    redirect_uri: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    person: dict[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return "openid"

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Memory:
    def __init__(self) -> None:
        self.port = self.ahead = 0
        self.person: dict[str, Any] = {}
        self.faults: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.given: set[str] = set()
        self.codes: dict[str, Code] = {}
        self.key = RSAKey.generate_key(2048, auto_kid=True)


memory = Memory()


class Grant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["client_secret_basic"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        data = request.payload.data
        asked = (data["redirect_uri"], data["nonce"], data["code_challenge"], data["code_challenge_method"])
        memory.codes[code] = Code(code, *asked, dict(memory.person))

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return memory.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del memory.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
        return authorization_code.person


class IdToken(OpenIDCode):
    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        code, faults, now = request.authorization_code, memory.faults, int(time.time()) + memory.ahead
        claims = {
            "iss": ISSUER.format(port=memory.port),
            "aud": CLIENT_ID,
            "nonce": code.nonce,
            "iat": now,
            "exp": now + 300,
        }
        algorithm = faults.get("algorithm", "RS256")
        key = {"none": None, "HS256": OctKey.import_key(CLIENT_SECRET)}.get(algorithm, memory.key)
        if faults.get("key") == "another":
            key = RSAKey.generate_key(2048, auto_kid=True)
        for name, seconds in faults.get("moments", {}).items():
            claims[name] = now + seconds
        header = {"alg": algorithm, "kid": memory.key.kid}
        return jwt.encode(header, claims | code.person | faults.get("claims", {}), key, [algorithm])


def application() -> Flask:
    app = Flask(__name__)

    def keep(token: dict[str, Any], _request: object) -> None:
        memory.given.add(token["access_token"])

    server = AuthorizationServer(app, lambda client_id: Client() if client_id == CLIENT_ID else None, keep)
    server.register_grant(Grant, [IdToken(require_nonce=True), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def about_itself() -> Response:
        names = {"authorization_endpoint": "ask", "token_endpoint": "token", "jwks_uri": "keys"}
        names |= {"end_session_endpoint": "leave"} | ({"userinfo_endpoint": "userinfo"} if memory.more else {})
        about = {name: url_for(view, _external=True) for name, view in names.items()}
        return jsonify({"issuer": memory.faults.get("issuer", ISSUER.format(port=memory.port))} | about)

    @app.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", 204

    @app.route("/ask", methods=["GET", "POST"])
    def ask() -> Any:
        if request.method == "GET":
            return FORM
        person = memory.person if request.form["who"] else None
        return server.create_authorization_response(grant=server.get_consent_grant(person), grant_user=person)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Any:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return (memory.more, 200) if token in memory.given else ({"error": "invalid_token"}, 401)

    @app.get("/leave")
    def leave() -> Any:
        """Out, if the hint is a token of ours for this client."""
        claims = jwt.decode(request.args["id_token_hint"], memory.key, ["RS256"]).claims
        if claims["aud"] != request.args["client_id"] or not request.args["post_logout_redirect_uri"].endswith("/back"):
            return "", 400
        return redirect(request.args["post_logout_redirect_uri"])

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([memory.key]).as_dict(private=False))

    @app.get("/seconds")
    def seconds() -> Response:
        return jsonify(int(time.time()))

    @app.put("/<any(person, faults, ahead, more):what>")
    def set_memory(what: str) -> str:
        setattr(memory, what, request.get_json())
        return ""

    @app.post("/new-key")
    def new_key() -> str:
        memory.key = RSAKey.generate_key(2048, auto_kid=True)
        return ""

    return app


def serve(port: int) -> None:
    memory.port = port
    make_server("127.0.0.1", port, application(), threaded=True).serve_forever()


class OpenIdProvider(Child):
    """That provider as a process; `settings` make a shop its client."""

    def __init__(self, folder: Path) -> None:
        self.issuer = ISSUER.format(port=(port := free_port()))
        environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}
        command = [sys.executable, "-c", f"from tests.openid_provider import serve; serve({port})"]
        super().__init__(command, folder / "provider.log", environment)

    def start(self) -> None:
        super().start()
        self.wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.issuer}/keys").status_code == 200
        except httpx.TransportError:
            return False

    def _seconds(self) -> int:
        return httpx.get(f"{self.issuer}/seconds", timeout=30).json()

    def settings(self, public_url: str) -> dict[str, str]:
        return {
            "openid_issuer": self.issuer,
            "openid_client_id": CLIENT_ID,
            "openid_client_secret": CLIENT_SECRET,
            "openid_name": "Acme Login",
            "openid_default_role": "viewer",
            "public_url": public_url,
        }

    def know_more(self, **claims: object) -> None:
        """What `userinfo` says from now on."""
        httpx.put(f"{self.issuer}/more", json=claims, timeout=30).raise_for_status()

    def know(self, **claims: object) -> None:
        """Who signs in from now on, by the clock of this test."""
        httpx.put(f"{self.issuer}/ahead", json=int(time.time()) - self._seconds(), timeout=30).raise_for_status()
        httpx.put(f"{self.issuer}/person", json=claims, timeout=30).raise_for_status()

    def bend(self, **faults: object) -> None:
        """What is wrong from now on with what it says."""
        httpx.put(f"{self.issuer}/faults", json=faults, timeout=30).raise_for_status()

    def new_key(self) -> None:
        httpx.post(f"{self.issuer}/new-key", timeout=30).raise_for_status()

    def allow(self, address: str, who: str = "me") -> str:
        """Where the provider sends somebody who agrees at this address, or with who="" refuses."""
        return httpx.post(address, data={"who": who}, timeout=30).headers["Location"]
