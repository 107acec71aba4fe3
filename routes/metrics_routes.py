import os
from typing import Any

from flask import Response
from flask_openapi3 import Tag
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from routes.access import accepts_token
from routes.blueprints import APIBlueprint
from services.operations.metrics_service import Figures
from utils.config import get_settings

metrics_bp = APIBlueprint("metrics", __name__, abp_tags=[Tag(name="Operations")])

TEXT: dict[Any, Any] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@metrics_bp.get("/metrics", summary="Figures for Prometheus, in its text format", responses=TEXT)
@accepts_token(lambda: get_settings().metrics_token)
def get_metrics() -> Response:
    """Requests are counted by each web process; everything else is read from the database now."""
    figures = CollectorRegistry()
    figures.register(Figures())
    return Response(generate_latest(_requests()) + generate_latest(figures), content_type=CONTENT_TYPE_LATEST)


def _requests() -> CollectorRegistry:
    """What this process counted; under gunicorn (gunicorn.conf.py), what all of its processes counted."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # The library does not say its type.
    return registry
