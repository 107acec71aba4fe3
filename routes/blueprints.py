"""A part of the API whose description waits until somebody asks for it: all of them would take a process that starts a
fifth of its time."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask_openapi3 import APIBlueprint as DescribedAtOnce
from flask_openapi3.types import ParametersTuple
from flask_openapi3.utils import parse_parameters


class APIBlueprint(DescribedAtOnce):
    """What its decorators say of an operation is kept, and told to the library by `describe`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        # What a view is called is what a generated client calls its method: `get_product`.
        super().__init__(*args, operation_id_callback=lambda *, name, **_: name, **options)
        self._to_describe: list[Callable[[], object]] = []

    def _collect_openapi_info(self, rule: str, func: Callable[..., object], **options: Any) -> ParametersTuple:
        self._to_describe.append(partial(super()._collect_openapi_info, rule, func, **options))
        return parse_parameters(func, doc_ui=False)

    def describe(self) -> None:
        """Make its part of the description, once."""
        for describe_operation in self._to_describe:
            describe_operation()
        self._to_describe.clear()
