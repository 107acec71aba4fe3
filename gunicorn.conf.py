"""What gunicorn reads by itself when it starts here; everything else about it is on its command line."""

import os
import shutil
import socket
from pathlib import Path
from typing import Any


def on_starting(server: Any) -> None:
    """Give the web processes a folder to count their requests in together (see GET /metrics)."""
    # By machine: containers that share a volume have processes of the same number.
    folder = Path(os.environ.get("DATA_DIR") or "var").absolute() / "metrics" / socket.gethostname()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
