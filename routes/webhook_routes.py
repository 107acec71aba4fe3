from datetime import timedelta
from typing import Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from routes.idempotency import shown_once
from services.notifications import outbox, webhooks
from services.records import Instant, Record

webhook_bp = APIBlueprint("webhooks", __name__, url_prefix="/webhooks", abp_tags=[Tag(name="Webhooks")])


# A week, for receivers that are deployed by hand.
MOST_VALID_HOURS = 168


EVENTS = f"What it is sent: {', '.join(outbox.EVENTS)}."


class NewWebhook(schemas.Body):
    url: str = Field(
        min_length=1,
        max_length=2000,
        examples=["https://example.com/stockcast"],
        description="Where messages are posted: https, at a public address, unless WEBHOOKS_ALLOW_PRIVATE is set.",
    )
    events: list[str] = Field(
        min_length=1, max_length=20, description=EVENTS, examples=[["task.failed", "run.completed"]]
    )


class WebhookPath(BaseModel):
    webhook_id: str = Field(description="`id` of the webhook.")


class WebhookAnswer(Record):
    id: str
    url: str
    events: list[str]
    created_at: Instant
    failing_since: Instant | None = Field(
        description="Since when nothing has arrived there; null: the last try did, or there was none."
    )


class NewWebhookAnswer(WebhookAnswer):
    secret: str = Field(description="Proves that a message is from here; shown this once.", examples=["whsec_..."])


class Rotation(schemas.Body):
    valid_hours: int = Field(
        24, ge=0, le=MOST_VALID_HOURS, description="For so long the old secret signs as well; 0: all old ones end now."
    )


class WebhookPage(BaseModel):
    items: list[WebhookAnswer]
    next_cursor: str | None


class Attempt(BaseModel):
    at: str = Field(description="When.")
    status: int | None = Field(description="What the receiver answered; null: nothing.")
    error: str | None = Field(description="Why it did not arrive; null: it did.")
    ms: int = Field(description="Milliseconds until the answer.")


class Delivery(Record):
    id: str
    event: str = Field(description="What it is about, such as task.failed.")
    status: Literal["delivered", "waiting", "given_up"] = Field(
        description="delivered, waiting (for the next try) or given_up."
    )
    attempts: list[Attempt] = Field(description="Every try, the first first.")
    created_at: Instant
    next_attempt_at: Instant | None = Field(validation_alias="due_at")
    delivered_at: Instant | None


class DeliveryPage(BaseModel):
    items: list[Delivery]
    next_cursor: str | None


@webhook_bp.get("", summary="Which address gets which events", responses={200: WebhookPage})
@requires("admin")
def list_webhooks(query: schemas.ListQuery) -> Response:
    return answers.listing(webhooks.list_webhooks(query.limit, query.cursor), WebhookAnswer.of)


@webhook_bp.post("", summary="Send events to an address", responses={201: NewWebhookAnswer})
@shown_once
@requires("admin")
def create_webhook(body: NewWebhook) -> Response:
    webhook = webhooks.create_webhook(body.url, body.events, current_user())
    location = url_for("webhooks.get_webhook", webhook_id=webhook.id)
    response = answers.created(NewWebhookAnswer.of(webhook), location)
    response.headers["Cache-Control"] = "no-store"
    return response


@webhook_bp.post(
    "/<webhook_id>/rotate",
    summary="Sign with a new secret, for a time beside the old one",
    responses={200: NewWebhookAnswer},
)
@shown_once
@requires("admin")
def rotate_webhook_secret(path: WebhookPath, body: Rotation) -> Response:
    webhook = webhooks.rotate_secret(path.webhook_id, timedelta(hours=body.valid_hours), current_user())
    response = jsonify(NewWebhookAnswer.of(webhook))
    response.headers["Cache-Control"] = "no-store"
    return response


@webhook_bp.get("/<webhook_id>", summary="One address and its events", responses={200: WebhookAnswer})
@requires("admin")
def get_webhook(path: WebhookPath) -> Response:
    return jsonify(WebhookAnswer.of(webhooks.get_webhook(path.webhook_id)))


@webhook_bp.delete("/<webhook_id>", summary="Tell an address nothing more", responses={204: None})
@requires("admin")
def delete_webhook(path: WebhookPath) -> tuple[str, int]:
    webhooks.delete_webhook(path.webhook_id, current_user())
    return "", 204


@webhook_bp.get(
    "/<webhook_id>/deliveries", summary="What was sent to an address, with every try", responses={200: DeliveryPage}
)
@requires("admin")
def list_webhook_deliveries(path: WebhookPath, query: schemas.ListQuery) -> Response:
    page = webhooks.list_sent(path.webhook_id, query.limit, query.cursor)
    return answers.listing(page, Delivery.of)
