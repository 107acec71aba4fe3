from typing import Any, Literal

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes.access import public
from routes.blueprints import APIBlueprint
from services.operations import readiness

health_bp = APIBlueprint("health", __name__, abp_tags=[Tag(name="Operations")], abp_security=[])


class Alive(BaseModel):
    status: Literal["ok"]


class Dependency(BaseModel):
    status: str = Field(description="ok, down, unknown (not heard of lately) or late (work is overdue).")
    error: str | None
    age_seconds: float | None = Field(description="How old this knowledge is.")
    ms: float


class Readiness(BaseModel):
    status: Literal["ok", "degraded", "not ready"]
    dependencies: dict[str, Dependency]


READY: dict[Any, Any] = {200: Readiness, 503: Readiness}


@health_bp.get("/livez", summary="This process answers", responses={200: Alive})
@public
def livez() -> Response:
    return jsonify(status="ok")


@health_bp.get("/readyz", summary="This process and all it depends on answer; 503 if not", responses=READY)
@public
def readyz() -> tuple[Response, int]:
    """Workers, Beat and schedules are reported too, but a process answers without them: where one of them needs
    somebody, `status` is `degraded`, and the answer still 200."""
    checks = readiness.check_dependencies()
    ready = all(check.status != "down" for check in checks)
    dependencies = {
        check.name: {
            "status": check.status,
            "error": check.error,
            "age_seconds": check.age_seconds,
            "ms": check.milliseconds,
        }
        for check in checks
    }
    well = all(check.status == "ok" for check in checks)
    status = "ok" if well else "degraded" if ready else "not ready"
    return jsonify(status=status, dependencies=dependencies), 200 if ready else 503


@health_bp.get("/health", summary="The same as /readyz", responses=READY)
@public
def health() -> tuple[Response, int]:
    return readyz()
