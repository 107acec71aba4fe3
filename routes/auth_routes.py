from typing import Any

from flask import Response, jsonify, request
from flask_jwt_extended import create_access_token, create_refresh_token, get_jwt
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, in_person, of_people, public, verify_token
from routes.blueprints import APIBlueprint
from routes.description import asks_itself
from services.access import auth
from services.access.auth import Grant
from services.access.devices import Origin
from services.attention import morning_mail
from utils.config import get_settings

auth_bp = APIBlueprint("auth", __name__, url_prefix="/auth", abp_tags=[Tag(name="Sign-in")])


class Credentials(schemas.Body):
    username: str = Field(min_length=1, max_length=64, examples=["admin"])
    password: str = Field(min_length=1, max_length=256, json_schema_extra={"format": "password"})


class Tokens(BaseModel):
    access_token: str = Field(description="Sent as `Authorization: Bearer` with every request.")
    refresh_token: str = Field(description="For `POST /auth/refresh`, once: the answer has the next.")
    token_type: str = Field(examples=["Bearer"], description="How it is sent.")
    expires_in: int = Field(description="Seconds the access token is valid.", examples=[3600])


class PasswordChange(schemas.Body):
    current: str = Field(min_length=1, max_length=256, json_schema_extra={"format": "password"})
    new: str = Field(min_length=12, max_length=256, json_schema_extra={"format": "password"})


class MorningMail(schemas.Body, morning_mail.Wanted):
    pass


class Me(BaseModel):
    user_id: int
    username: str
    role: str
    locations: list[str] = Field(description="Whose products one sees; none: all.")


@auth_bp.post("/login", summary="Sign in", responses={200: Tokens}, security=[])
@public
def login(body: Credentials) -> Response:
    return tokens_of(auth.sign_in(body.username, body.password, Origin(request.remote_addr or "")))


@auth_bp.post("/refresh", summary="The next pair of tokens for a refresh token", responses={200: Tokens})
@public
@asks_itself
def refresh_tokens() -> Response:
    verify_token(refresh=True)
    claims = get_jwt()
    return tokens_of(auth.refresh(claims["sid"], claims.get("rid", "")))


@auth_bp.post("/logout", summary="End this session and all of its tokens", responses={204: None})
@in_person
@of_people
def logout() -> tuple[str, int]:
    auth.sign_out(current_user().session_id)
    return "", 204


@auth_bp.post("/logout-all", summary="End all of one's own sessions, on all devices", responses={204: None})
@in_person
@of_people
def logout_all() -> tuple[str, int]:
    auth.sign_out_everywhere(current_user())
    return "", 204


@auth_bp.post("/password", summary="Change one's own password; all other sessions end", responses={204: None})
@in_person
@of_people
def change_password(body: PasswordChange) -> tuple[str, int]:
    auth.change_password(current_user(), body.current, body.new)
    return "", 204


@auth_bp.get("/morning-mail", summary="Where one is mailed what needs somebody", responses={200: MorningMail})
@of_people
def get_morning_mail() -> Response:
    return jsonify(email=morning_mail.address_of(current_user()))


@auth_bp.put("/morning-mail", summary="Be mailed what needs somebody at 7:00, or no more", responses={200: MorningMail})
@in_person
@of_people
def set_morning_mail(body: MorningMail) -> Response:
    """By the shop's time, from the next morning on: what nobody or oneself sees to; nothing where there is nothing."""
    morning_mail.want(current_user(), body.email)
    return jsonify(email=body.email)


@auth_bp.get("/me", summary="Who is signed in", responses={200: Me})
@of_people
def get_me() -> Response:
    user = current_user()
    return jsonify(user_id=user.user_id, username=user.username, role=user.role, locations=user.locations)


def tokens_of(grant: Grant) -> Response:
    """What a session's owner carries from now on."""
    identity = str(grant.user.user_id)
    session: dict[str, Any] = {"sid": grant.user.session_id}
    answer = jsonify(
        access_token=create_access_token(identity, additional_claims=session),
        refresh_token=create_refresh_token(identity, additional_claims=session | {"rid": grant.refresh_id}),
        token_type="Bearer",  # noqa: S106
        expires_in=get_settings().access_token_minutes * 60,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
