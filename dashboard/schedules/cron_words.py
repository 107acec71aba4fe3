"""Cron expressions in words, and the usual rhythms as cron expressions."""

from dataclasses import dataclass
from datetime import time

from dashboard.kit import formats

DAILY, WEEKDAYS, WEEKLY, MONTHLY, HOURLY, OTHER = "daily", "weekdays", "weekly", "monthly", "hourly", "other"
# No cron expression, but the same from any moment on.
INTERVAL = "interval"

RHYTHMS = {
    DAILY: "Every day",
    WEEKDAYS: "Monday to Friday",
    WEEKLY: "Once a week",
    MONTHLY: "Once a month",
    HOURLY: "Every hour",
    INTERVAL: "Again and again after the same time",
    OTHER: "As the cron expression says",
}


@dataclass(frozen=True)
class Rhythm:
    """When something comes again. weekday -- 0 is Monday; day -- of the month; both only where the kind has them."""

    kind: str
    at: time = time(2, 0)
    weekday: int = 0
    day: int = 1

    @property
    def cron(self) -> str:
        """Five fields; "" for OTHER, which no words stand for."""
        minute, hour = self.at.minute, self.at.hour
        return {
            DAILY: f"{minute} {hour} * * *",
            WEEKDAYS: f"{minute} {hour} * * 1-5",
            WEEKLY: f"{minute} {hour} * * {(self.weekday + 1) % 7}",
            MONTHLY: f"{minute} {hour} {self.day} * *",
            HOURLY: f"{minute} * * * *",
            OTHER: "",
        }[self.kind]

    @property
    def words(self) -> str:
        """Of any kind but OTHER."""
        at = formats.time_of_day(self.at)
        return {
            DAILY: f"Every day at {at}",
            WEEKDAYS: f"Monday to Friday at {at}",
            WEEKLY: f"Every {formats.weekday(self.weekday)} at {at}",
            MONTHLY: f"On day {self.day} of every month at {at}",
            HOURLY: f"Every hour, {self.at.minute} minutes past",
        }[self.kind]


def read(cron: str) -> Rhythm:
    """The rhythm of a cron expression; OTHER where it is none of the usual ones."""
    fields = cron.split()
    if len(fields) != 5 or not fields[0].isdigit() or int(fields[0]) > 59 or fields[3] != "*":
        return Rhythm(OTHER)
    minute, hour, day, _, weekday = fields
    if hour == day == weekday == "*":
        return Rhythm(HOURLY, time(0, int(minute)))
    if not hour.isdigit() or int(hour) > 23:
        return Rhythm(OTHER)
    at = time(int(hour), int(minute))
    if day == "*":
        return _in_the_week(weekday, at)
    return Rhythm(MONTHLY, at, day=int(day)) if day.isdigit() and weekday == "*" else Rhythm(OTHER)


def words(cron: str) -> str:
    """A cron expression in words, or itself where there are none."""
    rhythm = read(cron)
    return f"By cron: {cron}" if rhythm.kind == OTHER else rhythm.words


def _in_the_week(weekday: str, at: time) -> Rhythm:
    if weekday == "*":
        return Rhythm(DAILY, at)
    if weekday.upper() in ("1-5", "MON-FRI"):
        return Rhythm(WEEKDAYS, at)
    return Rhythm(WEEKLY, at, weekday=(int(weekday) - 1) % 7) if weekday in tuple("01234567") else Rhythm(OTHER)
