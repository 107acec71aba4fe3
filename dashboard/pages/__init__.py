"""The table of contents of the pages, in the order of the navigation."""

from dashboard.page import Page
from dashboard.pages import import_sales, monitoring, schedules, settings, today, training

PAGES: list[Page] = [today.page, training.page, import_sales.page, schedules.page, monitoring.page, settings.page]
