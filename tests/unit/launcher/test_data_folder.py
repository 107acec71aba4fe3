import os
import subprocess
import sys

import pytest

from launcher import data_folder
from launcher.errors import LaunchError
from tests.stack import ROOT

HOLD = (
    "import sys, time, pathlib; from launcher import data_folder;"
    "lock = data_folder.claim(pathlib.Path(sys.argv[1])); print('claimed', flush=True); time.sleep(600)"
)


@pytest.fixture
def other_launcher(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path / "var")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_second_launcher_is_refused(tmp_path, other_launcher):
    with pytest.raises(LaunchError, match="already runs"):
        data_folder.claim(tmp_path / "var")


def test_a_killed_launcher_leaves_the_folder_free(tmp_path, other_launcher):
    other_launcher.kill()
    other_launcher.wait()
    with data_folder.claim(tmp_path / "var") as lock:
        lock.seek(0)
        assert lock.read() == str(os.getpid())


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LaunchError, match="cannot be written"):
        data_folder.claim(tmp_path / "file" / "var")
