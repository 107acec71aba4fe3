"""Nothing of a page is forgotten: a part that no page names would leave its buttons dead, and say nothing."""

from collections.abc import Collection
from importlib import import_module
from pathlib import Path

from flask import Blueprint

from dashboard.kit.page import Part

DASHBOARD = Path(__file__).parents[1]
# It has blueprints of no page: those around the pages.
FRAME = Path(__file__).parent


class ForgottenPart(Exception):
    """A part, or a blueprint of files, stands in a folder of the dashboard, and no page names it."""


def check(named: Collection[Part | Blueprint]) -> None:
    """Raises ForgottenPart for what stands in the pages' folders and is not among these."""
    for file in sorted(DASHBOARD.glob("*/*.py")):
        if file.parent == FRAME:
            continue
        module = import_module(f"dashboard.{file.parent.name}.{file.stem}")
        for name, own in vars(module).items():
            if isinstance(own, Part | Blueprint) and own not in named:
                raise ForgottenPart(f"{module.__name__}.{name} is of no page; name it in parts= or files= of its page.")
