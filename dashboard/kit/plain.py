"""What of a page is only looked at, as one component: Dash asks each of its own anew whenever anything changes.

Rows, cells and words that no callback knows are drawn by React alone (`assets/plain.js`), to the very same elements;
a click on one of their buttons is heard by the document, see `buttons.row_button`.
"""

import json
from typing import Any

from dash.development.base_component import Component

# In which somebody enters something, or which are more than their element: with Dash, always.
WORKED_WITH = frozenset({"Dialog", "Form", "Iframe", "MapEl", "ObjectEl", "Option", "Select", "Textarea"})
HTML = "dash_html_components"
# Said by Dash's components of themselves, and of clicks that are counted.
INWARD = {"children", "available_properties", "available_wildcard_properties", "disable_n_clicks"}
# In place of the elements of what holds something that Dash has to know.
KNOWN = object()
# The name of an element for what has none: a list within a list.
NO_TAG = ""


class Plain(Component):
    """Elements that no callback knows. tree -- [name, attributes, *children], each of them text, or such a list"""

    _namespace, _type = "stockcast", "Plain"

    # Not Dash's own, which looks for a package of the namespace's name each time.
    def __init__(self, tree: list[Any]) -> None:
        self._prop_names, self._valid_wildcard_attributes = ["tree"], []
        self.tree = tree


def drawn(content: Any) -> Any:
    """The same, with its plain parts as `Plain`; components are changed in place. A tuple answers several outputs."""
    if isinstance(content, tuple):
        return tuple(map(drawn, content))
    return _packed(content, _elements(content))


def _elements(content: Any) -> Any:
    """Of plain content its elements; else KNOWN, and what of it is plain has been replaced."""
    if isinstance(content, Plain):
        return content.tree
    if isinstance(content, Component):
        return _of_component(content)
    if isinstance(content, list):
        return _of_list(content)
    return content if content is None or isinstance(content, str | int | float) else KNOWN


def _of_list(content: list[Any]) -> Any:
    inner = [_elements(own) for own in content]
    if any(own is KNOWN for own in inner):
        content[:] = map(_packed, content, inner)
        return KNOWN
    return [NO_TAG, {}, *inner]


def _of_component(component: Component) -> Any:
    given = getattr(component, "children", None)
    children = list(given) if isinstance(given, list | tuple) else [given]
    own, inner = _attributes(component), _of_list(children)
    if own is not None and inner is not KNOWN:
        return [component._type.lower(), own, *inner[2:]]
    if given is not None:
        packed = children if inner is KNOWN else list(map(_packed, children, inner[2:]))
        component.children = packed if isinstance(given, list | tuple) else packed[0]
    return KNOWN


def _attributes(component: Component) -> dict[str, Any] | None:
    """Of a plain element; None: Dash has to know it."""
    if component._namespace != HTML or component._type in WORKED_WITH:
        return None
    said = vars(component).items()
    own = {name: value for name, value in said if name[0] != "_" and name not in INWARD and value is not None}
    if "key" in own or "n_clicks" in own:
        return None
    if "id" in own:
        # Of a button in a list the id serves the focus, and no callback (`buttons.row_button`).
        if not isinstance(own["id"], dict) or own["id"]["type"] != own.get("data-store"):
            return None
        own["id"] = json.dumps(own["id"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return own


def _packed(content: Any, elements: Any) -> Any:
    if elements is KNOWN or isinstance(content, Plain):
        return content
    if isinstance(content, list):
        return list(map(_packed, content, elements[2:]))
    # One element for one component is no gain.
    has_parts = isinstance(content, Component) and any(isinstance(own, list) for own in elements[2:])
    return Plain(elements) if has_parts else content
