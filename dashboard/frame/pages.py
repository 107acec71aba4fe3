"""The table of contents of the pages, in the order of the navigation."""

from dashboard.accuracy import page as accuracy
from dashboard.deliveries import page as deliveries
from dashboard.kit.page import Page
from dashboard.monitoring import page as monitoring
from dashboard.orders import page as orders
from dashboard.product import page as product
from dashboard.products import page as products
from dashboard.sales_import import page as import_sales
from dashboard.schedules import page as schedules
from dashboard.settings import page as settings
from dashboard.today import page as today
from dashboard.training import page as training

PAGES: list[Page] = [
    today.page,
    orders.page,
    deliveries.page,
    products.page,
    product.page,
    accuracy.page,
    training.page,
    import_sales.page,
    schedules.page,
    monitoring.page,
    settings.page,
]
