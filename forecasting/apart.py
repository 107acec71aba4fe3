"""A library in a process of its own, which gives its memory back when it ends.

The process speaks frames over its standard input and output: a line of JSON, and after it as many bytes as the line
says, which are arrays in NumPy's own format or a saved model. Nothing is pickled. See `forecasting.child`, its side.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

from forecasting.errors import LibraryFailed
from forecasting.frames import packed, read_frame, unpacked, write_frame
from forecasting.progress import ReportProgress, silent

ROOT = Path(__file__).parents[1]
# What a library may know of its surroundings: where programs and checkpoints lie, which devices and how many threads it
# may use. Never the secrets of the process that asks.
PASSED_ON = (
    *("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH"),
    *("OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "PRETRAINED_FOLDER"),
)
LAST_WORDS = 500


class Apart:
    """The process of one module of a method; it lives for as long as the block, and no longer.

    The module has `fit(arrays, options, report_progress)` -> model, `predict(model, arrays)` -> arrays, and `save` and
    `load` between a model and the bytes of its library's own safe format; it may have `gains(model)` -> list of float.

    still_busy -- called every half second while it is at work and says nothing of itself, such as when it loads its
    library; what it raises ends the process, as what `report_progress` raises
    """

    def __init__(
        self,
        module: str,
        still_busy: Callable[[], None] = lambda: None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._still_busy = still_busy
        self._complaints: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in __exit__
        known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 -- this very Python, and a module of this program
            [sys.executable, "-m", "forecasting.child", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=ROOT,
            env=known | dict(environment or {}),
        )
        assert self._process.stdin
        assert self._process.stdout
        self._requests, self._answers = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Also what stops the training in its middle: whoever cancels it has `report_progress` raise.
        self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._answers, self._complaints):
            with contextlib.suppress(BrokenPipeError):  # of a request that it did not live to read
                stream.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def fit(
        self, arrays: Mapping[str, np.ndarray], options: Mapping[str, Any], report_progress: ReportProgress = silent
    ) -> int:
        """Have a model trained; its number. Raises LibraryFailed, and what `report_progress` raises."""
        answer, _ = self._ask({"verb": "fit", "options": dict(options)}, packed(arrays), report_progress)
        return answer["model"]

    def predict(self, model: int, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """What a model says of these arrays. Raises LibraryFailed."""
        return unpacked(self._ask({"verb": "predict", "model": model}, packed(arrays))[1])

    def save(self, model: int) -> bytes:
        """A model in its library's own format. Raises LibraryFailed."""
        return self._ask({"verb": "save", "model": model})[1]

    def load(self, saved: bytes) -> int:
        """The number of a model that was saved. Raises LibraryFailed."""
        return self._ask({"verb": "load"}, saved)[0]["model"]

    def gains(self, model: int) -> list[float]:
        """What each feature contributed to a model; empty where its module cannot say. Raises LibraryFailed."""
        return self._ask({"verb": "gains", "model": model})[0]["gains"]

    def _ask(
        self, request: dict[str, Any], content: bytes = b"", report_progress: ReportProgress = silent
    ) -> tuple[dict[str, Any], bytes]:
        try:
            write_frame(self._requests, request, content)
            while True:
                answer, content = read_frame(self._answers)
                if "share" in answer:
                    report_progress(answer["share"], answer["step"])
                elif "busy" in answer:
                    self._still_busy()
                else:
                    break
        except (BrokenPipeError, EOFError):
            raise LibraryFailed(f"The process of the library ended: {self._last_words()}") from None
        if "error" in answer:
            raise LibraryFailed(f"The library failed: {answer['error']}")
        return answer, content

    def _last_words(self) -> str:
        self._process.wait()
        self._complaints.seek(0)
        said = self._complaints.read().decode(errors="replace").strip()
        return said[-LAST_WORDS:] or f"exit code {self._process.returncode}, without a word (out of memory?)"
