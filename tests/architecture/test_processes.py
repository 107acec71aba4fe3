"""What each kind of process loads: a web process no model library, a worker no web framework."""

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

WEB = "import wsgi"
WORKER = "from celery_app import celery; celery.loader.import_default_modules()"
SETTINGS = {"CELERY_BROKER_URL": "redis://127.0.0.1:1/0", "JWT_SECRET_KEY": "s" * 32}


def said_by(program: str, folder) -> str:
    """The last line that this program prints, run with nothing but the settings it needs."""
    own = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    environment = {**own, **SETTINGS, "DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def modules_after(statement: str, folder) -> set[str]:
    program = f"{statement}; import sys, json; print(json.dumps(list(sys.modules)))"
    return set(json.loads(said_by(program, folder)))


@pytest.fixture(scope="module")
def web_modules(tmp_path_factory):
    return modules_after(WEB, tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def worker_modules(tmp_path_factory):
    return modules_after(WORKER, tmp_path_factory.mktemp("worker"))


@pytest.mark.parametrize(
    "library", ["prophet", "cmdstanpy", "lightgbm", "sklearn", "matplotlib", "flower", "scipy.stats"]
)
def test_a_web_process_never_loads(web_modules, library):
    assert library not in web_modules


@pytest.mark.parametrize(
    "library", ["flask", "flask_openapi3", "flask_jwt_extended", "gunicorn", "dash", "scipy.stats"]
)
def test_a_worker_never_loads(worker_modules, library):
    assert library not in worker_modules


def test_a_web_process_calculates_in_the_thread_that_was_asked(tmp_path):
    calculate = "import os, numpy; numpy.ones((500, 500)) @ numpy.ones((500, 500))"
    assert said_by(f"{WEB}; {calculate}; print(len(os.listdir('/proc/self/task')))", tmp_path) == "1"


def test_starting_either_process_opens_and_writes_nothing(tmp_path):
    for statement in (WEB, WORKER):
        modules_after(statement, tmp_path)
    assert list(tmp_path.iterdir()) == []
