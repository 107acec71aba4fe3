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


def register_routes(app: OpenAPI) -> None:
    """Everything the API answers."""
    _go_through(app)

    app.register_api(health_bp)  # /livez /readyz /health
    app.register_api(auth_bp)  # /auth/login /auth/refresh /auth/logout /auth/password /auth/me
    app.register_api(openid_bp)  # /auth/openid/start /auth/openid/finish
    app.register_api(user_bp)  # /users
    app.register_api(api_key_bp)  # /api-keys
    app.register_api(product_bp)  # /products
    app.register_api(product_life_bp)  # /products/<sku>/rename, /products/<sku>/merge
    app.register_api(product_supplier_bp)  # /products/<sku>/suppliers
    app.register_api(offer_bp)  # /product-suppliers
    app.register_api(override_bp)  # /products/<sku>/overrides
    app.register_api(sales_bp)  # /sales
    app.register_api(import_template_bp)  # /import-templates
    app.register_api(import_profile_bp)  # /import-profiles
    app.register_api(import_bp)  # /imports/<task_id>/undo
    app.register_api(source_bp)  # /sources
    app.register_api(stock_bp)  # /stock
    app.register_api(supplier_bp)  # /suppliers
    app.register_api(category_bp)  # /categories
    app.register_api(order_list_bp)  # /orders
    app.register_api(purchase_order_bp)  # /purchase-orders
    app.register_api(order_step_bp)  # /purchase-orders/<number>, its steps
    app.register_api(order_paper_bp)  # /purchase-orders/<number>.pdf, .xlsx, .csv
    app.register_api(receipt_bp)  # /receipts
    app.register_api(advice_order_bp)  # /purchase-orders/from-advice
    app.register_api(transfer_bp)  # /transfers
    app.register_api(prediction_bp)  # /predict
    app.register_api(total_bp)  # /forecasts/total
    app.register_api(event_bp)  # /events
    app.register_api(product_event_bp)  # /products/<sku>/events
    app.register_api(accuracy_bp)  # /accuracy
    app.register_api(exception_bp)  # /exceptions
    app.register_api(promise_bp)  # /promises
    app.register_api(reorder_bp)  # /reorder /products/<sku>/reorder
    app.register_api(scenario_bp)  # /scenarios
    app.register_api(replay_bp)  # /replay
    app.register_api(task_bp)  # /tasks
    app.register_api(train_bp)  # /train
    app.register_api(webhook_bp)  # /webhooks
    app.register_api(model_bp)  # /models
    app.register_api(schedule_bp)  # /schedules
    app.register_api(celery_bp)  # /celery
    app.register_api(audit_bp)  # /audit
    app.register_api(metrics_bp)  # /metrics
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
