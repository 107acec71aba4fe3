"""Cron expressions in words, and the usual rhythms as cron expressions."""

from dataclasses import dataclass
from datetime import time

from dashboard.kit import formats
from utils.language import N_, _, ngettext

DAILY, WEEKDAYS, WEEKLY, MONTHLY, HOURLY, OTHER = "daily", "weekdays", "weekly", "monthly", "hourly", "other"
# No cron expression, but the same from any moment on.
INTERVAL = "interval"

RHYTHMS = {
    DAILY: N_("Every day"),
    WEEKDAYS: N_("Monday to Friday"),
    WEEKLY: N_("Once a week"),
    MONTHLY: N_("Once a month"),
    HOURLY: N_("Every hour"),
    INTERVAL: N_("Again and again after the same time"),
    OTHER: N_("As the cron expression says"),
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
            DAILY: _("Every day at {time}", time=at),
            WEEKDAYS: _("Monday to Friday at {time}", time=at),
            WEEKLY: _("Every {weekday} at {time}", weekday=formats.weekday(self.weekday), time=at),
            MONTHLY: _("On day {day} of every month at {time}", day=self.day, time=at),
            HOURLY: ngettext("Every hour, {count} minute past", "Every hour, {count} minutes past", self.at.minute),
        }[self.kind]


def read(cron: str) -> Rhythm:
    """The rhythm of a cron expression; OTHER where it is none of the usual ones."""
    fields = cron.split()
    if len(fields) != 5 or not fields[0].isdigit() or int(fields[0]) > 59 or fields[3] != "*":
        return Rhythm(OTHER)
    minute, hour, day, weekday = (*fields[:3], fields[4])
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
    return _("By cron: {cron}", cron=cron) if rhythm.kind == OTHER else rhythm.words


def _in_the_week(weekday: str, at: time) -> Rhythm:
    if weekday == "*":
        return Rhythm(DAILY, at)
    if weekday.upper() in ("1-5", "MON-FRI"):
        return Rhythm(WEEKDAYS, at)
    return Rhythm(WEEKLY, at, weekday=(int(weekday) - 1) % 7) if weekday in tuple("01234567") else Rhythm(OTHER)
