"""The table of contents of the pages, in the order of the navigation."""

from dashboard.page import Page
from dashboard.pages import today, training

PAGES: list[Page] = [today.page, training.page]
