"""One POST to an address someone else chose: never into our own network, never longer than allowed.

The name is resolved once, its addresses are checked, and the connection goes to the checked address: a name server
that answers otherwise the second time (DNS rebinding) changes nothing. Redirects are not followed.
"""

import base64
import contextlib
import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from services.errors import Fault, InvalidInput
from utils.config import get_settings

# For each step of the exchange, and for all of it.
STEP_SECONDS = 5
TOTAL_SECONDS = 15

# Addresses of IPv4 hosts in IPv6 clothes (RFC 6052): what they lead to is not seen in the address itself.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """Where a URL leads: the checked address, and the name the server is to prove."""

    url: SplitResult
    address: str
    port: int


class WebhookRefused(InvalidInput):
    """The webhook's URL leads where we do not go."""

    code = "webhook_url_refused"

    def __init__(self, message: str) -> None:
        super().__init__(message, faults=(Fault("/url", message),))


def check(url: str) -> Target:
    """Where this URL leads. Raises WebhookRefused, also when the name cannot be resolved."""
    parts = urlsplit(url)
    allowed = ("https", "http") if get_settings().webhooks_allow_private else ("https",)
    if parts.scheme not in allowed or not parts.hostname or parts.username:
        raise WebhookRefused(f"The URL must start with {' or '.join(allowed)}:// and carry no user name.")
    try:
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise WebhookRefused(f"The host {parts.hostname!r} cannot be resolved: {error}.") from error
    addresses = [str(entry[4][0]) for entry in found]
    private = [address for address in addresses if not is_public(address)]
    if private and not get_settings().webhooks_allow_private:
        raise WebhookRefused(
            f"{parts.hostname!r} is an address of a private network ({private[0]}). "
            "Set WEBHOOKS_ALLOW_PRIVATE=1 to allow such addresses."
        )
    return Target(parts, addresses[0], port)


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, whatever form it is written in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED:
            return False
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


def sign(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """The signature of a message (Standard Webhooks 1.0, "Symmetric signatures")."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """The status the receiver answers with. Raises WebhookRefused, OSError, http.client.HTTPException."""
    target = check(url)
    path = (target.url.path or "/") + (f"?{target.url.query}" if target.url.query else "")
    connection = http.client.HTTPConnection(target.url.hostname, target.port)
    connection.sock = _connect(target)
    with contextlib.closing(connection), _ended_after(connection.sock, TOTAL_SECONDS):
        connection.request("POST", path, body.encode(), headers | {"Host": target.url.netloc})
        return connection.getresponse().status


def _connect(target: Target) -> socket.socket:
    plain = socket.create_connection((target.address, target.port), STEP_SECONDS)
    if target.url.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.url.hostname)
    except OSError:
        plain.close()
        raise


@contextlib.contextmanager
def _ended_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    # A receiver that sends a byte now and then would never run into the time limit of a single step.
    timer = threading.Timer(seconds, _hang_up, (connected,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
