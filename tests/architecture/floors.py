"""The floors of the house: a package imports only from floors below its own."""

from tests.architecture.source import ROOT

SERVICES = {
    # What every package speaks.
    **dict.fromkeys(("errors", "sku", "visible"), 0),
    **dict.fromkeys(
        ("paging", "records", "days", "seen", "turns", "idempotency", "histories", "outside", "remembered"), 1
    ),
    "access": 2,
    "files": 2,
    "catalogue": 2,
    "notifications": 3,
    "forecasts": 3,
    "jobs": 4,
    "sales": 5,
    "journal": 5,
    "accuracy": 5,
    "replenishment": 5,
    "training": 6,
    "stock": 6,
    "views": 6,
    "predictions": 7,
    "replays": 7,
    "planning": 7,
    "orders": 7,
    "schedules": 7,
    "operations": 8,
    "attention": 8,
    "sources": 8,
    "demo": 8,
    "imports": 8,
}

FORECASTING = {
    **dict.fromkeys(("errors", "metrics", "progress", "frames"), 0),
    **dict.fromkeys(("history", "forecast", "options"), 1),
    "block": 2,
    "layout": 3,
    "learner": 1,
    "early_stopping": 1,
    "apart": 3,
    "child": 3,
    "signals": 4,
    "prophet": 4,
    "features": 4,
    "catalogue_model": 5,
    "settings": 6,
    "methods": 6,
    "selection": 7,
    "prepared": 7,
    "uncertainty": 8,
    "reconciliation": 8,
    "year_ago": 9,
    "replenishment": 9,
    "published": 9,
    "weeks": 9,
    "outlook": 10,
    "documents": 10,
    "block_model": 11,
    "reasons": 12,
    "report": 12,
    "trained": 13,
    "launching": 14,
    "renewal": 15,
    "training": 16,
    "evaluate": 17,
}

FILES = {
    **dict.fromkeys(("fields", "findings", "questions", "records", "languages", "writing"), 0),
    **dict.fromkeys(("options", "uploads", "values"), 1),
    "headings": 2,
    "lines": 2,
    "formats": 3,
    "saved_profiles": 3,
    "heads": 4,
    "sheets": 4,
    "columns": 5,
    "rows": 6,
    "reading": 7,
    "report": 8,
    "tables": 9,
}

REPLENISHMENT = {"supply": 0, "kits": 1, "advice": 2, "lists": 3, "renewal": 4, "suppositions": 5}

ORDERS = {"lines": 0, "history": 1, "entry": 2, "papers": 3, "sending": 4}

SIGNALS = {
    "regressors": 0,
    "calendars": 0,
    "silences": 1,
    "cleaning": 2,
    "launches": 3,
    "phases": 3,
    "levels": 4,
    "months": 5,
    "seasons": 5,
    "peaks": 6,
}

# A folder is a page, but for what pages share and what stands around them. What two pages need moves below them.
PAGE = 2
DASHBOARD = {path.name: PAGE for path in (ROOT / "dashboard").iterdir() if path.is_dir()}
DASHBOARD |= {"kit": 0, "tasks": 1, "shop": 1, "frame": 3}

ROOMS = {"services": SERVICES, "forecasting": FORECASTING, "dashboard": DASHBOARD}
ROOMS |= {"services.files": FILES, "services.replenishment": REPLENISHMENT, "services.orders": ORDERS}
ROOMS |= {"forecasting.signals": SIGNALS}
# A file outside its package: the place of TaskService is fixed, and what the learning methods share is no method.
COUNTS_AS = {"task_service": "jobs", **dict.fromkeys(("learning", "lessons", "windows", "zero_shot"), "methods")}
