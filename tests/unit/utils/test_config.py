from pathlib import Path

import pytest
from limits import parse_many

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


MISTYPED = {
    "LOGIN_RATE_LIMIT": ["ten", "0 per minute", "5 per fortnight"],
    "ORDER_LINK_RATE_LIMIT": ["-1/minute"],
    "OPENID_RATE_LIMIT": ["60"],
    "ALERT_EMAIL": ["kim", "kim@shop.example,lee"],
    "ALERT_EMAIL_FROM": ["nobody"],
    "ORDER_REPLY_TO": ["a b@c"],
    "FLOWER_URL": ["javascript:alert(1)", "flower:5555"],
    "FLOWER_BASIC_AUTH": ["nocolon"],
    "SMTP_URL": ["smtp://", "mail.example:25"],
    "CELERY_RESULT_BACKEND": ["nonsense"],
    "WORKER_AUTOSCALE": ["1,4", "0,0", "4"],
    "GPU_FAMILIES": ["pytorhc", "pytorch, xgboost", "pytorch,"],
    "WORKER_QUEUES": ["prediction", "predictions, training", "predictions;training"],
    "SOURCE_FOLDERS": ["sales", "/srv/sales:sales"],
}


def test_what_is_mistyped_is_said_at_start_and_not_to_who_needs_it_first(environment):
    for number in range(3):
        mistyped = {name: values[number] for name, values in MISTYPED.items() if number < len(values)}
        environment(**dict.fromkeys(MISTYPED, "") | mistyped)
        assert {line.split()[0] for line in faults().splitlines()[1:]} == mistyped.keys()


def test_what_is_written_as_usual_is_taken(environment):
    environment(LOGIN_RATE_LIMIT="10/minute;100 per 2 hours", ALERT_EMAIL="a@b.example, c@d.example")
    environment(ALERT_EMAIL_FROM="Shop <orders@shop.example>", FLOWER_BASIC_AUTH="u:p:q", WORKER_AUTOSCALE="4,1")
    environment(
        WORKER_QUEUES="training,training-gpu", SOURCE_FOLDERS="/srv/sales:/mnt/till", GPU_FAMILIES="pytorch,xgboost"
    )
    assert load_settings().worker_autoscale == "4,1"
    # Who counts by it reads it alike.
    assert [rate.amount for rate in parse_many(load_settings().login_rate_limit)] == [10, 100]


PROVIDER = {"OPENID_ISSUER": "https://login.example/realms/shop", "PUBLIC_URL": "https://stock.example"}
CLIENT = {"OPENID_CLIENT_ID": "stockcast", "OPENID_CLIENT_SECRET": "s", "OPENID_DEFAULT_ROLE": "viewer"}


def test_all_that_is_wrong_with_a_provider_is_reported_together(environment):
    environment(OPENID_ISSUER="http://login.example", OPENID_ROLES="it=boss", OPENID_DEFAULT_ROLE="king")
    assert all(name in faults() for name in ("OPENID_ISSUER must be", "PUBLIC_URL", "OPENID_ROLES", "_DEFAULT_ROLE"))
    environment(**PROVIDER, OPENID_ROLES="it=admin", OPENID_DEFAULT_ROLE="")
    wrong = ("OPENID_CLIENT_ID is required", "OPENID_CLIENT_SECRET is required", "OPENID_ROLES and OPENID_ROLE_CLAIM")
    assert all(fault in faults() for fault in wrong)


def test_a_provider_by_which_nobody_could_enter_is_a_fault(environment):
    environment(**PROVIDER, **CLIENT | {"OPENID_DEFAULT_ROLE": "refused"})
    assert "nobody could enter" in faults()


def test_a_client_without_its_provider_is_a_fault(environment):
    environment(**CLIENT)
    assert "OPENID_CLIENT_ID needs OPENID_ISSUER" in faults()


def test_only_who_signs_people_in_needs_the_client_s_secret(environment):
    environment(**PROVIDER, **CLIENT | {"OPENID_CLIENT_SECRET": ""})
    assert load_settings(Settings).openid_client_id == "stockcast"
    assert "OPENID_CLIENT_SECRET is required" in faults()


def test_roles_are_read_by_what_the_claim_holds(environment):
    environment(**PROVIDER, **CLIENT, OPENID_ROLE_CLAIM="groups", OPENID_ROLES="/stock=planner,cn=it=admin")
    assert load_settings().openid_role_of == {"/stock": "planner", "cn=it": "admin"}


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
