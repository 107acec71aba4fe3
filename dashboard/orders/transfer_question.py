"""Goods that another place can give, moved instead of ordered."""

import json

from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.access.locations import Concern
from services.orders.entry import own_orders, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.transfer_service import Transfer
from utils.language import _, ngettext


def opener(line: Line, transfer: Transfer) -> Component:
    """The button that asks for it."""
    about = json.dumps([transfer.source.sku, line.sku, transfer.quantity])
    label = _("Transfer {units}", units=transfer.quantity)
    return part.opener(label, about, _("{sku} from {place}", sku=line.sku, place=transfer.source.name))


def _read(about: str) -> TransferLine:
    source, target, quantity = json.loads(about)
    return TransferLine(source_sku=source, target_sku=target, quantity=quantity)


def _ask(about: str) -> Question:
    line = _read(about)
    said = {"units": line.quantity, "source": line.source_sku, "target": line.target_sku}
    return Question(
        _("Transfer {units} of {source} to {target}?", **said),
        _("They leave the stock there at once, and count as on their way here until they are received."),
        _("Transfer them"),
        command("POST", "/transfers", body={"lines": [line.model_dump(mode="json", exclude_none=True)]}),
    )


def _transfer(about: str) -> None:
    line = _read(about)
    with own_orders.of_transfer([line]):
        (order,) = transfer_orders.begin([line], sessions.current_user())
    said = ngettext(
        "{number}: {count} unit is on its way to {target}.",
        "{number}: {count} units are on their way to {target}.",
        line.quantity,
        number=order.number,
        target=line.target_sku,
    )
    notices.show(said, _("Transferred"))


part = Confirmation("orders-transfer", _ask, _transfer, "planner", Concern.OWN)
