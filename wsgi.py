"""What gunicorn and `flask` start: `gunicorn wsgi:app`."""

import sys

from app.factory import create_app
from utils.config import SettingsError, load_settings

try:
    app = create_app(load_settings())
except SettingsError as error:
    sys.exit(str(error))
