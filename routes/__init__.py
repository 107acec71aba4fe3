"""The table of contents of the API."""

from flask_openapi3 import OpenAPI

from routes import access, bodies, cross_origin, errors, idempotency, preconditions, queries, requests, viewer
from routes.accuracy_routes import accuracy_bp
from routes.advice_order_routes import advice_order_bp
from routes.api_key_routes import api_key_bp
from routes.audit_routes import audit_bp
from routes.auth_routes import auth_bp
from routes.category_routes import category_bp
from routes.celery_routes import celery_bp
from routes.event_routes import event_bp, product_event_bp
from routes.exception_routes import exception_bp
from routes.health_routes import health_bp
from routes.import_profile_routes import import_profile_bp
from routes.import_routes import import_bp
from routes.import_template_routes import import_template_bp
from routes.json_reader import JsonReader
from routes.metrics_routes import metrics_bp
from routes.model_routes import model_bp
from routes.openid_routes import openid_bp
from routes.order_list_routes import order_list_bp
from routes.order_paper_routes import order_paper_bp
from routes.order_step_routes import order_step_bp
from routes.override_routes import override_bp
from routes.prediction_routes import prediction_bp
from routes.product_life_routes import product_life_bp
from routes.product_routes import product_bp
from routes.product_supplier_routes import offer_bp, product_supplier_bp
from routes.promise_routes import promise_bp
from routes.purchase_order_routes import purchase_order_bp
from routes.receipt_routes import receipt_bp
from routes.reorder_routes import reorder_bp
from routes.replay_routes import replay_bp
from routes.sales_routes import sales_bp
from routes.scenario_routes import scenario_bp
from routes.schedule_routes import schedule_bp
from routes.sku_paths import RawSegments, SkuConverter
from routes.source_routes import source_bp
from routes.stock_routes import stock_bp
from routes.supplier_answer_routes import supplier_answer_bp
from routes.supplier_routes import supplier_bp
from routes.task_routes import task_bp
from routes.total_routes import total_bp
from routes.train_routes import train_bp
from routes.transfer_routes import transfer_bp
from routes.user_routes import user_bp
from routes.viewer import docs_bp
from routes.webhook_routes import webhook_bp

RESOURCES = (
    health_bp,  # /livez /readyz /health
    auth_bp,  # /auth/login /auth/refresh /auth/logout /auth/password /auth/me
    openid_bp,  # /auth/openid/start /auth/openid/finish
    user_bp,  # /users
    api_key_bp,  # /api-keys
    product_bp,  # /products
    product_life_bp,  # /products/<sku>/rename, /products/<sku>/merge
    product_supplier_bp,  # /products/<sku>/suppliers
    offer_bp,  # /product-suppliers
    override_bp,  # /products/<sku>/overrides
    sales_bp,  # /sales
    import_template_bp,  # /import-templates
    import_profile_bp,  # /import-profiles
    import_bp,  # /imports/<task_id>/undo
    source_bp,  # /sources
    stock_bp,  # /stock
    supplier_bp,  # /suppliers
    category_bp,  # /categories
    order_list_bp,  # /orders
    purchase_order_bp,  # /purchase-orders
    order_step_bp,  # /purchase-orders/<number>, its steps
    order_paper_bp,  # /purchase-orders/<number>.pdf, .xlsx, .csv
    receipt_bp,  # /receipts
    advice_order_bp,  # /purchase-orders/from-advice
    transfer_bp,  # /transfers
    prediction_bp,  # /predict
    total_bp,  # /forecasts/total
    event_bp,  # /events
    product_event_bp,  # /products/<sku>/events
    accuracy_bp,  # /accuracy
    exception_bp,  # /exceptions
    promise_bp,  # /promises
    reorder_bp,  # /reorder /products/<sku>/reorder
    scenario_bp,  # /scenarios
    replay_bp,  # /replay
    task_bp,  # /tasks
    train_bp,  # /train
    webhook_bp,  # /webhooks
    model_bp,  # /models
    schedule_bp,  # /schedules
    celery_bp,  # /celery
    audit_bp,  # /audit
    metrics_bp,  # /metrics
)


def register_routes(app: OpenAPI) -> None:
    """Everything the API answers."""
    _go_through(app)
    for resource in RESOURCES:
        app.register_api(resource)
    # Pages, which no description of the API has.
    app.register_blueprint(supplier_answer_bp)  # /order-confirmations/<token>
    app.register_blueprint(docs_bp)  # /docs


def _go_through(app: OpenAPI) -> None:
    """What every request goes through on its way, in this order."""
    app.request_class = bodies.Request
    app.json = JsonReader(app)
    app.url_map.converters["sku"] = SkuConverter
    app.wsgi_app = RawSegments(app.wsgi_app)  # type: ignore[method-assign]  # As Flask itself says it is done.
    errors.register_error_handlers(app)
    requests.install(app)
    cross_origin.install(app)
    access.install(app)
    viewer.install(app)
    app.before_request(bodies.bound_public)
    app.before_request(bodies.refuse_odd_urls)
    app.before_request(queries.refuse_others)
    idempotency.install(app)
    app.before_request(bodies.read_json)
    preconditions.install(app)
