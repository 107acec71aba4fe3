"""Which exceptions are shown: filters that are links, so that Back, a bookmark and a shared address just work."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from dashboard.shop.exception_words import WORDS
from services.attention.found import Kind
from utils.language import _, pgettext


@dataclass(frozen=True)
class Shown:
    """kind, owner -- "": any; hidden -- "1": those that are snoozed or done as well; all -- "1": not only the first"""

    kind: str = ""
    owner: str = ""
    hidden: str = ""
    all: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Shown":
        """What an address asks for; what it says that is none of this is left out."""
        kind = query.get("kind", "")
        hidden, whole = ("1" if query.get(name) == "1" else "" for name in ("hidden", "all"))
        return cls(kind if kind in list(Kind) else "", query.get("owner", ""), hidden, whole)

    @property
    def address(self) -> str:
        return href("exceptions", **{name: value for name, value in asdict(self).items() if value})


def links(shown: Shown, counts: Mapping[str, int]) -> Component:
    """counts -- of each kind, whatever kind is shown"""
    total = sum(counts.values())
    kinds = [_link(pgettext("exceptions", "All"), total, replace(shown, kind=""), not shown.kind)]
    kinds += [
        _link(_(WORDS[kind].title), counts.get(kind, 0), replace(shown, kind=kind), shown.kind == kind)
        for kind in Kind
        if counts.get(kind) or shown.kind == kind
    ]
    me = sessions.current_user().username
    others = [
        _link(_("Mine"), None, replace(shown, owner="" if shown.owner == me else me), shown.owner == me),
        _link(_("Snoozed and done too"), None, replace(shown, hidden="" if shown.hidden else "1"), bool(shown.hidden)),
    ]
    if shown.owner not in ("", me):
        others.append(_link(_("Of {owner}", owner=shown.owner), None, replace(shown, owner=""), True))
    return html.Div([_group(_("Kinds"), kinds), _group(_("Whose"), others)], className="chip-rows no-print")


def _group(label: str, chips: list[Component]) -> Component:
    return html.Nav(chips, className="chips", **aria(label=label))


def _link(label: str, count: int | None, to: Shown, is_current: bool) -> Component:
    number = [] if count is None else [html.Span(formats.number(count), className="numbers")]
    current: dict[str, Any] = aria(current="true") if is_current else {}
    return html.A([label, *number], href=to.address, className="chip", **current)
