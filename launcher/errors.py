class LaunchError(Exception):
    """Stockcast cannot start; the message says what to do about it."""
