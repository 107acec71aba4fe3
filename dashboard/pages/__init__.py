"""The table of contents of the pages, in the order of the navigation."""

from dashboard.page import Page
from dashboard.pages import (
    accuracy,
    deliveries,
    import_sales,
    monitoring,
    orders,
    product,
    products,
    schedules,
    settings,
    today,
    training,
)

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
