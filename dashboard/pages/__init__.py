"""The table of contents of the pages, in the order of the navigation."""

from dashboard.page import Page
from dashboard.pages import today

PAGES: list[Page] = [today.page]
