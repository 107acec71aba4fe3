from datetime import timedelta

import click
from flask_openapi3 import Info, OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import register_pages
from routes import register_routes
from routes.description import DescribedAPI
from routes.errors import invalid_request
from services.jobs import task_publisher
from utils.config import Settings, use_settings
from utils.logging import configure_logging

DESCRIPTION = """Sales go in; every morning each product has a forecast with honest uncertainty.

Sign in at `POST /auth/login` and send `Authorization: Bearer <access_token>` with every request, or a key of
`POST /api-keys` in its place.
Errors are problem documents (RFC 9457).

A POST with the header `Idempotency-Key` is worked on once, however often it is sent within 24 hours.
`Prefer: wait=20` on a task's status waits for its end."""
WHO_ASKS = "An access token of `POST /auth/login`, or a program's key of `POST /api-keys`."


def create_app(settings: Settings) -> OpenAPI:
    """The web application; the only place that sees every room."""
    use_settings(settings)
    configure_logging(settings.log_level)
    app = DescribedAPI(
        __name__,
        info=Info(title="Stockcast", version="0.1.0", description=DESCRIPTION),
        security_schemes={"bearer": {"type": "http", "scheme": "bearer", "description": WHO_ASKS}},
        validation_error_callback=invalid_request,
        openapi_extensions={"security": [{"bearer": []}]},
    )
    app.config.update(
        JWT_SECRET_KEY=settings.jwt_secret_key,
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(minutes=settings.access_token_minutes),
        JWT_REFRESH_TOKEN_EXPIRES=timedelta(days=settings.refresh_token_days),
        MAX_CONTENT_LENGTH=settings.max_body_mb * 1024 * 1024,
    )
    register_routes(app)
    register_pages(app)
    # Only what our own proxies say of who asks is believed: each adds a line of its own.
    hops = settings.trusted_proxies
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)
    if not settings.use_celery and not _is_for_a_moment():
        task_publisher.keep_time()
    return app


def _is_for_a_moment() -> bool:
    # `flask routes` and `flask shell` are no servers; `flask run` is.
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name != "run"
