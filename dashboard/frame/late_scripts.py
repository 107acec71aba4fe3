"""The largest scripts, which only some pages need: run where there is something for them to draw, elsewhere fetched for
later. A page that is opened from another one runs them first, see `assets/shell.js`.
"""

from html import escape

from dashboard.frame.pages import PAGES
from dashboard.kit.page import Page
from dashboard.kit.urls import href

# Of AG Grid, in the address of its script among those that Dash names.
GRIDS = "/dash_ag_grid/"


def split(scripts: str, charts: str, page: Page | None) -> tuple[str, str]:
    """The script elements of Dash that this page runs, and what is said of the others in the head of its document.

    charts -- the address of the part of Plotly for lines and bars, a quarter of the whole that Dash would load: it
    runs as early as it can, before the figures come
    """
    lines = scripts.split("\n")
    grid = next(line for line in lines if GRIDS in line)
    has_grid, has_charts = page is not None and page.has_grid, page is not None and page.has_charts
    drawing = [f'<script async src="{charts}"></script>' if has_charts else _ahead(charts, "has_charts")]
    if not has_grid:
        lines.remove(grid)
        drawing.append(_ahead(grid.split('"')[1], "has_grid"))
    return "\n".join(lines), "".join(drawing)


def _ahead(address: str, wanted: str) -> str:
    needing = " ".join(href(page.path) for page in PAGES if getattr(page, wanted))
    return f'<link rel="prefetch" as="script" href="{address}" data-pages="{escape(needing)}">'
