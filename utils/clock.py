from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from utils.config import get_settings


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def at(timestamp: float) -> datetime:
    """The instant of a Unix timestamp, in UTC."""
    return datetime.fromtimestamp(timestamp, UTC)


def zone() -> ZoneInfo:
    """Where the shop is: its days begin and end by this time zone."""
    return ZoneInfo(get_settings().shop_timezone)


def day_of(instant: datetime) -> date:
    """The shop's day at this instant."""
    return instant.astimezone(zone()).date()


def today() -> date:
    """The shop's current day."""
    return day_of(now())


def day_began() -> datetime:
    """The instant at which the shop's current day began."""
    return datetime.combine(today(), time.min, zone())


def monday(day: date) -> date:
    """The day its week begins on."""
    return day - timedelta(days=day.weekday())


def rfc3339(instant: datetime | None) -> str | None:
    """An instant as the API writes it: 2026-03-01T02:00:00Z."""
    if instant is None:
        return None
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
