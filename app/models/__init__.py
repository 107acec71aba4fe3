"""What Stockcast remembers: one aggregate per file."""

from app.models.idempotency_key import IdempotencyKey
from app.models.model_version import ModelVersion, StoredForecast
from app.models.product import Product
from app.models.sale import Sale
from app.models.task import ACTIVE, ENDED, TaskRecord, TaskWatcher, TrainingItem
from app.models.user import User, UserSession
from app.models.webhook import Notification, Webhook

__all__ = [
    "ACTIVE",
    "ENDED",
    "IdempotencyKey",
    "ModelVersion",
    "Notification",
    "Product",
    "Sale",
    "StoredForecast",
    "TaskRecord",
    "TaskWatcher",
    "TrainingItem",
    "User",
    "UserSession",
    "Webhook",
]
