import shlex
import sys
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_jwt_extended import JWTManager, create_access_token

from services.access import auth
from utils.config import Settings, WebSettings, load_settings

# For sh, bash and zsh, on Linux and macOS. zsh takes comments that are typed or pasted only when it is told to.
FUNCTIONS = r"""URL={url}
TOKEN={token}
api() {{
  address="$URL$1"; shift
  case " $* " in *" -F "*|*[Cc]ontent-[Tt]ype:*) ;; *) set -- -H 'Content-Type: application/json' "$@" ;; esac
  curl -sS --fail-with-body "$address" -H "Authorization: Bearer $TOKEN" "$@"
}}
pick() {{ {python} -c {pick} "$1"; }}
day() {{ {python} -c {day} "$1"; }}
if [ -n "${{ZSH_VERSION-}}" ]; then setopt interactive_comments; fi
"""
PICK = """import json, sys
value = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    value = value[int(name) if isinstance(value, list) else name]
print(value)"""
DAY = """import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
print((datetime.now(ZoneInfo("{zone}")) + timedelta(int(sys.argv[1]))).date())"""


@click.command
@click.option("--username", help="Who asks; by default the first administrator.")
@with_appcontext
def command(username: str | None) -> None:
    """Print shell functions that ask the API, signed in. To have them: eval "$(.venv/bin/flask curl)"

    \b
    api PATH [OPTIONS OF CURL]   ask the API; a refusal is shown, and its exit code is not 0
    pick NAME                    one value of the JSON that comes in: task_id, or items.0.id
    day N                        the shop's date in N days: +3, or -70

    $URL and $TOKEN hold the address and an access token.
    """
    settings = load_settings(WebSettings)
    values = {
        "url": settings.address,
        "token": _access_token(settings, username or settings.admin_username),
        "python": sys.executable,
        "pick": PICK,
        "day": DAY.format(zone=settings.shop_timezone),
    }
    click.echo(FUNCTIONS.format_map({name: shlex.quote(value) for name, value in values.items()}), nl=False)


def _access_token(settings: Settings, username: str) -> str:
    current_app.config["JWT_SECRET_KEY"] = settings.jwt_secret_key
    current_app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=settings.access_token_minutes)
    JWTManager(current_app)
    user = auth.admit(username).user
    return create_access_token(str(user.user_id), additional_claims={"sid": user.session_id})
