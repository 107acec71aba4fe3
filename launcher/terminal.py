from contextlib import suppress


def say(line: str) -> None:
    """One line on the terminal, if there still is one."""
    with suppress(OSError):
        print(line, flush=True)
