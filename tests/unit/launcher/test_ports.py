import socket

import pytest

from launcher import ports
from launcher.errors import LaunchError
from tests.servers import free_port


def with_ports(settings, port, flower_port):
    return settings.model_copy(update={"port": port, "flower_port": flower_port})


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_free_ports_are_fine(configured):
    ports.check(with_ports(configured, free_port(), free_port()))


def test_a_taken_port_is_named_with_what_to_do(configured, taken):
    with pytest.raises(LaunchError, match=rf"Port {taken} .*PORT={taken + 1} make run"):
        ports.check(with_ports(configured, taken, free_port()))


def test_both_are_named_at_once(configured, taken):
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(LaunchError) as refusal:
        ports.check(with_ports(configured, taken, other.getsockname()[1]))
    assert len(str(refusal.value).splitlines()) == 2


def test_two_servers_cannot_share_a_port(configured):
    with pytest.raises(LaunchError, match="must differ"):
        ports.check(with_ports(configured, 5000, 5000))


def test_an_address_that_is_not_ours_is_named(configured):
    with pytest.raises(LaunchError, match=r"192\.0\.2\.1"):
        ports.check(with_ports(configured, free_port(), free_port()).model_copy(update={"host": "192.0.2.1"}))
