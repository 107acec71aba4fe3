"""A client that asks all the time, and remembers what it was answered."""

import threading
import time
from collections import Counter
from types import TracebackType

import httpx

PAUSE_SECONDS = 0.1


class Probe:
    """answers -- how often each status was given; an exception's name stands for no answer at all
    longest_wait -- seconds until any answer; longest_silence -- seconds between two answers of 200
    """

    def __init__(self, client: httpx.Client, path: str):
        self.client, self.path = client, path
        self.answers: Counter[str] = Counter()
        self.longest_wait = self.longest_silence = 0.0
        self._heard_at = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._ask_until_done, daemon=True)

    def __enter__(self) -> "Probe":
        self._heard_at = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._done.set()
        self._thread.join()
        self._listen()

    def _ask_until_done(self) -> None:
        while not self._done.wait(PAUSE_SECONDS):
            asked_at = time.monotonic()
            try:
                response = self.client.get(self.path)
            except httpx.TransportError as error:
                self.answers[type(error).__name__] += 1
                continue
            finally:
                self.longest_wait = max(self.longest_wait, time.monotonic() - asked_at)
            is_problem = response.headers["Content-Type"] == "application/problem+json"
            self.answers[f"{response.status_code}{' problem' if is_problem else ''}"] += 1
            if response.status_code == 200:
                self._listen()
                self._heard_at = time.monotonic()

    def _listen(self) -> None:
        self.longest_silence = max(self.longest_silence, time.monotonic() - self._heard_at)
