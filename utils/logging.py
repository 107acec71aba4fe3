import logging

from pythonjsonlogger.json import JsonFormatter

from utils import ids


class _Context(logging.Filter):
    """Puts the request and task at work into every line, so that one can be followed through all processes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = ids.request_id.get()
        record.task_id = ids.task_id.get()
        return True


def configure_logging(level: str) -> None:
    """Write every log line of this process to stderr as one JSON object. Calling it again changes the level only."""
    root = logging.getLogger()
    root.setLevel(level)
    if any(isinstance(handler.formatter, JsonFormatter) for handler in root.handlers):
        return
    handler = logging.StreamHandler()
    handler.addFilter(_Context())
    handler.setFormatter(
        JsonFormatter(
            "{levelname}{name}{message}{request_id}{task_id}",
            style="{",
            timestamp="time",
            rename_fields={"levelname": "level", "name": "logger", "message": "event"},
        )
    )
    root.handlers = [handler]
