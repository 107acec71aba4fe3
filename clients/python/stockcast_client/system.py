"""What runs a Stockcast: schedules, workers, users, who is told of what."""

from collections.abc import Iterator, Sequence
from typing import Unpack

from stockcast_client.documents import Submitted
from stockcast_client.operations import Room, every, operation
from stockcast_client.system_documents import (
    ApiKey,
    ApiKeyPage,
    AskedWorkers,
    AuditEntry,
    AuditPage,
    Delivery,
    DeliveryPage,
    Health,
    NewApiKey,
    NewWebhook,
    Queues,
    Readiness,
    Role,
    Schedule,
    ScheduleFields,
    SchedulePage,
    SchedulePatch,
    Status,
    User,
    UserPage,
    Webhook,
    WebhookPage,
    WorkerList,
)


class Schedules(Room):
    @operation("GET", "/schedules")
    def page(self, limit: int | None = None, cursor: str | None = None) -> SchedulePage:
        """One page of what comes again and again."""

    def all(self) -> Iterator[Schedule]:
        """All that comes again and again, and when."""
        return every(self.page)

    @operation("POST", "/schedules")
    def add(self, name: str, task: str, **fields: Unpack[ScheduleFields]) -> Schedule:
        """Add one, by `cron` or by `interval_seconds`. Raises Conflict if there is one of this name."""

    @operation("GET", "/schedules/{name}")
    def get(self, name: str) -> Schedule:
        """One schedule. Raises NotFound."""

    @operation("PATCH", "/schedules/{name}")
    def change(self, name: str, if_match: str | None = None, **fields: Unpack[SchedulePatch]) -> Schedule:
        """Change these fields, within a minute."""

    @operation("DELETE", "/schedules/{name}")
    def remove(self, name: str, if_match: str | None = None) -> None:
        """It comes no more."""

    @operation("POST", "/schedules/{name}/pause")
    def pause(self, name: str, if_match: str | None = None) -> Schedule:
        """Let it rest until it is resumed."""

    @operation("POST", "/schedules/{name}/resume")
    def resume(self, name: str, if_match: str | None = None) -> Schedule:
        """Let it go on; what it rested through is not made up for."""

    @operation("POST", "/schedules/{name}/run")
    def run(self, name: str, if_match: str | None = None) -> Submitted:
        """Run it now, out of turn."""


class Webhooks(Room):
    @operation("GET", "/webhooks")
    def page(self, limit: int | None = None, cursor: str | None = None) -> WebhookPage:
        """One page of the addresses that are told of events."""

    def all(self) -> Iterator[Webhook]:
        """All addresses that are told of events."""
        return every(self.page)

    @operation("POST", "/webhooks")
    def add(self, url: str, events: Sequence[str]) -> NewWebhook:
        """Have an address told of these; the secret that signs what it is sent is answered this once."""

    @operation("GET", "/webhooks/{webhook_id}")
    def get(self, webhook_id: str) -> Webhook:
        """One address. Raises NotFound."""

    @operation("DELETE", "/webhooks/{webhook_id}")
    def remove(self, webhook_id: str, if_match: str | None = None) -> None:
        """Tell it nothing more."""

    @operation("POST", "/webhooks/{webhook_id}/rotate")
    def rotate(self, webhook_id: str, valid_hours: int = 24, if_match: str | None = None) -> NewWebhook:
        """A new secret, answered this once; the old one signs beside it for so many hours."""

    @operation("GET", "/webhooks/{webhook_id}/deliveries")
    def delivery_page(self, webhook_id: str, limit: int | None = None, cursor: str | None = None) -> DeliveryPage:
        """One page of what it was told."""

    def deliveries(self, webhook_id: str) -> Iterator[Delivery]:
        """All it was told, with every attempt."""
        return every(self.delivery_page, webhook_id=webhook_id)


class Users(Room):
    @operation("GET", "/users")
    def page(self, limit: int | None = None, cursor: str | None = None) -> UserPage:
        """One page of the users."""

    def all(self) -> Iterator[User]:
        """All users."""
        return every(self.page)

    @operation("POST", "/users")
    def add(self, username: str, password: str, role: Role = "viewer", locations: Sequence[str] = ()) -> User:
        """A new user, who sees the products of these locations; without any, all. Raises Conflict if there is one of
        this name."""

    @operation("GET", "/users/{user_id}")
    def get(self, user_id: int) -> User:
        """One user. Raises NotFound."""

    @operation("PATCH", "/users/{user_id}")
    def change(
        self,
        user_id: int,
        password: str | None = None,
        role: Role | None = None,
        active: bool | None = None,
        locations: Sequence[str] | None = None,
        if_match: str | None = None,
    ) -> User:
        """Change role, password, locations or access."""

    @operation("GET", "/audit")
    def audit_page(self, limit: int | None = None, cursor: str | None = None) -> AuditPage:
        """One page of who did what, newest first."""

    def audit(self) -> Iterator[AuditEntry]:
        """Who did what, newest first."""
        return every(self.audit_page)


class ApiKeys(Room):
    @operation("GET", "/api-keys")
    def page(self, limit: int | None = None, cursor: str | None = None) -> ApiKeyPage:
        """One page of one's own keys; for an administrator, of all."""

    def all(self) -> Iterator[ApiKey]:
        """One's own keys; for an administrator, all."""
        return every(self.page)

    @operation("POST", "/api-keys")
    def add(self, name: str, role: Role = "viewer", expires_at: str | None = None) -> NewApiKey:
        """A key for a program, shown this once. Raises Conflict if there is one of this name."""

    @operation("GET", "/api-keys/{key_id}")
    def get(self, key_id: str) -> ApiKey:
        """One key, without what is secret of it. Raises NotFound."""

    @operation("DELETE", "/api-keys/{key_id}")
    def remove(self, key_id: str, if_match: str | None = None) -> None:
        """It opens nothing any more."""


class Workers(Room):
    @operation("GET", "/health")
    def readiness(self) -> Readiness:
        """Whether the database, the broker and the like answer."""

    @operation("GET", "/celery/status")
    def status(self) -> Status:
        """Workers, tasks, queues and Beat in figures."""

    @operation("GET", "/celery/workers")
    def all(self) -> WorkerList:
        """Every worker heard of within a day, and what it is at."""

    @operation("GET", "/celery/queues")
    def queues(self) -> Queues:
        """What waits in each queue, and for how long."""

    @operation("GET", "/celery/health")
    def health(self) -> Health:
        """Whether jobs are being done; what is wrong, and what to do about it."""

    @operation("POST", "/celery/worker/shutdown")
    def shut_down(self, worker: str | None = None) -> AskedWorkers:
        """Ask this worker, or all, to finish what they are at and stop."""

    @operation("POST", "/celery/worker/pool/restart")
    def restart_pool(self, worker: str | None = None) -> AskedWorkers:
        """Ask this worker, or all, for fresh processes."""
