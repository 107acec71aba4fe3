"""Where a sign-in comes from, and whether this user was signed in from there before."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from app.models import User, UserSession
from utils import ids
from utils.config import get_settings


@dataclass(frozen=True)
class Origin:
    """address -- of the client; device_token -- what its browser was given at an earlier sign-in, if anything"""

    address: str = ""
    device_token: str = ""

    @property
    def network(self) -> str:
        """Whose address it is: of IPv6 everybody has 2^64 (RFC 6177). "" where it is none."""
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return ""
        return str(ipaddress.ip_network((address, 64), strict=False) if address.version == 6 else address)


def new_token(username: str) -> str:
    """For a browser to keep: that this user was signed in there."""
    device = ids.new_id()
    return f"{device}.{_signature(username, device)}"


def known_device(username: str, origin: Origin) -> str:
    """The name of the device, or else of the network, that this user was signed in from before; "" if there is none."""
    device, _, signature = origin.device_token.partition(".")
    if hmac.compare_digest(signature.encode(errors="replace"), _signature(username, device).encode()):
        return device
    return origin.network if origin.network and _was_here(username, origin.network) else ""


def _was_here(username: str, network: str) -> bool:
    known = sa.exists().where(User.username == username, UserSession.user_id == User.id)
    with snapshot() as session:
        return bool(session.scalar(sa.select(known.where(UserSession.network == network))))


def _signature(username: str, device: str) -> str:
    key, text = get_settings().jwt_secret_key, f"device {device} {username}"
    return hmac.new(key.encode(), text.encode(errors="replace"), hashlib.sha256).hexdigest()
