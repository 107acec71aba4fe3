from pathlib import Path

import pytest

from utils.config import SECRETS, Settings, SettingsError, load_settings

REQUIRED = {"CELERY_BROKER_URL": "redis://127.0.0.1/0", "JWT_SECRET_KEY": "s" * 32}


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Set variables in an environment that holds nothing but what is required."""

    def set_all(**variables: str) -> None:
        for name, value in ({"DATA_DIR": str(tmp_path)} | REQUIRED | variables).items():
            monkeypatch.setenv(name, value)

    return set_all


def faults() -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return str(refused.value)


def test_all_faulty_settings_are_reported_together(environment):
    environment(PORT="99999", JWT_SECRET_KEY="short", CELERY_BROKER_URL="", LOG_LEVEL="loud", ADMIN_PASSWORD="qwertz")
    text = faults()
    wrong = ("PORT", "JWT_SECRET_KEY", "CELERY_BROKER_URL is required", "LOG_LEVEL", "ADMIN_PASSWORD has less than 12")
    assert all(fault in text for fault in wrong)
    assert not any(secret in text for secret in ("short", "qwertz"))


@pytest.mark.parametrize("password", ["password1234", "Kim-2026-Kim!", "aaaaaaaaaaaaaaaa"])
def test_a_first_password_that_is_guessed_early_is_refused_at_start(environment, password):
    environment(ADMIN_USERNAME="kim", ADMIN_PASSWORD=password)
    assert "ADMIN_PASSWORD is " in faults()


def test_a_first_password_that_is_not_is_taken(environment):
    environment(ADMIN_PASSWORD="kimonos are for sale")
    assert load_settings().admin_password == "kimonos are for sale"


def test_an_empty_variable_is_not_set(environment):
    environment(PORT="", DATABASE_URL="", FLOWER_BASIC_AUTH="")
    assert load_settings().port == 5000


def test_folders_follow_from_the_data_folder(environment, tmp_path):
    environment()
    settings = load_settings()
    assert settings.models_dir == tmp_path / "models"
    assert settings.database_url == f"sqlite:///{tmp_path / 'stockcast.db'}"


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg2://u@h/d"])
def test_a_postgresql_address_may_be_written_as_usual(environment, given):
    environment(DATABASE_URL=given)
    assert load_settings().database_url == "postgresql+psycopg2://u@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u@h/d"),
        ("CELERY_BROKER_URL", "http://h"),
        ("WORKER_CONCURRENCY", "-1"),
        ("WEB_WORKERS", "0"),
        ("MODEL_VERSIONS_KEPT", "0"),
        *(("SHOP_TIMEZONE", name) for name in ("Berlin", "Europe", "../UTC", "Europe/berlin ", "+02:00")),
        *(("LANGUAGE", code) for code in ("it", "DE", "de_AT")),
        *(("CURRENCY", code) for code in ("€", "EURO", "eur", "EUR\n")),
    ],
)
def test_a_faulty_value_is_named(environment, name, value):
    environment(**{name: value})
    assert name in faults()


def test_a_zone_and_a_currency_are_written_as_their_standards_do(environment):
    environment(SHOP_TIMEZONE="America/Los_Angeles", CURRENCY="USD")
    settings = load_settings()
    assert (settings.shop_timezone, settings.currency) == ("America/Los_Angeles", "USD")


def test_a_shop_that_says_nothing_is_in_utc_and_names_no_currency(environment):
    environment(SHOP_TIMEZONE="", CURRENCY="")
    settings = load_settings()
    assert (settings.shop_timezone, settings.currency) == ("UTC", "")


def test_the_soft_limit_comes_before_the_hard_one(environment):
    environment(CELERY_TASK_SOFT_TIME_LIMIT="60", CELERY_TASK_TIME_LIMIT="60")
    assert "CELERY_TASK_SOFT_TIME_LIMIT" in faults()


def test_commands_run_beside_make_run_find_its_parts(environment, monkeypatch, tmp_path):
    environment()
    monkeypatch.delenv("CELERY_BROKER_URL")
    (tmp_path / "embedded.env").write_text("CELERY_BROKER_URL='redis+socket://:pw@/run/x?virtual_host=0'\n")
    settings = load_settings()
    assert settings.redis_url == "unix://:pw@/run/x?db=0"
    assert settings.rate_limit_storage == "redis+unix://:pw@/run/x?db=0"


def test_with_rabbitmq_nothing_is_kept_in_redis(environment):
    environment(CELERY_BROKER_URL="amqp://u@h//")
    settings = load_settings()
    assert (settings.redis_url, settings.result_backend, settings.rate_limit_storage) == (None, None, "memory://")


def test_settings_cannot_be_changed_afterwards(environment):
    environment()
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_default(name):
    assert Settings.model_fields[name].default == ""


def published() -> dict[str, str]:
    lines = (Path(__file__).parents[3] / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "change-me" in line and not line.startswith("#"))


@pytest.mark.parametrize("name", sorted(published().keys() - {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}))
def test_a_secret_that_everyone_can_read_is_refused(environment, name):
    environment(**{name: published()[name]})
    assert f"{name} is still as it stands in .env.example" in faults()


def test_so_is_one_within_an_address(environment):
    environment(DATABASE_URL=f"postgresql://u:{published()['POSTGRES_PASSWORD']}@h/d")
    assert "DATABASE_URL is still as it stands in .env.example" in faults()


def test_only_who_signs_people_in_needs_the_key(environment, monkeypatch):
    environment()
    monkeypatch.delenv("JWT_SECRET_KEY")
    assert load_settings(Settings).port == 5000
    assert "JWT_SECRET_KEY is required" in faults()
