"""Frames: a line of JSON that says how many bytes follow, and those bytes."""

import io
import json
from collections.abc import Mapping
from typing import IO, Any

import numpy as np


def write_frame(stream: IO[bytes], header: Mapping[str, Any], content: bytes = b"") -> None:
    """Raises BrokenPipeError when nobody listens."""
    stream.write(json.dumps({**header, "bytes": len(content)}).encode() + b"\n")
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Raises EOFError where the stream ends."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError("The stream has ended.")
    header = json.loads(line)
    content = stream.read(header.pop("bytes"))
    return header, content


def packed(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays by name in NumPy's own format. Raises ValueError for what only pickle could write."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpacked(content: bytes) -> dict[str, np.ndarray]:
    """Raises ValueError for what only pickle could read."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return dict(arrays)
