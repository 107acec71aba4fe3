"""What Stockcast remembers: one aggregate per file."""

from app.models.accuracy import ForecastScore, KeptPromise, PublishedForecast, WeekErrors
from app.models.alarm import RaisedAlarm
from app.models.api_key import ApiKey
from app.models.attention import ExceptionNote, MorningMail
from app.models.audit import AuditEntry
from app.models.category import CategoryTerms
from app.models.changed_product import ChangedProduct
from app.models.event import Event
from app.models.idempotency_key import IdempotencyKey
from app.models.import_profile import ImportProfile
from app.models.import_record import ImportBlock, ImportRecord
from app.models.model_version import ForecastMoments, ModelVersion, StoredChoice, StoredForecast
from app.models.order import OrderHead, OrderLink, OrderStep
from app.models.order_advice import OrderAdvice
from app.models.override import Override
from app.models.product import FormerCode, Product
from app.models.product_supplier import ProductSupplier
from app.models.queue_length import QueueLength
from app.models.sale import DEFAULT_SOURCE, Sale, SalePart, SaleSource
from app.models.scenario import ScenarioPart
from app.models.schedule import Schedule, ScheduleRun
from app.models.source import Source
from app.models.stock import PurchaseOrder, Receipt, StockLevel, StockOutNotice, Supplier
from app.models.task import ACTIVE, ENDED, TaskRecord, TaskWatcher, TrainingItem
from app.models.user import OpenIdAttempt, User, UserSession
from app.models.webhook import Notification, Webhook
from app.models.worker import WorkerHeartbeat

__all__ = [
    "ACTIVE",
    "DEFAULT_SOURCE",
    "ENDED",
    "ApiKey",
    "AuditEntry",
    "CategoryTerms",
    "ChangedProduct",
    "Event",
    "ExceptionNote",
    "ForecastMoments",
    "ForecastScore",
    "FormerCode",
    "IdempotencyKey",
    "ImportBlock",
    "ImportProfile",
    "ImportRecord",
    "KeptPromise",
    "ModelVersion",
    "MorningMail",
    "Notification",
    "OpenIdAttempt",
    "OrderAdvice",
    "OrderHead",
    "OrderLink",
    "OrderStep",
    "Override",
    "Product",
    "ProductSupplier",
    "PublishedForecast",
    "PurchaseOrder",
    "QueueLength",
    "RaisedAlarm",
    "Receipt",
    "Sale",
    "SalePart",
    "SaleSource",
    "ScenarioPart",
    "Schedule",
    "ScheduleRun",
    "Source",
    "StockLevel",
    "StockOutNotice",
    "StoredChoice",
    "StoredForecast",
    "Supplier",
    "TaskRecord",
    "TaskWatcher",
    "TrainingItem",
    "User",
    "UserSession",
    "Webhook",
    "WeekErrors",
    "WorkerHeartbeat",
]
