from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from routes.access import public
from services.operations import readiness

health_bp = APIBlueprint("health", __name__, abp_tags=[Tag(name="Operations")], abp_security=[])


@health_bp.get("/livez", summary="This process answers", responses={200: None})
@public
def livez() -> Response:
    return jsonify(status="ok")


@health_bp.get("/readyz", summary="This process and all it depends on answer; 503 if not", responses={200: None})
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


@health_bp.get("/health", summary="The same as /readyz", responses={200: None})
@public
def health() -> tuple[Response, int]:
    return readyz()
