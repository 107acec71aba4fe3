"""Signing in with a provider of OpenID, for programs: the pages have a link for people."""

from flask import Response, jsonify, request
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import public
from routes.auth_routes import Tokens, tokens_of
from routes.blueprints import APIBlueprint
from services.access import openid
from services.access.devices import Origin
from services.access.openid import LIFETIME, LONGEST_REDIRECT, Return, Way

openid_bp = APIBlueprint("openid", __name__, url_prefix="/auth/openid", abp_tags=[Tag(name="Sign-in")])


class Start(schemas.Body):
    redirect_uri: str = Field(
        min_length=1,
        max_length=LONGEST_REDIRECT,
        description="Where the provider sends people back to; it must know it.",
        examples=["http://127.0.0.1:8765/back"],
    )


class Started(BaseModel):
    authorization_url: str = Field(description="To be opened in a browser: there one signs in.")
    state: str = Field(description="Comes back with the code; it must be this one.")
    proof: str = Field(description="To be kept, and shown to nobody: with it alone the code gives tokens.")
    expires_in: int = Field(description="Seconds until it is too late.", examples=[900])


class Finish(schemas.Body):
    state: str = Field(min_length=1, max_length=64)
    proof: str = Field(min_length=1, max_length=64)
    code: str = Field(min_length=1, max_length=4096, description="What came back from the provider beside the state.")


@openid_bp.post("/start", summary="Begin to sign in with the OpenID provider", responses={200: Started}, security=[])
@public
def start_openid_sign_in(body: Start) -> Response:
    begun = openid.begin(Way(body.redirect_uri), _origin())
    answer = jsonify(
        authorization_url=begun.address,
        state=begun.state,
        proof=begun.proof,
        expires_in=int(LIFETIME.total_seconds()),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@openid_bp.post("/finish", summary="Tokens for who has signed in there", responses={200: Tokens}, security=[])
@public
def finish_openid_sign_in(body: Finish) -> Response:
    return tokens_of(openid.finish(Return(body.state, body.proof, body.code), _origin())[0])


def _origin() -> Origin:
    return Origin(request.remote_addr or "")
