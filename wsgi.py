"""What gunicorn and `flask` start: `gunicorn wsgi:app`."""

import os

# Before numpy is loaded. Requests already share the processors; a forecast or an order advice that each spreads over
# threads of its own takes ten times as long as one that does not.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from app.factory import create_app, without_settings
from utils.config import SettingsError, load_settings

try:
    app = create_app(load_settings())
except SettingsError as error:
    app = without_settings(error)
