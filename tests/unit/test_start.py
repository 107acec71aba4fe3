"""`python start.py`, which has to work before anything is installed."""

import shutil
import subprocess
import sys

import pytest

import start
from tests.stack import ROOT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "WARNING: Retrying ... NewConnectionError(...)\nERROR: No matching distribution found for alembic==1.20.1",
            "network",
        ),
        (
            "ERROR: Could not find a version\nERROR: No matching distribution found for x==1 ; sys_platform",
            "has no x==1 that",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "DO NOT MATCH"),
    ],
)
def test_what_pip_says_becomes_a_sentence(words, said):
    assert said in start.reason(words)


@pytest.fixture
def clone(tmp_path):
    for name in ("start.py", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(clone, *arguments, **environment):
    command = [sys.executable, "start.py", *arguments]
    return subprocess.run(command, cwd=clone, env={"PATH": ""} | environment, capture_output=True, text=True)


def test_without_a_network_it_says_what_is_missing(clone):
    done = run(clone, PIP_INDEX_URL="http://127.0.0.1:1/simple", PIP_RETRIES="0")
    assert done.returncode == 1
    assert done.stderr.startswith("The packages could not be fetched: the package index does not answer.")
    assert len(done.stderr.splitlines()) == 2


def test_the_check_before_the_first_start_says_what_it_will_do(clone):
    done = run(clone, "--check")
    assert done.returncode == 0
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["ok", "python"], ["warning", "packages"]]


def test_a_lock_file_that_has_changed_is_installed_anew(clone, monkeypatch):
    monkeypatch.setattr(start, "ROOT", clone)
    monkeypatch.setattr(start, "VENV", clone / ".venv")
    monkeypatch.setattr(start, "PYTHON", clone / ".venv" / "bin" / "python")
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    shutil.copy(clone / "requirements.txt", clone / ".venv")
    assert start.is_installed("requirements.txt")
    (clone / "requirements.txt").write_text("other==1")
    assert not start.is_installed("requirements.txt")


def test_other_systems_and_old_pythons_are_told_what_to_do(monkeypatch):
    monkeypatch.setattr(start.sys, "version_info", (3, 9, 1))
    assert "needs Python 3.11 or later; this is 3.9" in start.python_trouble()
    monkeypatch.setattr(start.sys, "platform", "win32")
    assert "start.bat" in start.python_trouble()
