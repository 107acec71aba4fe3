"""Every setting has its heading in the manual and its place in the example of a composed installation."""

import re

import pytest
import yaml

from tests.architecture.source import ROOT
from utils.config import Settings

# Fixed by docker-compose.yml itself.
FIXED = {"data_dir", "models_dir", "host", "database_url", "use_celery", "celery_broker_url", "celery_result_backend"}
# Another inside the containers than outside.
INSIDE = {"port", "flower_port", "flower_basic_auth"}
# Their defaults serve; who needs another value adds a line to .env.
RARELY_CHANGED = {
    "access_token_minutes",
    "accuracy_weeks",
    "celery_task_soft_time_limit",
    "celery_task_time_limit",
    "holding_cost_share",
    "login_rate_limit",
    "max_body_mb",
    "model_versions_kept",
    "published_forecast_days",
    "refresh_token_days",
    "run_chunk_size",
    "schedule_catch_up_minutes",
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


def containers():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return {name: service for name, service in compose["services"].items() if service["image"] == "stockcast"}


@pytest.mark.parametrize("name", containers())
def test_what_stands_in_the_env_file_reaches_the_containers(name):
    container = containers()[name]
    assert container["env_file"] == [".env"]
    free = {field.upper() for field in Settings.model_fields.keys() - FIXED - INSIDE}
    overruled = {key: value for key, value in container["environment"].items() if key in free}
    assert {key for key, value in overruled.items() if not value.startswith(f"${{{key}:")} == set()
