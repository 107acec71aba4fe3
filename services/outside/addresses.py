"""Where an address that somebody has chosen may lead: to the public internet, unless it is told otherwise."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from services.errors import Fault, InvalidInput
from utils.language import _

# The IPv6 internet (RFC 4291, 2.4). Outside are our own networks, and IPv4 hosts in many clothes: translated (RFC 6052,
# RFC 8215), compatible, site-local.
_INTERNET = ipaddress.ip_network("2000::/3")
# Special (RFC 6890, RFC 9637), and public to some versions of Python: protocols' own, with the metadata of one cloud at
# 192.0.0.192, and documentation.
_SPECIAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("3fff::/20"))
# Below are mail, remote shells and others that speak no HTTP.
_FIRST_FREE_PORT = 1024


@dataclass(frozen=True)
class Rules:
    """What holds for addresses of one kind.

    schemes -- those that are taken; private -- whether addresses of private networks are, too
    setting -- the one that says so; code -- of a refusal
    """

    schemes: tuple[str, ...]
    private: bool
    setting: str
    code: str


@dataclass(frozen=True)
class Target:
    """Where a URL leads: the checked address, the name the server is to prove, and what to ask it for; all in ASCII."""

    scheme: str
    host: str
    address: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


_PORTS = {"https": 443, "http": 80}
_IN_A_PATH = "/%:@!$&'()*+,;=~"
_IN_A_QUERY = _IN_A_PATH + "?"


class AddressRefused(InvalidInput):
    """The URL leads where we do not go."""

    def __init__(self, rules: Rules, message: str) -> None:
        super().__init__(message, rules.code, (Fault("/url", message),))


def check(url: str, rules: Rules) -> Target:
    """Where this URL leads. Raises AddressRefused, also when the name cannot be resolved."""
    try:
        parts = split(url)
        port = _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        host = _ascii_name(parts.hostname or "")
    except ValueError as error:
        raise AddressRefused(rules, _("This is no URL: {error}.", error=error)) from error
    if parts.scheme not in rules.schemes or not host or "@" in parts.netloc:
        raise AddressRefused(
            rules, _("The URL must start with {schemes}:// and carry no user name.", schemes=" or ".join(rules.schemes))
        )
    _refuse_other_services(port, rules)
    addresses = _resolved(host, port, rules)
    _refuse_private(host, addresses, rules)
    return Target(parts.scheme, host, addresses[0], port, _path(parts))


def split(url: str) -> SplitResult:
    """The parts of a URL. Raises ValueError, also for what urlsplit would drop without a word."""
    if not url.isprintable() or url != url.strip():
        raise ValueError(_("it has a line break, a character that nobody sees, or a space at an end"))
    return urlsplit(url)


def _refuse_other_services(port: int, rules: Rules) -> None:
    if rules.private or port == _PORTS["https"] or port >= _FIRST_FREE_PORT:
        return
    taken, first = str(port), str(_FIRST_FREE_PORT)
    message = _("Port {port} is for other services; take 443 or one from {first} on.", port=taken, first=first)
    raise AddressRefused(rules, message)


def _resolved(host: str, port: int, rules: Rules) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        message = _("The host {host!r} cannot be resolved: {error}.", host=host, error=error)
        raise AddressRefused(rules, message) from error
    return [str(entry[4][0]) for entry in found]


def _refuse_private(host: str, addresses: list[str], rules: Rules) -> None:
    private = [address for address in addresses if not is_public(address)]
    if private and not rules.private:
        message = _(
            "{host!r} is an address of a private network ({private}). Set {setting}=1 to allow such addresses.",
            host=host,
            private=private[0],
            setting=rules.setting,
        )
        raise AddressRefused(rules, message)


def _path(parts: SplitResult) -> str:
    """What to ask for. What is percent-encoded already stays as it is."""
    path = quote(parts.path or "/", safe=_IN_A_PATH)
    return f"{path}?{quote(parts.query, safe=_IN_A_QUERY)}" if parts.query else path


def _ascii_name(host: str) -> str:
    """A host as name servers and HTTP have it (RFC 3490): münchen.example is xn--mnchen-3ya.example."""
    return host if host.isascii() else host.encode("idna").decode()


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, whatever form it is written in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if not ip.ipv4_mapped and ip not in _INTERNET:
            return False
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _SPECIAL)
