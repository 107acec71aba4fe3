"""Every setting has its heading in the manual and its place in the example of a composed installation."""

import re

import pytest
import yaml

from tests.architecture.source import ROOT
from utils.config import SECRETS, Settings

# Fixed by docker-compose.yml itself.
FIXED = {"data_dir", "models_dir", "host", "database_url", "use_celery", "celery_broker_url", "celery_result_backend"}
# Another inside the containers than outside.
INSIDE = {"port", "flower_port", "flower_url"}
FIRST_START = {"demo", "admin_username"}
TOLD = {
    "migrate": {"JWT_SECRET_KEY", "ADMIN_PASSWORD"},
    "api": {"JWT_SECRET_KEY", "METRICS_TOKEN", "OPENID_CLIENT_SECRET"},
    "celery_worker": {"SMTP_URL"},
    "celery_predictions": {"SMTP_URL"},
    "celery_beat": set(),
    "flower": {"FLOWER_BASIC_AUTH"},
}
# Their defaults serve; who needs another value adds a line to .env.
RARELY_CHANGED = {
    "access_token_minutes",
    "accuracy_weeks",
    "celery_task_soft_time_limit",
    "celery_task_time_limit",
    "gpu_families",
    "class_levels",
    "holding_cost_share",
    "login_rate_limit",
    "max_body_mb",
    "max_import_mb",
    "max_imports_per_user",
    "model_versions_kept",
    "openid_rate_limit",
    "openid_scopes",
    "order_link_days",
    "order_link_rate_limit",
    "overdue_order_days",
    "pretrained_folder",
    "published_forecast_days",
    "refresh_token_days",
    "run_chunk_size",
    "schedule_catch_up_minutes",
    "train_changed_products",
    "web_threads",
}
NOT_FOR_COMPOSE = FIXED | RARELY_CHANGED


def headings() -> set[str]:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return set(re.findall(r"^#+ `?([A-Z][A-Z_]+)`?$", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_has_its_heading_in_the_manual(name):
    assert name.upper() in headings(), f"Add a heading '### {name.upper()}' to docs/settings.md and explain it there"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_manual_says_what_the_program_says(name):
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert Settings.model_fields[name].description in text, f"docs/settings.md tells another story of {name.upper()}"


def test_the_manual_names_no_setting_that_does_not_exist():
    assert headings() <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(Settings.model_fields.keys() - NOT_FOR_COMPOSE))
def test_a_setting_is_in_the_example_for_compose(name):
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    reason = f"Mention {name.upper()} in .env.example, or list it as not for compose in this test"
    assert re.search(rf"^#? ?{name.upper()}=", example, flags=re.MULTILINE), reason


def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def containers():
    return {name: service for name, service in compose()["services"].items() if service.get("image") == "stockcast"}


@pytest.mark.parametrize("name", sorted(Settings.model_fields.keys() - FIXED - INSIDE - FIRST_START - {*SECRETS}))
def test_what_is_no_secret_reaches_every_container_from_the_env_file(name):
    assert all(container["environment"].get(name.upper(), "missing") is None for container in containers().values())


@pytest.mark.parametrize("name", containers())
def test_a_container_is_told_the_secrets_it_needs_and_no_others(name):
    told = {key for key in containers()[name]["environment"] if key.lower() in SECRETS}
    assert told - {"DATABASE_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"} == TOLD[name]
    assert ("DATABASE_URL" in told) == (name != "flower")
    assert "env_file" not in containers()[name]


def test_a_container_has_bounds():
    unbounded = {name for name, own in compose()["services"].items() if not {"mem_limit", "pids_limit"} <= own.keys()}
    assert unbounded == set()
