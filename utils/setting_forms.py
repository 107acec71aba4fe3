"""What settings look like that are text: each says at start how it is written, not later to whoever needs it first."""

import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from utils.language import LANGUAGES
from utils.queues import QUEUES

# As the package `limits` reads them, which only services may import.
_ONE_RATE = r"\s*[1-9]\d*\s*(/|per)\s*(\d+\s*)?(second|minute|hour|day|month|year)s?\s*"
_RATES = re.compile(rf"{_ONE_RATE}([,;|]{_ONE_RATE})*", re.IGNORECASE)
# As `forecasting.methods` lists them, which only services may import.
FAMILIES = (
    *("seasonal_naive", "exponential_smoothing", "intermittent", "shared_season", "own_season", "prophet", "lightgbm"),
    *("xgboost", "sklearn", "pytorch", "tensorflow", "huggingface", "pretrained"),
)
# A name may stand before it: Shop <orders@shop.example>.
_MAIL = re.compile(r"[^@<>,]*<[^\s@<>,]+@[^\s@<>,]+>|[^\s@<>,]+@[^\s@<>,]+")


def _rate(text: str) -> str:
    if not _RATES.fullmatch(text):
        raise ValueError(f"is no rate: {text!r}; write it like 10 per minute or 100/hour")
    return text


def _mail_addresses(text: str) -> str:
    wrong = [part for part in text.split(",") if text and not _MAIL.fullmatch(part.strip())]
    if wrong:
        raise ValueError(f"has what is no mail address: {wrong[0]!r}; write them like kim@shop.example,lee@b.example")
    return text


def _mail_address(text: str) -> str:
    if text and not _MAIL.fullmatch(text.strip()):
        raise ValueError(f"is no mail address: {text!r}; write it like kim@shop.example")
    return text


def _web_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise ValueError(f"is no address of a web site: {text!r}; write it like https://shop.example")
    return text


def _user_and_password(text: str) -> str:
    # Nothing of it is repeated: it is a secret.
    if text and not re.fullmatch(r"[^\s:]+:.+", text):
        raise ValueError("must be a user and a password with a colon between them")
    return text


def _mail_server(url: str) -> str:
    if url and not (url.startswith(("smtp://", "smtps://")) and urlsplit(url).hostname):
        raise ValueError("must start with smtp:// or smtps://, and name the server")
    return url


def _most_and_fewest(text: str) -> str:
    if text and not re.fullmatch(r"\d+,\d+", text):
        raise ValueError(f"must be two numbers: {text!r}; write the most and the fewest, like 4,1")
    most, fewest = map(int, text.split(",")) if text else (1, 1)
    if not most or fewest > most:
        raise ValueError(f"names fewer as the most than as the fewest: {text!r}; write it like 4,1")
    return text


def _queues(text: str) -> str:
    unknown = [name for name in text.split(",") if name not in QUEUES]
    if unknown:
        raise ValueError(f"names no queue that there is: {unknown[0]!r}; there are {', '.join(QUEUES)}")
    return text


def _families(text: str) -> str:
    unknown = [name for name in text.split(",") if text and name not in FAMILIES]
    if unknown:
        raise ValueError(f"names no family that there is: {unknown[0]!r}; there are {', '.join(FAMILIES)}")
    return text


def _folders(text: str) -> str:
    # Web server and workers need not run in the same folder.
    relative = [part for part in text.split(os.pathsep) if part and not Path(part).is_absolute()]
    if relative:
        raise ValueError(f"has a folder that is not written from the root: {relative[0]!r}; write it like /srv/sales")
    return text


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    # Python says OSError of a name that is a folder of zones ("Europe"), ValueError of one with dots or slashes.
    except (KeyError, ValueError, OSError):
        raise ValueError(f"is no time zone: {name!r}; write it like Europe/Berlin or UTC") from None
    return name


def _currency(code: str) -> str:
    if code and not re.fullmatch("[A-Z]{3}", code, re.ASCII):
        raise ValueError(f"is no code of ISO 4217: {code!r}; write it like EUR or USD")
    return code


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"is no language of the pages: {code!r}; they speak {', '.join(LANGUAGES)}")
    return code


def _database(url: str) -> str:
    # "postgres://" is what hosting providers hand out; without a driver SQLAlchemy would pick another one.
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg2://" + url.removeprefix(prefix)
    if url and not url.startswith(("postgresql+psycopg2://", "sqlite:///")):
        raise ValueError("must start with postgresql:// or sqlite:///")
    return url


def _redis(url: str) -> str:
    if url and not url.startswith(("redis://", "rediss://", "redis+socket://")):
        raise ValueError("must start with redis://, rediss:// or redis+socket://")
    return url


Rate = Annotated[str, AfterValidator(_rate)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
MailAddresses = Annotated[str, AfterValidator(_mail_addresses)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
UserAndPassword = Annotated[str, AfterValidator(_user_and_password)]
MailServer = Annotated[str, AfterValidator(_mail_server)]
MostAndFewest = Annotated[str, AfterValidator(_most_and_fewest)]
Queues = Annotated[str, AfterValidator(_queues)]
Families = Annotated[str, AfterValidator(_families)]
Folders = Annotated[str, AfterValidator(_folders)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Currency = Annotated[str, AfterValidator(_currency)]
Language = Annotated[str, AfterValidator(_language)]
Database = Annotated[str, AfterValidator(_database)]
Redis = Annotated[str, AfterValidator(_redis)]
