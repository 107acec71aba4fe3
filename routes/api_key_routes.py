from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, in_person, of_people
from routes.blueprints import APIBlueprint
from routes.idempotency import shown_once
from routes.user_routes import Role
from services.access import api_keys
from services.catalogue.product_fields import Text
from services.days import ToCome
from services.records import Instant, Record

api_key_bp = APIBlueprint("api_keys", __name__, url_prefix="/api-keys", abp_tags=[Tag(name="API keys")])


class NewApiKey(schemas.Body):
    name: Text = Field(min_length=1, max_length=64, examples=["till"])
    role: Role = Field("viewer", description="At most one's own.")
    expires_at: ToCome | None = Field(None, description="null: when somebody removes it.")


class ApiKeyPath(BaseModel):
    key_id: str = Field(description="`id` of the key, not the key itself.")


class ApiKeyAnswer(Record):
    id: str
    name: str
    role: Role
    shown: str = Field(description="How the key begins.", examples=["stockcast_x7Qa"])
    created_at: Instant
    expires_at: Instant | None


class ListedApiKey(ApiKeyAnswer):
    username: str = Field(description="In whose name it asks.")
    last_used_at: Instant | None = Field(description="To the minute; null: never.")


class NewApiKeyAnswer(ApiKeyAnswer):
    key: str = Field(description="Sent as `Authorization: Bearer`; shown this once.", examples=["stockcast_x7Qa..."])


class ApiKeyPage(BaseModel):
    items: list[ListedApiKey]
    next_cursor: str | None


@api_key_bp.get("", summary="One's own API keys; for an administrator, all", responses={200: ApiKeyPage})
@of_people
def list_api_keys(query: schemas.ListQuery) -> Response:
    return answers.listing(api_keys.list_keys(current_user(), query.limit, query.cursor), ListedApiKey.of)


@api_key_bp.post("", summary="A key with which a machine asks in one's name", responses={201: NewApiKeyAnswer})
@in_person
@shown_once
@of_people
def create_api_key(body: NewApiKey) -> Response:
    key, kept = api_keys.create_key(current_user(), body.name, body.role, body.expires_at)
    made = ApiKeyAnswer.of(kept) | {"key": key}
    return answers.created(made, url_for("api_keys.get_api_key", key_id=kept.id))


@api_key_bp.get("/<key_id>", summary="One key, without what is secret of it", responses={200: ListedApiKey})
@of_people
def get_api_key(path: ApiKeyPath) -> Response:
    return jsonify(ListedApiKey.of(api_keys.get_key(current_user(), path.key_id)))


@api_key_bp.delete("/<key_id>", summary="Remove a key: it opens nothing any more", responses={204: None})
@in_person
@of_people
def delete_api_key(path: ApiKeyPath) -> tuple[str, int]:
    api_keys.delete_key(current_user(), path.key_id)
    return "", 204
