"""Which process is told which secret: what leaks from one must not open what only another needs."""

from collections.abc import Mapping

from utils import beside

# What runs on the launcher's terminal; "beside": the commands that are typed beside it.
_COMMANDS = ("prepare", "train", "welcome", "forecast", "beside")
_JOBS = ("worker", "predictions", "beat")
KNOWN_TO = {
    "JWT_SECRET_KEY": ("web", "beside"),
    "OPENID_CLIENT_SECRET": ("web", "beside"),
    "ADMIN_PASSWORD": ("prepare",),
    "METRICS_TOKEN": ("web",),
    # Without Celery the web processes send the mails.
    "SMTP_URL": (*_JOBS, "web"),
    "DATABASE_URL": ("web", *_COMMANDS, *_JOBS),
    "CELERY_BROKER_URL": ("web", *_COMMANDS, *_JOBS, "flower"),
    "CELERY_RESULT_BACKEND": ("web", *_COMMANDS, *_JOBS, "flower"),
    # The web processes tell whether there is a Flower; `welcome` names its user.
    "FLOWER_BASIC_AUTH": ("flower", "web", "welcome", "beside"),
}


def environment_for(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The part of this environment that the child of this name may know."""
    known = {key: value for key, value in environment.items() if name in KNOWN_TO.get(key, (name,))}
    return known | {beside.HAS_SETTINGS: "1"}
