"""A browser without a screen: what the server answers when something on a page changes."""

import json
from typing import Any

from flask.testing import FlaskClient

from dashboard.kit.sessions import CSRF_COOKIE, CSRF_HEADER

# An id, as a page gives it: a name, or a dictionary of a kind and what it is about.
Id = str | dict[str, Any]


class Desk:
    """The pages as someone signed in works with them."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._callbacks = client.get("/app/_dash-dependencies").json

    def change(self, changed: Id, value: Any, given: dict[str, Any] | None = None, prop: str = "n_clicks") -> Any:
        """Tell the server that a property of something has this value now; its answer, by id and property.

        given -- what else stands on the page, by id; of fields with ids of their own a list of (id, value)
        """
        found = next(own for own in self._callbacks if self._listens(own, changed, prop))
        call = call_of(found, (given or {}), f"{_key(changed)}.{prop}", (changed, value))
        token = self._client.get_cookie(CSRF_COOKIE, path="/app/").value
        answer = self._client.post("/app/_dash-update-component", json=call, headers={CSRF_HEADER: token})
        return answer.json if answer.status_code == 200 else {"status": answer.status_code}

    def _listens(self, callback: dict[str, Any], changed: Id, prop: str) -> bool:
        is_ours = callback["clientside_function"] is None
        return is_ours and any(own["property"] == prop and _is_of(own["id"], changed) for own in callback["inputs"])


def call_of(
    callback: dict[str, Any], given: dict[str, Any], trigger: str, told: tuple[Id, Any] | None = None
) -> dict[str, Any]:
    """What a browser sends for this callback. told -- what has changed, and to what, where `given` does not say it"""
    return {
        "output": callback["output"],
        "outputs": _outputs(callback["output"]),
        "inputs": [_value(own, given | (_told(own, *told) if told else {})) for own in callback["inputs"]],
        "state": [_value(own, given) for own in callback["state"]],
        "changedPropIds": [trigger],
    }


def notice(answer: dict[str, Any]) -> str:
    """What the page tells in a corner."""
    (told,) = answer["sideUpdate"]["notices"]["sendNotifications"]
    return told["message"]


def _key(id: Id) -> str:
    return id if isinstance(id, str) else json.dumps(id, sort_keys=True, separators=(",", ":"))


def _is_of(pattern: str, id: Id) -> bool:
    if not pattern.startswith("{"):
        return pattern == id
    wanted = json.loads(pattern)
    return isinstance(id, dict) and wanted.keys() == id.keys() and wanted["type"] == id["type"]


def _told(pattern: dict[str, str], changed: Id, value: Any) -> dict[str, Any]:
    if not _is_of(pattern["id"], changed):
        return {}
    return {pattern["id"]: value if isinstance(changed, str) else [(changed, value)]}


def _value(own: dict[str, str], given: dict[str, Any]) -> Any:
    if not own["id"].startswith("{"):
        return own | {"value": given.get(own["id"])}
    kind = json.loads(own["id"])["type"]
    fields = given.get(own["id"], given.get(kind, []))
    name = own["property"]
    return [{"id": id, "property": name, "value": id if name == "id" else value} for id, value in fields]


def _outputs(output: str) -> Any:
    if not output.startswith(".."):
        return _output(output) if output else None
    return [_output(part) for part in output[2:-2].split("...")]


def _output(part: str) -> dict[str, str]:
    id, _, name = part.rpartition(".")
    return {"id": id, "property": name}
