"""The process that a library lives in: `python -m forecasting.child MODULE`, see `forecasting.apart`."""

import importlib
import os
import sys
import threading
import time
from types import ModuleType
from typing import Any, BinaryIO

from forecasting.frames import packed, read_frame, unpacked, write_frame

# How often it says how far it is, whatever the library does: who asks can stop it between two of these. The pause is
# for where the library gets on faster.
BEAT_SECONDS, PAUSE_SECONDS = 0.5, 0.1


class Voice:
    """How far the work is, said at every beat for as long as the block runs; who hears nobody any more ends."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._state: dict[str, Any] = {"busy": True}
        self._said_at, self._is_said = 0.0, True
        self._done = threading.Event()
        self._speaking = threading.Lock()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Voice":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        # Also of work that is done between two beats.
        if not self._is_said:
            self._speak()

    def report_progress(self, share: float, step: str) -> None:
        self._state, self._is_said = {"share": share, "step": step}, False
        if time.monotonic() - self._said_at > PAUSE_SECONDS:
            self._speak()

    def _beat(self) -> None:
        while not self._done.wait(BEAT_SECONDS):
            self._speak()

    def _speak(self) -> None:
        try:
            with self._speaking:
                self._said_at, self._is_said = time.monotonic(), True
                write_frame(self._out, self._state)
        except BrokenPipeError:  # The worker is dead: nobody waits for the model.
            os._exit(1)


class Child:
    """models -- fitted or loaded, by number"""

    def __init__(self, module: ModuleType, out: BinaryIO) -> None:
        self.module, self.out = module, out
        self.models: list[Any] = []

    def answer(self, request: dict[str, Any], content: bytes) -> None:
        try:
            with Voice(self.out) as voice:
                header, answer = getattr(self, f"_{request.pop('verb')}")(content, voice, **request)
        except Exception as error:  # noqa: BLE001 -- whatever a library raises is told to who asked
            header, answer = {"error": f"{type(error).__name__}: {error}"[:1000]}, b""
        write_frame(self.out, header, answer)

    def _fit(self, content: bytes, voice: Voice, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        voice.report_progress(0.0, "Loading the library")
        return self._kept(self.module.fit(unpacked(content), options, voice.report_progress))

    def _predict(self, content: bytes, _: Voice, model: int) -> tuple[dict[str, Any], bytes]:
        return {}, packed(self.module.predict(self.models[model], unpacked(content)))

    def _save(self, _content: bytes, _: Voice, model: int) -> tuple[dict[str, Any], bytes]:
        return {}, self.module.save(self.models[model])

    def _load(self, content: bytes, _: Voice) -> tuple[dict[str, Any], bytes]:
        return self._kept(self.module.load(content))

    def _gains(self, _content: bytes, _: Voice, model: int) -> tuple[dict[str, Any], bytes]:
        gains = getattr(self.module, "gains", None)
        return {"gains": gains(self.models[model]) if gains else []}, b""

    def _kept(self, model: Any) -> tuple[dict[str, Any], bytes]:
        self.models.append(model)
        return {"model": len(self.models) - 1}, b""


def main(module: str) -> None:
    # Libraries print to standard output; frames go where only we know.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    child = Child(importlib.import_module(module), out)
    while True:
        try:
            child.answer(*read_frame(sys.stdin.buffer))
        except (EOFError, BrokenPipeError):
            return


if __name__ == "__main__":
    main(sys.argv[1])
