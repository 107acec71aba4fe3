"""What gunicorn and `flask` start: `gunicorn wsgi:app`."""

from app import cli
from app.factory import create_app
from utils.config import SettingsError, load_settings

try:
    app = create_app(load_settings())
except SettingsError as error:
    app = cli.without_settings(error)
