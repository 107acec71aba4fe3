"""When a schedule is due."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from services.errors import Fault, InvalidInput
from utils.language import _

SHORTEST_INTERVAL_SECONDS = 60
LONGEST_INTERVAL_SECONDS = 366 * 24 * 3600
# How far back due times are listed after a long silence, and how many.
LOOKED_BACK = timedelta(days=7)
LISTED = 100

CRON_FIELDS = "minute hour day-of-month month day-of-week"


@dataclass(frozen=True)
class Timing:
    """Either `cron`, as cron(8) of Debian reads it in `timezone`, or every `interval_seconds`.

    A time of day that summer time leaves out comes as soon as the clock goes on, one that happens twice comes once;
    "every hour" and the like follow the hours that really pass.
    """

    cron: str | None
    interval_seconds: int | None
    timezone: str = "UTC"

    def check(self, now: datetime) -> None:
        """Raises InvalidInput, with all that is wrong with it."""
        if (self.cron is None) == (self.interval_seconds is None):
            raise InvalidInput(
                _("When shall it run? Say times (`cron`) or how often (`interval_seconds`), one of the two."),
                "invalid_timing",
            )
        faults = [fault for fault in (self._fault_of_timezone(), self._fault_of_time(now)) if fault]
        if faults:
            raise InvalidInput(" ".join(fault.detail for fault in faults), "invalid_timing", tuple(faults))

    def next_after(self, instant: datetime) -> datetime:
        """The first due time after this instant, in UTC. Raises StopIteration if there is none in 50 years."""
        if self.interval_seconds is not None:
            return instant + timedelta(seconds=self.interval_seconds)
        times = CronSim(self.cron or "", instant.astimezone(ZoneInfo(self.timezone)))
        # When an hour is repeated, the second time round finds the first again.
        return next(due for local in times if (due := local.astimezone(UTC)) > instant)

    def due_times(self, first: datetime, now: datetime) -> list[datetime]:
        """The due times from `first`, which is one, to now: the newest first, those of the last week only."""
        due = deque([first], maxlen=LISTED)
        at = max(first, now - LOOKED_BACK)
        while (at := self.next_after(at)) <= now:
            due.append(at)
        return list(reversed(due))

    def _fault_of_timezone(self) -> Fault | None:
        if self.timezone in available_timezones():
            return None
        return Fault(
            "/timezone",
            _("There is no time zone {timezone!r}; write it like 'Europe/Berlin' or 'UTC'.", timezone=self.timezone),
        )

    def _fault_of_time(self, now: datetime) -> Fault | None:
        if self.interval_seconds is not None:
            return _fault_of_interval(self.interval_seconds)
        cron = self.cron or ""
        example = _("cron has five fields, {fields}: '0 2 * * *' is 2:00 every day.", fields=CRON_FIELDS)
        if len(cron.split()) != len(CRON_FIELDS.split()):
            return Fault("/cron", _("{cron!r} cannot be read; {example}", cron=cron, example=example))
        try:
            next(CronSim(cron, now))
        except CronSimError as error:
            return Fault(
                "/cron", _("{cron!r} cannot be read ({error}); {example}", cron=cron, error=error, example=example)
            )
        except StopIteration:
            return Fault("/cron", _("{cron!r} never comes: no day is like that.", cron=cron))
        return None


def _fault_of_interval(seconds: int) -> Fault | None:
    if SHORTEST_INTERVAL_SECONDS <= seconds <= LONGEST_INTERVAL_SECONDS:
        return None
    return Fault(
        "/interval_seconds",
        _(
            "Must be from {shortest} to {longest}.",
            shortest=SHORTEST_INTERVAL_SECONDS,
            longest=LONGEST_INTERVAL_SECONDS,
        ),
    )
