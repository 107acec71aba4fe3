"""`python start.py` installs what is missing into .venv and starts Stockcast. It needs nothing but Python.

python start.py                              what `make run` does
python start.py --check                      every part, one line each, and what to do about it
python start.py --install requirements.txt   install only; requirements-dev.txt: with what the tests need
"""

# Python versions that are too old must still be able to read this file, and say so.
import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
OLDEST = (3, 11)
# What pip and urllib3 say when nobody answers.
NO_NETWORK = re.compile(r"NameResolutionError|NewConnectionError|ConnectTimeoutError|ProxyError|Max retries|timed out")
NOT_FOUND = re.compile(r"No matching distribution found for ([^\s;]+)")


def main():
    arguments = argparse.ArgumentParser(prog="start.py", description="Install and start Stockcast.")
    arguments.add_argument("--check", action="store_true", help="look at every part, start nothing")
    arguments.add_argument("--install", metavar="LOCK", help="install what this lock file pins, start nothing")
    wanted = arguments.parse_args()
    os.chdir(str(ROOT))
    if wanted.check:
        sys.exit(_check())
    try:
        install(wanted.install or "requirements.txt")
    except KeyboardInterrupt:
        sys.exit("Stopped while installing; the next start goes on.")
    if not wanted.install:
        os.execv(str(PYTHON), [str(PYTHON), "-m", "launcher"])


def install(lock):
    """Make .venv hold what `lock` pins. Ends the process with a sentence when it cannot."""
    if is_installed(lock):
        return
    trouble = python_trouble()
    if trouble and not PYTHON.exists():
        sys.exit(trouble)
    print("Installing into .venv (once, one to three minutes) ...", flush=True)
    if not PYTHON.exists():
        shutil.rmtree(str(VENV), ignore_errors=True)
    if not list(VENV.glob("lib/python*/site-packages/pip")):
        subprocess.check_call([sys.executable, "-m", "venv", str(VENV)])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=2"]
    with LOG.open("w") as log:
        failed = subprocess.call([*pip, "--require-hashes", "-r", lock], stdout=log, stderr=log)
    if failed:
        sys.exit(f"{reason(LOG.read_text(errors='replace'))}\npip's own words are in {LOG}.")
    # Remembered as copies of the lock files: a time stamp would be fooled by a restored folder.
    for file in {lock, "requirements.txt"}:
        shutil.copy(file, str(VENV))


def is_installed(lock):
    copy = VENV / lock
    return PYTHON.exists() and copy.exists() and copy.read_bytes() == (ROOT / lock).read_bytes()


def python_trouble():
    """What is wrong with the Python this runs on, or None."""
    if sys.platform == "win32":
        return "Stockcast runs on Linux and macOS. On Windows: start.bat runs it in WSL (docs/other-machines.md)."
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        return f"Stockcast needs Python 3.11 or later; this is {found}. Name one: make run PYTHON=python3.12"
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"
    return None


def reason(words):
    """Why pip failed, in a sentence."""
    if NO_NETWORK.search(words):
        return (
            "The packages could not be fetched: the package index does not answer. The first start needs a network;"
            " behind a proxy set HTTPS_PROXY, for a mirror PIP_INDEX_URL."
        )
    missing = NOT_FOUND.search(words)
    if missing:
        return (
            f"The package index has no {missing.group(1)} that fits this machine and its Python: see"
            " docs/other-machines.md, or name another index with PIP_INDEX_URL."
        )
    last = [line for line in words.splitlines() if line.startswith("ERROR")][-1:]
    return f"The packages could not be installed. {''.join(last)}".strip()


def _check():
    trouble = python_trouble()
    _say("fault" if trouble else "ok", "python", trouble or ".".join(map(str, sys.version_info[:3])))
    if trouble:
        return 1
    if not is_installed("requirements.txt"):
        _say("warning", "packages", "Not installed yet, or not as pinned: the next start installs them.")
        return 0
    _say("ok", "packages", "as pinned in requirements.txt")
    return subprocess.call([str(PYTHON), "-m", "launcher.check"])


def _say(level, name, detail):
    # As `flask doctor` does.
    print(f"{level:8} {name:18} {detail}", flush=True)


if __name__ == "__main__":
    main()
