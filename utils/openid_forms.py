"""What the settings of signing in with OpenID look like, each beside those before it, on which it depends."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, ValidationInfo

# Whoever sits between would be anyone (OpenID Connect Discovery 1.0, section 3).
_ISSUER = re.compile(r"https://[^\s/?#@]+[^\s?#@]*|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#@]*)?")
_ROLES = r"^([^,]+=(viewer|planner|admin)(,[^,]+=(viewer|planner|admin))*)?$"


def _trustworthy(url: str, others: ValidationInfo) -> str:
    faults = []
    if url and not _ISSUER.fullmatch(url):
        faults.append("must be an address like https://login.example/realms/shop (http:// only on this machine)")
    if url and others.data.get("public_url") == "":
        faults.append("needs PUBLIC_URL, where the provider sends people back to")
    if faults:
        raise ValueError("; ".join(faults))
    return url


def _of_a_provider(value: str, others: ValidationInfo) -> str:
    if value and others.data.get("openid_issuer") == "":
        raise ValueError("needs OPENID_ISSUER")
    return value


def _known_to_its_provider(client_id: str, others: ValidationInfo) -> str:
    if not client_id and others.data.get("openid_issuer"):
        raise ValueError("is required with OPENID_ISSUER")
    return client_id


def _of_a_claim(roles: str, others: ValidationInfo) -> str:
    if "openid_role_claim" in others.data and bool(roles) != bool(others.data["openid_role_claim"]):
        raise ValueError("and OPENID_ROLE_CLAIM go together: what the claim holds, and what that means")
    return roles


def _somebody_may_enter(role: str, others: ValidationInfo) -> str:
    if role == "refused" and others.data.get("openid_issuer") and others.data.get("openid_roles") == "":
        raise ValueError("is refused, so nobody could enter: set it to viewer, or OPENID_ROLE_CLAIM and OPENID_ROLES")
    return role


Issuer = Annotated[str, AfterValidator(_trustworthy)]
OfAProvider = Annotated[str, AfterValidator(_of_a_provider)]
ClientId = Annotated[OfAProvider, AfterValidator(_known_to_its_provider)]
Roles = Annotated[str, StringConstraints(pattern=_ROLES), AfterValidator(_of_a_provider), AfterValidator(_of_a_claim)]
DefaultRole = Annotated[
    str, StringConstraints(pattern="^(viewer|planner|refused)$"), AfterValidator(_somebody_may_enter)
]
