"""Goods that another place can give, moved instead of ordered."""

import json

from dash.development.base_component import Component

from dashboard.kit import formats, notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.orders import transfer_orders
from services.orders.transfer_orders import TransferLine
from services.replenishment.advice_lines import Line
from services.replenishment.transfer_service import Transfer


def opener(line: Line, transfer: Transfer) -> Component:
    """The button that asks for it."""
    about = json.dumps([transfer.source.sku, line.sku, transfer.quantity])
    label = f"Transfer {formats.number(transfer.quantity)}"
    return part.opener(label, about, f"{line.sku} from {transfer.source.name}")


def _read(about: str) -> TransferLine:
    source, target, quantity = json.loads(about)
    return TransferLine(source_sku=source, target_sku=target, quantity=quantity)


def _ask(about: str) -> Question:
    line = _read(about)
    return Question(
        f"Transfer {formats.units(line.quantity)} of {line.source_sku} to {line.target_sku}?",
        "They leave the stock there at once, and count as on their way here until they are received.",
        "Transfer",
        command("POST", "/transfers", body={"lines": [line.model_dump(mode="json", exclude_none=True)]}),
    )


def _transfer(about: str) -> None:
    line = _read(about)
    (order,) = transfer_orders.begin([line], sessions.current_user())
    notices.show(
        f"{order.number}: {formats.units(line.quantity)} are on their way to {line.target_sku}.", "Transferred"
    )


part = Confirmation("orders-transfer", _ask, _transfer, role="planner")
