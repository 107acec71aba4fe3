from datetime import UTC, date, datetime, timedelta


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def at(timestamp: float) -> datetime:
    """The instant of a Unix timestamp, in UTC."""
    return datetime.fromtimestamp(timestamp, UTC)


def today() -> date:
    """The current day in UTC."""
    return now().date()


def monday(day: date) -> date:
    """The day its week begins on."""
    return day - timedelta(days=day.weekday())


def rfc3339(instant: datetime | None) -> str | None:
    """An instant as the API writes it: 2026-03-01T02:00:00Z."""
    if instant is None:
        return None
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
