"""What gunicorn and `flask` start: `gunicorn wsgi:app`."""

import os
import sys
from importlib import import_module

# Before numpy is loaded. Requests already share the processors; a forecast or an order advice that each spreads over
# threads of its own takes ten times as long as one that does not.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from utils import freed_memory

freed_memory.look_seldom()

with freed_memory.loading():
    from app import cli
    from utils.config import SettingsError, load_settings

    try:
        # Only the one that is wanted is loaded: the pages would cost a command seconds, and the commands each web
        # process.
        app = cli.create_app() if cli.is_asked() else import_module("app.factory").create_app(load_settings())
    except SettingsError as error:
        sys.exit(str(error))
