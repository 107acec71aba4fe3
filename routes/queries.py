"""Which parameters a query may carry: those that its operation names, each of them once.

As with the fields of a body, a typing mistake must not be ignored in silence: `?dry_run=true` where nothing is tried
first would write, and a filter that is none would list everything.
"""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from flask import current_app, request

from routes.access import takes_tokens
from services.errors import Fault, InvalidInput, pointer_to


def refuse_others() -> None:
    """To be called when it is known who asks, so that nobody else learns anything from it."""
    if not request.query_string or not takes_tokens(request.endpoint):
        return
    known = _parameters(current_app.view_functions[request.endpoint or ""])
    faults = [Fault(pointer_to([name]), _no_such(known)) for name in request.args if name not in known]
    given = [(name, len(request.args.getlist(name))) for name in request.args if not known.get(name, True)]
    faults += [
        Fault(pointer_to([name]), "This is given more than once; give it once.") for name, times in given if times > 1
    ]
    if faults:
        detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:3])
        raise InvalidInput(f"The query does not fit: {detail}", "invalid_request", tuple(faults))


def _no_such(known: dict[str, bool]) -> str:
    takes = f"it takes {', '.join(known)}" if known else "this operation takes none"
    return f"There is no such parameter; {takes}."


@cache
def _parameters(view: Callable[..., object]) -> dict[str, bool]:
    """The names of its parameters, and whether each may be given several times."""
    model: Any = get_type_hints(inspect.unwrap(view)).get("query")
    properties = model.model_json_schema()["properties"] if model else {}
    return {
        name: "array" in {one.get("type") for one in (own, *own.get("anyOf", ()))} for name, own in properties.items()
    }
