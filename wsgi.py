"""What gunicorn and `flask` start: `gunicorn wsgi:app`."""

from app.factory import create_app, without_settings
from utils.config import SettingsError, load_settings

try:
    app = create_app(load_settings())
except SettingsError as error:
    app = without_settings(error)
