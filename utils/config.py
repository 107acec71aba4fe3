"""Every setting Stockcast reads, in one place. `docs/settings.md` explains each to its user."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from utils import beside
from utils.language import N_
from utils.openid_forms import ClientId, DefaultRole, Issuer, OfAProvider, Roles
from utils.setting_forms import (
    Currency,
    Database,
    Families,
    Folders,
    Language,
    MailAddress,
    MailAddresses,
    MailServer,
    MostAndFewest,
    Queues,
    Rate,
    Redis,
    TimeZone,
    UserAndPassword,
    WebAddress,
)
from utils.weak_passwords import weakness


class SettingsError(Exception):
    """Some settings are missing or wrong; the message lists all of them at once."""


# Not for everyone to read, nor for every process to be told (docker-compose.yml, launcher/process_secrets.py).
SECRETS = (
    "database_url",
    "celery_broker_url",
    "celery_result_backend",
    "flower_basic_auth",
    "metrics_token",
    "jwt_secret_key",
    "admin_password",
    "smtp_url",
    "openid_client_secret",
)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    data_dir: Path = Field(Path("var"), description=N_("Folder for everything a run writes."))
    host: str = Field("127.0.0.1", description=N_("Address the API listens on."))
    port: int = Field(5000, ge=1, le=65535, description=N_("Port of the API and its pages."))
    flower_port: int = Field(5555, ge=1, le=65535, description=N_("Port of Flower."))
    web_workers: int = Field(2, ge=1, description=N_("Processes that answer requests."))
    web_threads: int = Field(8, ge=1, description=N_("Threads in each of these processes."))
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description=N_("Least level that is logged.")
    )
    demo: bool = Field(True, description=N_("Fill an empty database with the generated demo shop."))

    shop_name: str = Field(
        "", max_length=100, description=N_("What the shop is called, on whatever is printed, and to its suppliers.")
    )
    shop_timezone: TimeZone = Field("UTC", description=N_("The shop's time zone: its days begin and end there."))
    currency: Currency = Field(
        "", description=N_("Currency of all amounts, as ISO 4217 writes it; empty: none is shown.")
    )
    language: Language = Field("en", description=N_("Language of the pages and mails: en, de, fr or es."))

    database_url: Database = Field("", description=N_("PostgreSQL or SQLite; empty: SQLite in DATA_DIR."))
    use_celery: bool = Field(
        True, description=N_("Jobs go to workers through a broker; 0: they run in the web process.")
    )
    celery_broker_url: str = Field(
        "", validate_default=True, description=N_("Redis or RabbitMQ that carries the jobs.")
    )
    celery_result_backend: Redis = Field("", description=N_("Redis for Celery's own results; empty: as the broker."))
    celery_task_soft_time_limit: int = Field(
        25 * 60, ge=1, description=N_("Seconds after which a job is asked to stop.")
    )
    celery_task_time_limit: int = Field(30 * 60, ge=2, description=N_("Seconds after which its process is killed."))
    worker_queues: Queues = Field("predictions,maintenance,training", description=N_("Queues this worker serves."))
    worker_concurrency: int = Field(0, ge=0, description=N_("Jobs a worker runs at a time; 0: one per processor."))
    worker_autoscale: MostAndFewest = Field("", description=N_("Most and fewest jobs of a worker at a time."))
    flower_basic_auth: UserAndPassword = Field(
        "", description=N_("user:password of Flower; Flower does not start without it.")
    )
    flower_url: WebAddress = Field("", description=N_("Address of Flower; empty: FLOWER_PORT on HOST."))
    metrics_token: str = Field(
        "", description=N_("Lets a scraper read /metrics without signing in; empty: it signs in.")
    )

    models_dir: Path = Field(
        default_factory=lambda others: others["data_dir"] / "models",
        description=N_("Folder of the trained models; empty: DATA_DIR/models."),
    )

    jwt_secret_key: str = Field(
        "", validate_default=True, description=N_("Signs the access tokens; at least 32 characters.")
    )
    access_token_minutes: int = Field(60, ge=1, description=N_("How long an access token is valid."))
    refresh_token_days: int = Field(30, ge=1, description=N_("How long one may stay signed in without a password."))
    cors_origins: str = Field(
        "", pattern=r"^(https?://\S+(\s+https?://\S+)*)?$", description=N_("Web sites whose scripts may call the API.")
    )
    login_rate_limit: Rate = Field(
        "10 per minute", description=N_("Failed sign-ins allowed per user name and address.")
    )
    trusted_proxies: int = Field(0, ge=0, le=10, description=N_("Proxies in front, whose X-Forwarded-For is believed."))
    admin_username: str = Field(
        "admin", min_length=1, max_length=64, description=N_("Name of the first administrator.")
    )
    admin_password: str = Field("", description=N_("Password of the first administrator; empty: a random one."))

    source_folders: Folders = Field(
        "", description=N_("Folders that sources may read files from, separated by colons.")
    )
    sources_allow_private: bool = Field(False, description=N_("Sources may fetch files from the own network."))
    source_timeout_seconds: int = Field(300, ge=1, description=N_("Seconds after which a source is given up."))
    import_doubt_percent: float = Field(
        10, ge=0, le=100, description=N_("Percent of a scheduled import that may be odd; above, it waits for a person.")
    )
    max_import_mb: int = Field(2048, ge=1, description=N_("Largest file of sales that is taken in for an import."))
    max_imports_per_user: int = Field(10, ge=1, description=N_("Imports of one user that may wait or run at a time."))
    max_body_mb: int = Field(16, ge=1, description=N_("Largest request body; file imports are not bound by it."))
    overdue_order_days: int = Field(14, ge=0, description=N_("Days for which overdue goods are still waited for."))
    order_approval_limit: float = Field(
        0, ge=0, description=N_("Worth above which another planner approves an order before it is sent; 0: none.")
    )
    holding_cost_share: float = Field(
        0.25, ge=0, description=N_("Yearly holding cost of a unit, as share of its cost.")
    )
    class_levels: str = Field(
        "",
        pattern=r"^([ABC][XYZ]?=0\.\d+(,[ABC][XYZ]?=0\.\d+)*)?$",
        description=N_("Service levels by ABC and XYZ class, for products without one of their own; empty: none."),
    )
    model_versions_kept: int = Field(
        3, ge=1, description=N_("Newest model versions kept per product, and the champion.")
    )
    published_forecast_days: int = Field(60, ge=42, description=N_("Days for which forecasts are kept as published."))
    accuracy_weeks: int = Field(52, ge=1, description=N_("Weeks for which the scores of published forecasts are kept."))
    gpu_families: Families = Field("", description=N_("Families trained in the queue training-gpu; empty: none."))
    pretrained_folder: str = Field("", description=N_("Folder of a Chronos checkpoint; empty: Fracast's own weights."))
    run_chunk_size: int = Field(2000, ge=1, description=N_("Products trained by one job of a catalogue run."))
    train_changed_products: int = Field(
        100_000,
        ge=0,
        description=N_("Products whose sales changed are trained at once, up to so many; 0: by the night."),
    )
    schedule_catch_up_minutes: int = Field(360, ge=0, description=N_("How late a scheduled run may still start."))
    task_history_days: int = Field(90, ge=1, description=N_("Days for which ended tasks are kept."))
    max_queued_tasks: int = Field(10_000, ge=1, description=N_("Tasks that may wait in one queue at a time."))
    max_queued_tasks_per_user: int = Field(2_000, ge=1, description=N_("Tasks of one user that may wait at a time."))
    webhooks_allow_private: bool = Field(False, description=N_("Webhooks may point into the own network, without TLS."))
    smtp_url: MailServer = Field(
        "", description=N_("Mail server for alerts: smtp://user:password@host:587 or smtps://.")
    )
    alert_email: MailAddresses = Field(
        "", description=N_("Who is told of scheduled runs that went wrong; several with commas.")
    )
    order_reply_to: MailAddress = Field(
        "", description=N_("Where suppliers' answers to mailed orders go; empty: to their sender.")
    )
    public_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/]+)?$",
        description=N_("Address of the pages from outside; empty: mails have no link."),
    )
    order_link_days: int = Field(30, ge=1, description=N_("Days for which a supplier's link to an order is valid."))
    order_link_rate_limit: Rate = Field(
        "30 per minute", description=N_("Requests to suppliers' links from one address.")
    )
    alert_email_from: MailAddress = Field("stockcast@localhost", description=N_("Sender of these mails."))

    # After public_url, which the provider sends people back to.
    openid_issuer: Issuer = Field("", description=N_("OpenID provider that people may sign in with; empty: none."))
    openid_client_id: ClientId = Field(
        "", validate_default=True, description=N_("What the provider knows Stockcast by.")
    )
    openid_client_secret: OfAProvider = Field(
        "", validate_default=True, description=N_("What Stockcast proves that with.")
    )
    openid_name: str = Field("", max_length=40, description=N_("What people call the provider; empty: by its host."))
    openid_scopes: str = Field(
        "openid profile email",
        pattern=r"(^| )openid( |$)",
        description=N_("What the provider is asked to say of people."),
    )
    openid_role_claim: OfAProvider = Field(
        "", description=N_("Claim of the id token that decides on the role; dots lead into it; empty: none.")
    )
    openid_roles: Roles = Field(
        "",
        validate_default=True,
        description=N_("Roles by what that claim holds: stock-planners=planner,it=admin."),
    )
    openid_default_role: DefaultRole = Field(
        "refused",
        validate_default=True,
        description=N_("Role of people for whom that decides nothing: viewer, planner or refused."),
    )
    openid_rate_limit: Rate = Field("60 per minute", description=N_("Steps of signing in by OpenID from one address."))

    @property
    def levels_by_class(self) -> dict[str, float]:
        """CLASS_LEVELS, by class: of two letters or of one."""
        pairs = (pair.split("=") for pair in self.class_levels.split(",") if pair)
        return {name: min(max(float(level), 0.5), 0.999) for name, level in pairs}

    @field_validator(*SECRETS)
    @classmethod
    def _not_published(cls, secret: str) -> str:
        if "change-me" in secret:
            raise ValueError("is still as it stands in .env.example, where everyone can read it; `make env` writes one")
        return secret

    @field_validator("jwt_secret_key")
    @classmethod
    def _hard_to_guess(cls, key: str) -> str:
        if key and len(key) < 32:
            raise ValueError("must have at least 32 characters")
        return key

    @field_validator("admin_password")
    @classmethod
    def _hard_to_guess_too(cls, password: str, others: ValidationInfo) -> str:
        reason = password and weakness(password, others.data.get("admin_username", ""))
        if reason:
            raise ValueError(f"{reason}; take a few words that have nothing to do with each other")
        return password

    @field_validator("celery_broker_url")
    @classmethod
    def _known_broker(cls, url: str, others: ValidationInfo) -> str:
        if not url and not others.data.get("use_celery"):
            return url
        if not url:
            raise ValueError("is required, unless USE_CELERY=0")
        if not url.startswith(("redis://", "rediss://", "redis+socket://", "amqp://", "amqps://")):
            raise ValueError("must start with redis://, rediss://, redis+socket:// or amqp://")
        return url

    @model_validator(mode="after")
    def _fill_in_folders(self) -> "Settings":
        if self.celery_task_soft_time_limit >= self.celery_task_time_limit:
            raise ValueError("CELERY_TASK_SOFT_TIME_LIMIT must be below CELERY_TASK_TIME_LIMIT")
        # The model is frozen for everyone else; what follows from other settings is derived here, once.
        derived = {
            "data_dir": self.data_dir.absolute(),
            "models_dir": self.models_dir.absolute(),
            "database_url": self.database_url or f"sqlite:///{self.data_dir.absolute() / 'stockcast.db'}",
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)
        return self

    @property
    def openid_role_of(self) -> dict[str, str]:
        """OPENID_ROLES, by what the claim holds."""
        pairs = (pair.rpartition("=") for pair in self.openid_roles.split(",") if pair)
        return {value.strip(): role for value, _, role in pairs}

    @property
    def openid_provider_name(self) -> str:
        return self.openid_name or urlsplit(self.openid_issuer).netloc

    @property
    def source_folder_list(self) -> list[str]:
        return [folder for folder in self.source_folders.split(os.pathsep) if folder]

    @property
    def result_backend(self) -> str | None:
        """Celery's result store: as set, else the broker where that is Redis."""
        return self.celery_result_backend or (self.redis_url and self.celery_broker_url) or None

    @property
    def redis_url(self) -> str | None:
        """The broker in the form redis-py and limits read; None where the broker is RabbitMQ."""
        if self.celery_broker_url.startswith("redis+socket://"):
            return self.celery_broker_url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
        return self.celery_broker_url if self.celery_broker_url.startswith("redis") else None

    @property
    def rate_limit_storage(self) -> str:
        """Where the counters of failed sign-ins live, shared by all web processes where there is a Redis."""
        return (self.redis_url or "memory://").replace("unix://", "redis+unix://")

    @property
    def flower_address(self) -> str:
        return self.flower_url.rstrip("/") or f"http://{self.host}:{self.flower_port}"

    @property
    def address(self) -> str:
        """Where a program on this machine finds the API and the pages."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def models_meta_dir(self) -> Path:
        return self.models_dir / "meta"


class WebSettings(Settings):
    """Of a process that signs people in; workers, Beat and Flower are not told the key."""

    @field_validator("jwt_secret_key")
    @classmethod
    def _given(cls, key: str) -> str:
        if not key:
            raise ValueError("is required")
        return key

    @field_validator("openid_client_secret")
    @classmethod
    def _given_with_its_issuer(cls, secret: str, others: ValidationInfo) -> str:
        if not secret and others.data.get("openid_issuer"):
            raise ValueError("is required with OPENID_ISSUER")
        return secret


def load_settings(kind: type[Settings] = WebSettings, **overrides: Any) -> Settings:
    """Read the environment (and what `make run` left in DATA_DIR); report all that is wrong together."""
    if "data_dir" not in overrides:
        overrides["data_dir"] = _data_dir()
    # Compose hands over optional settings as empty strings: they mean "not set".
    empty = [name for name in Settings.model_fields if os.environ.get(name.upper()) == ""]
    for name in empty:
        os.environ.pop(name.upper())
    try:
        return kind(_env_file=beside.settings_to_read(Path(str(overrides["data_dir"]))), **overrides)
    except ValidationError as error:
        raise SettingsError(_readable(error)) from None


def _data_dir() -> Path:
    """As set, else that of what runs from this folder, else the usual one. Raises SettingsError."""
    usual, running = Path("var"), beside.data_dirs()
    if os.environ.get("DATA_DIR"):
        return Path(os.environ["DATA_DIR"])
    if not running or usual.absolute() in running:
        return usual
    if len(running) > 1:
        choice = " or ".join(f"DATA_DIR={folder}" for folder in running)
        raise SettingsError(f"More than one Stockcast runs from this folder; say before the command which: {choice}")
    return running[0]


def _readable(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        # What follows from other settings is not wrong itself.
        if problem["type"] == "default_factory_not_called":
            continue
        name = ".".join(str(part) for part in problem["loc"]).upper()
        reason = "is required" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
        lines.append(f"  {name} {reason}".rstrip())
    return "These settings need attention (see docs/settings.md):\n" + "\n".join(lines)


_current: Settings | None = None


def get_settings() -> Settings:
    """The settings of this process, read at first use."""
    global _current
    if _current is None:
        _current = load_settings(Settings)
    return _current


def use_settings(settings: Settings) -> None:
    """Make these the settings of this process."""
    global _current
    _current = settings
