"""One POST to an address that a webhook names."""

import base64
import hashlib
import hmac
import http.client

from services.outside import addresses, connections
from services.outside.addresses import Rules, Target
from utils.config import get_settings

TOTAL_SECONDS = 15

# Bytes of an answer that are read; its status is all we want to know.
LONGEST_ANSWER = 64 * 1024


def target_of(url: str) -> Target:
    """Where a webhook leads. Raises AddressRefused."""
    private = get_settings().webhooks_allow_private
    schemes = ("https", "http") if private else ("https",)
    return addresses.check(url, Rules(schemes, private, "WEBHOOKS_ALLOW_PRIVATE", "webhook_url_refused"))


def sign(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """The signature of a message (Standard Webhooks 1.0, "Symmetric signatures")."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """The status of the receiver's whole answer. Raises AddressRefused, OSError, http.client.HTTPException."""
    target = target_of(url)
    with connections.connected(target, TOTAL_SECONDS) as connection:
        connection.request("POST", target.path, body.encode(), headers | {"Host": target.host_header})
        answer = connection.getresponse()
        _read_to_its_end(answer)
        return answer.status


def _read_to_its_end(answer: http.client.HTTPResponse) -> None:
    left = LONGEST_ANSWER
    while left and (part := answer.read(left)):
        left -= len(part)
    if left and answer.length:
        raise connections.cut_off()
