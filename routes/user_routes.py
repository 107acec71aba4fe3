from typing import Annotated, Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, in_person, requires
from routes.blueprints import APIBlueprint
from services.access import locations, users
from services.access.users import UserChange
from services.catalogue.product_fields import Text
from services.records import Instant, Record

user_bp = APIBlueprint("users", __name__, url_prefix="/users", abp_tags=[Tag(name="Users")])

Role = Literal["viewer", "planner", "admin"]
Location = Annotated[Text, Field(min_length=1, max_length=locations.LONGEST)]
ONLY = "Whose products they see and nothing else, as `location` of a product says; none: all."


class NewUser(schemas.Body):
    username: str = Field(min_length=1, max_length=64, pattern=r"^\S+$", examples=["kim"])
    password: str = Field(min_length=12, max_length=256, json_schema_extra={"format": "password"})
    role: Role = Field("viewer", description="viewer reads; planner also predicts, trains, imports; admin may all.")
    locations: list[Location] = Field([], max_length=locations.MOST, description=ONLY, examples=[["NORTH"]])


class UserPatch(schemas.Body):
    password: str | None = Field(None, min_length=12, max_length=256)
    role: Role | None = None
    active: bool | None = Field(None, strict=True, description="false: may no longer sign in.")
    locations: list[Location] | None = Field(None, max_length=locations.MOST, description=ONLY)


class UserPath(BaseModel):
    user_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the user.")


class UserAnswer(Record):
    id: int
    username: str
    role: Role
    locations: list[str] = Field(description=ONLY)
    active: bool
    openid_issuer: str | None = Field(None, description="Who signs them in; null: their password here.")
    created_at: Instant


class UserPage(BaseModel):
    items: list[UserAnswer]
    next_cursor: str | None


@user_bp.get("", summary="All users", responses={200: UserPage})
@requires("admin")
def list_users(query: schemas.ListQuery) -> Response:
    return answers.listing(users.list_users(query.limit, query.cursor), UserAnswer.of)


@user_bp.post("", summary="Add a user", responses={201: UserAnswer})
@requires("admin")
@in_person
def create_user(body: NewUser) -> Response:
    user = users.create_user(body.username, body.password, body.role, current_user(), body.locations)
    return answers.created(UserAnswer.of(user), url_for("users.get_user", user_id=user.id))


@user_bp.get("/<int:user_id>", summary="One user", responses={200: UserAnswer})
@requires("admin")
def get_user(path: UserPath) -> Response:
    return jsonify(UserAnswer.of(users.get_user(path.user_id)))


@user_bp.patch("/<int:user_id>", summary="Change role, password, locations or access", responses={200: UserAnswer})
@requires("admin")
@in_person
def change_user(path: UserPath, body: UserPatch) -> Response:
    change = UserChange(body.role, body.active, body.password, body.locations)
    user = users.change_user(path.user_id, change, current_user())
    return jsonify(UserAnswer.of(user))
