"""Files at https addresses: fetched when they have changed, under the same guard as webhooks are sent."""

import hashlib
import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from services.errors import InvalidInput, Unavailable
from services.outside import addresses, connections
from services.outside.addresses import AddressRefused, Rules, Target
from services.sources import secrets
from utils.config import get_settings
from utils.language import _

_BLOCK = 1 << 16
# In characters, of what a server says beside its status.
LONGEST_REASON = 200
# Servers that are overloaded or in trouble may be well in a moment.
_PASSING = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Address:
    """secret_headers -- the environment variable of each header's value"""

    url: str
    secret_headers: Mapping[str, str]


def target_of(url: str) -> Target:
    """Where an address leads. Raises AddressRefused."""
    private = get_settings().sources_allow_private
    return addresses.check(url, Rules(("https",), private, "SOURCES_ALLOW_PRIVATE", "source_refused"))


Seen = Mapping[str, Any]


def fetch(address: Address, seen: Seen, target: IO[bytes], report: Callable[[int], None]) -> dict[str, Any] | None:
    """Write the file at an address, and return by what it is known again; None where it is as it was seen.

    report -- is told the bytes so far
    Raises InvalidInput for what can only be mended there or here, Unavailable for what may pass.
    """
    hidden = {name: secrets.value_of(variable) for name, variable in address.secret_headers.items()}
    seconds = get_settings().source_timeout_seconds
    try:
        where = target_of(address.url)
        with connections.connected(where, seconds) as connection:
            connection.request("GET", where.path, headers=_headers(where, seen) | hidden)
            answer = connection.getresponse()
            # A server may say whatever it was sent, at any length.
            answer.reason = secrets.without(answer.reason, list(hidden.values()))[:LONGEST_REASON]
            return _taken(answer, target, report)
    except TimeoutError:
        raise InvalidInput(
            _(
                "{url} did not come to an end within {seconds} s and was given up. Nothing was imported.",
                url=address.url,
                seconds=seconds,
            ),
            "source_timeout",
        ) from None
    except AddressRefused:
        raise
    except (OSError, http.client.HTTPException) as error:
        reason = secrets.without(str(error), list(hidden.values()))
        raise Unavailable(_("{url} cannot be read: {reason}", url=address.url, reason=reason), "source_away") from None
    except (UnicodeError, ValueError):  # Says the value.
        names = ", ".join(address.secret_headers.values())
        raise InvalidInput(_("What {names} holds cannot be sent in a header.", names=names), "secret_unfit") from None


def _headers(where: Target, seen: Seen) -> dict[str, str]:
    known = {"If-None-Match": seen.get("etag"), "If-Modified-Since": seen.get("last_modified")}
    usual = {"Host": where.host_header, "Accept-Encoding": "identity", "User-Agent": "Stockcast"}
    return usual | {name: value for name, value in known.items() if value}


def _taken(answer: http.client.HTTPResponse, target: IO[bytes], report: Callable[[int], None]) -> dict[str, Any] | None:
    if answer.status == http.client.NOT_MODIFIED:
        return None
    if answer.status != http.client.OK:
        raise _unexpected(answer)
    digest, size = hashlib.sha256(), 0
    largest = get_settings().max_import_mb * 1024 * 1024
    while block := answer.read(_BLOCK):
        size += len(block)
        if size > largest:
            raise InvalidInput(_("The file is larger than MAX_IMPORT_MB. Nothing was imported."), "file_too_large")
        digest.update(block)
        target.write(block)
        report(size)
    if answer.length:
        raise connections.cut_off()
    if not size:
        raise InvalidInput(_("The file at this address is empty. Nothing was imported."), "empty_file")
    seen = {"etag": answer.headers.get("ETag"), "last_modified": answer.headers.get("Last-Modified")}
    return seen | {"sha256": digest.hexdigest()}


def _unexpected(answer: http.client.HTTPResponse) -> InvalidInput | Unavailable:
    said = _("The server answered {status} {reason}", status=str(answer.status), reason=answer.reason)
    if answer.status in _PASSING:
        return Unavailable(f"{said}.", "source_away")
    if 300 <= answer.status < 400:
        return InvalidInput(
            _("{said}: it sends on elsewhere. Enter the address it sends to.", said=said), "source_redirects"
        )
    if answer.status in (401, 403):
        return InvalidInput(
            _("{said}: is the secret of its headers right (`secret_headers`)?", said=said), "source_forbids"
        )
    return InvalidInput(_("{said}. Nothing was imported.", said=said), "source_refuses")
