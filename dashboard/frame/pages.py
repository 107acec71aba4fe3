"""The table of contents of the pages, in the order of the navigation."""

from flask import Blueprint

from dashboard.account import page as account
from dashboard.accuracy import page as accuracy
from dashboard.deliveries import page as deliveries
from dashboard.exceptions import page as exceptions
from dashboard.file_import import page as file_import
from dashboard.kit.page import Page, Part
from dashboard.monitoring import page as monitoring
from dashboard.order import page as order
from dashboard.order_list import page as order_list
from dashboard.orders import page as orders
from dashboard.planning import page as planning
from dashboard.product import page as product
from dashboard.products import page as products
from dashboard.replay import page as replay
from dashboard.scenarios import page as scenarios
from dashboard.schedules import page as schedules
from dashboard.settings import page as settings
from dashboard.sources import page as sources
from dashboard.supplier import page as supplier
from dashboard.suppliers import page as suppliers
from dashboard.tasks import task_cards
from dashboard.today import page as today
from dashboard.training import page as training

PAGES: list[Page] = [
    today.page,
    exceptions.page,
    orders.page,
    order_list.page,
    order.page,
    deliveries.page,
    planning.page,
    scenarios.page,
    products.page,
    product.page,
    suppliers.page,
    supplier.page,
    accuracy.page,
    replay.page,
    training.page,
    file_import.page,
    sources.page,
    schedules.page,
    monitoring.page,
    settings.page,
    account.page,
]


def parts() -> list[Part]:
    """The pages and all that happens on them, each once, whichever of them named it."""
    everywhere = (task_cards.part,)
    return list(dict.fromkeys((*everywhere, *(part for page in PAGES for part in (page, *page.parts)))))


def files() -> list[Blueprint]:
    """What the pages send and take that is no JSON."""
    return list(dict.fromkeys(own for page in PAGES for own in page.files))
