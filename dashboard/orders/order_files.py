"""The order list as a file: any number of lines, sent as they are read."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, Response, request

from dashboard.kit import downloads
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.access.locations import Concern
from services.errors import InvalidInput
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.advice_record import ListedAdvice
from services.replenishment.lists.reorder import ListRequest
from utils.language import _

FOLDER = "order-files"
PATH = f"{FOLDER}/orders"

files = Blueprint("order_files", __name__, url_prefix=PREFIX + FOLDER, template_folder="templates")


@files.get("/orders.csv")
@files.get("/orders.xlsx")
@partial(guarded, concern=Concern.OWN)
def orders() -> Response:
    """The order list that ?kind=, ?supplier=, ?category= and ?budget= leave."""
    found = reorder.order_list(list_request(request.args))
    return downloads.table(ListedAdvice.COLUMNS, ListedAdvice.rows(found.page.items))


def list_request(query: Mapping[str, str], limit: int | None = None) -> ListRequest:
    """The order list that an address asks for."""
    choice = Choice(query.get("kind", "order"), query.get("supplier"), query.get("category"))
    budget = query.get("budget")
    try:
        return ListRequest(choice, None if budget is None else float(budget), limit)
    except ValueError:
        raise InvalidInput(_("{budget} is no amount of money.", budget=f"{budget!r}"), "invalid_budget") from None
